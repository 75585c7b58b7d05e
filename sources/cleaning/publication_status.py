"""The only place that decides whether a record or page is published.

Readers pass on what a file states, under any name: a status, the end of an embargo, `published:
false`, `noindex`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from sources.formats.dates import parse_published

_STATUS = (
    "status",
    "poststatus",
    "pubstatus",
    "publicationstatus",
    "workflowstate",
    "state",
    "creativeworkstatus",
)
_UNPUBLISHED = frozenset(
    """draft autodraft future scheduled private trash trashed deleted pending pendingreview inreview
    review withheld canceled cancelled embargoed unpublished hidden killed spiked rejected
    notpublished false 0""".split()
)
_SAYS_PUBLISHED = ("published", "ispublished", "public", "ispublic")
_SAYS_UNPUBLISHED = ("draft", "isdraft", "unpublished", "embargoed", "noindex")
_VISIBILITY, _HIDDEN = ("visibility", "access"), frozenset({"private", "draft", "hidden"})
_EMBARGO = (
    *("embargo", "embargoed", "embargodate", "embargoend", "embargoends", "embargountil"),
    *("embargoeduntil", "embargoedto", "publishafter"),
)
_NO_INDEX = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)
_MARK = 40


def withheld(fields: Mapping[str, object], now: datetime | None = None) -> str | None:
    """Return why something is unpublished, from fields by compact name, or None if it isn't."""
    for name in _STATUS:
        if (stated := _compact(fields.get(name))) in _UNPUBLISHED:
            return stated if stated.isalpha() and stated != "false" else "unpublished"
    if any(_is(fields.get(name), "false") for name in _SAYS_PUBLISHED):
        return "unpublished"
    for name in _SAYS_UNPUBLISHED:
        if _is(fields.get(name), "true"):
            return name.removeprefix("is")
    if any(_compact(fields.get(name)) in _HIDDEN for name in _VISIBILITY):
        return "private"
    robots = fields.get("robots")
    if isinstance(robots, str) and _NO_INDEX.search(robots):
        return "noindex"
    ends = next((end for name in _EMBARGO if (end := _end(fields.get(name)))), None)
    if ends is None or not _is_ahead(ends, now or datetime.now(UTC)):
        return None
    return f"embargo until {ends[:_MARK]}"


def _compact(value: object) -> str:
    """Return a state without case, punctuation and its vocabulary: `stat:withheld` is `withheld`.

    True and numbers other than 0 are not states that withhold anything.
    """
    if isinstance(value, Mapping):
        value = value.get("value") or value.get("qcode") or value.get("name")
    if not isinstance(value, str | int) or value is True:
        return ""
    return re.sub(r"[^a-z0-9]", "", str(value).lower().rpartition(":")[2])


def _is(value: object, wanted: str) -> bool:
    return isinstance(value, str | bool) and str(value).strip().lower() == wanted


def _end(value: object) -> str:
    return value.strip() if isinstance(value, str) and parse_published(value) else ""


def _is_ahead(ends: str, now: datetime) -> bool:
    """Return True if an embargo has not ended. A date without a time ends as the day begins."""
    try:
        moment = datetime.fromisoformat(ends)
    except ValueError:
        day = parse_published(ends)
        return day is not None and day > now.date()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > now
