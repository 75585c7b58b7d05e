"""The six metadata fields, under the many names that files give them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from babel.core import get_global

from sources.article import Metadata
from sources.cleaning.notices import without_credits, without_outlet, without_outlets
from sources.cleaning.publication_status import scheduled, withheld
from sources.errors import Unreadable
from sources.following.address import without_tracking
from sources.formats.dates import parse_day, parse_published
from sources.formats.decoding import scrub, unescaped
from sources.formats.field_names import KNOWN, NAMES, compact

_ALIASES: Mapping[str, str] = get_global("language_aliases")
LOGGER = logging.getLogger(__name__)

# `published: false` is not a date.
_TRUTH = frozenset({"true", "false", "0", "1", "yes", "no", "ja", "nein", "oui", "non"})
# Longer values are not what their names suggest. They would only fill screens and stores.
MAX_LINE, MAX_URL, MAX_AUTHORS = 500, 2000, 50
SHOWN = 80

# The keys of objects that hold the text of a field, in order of preference.
_WORDING = ("name", "rendered", "main", "value", "original")
_URL = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")
_BYLINE = re.compile(
    r"^(?:(?:written |words |story )?by:?|(?:words|story|report|reporting|text):)\s+", re.IGNORECASE
)
_TWO_DAYS = re.compile(r"(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|1[0-2])\1(?:\d\d){1,2}", re.ASCII)
_SEPARATED = re.compile(r"\s*[;|\n]\s*")
_LISTED = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+&\s+")
# Tags in headlines. Of an inline tag nothing is left, and of a block a space.
_TAG = re.compile(
    r"</?(?:(?P<block>p|div|br|li|ul|ol|h[1-6])|a|abbr|b|em|i|mark|q|s|small|span|strong|su[bp]|u)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
# "Ann Lee in Seoul": a byline with its place.
_PLACED = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|la|le|van|von|der|den|di|da|bin|al|el)){1,4})"
    r" in (?:the )?[A-Z]\w.*"
)
# A host with a port, or a number for a host: an address, not an outlet's name.
_HOST = re.compile(
    r"localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\](?::\d+)?|[\w.-]+:\d{2,5}",
    re.IGNORECASE,
)
# What YAML and careless exports write for "unknown".
_NOTHING = frozenset({"", "null", "none", "nil", "nan", "n/a", "~", "unknown"})


def metadata_of(record: Mapping[str, object], origin: str) -> Metadata:
    """Return the metadata of a page or record; unreadable fields stay unknown."""
    by_name = by_compact_name(record)
    known: dict[str, object] = {}
    for field, read in _READERS.items():
        given = [by_name[name] for name in NAMES[field] if name in by_name]
        if field == "published":
            given = [value for value in given if str(value).lower() not in _TRUTH]
            # "data" is a day in Italian and Portuguese, and anything in programs.
            given = [value for value in given if value is not by_name.get("data") or read(value)]
        if field != "authors":
            given = [*map(_main, given)]
        value = next((value for value in map(read, given) if value), None)
        if value:
            known[field] = value
        elif given and field == "published":
            LOGGER.warning(
                "%s: the date %s does not identify one day, so the article has no date",
                origin,
                repr(given[0])[:SHOWN],
            )
    found = Metadata(**known)  # type: ignore[arg-type] # each reader returns its field's type
    return replace(
        found,
        title=without_outlet(found.title, found.outlet, found.url),
        authors=without_outlets(found.authors, found.outlet, found.url),
        unpublished=withheld(by_name) or _scheduled(by_name),
    )


def _scheduled(by_name: Mapping[str, object]) -> str | None:
    """Return why a record is not published yet, by the first day of publication it states.

    Where a draft has a date, `publishDate` is the day from which Hugo publishes it.
    """
    days = {name: parse_day(_main(by_name[name])) for name in NAMES["published"] if name in by_name}
    return scheduled(next(filter(None, days.values()), None)) or scheduled(days.get("publishdate"))


def stated_metadata(record: Mapping[str, object]) -> Metadata:
    """Return the metadata that a user stated; raise Unreadable if it is not understood."""
    fields_by_name = {name: field for field, names in NAMES.items() for name in names}
    fields_by_name["source"] = "outlet"
    known: dict[str, object] = {}
    for name, given in record.items():
        field = fields_by_name.get(compact(name))
        if field is None:
            raise Unreadable(
                f"the metadata field {name[:SHOWN]!r} is unknown",
                f"use one of these: {', '.join(KNOWN)}",
            )
        if _is_nothing(given):
            continue
        value = _READERS[field](given)
        if not value:
            raise Unreadable(
                f"the {name[:SHOWN]} {repr(given)[:SHOWN]} {_fault(field, given)}",
                f"write {_EXAMPLES[field]}, or leave it out if you do not know it",
            )
        known[field] = value
    return Metadata(**known)  # type: ignore[arg-type] # each reader returns its field's type


def _main(value: object) -> object:
    """Return the main value of several, or the first: headlines have roles in ninjs."""
    if not isinstance(value, list) or not value:
        return value
    main = (one for one in value if isinstance(one, Mapping) and one.get("role") == "main")
    return next(main, value[0])


def _between(tag: re.Match[str]) -> str:
    return " " if tag["block"] else ""


def line(value: object) -> str | None:
    """Return a value as one line of text, or None if it is not one."""
    if isinstance(value, Mapping):
        value = next(filter(None, map(value.get, _WORDING)), None)
    if not isinstance(value, str):
        return None
    text = " ".join(scrub(unescaped(_TAG.sub(_between, value))).split())
    return text if len(text) <= MAX_LINE and not _is_nothing(text) else None


def _is_nothing(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING
    return value is None or value == [] or value == {}


def by_compact_name(record: Mapping[str, object]) -> dict[str, object]:
    """Return the non-empty fields by compact name. Of two with the same name the first counts."""
    found: dict[str, object] = {}
    for name, value in record.items():
        if not _is_nothing(value):
            found.setdefault(compact(name), value)
    return found


def _outlet(value: object) -> str | None:
    name = line(value)
    return None if name and ("://" in name or _HOST.fullmatch(name)) else name


def _url(value: object) -> str | None:
    # Links are shown to be clicked, so no other scheme and nothing that ends an attribute.
    if isinstance(value, str) and len(value) <= MAX_URL and _URL.fullmatch(value.strip()):
        return without_tracking(scrub(value.strip()))
    return None


def _authors(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    names: dict[str, None] = {}
    for item in given[:MAX_AUTHORS]:
        if isinstance(item, Mapping):
            is_body = "Organization" in str(item.get("@type", item.get("type", "")))
            item = None if is_body else item.get("name") or item.get("original")
        if isinstance(item, str) and len(item) <= MAX_LINE:
            names.update(dict.fromkeys(_names(item)))
    return tuple(names)[:MAX_AUTHORS]


def _names(text: str) -> Iterator[str]:
    """Return the names in a byline, split only where safe: "Kim, Min-ji" is one, "A and B" two."""
    for part in _SEPARATED.split(scrub(unescaped(text))):
        byline = _BYLINE.sub("", without_credits(part.strip()))
        names = _LISTED.split(byline)
        if any(" " not in name.strip() for name in names):
            names = [byline]
        yield from (_name(name) for name in names if not _is_nothing(name))


def _name(text: str) -> str:
    """Return a name on one line, without the place from which a byline reports."""
    name = " ".join(text.split())
    placed = _PLACED.fullmatch(name)
    return placed["name"] if placed else name


def _language(value: object) -> str | None:
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    code = match[1].lower()
    # Document collections use three-letter codes, and some languages have two of them.
    return _ALIASES.get(code, code).partition("_")[0] if len(code) == 3 else code


def _fault(field: str, given: object) -> str:
    if field == "published" and isinstance(given, str) and _TWO_DAYS.fullmatch(given.strip()):
        return "could be two different days"
    return f"is not {_KINDS[field]}"


_READERS: dict[str, Callable[[object], object]] = {
    "title": line,
    "outlet": _outlet,
    "published": parse_published,
    "url": _url,
    "authors": _authors,
    "language": _language,
}
_KINDS = {
    "title": "one line of text",
    "outlet": "the name of an outlet",
    "published": "a day",
    "url": "the address of a web page",
    "authors": "a list of names",
    "language": "the code of a language",
}
_EXAMPLES = {
    "title": "one line of text",
    "outlet": "the outlet's name",
    "published": "a day such as 2024-06-18",
    "url": "an address that begins with http:// or https://",
    "authors": 'a list of names such as ["Kim Min-ji"]',
    "language": "a code such as en or ko",
}
