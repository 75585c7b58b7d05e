"""Lines at the top of a press release that state when it may be published.

Whole phrases differ too much to be listed. A line states an embargo if all of it, up to its end or
to a sign, consists of a date and of words of a few kinds, and if the right kinds are among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import takewhile

from sources.cleaning.date_lines import date_line
from sources.cleaning.release_words import WORD, kind_of, listed_kind
from sources.formats.dates import day_without_year, find_published, latest_day
from sources.formats.time_of_day import TIME, minute_of_day
from sources.language.phrases import folded, is_prose
from sources.language.scripts import holds_hangul


def _rules(*kinds: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split()) for each in kinds)


# The kinds of words of which a line must have all.
_EMBARGO = (
    *_rules("embargo", "embargoed", "held until", "held published", "held for_use"),
    *_rules("not published until", "not for_use", "reported from"),
)
# No headline has these, whatever follows them.
_CERTAIN = (
    *_rules("embargoed until", "embargoed date", "embargoed for_use"),
    *_rules("held for_use", "not for_use until", "not be published until"),
)
# A line has no others beside these.
_AT_ONCE = (
    *_rules("at_once published", "at_once published date", "at_once embargo", "at_once reported"),
    *_rules("at_once for_use", "not embargo", "not embargoed"),
)
_TOPIC = frozenset("embargo embargoed held for_use published reported".split())
_OF_DATE = frozenset("date from until time_of".split())
_HEADINGS = frozenset("pressrelease newsrelease mediarelease pressemitteilung 보도자료".split())

_LINES_OF_TOP, _LONGEST, _MOST_LINES = 6, 240, 3
_ENDS = re.compile(r"\s*(?:[:：|–—)\]】]|-\s|\W*$|contacts?\b)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\W*(?:this|these|the following|all|transmission of)\b[^.]{0,80}\b(?:release|statement|report"
    r"|study|paper|document|materials?|information|content|copy)\b[^.]{0,80}\b(?:is|are)\b"
    r"(?=[^.]{0,20}\bembargo)",
    re.IGNORECASE,
)
# A news agency's note to the editors, above the embargo.
_NOTE = re.compile(
    r"(?:eds?|editors?|advisory|achtung redaktionen|hinweis)\b[^:.]{0,20}:", re.IGNORECASE
)
# The day on which a Korean release was sent out.
_SENT = re.compile(r"[|/,;(] *배포.*")
_SHORT_YEAR = re.compile(r"['‘’](?=\d\d[.년])")
_NOON, _MINUTE_OF_NOON = re.compile(r"\bnoon\b|정오|석간", re.IGNORECASE), 12 * 60
# An embargo without a zone has ended when its moment has passed everywhere.
_LAST_ZONE, _KOREA = timezone(timedelta(hours=-12)), timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Release:
    """When a press release may be published: `stated` is its own words, or ''.

    A day without a year is in the year nearest to `near`, the day of the release itself. If that
    is not known, the day is not certain.
    """

    stated: str
    at_once: bool = False
    zone: timezone = _LAST_ZONE
    near: date | None = None

    @property
    def ends(self) -> datetime | None:
        """The end of the embargo, or None if it does not state a certain one."""
        day = latest_day(self.stated) or self.day
        if day is None:
            return None
        minutes = [minute_of_day(found) for found in TIME.finditer(self.stated)]
        latest = max([0, *minutes, _MINUTE_OF_NOON * bool(_NOON.search(self.stated))])
        return datetime.combine(day, time(), self.zone) + timedelta(minutes=latest)

    @property
    def day(self) -> date | None:
        """The day from which the release may be published, or None if it is not certain."""
        without_year = day_without_year(self.stated, self.near) if self.near else None
        return find_published(self.stated) or without_year


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of these kinds that a line begins with, without those that state nothing.

    The date is from `start` to `end`. If there is none, `start` is where the words end. They are
    `apart` if a sign follows, or the end of the line or of its capitals, and `whole` if no other
    words follow.
    """

    kinds: tuple[str, ...]
    start: int
    end: int
    apart: bool
    whole: bool


