"""Claimed words: parse a typed quotation and the editorial marks in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from sources.cleaning.characters import readable
from sources.language.currencies import unit_behind
from sources.language.words import Token, content_count, holds_word, notated, tokens

_OPENING = "\"'“”‘’„«»‹›「」『』＂＇ \n\t"
_LINE_BREAK = re.compile(r" ?\n ?")
_SIC = re.compile(r"\[\s*sic[.!]?\s*\]", re.IGNORECASE)
_DOTS = r"(?:…|\.\s?\.\s?\.)[.…]*"
_SCALE = r"[ -](?:hundred|thousand|million|billion|trillion)\b"
_MARK = re.compile(
    rf"[\[(（]\s*{_DOTS}\s*[\])）]|{_DOTS}"
    # In "announce[d]", the bracket completes a word. The article may have another form of it.
    r"|\w{0,40}\[(?!\w\][\w'’])[^\[\]]{0,300}\]"
    # In "[21] million", the bracket and the next word form one number.
    rf"(?:{_SCALE})?"
)
_NUMBER_BEFORE = re.compile(rf"(?<!\S)\d[\d,.]*(?:{_SCALE})? \Z")
_LONGEST_NUMBER = 40


class Edit(StrEnum):
    """The kind of edit that a mark shows."""

    OMITTED = "omitted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Mark:
    """An ellipsis or a bracket at characters `start` to `end`, with `after` words before it."""

    edit: Edit
    start: int
    end: int
    after: int


@dataclass(frozen=True)
class Claimed:
    """The words of a quotation to check, and the editorial marks among them.

    `words` are those that the article must have, without the ones in brackets.
    """

    text: str
    words: tuple[Token, ...]
    marks: tuple[Mark, ...]

    @classmethod
    def readings(cls, typed: str) -> tuple[Claimed, ...]:
        """Return the possible readings of what was typed, likeliest first.

        Words in brackets may be in the article as well, or an editor may have inserted them.
        """
        marked = cls.of(typed)
        literal = tuple(mark for mark in marked.marks if mark.edit is Edit.OMITTED)
        if len(literal) == len(marked.marks):
            return (marked,)
        return cls.of(typed, literally=True), marked

    @classmethod
    def of(cls, typed: str, *, literally: bool = False) -> Claimed:
        """Parse typed or pasted text; `literally` treats words in brackets as the speaker's."""
        text = _LINE_BREAK.sub("\n", readable(typed)).strip()
        # Text that the speaker did not say is replaced with spaces, so that offsets stay the same.
        bare = _SIC.sub(_blot, text)
        # A mark with only punctuation on one side shows no omission.
        first = len(bare) - len(bare.lstrip(_OPENING))
        last = len(bare.rstrip(_OPENING + "."))
        spots = [
            _with_amount(bare, *found.span())
            for found in _MARK.finditer(bare)
            if (
                not literally
                if _is_insertion(found[0])
                else first < found.start() and found.end() < last
            )
        ]
        return cls._with_marks(text, notated(_blotted(bare, spots)), spots)

    @classmethod
    def _with_marks(
        cls, text: str, words: tuple[Token, ...], spots: Sequence[tuple[int, int]]
    ) -> Claimed:
        starts = [word.start for word in words]
        marks = tuple(
            Mark(
                Edit.INSERTED if _is_insertion(text[start:end]) else Edit.OMITTED,
                start,
                end,
                bisect_left(starts, start),
            )
            for start, end in spots
        )
        return cls(text, words, marks)

    @cached_property
    def as_written(self) -> Claimed:
        """The claim with the words of numbers, times and days as written, without their keys."""
        spots = [(mark.start, mark.end) for mark in self.marks]
        bare = _blotted(_SIC.sub(_blot, self.text), spots)
        return self._with_marks(self.text, tokens(bare), spots)

    @property
    def content(self) -> int:
        """The number of different content words."""
        return content_count(self.words)

    @cached_property
    def chunks(self) -> tuple[tuple[Token, ...], ...]:
        """The runs of words between the marks. The article must have each run verbatim."""
        cuts = sorted({0, *(mark.after for mark in self.marks), len(self.words)})
        return tuple(self.words[start:end] for start, end in pairwise(cuts) if start < end)

    def part(self, start: int, end: int) -> Claimed:
        """Return words `start` to `end` as a separate claim, with the text up to the next word.

        The first part begins where the text does. Consecutive parts add up to the whole text.
        """
        first = self.words[start].start if start else 0
        last = self.words[end].start if end < len(self.words) else len(self.text)
        return Claimed(
            self.text[first:last],
            tuple(Token(w.folded, w.start - first, w.end - first) for w in self.words[start:end]),
            tuple(
                Mark(m.edit, m.start - first, m.end - first, m.after - start)
                for m in self.marks
                if first <= m.start < last
            ),
        )

    def marks_at(self, number: int) -> tuple[Mark, ...]:
        """Return the marks directly before the word at an index."""
        return self._marks_by_place.get(number, ())

    @cached_property
    def _marks_by_place(self) -> Mapping[int, tuple[Mark, ...]]:
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.after, []).append(mark)
        return {number: tuple(marks) for number, marks in found.items()}


def _with_amount(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a mark to the whole amount of money: "[21] million crowns", "21 million [crowns]"."""
    inside = text[start:end]
    if any(map(str.isdigit, inside)):
        money = unit_behind(text, end)
        return (start, money[1]) if money else (start, end)
    before = _NUMBER_BEFORE.search(text, max(0, start - _LONGEST_NUMBER), start)
    if before and unit_behind(f" {inside.strip('[]')}", 0):
        return before.start(), end
    return start, end


def _blotted(text: str, spots: Sequence[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in spots:
        kept += [text[last:start], " " * (end - start)]
        last = end
    return "".join((*kept, text[last:]))


def _blot(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_insertion(mark: str) -> bool:
    return "[" in mark and holds_word(mark)
