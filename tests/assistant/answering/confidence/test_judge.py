from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.answering.confidence import (
    NAMES,
    Combiner,
    Form,
    Judge,
    Signals,
    Weighing,
    shipped_combiner,
)
from assistant.answering.evidence import Evidence, Frequencies, Topic
from assistant.question import parts
from assistant.reading.reader import (
    Bearing,
    MissingWord,
    Passage,
    PassageReading,
    SentenceReading,
    ShortAnswer,
)
from tests.assistant.articles import article, sentence

NEWS = article("The bridge is long. It cost 40 million dollars. It rained on Monday.")


class WordReader:
    """A reader that takes a sentence with a word for the answer."""

    model_id = "words"

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Read."""
        del question
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
        place = passage.text.find(self._word)
        words = ShortAnswer(place, place + len(self._word), 3.0) if found else None
        return SentenceReading(0.9 if found else 0.1, words)


def judge(word: str, caution: float = 0.6) -> Judge:
    """Return a judge that goes by the reader alone."""
    weights = np.array([float(name == "answers") for name in NAMES])
    even = np.array([0.0, 1.0])
    return Judge(
        WordReader(word), Combiner(dict.fromkeys(Form, Weighing(weights, 0.0)), even, even), caution
    )


def judged(judging: Judge) -> tuple[Evidence, ...]:
    """Judge the sentences of the news."""
    (part,) = parts("What did it cost?")
    sentences = [sentence(NEWS, start) for start in ("The bridge", "It cost", "It rained")]
    return judging.judged(part, sentences, Topic.of(part, Frequencies(9, {})))


def test_what_the_reader_takes_for_the_answer_comes_first() -> None:
    """With how likely it is, and why the others do not answer."""
    found = judged(judge("million"))
    assert [e.sentence.text[:7] for e in found] == ["It cost", "The bri", "It rain"]
    assert [e.score for e in found] == pytest.approx([0.9, 0.1, 0.1])
    assert [e.sufficient for e in found] == [True, False, False]
    assert found[1].refusal == "it does not state a number"


def test_more_caution_answers_less() -> None:
    """The same sentence is not enough any more, and it says why."""
    (best, *_) = judged(judge("million", 0.95))
    assert best.refusal == "its confidence is 90%, below the required 95%"


def test_a_short_answer_is_some_words_of_its_sentence() -> None:
    """In the article's characters; most of the sentence is no short answer."""
    best, other, _ = judged(judge("million"))
    assert best.short_answer is not None
    assert NEWS.words(best.short_answer) == "million"
    assert other.short_answer is None
    assert judged(judge("It cost 40 million dollars"))[0].short_answer is None


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("A little more than half are alive.", True),
        ("About 40 are alive.", True),
        ("They were planted on the 15th.", False),
        ("They are alive.", False),
    ],
)
def test_how_many_is_answered_by_a_number(text: str, answers: bool) -> None:
    """However likely the reader finds it; the day of a date is none."""
    one = article(text)
    (part,) = parts("How many trees are alive?")
    judging = judge("e")
    (found,) = judging.judged(part, [sentence(one, text[:5])], Topic({}))
    assert found.sufficient is answers


def test_the_shipped_combiner_reads_its_curve() -> None:
    """More probability never means less confidence."""
    combiner = shipped_combiner()
    sure = [combiner.confidence(p) for p in np.linspace(0, 1, 21)]
    assert sure == sorted(sure)
    assert 0 <= sure[0] < sure[-1] <= 1


def test_signals_are_bounded() -> None:
    """So that no one of them outweighs all others."""
    found = sentence(NEWS, "It cost")
    sure, unsure = (
        Signals.of(found, SentenceReading(p, ShortAnswer(0, 1, score)), 1 - p, Topic({}))
        for p, score in ((1.0, 1e9), (0.0, -1e9))
    )
    assert sure.answers == pytest.approx(-unsure.answers) == pytest.approx(9.21, abs=0.01)
    assert (sure.words, unsure.words) == (10, -10)
