from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.ledger.doubts.news_synonyms import apart, stands, substitutes
from assistant.ledger.doubts.unsupported_words import of_nothing, strays
from sources.language.analysis import analysed
from sources.language.stems import stem

RECORD = "The city ordered 42 cars from a maker in Changwon, and the mayor signed the contract."


def _unlike(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Find no two words alike."""
    return np.zeros((len(some), len(others)), dtype=np.float32)


def _same(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Find all words alike."""
    return np.ones((len(some), len(others)), dtype=np.float32)


def _told(sentence: str, *evidence: str, around: Sequence[str] = ()) -> list[str]:
    readings = [analysed(each) for each in evidence or (RECORD,)]
    near = [analysed(each) for each in around]
    return [w.written for w in strays(analysed(sentence), readings, near, _unlike)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The city ordered 42 defective cars.", ["defective"]),
        ("The city secretly ordered 42 cars.", ["secretly"]),
        ("The city ordered 42 cars by bribery.", ["bribery"]),
        ("The city cancelled 42 cars.", ["cancelled"]),
        ("The mayor burned the contract.", ["burned"]),
        ("Only the mayor signed the contract.", ["Only"]),
        ("The first cars came from a maker in Changwon.", ["first"]),
    ],
)
def test_words_of_their_own_are_told(sentence: str, words: list[str]) -> None:
    """What is put in, or in the place of another word, is told by its own words."""
    assert _told(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "The city bought 42 cars from a manufacturer in Changwon.",
        "However, the mayor announced that the contract was signed.",
        "According to the mayor, the city first ordered cars.",
        "The contracts of the mayor and the cities.",
        "The maker in Changwon used to sign contracts.",
        "The deal about the 42 cars has already been signed.",
    ],
)
def test_other_words_for_the_same_are_not(sentence: str) -> None:
    """Forms of a word, words that stand for it and words that say nothing are no claims."""
    assert _told(sentence) == []


def test_what_stands_around_the_words_is_known() -> None:
    """A headline or paragraph tells which cars are meant."""
    assert _told("The city ordered 42 railway cars.") == ["railway"]
    assert _told("The city ordered 42 railway cars.", RECORD, around=["Railway orders"]) == []


def test_one_word_bears_out_one_other() -> None:
    """A word of the record that a sentence leaves out stands for one of its words, not for two."""
    record = [analysed("The mayor praised the cars.")]
    one, two = analysed("The mayor lauded the cars."), analysed("The mayor lauded shiny cars.")
    assert strays(one, record, [], _same) == ()
    assert len(strays(two, record, [], _same)) == 1


def test_a_word_of_a_phrase_stands_for_a_word() -> None:
    """“Took” says something of its own, and in “took on workers” it does not."""
    assert _told("The city took on workers.", "The city hired workers.") == []
    assert _told("The city took cars.") == ["took"]


def test_a_clause_that_has_nothing_of_the_record() -> None:
    """It is told as a whole; one that has a word of it is not."""
    records = [analysed(RECORD)]
    for clause, told in ((", and its treasurer is a thief", 1), (", and the mayor is a thief", 0)):
        sentence = analysed(f"The city ordered 42 cars{clause}.")
        found = strays(sentence, records, [], _unlike)
        assert found
        assert len(list(of_nothing(sentence, found))) == told


@given(st.data())
@settings(max_examples=100)
def test_what_is_left_of_a_sentence_has_no_strays(data: st.DataObject) -> None:
    """Whatever is left out of a sentence, the rest stands in it."""
    words = RECORD.split()
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    left = " ".join(word for word, keep in zip(words, kept, strict=True) if keep)
    assert _told(left) == []


@given(
    st.integers(1, len(RECORD.split()) - 1), st.sampled_from("rusty stolen gladly bribe".split())
)
def test_a_word_is_told_wherever_it_is_put(place: int, word: str) -> None:
    """A word that the record lacks is told at any place of the sentence."""
    words = RECORD.split()
    assert _told(" ".join([*words[:place], word, *words[place:]])) == [word]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ordered", "received"), ("cancelled", "ordered"), ("opened", "closed"), ("legal", "illegal")],
)
def test_what_is_asked_for_is_not_what_is_got(one: str, other: str) -> None:
    """Opposites, and a plan and what comes of it, never stand for one another."""
    assert apart(one, stem(one), other, stem(other))
    assert apart(other, stem(other), one, stem(one))


def test_likeness_does_not_bear_out_what_is_apart() -> None:
    """However alike the vectors are, a car that was ordered has not been received."""
    record = [analysed("The city ordered cars.")]
    assert strays(analysed("The city received cars."), record, [], _same)


def test_several_words_stand_for_one() -> None:
    """They have to stand close to each other, in their order."""
    assert any(
        stands(phrase, analysed("They turned the offer down."))
        for phrase in substitutes(stem("rejected"))
    )
    assert not stands((stem("turned"), stem("down")), analysed("Down the road it turned."))
