from __future__ import annotations

import pytest

from assistant.quotes.verdict import Change
from assistant.quotes.word_changes import Wording, named
from sources.language.words import notated


def wording(text: str) -> Wording:
    """Return a text as one side of a difference inside a sentence."""
    found = notated(text)
    return Wording(tuple(t.folded for t in found), tuple(text[t.start : t.end] for t in found))


@pytest.mark.parametrize(
    ("claimed", "recorded", "change", "grave"),
    [
        ("will", "will not", Change.NEGATION, True),
        ("won't", "will", Change.NEGATION, True),
        ("never", "", Change.NEGATION, True),
        ("있다", "없다", Change.NEGATION, True),
        ("받지 않겠다", "받겠다", Change.NEGATION, True),
        ("21", "12", Change.NUMBER, True),
        ("20th", "30th", Change.NUMBER, True),
        ("million", "billion", Change.NUMBER, True),
        ("€", "$", Change.NUMBER, True),
        ("Monday", "Tuesday", Change.DATE, True),
        ("2023", "2024", Change.DATE, True),
        ("Park Sang-woo", "Park Chun-seop", Change.NAME, True),
        ("Kazakhstan", "Uzbekistan", Change.NAME, True),
        ("", "perhaps", Change.HEDGE, True),
        ("will", "may", Change.HEDGE, True),
        ("will", "would", Change.HEDGE, True),
        ("is", "was", Change.TENSE, True),
        ("signed", "signs", Change.TENSE, False),
        ("we", "they", Change.PRONOUN, True),
        ("bridge", "road", Change.CHANGED, True),
        ("the", "a", Change.CHANGED, False),
        ("very", "", Change.ADDED, False),
        ("", "more", Change.NUMBER, True),
        ("and we will sign", "", Change.ADDED, True),
        ("", "she conceded", Change.DROPPED, False),
        ("we", "", Change.PRONOUN, True),
        ("beautiful", "", Change.ADDED, True),
        ("", "beautiful", Change.DROPPED, False),
        ("don't", "do not", Change.CHANGED, False),
        ("it is", "it's", Change.CHANGED, False),
        ("two and fifty", "250", Change.NUMBER, True),
        ("4천 개가", "4000개가", Change.CHANGED, False),
        ("4천 명이", "4000개가", Change.CHANGED, True),
        ("US", "UK", Change.NAME, True),
        ("us", "them", Change.PRONOUN, True),
        ("12 million", "12 billion", Change.NUMBER, True),
        ("roads", "road", Change.CHANGED, False),
        ("north and south", "south and north", Change.REORDERED, False),
        ("man shot the police", "police shot the man", Change.REORDERED, True),
        ("better by worse", "worse by better", Change.REORDERED, True),
        ("yesterday we came", "we came yesterday", Change.REORDERED, False),
        ("£5m", "$5m", Change.NUMBER, True),
        ("£5m", "£5bn", Change.NUMBER, True),
        ("5.2 per cent", "−5.2 per cent", Change.NUMBER, True),
        ("2°C", "2°F", Change.CHANGED, True),
        ("two percent", "two percentage points", Change.NUMBER, True),
        ("9 May", "10 May", Change.DATE, True),
        ("", "former", Change.HEDGE, True),
        ("", "alleged", Change.HEDGE, True),
        ("murder", "attempted murder", Change.HEDGE, True),
        ("", "tried to", Change.HEDGE, True),
        ("he's", "we're", Change.PRONOUN, True),
        ("I'm", "they're", Change.PRONOUN, True),
        ("she'll", "she'd", Change.HEDGE, True),
        ("be", "have been", Change.TENSE, True),
        ("are", "is", Change.TENSE, False),
        ("gotta", "got to", Change.CHANGED, False),
        ("’cause", "because", Change.CHANGED, False),
    ],
)
def test_a_difference_gets_its_name(
    claimed: str, recorded: str, change: Change, grave: bool
) -> None:
    """What changes the meaning is told from what does not."""
    found = named(wording(claimed), wording(recorded))
    assert found is not None
    assert (found.change, found.grave) == (change, grave)


def test_a_number_beside_a_month_is_a_date() -> None:
    """“13 June” and “14 June” are two days."""
    found = named(wording("13"), wording("14"), ("june",))
    assert found is not None
    assert found.change is Change.DATE
