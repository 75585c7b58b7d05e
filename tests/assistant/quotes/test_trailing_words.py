from __future__ import annotations

import pytest

from assistant.quotes.omitted_context import is_turned


@pytest.mark.parametrize(
    ("kept", "rest"),
    [
        ("immigrants commit more crime than natives", " in one district of Vienna,"),
        ("immigrants commit more crime than natives", ", at least on paper,"),
        ("immigrants commit crime", " is what they want you to believe"),
        ("immigrants commit crime", " is ridiculous"),
        ("we are lost", ", my father used to say,"),
        ("we will go", " to the islands next year if the council agrees"),
        ("we will not raise taxes", " in 2024"),
        ("we could go", " but we will not"),
        ("the doctor says a week", ", I say four days"),
        ("we will pay", " or we will go to jail"),
        ("this is the best school", " in the north"),
        ("taxes rose", ", which is a lie"),
        ("we will win", ", I hope"),
        ("it is safe", " — or so they claim"),
        ("we don't torture people", " any more"),
    ],
)
def test_words_that_take_a_clause_back_or_restrict_it_are_found(kept: str, rest: str) -> None:
    """Without them the clause says more than its speaker did."""
    assert is_turned(rest, kept.split())


@pytest.mark.parametrize(
    ("kept", "rest"),
    [
        ("we built it", "."),
        ("we built 12 kilometres of road", " in two winters"),
        ("we built it", ", and we will not stop there"),
        ("we went", " because it matters"),
        ("we won", ", which is good"),
        ("we met him", " on Monday"),
        ("he left", " and he would never go"),
        ("it should pay for the heating", ", and that the rest of us should be made to beg"),
    ],
)
def test_words_that_only_go_on_are_none(kept: str, rest: str) -> None:
    """A clause that stays true without them may stand alone."""
    assert not is_turned(rest, kept.split())
