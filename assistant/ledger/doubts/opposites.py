"""Antonyms: words that reverse a statement if one replaces the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sources.language.stems import stem

_PAIRS = """
rise/fall rose/fell increase/decrease increased/decreased gain/loss gain/lose grow/shrink
climb/drop raise/cut raised/lowered higher/lower more/less most/least above/below before/after
win/lose won/lost victory/defeat beat/lost open/close opened/closed begin/end began/ended
start/stop started/finished accept/reject accepted/rejected approve/reject approved/rejected
support/oppose supported/opposed allow/ban allowed/banned permit/forbid agree/disagree buy/sell
bought/sold import/export arrive/depart hire/fire include/exclude included/excluded
guilty/innocent convicted/acquitted success/failure succeed/fail possible/impossible legal/illegal
able/unable likely/unlikely safe/unsafe fair/unfair known/unknown true/false right/wrong
public/private early/late earlier/later old/new older/younger first/last north/south east/west
northern/southern eastern/western present/absent strengthen/weaken stronger/weaker cheaper/dearer
expensive/cheap best/worst better/worse up/down widen/narrow expand/reduce expanded/reduced
join/leave joined/left enter/exit confirm/deny confirmed/denied admit/deny admitted/denied
praise/criticise praised/criticised praised/criticized ally/enemy always/never majority/minority
male/female man/woman men/women boy/girl husband/wife father/mother son/daughter brother/sister
upheld/overturned surplus/deficit lend/borrow lent/borrowed push/pull inside/outside full/empty
full/partial alive/dead married/divorced appointed/dismissed free/paid similar/different
larger/smaller largest/smallest highest/lowest upper/lower strongest/weakest oldest/youngest
longest/shortest domestic/foreign internal/external major/minor positive/negative maximum/minimum
create/destroy created/destroyed optimistic/pessimistic temporary/permanent voluntary/mandatory
optional/mandatory start/end start/finish started/ended begin/finish began/finished launch/close
launch/end open/end gained/lost grew/shrank climbed/dropped rise/drop rose/dropped rise/decline
rose/declined increase/fall increased/fell increase/decline increased/declined increase/reduce
increased/reduced grow/fall grew/fell raise/lower raised/cut add/remove added/removed double/halve
doubled/halved expand/shrink expand/contract extend/shorten extended/shortened lengthen/shorten
speed/slow accelerate/slow heat/cool warm/cool fill/empty load/unload lock/unlock build/demolish
built/demolished arrive/leave arrived/left enter/leave entered/left pass/fail passed/failed
save/waste saved/wasted hire/dismiss hired/dismissed employ/dismiss arrest/release
arrested/released attack/defend attacked/defended love/hate trust/distrust welcome/condemn
welcomed/condemned praise/condemn praised/condemned defend/criticise back/oppose backed/opposed
favour/oppose favoured/opposed favor/oppose favour/against favor/against supporter/opponent
support/opposition advantage/disadvantage strength/weakness rich/poor wealthy/poor urban/rural
healthy/ill dry/wet clean/dirty ancient/modern rare/common simple/complicated easy/difficult
strict/lenient sober/drunk asleep/awake visible/hidden wholesale/retail whole/half entire/half
full/half since/until top/bottom front/rear morning/evening summer/winter spring/autumn
uphill/downhill upstairs/downstairs increase/drop gains/losses profit/loss profits/losses
friend/enemy boys/girls attract/repel ascend/descend float/sink appear/disappear remember/forget
remembered/forgot freeze/thaw tighten/loosen tightened/loosened tighten/ease deepen/ease
improve/worsen improved/worsened improve/deteriorate
""".split()
# Only the comparatives and superlatives of these are always opposites. The base forms have other
# uses: "so far", "short of", "hard at work".
_MEASURED = """
long/short big/small large/small great/small great/little tall/short high/low fast/slow quick/slow
strong/weak hard/soft hard/easy tough/easy rich/poor wealthy/poor hot/cold hot/cool warm/cold
warm/cool heavy/light thick/thin wide/narrow broad/narrow deep/shallow near/far close/far young/old
new/old early/late soon/late good/bad safe/risky cheap/dear cheap/costly clean/dirty wet/dry
bright/dark light/dark busy/quiet loud/quiet noisy/quiet calm/rough smooth/rough tight/loose
strict/lax happy/sad healthy/sick simple/complex fresh/stale sharp/blunt
""".split()
_GRADED = {
    "good": ("better", "best"),
    "bad": ("worse", "worst"),
    "far": ("further farther", "furthest farthest"),
    "little": ("smaller", "smallest"),
}
# Function words that reverse a statement although they have no content of their own.
_WAYS = frozenset("since until against up down above below inside outside".split())
# Negating prefixes, each with the letters it may precede.
_PREFIXES = {"un": "", "dis": "", "non": "", "mis": "", "in": "", "im": "bmp", "il": "l", "ir": "r"}
_LEAST_BARE = 4
# Words that only look negated, each with an unrelated word inside it: "disclose", "import".
_NOT_TURNED = frozenset(
    stem(word)
    for word in """
    uniform union unless until unearth discover discount display dispatch discharge discourse
    dispose district disease distance distress dissolve dismay disclose disband discard discord
    disguise distract distribute dissent mistake mistaken mission missing misses missile mischief
    misgiving immigrant immigrate immigration instance implant inform information invent invention
    invest investor investment import impart impress impose imprison imprint impound impact impulse
    impair impending imperil impeach improve immediate income inland indoor indoors inside insight
    intake inquest install installation instil insure inhabit innovate infield infighting influx
    ingrain inmate inroad instead instep intern intone intend intent intense intensity intention
    increase incite inbound inspire inflame inflammable invaluable irradiate illustrate illuminate
    nonetheless nevertheless regardless wireless priceless ruthless reckless countless
    """.split()
)
_WITHOUT, _WITH = "less", ("", "ful", "fully", "s")


def is_way(folded: str) -> bool:
    """Return True if a function word has an opposite, as "since" has "until"."""
    return folded in _WAYS


def _graded(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the comparatives and the superlatives of a word."""
    if word in _GRADED:
        comparative, superlative = _GRADED[word]
        return tuple(comparative.split()), tuple(superlative.split())
    root = word.removesuffix("e")
    if word.endswith("y"):
        root = word[:-1] + "i"
    elif re.search(r"[^aeiou][aeiou][bdgnt]$", word):
        root = word + word[-1]
    return (root + "er",), (root + "est",)


