"""Claimed words: parse a quotation as typed, with the editorial marks in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from sources.cleaning.characters import readable
from sources.language.words import Token, content_count, holds_word, notated

_OPENING = "\"'“”‘’„«»‹›「」『』＂＇ \n\t"
_LINE_BREAK = re.compile(r" ?\n ?")
_SIC = re.compile(r"\[\s*sic[.!]?\s*\]", re.IGNORECASE)
_DOTS = r"(?:…|\.\s?\.\s?\.)[.…]*"
_MARK = re.compile(
    rf"[\[(（]\s*{_DOTS}\s*[\])）]|{_DOTS}"
    # "announce[d]": the article may have any form of the word instead.
    r"|\w{0,40}\[(?!\w\][\w'’])[^\[\]]{0,300}\]"
    # "[21] million" is one number.
    r"(?:[ -](?:hundred|thousand|million|billion|trillion)\b)?"
)


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

        Brackets may be the article's own, or an editor's mark for round brackets in the article.
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
        # Text that the speaker did not say is replaced with spaces, so that offsets are kept.
        bare = _SIC.sub(_blot, text)
        # A mark with nothing but punctuation on one side says nothing about the words.
        first = len(bare) - len(bare.lstrip(_OPENING))
        last = len(bare.rstrip(_OPENING + "."))
        spots = [
            found
            for found in _MARK.finditer(bare)
            if (
                not literally
                if _is_insertion(found[0])
                else first < found.start() and found.end() < last
            )
        ]
        bare = _blotted(bare, spots)
        words = notated(bare)
        starts = [word.start for word in words]
        marks = tuple(
            Mark(
                Edit.INSERTED if _is_insertion(found[0]) else Edit.OMITTED,
                found.start(),
                found.end(),
                bisect_left(starts, found.start()),
            )
            for found in spots
        )
        return cls(text, words, marks)

    @property
    def content(self) -> int:
        """The number of different content words."""
        return content_count(self.words)

    @cached_property
    def chunks(self) -> tuple[tuple[Token, ...], ...]:
        """The words between the marks: each stretch must be in the article verbatim."""
        cuts = sorted({0, *(mark.after for mark in self.marks), len(self.words)})
        return tuple(self.words[start:end] for start, end in pairwise(cuts) if start < end)

    def part(self, start: int, end: int) -> Claimed:
        """Return words `start` to `end` as a claim of their own, up to where the next one begins.

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
        """Return the marks before the word of this number."""
        return self._marks_by_place.get(number, ())

    @cached_property
    def _marks_by_place(self) -> Mapping[int, tuple[Mark, ...]]:
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.after, []).append(mark)
        return {number: tuple(marks) for number, marks in found.items()}


def _blotted(text: str, spots: Sequence[re.Match[str]]) -> str:
    kept, end = [], 0
    for found in spots:
        kept += [text[end : found.start()], _blot(found)]
        end = found.end()
    return "".join((*kept, text[end:]))


def _blot(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_insertion(mark: str) -> bool:
    return "[" in mark and holds_word(mark)
