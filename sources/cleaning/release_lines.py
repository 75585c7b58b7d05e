"""Lines at the top of a press release that state when it may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from sources.cleaning.date_lines import is_date_line
from sources.cleaning.release_words import statement
from sources.formats.dates import find_published, latest_day
from sources.language.phrases import is_prose
from sources.language.scripts import holds_hangul

_LINES_OF_TOP, _LONGEST, _LONGEST_DATE = 6, 240, 60
_UNTIL = (
    r"(?:until|till?|before|prior to|bis(?: zum)?|jusqu['’]?\s?(?:au|à)?|hasta(?: el)?|fino al?)\b"
)
_MEDIA = r"(?:press|news|media)"
_LEAD = rf"\W*(?:{_MEDIA} (?:release|statement|notice)\W+)?"
_STRICT = rf"(?:(?:strictly|strict|under|in|sous|unter|bajo|{_MEDIA})\s+)*"
_PAPER = r"(?:release|statement|report|study|paper|document|materials?|information|content|copy)"
_PUBLISHED = r"(?:publication|release|broadcast|use|transmission|distribution)"
# Forms that no headline has. Whatever follows them states when the embargo ends.
_EMBARGO = re.compile(
    rf"{_LEAD}(?:{_STRICT}embargo(?:ed|ado|é)(?: {_MEDIA})?(?: {_PAPER})?"
    rf"(?:\W*$|\s*[:–—-]|\s+{_UNTIL}|\s+for {_PUBLISHED}\b|\s+(?:to|for)\s+(?=\d)|\s+(?=\d))"
    rf"|(?:this|these|the following|all|transmission of)\b[^.]{{0,40}}\b{_PAPER}\b[^.]{{0,40}}"
    rf"\b(?:is|are)\b(?: (?:strictly|under|strict))* embargo(?:ed)?\W+{_UNTIL}"
    rf"|{_STRICT}(?:embargo\s*[:–—-]\s*)?(?:strictly )?(?:not (?:to be (?:published|released|used)"
    rf"|for {_PUBLISHED}(?:(?:,|/| or| and)+ ?(?:{_PUBLISHED}|online))*)|no {_PUBLISHED})"
    rf"\W+{_UNTIL}"
    rf"|hold for {_PUBLISHED}\b(?: {_UNTIL})?|sperrfrist\b(?: {_UNTIL})?\s*:?)\s*",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    rf"{_LEAD}(?:(?:UNDER |STRICT )*EMBARGO|(?:STRICTLY )?NOT FOR PUBLICATION)\W*"
)
# Headlines also begin with these words, so only a date may follow.
_DATED = re.compile(
    rf"{_LEAD}(?:{_STRICT}embargo(?: (?:ends?|expires?|time|date))?|for {_PUBLISHED})\s*[:–—-]?\s*"
    rf"(?:(?:not )?{_UNTIL}|on or after|after|on|at)?\s*(?=\S)",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"\b(?:local time|noon|midnight|hrs|uhr|from|sharp|time|h)\b|\([A-Z]{2,5}\)", re.IGNORECASE
)
_AT_ONCE = re.compile(
    rf"{_LEAD}(?:for immediate (?:{_MEDIA} )?{_PUBLISHED}|(?:embargo|for release)\s*:\s*"
    r"(?:none|immediate(?:ly)?)(?=\W*$)|(?:no embargo|immediate release)(?=\W*$)"
    r"|zur sofortigen (?:veröffentlichung|freigabe)|pour (?:diffusion|publication) immédiate"
    r"|para (?:publicación|difusión) inmediata|per (?:la )?(?:diffusione|pubblicazione) immediata)"
    r"(?=\W*$|\s*[^\w\s]|\s+(?:\d|contact|media|on|[a-z]{3,9} \d))",
    re.IGNORECASE,
)
# A news agency's note to the editors, above the embargo.
_NOTE = re.compile(
    r"(?:eds?|editors?|advisory|achtung redaktionen|hinweis)\b[^:.]{0,20}:", re.IGNORECASE
)
_HEADING = re.compile(rf"\W*(?:{_MEDIA} release|pressemitteilung|보도 ?자료)\W*", re.IGNORECASE)

# Polite endings: "보도하여 주시기 바랍니다", "보도 가능합니다".
_PLEASE = (
    r"(?:하여|해도|해|할|될|됩니다|수|있습니다|가능|합니다|함|요망|요청|부탁|드립니다|주시기|주십시오|주세요|바랍니다"
    r"|바람|를|을|\s)*\W*(?:\(.*\)\W*)?"
)
_LABEL_KO = re.compile(
    r"\W*(?:보도 ?자료\W+)?(?:보도 ?(?:(?:가능|요청) ?)?(?:시점|일시|시각|제한)|엠바고"
    r"|공개 ?(?:시점|일시))[\s:：|\])】]*"
    r"(?=$|[\d'‘’(]|배포|즉시|조간|석간|추후|별도|없음|해제|준수|요청|있음|수시)"
)
_SENTENCE_KO = re.compile(
    rf"\W*(?:(?:이|본|동) )?(?:보도 ?)?자료[는의].{{0,80}}(?:보도|게재|사용|공개){_PLEASE}"
    rf"|\W*['‘’\d].{{0,40}}(?:조간|석간|이후|부터).{{0,12}}(?:보도|게재){_PLEASE}"
    rf"|\W*(?:배포 ?)?즉시 ?(?:보도|게재|사용){_PLEASE}"
)
_AT_ONCE_KO = re.compile(r"배포 ?(?:즉시|와 ?동시|시 ?부터|후)|즉시|없음|해제|수시")
# The day on which the release was sent out.
_SENT_KO = re.compile(r"[|/,;(] *배포.*")
_SHORT_YEAR = re.compile(r"['‘’](?=\d\d[.년])")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::|\.(?=\d\d\s?(?:[ap]\.?m|hrs|uhr)))(?P<minute>[0-5]\d)(?:\s?(?P<pm>p\.?m))?"
    r"|(?P<military>[0-2]\d)(?P<late>[0-5]\d)(?=\s?(?:hrs|hours|gmt|bst|utc|[ecmp][sd]?t)\b)"
    r"|(?<!\d)(?P<bare>\d{1,2})\s?(?:(?P<half>[ap]\.?m)|(?:uhr|h|hrs|heures?|horas?|uur|час\w*)\b|時)"
    r"|\b(?:ore|klo?\.?|godz\.?|às) (?P<ore>\d{1,2})\b"
    r"|(?P<오후>오후)? ?(?P<시>\d{1,2})시(?: ?(?P<분>\d{1,2})분)?|(?P<noon>noon|정오|석간)",
    re.IGNORECASE,
)
# An embargo without a zone has ended when its moment has passed everywhere.
_LAST_ZONE, _KOREA = timezone(timedelta(hours=-12)), timezone(timedelta(hours=9))
_HOUR_PARTS = ("hour", "military", "bare", "ore", "시")
_NOON, _HOURS = 12, 24


@dataclass(frozen=True, slots=True)
class Release:
    """When a press release may be published: `stated` is its own words, or ''."""

    stated: str
    at_once: bool = False
    zone: timezone = _LAST_ZONE

    @property
    def ends(self) -> datetime | None:
        """The end of the embargo, or None if it does not state a certain one."""
        stated = _SHORT_YEAR.sub("20", _SENT_KO.sub("", self.stated))
        day = latest_day(stated)
        if day is None:
            return None
        moments = map(_time_of, _CLOCK.finditer(stated))
        latest = max((moment for moment in moments if moment), default=time())
        return datetime.combine(day, latest, self.zone)

    @property
    def day(self) -> date | None:
        """The day from which the release may be published, or None if it is not certain."""
        return find_published(_SHORT_YEAR.sub("20", _SENT_KO.sub("", self.stated)))


def _time_of(found: re.Match[str]) -> time | None:
    parts = found.groupdict()
    hour = _NOON if parts["noon"] else int(next(filter(None, map(parts.get, _HOUR_PARTS))))
    late = parts["pm"] or parts["오후"] or (parts["half"] or "").lower().startswith("p")
    hour = hour % _NOON + _NOON if late and hour <= _NOON else hour
    minute = int(parts["minute"] or parts["late"] or parts["분"] or 0)
    return time(hour, minute) if hour < _HOURS else None


def release(line: str) -> Release | None:
    """Return what a line states about the publication of a press release, or None."""
    if len(line) > _LONGEST:
        return None
    if found := _AT_ONCE.match(line):
        return Release(line[found.end() :].strip(" :–—-"), at_once=True)
    if _HEADING.fullmatch(line):
        return Release("", at_once=True)
    korean = _LABEL_KO.match(line) or _SENTENCE_KO.fullmatch(line)
    if korean:
        stated = line if korean.re is _SENTENCE_KO else line[korean.end() :]
        return Release(stated.strip(), bool(_AT_ONCE_KO.search(_SENT_KO.sub("", stated))), _KOREA)
    if _CAPITALS.fullmatch(line):
        return Release("")
    if found := _EMBARGO.match(line):
        return Release(line[found.end() :].strip(" :*[]"))
    found = _DATED.match(line)
    stated = line[found.end() :].strip(" *[].") if found else ""
    if is_date_line(_BESIDE_DATE.sub(" ", stated)):
        return Release(stated)
    return _in_words(line)


def _in_words(line: str) -> Release | None:
    """Return the embargo that a line states in words of any language, or None.

    "Release date" in small letters may be that of a film, and a past one is that of the article.
    """
    found = statement(line)
    if found is None or found.is_certain:
        return Release(found.stated) if found else None
    if found.is_label and not line.partition(":")[0].isupper():
        return None
    day = latest_day(found.stated)
    return Release(found.stated) if day and day >= datetime.now(UTC).date() else None


def releases(lines: Sequence[str]) -> dict[int, Release]:
    """Return the release lines among the first lines of a text, by index.

    The date may be on the line below its label.
    """
    found: dict[int, Release] = {}
    for index, line in enumerate(lines[:_LINES_OF_TOP]):
        if index in found:
            continue
        if each := release(line):
            found[index] = each
            below = lines[index + 1] if index + 1 < len(lines) else ""
            if not (each.stated or each.at_once) and _states_end(below):
                found[index] = found[index + 1] = replace(each, stated=below)
        elif is_prose(line) and not _NOTE.match(line):
            break
    return found


def _states_end(line: str) -> bool:
    """Return True if a line is only a date, or a short Korean line with one."""
    is_date = is_date_line(_BESIDE_DATE.sub(" ", line))
    short = holds_hangul(line) and len(line) <= _LONGEST_DATE
    return (is_date or short) and latest_day(_SHORT_YEAR.sub("20", line)) is not None
