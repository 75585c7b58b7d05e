"""The questions of the test sets, and the articles that they are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.evaluation.line import Line
from assistant.evaluation.testset import lines
from sources.article import Article, Page
from sources.cleaning.cleaner import clean
from sources.reading import Refusal, SourceFile, discover, read

TESTSETS = Path(__file__).parent
ROOT = TESTSETS.parents[1]
SAMPLES = ROOT / "sources" / "samples"
SHARED = ROOT.parent / "shared" / "articles"
NAMES = ("samples", "articles", "followups")


def questions(name: str) -> tuple[Line, ...]:
    """Read a question set."""
    return lines(TESTSETS / f"{name}.jsonl")


def cleaned(folder: Path) -> dict[str, Article]:
    """Read and clean every page of a folder; a refusal fails the test that asked."""
    articles = [clean(page) for page in _pages(folder)]
    return {article.name: article for article in articles}


def _pages(folder: Path) -> Iterator[Page]:
    for found in discover([folder]):
        assert isinstance(found, SourceFile), found
        for page in read(found):
            assert not isinstance(page, Refusal), page
            yield page
