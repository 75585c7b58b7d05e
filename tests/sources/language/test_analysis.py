from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from assistant.ledger.support import SupportCheck
from sources.language import analysis
from sources.language.analysis import analysed, forget
from tests.index.fakes import FakeEmbedder

TEXT = "On 5 May the Port Authority ordered 42 train cars, its second order; Korea did not pay."


def test_an_analysis_has_every_part_of_a_text() -> None:
    """Words, stems, numbers, ranks, dates and names are parts of one value."""
    told = analysed(TEXT)
    assert {"order", "car", "pay"} <= told.stems
    assert "order" in told.terms
    assert Decimal(42) in told.values
    assert [figure.counted[:2] for figure in told.figures if figure.value == 42] == [
        ("train", "car")
    ]
    assert [(word.folded, rank) for word, rank in told.ranks] == [("second", 2)]
    assert [(moment.month, moment.day) for moment in told.moments] == [(5, 5)]
    assert [name.text for name in told.names] == ["Port Authority", "Korea"]
    assert told.words[0].clause < told.words[-1].clause
    assert "5may" in {word.folded for word in told.notated}


def test_long_texts_are_not_kept() -> None:
    """A text is kept until it is forgotten, unless it is longer than an article that is read."""
    assert analysed(TEXT) is analysed(TEXT)
    kept = analysed(TEXT)
    forget()
    assert analysed(TEXT) is not kept
    assert analysed(TEXT * 300) is not analysed(TEXT * 300)


def test_words_can_be_left_out() -> None:
    """The characters that are left out have no words; the others keep their places."""
    start = TEXT.index("42")
    told = analysed(TEXT).without([(start, start + 2)])
    assert "42" in analysed(TEXT).folded
    assert "42" not in told.folded
    assert all(TEXT[word.start : word.end] == word.written for word in told.words)


def test_a_text_is_analysed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rules judge the sentences of an answer, each text is split once."""
    split: Counter[str] = Counter()
    tokens = analysis.tokens

    def counted(text: str) -> tuple[analysis.Token, ...]:
        split[text] += 1
        return tokens(text)

    monkeypatch.setattr(analysis, "tokens", counted)
    forget()
    check = SupportCheck(FakeEmbedder())
    for sentence in ("Korea ordered 41 cars on 6 May.", "The Port Authority has not paid."):
        check.entry(sentence, [TEXT], around=["Korea orders train cars"])
    assert len(split) == 4
    assert set(split.values()) == {1}
