from __future__ import annotations

import pytest

from assistant.expected import holds
from assistant.question import Kind
from tests.timing import shortest

YES = [
    (Kind.HOW_MUCH, "The contract is worth 270 billion won."),
    (Kind.HOW_MUCH, "Shares rose 6.2 percent."),
    (Kind.HOW_MUCH, "It cost $54."),
    (Kind.HOW_MUCH, "The school paid a third itself."),
    (Kind.HOW_MUCH, "건설에는 80억 원이 들었다."),
    (Kind.HOW_MANY, "Korea will supply 42 cars."),
    (Kind.HOW_MANY, "About a dozen came."),
    (Kind.HOW_MANY, "학생 60명이 온다."),
    (Kind.WHEN, "It opens in June."),
    (Kind.WHEN, "The meeting is planned for next year."),
    (Kind.WHEN, "It was signed in 2019."),
    (Kind.WHEN, "회담은 내년에 열린다."),
    (Kind.HOW_LONG, "The flight takes seven and a half hours."),
    (Kind.HOW_LONG, "The tunnel runs for 19 km."),
    (Kind.WHO, "Transport minister Ilsa Varga opened it."),
    (Kind.WHO, "The award went to KORAIL."),
    (Kind.WHO, "Investor David G. Booth gave it."),
    (Kind.WHO, "Then Ögedei Khan came."),
    (Kind.WHO, "It was Ólafur Ingi who came."),
    (Kind.WHERE, "It will be held in Samarkand."),
    (Kind.WHICH, "They signed with Kazakhstan."),
    (Kind.WHY, "It was late because of a fly."),
    (Kind.WHY, "폭우 때문에 늦었다."),
    (Kind.DEFINITION, "The EDCF is a fund for loans."),
    (Kind.OTHER, "Anything at all."),
]
NO = [
    (Kind.HOW_MUCH, "The contract was signed by both sides."),
    (Kind.HOW_MANY, "Korea will supply train cars."),
    (Kind.HOW_MANY, "The line was opened in 2019."),
    (Kind.WHEN, "The leaders may meet soon, he said."),
    (Kind.HOW_LONG, "The flight is long."),
    (Kind.WHO, "It opened in the rain."),
    (Kind.WHO, "It will be held in New Delhi."),
    (Kind.WHERE, "It will be held outdoors."),
    (Kind.WHICH, "They signed with five neighbours."),
    (Kind.WHY, "It was late."),
    (Kind.DEFINITION, "Officials praised the EDCF."),
]


@pytest.mark.parametrize(("kind", "sentence"), YES)
def test_the_kind_of_thing_asked_for_is_seen(kind: Kind, sentence: str) -> None:
    """Each kind has its signs, in English and Korean."""
    assert holds(kind, sentence, {"edcf"})


@pytest.mark.parametrize(("kind", "sentence"), NO)
def test_a_sentence_without_it_is_told_apart(kind: Kind, sentence: str) -> None:
    """A year is no number of things, a place no person."""
    assert not holds(kind, sentence, {"edcf"})


def test_a_name_that_the_question_gave_is_no_answer() -> None:
    """Who met Ilsa Varga is not Ilsa Varga."""
    sentence = "Minister Ilsa Varga spoke."
    assert not holds(Kind.WHO, sentence, {"minist", "ilsa", "varga"})
    assert holds(Kind.WHO, sentence, {"minist"})


def test_a_year_that_the_question_gave_is_no_answer() -> None:
    """When in 2024 is not 2024."""
    assert not holds(Kind.WHEN, "It was signed in 2024.", {"2024"})
    assert holds(Kind.WHEN, "It was signed in May 2024.", {"2024"})


def test_which_of_several_wants_more_than_one() -> None:
    """One country does not answer which countries."""
    assert not holds(Kind.WHICH, "They signed with Kazakhstan.", set(), several=True)
    assert holds(Kind.WHICH, "They signed with Kazakhstan and Uzbekistan.", set(), several=True)


def test_a_dateline_is_no_answer() -> None:
    """Where and when a report was written is not what it reports."""
    sentence = "SEOUL, Nov. 5 (Saebyeol Wire) — The ferry stopped."
    assert not holds(Kind.WHERE, sentence, set())
    assert not holds(Kind.WHEN, sentence, set())


def test_a_sentence_that_begins_large_is_no_dateline() -> None:
    """A dash alone does not make one."""
    assert holds(Kind.WHERE, "KORAIL opened it in Busan — at last — and nobody came.", {"korail"})


@pytest.mark.parametrize(
    "bit", ["A", "A ", "A-", "A.", "1", "1,", "1 ", "가", "one ", "Abc ", "- ", " ", "x", "Aa of "]
)
def test_no_sentence_takes_long_to_look_at(bit: str) -> None:
    """A page without a full stop is one sentence; no pattern goes back and forth over it."""
    sentence = bit * (50_000 // len(bit))
    assert shortest(lambda: [holds(kind, sentence, {"x"}) for kind in Kind]) < 5.0
