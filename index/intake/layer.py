"""Layers: what rules find in a text when it is added, stored with each version.

Each layer is a table of the catalogue and a setting with the oldest version of the rules that found
any of its rows. To find another kind of thing in articles, add a layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from index.catalogue.rows import (
    QUOTATION_COLUMNS,
    TIME_COLUMNS,
    quotation_of,
    row_of,
    row_of_time,
    time_of,
)
from sources.article import Article
from sources.language.time_phrase import TimePhrase
from sources.language.time_phrases import TIME_RULES, time_phrases
from sources.quotations.finding import QUOTATION_RULES, quotations
from sources.quotations.quotation import Extent, Quotation

Found = TypeVar("Found", Quotation, TimePhrase)


@dataclass(frozen=True, slots=True)
class Layer(Generic[Found]):
    """How one kind of thing is found and stored.

    `extents` returns the places in the text that a thing covers; the first is its own.
    """

    table: str
    setting: str
    rules: int
    find: Callable[[Article], tuple[Found, ...]]
    columns: str
    row_of: Callable[[Found], tuple[object, ...]]
    of_row: Callable[[Any], Found]
    extents: Callable[[Found], tuple[Extent, ...]]


def _places_of_quotation(quotation: Quotation) -> tuple[Extent, ...]:
    speaker, cue = quotation.speaker, quotation.cue
    return (
        Extent(quotation.start, quotation.end),
        *([cue] if cue else []),
        *([speaker.mention] if speaker else []),
    )


QUOTATIONS: Layer[Quotation] = Layer(
    "quotations",
    "quotation_rules",
    QUOTATION_RULES,
    quotations,
    QUOTATION_COLUMNS,
    row_of,
    quotation_of,
    _places_of_quotation,
)
TIMES: Layer[TimePhrase] = Layer(
    "times",
    "time_rules",
    TIME_RULES,
    time_phrases,
    TIME_COLUMNS,
    row_of_time,
    time_of,
    lambda phrase: (Extent(phrase.start, phrase.end),),
)
LAYERS: tuple[Layer[Any], ...] = (QUOTATIONS, TIMES)


def found_in(article: Article) -> Mapping[str, Iterable[Any]]:
    """Return the current rules' findings in an article, by the table that stores them."""
    return {layer.table: layer.find(article) for layer in LAYERS}
