"""Cases: something to ask or to check, and what a right answer is known to hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.answering.candidate import Candidate
from assistant.ledger.ledger import Support
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.article import Span


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what answers it, or one quotation with the verdict that it deserves.

    `gold` are spans that carry the answer, each an alternative to the others: one is enough.
    Where several belong together, `gold_sets` holds the alternatives, each a set of spans, and
    `gold` all of their spans. `answers` are alternatives, too, and so are `numbers` and `dates`;
    of `answers_all` every one is needed. `answerable` is None where nobody has said; it is False
    where the right answer is to abstain. `family` joins cases that are wordings of one thing.
    `made` says that a program wrote the case. `asked` is the day on which the question is asked:
    "this week" is counted from it, and narrows nothing without it. A quotation has `words`, perhaps
    a `speaker`, and the `verdict` that is expected; its `question` is empty.
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
        """Return True if this is a quotation to check, not a question to answer."""
        return self.words is not None

    @property
    def title(self) -> str:
        """What it asks or checks, in words."""
        if self.words is None:
            return self.question
        return f"“{self.words}”" + (f" ({self.speaker})" if self.speaker else "")

    @property
    def alternatives(self) -> tuple[tuple[Span, ...], ...]:
        """The sets of spans of which one is enough."""
        return self.gold_sets or tuple((span,) for span in self.gold)

    def to_json(self) -> dict[str, Any]:
        """Return the case as values that JSON can hold."""
        return _cases().dump_python(self, mode="json")  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, value: object) -> Case:
        """Read what `to_json` returned; ValueError when it is something else."""
        return _cases().validate_python(value)


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of the archive that an answer points at."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a system made of one case.

    `answered` is False where it abstained; a quotation counts as answered when it got a verdict.
    `citations` stand in the order of the answer, those that only carry the same fact elsewhere
    last. `ranked` are the spans of the passages that were found and read, best first, and () with
    `retrieved` False where nothing tells what was found. `articles` are the ids of the best ten
    articles, in the order of their best passages; they may be more than those of `ranked`.
    `candidates` are the sentences of `ranked` that were weighed, best first for each part of the
    question. `tokens` is what a model counted, None where none was asked or none tells. `support`
    is what the ledger says of each sentence that a model wrote. `model` is the chat model that was
    to write, "" where none was, and `writer` who did, None where an earlier version did not say.
    `remarks` are what a reader is told of how the answer came about, such as why the model did not
    write. `error` says what went wrong; then the rest is empty.
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
        """Why nothing was answered, as far as that is known; "" where something was."""
        if self.answered or self.error is not None or not self.retrieved:
            return ""
        if not self.ranked:
            return "no passage was found"
        first = {each.part: each for each in reversed(self.candidates)}
        refusals = [each.refusal for each in reversed(first.values()) if each.refusal]
        return "; ".join(f"the closest sentence: {refusal}" for refusal in refusals)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        return _outcomes().dump_python(self, mode="json")  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, value: object) -> Outcome:
        """Read what `to_json` returned; ValueError when it is something else."""
        return _outcomes().validate_python(value)


# Made when first used: that takes a moment which importing should not.
@cache
def _cases() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


@cache
def _outcomes() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)
