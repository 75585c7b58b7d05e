"""The only place that decides whether a record or page is published.

Readers pass on what a file states, under any name: a status, the end of an embargo, `published:
false`, `noindex`. Press releases state their embargo in their first lines, and news agencies in
their notes to editors.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from sources.article import ADVERTISING
from sources.cleaning.release_lines import releases
from sources.formats.dates import parse_day
from sources.formats.field_names import STATUS_NAMES

LOGGER = logging.getLogger(__name__)

_UNPUBLISHED = frozenset(
    """draft autodraft drafts future scheduled planned queued private internal confidential trash
    trashed deleted pending review pendingreview inreview withheld canceled cancelled embargo
    embargoed unpublished hidden killed spiked rejected notpublished hold edit editing copyedit
    needs awaiting approval progress inprogress wip todo false 0 entwurf entwürfe geplant
    unveröffentlicht gesperrt intern vertraulich papierkorb gelöscht redigieren prüfung
    brouillon programmé corbeille relecture borrador pendiente programado papelera revisión
    bozza cestino rascunho pendente agendado lixeira revisão concept ingepland prullenbak utkast
    kladde luonnos szkic koncept taslak черновик чернетка корзина 초안 비공개 예약 휴지통
    下書き 非公開 予約 草稿 مسودة""".split()
)
_NOT = re.compile(
    r"(?:not|nicht|no|pas|non|niet|не) ?(?:yet )?(?:publi|live|ready|releas|veröff|опубл)"
)
_PUBLISHED = ("published", "ispublished", "public", "ispublic", "veroffentlicht", "publie")
_SAYS_UNPUBLISHED = ("draft", "isdraft", "unpublished", "deleted", "isdeleted", "noindex")
_VISIBILITY = ("visibility", "access", "sichtbarkeit", "visibilidad")
# The field under which readers pass on an agency's notes to editors and terms of use.
AGENCY_NOTES = "agencynotes"
_PARTS_OF_HEADER = re.compile(r"\s[-–—]+\s|[|:;,./()\[\]*·•\n]+|\s{2,}")
_SENTENCE_END = re.compile(r"\n|(?<=[.;!])\s+")
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", "nein", "non"})
_NUMBERS = frozenset({"", "0", "false"})
_EMBARGO = re.compile(
    r"(?!no)\w*(?:embargo|sperr(?:frist|vermerk))(?:ed)?(?:date|time|ends?|until|to|bis|till|hasta)?(?:at)?"
    r"|publishafter|releaseafter|hold(?:until|fordate)"
)
_SAYS_PUBLISHED = re.compile(
    r"publi\w*|live|online|released?|active|usable|ok|success|final|done|complete[d]?|veröffentlicht"
    r"|freigegeben|erschienen|en ligne|pubblicat\w|gepubliceerd|opublikowan\w|опубликован\w*"
    r"|게시\w*|게재\w*|발행\w*|공개\w*|公開\w*|掲載\w*|已?发布|已?發布|منشور|\d+|true"
)
_AMBIGUOUS = frozenset("state estado stato zustand".split())
# Fields that state the kind of an article, and kinds that an advertiser has paid for. What is
# called paid content may be for subscribers who pay.
_KIND = re.compile(r"\w*(?:type|tier|kind|genre|section)")
_PAID_FOR = re.compile(
    r"advertisercontentarticle|advertorial|sponsored(?:content|post|article|story)?|brandedcontent"
    r"|paidpost|promoted(?:content|post)"
)
_SAYS_PAID_FOR = ("sponsored", "issponsored", "advertorial", "isadvertorial")
_NO_EMBARGO = frozenset({"", "0", "false", "no", "none", "null"})
_NO_INDEX = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)
_MARK, _MOST_WORDS, _MOST_REPORTED = 40, 4, 5


def withheld(fields: Mapping[str, object], now: datetime | None = None) -> str | None:
    """Return why something is unpublished, from fields by compact name, or None if it isn't."""
    moment = now or datetime.now(UTC)
    for name in STATUS_NAMES:
        if stated := _unpublished(fields.get(name)):
            return stated if stated.isalpha() and stated != "false" else "unpublished"
    if any(_plain(fields.get(name)) in _FALSE for name in _PUBLISHED):
        return "unpublished"
    for name in _SAYS_UNPUBLISHED:
        if _plain(fields.get(name)) in _TRUE:
            return name.removeprefix("is")
    if any(_unpublished(fields.get(name)) not in _NUMBERS for name in _VISIBILITY):
        return "private"
    content = fields.get("content")
    if isinstance(content, Mapping) and content.get("protected") is True:  # WordPress
        return "private"
    robots = fields.get("robots")
    if isinstance(robots, str) and _NO_INDEX.search(robots):
        return "noindex"
    if is_advertising(fields):
        return ADVERTISING
    ends = (_embargo(value, moment) for name, value in fields.items() if _EMBARGO.fullmatch(name))
    return next(filter(None, ends), None) or _in_notes(fields, moment)


