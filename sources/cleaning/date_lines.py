"""Lines around a headline that state when and by whom an article was published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import takewhile

from sources.article import Metadata
from sources.cleaning.notices import authors, without_labelled
from sources.formats.dates import find_published, parse_day, parse_published
from sources.language.calendar_names import KOREAN_WEEKDAYS, MONTH_PATTERNS
from sources.language.phrases import ends_sentence, folded, is_prose

_PUBLISHED = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|publication date|date published)"
    r"(?: online)?(?: (?:on|at))?|(?:기사)?(?:입력|등록|송고|승인|발행)(?: ?(?:일시|시간|일))?"
    r"|(?:veröffentlicht|erschienen|erstellt)(?: am)?|(?:publiée?|mis en ligne) le"
    r"|publicad[oa] (?:el|em)|pubblicat[oa] (?:il|l['’])|(?:gepubliceerd|geplaatst)(?: op)?"
    r"|publicerad|publi[sc]eret|publisert|julkaistu|opublikowan[oey]|publikováno|objavljeno"
    r"|опубликовано|опубліковано|公開日?|掲載日?|发布时间|發布時間)(?![^\W\d_])\s*[:：]?\s*",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:(?:last )?(?:updated|modified|edited|changed)(?: (?:on|at))?"
    r"|(?:최종 ?)?수정(?: ?(?:일시|시간|일))?|(?:zuletzt )?(?:aktualisiert|geändert)(?: am)?"
    r"|stand(?=: ?\d)|(?:dernière )?mise? à jour(?: le)?|modifié le|actualizad[oa](?: el)?"
    r"|atualizad[oa](?: em)?|aggiornat[oa](?: il)?|(?:laatst )?bijgewerkt(?: op)?|uppdaterad"
    r"|oppdatert|opdateret|päivitetty|aktualizac(?:ja|e)|обновлено|оновлено|更新日?)(?![^\W\d_])"
    r"\s*[:：]?\s*",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DATE_WORDS = re.compile(
    r"[\d\s.,:/|()·\-–]|(?:a\.?m|p\.?m|[ecmp][sd]?t|gmt|utc|kst|bst|ist|jst|at|on|of|the"
    rf"|{'|'.join(MONTH_PATTERNS)}|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?"
    r"|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|st|nd|rd|th|t|z|년|월|일|시|분|오전|오후"
    rf"|[{KOREAN_WEEKDAYS}]요일|hours?|minutes?|days?|ago|an?|date|datum"
    r"|일자|날짜)(?![a-z])",
    re.IGNORECASE,
)
_BETWEEN = " |·,-–/()"
_LONGEST_DATE = 120

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"[^\W\d_]{3,12}\.?"
# A whole date in figures, or with a month's name in any language.
_DATE = re.compile(
    rf"\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?{_YEAR}"
    rf"|{_YEAR} ?[-./年년] ?\d{{1,2}} ?[-./月월] ?\d{{1,2}} ?[日일.]?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|[.ºª])? (?:de |of )?{_MONTH},? (?:del? |of )?{_YEAR}"
    r"(?: г\.| р\.)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}",
    re.IGNORECASE,
)
_TIME = re.compile(r"^\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?")
_PIECES = re.compile(r"[|·•]")
# A longer sentence is the text.
_LONGEST_LABEL = 60
_SEPARATOR = re.compile(r"\s*[|·•/]\s*|\s+[–—-]\s+")
_SEPARATED = re.compile(r"(?:[|·•/]|\s[–—-])\s*$")
_WRITER = re.compile(r"by\s+\S[^.!?]{1,60}", re.IGNORECASE)
_SIZER = re.compile(r"(?<!\w)[AА가あ][+-]?(?!\w)")
_LONGEST, _MOST_WORDS = 160, 8
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A date alone in a page of short lines is one of its entries, unless it is at the top.
_LINES_OF_TOP = 4
LINES_BELOW_HEADLINE, LINES_ABOVE_HEADLINE = 8, 2


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that states when an article was published or changed.

    `day` is the day of publication. It is None for a change, and for a date that could be two
    different days. `labelled` is True if the line states which of the two it is, and `alone` if it
    is only a date. `authors` are those that it names.
    """

    day: date | None
    labelled: bool = False
    alone: bool = False
    authors: tuple[str, ...] = ()


