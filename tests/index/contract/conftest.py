"""Every implementation of a protocol: each test of a contract runs over each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from index import protocols
from index.catalogue.database import Catalogue
from index.intake.event import Draft
from index.passage_cutting import passages
from index.vectors.chroma import VectorStore
from index.words import Words, WordsWriter
from sources.article import Article, BlockKind, Metadata
from tests.index.contract.memory import MemoryCatalogue, MemoryVectors, MemoryWords
from tests.index.fakes import FakeEmbedder

DIMENSIONS = 32


class WordIndex(NamedTuple):
    """The writer of an index, and what opens a reader."""

    writer: protocols.WordsChanges
    reader: Callable[[], protocols.Words]


def a_draft(name: str, text: str, metadata: Metadata | None = None) -> Draft:
    """Return an article of one paragraph with a headline, and its passages."""
    blocks = [(BlockKind.HEADING, f"Headline of {name}"), (BlockKind.PARAGRAPH, text)]
    article = Article.from_blocks(f"/news/{name}.txt", blocks, metadata or Metadata())
    return Draft(article, passages(article), {}, f"/news/{name}.txt", "digest", known=False)


def add(catalogue: protocols.Catalogue, *drafts: Draft, show: bool = True) -> list[int]:
    """Store articles, and return the numbers of their passages."""
    embedder = FakeEmbedder(dimensions=DIMENSIONS)
    numbers: list[int] = []
    with catalogue.writing() as changes:
        for draft in drafts:
            vectors = embedder.embed_passages([each.text for each in draft.passages])
            key, seqs = changes.stage(draft, vectors)
            numbers += seqs
            if show:
                changes.show([key])
    return numbers


@pytest.fixture(params=["sqlite", "memory"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[protocols.Catalogue]:
    """Return an empty catalogue."""
    opened: protocols.Catalogue
    if request.param == "sqlite":
        opened = Catalogue.create(tmp_path, "fake@1", DIMENSIONS)
    else:
        opened = MemoryCatalogue("fake@1", DIMENSIONS)
    with closing(opened):
        yield opened


@pytest.fixture
def filled(catalogue: protocols.Catalogue) -> protocols.Catalogue:
    """Return a catalogue of thirty articles."""
    add(catalogue, *[a_draft(f"{n:02}", f"Town{n}ville built topic{n}.") for n in range(30)])
    return catalogue


@pytest.fixture(params=["chroma", "memory"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[protocols.Vectors]:
    """Return an empty set of vectors."""
    opened: protocols.Vectors
    if request.param == "chroma":
        opened = VectorStore.create(tmp_path / "chroma")
    else:
        opened = MemoryVectors()
    with closing(opened):
        yield opened


@pytest.fixture(params=["tantivy", "memory"])
def words(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WordIndex]:
    """Return an empty index of words."""
    writer: protocols.WordsChanges
    if request.param == "tantivy":
        writer = WordsWriter.create(tmp_path / "words")
        made: list[Words] = []

        def reader() -> Words:
            made.append(Words(tmp_path / "words"))
            return made[-1]

        yield WordIndex(writer, reader)
        for each in made:
            each.close()
        writer.close()
    else:
        memory = MemoryWords()
        yield WordIndex(memory, lambda: memory)


def seqs_of(hits: Sequence[protocols.Hit]) -> list[int]:
    """Return the numbers of hits."""
    return [hit.seq for hit in hits]
