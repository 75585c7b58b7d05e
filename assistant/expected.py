"""Expected answers: whether a sentence holds the kind of thing that is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.question import Kind
from index.words import terms

_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|quarter|couple|several|"
    r"once|twice|both|no|none)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_UNIT = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|km(?:/h)?|"
    r"kilomet\w+|miles?|mph|met(?:er|re)s?|feet|foot|kg|kilograms?|tons?|tonnes?|hectares?)"
)

# A bare year counts nothing.
_NUMBER = re.compile(
    rf"(?<![\w.])(?!(?:1[89]|20)\d\d(?![\d,.]*\d|\w))\d|\b{_COUNT}\b|[한두세네] ?(?:명|개|곳)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$€£¥₩]\s?\d|\d\s?(?:%|percent|per cent)|"
    r"\b(?:dollars?|won|euros?|yen|yuan|pounds?|cents?|tenge|soum|USD|KRW|EUR)\b|"
    r"\b(?:million|billion|trillion|doubl\w+|tripl\w+|twice|half|quarter|(?:a|one|two|three) "
    r"(?:third|fifth|tenth)s?|out of|for free|free of charge)\b|\d\s?(?:억|조|만|천)|달러|퍼센트",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent\b|\bout of\b|\b(?:half|quarter|third|fifth|tenth)s?\b|\b(?:all|none) of\b|"
    r"\d\s?퍼센트|절반",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b1\d{{3}}s?\b|\b20\d\ds?\b|\b{_MONTH}\b|\bin May\b|\bMay \d|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:next|last|this|previous|following|coming|later this|earlier this|same) "
    r"(?:year|month|week|day|summer|winter|spring|autumn|fall|decade|century|night|morning)\b|"
    r"\b(?:today|yesterday|tomorrow|tonight|noon|midnight|annually)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b(?=\s?(?:[,.;:()]|(?:of|to|and|at|until|in)\b|$))|"
    r"\bcentur(?:y|ies)\b|"
    r"\b(?:years?|months?|days?|weeks?|decades?|hours?) (?:ago|later|earlier)\b|"
    r"\b\d{1,2}(?::\d\d)? ?(?:a\.?m|p\.?m)\b|\bby the end of\b|"
    r"(?<!\d)\d+\s?(?:년|월|일)|[월화수목금토일]요일|내년|올해|작년|지난해|지난달|다음 ?달|"
    r"어제|오늘|내일|하반기|상반기",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    rf"(?:\d|\b{_COUNT}\b)[\w\s,.-]{{0,25}}?\b{_UNIT}\b|\d\s?(?:년|개월|주|일|시간|분|세|살|㎞|km)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|since|as a result|so that|owing to|caus\w+|reasons?|led to|blam\w+|"
    r"therefore|thanks to|after|amid|given|following|in order|"
    r"to (?:avoid|prevent|make|allow|help|protect|reduce|ensure|support|keep|increase|create|"
    r"secure|address|respond|cut|save|meet|give|let))\b|때문|위해|위한|따라|이유|으로 인해",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-Z][\w’'.-]{1,60}"
# A capitalised word that does not begin the sentence, or two of them anywhere.
_NAME = re.compile(
    rf"(?<=[\w,;:)'’\"”—-] )[\"“‘'(]?{_CAPITALISED}|"
    rf"{_CAPITALISED}(?: (?:of|al|de|bin|van) | ){_CAPITALISED}"
)
# Capital letters of Latin script, with their accents.
_CAPITAL = "[A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper()) + "]"
# Somebody: two capitalised words that do not stand behind a preposition of place, with or without
# initials between them.
_SOMEBODY = re.compile(
    r"(?<!\bin )(?<!\bat )(?<!\bfrom )(?<!\bto )(?<!\bnear )(?<!\bthe )"
    rf"\b{_CAPITAL}[\w’'-]{{1,60}} (?:(?:of|al|de|bin|van) |(?:{_CAPITAL}\. ?){{1,3}})?"
    rf"{_CAPITAL}[\w’'-]+|\b[A-Z]{{3,}}\b"
)
# "SEOUL, Nov. 5 (Port Wire) — ": a place, perhaps a date or country, perhaps an agency.
# A place: a name behind a preposition of place.
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside|across|between|around|off|via|of|on)\s+(?:the\s+)?"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .’'-]+(?:, ?[A-Z][\w. ]{1,25})?(?: ?\([^()]{1,40}\))? ?[—–-]{1,2} "
)
_HANGUL = re.compile(r"[가-힣]{2,}")
_COPULA = frozenset(
    """
    is are was were means mean refers stands called known described aims established founded
    created set announced launched or
    """.split()
)
_KOREAN_COPULA = re.compile(r"[가-힣](?:은|는|이란|란)\b")
# How far behind the thing its definition begins, in words.
_REACH = 8

_NAMED = {Kind.WHO: _SOMEBODY, Kind.WHERE: _PLACE, Kind.WHICH: _NAME}
_SIGNS: dict[Kind, re.Pattern[str]] = {
    Kind.HOW_MUCH: _AMOUNT,
    Kind.SHARE: _SHARE,
    Kind.HOW_MANY: _NUMBER,
    Kind.WHEN: _TIME,
    Kind.HOW_LONG: _MEASURE,
    Kind.WHY: _REASON,
}


def holds(kind: Kind, sentence: str, asked: Collection[str], several: bool = False) -> bool:
    """Say whether a sentence holds the kind of thing asked for, besides what was asked with.

    `several` wants more than one name. `asked` are the question's own terms: a name that the
    question gave is no answer to "who".
    """
    sentence = _DATELINE.sub("", sentence)
    if kind in _NAMED:
        named = _NAMED[kind]
        fresh = [
            match.group()
            for match in (*named.finditer(sentence), *_HANGUL.finditer(sentence))
            if any(term not in asked for term in terms(match.group()))
        ]
        return len(fresh) > (1 if several else 0)
    if kind in (Kind.HOW_MANY, Kind.WHEN, Kind.HOW_LONG):
        return _holds_figure(_SIGNS[kind], sentence, asked)
    if kind is Kind.DEFINITION:
        return _defines(sentence, asked)
    sign = _SIGNS.get(kind)
    return sign is None or bool(sign.search(sentence))


def _holds_figure(sign: re.Pattern[str], sentence: str, asked: Collection[str]) -> bool:
    """Ignore figures that the question itself gave: "in 2024" does not answer "when in 2024"."""
    return any(match.group().lower() not in asked for match in sign.finditer(sentence))


def _defines(sentence: str, asked: Collection[str]) -> bool:
    """Say whether the thing asked about is followed closely by "is", "means", "was founded"."""
    if _KOREAN_COPULA.search(sentence):
        return True
    words = re.findall(r"\w+", sentence)
    return any(
        _COPULA.intersection(word.lower() for word in words[n + 1 : n + 1 + _REACH])
        for n, word in enumerate(words)
        if any(term in asked for term in terms(word))
    )
