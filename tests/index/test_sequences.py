from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sequences import folded_words, sequences

WORDS = st.lists(
    st.sampled_from(["will", "not", "Accept", "the", "21", "café", "naïve", "대통령은", "말했다"]),
    min_size=2,
    max_size=12,
)
GAPS = st.sampled_from([" ", "\n\n", " — ", "-", "–", " “", "” ", "’ ", "\u00a0", ", ", "… ", "\t"])


def test_neighbours_are_sequences_in_their_order() -> None:
    """Each two neighbouring words are one term; turned round they are another."""
    assert sequences("We will not accept.") == ["we_will", "will_not", "not_accept"]
    assert sequences("accept not") == ["accept_not"]
    assert sequences("accept") == sequences(" …! ") == sequences("") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s a ‘win-win’,” he said", "'It's a \"win win\"' he said"),
        ("the ﬁrst Ｇ２０ summit", "The first G20 Summit"),
        ("Erdoğan’s café", "ERDOGAN'S CAFE"),
        ("20\u00adth of March", "20th of March"),
        ("윤석열 대통령", unicodedata.normalize("NFD", "윤석열 대통령")),
        ("a\u00a0new—railway", "a new - railway"),
    ],
)
def test_how_words_are_set_makes_no_difference(one: str, other: str) -> None:
    """Quotation marks, dashes, ligatures, widths, accents, case and Unicode forms are folded."""
    assert sequences(one) == sequences(other)


@given(WORDS, st.data())
def test_the_same_words_are_the_same_sequences(words: list[str], data: st.DataObject) -> None:
    """Words joined by any gaps, in any case and Unicode form, give the same sequences."""
    drawn = [data.draw(GAPS) for _ in words]
    text = "".join(word + gap for word, gap in zip(words, drawn, strict=True))
    recased = data.draw(st.sampled_from([str.upper, str.title, str.lower]))(text)
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKD"]))
    assert sequences(unicodedata.normalize(form, recased)) == sequences(" ".join(words))


@given(st.text(), st.text())
def test_no_text_is_too_odd(one: str, other: str) -> None:
    """Any characters can be folded, and folded words fold to themselves."""
    words = folded_words(f"{one} {other}")
    assert folded_words(" ".join(words)) == words or max(map(len, words)) > 30


def test_the_short_way_folds_like_the_long_one() -> None:
    """Signs that are taken for granted part words as they do beside a letter with an accent."""
    plain = [*range(0x20), *range(0x20, 0x7F), *range(0x2010, 0x2060), 0x20AC]
    for sign in map(chr, plain):
        text = f"one{sign}two three"
        assert [*sequences(text), "three_é"[:-1] + "e"] == sequences(f"{text} é"), hex(ord(sign))


def test_a_word_without_end_is_cut() -> None:
    """What a page holds as one word of a million letters is a term like any other."""
    assert max(map(len, sequences("a " + "x" * 1_000_000))) < 100
