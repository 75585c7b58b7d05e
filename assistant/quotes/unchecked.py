"""Unchecked passages: what a draft quotes that is not checked, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.quotes.draft_text import DraftText
from assistant.quotes.words import tokens
from sources.formats.labels import QUESTIONING, bare
from sources.language.scripts import UNSPACED_LETTER
from sources.quotations.leftover_marks import brackets, lone, nested
from sources.quotations.quotation import Quotation, QuotationKind
from sources.quotations.quotation_kind import is_name, is_nickname
from sources.quotations.quote_marks import Quoted, quoted

LONGEST_SHOWN = 200
_MOST_SCARE_WORDS = 2


class Reason(StrEnum):
    """The reason why something that a draft quotes is not checked."""

    UNCLOSED = "no closing mark"
    UNOPENED = "no opening mark"
    NESTED = "part of a quotation that is checked"
    TITLE = "a title or a name"
    NICKNAME = "a nickname"
    SCARE = "at most two words, given to nobody"
    QUESTION = "an interviewer's question"
    BRACKETS = "brackets outside of quotations"
    EMPTY = "no words"

    @property
    def is_open(self) -> bool:
        """True if words that the draft may attribute to someone were left unchecked."""
        return self in (Reason.UNCLOSED, Reason.UNOPENED)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Words of a draft that were not checked, with their line and first character."""

    words: str
    line: int
    reason: Reason
    start: int


def sorted_out(
    text: DraftText, found: Sequence[Quotation]
) -> tuple[list[Quotation], list[Unchecked]]:
    """Split the quotations of a draft into those to check and, in order, everything else."""
    article = text.article
    paragraphs = [(block.start, block.end) for block in article.blocks]
    parts = quoted(article.text, paragraphs)
    by_end = {part.end: part for part in parts}
    checked: list[Quotation] = []
    left: dict[tuple[int, int], Reason] = {}
    reached = -1
    for quotation in found:
        reason = _reason(text, quotation, by_end.get(quotation.end))
        if quotation.end <= reached:
            reason = Reason.NESTED
        if reason is None:
            checked.append(quotation)
            reached = max(reached, quotation.end)
        else:
            left[quotation.start, quotation.end] = reason
    known = {(one.start, one.end) for one in checked}
    for place, reason in _left_over(article.text, paragraphs, parts):
        if place not in known:
            left.setdefault(place, reason)
    return checked, [_unchecked(text, place, reason) for place, reason in sorted(left.items())]


def _left_over(
    text: str, paragraphs: Sequence[tuple[int, int]], parts: Sequence[Quoted]
) -> Iterator[tuple[tuple[int, int], Reason]]:
    for part in parts:
        if is_nickname(text, part):
            yield (part.start, part.end), Reason.NICKNAME
    for place in nested(text, parts):
        yield place, Reason.NESTED
    for place, opens in lone(text, paragraphs, parts):
        yield place, Reason.UNCLOSED if opens else Reason.UNOPENED
    for place in brackets(text, parts):
        yield place, Reason.BRACKETS


def _reason(text: DraftText, quotation: Quotation, part: Quoted | None) -> Reason | None:
    words, speaker = text.article.text, quotation.speaker
    said = words[quotation.start : quotation.end]
    if not tokens(said):
        return Reason.EMPTY
    if part is None:  # a speech in an interview
        label = bare(words[speaker.mention.start : speaker.mention.end]) if speaker else ""
        return Reason.QUESTION if label.upper() in QUESTIONING else None
    if quotation.kind is not QuotationKind.PARTIAL or speaker is not None:
        return None
    if is_name(words, part):
        return Reason.TITLE
    few = len(tokens(said)) <= _MOST_SCARE_WORDS and not UNSPACED_LETTER.search(said)
    return Reason.SCARE if few else None


def _unchecked(text: DraftText, place: tuple[int, int], reason: Reason) -> Unchecked:
    words = " ".join(text.article.text[slice(*place)].split())
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    return Unchecked(shown, text.line(place[0]), reason, place[0])
