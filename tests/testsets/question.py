"""The questions of the test sets, and the articles that they are asked of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from index.scope import Filters
from sources.article import Article, Page
from sources.cleaning import clean
from sources.reading import Refusal, SourceFile, discover, read

TESTSETS = Path(__file__).parent
ROOT = TESTSETS.parents[1]
SAMPLES = ROOT / "sources" / "samples"
SHARED = ROOT.parent / "shared" / "articles"
NAMES = ("samples", "articles")


class Gold(BaseModel):
    """Words of an article that carry the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    article: str
    quote: str


class Item(BaseModel):
    """One line of a question set."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    split: Literal["dev", "held_out"]
    question: str
    answerable: bool
    kind: Literal[
        "who",
        "when",
        "where",
        "how_much",
        "how_many",
        "what",
        "which",
        "why",
        "yes_no",
        "quote",
        "list",
        "definition",
    ]
    gold: tuple[Gold, ...]
    answer: tuple[str, ...] = ()
    answer_all: tuple[str, ...] = ()
    filters: Filters = Filters()
    tags: tuple[str, ...]

    @property
    def family(self) -> str:
        """The id without the letter of its wording."""
        match = re.fullmatch(r"([a-z]\d+)[a-z]?", self.id)
        assert match, self.id
        return match.group(1)


def questions(name: str) -> tuple[Item, ...]:
    """Read a question set."""
    lines = (TESTSETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Item.model_validate_json(line) for line in lines)


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
