"""Whom "he", "she" and "the minister" stand for, where several are near."""

from __future__ import annotations

import pytest

from tests.sources.quoting import found_in

WORDS = "The bridge is ours to keep."


@pytest.mark.parametrize(
    ("before", "speaker", "name"),
    [
        # The subject of the last sentence, not only of the first one.
        (
            "The prime minister, Hester Quayle, came late. The leader of the opposition, Duncan "
            "Abara, came on time.",
            "he",
            "Duncan Abara",
        ),
        # A role stands before the name, and a comma between them.
        ("The health minister, Rosa Achter, spoke in Hull.", "the minister", "Rosa Achter"),
        # Somebody else's role, and a relation of somebody else, tell nothing of the one named.
        ("Gwenda Ambler, the chairman's sister-in-law, runs the inn.", "she", "Gwenda Ambler"),
        ("Muriel Isby, whose father was its keeper, draws her curtains.", "she", "Muriel Isby"),
        (
            "The chancellor, Rupert Lind, sat. Shadow chancellor Emeka Boyle stood.",
            "the chancellor",
            "Rupert Lind",
        ),
        # Places and streets.
        ("The lamp at Skaw Ness is out. Muriel Isby was there at Skaw Ness.", "she", "Muriel Isby"),
        ("Roxy Font has lost a ring. The Mill Lane actress wept.", "she", "Roxy Font"),
        # A title parts a couple.
        ("Dino and Carol Fusco own it. Carol Fusco cooks. Mr Fusco washes up.", "he", "Fusco"),
        # What "he" was taken to mean says less than a title.
        (
            "Thierry Lavin, a chef, threw it. Bryony Keough wrote of him.\n\nHe left. Ms Keough "
            "stayed.",
            "she",
            "Bryony Keough",
        ),
        # Given names alone.
        ("Dr Solveig Haugen was there. His wife, Berit, does the talking.", "she", "Berit"),
        ("Tom Hall was there. Lars, a tester, thinks so.", "he", "Lars"),
    ],
)
def test_who_is_meant(before: str, speaker: str, name: str) -> None:
    """Titles, roles and the subjects of the sentences before tell."""
    (found,) = found_in(before, f"“{WORDS}” {speaker} said.")
    assert found.name == name


def test_his_words_are_those_of_the_one_before() -> None:
    """A colon behind "his closing line" introduces them."""
    (found,) = found_in(f"The chancellor, Rupert Lind, sits down. His closing line: “{WORDS}”")
    assert found.name == "Rupert Lind"


@pytest.mark.parametrize("verb", ["fumed", "laughed", "murmured", "sighed"])
def test_tabloids_say_it_otherwise(verb: str) -> None:
    """Their verbs are cues beside a quotation."""
    (found,) = found_in(f"“{WORDS}” {verb} Lena Okafor.")
    assert found.name == "Lena Okafor"


def test_whoever_only_owns_something_is_not_who_a_sentence_is_about() -> None:
    """Her predecessor is."""
    paragraphs = "Beatrix Omondi sold it.", "Omondi's predecessor, Hugh Tarrant, bought it in May."
    (found,) = found_in(*paragraphs, f"“{WORDS}” he said.")
    assert found.name == "Hugh Tarrant"
