from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sources.article import Article, BlockKind, Metadata
from sources.language.terms import terms
from tests.benchmarks.phrases import FEWEST, Cut, cuts, is_common, otherwise

TEXT = "The “first-ever” vote — it’s been said — failed by 21 to 12 in the café on Monday. "


def article(text: str) -> Article:
    """Return an article of two paragraphs."""
    blocks = [(BlockKind.PARAGRAPH, text), (BlockKind.PARAGRAPH, text)]
    return Article.from_blocks("/news/a", blocks, Metadata())


@given(st.integers())
def test_words_that_are_set_otherwise_are_the_same_words(seed: int) -> None:
    """Nothing but spaces, case, quotation marks and dashes is changed."""
    rng = random.Random(seed)  # noqa: S311 - nothing to do with secrets
    assert terms(otherwise(TEXT, rng)) == terms(TEXT)


def test_a_cut_holds_whole_words_of_its_article() -> None:
    """At least eight whole words in a row are cut, and asked for with at most two halves more."""
    source = article(TEXT * 6)
    for cut in cuts([source], 50):
        words, asked = terms(cut.words), terms(cut.asked)
        assert len(words) >= FEWEST
        assert cut.words in source.text
        assert f" {' '.join(words)} " in f" {' '.join(asked)} "


def test_words_of_many_articles_are_common() -> None:
    """Words that more than ten articles share cannot lead to each among the first ten."""
    cut = Cut(article(TEXT), "it’s been said", "IT'S BEEN SAID")
    assert is_common(cut, [" so it s been said "] * 11)
    assert not is_common(cut, [" so it s been said "] * 10 + [" it s been said"])
