"""Lines: the form of a case in a test set file."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.evaluation.case import Case
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.article import Span
from sources.language.numbers import numbers

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDING = re.compile(r"([a-z]{1,3}\d{1,6})[a-z]")


def _written_day(given: object) -> object:
    """Reject a day in another format. All other checks are left to pydantic."""
    if given is None or isinstance(given, date):
        return given
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass  # a month or a day that does not exist
    raise ValueError("write an existing day as 2024-07-01")


Stated = Annotated[str, Field(max_length=2_000)]


class GoldWords(BaseModel):
    """The words of an article that contain the answer; without a quote, the whole article."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str = Field(
        min_length=1,
        description="file name, file name#record, record, article id, content hash, or origin",
    )
    quote: str = Field(default="", description="its exact words")


class Line(BaseModel):
    """One line of a test set: a question, or a quotation to check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, description="a name of its own in the file")
    question: str = Field(default="", description="what is asked")
    history: tuple[str, ...] = Field(default=(), description="what was asked before, in order")
    asked: Annotated[date | None, BeforeValidator(_written_day)] = Field(
        default=None, description="the day on which it is asked, from which “this week” is counted"
    )
    filters: Filters = Field(default=Filters(), description="outlets, since, until, languages")
    answer: tuple[Stated, ...] = Field(default=(), description="any of these is an answer")
    answer_all: tuple[Stated, ...] = Field(default=(), description="all of these are needed")
    numbers: tuple[Stated, ...] = Field(
        default=(), description="any of these numbers, by its value"
    )
    dates: tuple[date, ...] = Field(default=(), description="any of these days")
    gold: tuple[GoldWords, ...] = Field(default=(), description="where it stands, any of these")
    gold_sets: tuple[tuple[GoldWords, ...], ...] = Field(
        default=(), description="where it stands, in several places at once: any of these sets"
    )
    answerable: bool | None = Field(default=None, description="whether the archive answers it")
    family: str = Field(default="", description="a name that wordings of one case share")
    split: str | None = Field(default=None, description="the part of the set it belongs to")
    kind: str | None = Field(default=None, description="what kind of thing is asked for")
    tags: tuple[str, ...] = Field(default=(), description="what to tell cases apart by")
    made: bool = Field(default=False, description="whether a program wrote it")
    words: str | None = Field(default=None, description="the quotation that is to be checked")
    speaker: str | None = Field(default=None, description="who is said to have said it")
    verdict: Verdict | None = Field(default=None, description="the verdict that is expected")

    @model_validator(mode="before")
    @classmethod
    def _in_a_family(cls, given: object) -> object:
        if isinstance(given, dict) and isinstance(name := given.get("id"), str):
            return {"family": family_of(name)} | given
        return given

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for wrong, said in (
            (bool(self.question.strip()) == (self.words is not None), "give question or words"),
            (self.words is None and self.speaker is not None, "a speaker needs words"),
            (
                self.words is not None and self.asked is not None,
                "only a question is asked on a day",
            ),
            (self.words is None and self.verdict is not None, "a verdict needs words"),
            (self.words is not None and self.verdict is None, "words need the expected verdict"),
            (bool(self.gold and self.gold_sets), "give gold or gold_sets, not both"),
            (self.answerable is False and self._answered(), "it cannot be answered, yet it is"),
            (any(not numbers(n) for n in self.numbers), "write each number as 42 or 2.7 million"),
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
