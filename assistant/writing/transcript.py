"""Transcripts: a chat model's reply as claims with citations and ledger entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answer import Citation, Claim
from assistant.answering.quoting import cited, standing
from assistant.answering.sentence import Sentence
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.writing.deadline import Deadline
from assistant.writing.numbered_context import Context
from assistant.writing.reply import Written
from sources.article import Span


class Ledger(Protocol):
    """Decides whether cited words support a sentence."""

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Judge a sentence by its citations."""

    def closest(self, sentence: str, candidates: Sequence[str]) -> int | None:
        """Return the index of the candidate closest to a sentence, or None if none is close."""


class Transcript:
    """Turns a reply into claims. The same sentence always becomes the same claim.

    Citations are numbered in order of first use, and a passage cited twice keeps its number. Raises
    ModelFailed if the deadline passes before all sentences are judged.
    """

    def __init__(self, context: Context, ledger: Ledger, until: Deadline) -> None:
        self._context, self._ledger, self._until = context, ledger, until
        self._citations: dict[Span, Citation] = {}
        self._entered: dict[Written, Claim] = {}

    def claims(self, written: Sequence[Written], complete: bool) -> tuple[Claim, ...]:
        """Return the claims. The last one is not judged until the reply is complete."""
        settled = written if complete else written[:-1]
        growing = () if complete else written[-1:]
        return (
            *(self._claim(sentence) for sentence in settled),
            *(Claim(sentence.text, ()) for sentence in growing),
        )

    def renumbered(self, written: Sequence[Written]) -> tuple[Claim, ...]:
        """Return the claims of some of the sentences, with citations numbered from 1."""
        return Transcript(self._context, self._ledger, self._until).claims(written, complete=True)

    def _claim(self, written: Written) -> Claim:
        if written not in self._entered:
            self._until.keep()
            self._entered[written] = self._judged(written)
        return self._entered[written]

    def _judged(self, written: Written) -> Claim:
        found = {label: self._context.find(label) for label in written.labels}
        places = [sentence for sentence in found.values() if sentence is not None]
        citations = tuple(dict.fromkeys(self._citation(sentence) for sentence in places))
        entry = self._ledger.cited(written.text, citations)
        nowhere = [label for label, sentence in found.items() if sentence is None]
        claim = Claim(written.text, citations, entry=noted(entry, nowhere, bool(citations)))
        if citations or entry.support is Support.NO_CLAIM:
            return claim
        return replace(claim, offered=self._offered(written.text))

    def _offered(self, text: str) -> Citation | None:
        sentences = self._context.sentences
        closest = self._ledger.closest(text, [sentence.text for sentence in sentences])
        return None if closest is None else self._citation(sentences[closest])

    def _citation(self, sentence: Sentence) -> Citation:
        span = standing(sentence)
        if span not in self._citations:
            self._citations[span] = cited(len(self._citations) + 1, sentence, span)
        return self._citations[span]


def noted(entry: Entry, nowhere: Sequence[str], cites: bool) -> Entry:
    """Add doubts for citations that do not exist; with no other, a sentence is unsupported."""
    if not nowhere:
        return entry
    doubts = tuple(Doubt(DoubtKind.NOWHERE, f"[{label}]") for label in nowhere)
    lowered = (
        Support.PARTLY
        if cites and entry.support is not Support.UNSUPPORTED
        else Support.UNSUPPORTED
    )
    others = tuple(doubt for doubt in entry.doubts if doubt.kind is not DoubtKind.UNCITED)
    return Entry(lowered, (*doubts, *others))
