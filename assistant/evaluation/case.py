"""Cases: questions or quotations with the expected result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.answering.quoting import Candidate
from assistant.ledger.ledger import Support
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.span import Span


@dataclass(frozen=True, slots=True)
class Case:
    """One question and its expected answers, or one quotation and its expected verdict.

    `gold` are the spans that contain the answer. They are alternatives: one is enough. If several
    spans are needed together, `gold_sets` holds the alternatives, each a set of spans, and `gold`
    all of their spans. `answers`, `numbers` and `dates` are alternatives, too. Of `answers_all`,
    every one is needed. `answerable` is None if unknown, and False if the correct response is to
    abstain. `family` groups cases that are paraphrases of one another. `made` is True if a program
    wrote the case. `asked` is the day of the question: "this week" is counted from it, and narrows
    nothing without it. A quotation has `words`, perhaps a `speaker`, and the expected `verdict`.
    Its `question` is empty.
    """

    id: str
    question: str = ""
    history: tuple[str, ...] = ()
    asked: date | None = None
    filters: Filters = field(default_factory=Filters)
    answers: tuple[str, ...] = ()
    answers_all: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    gold: tuple[Span, ...] = ()
    gold_sets: tuple[tuple[Span, ...], ...] = ()
    answerable: bool | None = None
    family: str = ""
    split: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] = ()
    made: bool = False
    words: str | None = None
    speaker: str | None = None
    verdict: Verdict | None = None

    @property
    def is_quotation(self) -> bool:
        """Return True if this is a quotation to check rather than a question to answer."""
        return self.words is not None

    @property
    def title(self) -> str:
        """The question or quotation as text."""
        if self.words is None:
            return self.question
        return f"“{self.words}”" + (f" ({self.speaker})" if self.speaker else "")

    @property
    def alternatives(self) -> tuple[tuple[Span, ...], ...]:
        """The alternative sets of spans, of which one is enough."""
        return self.gold_sets or tuple((span,) for span in self.gold)

    def to_json(self) -> dict[str, Any]:
        """Return the case as JSON-compatible values."""
        return _cases().dump_python(self, mode="json")  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, value: object) -> Case:
        """Read the output of `to_json`; raise ValueError on anything else."""
        return _cases().validate_python(value)


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of the archive that an answer cites."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a system on one case.

    - `answered` is False if the system abstained. A quotation with a verdict counts as answered.
    - `citations` are in the order of the answer, with other reports of the same fact last.
    - `ranked` are the spans of the passages found and read, best first. It is () with `retrieved`
      False if the passages found are unknown.
    - `articles` are the ids of the best ten articles, ordered by their best passages. They may
      include articles without a span in `ranked`.
    - `candidates` are the sentences of `ranked` that were considered, best first for each part of
      the question.
    - `tokens` is the model's own count, or None if no model was called or it reports no count.
    - `support` is the ledger's verdict on each sentence that a model wrote.
    - `model` is the chat model that was to write the answer, or "" for none. `writer` is who wrote
      it, or None if an earlier version did not record it.
    - `remarks` are the notes for the reader on how the answer was produced, such as why the model
      did not write it.
    - `error` is the reason of a failure. All other fields are then empty.
    """

    case_id: str
    answered: bool = False
    text: str = ""
    citations: tuple[Cited, ...] = ()
    ranked: tuple[Span, ...] = ()
    articles: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    retrieved: bool = True
    verdict: Verdict | None = None
    seconds: float = 0.0
    tokens: int | None = None
    support: tuple[Support, ...] = ()
    model: str = ""
    writer: str | None = None
    remarks: tuple[str, ...] = ()
    error: str | None = None

    @property
    def why_declined(self) -> str:
        """The reason why the question was not answered; "" if it was answered or none is known."""
        if self.answered or self.error is not None or not self.retrieved:
            return ""
        if not self.ranked:
            return "no passage was found"
        first = {each.part: each for each in reversed(self.candidates)}
        refusals = [each.refusal for each in reversed(first.values()) if each.refusal]
        return "; ".join(f"the closest sentence: {refusal}" for refusal in refusals)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as JSON-compatible values."""
        return _outcomes().dump_python(self, mode="json")  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, value: object) -> Outcome:
        """Read the output of `to_json`; raise ValueError on anything else."""
        return _outcomes().validate_python(value)


# Built on first use, as it would slow down the import.
@cache
def _cases() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


@cache
def _outcomes() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)
