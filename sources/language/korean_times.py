"""Korean time phrases relative to the publication date.

Words attached to other words are disambiguated by their context: "내일" is tomorrow, "내일로" is a
rail pass. Phrases relative to another date ("이듬해", "같은 해", "전년") are not resolved.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sources.language import periods
from sources.language.calendar_names import KOREAN_WEEKDAYS
from sources.language.english_days import last_month, nearest_day, next_month
from sources.language.english_times import season_seen
from sources.language.scripts import HANGUL
from sources.language.tense import korean_tense
from sources.language.time_phrase import Period, Rule, Sighting, Tense

# A particle may follow, but no other syllable after it.
_PARTICLE = (
    r"(?:에서는|에서|에는|에도|에만|에|은|는|이|가|을|를|의|도|만|부터는|부터|까지는|까지|께|쯤|경|"
    r"보다|처럼|이나|나|와|과|이면|이후|도의|이라고|으로|로|에야|이던|인)"
)
_ENDS = rf"(?=(?:{_PARTICLE})?(?![{HANGUL}]))"
_BEGINS = rf"(?<![{HANGUL}])"
_PART = r"(?: ?(?P<part>초순|초|중순|하순|말))?"
_PARTS = {"초": "early", "초순": "early", "중순": "mid", "하순": "late", "말": "late", "": ""}

_YEARS = {
    "올해": 0,
    "금년": 0,
    "올": 0,
    "내년": 1,
    "명년": 1,
    "작년": -1,
    "지난해": -1,
    "재작년": -2,
    "지지난해": -2,
    "내후년": 2,
}
_RELATIVE_MONTHS = {
    "이번달": 0,
    "이달": 0,
    "지난달": -1,
    "다음달": 1,
    "내달": 1,
    "지지난달": -2,
    "다다음달": 2,
}
_WEEKS = {
    "이번주": 0,
    "금주": 0,
    "지난주": -1,
    "다음주": 1,
    "내주": 1,
    "지지난주": -2,
    "다다음주": 2,
}
_DAYS = {
    "그저께": -2,
    "그제": -2,
    "엊그제": None,
    "어제": -1,
    "오늘": 0,
    "내일": 1,
    "모레": 2,
    "글피": 3,
}
_COUNTS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "한 달": 1,
    "두 달": 2,
    "석 달": 3,
    "세 달": 3,
    "넉 달": 4,
    "네 달": 4,
    "일주일": 1,
    "한 주": 1,
}
_MOST_AGO = {"일": 31, "주": 10, "개월": 24, "년": 20}
_SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}

_YEAR = rf"(?P<year>{'|'.join(sorted(_YEARS, key=len, reverse=True))})"
_WEEK = r"(?P<week>이번 ?주|금주|지난 ?주|다음 ?주|내주|지지난 ?주|다다음 ?주)"
_RELATIVE_MONTH = r"(?P<month_of>이번 ?달|이달|지난 ?달|다음 ?달|내달|지지난 ?달|다다음 ?달)"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_MONTH = r"(?P<month>1[0-2]|[1-9])월"
_DAY = r"(?P<day>3[01]|[12]\d|[1-9])일"
_WEEKDAY = rf"(?P<weekday>[{KOREAN_WEEKDAYS}])요일"
_NO_DIGIT = r"(?<![\d.,년월~\-–·])(?<![년월~] )"
# "15일간", "3일 동안" and "5일 만에" are durations, and "3일에 한 번" is a frequency.
_LASTING = (
    r"(?! ?(?:동안|간|만에?|째|치|이내|안에|전|후|뒤|연속|차|제|장|가량|정도|이상|이하|미만|씩|여|"
    r"휴가|일정|여행|코스|천하|마다|에 ?한|에 ?걸|걸|내로?|남짓|앞))"
)


def _plain(words: str) -> str:
    return words.replace(" ", "")


def _year(sighting: Sighting) -> Period:
    return periods.year(sighting.today.year + _YEARS[sighting["year"]])


def _month_of_year(sighting: Sighting) -> Period | None:
    year, month = sighting.today.year + _YEARS[sighting["year"]], int(sighting["month"])
    if sighting["day"]:
        return _day_or_nothing(periods.month_day(year, month, int(sighting["day"])))
    return periods.month(year, month, _PARTS[sighting["part"]])


def _day_or_nothing(which: date | None) -> Period | None:
    return periods.day(which) if which else None


def _season_of_year(sighting: Sighting) -> Period:
    year = sighting.today.year + _YEARS[sighting["year"]]
    return periods.season(year, _SEASONS[sighting["season"]])


def _season(sighting: Sighting) -> Period | None:
    which = {"이번": "this", "지난": "last", "오는": "next"}[sighting["which"]]
    return season_seen(sighting.today, _SEASONS[sighting["season"]], which)


def _relative_month(sighting: Sighting) -> Period | None:
    today, shift = sighting.today, _RELATIVE_MONTHS[_plain(sighting["month_of"])]
    month = periods.month(today.year, today.month + shift, _PARTS[sighting["part"]])
    if not sighting["day"]:
        return month
    first = month.first
    return _day_or_nothing(periods.month_day(first.year, first.month, int(sighting["day"])))


def _week(sighting: Sighting) -> Period | None:
    shift = _WEEKS[_plain(sighting["week"])]
    if sighting["weekday"]:
        weekday = KOREAN_WEEKDAYS.index(sighting["weekday"])
        return periods.weekday_of_week(sighting.today, weekday, shift)
    if sighting["weekend"]:
        return periods.weekend(sighting.today, shift)
    return periods.week(sighting.today, shift)


def _relative_day(sighting: Sighting) -> Period | None:
    shift = _DAYS[sighting["which"]]
    return None if shift is None else periods.days_from(sighting.today, shift)


def _weekday(sighting: Sighting) -> Period | None:
    """Resolve a weekday to the next one after "오는", or to the last one after "지난"."""
    today = sighting.today
    ahead = (KOREAN_WEEKDAYS.index(sighting["weekday"]) - today.weekday()) % 7
    if sighting["which"] in ("오는", "돌아오는"):
        return periods.days_from(today, ahead or 7)
    if sighting["which"] == "지난":
        return periods.days_from(today, ahead - 7)
    told = korean_tense(sighting)
    if told is None:
        return None
    return periods.days_from(today, ahead if told is Tense.FUTURE or not ahead else ahead - 7)


def _day(sighting: Sighting) -> Period | None:
    """Resolve "15일" to the next such day after "오는", or to the last one after "지난"."""
    today, number = sighting.today, int(sighting["day"])
    told = {"오는": Tense.FUTURE, "지난": Tense.PAST}.get(sighting["which"]) or korean_tense(
        sighting
    )
    if told is None:
        return None
    forwards = 1 if told is Tense.FUTURE else -1
    # "오는 15일" excludes today, but "15일" does not.
    nearest = today + timedelta(days=forwards) if sighting["which"] else today
    for shift in range(3):  # a missing day never occurs in two months in a row
        first = periods.month(nearest.year, nearest.month + forwards * shift).first
        which = periods.month_day(first.year, first.month, number)
        if which and (which - nearest).days * forwards >= 0:
            return periods.day(which)
    return None


def _month(sighting: Sighting) -> Period | None:
    today, number = sighting.today, int(sighting["month"])
    if sighting.in_another_year:
        return None
    told = {"오는": Tense.FUTURE, "지난": Tense.PAST}.get(sighting["which"]) or korean_tense(
        sighting
    )
    if sighting["day"]:
        return _day_or_nothing(nearest_day(today, number, int(sighting["day"]), told))
    if told is None:
        return None
    year_and_month = (next_month if told is Tense.FUTURE else last_month)(today, number)
    return periods.month(*year_and_month, _PARTS[sighting["part"]])


def _ago(sighting: Sighting) -> Period | None:
    unit = sighting["unit"].strip()
    count = int(sighting["count"] or 0)
    if sighting["named"]:
        named = " ".join(sighting["named"].split())
        count = _COUNTS[named]
        unit = "개월" if named.endswith("달") else "주" if named.endswith(("주일", "주")) else "일"
    if count > _MOST_AGO[unit] or sighting.before.rstrip().endswith(("약", "최소", "대략")):
        return None
    today = sighting.today
    if unit == "일":
        return periods.days_from(today, -count)
    if unit == "주":
        return periods.week(today, -count)
    if unit == "개월":
        return periods.month(today.year, today.month - count)
    return periods.year(today.year - count)


def _nothing(_: Sighting) -> None:
    """Match phrases that must not be resolved by any other rule."""


def _rule(pattern: str, ends: str = _ENDS) -> re.Pattern[str]:
    return re.compile(rf"{pattern}{ends}")


_YEAR_FOLLOWED = rf"{_BEGINS}{_YEAR} ?"
_FREE = rf"(?=(?:{_PARTICLE}|자)?(?![{HANGUL}]))"
_COMING = r"(?P<which>오는|지난) ?"
_ANY_YEAR, _ANY_WEEK = tuple(_YEARS), ("주",)
KOREAN = (
    Rule(
        _rule(rf"{_BEGINS}(?P<year>{'|'.join(year for year in _YEARS if year != '올')})(?:도)?"),
        _year,
        _ANY_YEAR,
    ),
    Rule(
        _rule(rf"{_BEGINS}(?P<year>올)(?= (?:상반기|하반기|[1-4]분기|한 ?해|초|말|들어))", ""),
        _year,
        ("올 ",),
    ),
    Rule(_rule(rf"{_YEAR_FOLLOWED}{_MONTH}(?: ?{_DAY}|{_PART})"), _month_of_year, _ANY_YEAR),
    Rule(_rule(rf"{_YEAR_FOLLOWED}{_SEASON}"), _season_of_year, _ANY_YEAR),
    Rule(_rule(rf"{_BEGINS}(?P<which>이번|지난|오는) ?{_SEASON}"), _season, tuple(_SEASONS)),
    Rule(
        _rule(rf"{_BEGINS}{_RELATIVE_MONTH}(?: ?{_DAY}|{_PART})"), _relative_month, ("달", "이달")
    ),
    Rule(_rule(rf"{_BEGINS}{_WEEK}(?: ?{_WEEKDAY}| ?(?P<weekend>주말))?"), _week, _ANY_WEEK),
    Rule(
        _rule(rf"{_BEGINS}(?P<which>{'|'.join(_DAYS)})(?!의|로|배움|신문)"),
        _relative_day,
        tuple(_DAYS),
    ),
    Rule(
        _rule(
            rf"{_BEGINS}(?:(?P<which>오는|돌아오는|지난) ?)?(?<!매주 )(?<!매월 ){_WEEKDAY}(?!마다)"
        ),
        _weekday,
        ("요일",),
    ),
    Rule(_rule(rf"{_BEGINS}{_COMING}{_DAY}{_LASTING}", _FREE), _day, ("일",)),
    Rule(
        _rule(
            rf"{_NO_DIGIT}{_BEGINS}{_DAY}{_LASTING}",
            rf"(?= ?\((?:현지|한국)|에(?![{HANGUL}])|에는|부터|까지| [{HANGUL}])",
        ),
        _day,
        ("일",),
    ),
    Rule(
        _rule(rf"{_NO_DIGIT}{_BEGINS}(?:{_COMING})?{_MONTH} ?{_DAY}(?![~∼–-]){_LASTING}", _FREE),
        _month,
        ("월",),
    ),
    Rule(_rule(rf"{_BEGINS}{_COMING}{_MONTH}{_PART}"), _month, ("월",)),
    Rule(
        _rule(rf"{_NO_DIGIT}{_BEGINS}{_MONTH}{_PART}", rf"(?=(?:에|에는|부터|까지)(?![{HANGUL}]))"),
        _month,
        ("월",),
    ),
    Rule(
        _rule(
            rf"(?<![\d.,{HANGUL}])(?:(?P<count>[1-9]\d?) ?(?P<unit>일|주|개월|년)|"
            rf"(?P<named>{'|'.join(_COUNTS)})) 전"
        ),
        _ago,
        (" 전",),
    ),
    Rule(_rule(r"\d{4}년(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?", ""), _nothing, ("년",)),
)
