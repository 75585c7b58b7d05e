"""The rows of word pieces that the model reads: their layout and their limits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tokenizers import Tokenizer

from assistant.reading.reader import Passage
from index.embedding.excerpt import CHARACTERS_PER_TOKEN

CLS, SEP = 101, 102
# Tokenizers reject unpaired surrogates.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of a text's word pieces, their character offsets, and their word numbers."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    words: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Cutter:
    """Split texts into word pieces. Safe to use from any number of threads."""

    tokenizer: Tokenizer

    def cut(self, text: str, most: int) -> Pieces:
        """Return at most `most` word pieces from the start of a text."""
        # A tokenizer given megabytes of text splits all of it.
        beginning = _SURROGATE.sub("\ufffd", text[: most * CHARACTERS_PER_TOKEN])
        encoding = self.tokenizer.encode(beginning, add_special_tokens=False)
        ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids
        return Pieces(tuple(ids[:most]), tuple(offsets[:most]), tuple(words[:most]))


LONGEST = 384
QUESTION = 64
TITLE = 32
CLAIM = 128
TURN = 128
_SEPARATORS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One input of the model.

    `first` is where the second text begins. `segments` are the pieces to be judged: a sentence, the
    evidence, or a word. A segment beyond the limit is empty. `body` is where the pieces of
    `offsets` begin, which are the character offsets of the passage, evidence or turns.
    """

    ids: tuple[int, ...]
    first: int
    segments: tuple[tuple[int, int], ...]
    body: int
    offsets: tuple[tuple[int, int], ...]

    def piece_at(self, character: int) -> int | None:
        """Return the piece that covers a character of the body, or None if it was not read."""
        for number, (start, end) in enumerate(self.offsets):
            if start <= character < end:
                return self.body + number
        return None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a conversation: its turn, and its character offsets there."""

    turn: int
    start: int
    end: int


def passage_row(cutter: Cutter, question: str, passage: Passage) -> Row:
    """Return the row of a question and a passage. The segments are the sentences."""
    asked = cutter.cut(question, QUESTION)
    title = cutter.cut(passage.title, TITLE)
    room = LONGEST - _SEPARATORS - len(asked) - len(title)
    text = cutter.cut(passage.text, room)
    ids = (CLS, *asked.ids, SEP, *title.ids, *text.ids, SEP)
    body = len(asked) + 2 + len(title)
    starts = [start for start, _ in text.offsets]
    segments = tuple(
        (body + bisect_left(starts, start), body + bisect_left(starts, end))
        for start, end in passage.sentences
    )
    return Row(ids, len(asked) + 2, segments, body, text.offsets)


def claim_row(cutter: Cutter, claim: str, evidence: str) -> Row:
    """Return the row of a claim and its evidence. The only segment is the evidence."""
    said = cutter.cut(claim, CLAIM)
    text = cutter.cut(evidence, LONGEST - _SEPARATORS - len(said))
    body = len(said) + 2
    ids = (CLS, *said.ids, SEP, *text.ids, SEP)
    return Row(ids, body, ((body, body + len(text)),), body, text.offsets)


def conversation_row(
    cutter: Cutter, question: str, turns: Sequence[str]
) -> tuple[Row, tuple[Word, ...]]:
    """Return the row of a question and its conversation. The segments are the turns' words."""
    asked = cutter.cut(question, QUESTION)
    read = _latest(cutter, turns, LONGEST - _SEPARATORS - len(asked))
    body = place = len(asked) + 2
    segments: list[tuple[int, int]] = []
    words: list[Word] = []
    for turn, pieces in read:
        for start, end in _words(pieces, turns[turn]):
            segments.append((place + start, place + end))
            words.append(Word(turn, pieces.offsets[start][0], pieces.offsets[end - 1][1]))
        place += len(pieces)
    inside = [number for _, pieces in read for number in pieces.ids]
    offsets = tuple(offset for _, pieces in read for offset in pieces.offsets)
    ids = (CLS, *asked.ids, SEP, *inside, SEP)
    return Row(ids, body, tuple(segments), body, offsets), tuple(words)


def _latest(cutter: Cutter, turns: Sequence[str], room: int) -> list[tuple[int, Pieces]]:
    """Return the last turns that fit, with their indices. The first of these may be cut."""
    read: list[tuple[int, Pieces]] = []
    for turn in range(len(turns) - 1, -1, -1):
        if room <= 0:
            break
        pieces = cutter.cut(turns[turn], min(TURN, room))
        room -= len(pieces)
        read.append((turn, pieces))
    return read[::-1]


def _words(pieces: Pieces, text: str) -> list[tuple[int, int]]:
    """Return the pieces of each word that has a letter or a digit."""
    found = []
    for _, group in groupby(range(len(pieces)), key=pieces.words.__getitem__):
        numbers = list(group)
        start, end = pieces.offsets[numbers[0]][0], pieces.offsets[numbers[-1]][1]
        if any(character.isalnum() for character in text[start:end]):
            found.append((numbers[0], numbers[-1] + 1))
    return found