def _words(line: str) -> _Words:
    words = list(WORD.finditer(line))
    known = list(takewhile(bool, (kind_of(word[0]) for word in words)))
    found = [(kind, word) for kind, word in zip(known, words, strict=False) if kind != "beside"]
    dates = [word.start() for kind, word in found if kind == "date"]
    last = max((word.end() for kind, word in found if kind != "date"), default=0)
    final = found[-1][1].end() if found else 0
    ends = (word.end() for word in words[: len(known)] if word.end() >= final)
    end = next((end for end in ends if _ENDS.match(line, end)), None)
    leaves_capitals = line[:last].isupper() and not line.isupper()
    return _Words(
        kinds=tuple(kind for kind, _ in found if kind),
        start=min(dates, default=last),
        end=end or final,
        apart=end is not None or leaves_capitals,
        whole=len(known) == len(words),
    )


def _plain(line: str) -> str:
    """Return a line with a year of four digits, without its subject and the day it was sent on."""
    return _SHORT_YEAR.sub("20", _SENT.sub("", _SUBJECT.sub("embargoed", line)))


def _release(line: str) -> Release | None:
    """Return what a line states about the publication of a press release, or None."""
    if folded(line) in _HEADINGS:
        return Release("", at_once=True)
    if not _is_on_topic(line):
        return None
    words = _words(line)
    kinds, stated = frozenset(words.kinds), line[words.start : words.end].strip()
    zone = _KOREA if holds_hangul(line) else _LAST_ZONE
    if words.apart and kinds in _AT_ONCE:
        return Release(stated, at_once=True, zone=zone)
    is_embargo = _passes(kinds, _EMBARGO)
    # "Release date" in small letters may be that of a film, and a past one that of the article.
    is_label = "time_of" in kinds and line.partition(":")[0].isupper()
    is_ahead = (latest_day(stated) or date.min) >= datetime.now(UTC).date()
    is_of_day = "published" in kinds and ("from" in kinds or is_label) and is_ahead
    is_certain = is_embargo or "for_use" in kinds
    if words.apart and "date" in kinds and (is_certain or is_of_day):
        return Release(stated, zone=zone)
    if _passes(kinds, _CERTAIN) or (words.apart and "embargoed" in kinds):
        return Release(line[words.start :].strip(" :*[]."), zone=zone)
    is_whole = words.whole and (line == line.upper() or words.kinds[-1] == "until")
    return Release("", zone=zone) if is_embargo and is_whole else None


def _is_on_topic(line: str) -> bool:
    kinds = (listed_kind(word[0]) for word in WORD.finditer(line))
    return len(line) <= _LONGEST and not _TOPIC.isdisjoint(kinds)


def _passes(kinds: frozenset[str], rules: tuple[frozenset[str], ...]) -> bool:
    return any(kinds >= rule for rule in rules)


def releases(lines: Sequence[str], published: date | None = None) -> dict[int, Release]:
    """Return the release lines among the first lines of a text, by index.

    `published` is the day of the release if it is known. One of the lines may state it too.
    """
    found: dict[int, Release] = {}
    top = lines[:_LINES_OF_TOP]
    plain = list(map(_plain, lines[: _LINES_OF_TOP + _MOST_LINES]))
    for index, line in enumerate(top):
        if index in found:
            continue
        end, each = index + 1, _release(plain[index])
        if not (each and each.at_once):
            end = _end_of_statement(plain, index)
            each = _release(" ".join(plain[index:end]))
        if each:
            found |= dict.fromkeys(range(index, end), each)
        elif is_prose(line) and not _NOTE.match(line):
            break
    if found and not published:
        others = (date_line(line) for index, line in enumerate(top) if index not in found)
        published = next((other.day for other in others if other and other.day), None)
    return {index: replace(each, near=published) for index, each in found.items()}


def _end_of_statement(lines: Sequence[str], start: int) -> int:
    """Return the index after the lines below a statement that have its day or its time."""
    end = start + 1
    if not (_is_on_topic(lines[start]) and _words(lines[start]).whole):
        return end
    for below in lines[end : start + _MOST_LINES]:
        before, words = " ".join(lines[start:end]), _words(below)
        adds_day = _has_day(below) and not _has_day(before)
        adds_time = TIME.search(below) and not (_has_day(below) or TIME.search(before))
        if not (words.whole and _OF_DATE.issuperset(words.kinds) and (adds_day or adds_time)):
            break
        end += 1
    return end


def _has_day(line: str) -> bool:
    return bool(latest_day(line) or day_without_year(line, datetime.now(UTC).date()))
