from __future__ import annotations

from assistant.alignment import nearest, occurrences
from assistant.claimed import Claimed
from tests.assistant.records import recorded

ROADS = recorded(
    "“We will build the road to the north,” Minister Ana Reyes said, “and we will not stop there.”",
    "The council voted on Monday. We will build, she repeated later.",
)


def found(words: str) -> list[str]:
    """Return the words of the record at each place that has the claim."""
    text = ROADS.article.text
    return [
        text[ROADS.tokens[a.first].start : ROADS.tokens[a.last].end]
        for a in occurrences(Claimed.of(words), ROADS)
    ]


def test_every_place_is_found() -> None:
    """Words that stand twice are found twice, whatever marks and spaces there are."""
    assert found("WE  will\nbuild") == ["We will build", "We will build"]


def test_an_interrupted_quotation_is_found_whole() -> None:
    """Words of one speech are found though the attribution stands between them."""
    assert found("the road to the north and we will not stop") == [
        "the road to the north,” Minister Ana Reyes said, “and we will not stop"
    ]


def test_an_ellipsis_may_leave_words_out() -> None:
    """What an ellipsis stands for is left out, and only there."""
    assert len(found("We will build … and we will not stop")) == 1
    assert found("We will build and we will not stop") == []


def test_a_bracket_may_stand_for_words() -> None:
    """Words in brackets stand for others, or for none."""
    assert len(found("We will build [a motorway] to the north")) == 1
    assert len(found("We will build the road [on land] to the north")) == 1
    assert found("We will build [a motorway] to the south") == []


def test_the_nearest_place_is_laid_word_by_word() -> None:
    """A changed word is a step of its own between equal ones."""
    alignment = nearest(Claimed.of("We will build the bridge to the north"), ROADS)
    assert alignment is not None
    assert [(s.start, s.end, s.equal) for s in alignment.steps] == [
        (0, 4, True),
        (4, 5, False),
        (5, 8, True),
    ]
    assert alignment.matched == 7
    assert not alignment.exact


def test_nothing_in_common_is_no_alignment() -> None:
    """Where not one word is the same there is nothing to show."""
    assert nearest(Claimed.of("Quite different matters altogether"), ROADS) is None
