from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language import meaning_words as vocabulary
from sources.language.words import content_count, is_content, notated, tokens


def folded(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [token.folded for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We will go,”", '"we will go"'),
        ("a win-win deal", "A Win–Win Deal"),
        ("It won’t work", "it won't work"),
        ("1,000 people", "1000 people"),
        ("20%", "20 percent"),
        ("café", "cafe\u0301"),
        ("Ｆｕｌｌ width", "full width"),
        ("Yoon Suk-yeol", "yoon suk yeol"),
        ("wait … and see", "wait and see"),
        ("한국은, “간다”", "한국은 간다"),
        ("U.S. troops at 5 p.m.", "US troops at 5 pm"),
        ("the U.S.’s plan", "the US's plan"),
        ("J.K. Rowling", "JK Rowling"),
        ("20 per cent", "20%"),
        ("the labour centre organised it", "the labor center organized it"),
        ("a cancelled defence programme", "a canceled defense program"),
        ("they analysed the catalogue", "they analyzed the catalog"),
        ("a fuelled theatre learnt in a cheque", "a fueled theater learned in a check"),
        ("Zelenskyy, Zelenskiy", "Zelensky, Zelensky"),
        ("M & S", "M and S"),
    ],
)
def test_what_is_no_word_does_not_count(one: str, other: str) -> None:
    """Marks, dashes, case, spaces, ellipses and forms of a letter are folded away."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$5", "5"),
        ("$5", "€5"),
        ("2.7", "27"),
        ("it's", "its"),
        ("가다", "나다"),
        ("が", "か"),
        ("1,00 won", "100 won"),
        ("four", "for"),
        ("our", "or"),
        ("filled", "filed"),
        ("barred", "bared"),
        ("poured", "pored"),
        ("tiller", "tiler"),
        ("vogue", "vog"),
        ("storey", "story"),
        ("prised", "prized"),
        ("tonne", "ton"),
        ("end.A new", "enda new"),
        ("plan B. It", "plan BIt"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    """Signs of money, decimal points, apostrophes and letters of other scripts count."""
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£5m by 7.30pm", "5 million pounds by 7:30 p.m."),
        ("40km on 9 May", "forty kilometres on May 9th"),
        ("three quarters at No. 10", "75% at Number 10"),
        ("4천 개", "4000 개"),
    ],
)
def test_numbers_are_one_word_in_any_notation(one: str, other: str) -> None:
    """The words of a quotation are compared like this."""
    assert [word.folded for word in notated(one)] == [word.folded for word in notated(other)]


@given(st.text() | st.text(st.sampled_from("0129.,:-−£$%½ apmMyofthNo°Ckm억x"), max_size=40))
def test_words_are_where_they_say(text: str) -> None:
    """Each word lies in its text, behind the one before it; whatever the text, nothing raises."""
    for words in (tokens(text), notated(text)):
        before = 0
        for token in words:
            assert before <= token.start < token.end <= len(text)
            assert not text[token.start : token.end].isspace()
            before = token.end


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_folding_is_stable(text: str) -> None:
    """Folded words fold to themselves, as long as they stay one word."""
    for token in tokens(unicodedata.normalize("NFC", text)):
        again = folded(token.folded)
        assert len(again) != 1 or again == [token.folded]


def test_words_that_rules_look_for_are_spelt_as_they_are() -> None:
    """No ending of a word that a rule knows is folded away."""
    known = {
        word
        for group in vars(vocabulary).values()
        if isinstance(group, frozenset)
        for word in group
        if word.isalpha()
    }
    assert "otherwise" in known
    assert sorted(word for word in known if folded(word) != [word]) == []


def test_content_words_are_told_from_function_words() -> None:
    """Different content words are counted, each once."""
    assert is_content("summit")
    assert not is_content("the")
    assert not is_content("haven't")
    assert is_content("country's")
    assert content_count(tokens("The summit, the summit and the train")) == 2
