"""Feeds: RSS and Atom, with the text of each entry in the feed itself."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate
from typing import Any, BinaryIO
from xml.sax import SAXParseException

from sources.article import Page
from sources.cleaning.partial import LONGEST_TEASER, SUMMARY_OF_FEED
from sources.errors import PARSER_FAULTS, Refusal, Unreadable
from sources.files import whole
from sources.formats.markup import without_markup
from sources.formats.records import RecordReader
from sources.formats.xml import MAX_BYTES, root_name

_LONGEST_SUMMARY = 2  # paragraphs
_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|:»•·]\s+|:\s+")
_OF_FEED = re.compile(
    r"(?:the )?(?:latest|recent|newest|all|top|breaking)"
    r"(?: (?:news|stories|articles|posts|updates))?"
    r"|news|headlines|articles|stories|home(?: ?page)?|front ?page|blog"
    r"|(?:rss|atom|news)?(?: ?\d\.\d)? ?feed|rss(?: \d\.\d)?"
    r"|(?:aktuelle|neueste|alle) \w+|startseite|aktuell|à la une|dernières \w+|actualités"
    r"|últimas \w+|portada|noticias|ultime \w+|ultima ora|최신 ?\w*|전체 ?\w*",
    re.IGNORECASE,
)
# The link to the whole article at the end of a summary.
_READ_ON = re.compile(
    r"<a\s[^>]{0,500}>(?:\s|<[^>]{1,200}>){0,5}\W{0,4}"
    r"(?:continue reading|read (?:more|on|the (?:full|whole|rest))|full (?:story|article)"
    r"|weiterlesen|mehr lesen|lire la suite|(?:leer|seguir) (?:más|leyendo)|leggi tutto"
    r"|lees (?:meer|verder)|더 ?보기|続きを読む|阅读全文)"
    r"(?:(?!</a>).){0,300}</a>(?=(?:\s|</p>|</div>)*\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ROOTS = frozenset({"rss", "feed", "RDF"})
_END_OF_ROOT = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>|<(?:[\w.-]+:)?feed\b[^>]*/>")
_END_OF_ENTRY = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>")


def is_feed(head: bytes) -> bool:
    """Return True if XML that begins like this is RSS or Atom."""
    return root_name(head) in _ROOTS


def read_feed(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the entries of a feed, and at the end a refusal if the feed is damaged."""
    data = whole(stream, MAX_BYTES, "split it into shorter feeds")
    feed = _parsed(data)
    damage = _damage(feed)
    if not feed.entries:
        raise Unreadable("the feed has no entries", "save the feed again")
    reader = RecordReader(origin, len(feed.entries))
    for number, entry in enumerate(feed.entries, start=1):
        page = reader.page(_record(entry, feed), number)
        yield marked_as_summary(page) if isinstance(page, Page) and not _contents(entry) else page
    if damage:
        yield Refusal(
            origin,
            f"its XML is damaged ({damage}); its readable entries were read",
            "save the feed again",
        )


def marked_as_summary(page: Page) -> Page:
    """Mark the summary of an article as a part, unless its length suggests the whole article."""
    paragraphs = page.text.count("\n\n") + 1
    if len(page.text) > LONGEST_TEASER or paragraphs > _LONGEST_SUMMARY:
        return page
    return replace(page, metadata=replace(page.metadata, part=SUMMARY_OF_FEED))


def feed_records(data: bytes) -> Iterator[dict[str, object]]:
    """Yield the fields of each complete entry in a feed; raise Unreadable if it is cut off before.

    A feed that is damaged in another way is read as far as possible.
    """
    feed = _parsed(data)
    entries = feed.entries[: _complete(data)] if is_cut_off(data) else feed.entries
    if feed.entries and not entries:
        raise Unreadable("it is cut off before the end of its first entry", "save the feed again")
    yield from (_record(entry, feed) for entry in entries)


def is_cut_off(data: bytes) -> bool:
    """Return True if a feed ends before its root element does."""
    plain = data.replace(b"\0", b"")  # UTF-16
    return not _END_OF_ROOT.search(plain)


