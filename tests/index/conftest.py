"""Fixtures of the tests of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import Archive
from sources.following.queue import Queue
from tests.index.desk import FIRST, OF_ITS_FEED, SECOND, TITLE, Desk
from tests.index.fakes import FakeEmbedder
from tests.websites import article_page, website


@pytest.fixture
def through_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make archives search their published generation, however few passages it holds."""
    monkeypatch.setattr("index.vectors.vector_search.FEW", 0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Serve a site with a feed of one article, and follow nothing yet."""
    folder = tmp_path / "archive"
    with website() as site, closing(Archive.create_or_open(folder, FakeEmbedder())) as archive:
        archive.create()
        site.put("/bridge", article_page(TITLE, FIRST, SECOND))
        site.feed([("/bridge", TITLE, OF_ITS_FEED)])
        with closing(Queue(folder)) as queue:
            yield Desk(site, archive, queue, {})
