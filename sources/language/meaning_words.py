"""Meaning words: words that change what a sentence says, in English and Korean."""

from __future__ import annotations

import re
from functools import lru_cache

from sources.language.calendar_names import KOREAN_WEEKDAYS, LOWER_WEEKDAYS, MONTH_NUMBERS
from sources.language.numbers import numbers, stated_ordinals
from sources.language.scripts import HANGUL_LETTER

NEGATIONS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot non hardly scarcely "
    "refuse refuses refused deny denies denied fail fails failed reject rejects rejected".split()
)
HEDGES = frozenset(
    "may might could can would should perhaps maybe possibly probably likely unlikely about around "
    "approximately nearly almost roughly reportedly allegedly apparently seem seems seemed appear "
    "appears appeared suggest suggests believe believes think thinks hope hopes expect expects "
    "expected if unless potentially presumably some many most often sometimes usually partly "
    "largely mainly only".split()
)
# Words that qualify the words beside them: a former member is not a member, and what was attempted
# may not have happened.
QUALIFIERS = frozenset(
    "acting alleged allegedly aborted apparent artificial assistant attempt attempted "
    "attempting attempts claimed counterfeit deputy disputed doubtful erstwhile ex failed fake "
    "faux former formerly future hypothetical imitation intended mock onetime outgoing "
    "planned planning plans possible potential presumed presumptive previous probable proposed "
    "provisional pseudo purported purportedly putative quasi questionable reported reputed retired "
    "seek seeking seeks so-called sought supposed supposedly suspected threaten "
    "threatened threatening threatens tried tries try trying unconfirmed unofficial vice virtual "
    "want wanted wants".split()
)
PAST = frozenset("was were had did".split())
PRESENT = frozenset("am is are has have do does".split())
FUTURE = frozenset("will shall going gonna".split())
# Words that limit the meaning of the words before or after them.
CONDITIONS = frozenset(
    "if unless until provided providing except but however although though only whether once when "
    "assuming despite while yet still nevertheless otherwise".split()
)
CONTRASTS = frozenset(
    "but however yet though although nevertheless still instead 하지만 그러나 다만 반면".split()
)
# Words that connect a sentence to the one before it, without content of their own.
CONNECTIVES = frozenset(
    "also additionally moreover furthermore however therefore thus finally first firstly second "
    "secondly third next then overall conclusion addition summary example instance hence besides "
    "meanwhile similarly consequently nevertheless nonetheless otherwise likewise accordingly "
    "notably specifically importantly indeed still instead".split()
)
# Words for relations and quantities.
RELATIONS = frozenset(
    "upon within among amid along across toward between through throughout during "
    "since though although unless until despite via like unlike as besides beyond behind together "
    "due because whereas whereby thereby given after before ago following any each every both "
    "either other another such same one whom whose whether all whoever whomever whatever whichever "
    "wherever whenever however".split()
)
DOUBTS = frozenset(
    "could might may would should deny denies denied doubt doubts claim claims claimed think "
    "believe hope wish wrong false untrue impossible unlikely refuse refuses refused rather".split()
)
PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his "
    "himself she her hers herself it its itself they them their theirs themselves".split()
)
MONTHS = frozenset(map(str.lower, MONTH_NUMBERS))
# Months whose names are mostly other words.
_OTHERWISE = frozenset({"may", "march"})
DAYS = LOWER_WEEKDAYS.union(
    "today tomorrow yesterday tonight 오늘 내일 어제".split(),
    (f"{first}요일" for first in KOREAN_WEEKDAYS),
)
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did will would shall should "
    "going gonna 's 're 've 'll 'd".split()
)
AMOUNTS = frozenset(
    "hundred thousand million billion trillion dozen half more less fewer "
    "double triple twice thrice third quarter percent $ € £ ¥ "
    "₩ dozens hundreds thousands millions billions trillions".split()
)
_KOREAN_NEGATION = re.compile("않|못|없|아니|말아|말라|^안$|반대|거부")
_KOREAN_HEDGE = re.compile("아마|모르|듯|것 ?같|수도|면$|^약$|만약|지도")
SAYING = frozenset(
    "say says said saying tell tells told claim claims claimed argue argues argued allege alleges "
    "alleged suggest suggests suggested believe believes according accuse accused".split()
)
DENIALS = frozenset("false untrue wrong lie lies nonsense not never isn't wasn't".split())
# Korean nouns that end like the conditional form of a verb.
_KOREAN_FACES = frozenset("측면 장면 화면 서면 반면 표면 전면 정면 방면 국면 이면 지면".split())
_KOREAN_TURNS = ("지만", "으나", "라면", "다면", "으면", "는데", "다만", "그러나", "하지만")


def negates(word: str) -> bool:
    """Return True if a folded word negates a statement."""
    return word in NEGATIONS or word.endswith("n't") or bool(_KOREAN_NEGATION.search(word))


def hedges(word: str) -> bool:
    """Return True if a folded word makes a statement less certain or less general."""
    return word in HEDGES or (bool(HANGUL_LETTER.match(word)) and bool(_KOREAN_HEDGE.search(word)))


def turns(word: str) -> bool:
    """Return True if removing this word may change the meaning of the sentence."""
    return word in CONDITIONS or word in DOUBTS or negates(word) or _turns_korean(word)


def _turns_korean(word: str) -> bool:
    conditional = len(word) > 1 and word.endswith("면") and word not in _KOREAN_FACES
    return word.endswith(_KOREAN_TURNS) or (conditional and bool(HANGUL_LETTER.match(word)))


def limits(word: str) -> bool:
    """Return True if removing this word changes or strengthens what its neighbours say."""
    return turns(word) or hedges(word)


@lru_cache(maxsize=65_536)
def is_number(word: str) -> bool:
    """Return True if a folded word is or contains a number or an amount."""
    stated = bool(numbers(word)) or any(True for _ in stated_ordinals(word))
    return stated or word in AMOUNTS or any(character.isdigit() for character in word)


def is_date(word: str) -> bool:
    """Return True if a folded word is a day ("9may"), a month or a year."""
    return (
        (word in MONTHS and word not in _OTHERWISE)
        or word in DAYS
        or bool(re.fullmatch(r"(?:1[5-9]|20|21)\d\d|\d{1,4}(?:년|월|일)[에까부터의은는이]*", word))
        or (word[:1].isdigit() and word.lstrip("0123456789") in MONTHS)
    )