def _complete(data: bytes) -> int:
    return len(_END_OF_ENTRY.findall(data.replace(b"\0", b"")))


def _parsed(data: bytes) -> Any:
    """Return the feed parsed by feedparser; raise Unreadable if damaged and without entries."""
    # Importing it takes 0.1 s, which a command that reads no feed should not pay.
    import feedparser  # noqa: PLC0415

    if b"<!ENTITY" in data:
        raise Unreadable("it declares entities, which are not expanded", "save the feed again")
    try:
        # Pass a stream, because feedparser treats a string that looks like an address as one.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except PARSER_FAULTS as error:
        raise Unreadable(
            f"the feed cannot be parsed ({type(error).__name__})", "save the feed again"
        ) from error
    if not feed.entries and (damage := _damage(feed)):
        raise Unreadable(f"it is not a feed, or it is damaged: {damage}", "save the feed again")
    return feed


def _damage(feed: Any) -> str:
    """Return the error in the XML of a feed, or ''."""
    fault = feed.get("bozo_exception")
    return str(fault)[:200] if isinstance(fault, SAXParseException) else ""


def _record(entry: Mapping[str, Any], feed: Any) -> dict[str, object]:
    contents = _contents(entry)
    text = contents[0]["value"] if contents else _READ_ON.sub("", entry.get("summary") or "")
    # In RSS, feedparser treats a dc:date, the day of publication, as an update.
    is_rss = feed.version.startswith("rss")
    site = feed.feed.get("language")
    name = "published" if entry.get("published") or not is_rss else "updated"
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": _title(entry),
        "text": text,
        "published": entry.get(name),
        "date": _written_day(entry.get(name) or "", entry.get(f"{name}_parsed")),
        "url": entry.get("link"),
        "authors": list(dict.fromkeys(_names(entry.get("authors", ())))),
        "outlet": outlet_of(entry.get("source", {}).get("title") or feed.feed.get("title")),
        "language": _own_language(entry, contents, site),
        "site_language": site,
        "draft": entry.get("app_draft"),
    }


def _written_day(stated: str, moment: time.struct_time | None) -> str | None:
    """Return the day as an entry states it in a form that only feeds use: Mon, 3 Jun 24 22:30 EST.

    `moment` is the same moment in UTC, where it may be the day before or after.
    """
    if moment is None or not calendar.timegm(moment):  # programs write 0 for an empty date
        return None
    in_utc = date(*moment[:3])
    with suppress(ValueError):
        written = date(*(parsedate(stated) or moment)[:3])
        if abs(written - in_utc) <= timedelta(days=1):
            return written.isoformat()
    return in_utc.isoformat()


def outlet_of(title: str | None) -> str | None:
    """Return the title of a feed without the name of the feed itself: "Courier - Latest"."""
    for mark in _SEPARATOR.finditer(title or ""):
        first, last = mark.string[: mark.start()], mark.string[mark.end() :]
        if _OF_FEED.fullmatch(last):
            return first
        if _OF_FEED.fullmatch(first):
            return last
    return title


def _title(entry: Mapping[str, Any]) -> str | None:
    title: str | None = entry.get("title")
    marked = "html" in ((entry.get("title_detail") or {}).get("type") or "")
    return without_markup(title) if title and marked else title


def _contents(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the full texts of an entry, as opposed to its summary."""
    return [one for one in entry.get("content", ()) if one.get("value")]


def _own_language(
    entry: Mapping[str, Any], contents: Sequence[Mapping[str, Any]], site: str | None
) -> str | None:
    """Return the language that the entry states, which is not the one it inherits from its feed."""
    details = [*contents, entry.get("summary_detail", {}), entry.get("title_detail", {})]
    stated = (entry.get("language"), *(one.get("language") for one in details))
    return next((one for one in stated if one and one != site), None)


def _names(authors: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the names of the authors.

    feedparser splits `ann@courier.example (Ann Lee)` wrongly, into "ple (Ann Lee".
    """
    for author in authors:
        name = author.get("name") or ""  # None for an author without text
        before, mark, inside = name.partition("(")
        if found := (inside.rstrip(") ") if mark else before).strip():
            yield found
