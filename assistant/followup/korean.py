"""Korean follow-ups: 그는, 그 회사, 거기, "그럼 키르기스스탄은?", "왜?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Exchange
from sources.honorifics import HANGUL_PLACES, HANGUL_TITLES

_HANGUL = re.compile(r"[가-힣]")
_END = r"(?= |$|\?)"
_LEAD = re.compile(r"^\W*(?:(?:그럼|그러면|그렇다면|그런데|그리고|또|근데)[, ]+)+")
_PERSON = re.compile(
    rf"(?<![가-힣])(?:그녀|그분|그 사람|이 사람|그)(?P<particle>는|가|의|를|에게|도|은|이|을){_END}"
)
_THING = re.compile(
    r"(?<![가-힣])(?:그것|이것|그거|이거|그건|이건|그게|이게)"
    rf"(?P<particle>은|는|이|가|을|를|의|도)?{_END}"
)
_OUT_OF = re.compile(r"(?<![가-힣])(?:그|이) ?(?:가운데|중)(?P<particle>에서|에)?(?= )")
_PLACE = re.compile(rf"(?<![가-힣])(?:거기|그곳|이곳)(?P<particle>에서|에는|에|서|는|은)?{_END}")
_NOUN = re.compile(
    r"(?<![가-힣])(?:그|이|해당) (?P<noun>[가-힣]{1,6}?)"
    rf"(?P<particle>은|는|이|가|을|를|의|에서|에|도)?{_END}"
)
# What may be a noun behind "그" that stands for whatever was spoken of.
_GENERIC = frozenset(
    "회사 기업 업체 단체 기관 학교 대학 병원 은행 정부 부처 도시 나라 지역 사업 계약 과정 행사 "
    "회의 계획 공장 시설 사무실 사무소 연구소 실험실 제품 열차 버스 노선".split()
)
_ASKING = re.compile(
    r"(?:언제(?:부터|까지)?|어디(?:서|에서|에|로)?|누가|누구(?:와|에게|의|를)?|왜|얼마(?:나|에)?|무엇(?:을|이|에)?|"
    r"몇 [가-힣]+|어떤 [가-힣]+|어느 [가-힣]+|어떻게|뭐(?:라고|를)?)"
)
_BARE = re.compile(rf"^(?P<wh>{_ASKING.pattern})(?:요|인가요?|입니까|죠|이죠)?\W*$")
_FRAGMENT = re.compile(r"^(?P<said>[^?]{1,24}?)(?:은요|는요|은|는|요|도)\W*\?\W*$")
_TOPIC = re.compile(r"^(?P<topic>.{1,60}?[가-힣A-Za-z0-9])(?:은|는|이|가)(?= )")
_SUBJECT_OF_SAYING = re.compile(
    r"(?P<who>(?:[가-힣]+ ){1,3}[가-힣]*(?:"
    + "|".join(sorted(HANGUL_TITLES, key=len, reverse=True))
    + r"))(?:은|는|이|가)(?= |“)"
)
_MOST = 3


# Of each two, the first stands behind a consonant.
_PAIRS = ("은는", "이가", "을를", "과와")


def is_korean(text: str) -> bool:
    """Say whether a question is in Korean."""
    return len(_HANGUL.findall(text)) >= 1 and len(re.findall("[A-Za-z]", text)) < len(text) / 2


def korean_standalone(question: str, history: Sequence[Exchange]) -> str:
    """Return a Korean question that stands alone; "" where it does already."""
    said = _LEAD.sub("", question).strip()
    last = history[-1].looked_for
    if found := _BARE.match(said):
        return _asked_anew(found["wh"], last)
    if (found := _FRAGMENT.match(said)) and len(found["said"].split()) <= 3:
        return _exchanged(found["said"], said, last)
    changed = _resolved(said, history)
    return changed if changed != said else ""


def _resolved(question: str, history: Sequence[Exchange]) -> str:
    topic = _topic(history)
    person = _person(history)
    if person:
        question = _PERSON.sub(lambda found: _joined(person, found["particle"]), question)
    if not topic:
        return question
    question = _THING.sub(lambda found: _joined(topic, found["particle"] or ""), question)
    question = _OUT_OF.sub(lambda found: f"{topic} 가운데{found['particle'] or ''}", question)
    question = _PLACE.sub(lambda found: _joined(topic, found["particle"] or ""), question)
    return _NOUN.sub(lambda found: _noun(found, topic), question)


def _joined(noun: str, particle: str) -> str:
    """Put a particle behind a noun, in the form that its last sound asks for."""
    pair = next((pair for pair in _PAIRS if particle and particle in pair), "")
    if not pair or not "가" <= noun[-1] <= "힣":
        return noun + particle
    ends_in_vowel = (ord(noun[-1]) - ord("가")) % 28 == 0
    return noun + pair[ends_in_vowel]


def _noun(found: re.Match[str], topic: str) -> str:
    noun, particle = found["noun"], found["particle"] or ""
    if topic.endswith(noun) or noun in _GENERIC:
        return _joined(topic, particle)
    return found[0]


def _topic(history: Sequence[Exchange]) -> str:
    for exchange in reversed(history[-_MOST:]):
        found = _TOPIC.match(exchange.looked_for)
        if found and not _ASKING.match(found["topic"]):
            return found["topic"]
    return ""


def _person(history: Sequence[Exchange]) -> str:
    for exchange in reversed(history[-_MOST:]):
        for text in (exchange.looked_for, exchange.answer, exchange.around):
            if found := _SUBJECT_OF_SAYING.search(text):
                return found["who"]
    return ""


def _asked_anew(wh: str, last: str) -> str:
    if not is_korean(last):
        return ""
    if _ASKING.search(last):
        return _ASKING.sub(wh, last, count=1)
    return f"{wh} {last}"


def _exchanged(said: str, whole: str, last: str) -> str:
    """Put a place in the place of a place; ask anything else of what was spoken of."""
    if not is_korean(last):
        return ""
    stem = said.strip()
    if _is_place(stem):
        for word in last.split():
            known = next((place for place in _places(word)), "")
            if known:
                return last.replace(known, stem, 1)
    found = _TOPIC.match(last)
    return f"{found['topic']} {whole}" if found else ""


def _is_place(word: str) -> bool:
    return bool(list(_places(word)))


def _places(word: str) -> list[str]:
    known = HANGUL_PLACES - {"전", "현", "신임", "고위", "국가"}
    return [place for place in sorted(known, key=len, reverse=True) if word.startswith(place)]
