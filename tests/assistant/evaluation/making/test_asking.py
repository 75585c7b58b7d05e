from __future__ import annotations

import pytest

from assistant.evaluation.making.asking import about_numbers, about_words
from assistant.evaluation.making.material import Source
from sources.quotations.finding import quotations
from tests.assistant.articles import article
from tests.timing import shortest


def source(*paragraphs: str) -> Source:
    """Read an article as an archive would."""
    made = article(*paragraphs)
    return Source(made, quotations(made))


def test_speaker_is_asked_about_what_was_said() -> None:
    """A question names the speaker beside the words and a thing that the words hold."""
    words = "We will not pay for the old lighthouse keeper, whatever they offer."
    story = "The lighthouse of Gull Island is for sale."
    (asked,) = about_words(source(story, f"“{words}” said Ana Reyes."))
    assert asked.text == "What did Ana Reyes say about the old lighthouse keeper?"
    assert (asked.quote, asked.kind) == (words, "quote")
    assert asked.about == {"old", "lighthouse", "keeper", "reyes"}


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We will not pay for the old lighthouse keeper, whatever they offer,” he said.",
        "“We will not,” Ana Reyes said, “pay for the old lighthouse keeper at any price.”",
        "Ana Reyes spoke of “the old lighthouse keeper”.",
        "Ana Reyes said that they will not pay for the old lighthouse keeper.",
    ],
)
def test_only_whole_quotations_with_a_name_are_asked_about(paragraph: str) -> None:
    """A pronoun, an interruption, some words and reported speech give no question."""
    assert list(about_words(source(paragraph))) == []


def test_counted_things_are_asked_about() -> None:
    """A sentence that says how many somebody bought answers how many they did buy."""
    sentence = "The council of Gull Island ordered 42 electric buses in March."
    (asked,) = about_numbers(source(sentence))
    assert asked.text == "How many electric buses did the council of Gull Island order?"
    assert (asked.quote, asked.answer) == (sentence, ("42",))
    assert asked.about == {"electric", "buses", "council", "gull", "island"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The council of Gull Island met in 2024 elections.",
        "The council of Gull Island paid 42 dollars.",
        "The council of Gull Island sold 20 million tickets.",
        "The council ordered 42 electric buses.",
        "The council of Gull Island waited 42 days.",
        "The customers of Gull Island pay in 42 instalments.",
    ],
)
def test_years_money_and_nameless_sentences_are_not(sentence: str) -> None:
    """What is no count of things, or could be anywhere, is not asked about."""
    assert list(about_numbers(source(sentence))) == []


@pytest.mark.parametrize("piece", ["1 ", "1 a ", "two aa-a ", "1 a-a a-a "])
def test_long_sentences_take_time_in_proportion(piece: str) -> None:
    """Four times the words take about four times as long, not sixteen."""
    short, long = (source(piece * count + "at Gull Island") for count in (500, 2_000))
    few = shortest(lambda: list(about_numbers(short)))
    assert shortest(lambda: list(about_numbers(long))) < 10 * few + 0.05
