from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.quotes.alignment import nearest, occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.differences import compared
from assistant.quotes.verdict import Change, NoteKind, Piece
from tests.assistant.records import recorded

ROADS = recorded(
    "“We will not build the road if the council refuses,” Minister Ana Reyes said. “It costs 12 "
    "million crowns, and perhaps more, in 2025.”"
)


def differing(words: str) -> list[tuple[str, str, Change | None]]:
    """Return what differs between words and the place nearest to them."""
    alignment = nearest(Claimed.of(words), ROADS)
    assert alignment is not None
    pieces, _ = compared(alignment)
    return [(p.claimed.strip(), p.recorded.strip(), p.change) for p in pieces if p.change]


def test_each_difference_is_named() -> None:
    """A dropped “not”, another number and a lost hedge are three differences."""
    assert differing("We will build the road if the council refuses") == [
        ("", "not", Change.NEGATION)
    ]
    assert differing("It costs 21 million crowns, and more, in 2025.") == [
        ("21 million crowns,", "12 million crowns,", Change.NUMBER),
        ("", "perhaps", Change.HEDGE),
    ]


def test_words_that_moved_are_reordered() -> None:
    """The same words taken out here and put in there are not two changes."""
    moved = differing("In 2025 it costs 12 million crowns, and perhaps more")
    assert {change for *_, change in moved} == {Change.REORDERED}


def test_other_words_on_both_sides_of_a_mark_are_told() -> None:
    """What was made up behind an ellipsis does not pass as a part of it."""
    found = differing("We will not build the road unless … bananas grow")
    assert [claimed for claimed, _, _ in found] == ["unless", "bananas grow"]


def test_a_mark_shows_what_it_stands_for() -> None:
    """An ellipsis is no difference; what it leaves out is shown, and told where it matters."""
    found = next(occurrences(Claimed.of("We will … build the road"), ROADS))
    pieces, notes = compared(found)
    assert all(piece.change is None for piece in pieces)
    assert [(p.claimed.strip(), p.recorded.strip()) for p in pieces] == [
        ("We will", "We will"),
        ("…", "not"),
        ("build the road", "build the road"),
    ]
    assert [note.kind for note in notes] == [NoteKind.ELLIPSIS, NoteKind.CUT]


def test_a_bracket_is_reported() -> None:
    """Words in brackets are said to be the editor's, with what they stand for."""
    found = next(occurrences(Claimed.of("[The ministry] will not build [it] if"), ROADS), None)
    assert found is not None
    _, notes = compared(found)
    assert "“[The ministry]” replaces “We”." in [n.text for n in notes]
    assert "“[it]” replaces “the road”." in [note.text for note in notes]


def test_a_bracket_may_not_change_what_is_said() -> None:
    """Another number, or a “never”, is a difference in brackets too; naming who is meant is not."""

    def changes(words: str) -> list[Change | None]:
        pieces, _ = compared(next(occurrences(Claimed.of(words), ROADS)))
        return [piece.change for piece in pieces if piece.change]

    assert changes("It costs [21] million crowns") == [Change.NUMBER]
    assert changes("It costs 21 million [crowns]") == [Change.NUMBER]
    assert changes("It costs 12 million [euros]") == [Change.NUMBER]
    assert changes("It costs [12] million crowns") == []
    assert changes("It costs 12 million [crowns]") == []
    assert changes("We will not [never] build the road") == [Change.NEGATION]
    assert changes("We will not build [the bridge] if") == [Change.CHANGED]
    assert changes("[Parliament] refuses") == [Change.NAME]
    assert changes("[The ministry] will not build [it] if") == []


WORDS = ROADS.article.text.split()


@given(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(["…", "[so]", "other", "[W]e", "“"])),
        min_size=1,
        max_size=30,
    )
)
def test_pieces_hold_the_whole_claim(words: list[str]) -> None:
    """The claimed parts are the claim, the recorded parts stand where their spans say."""
    claimed = Claimed.of(" ".join(words))
    alignments = [*occurrences(claimed, ROADS)]
    near = nearest(claimed, ROADS) if claimed.words else None
    for alignment in [*alignments, *([near] if near else [])]:
        pieces, _ = compared(alignment)
        assert "".join(piece.claimed for piece in pieces) == claimed.text
        assert all(_is_recorded(piece) for piece in pieces)


def _is_recorded(piece: Piece) -> bool:
    return piece.recorded == ("" if piece.span is None else ROADS.article.words(piece.span))
