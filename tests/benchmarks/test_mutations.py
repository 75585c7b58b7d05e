from __future__ import annotations

from tests.benchmarks.mutations import Kind, Quoted, mutations

ROAD = Quoted(
    "a",
    "We will build 12 bridges in Norland, and perhaps we could not pay for all of them this year.",
    "Ilsa Varga",
)
SEA = Quoted("a", "The sea was never my enemy, and it is not going to be one next winter.", "Varga")
FARM = Quoted(
    "b", "Nobody has asked the people of the islands about any of this, as far as I know."
)
ABSENT = Quoted("c", "The bananas of the north are the best that were ever sold in the market.")


def test_each_change_is_made_once() -> None:
    """A quotation that allows every change gets every change, and none twice."""
    made = [m for m in mutations([ROAD, SEA, FARM], [ABSENT], seed=1) if m.source == ROAD]
    assert sorted(m.kind for m in made) == sorted(set(Kind) - {Kind.INVENTED})


def test_a_change_changes_the_words() -> None:
    """Only what is exact, invented or given to somebody else keeps its words."""
    others = {Kind.SPEAKER, Kind.BEARER}
    kept = {Kind.EXACT, Kind.INVENTED, *others}
    for mutation in mutations([ROAD, SEA, FARM], [ABSENT], seed=1):
        assert (mutation.words == mutation.source.words) == (mutation.kind in kept), mutation
        assert (mutation.speaker == mutation.source.speaker) == (mutation.kind not in others)


def test_the_seed_decides() -> None:
    """The same seed makes the same changes, another one others."""
    assert mutations([ROAD, SEA], [], 1) == mutations([ROAD, SEA], [], 1)
    assert mutations([ROAD, SEA], [], 1) != mutations([ROAD, SEA], [], 2)


def test_a_negation_is_flipped_either_way() -> None:
    """A “not” goes where there is one, and comes where there is none."""
    words = {m.source: m.words for m in mutations([ROAD, FARM], [], 1) if m.kind is Kind.NEGATION}
    assert "could pay" in words[ROAD]
    assert "has not asked" in words[FARM]
