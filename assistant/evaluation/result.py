"""Results: a case, its outcome and measures, and the texts needed to read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.matching import states_expected
from index.errors import ArticleMissing
from index.view import View
from sources.article import Article
from sources.span import Span

# Of an answer with dozens of sources, at most this many are kept for display.
_MOST_SHOWN = 12
_AROUND = 240


@dataclass(frozen=True, slots=True)
class Source:
    """Words of the archive, kept for people who read the results without the archive."""

    span: Span
    words: str
    before: str
    after: str
    headline: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """One case of a run; `measures` are by name, None if one does not apply.

    `stating` are the ranks, from 1, of the passages that state what the case expects. It is None if
    the case expects nothing, or in an older run.
    """

    case: Case
    outcome: Outcome
    measures: Mapping[str, float | None]
    cited: tuple[Source, ...] = ()
    gold: tuple[Source, ...] = field(default=())
    stating: tuple[int, ...] | None = None

    def to_line(self) -> str:
        """Return the result as one line of JSON, without the line break."""
        plain = _adapter().dump_python(self, mode="json")
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> Result:
        """Read the output of `to_line`; raise ValueError on anything else."""
        return _adapter().validate_json(line)


def shown(view: View, case: Case, outcome: Outcome) -> tuple[tuple[Source, ...], ...]:
    """Return the sources that an outcome cites, and those that the case expects."""
    cited = dict.fromkeys(citation.span for citation in outcome.citations)
    return tuple(
        tuple(_sources(view, list(spans)[:_MOST_SHOWN]))
        for spans in (cited, dict.fromkeys(case.gold))
    )


def stating(view: View, case: Case, outcome: Outcome) -> tuple[int, ...] | None:
    """Return the ranks of the passages that state the expected answer; None without one."""
    if not (case.answers or case.answers_all or case.numbers or case.dates):
        return None
    passages = enumerate(_sources(view, list(outcome.ranked)), start=1)
    return tuple(rank for rank, source in passages if states_expected(case, source.words))


def _sources(view: View, spans: list[Span]) -> list[Source]:
    sources = []
    for span in spans:
        try:
            article = view.version(span.content_hash, span.article_id)
        except ArticleMissing:
            continue  # nothing is left of it to show
        sources.append(_source(article, span))
    return sources


def _source(article: Article, span: Span) -> Source:
    around = [b for b in article.blocks if b.start < span.end and span.start < b.end]
    first = max(min((b.start for b in around), default=span.start), span.start - _AROUND)
    last = min(max((b.end for b in around), default=span.end), span.end + _AROUND)
    return Source(
        span=span,
        words=article.words(span),
        before=article.text[min(first, span.start) : span.start],
        after=article.text[span.end : max(last, span.end)],
        headline=article.headline,
        outlet=article.metadata.outlet,
        published=article.published_at(span.start),
    )


@cache
def _adapter() -> TypeAdapter[Result]:
    # Built on first use, as it would slow down the import.
    return TypeAdapter(Result)


class Label(StrEnum):
    """The properties by which the cases of a run can be grouped."""

    TAG = "tag"
    SPLIT = "split"
    KIND = "kind"

    def of(self, case: Case) -> tuple[str, ...]:
        """Return the labels of a case. Only tags can be more than one."""
        if self is Label.TAG:
            return case.tags
        found = case.split if self is Label.SPLIT else case.kind
        return (found,) if found else ()


UNLABELLED = ""
"""The label used for cases that have none."""


def belongs(case: Case, split: str, tag: str) -> bool:
    """Return True if a case is in a split and has a tag; "" matches any."""
    return (not split or case.split == split) and (not tag or tag in case.tags)


def wanted(split: str, tag: str) -> list[str]:
    """Return a description of the split and the tag, if given."""
    return [f"split {split}"] * bool(split) + [f"tag {tag}"] * bool(tag)


def by_label(results: Iterable[Result], label: Label) -> dict[str, Sequence[Result]]:
    """Return the results of each label in alphabetical order, those without a label last."""
    parts: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for name in dict.fromkeys(label.of(result.case)) or (UNLABELLED,):
            parts[name].append(result)
    return {name: parts[name] for name in sorted(parts, key=lambda name: (not name, name))}
