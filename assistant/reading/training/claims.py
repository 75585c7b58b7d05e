"""Rows from claims with evidence: supported, neutral, or contradicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.reading.piece_rows import Cutter, claim_row
from assistant.reading.training.example import Example, Task
from assistant.reading.training.paragraph import Paragraph, Paragraphs
from assistant.reading.training.passages import window
from assistant.reading.training.typed_questions import as_typed

BORNE_OUT, NOT_TOLD, CONTRADICTED = range(3)
CLASSES = {
    "supported": BORNE_OUT,
    "partial": NOT_TOLD,
    "unsupported": NOT_TOLD,
    "contradicted": CONTRADICTED,
    "yes": BORNE_OUT,
    "no": CONTRADICTED,
}
_LONGEST_EVIDENCE = 1000
# The shares of claims whose evidence gets its neighbours, unrelated sentences or another claim.
_WIDENED, _DISTRACTED, _JOINED = 0.4, 0.15, 0.12
_ASSERTED_IMPOSSIBLE, _ASSERTED_WRONG = 0.3, 0.3
_WIDE = 520
_SHORT = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, its evidence, and whether the evidence supports it."""

    text: str
    evidence: str
    label: int
    doc: str


@dataclass(frozen=True)
class ClaimMaker:
    """Make rows from claims. Paragraphs provide the sentences around the evidence."""

    cutter: Cutter
    paragraphs: Paragraphs

    def claimed(self, claims: Sequence[Claim], number: int, random: Random) -> Example:
        """Return a row for a claim, with more evidence around it, or joined to another claim."""
        claim = claims[number]
        way = random.random()
        if len(claim.evidence) <= _SHORT:
            other = random.choice(claims)
            if way < _JOINED and len(other.evidence) <= _SHORT:
                claim = _joined(claim, other, random)
            elif way < _JOINED + _DISTRACTED and len(other.evidence) <= _SHORT:
                parts = [claim.evidence, other.evidence]
                random.shuffle(parts)
                claim = Claim(claim.text, " ".join(parts), claim.label, claim.doc)
            elif way > 1 - _WIDENED:
                claim = self._widened(claim, random)
        return self._example(claim.text, claim.evidence, claim.label)

    def asked(self, claim: Claim, random: Random) -> Example:
        """Return the training row of a supported or contradicted claim as a yes/no question."""
        return self._example(as_typed(claim.text, random), claim.evidence, claim.label)

    def asserted(self, paragraph: Paragraph, number: int, random: Random) -> Example:
        """Return a row that treats a question and an answer to it as a claim.

        The answer is correct, or that of another question of the paragraph, or the question has
        none.
        """
        question, right = paragraph.answerable[number]
        said, label = right, BORNE_OUT
        others = [other for _, other in paragraph.answerable if _rivals(other, right)]
        way = random.random()
        if way < _ASSERTED_IMPOSSIBLE and paragraph.impossible:
            question, label = random.choice(paragraph.impossible), NOT_TOLD
        elif way < _ASSERTED_IMPOSSIBLE + _ASSERTED_WRONG and others:
            said, label = random.choice(others), CONTRADICTED
        sentences = paragraph.sentences
        holding = [
            n for n, (start, end) in enumerate(sentences) if right in paragraph.text[start:end]
        ]
        first, last = 0, len(sentences)
        if holding:
            first, last = window(sentences, random.choice(holding), _WIDE, random)
        evidence = paragraph.text[sentences[first][0] : sentences[last - 1][1]]
        return self._example(f"{question} {said}", evidence, label)

    def _widened(self, claim: Claim, random: Random) -> Claim:
        """Return the claim with the sentences around its evidence, if they are known."""
        for paragraph in self.paragraphs.articles.get(claim.doc, ()):
            place = paragraph.text.find(claim.evidence)
            if place >= 0:
                break
        else:
            return claim
        first = last = None
        for number, (start, end) in enumerate(paragraph.sentences):
            if start < place + len(claim.evidence) and end > place:
                first = number if first is None else first
                last = number + 1
        if first is None or last is None:
            return claim
        spans = paragraph.sentences
        inside = ((spans[first][0], spans[last - 1][1]),)
        around = (*spans[:first], *inside, *spans[last:])
        first, last = window(around, first, _WIDE, random)
        return Claim(
            claim.text,
            paragraph.text[around[first][0] : around[last - 1][1]],
            claim.label,
            claim.doc,
        )

    def _example(self, claim: str, evidence: str, label: int) -> Example:
        return Example(
            Task.CLAIM, claim_row(self.cutter, claim, evidence[:_LONGEST_EVIDENCE]), (label,)
        )


def _joined(claim: Claim, other: Claim, random: Random) -> Claim:
    """Return two claims as one: supported if both are, contradicted if either is."""
    labels = {claim.label, other.label}
    label = claim.label
    if len(labels) == 2:
        label = CONTRADICTED if CONTRADICTED in labels else NOT_TOLD
    parts = [claim.evidence, other.evidence]
    random.shuffle(parts)
    text = f"{claim.text.rstrip(' .')}, and {other.text}"
    return Claim(text, " ".join(parts), label, claim.doc)


def _rivals(one: str, other: str) -> bool:
    """Return True if two answers exclude each other: same kind, and neither contains the other."""
    if any(map(str.isdigit, one)) != any(map(str.isdigit, other)):
        return False
    one, other = one.lower(), other.lower()
    return one not in other and other not in one
