"""The only place that decides whether a record or page is published.

Readers pass on what a file states, under any name: a status, the end of an embargo, `published:
false`, `noindex`. Press releases state their embargo in their first lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sources.cleaning.release_lines import releases
from sources.formats.dates import parse_day

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
_SAYS_UNPUBLISHED = ("draft", "isdraft", "unpublished", "deleted", "isdeleted", "noindex")
_VISIBILITY, _HIDDEN = ("visibility", "access"), frozenset({"private", "draft", "hidden"})
_EMBARGO = (
    *("embargo", "embargoed", "embargodate", "embargoend", "embargoends", "embargountil"),
    *("embargoeduntil", "embargoedto", "publishafter"),
)
_NO_EMBARGO = frozenset({"", "0", "false", "no", "none", "null"})
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
    moment = now or datetime.now(UTC)
    return next((why for name in _EMBARGO if (why := _embargo(fields.get(name), moment))), None)


def embargo(lines: Sequence[str], now: datetime | None = None) -> str | None:
    """Return the embargo that the first lines of a press release state, or None.

    One that has ended does not count, and one without a certain end has not ended.
    """
    moment = now or datetime.now(UTC)
    for each in releases(lines).values():
        if not each.at_once and (each.ends is None or each.ends > moment):
            return _in_force(each.stated, each.ends)
    return None


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


def _embargo(value: object, now: datetime) -> str:
    """Return the embargo that a value states, or '' if it states none or one that has ended.

    An end that cannot be read has not ended.
    """
    stated = "" if value is None else str(value).strip()
    if stated.lower() in _NO_EMBARGO:
        return ""
    ends = _moment(stated)
    return _in_force(stated, ends) if ends is None or ends > now else ""


def _in_force(stated: str, ends: datetime | None) -> str:
    if ends is not None:
        return f"embargo until {stated[:_MARK]}"
    return f"embargo that does not state a certain end: {stated[:_MARK]}".rstrip(": ")


def _moment(stated: str) -> datetime | None:
    """Return when an embargo ends. A date without a time ends as the day begins."""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        day = parse_day(stated)
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
