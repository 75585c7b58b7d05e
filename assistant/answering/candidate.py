"""Candidates: the sentences considered for an answer, and why each was used or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.answering.findings import Finding
from sources.article import Span

_MOST_PER_PART = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence considered for a part of a question.

    `score` ranks the sentences of one part, higher is better. `refusal` is the reason why the
    sentence was not quoted, or "" if it was.
    """

    part: str
    span: Span
    words: str
    score: float
    refusal: str = ""


def candidates(findings: Sequence[Finding]) -> Iterator[Candidate]:
    """Yield the best sentences of each part, best first."""
    for finding in findings:
        for evidence in islice(finding.ranked, _MOST_PER_PART):
            sentence = evidence.sentence
            yield Candidate(
                finding.part.text,
                sentence.span,
                sentence.text,
                round(evidence.score, 4),
                evidence.refusal,
            )
