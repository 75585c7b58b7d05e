"""The file and the address of a fetched page, so that an article is stored only once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sources.following.address import key_of, stated_address
from sources.following.queue import Queue
from sources.following.sameness import are_one, are_two, headline_digests
from sources.following.source import Item, State
from sources.following.spool import Spool

# Returns the address that a stored page leads to now, or None if the page is gone.
Leads = Callable[[Item], str | None]
# The share of the text that may differ: an AMP page has other buttons, and an article may have been
# edited when it moved.
_OF_THE_SAME, _OF_MOVED = 0.05, 0.5


@dataclass(frozen=True, slots=True)
class PageFile:
    """The key of a page's file, and the page's address in the archive.

    `is_stored` is True if that file already has the article, from its canonical address.
    """

    key: str
    address: str
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The files of the pages in a queue and its spool."""

    queue: Queue
    spool: Spool

    def of(self, item: Item, final: str, page: bytes, leads: Leads) -> PageFile:
        """Return the file of a page, which was fetched from the address `final`."""
        stated = stated_address(page, final)
        known = self._file_at(stated)
        own = final if known else stated
        is_variant = key_of(stated) not in (key_of(final), item.key)
        if is_variant and known and self._is_page_at(stated, known):
            if self._has_article(item, known, page):
                return PageFile(known.stem, stated, is_stored=not self._is_gone(stated))
            if str(known) == item.file:  # it is no longer the article of its canonical page
                return self._new(item, own, page, leads)
        return self._stored(item, own) if item.file else self._new(item, own, page, leads)

    def _is_page_at(self, address: str, file: Path) -> bool:
        """Return True if the page at an address was itself read into a file."""
        page = self.queue.page(address)
        return page is not None and page.file == str(file)

    def _has_article(self, item: Item, file: Path, page: bytes) -> bool:
        """Return True if the file of a canonical page has the article of its variant."""
        if str(file) == item.file:
            return not are_two(page, file.read_bytes())
        return not item.file and are_one(page, file.read_bytes(), _OF_THE_SAME)

    def _stored(self, item: Item, own: str) -> PageFile:
        """Return the file of a page that has one.

        A page that redirects keeps the address that it has in the archive, unless its feed gives it
        a new address.
        """
        file = Path(item.file)
        is_listed = key_of(item.address) == item.key
        before = self.spool.stated(file).get("url") if is_listed else None
        return PageFile(file.stem, str(before or own))

    def _new(self, item: Item, address: str, page: bytes, leads: Leads) -> PageFile:
        """Return the file of a new page, which is not that of another article.

        Another page may have stated this address as its own by mistake.
        """
        known = self._file_at(address)
        if known and are_two(page, known.read_bytes()):
            return PageFile(key_of(f"{address}//own"), address)
        known = known or self._moved(item, address, page, leads)
        return PageFile(known.stem if known else key_of(address), address)

    def _moved(self, item: Item, address: str, page: bytes, leads: Leads) -> Path | None:
        """Return the file of the article that now has this address, or None.

        It has the same headline and text, and its earlier address leads here or is gone.
        """
        for old in self.queue.named(item.source, headline_digests(page)):
            file = Path(old.file)
            if old.key == item.key or not file.is_file():
                continue
            stored = file.read_bytes()
            if not are_one(page, stored, _OF_MOVED):
                continue
            lead = leads(old)
            if lead and key_of(lead) == key_of(address):
                return file
            if lead is None and are_one(page, stored, _OF_THE_SAME):
                self.queue.put(replace(old, state=State.GONE, file="", digest="", trouble=""))
                return file
        return None

    def _file_at(self, address: str) -> Path | None:
        """Return the stored file of the page at an address, or None.

        Another page may have the file that is named after the address.
        """
        page = self.queue.page(address)
        if page and page.file and Path(page.file).is_file():
            return Path(page.file)
        return self.spool.file_of(key_of(address))

    def _is_gone(self, address: str) -> bool:
        page = self.queue.page(address)
        return page is not None and page.state is State.GONE
