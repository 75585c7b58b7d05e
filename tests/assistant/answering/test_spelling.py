from __future__ import annotations

import pytest

from assistant.answering.spelling import corrected
from tests.timing import shortest

FREQUENCIES = {"summit": 3, "train": 5, "leader": 2, "bridg": 1, "minist": 4}
VOCABULARY = frozenset(
    "summit train trains leaders bridge minister uzbekistan kazakhstan contract form"
    " high-speed".split()
)


def read(text: str) -> str:
    """Read a text by the words above."""
    return corrected(text, FREQUENCIES, VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("when is the sumit", "when is the summit"),
        ("the brigde", "the bridge"),
        ("Uzbekstan", "uzbekistan"),
        ("the contarct", "the contract"),
        ("wich train", "wich train"),
        ("waht is it", "what is it"),
        ("minsiter and minsiter", "minister and minister"),
        ("a highspeed train", "a high-speed train"),
        ("which countrys", "which countries"),
        ("wil teh train", "will the train"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(typed: str, meant: str) -> None:
    """A letter left out, added, or two swapped; what is already understood is left alone."""
    assert read(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "trains and bridges",
        "the ministers",
        "fishing rights",
        "a contractform",
        "Jeju",
        "the Kennedys",
        "trains or keys",
        "from Samarkand",
        "in 2024",
        "a fare",
        "",
        "열차는 언제",
        "ожидание",
    ],
)
def test_what_is_no_slip_stays(text: str) -> None:
    """Words of the archive, words unlike any other, short words and other scripts, case and all."""
    assert read(text) == text


def test_a_name_is_no_slip_for_a_word_without_content() -> None:
    """Beijing is spelt nearly like being, and yet nobody who wrote it large meant that."""
    assert corrected("when did Beijing sign", {"sign": 1}, {"being"}) == "when did Beijing sign"
    assert corrected("for Uzbekstan", {}, {"uzbekistan"}) == "for uzbekistan"


def test_the_first_letter_is_taken_to_be_right() -> None:
    """Another first letter is another word."""
    assert read("rains") == "rains"


def test_a_swap_is_nearer_than_a_letter_more() -> None:
    """Of two close words, that with the same letters is meant."""
    assert corrected("from", {}, frozenset({"form", "fro"})) == "from"
    assert corrected("brdige", {}, frozenset({"bride", "bridge", "bridged"})) == "bridge"


def test_text_of_unknown_words_is_left_alone() -> None:
    """It is not misspelt but about something else, and looking up each word would take long."""
    text = " ".join(f"sumi{letter}" for letter in "abcdefghijkl")
    assert read(f"{text} sumit") == f"{text} sumit"
    assert shortest(lambda: read(f"{text} sumit")) < 0.5


def test_a_word_with_a_figure_is_a_name() -> None:
    """The name of Vill3 is not a misspelt Vill6."""
    assert corrected("the school in Vill3", {}, {"vill6"}) == "the school in Vill3"
