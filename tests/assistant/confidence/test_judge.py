from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.confidence.combiner import Combiner
from assistant.confidence.judge import Judge
from assistant.confidence.signals import NAMES, bounded_score, log_odds
from assistant.evidence import Evidence
from assistant.reading.reader import (
    Bearing,
    MissingWord,
    Passage,
    PassageReading,
    SentenceReading,
    ShortAnswer,
)
from tests.assistant.articles import article, evidence, sentence

NEWS = article("The bridge is long. It cost 40 million dollars. It rained on Monday.")


class WordReader:
    """A reader that takes a sentence with a word for the answer."""

    model_id = "words"

    def __init__(self, word: str) -> None:
        self._word = word
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Read."""
        self.asked.append(question)
        return [
            PassageReading(tuple(self._read(p, *s) for s in p.sentences), 0.5) for p in passages
        ]

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Nobody asks."""
        raise NotImplementedError

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Nobody asks."""
        raise NotImplementedError

    def _read(self, passage: Passage, start: int, end: int) -> SentenceReading:
        found = self._word in passage.text[start:end]
        words = ShortAnswer(start, end, 3.0) if found else None
        return SentenceReading(0.9 if found else 0.1, words)


def judge(word: str) -> tuple[Judge, WordReader]:
    """Return a judge that goes by the reader alone."""
    weights = np.array([float(name == "answers") for name in NAMES])
    reader = WordReader(word)
    return Judge(reader, Combiner(weights, 0.0)), reader


def weighed() -> list[Evidence]:
    """Return evidence in the order of the article."""
    return [evidence(sentence(NEWS, start)) for start in ("The bridge", "It cost", "It rained")]


def test_what_the_reader_takes_for_the_answer_comes_first() -> None:
    """With how likely it is."""
    judged = judge("million")[0].judged("What did it cost?", weighed())
    assert [e.sentence.text[:7] for e in judged] == ["It cost", "The bri", "It rain"]
    assert [e.confidence for e in judged] == pytest.approx([0.9, 0.1, 0.1])
    assert [e.sufficient for e in judged] == [True, False, False]
    assert "too unlikely" in judged[1].refusal


def test_korean_is_not_read() -> None:
    """The reader gives high probabilities to nonsense there."""
    judging, reader = judge("million")
    asked = weighed()
    assert judging.judged("다리는 얼마인가?", asked) == tuple(asked)
    assert reader.asked == []


def test_signals_are_bounded() -> None:
    """So that no one of them outweighs all others."""
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0)) == pytest.approx(-9.21, abs=0.01)
    assert bounded_score(-1e9) == -10
