"""Rankings of a run in the TREC format, for trec_eval, ir_measures and ranx.

A line is `qid Q0 docno rank score tag`, and a line of the matching qrels `qid 0 docno grade`. A run
stores no scores, so the score is the reciprocal of the rank, which sorts in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.evaluation.result import Result
from sources.article import Span

# Columns are separated by white space, so names must not contain any.
_APART = re.compile(r"[\s%]")


def run_lines(results: Iterable[Result], tag: str, *, passages: bool = False) -> Iterator[str]:
    """Yield the ranking of each question, best first: articles, or the passages that were read.

    Cases without a ranking have no line: quotations, errors, and questions with no results.
    """
    for result in results:
        outcome, case = result.outcome, _column(result.case.id)
        found = map(_passage, outcome.ranked) if passages else outcome.articles
        for rank, name in enumerate(dict.fromkeys(found), start=1):
            yield f"{case} Q0 {_column(name)} {rank} {1 / rank:.6f} {_column(tag)}"


def qrels_lines(results: Iterable[Result]) -> Iterator[str]:
    """Yield the articles that contain the gold of each case, all with grade 1."""
    for result in results:
        for article in dict.fromkeys(span.article_id for span in result.case.gold):
            yield f"{_column(result.case.id)} 0 {_column(article)} 1"


def _passage(span: Span) -> str:
    return f"{span.article_id}:{span.start}-{span.end}"


def _column(name: str) -> str:
    """Escape white space in a name, keeping different names different."""
    return _APART.sub(lambda found: f"%{ord(found[0]):02X}", name)
