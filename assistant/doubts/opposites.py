"""Opposites: words that turn a statement round where one of them stands for the other."""

from __future__ import annotations

from functools import lru_cache

from assistant.doubts.reading import stem

_PAIRS = """
rise/fall rose/fell increase/decrease increased/decreased gain/loss gain/lose grow/shrink
climb/drop raise/cut raised/lowered higher/lower more/less most/least above/below before/after
win/lose won/lost victory/defeat beat/lost open/close opened/closed begin/end began/ended
start/stop started/finished accept/reject accepted/rejected approve/reject approved/rejected
support/oppose supported/opposed allow/ban allowed/banned permit/forbid agree/disagree buy/sell
bought/sold import/export arrive/depart hire/fire include/exclude included/excluded
guilty/innocent convicted/acquitted success/failure succeed/fail possible/impossible
legal/illegal able/unable likely/unlikely safe/unsafe fair/unfair known/unknown true/false
right/wrong public/private early/late earlier/later old/new older/younger first/last
north/south east/west northern/southern eastern/western present/absent strengthen/weaken
stronger/weaker cheaper/dearer expensive/cheap best/worst better/worse up/down
widen/narrow expand/reduce expanded/reduced join/leave joined/left enter/exit
confirm/deny confirmed/denied admit/deny admitted/denied praise/criticise praised/criticised
praised/criticized ally/enemy always/never majority/minority male/female man/woman men/women
boy/girl husband/wife father/mother son/daughter brother/sister
upheld/overturned surplus/deficit lend/borrow lent/borrowed push/pull inside/outside
full/empty full/partial alive/dead married/divorced appointed/dismissed free/paid
similar/different larger/smaller largest/smallest highest/lowest upper/lower strongest/weakest
oldest/youngest longest/shortest domestic/foreign internal/external major/minor
positive/negative maximum/minimum create/destroy created/destroyed
optimistic/pessimistic temporary/permanent voluntary/mandatory optional/mandatory
""".split()
_PREFIXES = ("un", "dis", "non")


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS:
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
    """Return words, and stems, that say the opposite of a word."""
    listed = _opposites().get(folded, frozenset()) | _opposites().get(stemmed, frozenset())
    prefixed = {prefix + word for prefix in _PREFIXES for word in (folded, stemmed)}
    bare = {
        word.removeprefix(prefix)
        for prefix in _PREFIXES
        for word in (folded, stemmed)
        if word.startswith(prefix) and len(word) - len(prefix) >= 4
    }
    return listed | (prefixed if len(folded) >= 4 else set()) | bare
