from __future__ import annotations

import pytest

from tests.sources.quoting import found_in

INTERVIEW = (
    "Five questions for Mina Castellan",
    "The glass maker on furnaces, and why she never sells to hotels",
    "You began at fourteen. Was that too early?",
    "No, not at all. I had watched my aunt for years.",
    "You once wrote that glass forgets nothing.",
    "I stand by it. My teacher, Pavel Dvorak, used to tell me, “Heat is a kind of memory.”",
    "What does a hotel want from you?",
    "Four hundred lamps by May. Nobody can make four hundred lamps by May.",
    "People look at the lamp, not at me.",
    "Will your daughter go on with it?",
    "I hope that she finds something cooler.",
    "Mina Castellan was speaking to Jonas Weld. The interview has been shortened.",
)


def answered(*paragraphs: str) -> list[str]:
    """Return the words that Mina Castellan says."""
    return [one.words for one in found_in(*paragraphs) if one.name == "Mina Castellan"]


def test_the_answers_are_those_of_the_one_who_is_introduced() -> None:
    """They have no quotation marks; questions, and the outlet's last line, are nobody's."""
    assert answered(*INTERVIEW) == [
        INTERVIEW[3],
        INTERVIEW[5],
        INTERVIEW[7],
        INTERVIEW[8],
        INTERVIEW[10],
    ]


def test_the_headline_may_be_all_that_names_the_speaker() -> None:
    """It is read where the text below does not introduce anybody."""
    found = found_in(*INTERVIEW[1:-1], headline=INTERVIEW[0])
    assert sum(one.name == "Mina Castellan" for one in found) == 5


def test_what_an_answer_quotes_is_whose_it_says() -> None:
    """The teacher's sentence is his."""
    (inner,) = (one for one in found_in(*INTERVIEW) if one.words.startswith("Heat"))
    assert inner.name == "Pavel Dvorak"


@pytest.mark.parametrize(
    "paragraphs",
    [
        # Advice: the questions have the "I", and the answers a "you".
        (
            "Your questions, by Mina Castellan of the tax office",
            "Can I claim for a shed?",
            "You can claim for it if you work there.",
            "What do you need from me?",
            "Send the bill of the shed.",
            "When will you pay?",
            "It takes a month.",
        ),
        # An outlet that writes of her.
        (
            "What Mina Castellan wants",
            "Do you know who she is?",
            "Castellan makes lamps. We met her in May.",
            "Will you be able to buy one?",
            "Castellan sells to nobody, we hear.",
            "And what should you do now?",
            "Castellan says that our readers can write to her.",
        ),
        # Two are introduced: nobody can tell who answers.
        ("A talk with Mina Castellan and Jonas Weld", *INTERVIEW[1:-1]),
        INTERVIEW[:5],
    ],
)
def test_other_texts_with_questions_are_no_interviews(paragraphs: tuple[str, ...]) -> None:
    """Advice, stories that ask their readers, two who answer, and a single question."""
    assert answered(*paragraphs) == []
