"""Pasted text: a quotation together with the words that say whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.quotes.interruption import joined, whole
from assistant.quotes.verdict import Note, NoteKind
from assistant.quotes.words import tokens
from sources.article import Article, BlockKind, Metadata
from sources.cleaning.characters import readable
from sources.quotations.finding import quotations
from sources.quotations.quotation import MentionKind, Quotation, QuotationKind

# How much of it must be quoted: an attribution may be long, where whole sentences are.
_LEAST_QUOTED, _LEAST_SPOKEN = 0.5, 0.35
_FIRST_PERSON = {"I", "We", "we"}
_MARKS = "\"'“”‘’„«»‹›「」『』＂＇"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The quoted words of what was pasted, and whom the words around them name."""

    words: str
    speaker: str

    @classmethod
    def of(cls, typed: str) -> Pasted | None:
        """Part quoted words from their attribution; None where there is none around them.

        “We will,” she said, “not go” is read as words that follow one another.
        """
        text = readable(typed).strip()
        if not any(mark in text for mark in _MARKS):
            return None
        article = Article.from_blocks("pasted", [(BlockKind.PARAGRAPH, text)], Metadata())
        found = [q for q in quotations(article) if q.kind is not QuotationKind.REPORTED]
        speaker = _speaker(article, found)
        if speaker is None or not _is_mostly_quoted(text, found):
            return None
        parts = whole(article, found)
        return cls(" ".join(joined(article, quotation) for quotation in parts), speaker)


def pasted_note(speaker: str | None) -> Note:
    """Return a note that the words around a quotation were not checked as part of it."""
    by = f", with {speaker} as their speaker" if speaker else ""
    return Note(NoteKind.PLACE, f"Only the words in quotation marks were checked{by}.")


def _speaker(article: Article, found: list[Quotation]) -> str | None:
    """Return whom all the quotations are given to; None where that is not one.

    It is empty where that is a pronoun.
    """
    speakers = [q.speaker for q in found if q.speaker is not None]
    if not speakers or len(speakers) < len(found):
        return None
    named = {s.name or article.text[s.mention.start : s.mention.end] for s in speakers}
    if len(named) != 1:
        return None
    if named & _FIRST_PERSON:
        return None  # the speaker tells it: "I robbed the bank and said, '…'"
    # Whom "he" stands for is not in what was pasted.
    return "" if speakers[0].kind is MentionKind.PRONOUN else named.pop()


def _is_mostly_quoted(text: str, found: list[Quotation]) -> bool:
    """Return True if it begins or ends with a quotation and little else is there, or does both."""
    inside = sum(len(tokens(text[q.start : q.end])) for q in found)
    bare = [not tokens(edge) for edge in (text[: found[0].start], text[found[-1].end :])]
    spoken = all(q.kind is QuotationKind.DIRECT for q in found)
    least = _LEAST_SPOKEN if spoken else _LEAST_QUOTED
    return all(bare) or (any(bare) and inside >= least * len(tokens(text)))
