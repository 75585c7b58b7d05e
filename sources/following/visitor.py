"""Visiting: fetch what is due, and put the results into the queue and the spool."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sources.errors import BudgetSpent, NotFetched, Refusal
from sources.following.address import canonical, host_of, key_of, origin_of, stated_address
from sources.following.fetching import Fetched, Fetcher, Request
from sources.following.listed_page import require_listed
from sources.following.listing import Listing, listing_of
from sources.following.manners import Manners
from sources.following.queue import Queue
from sources.following.reach import Reach, Resolve, system_addresses
from sources.following.sameness import are_two
from sources.following.source import NEVER_READ, Item, Kind, Listed, Source, State, Validators
from sources.following.spool import OF_FEED, OWN_TEXT, Spool, ending_for
from sources.formats.metadata_fields import metadata_of

# The marker of a followed page that is gone; no digest equals it, so a page that is back is read.
_GONE = "gone"
_CUT_OFF = "the feed is cut off; its complete entries were read"
_LISTS = (Kind.FEED, Kind.SITEMAP)
KEPT = "the stored version is kept, and the page is read again later"
Credentials = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visit sources and pages one after the other.

    `credentials` returns the Authorization header for an environment variable.
    """

    queue: Queue
    spool: Spool
    fetcher: Fetcher
    credentials: Credentials
    resolve: Resolve = system_addresses

    @property
    def manners(self) -> Manners:
        """The delays and limits for hosts."""
        return self.fetcher.manners

    def read(self, source: Source) -> Refusal | None:
        """Read the current listing of a source; raise BudgetSpent if the budget is used up.

        Return the refusal of the entries that are cut off or have no link, or None.
        """
        try:
            fetched = self._fetched(source, source.address, source.validators)
            if fetched.data is None:
                self.queue.read(source, source.kind, source.validators, ())
                return None
            listing = listing_of(fetched, self.manners.page_bytes)
            self._check_listing(source, listing, fetched.kind)
        except BudgetSpent:
            raise
        except NotFetched as error:
            if error.gone and source.kind is Kind.PAGE:
                self._page_gone(source, error.reason)
                return None
            usual = min(self.manners.pause_after(source.tries + 1), source.terms.every)
            pause = self.manners.waiting(error.wait, usual)
            self.queue.source_failed(source, error.reason, pause, asked=error.wait > 0)
            self.queue.say(f"{source.address}: {error.reason}")
            return None
        # The rest of a feed that was cut off must come with the next reading.
        known = NEVER_READ if listing.is_cut_off else fetched.validators
        waiting = self.queue.read(source, listing.kind, known, _pages(listing, source, fetched))
        self.queue.say(f"{source.address}: {listing.kind} read, {waiting} new or changed")
        if listing.is_cut_off:
            self.queue.say(f"{source.address}: {_CUT_OFF}")
            return Refusal(source.address, _CUT_OFF, "the rest is read when the feed is whole")
        if not listing.unlinked:
            return None
        reason = f"entries left out because they have no link: {listing.unlinked:,}"
        self.queue.say(f"{source.address}: {reason}")
        return Refusal(source.address, reason, "save the feed and `onrecord add` it for their text")

    def _check_listing(self, source: Source, listing: Listing, kind: str) -> None:
        """Raise NotFetched if a list is now another kind of page or a feed has lost its entries."""
        if source.kind in _LISTS and listing.kind is Kind.PAGE:
            is_web = "html" in kind or not kind
            now = "a web page" if is_web else f"of the content type {kind[:60]!r}"
            raise NotFetched(f"it was a {source.kind} and is {now} now")
        if listing.kind is Kind.FEED and not listing.listed and self.queue.counts(source.address):
            raise NotFetched("it has no entries, although it had some before")

    def _page_gone(self, source: Source, reason: str) -> None:
        """Visit a followed page that is gone once more, which marks its article."""
        gone = Listed(source.address, _GONE)
        if self.queue.read(source, Kind.PAGE, NEVER_READ, (gone,)):
            self.queue.say(f"{source.address}: {reason}")

    def visit(self, item: Item, source: Source) -> Refusal | None:
        """Fetch a page into the spool; raise BudgetSpent as `read` does.

        Return the refusal if the page was given up, or None.
        """
        afresh = not item.digest or item.goal is State.GONE or item.trouble
        try:
            known = NEVER_READ if afresh else item.validators
            fetched = self._fetched(source, item.address, known)
            if fetched.data is None:
                self._unchanged(item)
            else:
                self._take(item, source, fetched, fetched.data)
        except BudgetSpent:
            raise
        except NotFetched as error:
            return self._failed(item, source, error)
        return None

    def look(self, source: Source, item: Item) -> bytes | None:
        """Return the current content of a page without storing it, or None if unchanged.

        Raise NotFetched if the page no longer is the article.
        """
        known = NEVER_READ if item.trouble else item.validators
        fetched = self._fetched(source, item.address, known)
        if fetched.data is not None:
            ending_for(fetched.kind)
            require_listed(item, fetched)
        return fetched.data

    def keep(self, item: Item, reason: str) -> Refusal:
        """Keep the stored version of a page whose reading failed, and read the page again later."""
        pause = self.manners.pause_unchanged(item.pause)
        kept = replace(item, state=State.TAKEN, goal=State.TAKEN, tries=0, pause=pause)
        self.queue.put(replace(kept, trouble=reason), pause)
        self.queue.say(f"{item.address}: the stored version is kept: {reason}")
        return Refusal(item.address, reason, KEPT)

    def use_own_text(self, item: Item, source: Source, reason: str) -> Refusal | None:
        """Use the page's text from its feed; give up on the page if the feed has none."""
        if not item.text or not json.loads(item.text).get("text"):
            self.queue.put(replace(item, state=State.GIVEN_UP, trouble=reason))
            self.queue.say(f"{item.address}: gave up: {reason}")
            return given_up(item, reason)
        before = self.spool.stated(Path(item.file)).get("url") if item.file else None
        stated = {**_stated(source, str(before or item.address), None), "part": OF_FEED}
        key = Path(item.file).stem if item.file else item.key
        path = self.spool.write(key, OWN_TEXT, item.text.encode(), stated)
        own = replace(item, state=State.FETCHED, goal=State.TAKEN, digest="", file=str(path))
        self.queue.put(replace(own, trouble=reason))
        return None

    def _fetched(self, source: Source, address: str, known: Validators) -> Fetched:
        terms = source.terms
        reach = Reach(frozenset(terms.allowed), self.resolve)
        credentials = ""
        if terms.credentials and origin_of(address) == origin_of(source.address):
            if not address.startswith("https:") and host_of(address) not in terms.allowed:
                raise NotFetched("credentials are only sent over https", lasting=True)
            credentials = self.credentials(terms.credentials)
        return self.fetcher.fetch(Request(address, known, credentials, reach))

    def _take(self, item: Item, source: Source, fetched: Fetched, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        found = replace(item, validators=fetched.validators)
        if digest == item.digest and item.goal is not State.GONE and not item.trouble:
            self._unchanged(found)
            return
        if source.kind is Kind.SITEMAP and not item.text:
            listing = listing_of(fetched, self.manners.page_bytes)
            if listing.kind is Kind.SITEMAP:
                self.queue.add(source, _pages(listing, source, fetched))
                taken = replace(found, state=State.TAKEN, digest=digest, pause=source.terms.every)
                self.queue.put(taken, source.terms.every)
                return
        final = canonical(fetched.address)
        ending = ending_for(fetched.kind)
        require_listed(item, fetched)
        # A page that redirects keeps the address that it has in the archive, unless its feed
        # gives it a new address.
        is_listed = key_of(item.address) == item.key
        before = self.spool.stated(Path(item.file)).get("url") if item.file and is_listed else None
        known = str(before or self._own_address(final, data if ending == ".html" else b""))
        stated = _stated(source, known, self._otherwise(item))
        if item.file:
            self.spool.set_aside(Path(item.file))
        key = Path(item.file).stem if item.file else self._free_key(known, data)
        path = self.spool.write(key, ending, data, stated)
        fresh = replace(found, state=State.FETCHED, goal=State.TAKEN, digest=digest)
        self.queue.put(replace(fresh, file=str(path), tries=0, trouble=""))

    def _own_address(self, final: str, page: bytes) -> str:
        """Return the address that a page states as its own, unless that is another page's."""
        stated = stated_address(page, final)
        return final if self.spool.files_of(key_of(stated)) else stated

    def _free_key(self, address: str, page: bytes) -> str:
        """Return the key of a new page's file, which is not the file of another article.

        Another page may have stated this address as its own by mistake.
        """
        key = key_of(address)
        others = [file.read_bytes() for file in self.spool.files_of(key)]
        return key_of(f"{address}//own") if any(are_two(page, each) for each in others) else key

    def _otherwise(self, item: Item) -> object:
        """Return the feed's metadata of a page, which applies if the page itself states none."""
        if item.text:
            return _of_feed(item)
        return self.spool.stated(Path(item.file)).get("otherwise") if item.file else None

    def _unchanged(self, item: Item) -> None:
        pause = self.manners.pause_unchanged(item.pause)
        self.queue.put(replace(item, state=State.TAKEN, tries=0, pause=pause, trouble=""), pause)

    def _failed(self, item: Item, source: Source, error: NotFetched) -> Refusal | None:
        if error.host:  # the host's other pages wait too, but not those of other hosts
            self.queue.hold(item.address, self.manners.waiting(error.wait, self.manners.again))
        stored = Path(item.file) if item.file and Path(item.file).exists() else None
        if item.state is State.GONE:
            pause = self.manners.pause_unchanged(item.pause)
            self.queue.put(replace(item, pause=pause), pause)
        elif error.gone and item.digest and stored:
            today = datetime.now(UTC).date().isoformat()
            self.spool.state(stored, {"gone": today} | self.spool.stated(stored))
            marked = replace(item, state=State.FETCHED, goal=State.GONE, trouble=error.reason)
            self.queue.put(marked)
            self.queue.say(f"{item.address}: marked as gone from its source: {error.reason}")
        elif not error.lasting and item.tries + 1 < self.manners.tries:
            pause = self.manners.waiting(error.wait, self.manners.pause_after(item.tries + 1))
            again = replace(item, tries=item.tries + 1, trouble=error.reason)
            self.queue.put(again, pause)
        elif item.digest and stored:
            return self.keep(item, error.reason)
        elif item.state is State.TAKEN and stored:
            pause = self.manners.pause_unchanged(item.pause)  # the feed's text is stored
            self.queue.put(replace(item, tries=0, pause=pause, trouble=error.reason), pause)
        else:
            return self.use_own_text(item, source, error.reason)
        return None


def given_up(item: Item, reason: str) -> Refusal:
    """Return the refusal of a page that was given up."""
    return Refusal(item.address, reason, "it is tried again when its source reports a change")


def _pages(listing: Listing, source: Source, fetched: Fetched) -> tuple[Listed, ...]:
    """Return the pages to fetch for a source. Nested sitemaps are fetched like pages."""
    if listing.kind is Kind.PAGE:
        return (Listed(source.address, hashlib.sha256(fetched.data or b"").hexdigest()),)
    return listing.listed + listing.sitemaps


def _stated(source: Source, address: str, otherwise: object) -> dict[str, object]:
    """Return the facts known about a page before it is read, in the form of a sidecar."""
    terms = source.terms
    return {
        "url": address,
        "outlet": terms.outlet,
        "language": terms.language,
        "otherwise": otherwise,
    }


def _of_feed(item: Item) -> dict[str, object]:
    known = metadata_of(json.loads(item.text), item.address)
    stated = {
        "title": known.title,
        "outlet": known.outlet,
        "published": known.published.isoformat() if known.published else None,
        "authors": list(known.authors),
        "language": known.language,
    }
    return {name: value for name, value in stated.items() if value}