def states_change(text: str) -> bool:
    """Return True if a text begins with a label such as "Updated", in any of the languages."""
    return _CHANGED.match(text) is not None


def is_date_line(line: str) -> bool:
    """Return True if the line is only dates or times, with or without labels."""
    if len(line) > _LONGEST_DATE or _DIGIT.search(line) is None:
        return False
    parts = (part for found in _PUBLISHED.split(line) for part in _CHANGED.split(found))
    stripped = (part.strip(_BETWEEN) for part in parts)
    return all(not _DATE_WORDS.sub("", part) or parse_day(part) for part in stripped)


def is_labelled_date(line: str) -> bool:
    """Return True if the line only states when the page was published or changed."""
    labelled = _PUBLISHED.match(line) or _CHANGED.match(line)
    return bool(labelled) and is_date_line(line)


def date_line(line: str, known: tuple[str, ...] = ()) -> DateLine | None:
    """Return what a line states about the publication, or None if it is not a date line.

    Beside the date there may be a label, the outlet, the author and the page's buttons. The outlet
    and the authors are those that are `known`. Anything else is short, and a sign separates it.
    """
    if is_labelled_date(line):
        return DateLine(_published(line), labelled=True)
    if is_date_line(line):
        whole = _DATE.search(line) or parse_day(line.strip(_BETWEEN))
        return DateLine(find_published(line), alone=True) if whole else None
    if len(line) > _LONGEST or ends_sentence(line):
        return None
    label = _PUBLISHED.match(line) or _CHANGED.match(line)
    rest = line[label.end() :] if label else line
    found = next((each for each in _DATE.finditer(rest) if _is_apart(each, rest)), None)
    if found is None:
        return None
    before, after = rest[: found.start()], rest[found.end() :]
    names = authors(before.strip(_BETWEEN)) or authors(_TIME.sub("", after).strip(_BETWEEN))
    few = label and not before and len(_LETTERS.findall(after)) <= _MOST_WORDS
    written = _WRITER.fullmatch(after.strip(_BETWEEN))
    if not (few or names or written or _is_beside(before, after, known)):
        return None
    is_change = label is not None and label.re is _CHANGED
    day = None if is_change else find_published(_CHANGED.split(line)[0])
    return DateLine(day, labelled=label is not None, authors=names)


def _is_apart(found: re.Match[str], line: str) -> bool:
    """Return True for a date at the start or end of a line, or between two separators."""
    before, after = line[: found.start()], line[found.end() :]
    return not (before and after) or bool(_SEPARATED.search(before) and _SEPARATOR.match(after))


def _is_beside(before: str, after: str, known: tuple[str, ...]) -> bool:
    """Return True if the words around a date are known, or few and separated from it."""
    rest = f"{before} {after}"
    for name in known:
        rest = rest.replace(name, " ")
    rest = without_labelled(_SIZER.sub(" ", rest))
    if not _LETTERS.search(rest):
        return True
    parted = _SEPARATOR.match(after) or _SEPARATED.search(before)
    return bool(parted) and len(_LETTERS.findall(rest)) <= _MOST_WORDS


def _published(line: str) -> date | None:
    """Return the labelled date of publication, or None."""
    label = _PUBLISHED.search(line)
    if label is None:
        return None
    stated = _CHANGED.split(line[label.end() :], maxsplit=1)[0].strip(_BETWEEN)
    return parse_published(stated) or find_published(stated)


