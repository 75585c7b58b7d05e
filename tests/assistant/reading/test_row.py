from __future__ import annotations

import pytest

from assistant.reading.piece_rows import LONGEST, Row, claim_row, conversation_row, passage_row
from assistant.reading.reader import Passage
from index.embedding.shipped import shipped_tokenizer
from tests.assistant.reading.tiny import CUTTER

TEXT = "Rain fell. The river rose by 1.5 metres."
SENTENCES = ((0, 10), (11, 40))


def words(ids: tuple[int, ...]) -> str:
    """Return what some ids stand for."""
    return str(shipped_tokenizer().decode(list(ids), skip_special_tokens=False))


def test_a_passage_follows_its_question_and_title() -> None:
    """The row is question, title and sentences; segments and offsets lead back to the text."""
    row = passage_row(CUTTER, "What rose?", Passage(TEXT, SENTENCES, "Flood"))
    assert words(row.ids) == (
        "[CLS] what rose? [SEP] flood rain fell. the river rose by 1. 5 metres. [SEP]"
    )
    assert [words(row.ids[start:end]) for start, end in row.segments] == [
        "rain fell.",
        "the river rose by 1. 5 metres.",
    ]
    assert words(row.ids[row.first :]).startswith("flood")
    piece = row.piece_at(TEXT.index("river"))
    assert piece is not None
    assert words(row.ids[piece : piece + 1]) == "river"
    assert row.piece_at(400) is None


def test_the_evidence_is_one_segment() -> None:
    """A claim's evidence is judged as a whole."""
    row = claim_row(CUTTER, "Rain fell", TEXT)
    [(start, end)] = row.segments
    assert words(row.ids[start:end]) == "rain fell. the river rose by 1. 5 metres."


def test_the_words_of_a_conversation_are_its_segments() -> None:
    """Punctuation is no word, and every word knows its turn and its place there."""
    turns = ("Who sang?", "Zoë O'Hara, twice.")
    row, found = conversation_row(CUTTER, "When?", turns)
    said = [turns[word.turn][word.start : word.end] for word in found]
    assert said == ["Who", "sang", "Zoë", "O", "Hara", "twice"]
    assert [words(row.ids[start:end]) for start, end in row.segments][2] == "zoe"


def test_the_oldest_of_a_long_conversation_is_not_read() -> None:
    """What does not fit is cut from the start of the conversation."""
    turns = tuple(f"word{number} and more of it" for number in range(400))
    row, found = conversation_row(CUTTER, "When?", turns)
    assert len(row.ids) <= LONGEST
    assert found[-1].turn == 399
    assert found[0].turn > 300


HUGE = "lorem ipsum 12 " * 200_000


@pytest.mark.parametrize(
    "text", ["", " \n", HUGE, "\ud800 half \udfff", "\0\x1b[31m", "한국어 " * 9]
)
def test_whatever_is_given_fits(text: str) -> None:
    """No text makes a row longer than the model reads, or its segments leave the row."""
    spans = ((0, len(text) // 2), (len(text) // 2, len(text)), (len(text), len(text) + 5))
    rows: list[Row] = [
        passage_row(CUTTER, text, Passage(text, spans, text)),
        claim_row(CUTTER, text, text),
        conversation_row(CUTTER, text, (text, text))[0],
    ]
    for row in rows:
        assert len(row.ids) <= LONGEST
        assert all(start <= end < len(row.ids) for start, end in row.segments)
    assert rows[0].segments[2][0] == rows[0].segments[2][1]
