"""Listings of sources: the entries of a feed, or the pages of a sitemap."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from sources.errors import NotFetched, Unreadable
from sources.following.address import canonical, joined, split
from sources.following.fetching import Fetched
from sources.following.source import Kind, Listed
from sources.formats.feed import feed_records, is_cut_off, is_feed
from sources.formats.form import HEAD_BYTES
from sources.formats.json_feed import is_json_feed, json_feed_records
from sources.formats.xml import parsed, root_name

MOST_LISTED = 50_000  # the limit of the sitemap protocol
_HEAD = 4_096
_LONGEST_TEXT = 1_000_000
_NEWS_FIELDS = {
    "title": "/{*}title",
    "outlet": "/{*}publication/{*}name",
    "published": "/{*}publication_date",
}
_SITEMAPS = ("urlset", "sitemapindex")
# https://www.sitemaps.org/protocol.html#otherformats
_PLAIN = ("text/plain", "")
_LINK = re.compile(r"https?://\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry of a feed that has no address to fetch, by its title, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The kind of a source, the pages that it lists, and the sitemaps that it links.

    `left_out` are the entries that have no address to fetch. `is_cut_off` is True if the end of a
    feed is missing.
    """

    kind: Kind
    listed: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_cut_off: bool = False


def listing_of(fetched: Fetched, most_bytes: int) -> Listing:
    """Return the listing of an address, empty for a page; raise NotFetched if it is damaged."""
    data = _unpacked(fetched.data or b"", most_bytes)
    if is_json_feed(data[:HEAD_BYTES]):
        return _listing_of_feed(json_feed_records(data), fetched.address)
    try:
        root = root_name(data[:_HEAD])
    except UnicodeError as error:
        raise NotFetched("it is in an unknown encoding", lasting=True) from error
    if is_feed(data[:_HEAD]):
        listing = _listing_of_feed(feed_records(data), fetched.address)
        return replace(listing, is_cut_off=is_cut_off(data))
    if root in _SITEMAPS:
        return _sitemap(data, fetched.address)
    if fetched.kind.endswith("xml") and "html" not in fetched.kind:
        raise NotFetched(
            f"it is XML with the root element <{root}>, not a feed or a sitemap", lasting=True
        )
    if fetched.kind in _PLAIN or data is not fetched.data:
        return _plain_sitemap(data, fetched.address)
    return Listing(Kind.PAGE)


def _plain_sitemap(data: bytes, base: str) -> Listing:
    """Return the pages of a sitemap in plain text, or the listing of a page for other text."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").split("\n")]
    links = [line for line in lines if line]
    if not links or not all(map(_LINK.match, links)):
        return Listing(Kind.PAGE)
    found = (_address(base, link) for link in links[:MOST_LISTED])
    return Listing(Kind.SITEMAP, tuple(Listed(address) for address in found if address))


def _unpacked(data: bytes, most: int) -> bytes:
    """Return a sitemap, decompressed if it is stored as .xml.gz."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            plain = file.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NotFetched(f"it cannot be unpacked: {error}") from error
    if len(plain) > most:
        raise NotFetched(f"it unpacks to more than {most:,} bytes", lasting=True)
    return plain


def _listing_of_feed(entries: Iterable[dict[str, object]], base: str) -> Listing:
    """Return the entries of a feed that have an address; raise NotFetched if no entry has one."""
    try:
        records = list(entries)
    except Unreadable as error:
        raise NotFetched(error.reason) from error
    left_out: list[LeftOut] = []
    listed = _with_own_aliases(tuple(_listed(records[:MOST_LISTED], base, left_out)))
    if records and not listed:
        raise NotFetched(
            f"of the feed's entries ({len(records):,}), none has a link that can be read; if the "
            "feed is not damaged, save it and run `onrecord add` to add its text"
        )
    return Listing(Kind.FEED, listed, left_out=tuple(left_out))


def _listed(
    records: Iterable[dict[str, object]], base: str, left_out: list[LeftOut]
) -> Iterator[Listed]:
    """Yield the entries with an address, and add the others to `left_out`."""
    for record in records:
        link = record.get("url")
        text = json.dumps(record, ensure_ascii=False)
        if isinstance(link, str) and link.strip() and (address := _address(base, link)):
            marker = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            text = text if len(text) <= _LONGEST_TEXT else ""
            yield Listed(address, marker, text, _alias(record))
        else:
            left_out.append(
                LeftOut(str(record.get("title") or "")[:120], _why_unlinked(base, link))
            )


def _why_unlinked(base: str, link: object) -> str:
    """Return why an entry has no address to fetch."""
    if not isinstance(link, str) or not link.strip():
        return "it has no link"
    try:
        split(joined(base, link))
    except NotFetched as error:
        return f"its link cannot be fetched: {error.reason}"
    except ValueError as error:
        return f"its link {link[:80]!r} is not an address: {error}"
    return f"its link {link[:80]!r} cannot be fetched"


def _alias(record: Mapping[str, object]) -> str:
    """Return a digest of an entry's identifier and time.

    Some feeds number their entries, so that an identifier alone may become another entry's.
    """
    stated = record.get("id"), record.get("published") or record.get("title")
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest() if all(stated) else ""


def _with_own_aliases(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Return the entries without the aliases that several of them have."""
    counted = Counter(each.alias for each in listed)
    return tuple(each if counted[each.alias] == 1 else replace(each, alias="") for each in listed)


def _sitemap(data: bytes, base: str) -> Listing:
    try:
        tree = parsed(io.BytesIO(data))
    except Unreadable as error:
        raise NotFetched(error.reason) from error
    pages: list[Listed] = []
    sitemaps: list[Listed] = []
    for entry in islice(tree.iterchildren("{*}url", "{*}sitemap"), MOST_LISTED):
        found = {
            etree.QName(child).localname: (child.text or "").strip()
            for child in entry
            if isinstance(child.tag, str)
        }
        address = _address(base, found.get("loc", ""))
        if address is None:
            continue
        among = sitemaps if etree.QName(entry).localname == "sitemap" else pages
        among.append(Listed(address, found.get("lastmod", "")[:100], _news(entry)))
    return Listing(Kind.SITEMAP, tuple(pages), tuple(sitemaps))


def _news(entry: etree._Element) -> str:
    """Return what a news sitemap states of a page, as a JSON record, or ''."""
    stated = {
        field: (entry.findtext(f"{{*}}news{path}") or "").strip()
        for field, path in _NEWS_FIELDS.items()
    }
    return json.dumps(stated, ensure_ascii=False) if any(stated.values()) else ""


def _address(base: str, link: str) -> str | None:
    """Return the absolute address of a link, or None if it cannot be fetched."""
    try:
        return canonical(joined(base, link))
    except (NotFetched, ValueError):
        return None
