from __future__ import annotations

import pytest

from assistant.answering.evidence import Coverage, Frequencies, Topic
from assistant.question import parts
from tests.assistant.articles import article, sentence

NEWS = article(
    "Korea will supply 42 cars. The first will come in June.",
    "The line is long.",
    headline="Trains for Uzbekistan",
)


def covered(question: str, beginning: str) -> Coverage:
    """Return how far a sentence of the news covers a question."""
    (part,) = parts(question)
    return Topic.of(part, Frequencies(20, {})).coverage(sentence(NEWS, beginning))


def test_words_in_the_sentence_count_more_than_words_near_it() -> None:
    """A term of the sentence counts whole, of its neighbour or headline less, else nothing."""
    words = ("supply", "june", "trains", "herons")
    found = [covered(f"What about {word}?", "Korea") for word in words]
    near = [each.near for each in found]
    assert near == sorted(set(near), reverse=True)
    assert (near[0], near[-1]) == (1.0, 0.0)
    assert [each.exact for each in found] == [1.0, 0.0, 0.0, 0.0]


def test_the_other_part_of_a_question_counts_less() -> None:
    """It only tells what an "it" stands for."""
    bridge, _ = parts("Who built the bridge, and when will Korea supply cars?")
    weights = Topic.of(bridge, Frequencies(20, {})).terms
    assert 0 < weights["korea"] < weights["bridg"]


def test_a_question_about_nothing_covers_nothing() -> None:
    """There is nothing to divide by."""
    assert covered("?", "Korea") == Coverage(0.0, 0.0)


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    """And one that is nowhere weighs like one that is rare."""
    frequencies = Frequencies(100, {"the": 100, "train": 20, "heron": 1})
    weights = [frequencies.weight(term) for term in ("the", "train", "heron", "absent")]
    assert weights[0] < weights[1] < weights[2] == weights[3]
    assert weights[0] > 0


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("How many cars will Korea supply?", 0.0),
        ("How many cars will Korea supply in March 2024?", 0.0),
        ("How many cars will Mongolia supply?", 1.0),
        ("How many cars will Korea supply to Mongolia?", 0.5),
        ("Will the Koreans supply 42 cars?", 0.0),
        ("Will Korea supply 36 cars?", 0.5),
        ("what is it", 0.0),
    ],
)
def test_names_that_an_article_lacks_are_counted(question: str, share: float) -> None:
    """Names that begin alike meet; a month and a year are no names."""
    (part,) = parts(question)
    assert Topic.of(part, Frequencies(20, {})).absent(NEWS) == share
