from __future__ import annotations

import pytest

from assistant.evaluation.making.asking import counting, is_topic


def asked(sentence: str, number: str, counted: str) -> str | None:
    """Return how a person asks for a number of a sentence."""
    start = sentence.index(f"{number} {counted}")
    return counting(sentence, start, start + len(f"{number} {counted}"), counted)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Gull Island bought 42 buses.", "How many buses did Gull Island buy?"),
        ("The Port Gazette employs 42 buses.", "How many buses does the Port Gazette employ?"),
        (
            "LISBON — Gull Island has ordered about 42 buses.",
            "How many buses has Gull Island ordered?",
        ),
        (
            "In May, the council of Gull Island sold 42 buses.",
            "How many buses did the council of Gull Island sell?",
        ),
        ("Some 42 buses were sent to Gull Island.", "How many buses were sent to Gull Island?"),
        ("42 buses have been built in Porto by hand.", "How many buses have been built in Porto?"),
    ],
)
def test_a_number_is_asked_for_by_who_did_what(sentence: str, question: str) -> None:
    """The question has the verb and the name of the sentence."""
    assert asked(sentence, "42", "buses") == question


@pytest.mark.parametrize(
    "sentence",
    [
        "He bought 42 buses.",
        "The council bought 42 buses.",
        "Gull Island pays for 42 buses.",
        "Gull Island dreams 42 buses.",
        "There are 42 buses in Gull Island.",
        "Some 42 buses were sent to the island.",
    ],
)
def test_nobody_asks_without_a_name_and_a_deed(sentence: str) -> None:
    """Such a question would be about anything, or would not be English."""
    assert asked(sentence, "42", "buses") is None


WORDS = "We had the right document and the harbour plan, and Gull Island knew."
ARTICLE = f"The harbour will close. Everybody on Gull Island heard it. “{WORDS}” she said."


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("the harbour plan", True),
        ("Gull Island", True),
        ("the right document", False),
        ("the secret document", False),
        ("the harbour", False),
    ],
)
def test_a_topic_is_what_the_article_is_about(topic: str, expected: bool) -> None:
    """It is told of outside the quotation, too, and is more than a noun or a judgement."""
    assert is_topic(topic, WORDS, ARTICLE) is expected
