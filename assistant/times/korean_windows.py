"""Time windows in Korean questions."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.times.named_time import Days, TimeRule
from sources.language import periods
from sources.language.english_days import last_month
from sources.language.scripts import HANGUL
from sources.language.tense import ENDING_IN_N, PAST_SYLLABLES

_PARTICLE = r"(?:에는|에도|에|은|는|에 들어)"
_FUTURE = re.compile(rf"예정|계획|될까|할까|것인가|전망|앞으로|내년|다음|[{ENDING_IN_N}]다면")
_PAST = re.compile(rf"(?:(?![있겠])[{PAST_SYLLABLES}]|있었|기사|뉴스|소식)")
_TELLING = re.compile(
    r"말했|말한|밝혔|밝힌|발표|전했|보도|주장|경고했|약속했|설명했|언급|무슨 일|어떤 일|기사|뉴스|"
    r"소식|뭐라고|바뀌"
)
_SOURCES = re.compile(r"\s*(?:기사|뉴스|보도|소식)")
# "올해 정부는 무엇을 발표했나", but not "올해 예산은 얼마로 발표됐나".
_WHAT_WAS_TOLD = re.compile(
    r"\s*(?:무슨|어떤) 일|\s*[^\s]+(?:은|는|이|가|께서)\s.*(?:무엇을|뭐라고|뭘).*(?:말했|밝혔|"
    r"발표했|전했|경고했|약속했|주장했|설명했)"
)
# "지난달 회의의 의제", "6월 정상회담에서": the time modifies the noun that follows it.
_OF_A_THING = re.compile(rf"\s*[{HANGUL}]+(?:의|에서|에서는)(?![{HANGUL}])")
_BEGINS = rf"(?<![{HANGUL}\d])"


def _came_to_pass(match: re.Match[str]) -> bool:
    """Return True if the question asks for an event and the time is that of the event."""
    question, behind = match.string, match.string[match.end() :]
    return (
        not _FUTURE.search(question)
        and not _OF_A_THING.match(behind)
        and bool(_PAST.search(question))
    )


def _was_told(match: re.Match[str]) -> bool:
    """Return True if the time is that of a report: a particle or a word for articles follows it."""
    question, behind = match.string, match.string[match.end() :]
    if _SOURCES.match(behind):
        return True
    told = _TELLING.search(behind)
    by_itself = match["particle"] or _WHAT_WAS_TOLD.match(behind)
    return bool(told and by_itself) and not _FUTURE.search(question)


def _near_day(match: re.Match[str], today: date) -> Days:
    return today - timedelta(days=1 if match["day"] == "어제" else 0), None


def _week(match: re.Match[str], today: date) -> Days:
    period = periods.week(today, -1 if match["which"].startswith("지난") else 0)
    return period.first, (period.last if match["which"].startswith("지난") else None)


def _month(match: re.Match[str], today: date) -> Days:
    last = match["which"].startswith("지난")
    period = periods.month(today.year, today.month - last)
    return period.first, (period.last if last else None)


def _year(match: re.Match[str], today: date) -> Days:
    last = match["which"] in ("작년", "지난해")
    period = periods.year(today.year - last)
    return period.first, (period.last if last else None)


def _last_units(match: re.Match[str], today: date) -> Days:
    number = int(match["count"] or 1)
    unit = match["unit"]
    if unit in ("일", "주", "주일", "주간"):
        return today - timedelta(days=number * (1 if unit == "일" else 7)), None
    months = number * (12 if unit == "년" else 1)
    first = periods.month(today.year, today.month - months).first
    last_day = periods.month(first.year, first.month).last.day
    return first.replace(day=min(today.day, last_day)), None


def _calendar(match: re.Match[str], today: date) -> Days:
    month = int(match["month"]) if match["month"] else 0
    year = int(match["year"]) if match["year"] else last_month(today, month)[0]
    period = periods.month(year, month) if month else periods.year(year)
    bound = match["bound"] or ""
    if bound in ("이후", "부터"):
        return period.first, None
    if bound == "이전":
        return None, period.first - timedelta(days=1)
    return period.first, period.last


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEGINS}{pattern}(?P<particle>{_PARTICLE})?(?![{HANGUL}])")


_UNIT = r"(?P<unit>일|주일|주간|주|개월|달|년)"
_MONTH_NUMBER = r"(?P<month>1[0-2]|[1-9])월"
KOREAN = (
    TimeRule(_rule("(?P<day>어제|오늘)"), _near_day, _came_to_pass),
    TimeRule(_rule("(?P<which>지난 ?주|이번 ?주)"), _week, _came_to_pass),
    TimeRule(_rule("(?P<which>지난 ?달|이번 ?달|이달)"), _month, _came_to_pass),
    TimeRule(_rule("(?P<which>올해|작년|지난해)"), _year, _was_told),
    TimeRule(
        _rule(rf"(?:최근|지난) (?P<count>\d{{1,2}}) ?{_UNIT}(?:간| ?동안)?"),
        _last_units,
        _came_to_pass,
    ),
    TimeRule(_rule(r"최근 (?P<count>)한 ?(?P<unit>달)(?:간| ?동안)?"), _last_units, _came_to_pass),
    TimeRule(
        _rule(rf"(?P<year>)(?<!년 ){_MONTH_NUMBER} ?(?P<bound>이후|부터)"),
        _calendar,
        _came_to_pass,
    ),
    TimeRule(
        _rule(rf"(?P<year>(?:19|20)\d\d)년(?: {_MONTH_NUMBER})?(?: ?(?P<bound>이후|이전|부터))?"),
        _calendar,
        _was_told,
    ),
)
