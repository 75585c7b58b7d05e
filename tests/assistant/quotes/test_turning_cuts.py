from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.objections import CONTRADICTED, NO_READER, Turning
from assistant.quotes.places import Spot
from assistant.reading.reader import Bearing, MissingWord, Passage, PassageReading
from tests.assistant.records import recorded


@dataclass
class FakeReader:
    """Says how likely evidence contradicts a claim, and records what it was asked."""

    contradicted: float
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    model_id: str = "fake"

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Return the same of all evidence."""
        self.asked.append((claim, tuple(evidences)))
        return [Bearing(1 - self.contradicted, 0, self.contradicted) for _ in evidences]

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Never asked."""
        raise AssertionError(f"{question} of {passages}")

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Never asked."""
        raise AssertionError(f"{question} after {history}")


def spot(words: str, *paragraphs: str) -> Spot:
    """Return the place of words in an article."""
    return Spot(next(iter(occurrences(Claimed.of(words), recorded(*paragraphs)))))


SAID = "“We moved the ferry to the north, as it happens,” Ann Lee said."
SENTENCE = "We moved the ferry to the north, as it happens,"


def test_a_passage_that_contradicts_the_words_is_left_out_of_them() -> None:
    """The reader gets the words and their sentence, and its probability decides."""
    reader = FakeReader(CONTRADICTED)
    cut = spot("We moved the ferry", SAID)
    assert Turning(reader).left_out(cut) == (SENTENCE,)
    assert reader.asked == [("We moved the ferry", (SENTENCE,))]
    assert Turning(FakeReader(CONTRADICTED - 0.01)).left_out(cut) == ()


def test_without_a_reader_the_rules_decide_alone() -> None:
    """Nothing is asked, and nothing found."""
    assert NO_READER.left_out(spot("We moved the ferry", SAID)) == ()


def test_a_reader_is_asked_about_english_quotations_alone() -> None:
    """It gives nonsense of Korean, and the outlet's own words are nobody's cut."""
    reader = FakeReader(1.0)
    korean = spot("아이들이 매일 찾아오는", "관장은 “아이들이 매일 찾아오는 도서관”이라고 했다.")
    unquoted = spot("The ferry was moved", "The ferry was moved to the north.")
    assert Turning(reader).left_out(korean) == Turning(reader).left_out(unquoted) == ()
    assert reader.asked == []