def _compared() -> Iterator[str]:
    """Yield the pairs of opposite comparatives and superlatives."""
    for pair in _MEASURED:
        one, other = pair.split("/")
        for ours, theirs in zip(_graded(one), _graded(other), strict=True):
            yield from (f"{a}/{b}" for a in ours for b in theirs)


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in (*_PAIRS, *_compared()):
        one, other = pair.split("/")
        for a, b in ((one, other), (other, one)):
            for key in (a, stem(a)):
                table.setdefault(key, set()).update((b, stem(b)))
    return {word: frozenset(others) for word, others in table.items()}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    return _table()


@lru_cache(maxsize=16_384)
def opposites(folded: str, stemmed: str) -> frozenset[str]:
    """Return the opposites of a word, as words and stems."""
    listed = _opposites().get(folded, frozenset()) | _opposites().get(stemmed, frozenset())
    return listed | turned_round(folded) | turned_round(stemmed)


@lru_cache(maxsize=16_384)
def turned_round(word: str) -> frozenset[str]:
    """Return a word's possible forms with and without a negating prefix or suffix."""
    if len(word) < _LEAST_BARE or stem(word) in _NOT_TURNED:
        return frozenset()
    found = _lacking(word)
    for prefix, letters in _PREFIXES.items():
        bare = word.removeprefix(prefix)
        found |= {prefix + word} if _may_precede(letters, word) else set()
        found |= {bare} if bare != word and _may_precede(letters, bare) else set()
    kept = (w for w in found if len(w) >= _LEAST_BARE and stem(w) not in _NOT_TURNED)
    return frozenset({form for w in kept if w != word for form in (w, stem(w))})


def _may_precede(letters: str, word: str) -> bool:
    return not letters or word[:1] in letters


def _lacking(word: str) -> set[str]:
    """Return "harmless" for "harm" and "harmful", and the reverse."""
    root = re.sub(r"(?:fully|ful|less(?:ly|ness)?|s)$", "", word)
    if re.search(r"less(?:ly|ness)?$", word):
        return {root + ending for ending in _WITH}
    return {root + _WITHOUT, root + _WITHOUT + "ly"}
