"""Lines: cases as they are written in test set files."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.evaluation.case import Case
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.language.numbers import numbers
from sources.span import Span

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDING = re.compile(r"([a-z]{1,3}\d{1,6})[a-z]")


def _written_day(given: object) -> object:
    """Parse a day in the form 2024-07-01; raise ValueError for anything else."""
    if given is None or isinstance(given, date):
        return given
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass  # a month or a day that does not exist
    raise ValueError("write an existing day in the form 2024-07-01")


Stated = Annotated[str, Field(max_length=2_000)]


class GoldWords(BaseModel):
    """The words of an article that contain the answer; without a quote, the whole article."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str = Field(
        min_length=1,
        description="file name, file name#record, record, article id, content hash, or origin",
    )
    quote: str = Field(
        default="", description="exact words of the article; the whole article if empty"
    )


class Line(BaseModel):
    """One line of a test set: a question, or a quotation to check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, description="a name that is unique in the file")
    question: str = Field(default="", description="the question")
    history: tuple[str, ...] = Field(
        default=(), description="the earlier questions of the conversation, in order"
    )
    asked: Annotated[date | None, BeforeValidator(_written_day)] = Field(
        default=None, description="the day of the question, from which “this week” is counted"
    )
    filters: Filters = Field(default=Filters(), description="outlets, since, until, languages")
    answer: tuple[Stated, ...] = Field(
        default=(), description="accepted answers; any one is enough"
    )
    answer_all: tuple[Stated, ...] = Field(default=(), description="answers that are all required")
    numbers: tuple[Stated, ...] = Field(
        default=(), description="accepted numbers, compared by value; any one is enough"
    )
    dates: tuple[date, ...] = Field(default=(), description="accepted days; any one is enough")
    gold: tuple[GoldWords, ...] = Field(
        default=(), description="places with the answer; any one is enough"
    )
    gold_sets: tuple[tuple[GoldWords, ...], ...] = Field(
        default=(), description="sets of places that give the answer together; one set is enough"
    )
    answerable: bool | None = Field(default=None, description="whether the archive has the answer")
    family: str = Field(default="", description="a name shared by all wordings of the same case")
    split: str | None = Field(default=None, description="the part of the set it belongs to")
    kind: str | None = Field(default=None, description="the kind of question, such as “claim”")
    tags: tuple[str, ...] = Field(default=(), description="labels to select or group cases by")
    made: bool = Field(default=False, description="whether a program wrote the case")
    words: str | None = Field(default=None, description="the quotation to check")
    speaker: str | None = Field(default=None, description="the claimed speaker of the quotation")
    verdict: Verdict | None = Field(
        default=None, description="the expected verdict on the quotation"
    )

    @model_validator(mode="before")
    @classmethod
    def _in_a_family(cls, given: object) -> object:
        if isinstance(given, dict) and isinstance(name := given.get("id"), str):
            return {"family": family_of(name)} | given
        return given

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for wrong, said in (
            (
                bool(self.question.strip()) == (self.words is not None),
                "give either question or words",
            ),
            (
                self.words is None and self.speaker is not None,
                "a speaker is only allowed with words",
            ),
            (
                self.words is not None and self.asked is not None,
                "asked is only allowed with a question",
            ),
            (
                self.words is None and self.verdict is not None,
                "a verdict is only allowed with words",
            ),
            (self.words is not None and self.verdict is None, "words require the expected verdict"),
            (bool(self.gold and self.gold_sets), "give gold or gold_sets, not both"),
            (
                self.answerable is False and self._answered(),
                "answerable is false, but the case has an answer or gold",
            ),
            (any(not numbers(n) for n in self.numbers), "write each number like 42 or 2.7 million"),
        ):
            if wrong:
                raise ValueError(said)
        return self

    def _answered(self) -> bool:
        return bool(
            self.gold
            or self.gold_sets
            or self.answer
            or self.answer_all
            or self.numbers
            or self.dates
        )

    def case(self, gold: tuple[Span, ...], gold_sets: tuple[tuple[Span, ...], ...] = ()) -> Case:
        """Return the case, with the spans that its gold refers to."""
        return Case(
            id=self.id,
            question=self.question,
            history=self.history,
            asked=self.asked,
            filters=self.filters,
            answers=self.answer,
            answers_all=self.answer_all,
            numbers=self.numbers,
            dates=self.dates,
            gold=gold,
            gold_sets=gold_sets,
            answerable=self.answerable,
            family=self.family,
            split=self.split,
            kind=self.kind,
            tags=self.tags,
            made=self.made,
            words=self.words,
            speaker=self.speaker,
            verdict=self.verdict,
        )


def family_of(name: str) -> str:
    """Return the shared id of paraphrases: "s10" for "s10b". Other ids are unchanged."""
    wording = _WORDING.fullmatch(name)
    return wording[1] if wording else name


def to_json(line: Line) -> str:
    """Return a line as JSON, without its empty fields."""
    kept = line.model_copy(update={"family": ""}) if line.family == family_of(line.id) else line
    return kept.model_dump_json(exclude_defaults=True)
