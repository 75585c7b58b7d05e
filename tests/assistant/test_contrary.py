from __future__ import annotations

import pytest

from assistant.contrary import contrary
from assistant.question import content_terms


def against(question: str, sentence: str) -> str | None:
    """Say what speaks against a sentence as an answer."""
    return contrary(question, content_terms(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Why did the talks succeed?", "The talks failed over the price of gas.", "fail"),
        ("Who won the ferry contract?", "Namdo Lines lost the ferry contract.", "lost"),
        ("Which villages use unsafe wells?", "Six villages use safe wells.", "safe"),
        ("Which union went on strike?", "An ion went through the glass.", None),
        ("Where is unsigned mail kept?", "Signed mail is kept in the cellar.", "sign"),
    ],
)
def test_an_opposite_in_place_of_what_is_asked(
    question: str, sentence: str, found: str | None
) -> None:
    """The words of question and sentence are nearly the same, what they say is not."""
    assert against(question, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "speaks_against"),
    [
        ("The southern border was closed in May.", True),
        ("The northern border was closed in May, the southern border in June.", False),
        ("The border was closed in May by southern troops.", False),
    ],
)
def test_opposite_qualities_are_of_the_same_thing(sentence: str, speaks_against: bool) -> None:
    """Another border has an answer of its own; what is said of troops says nothing of borders."""
    found = against("When was the northern border closed?", sentence)
    assert (found is not None) is speaks_against


def test_the_second_of_several_is_not_the_first() -> None:
    """Ordinals tell things of one kind apart."""
    assert against("Where was the second bridge built?", "The first bridge was built at Asan.")
    assert (
        against("Where was the first bridge built?", "The first bridge was built at Asan.") is None
    )


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Which mills do not close?", "The mills close at the end of March.", "not"),
        ("Which mills do not close?", "The mill in Asan will not close.", None),
        ("Which mills close?", "The mills at the river will not close.", "not"),
        ("Which mills close?", "The mills that close have not been named.", None),
        ("Which mills close?", "Not only will mills close, shops will.", None),
        ("Which mills close?", "No. 3 and No. 5 of the mills close.", None),
    ],
)
def test_a_negation_in_one_of_the_two(question: str, sentence: str, found: str | None) -> None:
    """It stands at what is asked; elsewhere in a sentence it says nothing against it."""
    assert against(question, sentence) == found


def test_that_something_is_not_told_is_an_answer() -> None:
    """Readers learn that the amount is not known."""
    sentence = "The ministry did not disclose the price of the ferry."
    assert against("What was the price of the ferry?", sentence) is None


def test_whether_something_is_so_is_answered_by_a_denial() -> None:
    """A question that begins with its verb asks for yes or no."""
    assert against("Will the mills close?", "The mills will not close.") is None
    assert against("did the talks succeed", "The talks failed.") is None


@pytest.mark.parametrize("question", ["", "?", "not", "누가 왔나?"])
def test_anything_can_be_asked(question: str) -> None:
    """Without words, with nothing but a negation, in Korean."""
    assert against(question, "A sentence with words.") in (None, "not")
