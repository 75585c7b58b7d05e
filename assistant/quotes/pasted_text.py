"""Pasted text: separate quotations from their attributions, and join interrupted ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quotes.verdict import Note, NoteKind
from sources.article import Article, BlockKind, Metadata
from sources.cleaning.characters import readable
from sources.language.words import holds_word, tokens
from sources.quotations.finding import quotations
from sources.quotations.quotation import MentionKind, Quotation, QuotationKind

_MARKS = " \t\"'“”‘’„«»‹›「」『』＂＇"
_GOING_ON = (",", "，", "、", "—", "–", "-", "―")


def whole(article: Article, found: Sequence[Quotation]) -> tuple[tuple[Quotation, ...], ...]:
    """Return the quotations, each as its parts.

    “We will build it,” he said, “if they pay.” is one quotation, because a single attribution is
    between the parts and does not end a sentence. “We will build it,” he said. “They pay.” is two.
    """
    together: list[list[Quotation]] = []
    for quotation in found:
        if together and _goes_on(article, together[-1][-1], quotation):
            together[-1].append(quotation)
        else:
            together.append([quotation])
    return tuple(map(tuple, together))


def joined(article: Article, parts: Sequence[Quotation]) -> str:
    """Return the words of a quotation without interruptions and the commas before them."""
    words = [article.text[part.start : part.end] for part in parts]
    return " ".join([*(part.rstrip(",") for part in words[:-1]), words[-1]])


def _goes_on(article: Article, before: Quotation, after: Quotation) -> bool:
    if before.cue is None or before.speaker is None or before.cue != after.cue:
        return False
    if not before.end <= before.cue.start < before.cue.end <= after.start:
        return False
    between = article.text[before.end : after.start].rstrip(_MARKS)
    return between.endswith(_GOING_ON) and "\n" not in between


# The share of words that must be in quotation marks. It is lower if whole sentences are quoted,
# since their attribution may be long.
_LEAST_QUOTED, _LEAST_SPOKEN = 0.5, 0.35
_FIRST_PERSON = {"I", "We", "we"}
_ENCLOSING_MARKS = "\"'“”‘’„«»‹›「」『』＂＇"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The quoted words of pasted text, and the speaker named around them."""

    words: str
    speaker: str

    @classmethod
    def of(cls, typed: str) -> Pasted | None:
        """Separate quoted words from their attribution; return None if there is none.

        “We will,” she said, “not go” is read as consecutive words.
        """
        text = readable(typed).strip()
        if not any(mark in text for mark in _ENCLOSING_MARKS):
            return None
        article = Article.from_blocks("pasted", [(BlockKind.PARAGRAPH, text)], Metadata())
        found = [q for q in quotations(article) if q.kind is not QuotationKind.REPORTED]
        speaker = _speaker(article, found)
        if speaker is None or not _is_mostly_quoted(text, found):
            return None
        parts = whole(article, found)
        return cls(" ".join(joined(article, quotation) for quotation in parts), speaker)


def pasted_note(speaker: str | None) -> Note:
    """Return a note that only the words in quotation marks were checked."""
    by = f", with {speaker} as their speaker" if speaker else ""
    return Note(NoteKind.PLACE, f"Only the words in quotation marks were checked{by}.")


def _speaker(article: Article, found: list[Quotation]) -> str | None:
    """Return the speaker of all the quotations; None if there is not exactly one.

    Return "" if the speaker is a pronoun.
    """
    speakers = [q.speaker for q in found if q.speaker is not None]
    if not speakers or len(speakers) < len(found):
        return None
    named = {s.name or article.text[s.mention.start : s.mention.end] for s in speakers}
    if len(named) != 1:
        return None
    if named & _FIRST_PERSON:
        return None  # the speaker is the narrator: "I robbed the bank and said, '…'"
    # The pasted text does not show who "he" is.
    return "" if speakers[0].kind is MentionKind.PRONOUN else named.pop()


def _is_mostly_quoted(text: str, found: list[Quotation]) -> bool:
    """Return True if quotations are at both ends, or at one end with little else."""
    inside = sum(len(tokens(text[q.start : q.end])) for q in found)
    bare = [not holds_word(edge) for edge in (text[: found[0].start], text[found[-1].end :])]
    spoken = all(q.kind is QuotationKind.DIRECT for q in found)
    least = _LEAST_SPOKEN if spoken else _LEAST_QUOTED
    return all(bare) or (any(bare) and inside >= least * len(tokens(text)))