def marked(headers: Sequence[str]) -> str | None:
    """Return why a document is unpublished if a page header consists of a status or an embargo.

    "Draft – not for publication" has two parts, of which the first is a status.
    """
    for part in chain(*map(_PARTS_OF_HEADER.split, headers)):
        words = [one for one in re.findall(r"[^\W_]+", part.casefold()) if one.isalpha()]
        if words and _UNPUBLISHED.issuperset(words):
            return "".join(words)
    return embargo([line for line in headers if line])


class Statuses:
    """The statuses in the records of one file.

    If one is not understood, its record counts as unpublished once the file has had a record that
    is stated to be published. Otherwise the word may be about something else.
    """

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._reported: set[str] = set()
        self._has_published = False

    def note(self, fields: Mapping[str, object]) -> None:
        """Note whether a record that is not read yet is stated to be published."""
        self._has_published = self._has_published or _says_published(_status(fields))

    def why_withheld(self, fields: Mapping[str, object]) -> str | None:
        """Return the status of a record if it is not understood and may mean unpublished."""
        stated = _status(fields)
        self.note(fields)
        if not stated or _unpublished(stated) or _says_published(stated):
            return None
        if stated not in self._reported and len(self._reported) < _MOST_REPORTED:
            self._reported.add(stated)
            LOGGER.warning(
                "%s: the status “%s” was not understood, so its articles count as %s; if that is "
                "wrong, write “published” or “draft” instead",
                self._origin,
                stated[:_MARK],
                "unpublished" if self._has_published else "published",
            )
        return stated[:_MARK] if self._has_published else None


def _status(fields: Mapping[str, object]) -> str:
    """Return the status that fields state. A state may be one of the United States."""
    given = (_plain(fields.get(name)) for name in STATUS_NAMES if name not in _AMBIGUOUS)
    return next(filter(None, given), "")


def _says_published(stated: str) -> bool:
    return _SAYS_PUBLISHED.fullmatch(stated) is not None or stated.startswith(("publish", "live"))


def is_advertising(fields: Mapping[str, object]) -> bool:
    """Return True if fields by compact name state that an advertiser has paid for an article."""
    if any(_plain(fields.get(name)) in _TRUE for name in _SAYS_PAID_FOR):
        return True
    kinds = (value for name, value in fields.items() if _KIND.fullmatch(name))
    each = (one for value in kinds for one in (value if isinstance(value, list) else [value]))
    return any(_PAID_FOR.fullmatch(re.sub(r"[\W_]", "", _plain(one))) for one in each)


def scheduled(day: date | None, now: datetime | None = None) -> str | None:
    """Return why something with this day of publication is not published yet, or None.

    A newspaper may be dated tomorrow, and a day begins at different times around the world.
    """
    ahead = (now or datetime.now(UTC)).date() + timedelta(days=1)
    return f"scheduled for {day.isoformat()}" if day and day > ahead else None


def embargo(
    lines: Sequence[str], now: datetime | None = None, published: date | None = None
) -> str | None:
    """Return the embargo that the first lines of a press release state, or None.

    One that has ended does not count, and one without a certain end has not ended. A day without
    a year is certain only if the day of the release is known: `published`, or that of its lines.
    """
    moment = now or datetime.now(UTC)
    for each in releases(lines, published).values():
        if not each.at_once and (each.ends is None or each.ends > moment):
            return _in_force(each.stated, each.ends)
    return None


def _in_notes(fields: Mapping[str, object], now: datetime) -> str | None:
    """Return the embargo in an agency's notes, in a sentence of its own or behind a label."""
    notes = fields.get(AGENCY_NOTES)
    texts = [one for one in notes if isinstance(one, str)] if isinstance(notes, list) else []
    sentences = [one.strip() for text in texts for one in _SENTENCE_END.split(text)]
    day = parse_day(fields.get("published"))
    lines = (line for one in sentences for line in (one, one.partition(":")[2].strip()) if line)
    return next(filter(None, (embargo([line], now, day) for line in lines)), None)


def _unpublished(value: object) -> str:
    """Return a status without case and punctuation if one of its words means unpublished, or ''.

    The vocabulary before a colon does not count: `stat:withheld` is `withheld`. True and numbers
    other than 0 are not states that withhold anything.
    """
    if isinstance(value, Mapping):
        value = value.get("value") or value.get("qcode") or value.get("name")
    if not isinstance(value, str | int) or value is True:
        return ""
    words = re.findall(r"[^\W_]+", str(value).casefold().rpartition(":")[2])
    stated = "".join(words)
    if len(words) > _MOST_WORDS or stated.startswith(("publish", "live")):
        return ""
    known = not _UNPUBLISHED.isdisjoint([stated, *words]) or _NOT.match(" ".join(words))
    return stated if known else ""


def _plain(value: object) -> str:
    return str(value).strip().casefold() if isinstance(value, str | int) else ""


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
