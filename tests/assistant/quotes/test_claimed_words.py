from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.quotes.claimed_words import Claimed, Edit


def words(claimed: Claimed) -> list[str]:
    """Return the words that must stand in the record."""
    return [word.folded for word in claimed.words]


@pytest.mark.parametrize("mark", ["…", "...", ". . .", "[…]", "[...]", "(…)", "[]", "…."])
def test_an_ellipsis_parts_the_words(mark: str) -> None:
    """Each form of the ellipsis says that words were left out between two others."""
    claimed = Claimed.of(f"We will go {mark} and stay.")
    assert words(claimed) == ["we", "will", "go", "and", "stay"]
    assert [(m.edit, m.after) for m in claimed.marks] == [(Edit.OMITTED, 3)]
    assert [len(chunk) for chunk in claimed.chunks] == [3, 2]


def test_an_ellipsis_at_either_end_says_nothing() -> None:
    """That a quotation begins or ends elsewhere is seen without it."""
    assert Claimed.of("“… we will go …”").marks == ()


def test_words_in_brackets_are_the_editors() -> None:
    """They are no words of the speaker, and are remembered as put in."""
    claimed = Claimed.of("[The ministry] will pay [its share] and annouce[d] it")
    assert words(claimed) == ["will", "pay", "and", "it"]
    assert {m.edit for m in claimed.marks} == {Edit.INSERTED}
    assert [m.after for m in claimed.marks] == [0, 2, 3]


def test_a_bracketed_first_letter_belongs_to_its_word() -> None:
    """“[T]he” is the word “the”, shown with its bracket."""
    claimed = Claimed.of("[T]he train")
    assert words(claimed) == ["the", "train"]
    assert claimed.marks == ()
    assert claimed.text[claimed.words[0].start : claimed.words[0].end] == "[T]he"


def test_sic_is_no_word() -> None:
    """A remark on the wording leaves the wording alone."""
    claimed = Claimed.of("We was [sic] there")
    assert words(claimed) == ["we", "was", "there"]
    assert claimed.marks == ()


@given(st.text(alphabet="ab[]….() “”\n'가"), st.data())
@example("[a] b … [c]", None)
def test_parts_hold_the_whole(text: str, data: st.DataObject | None) -> None:
    """Parts that follow one another hold all of the text and all of the words."""
    claimed = Claimed.of(text)
    if not claimed.words:
        return
    last = len(claimed.words)
    cut = data.draw(st.integers(1, last)) if data is not None else 1
    parts = [claimed.part(0, cut)] + ([claimed.part(cut, last)] if cut < last else [])
    assert "".join(part.text for part in parts) == claimed.text
    for part in parts:
        for word in part.words:
            # A bracket and the full stops of initials are no part of the folded word.
            written = re.sub(r"[\[\].]", "", part.text[word.start : word.end].lower())
            assert word.folded.strip("'").replace(".", "") in written
    assert sum(len(part.words) for part in parts) == last


@given(st.text())
def test_any_text_can_be_claimed(text: str) -> None:
    """Nothing that is typed raises, and words and marks lie within it."""
    claimed = Claimed.of(text)
    for thing in (*claimed.words, *claimed.marks):
        assert 0 <= thing.start < thing.end <= len(claimed.text)
    assert sum(len(chunk) for chunk in claimed.chunks) == len(claimed.words)