def date_lines(page: Sequence[str], start: int, tail: int, known: Metadata) -> dict[int, DateLine]:
    """Return the date lines before the first paragraph and, with a label, after the last, by index.

    `start` is the index of the first paragraph, and `tail` the one after the last.
    """
    names = (*known.authors, *filter(None, [known.outlet]))
    found = {i: each for i in range(start) if (each := date_line(page[i], names))}
    for index, each in found.items():
        if each.alone and index and _CHANGED.fullmatch(page[index - 1].strip()):
            found[index] = DateLine(None, labelled=True)
    below = ((index, date_line(page[index])) for index in range(max(start, tail), len(page)))
    labelled = {i: each for i, each in [*found.items(), *below] if each and not each.alone}
    alone = {i: each for i, each in found.items() if each.alone}
    return labelled | (alone if _is_of_page(alone, page, start, known) else {})


def _is_of_page(
    alone: Mapping[int, DateLine], page: Sequence[str], start: int, known: Metadata
) -> bool:
    """Return False for dates of something else than the page.

    A diary has several, a list of short lines has them further down, events lie ahead, and the day
    of publication may be known.
    """
    others = (date_line(line) for line in page[start:] if alone and is_date_line(line))
    days = {each.day for each in (*alone.values(), *others) if each and each.alone}
    listed = start == len(page) and max(alone, default=0) >= _LINES_OF_TOP
    return (
        not listed
        and len(days) <= 1
        and all(day <= datetime.now(UTC).date() for day in days if day)
        and (known.published is None or days <= {known.published, None})
    )


def publication_day(stated: Iterable[DateLine]) -> date | None:
    """Return the day of publication that lines agree on; those with a label take precedence."""
    lines = tuple(stated)
    for labelled in (True, False):
        days = {each.day for each in lines if each.day and each.labelled is labelled}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def day_beside(
    headings: Sequence[str], page: Sequence[str], known: Metadata, *, masthead: bool
) -> date | None:
    """Return the day of publication stated near one of these headings of a page, or None.

    If the page includes its masthead, only a date with a label counts above the heading: mastheads
    show the day of the visit.
    """
    near = lines_beside(headings, page, is_labelled_date if masthead else bool)
    start = len(near)
    # The heading shows that this is no list.
    stated = publication_day(date_lines([*near, ""], start, start + 1, known).values())
    below = lines_beside(headings, page, lambda _: False)
    above = [] if masthead else near[: len(near) - len(below)]
    return stated or _only_day(below) or _only_day(above)


def _only_day(below: Sequence[str]) -> date | None:
    """Return the only day in the short lines between a heading and the text, beside other words."""
    short = [*takewhile(lambda one: not (ends_sentence(one) and len(one) > _LONGEST_LABEL), below)]
    # A label may be on the line above its date.
    stated = [one for above, one in zip(["", *short], short, strict=False) if not _is_label(above)]
    pieces = (piece for one in stated for piece in _PIECES.split(_CHANGED.split(one)[0]))
    days = {day for piece in pieces if (day := find_published(_PUBLISHED.sub(" ", piece)))}
    return days.pop() if len(days) == 1 else None


def _is_label(line: str) -> bool:
    return _CHANGED.fullmatch(line.strip()) is not None


def lines_beside(
    headings: Sequence[str], page: Sequence[str], above: Callable[[str], bool] = bool
) -> list[str]:
    """Return the lines of a page around the first of these headings, up to the first paragraph.

    Of the lines above it, only those that pass the check are returned.
    """
    wanted = {folded(heading) for heading in headings} - {""}
    at = next((index for index, line in enumerate(page) if folded(line) in wanted), None)
    if at is None:
        return []
    below = page[at + 1 : at + 1 + LINES_BELOW_HEADLINE]
    start = next((index for index, line in enumerate(below) if is_prose(line)), len(below))
    return [*filter(above, page[max(0, at - LINES_ABOVE_HEADLINE) : at]), *below[:start]]
