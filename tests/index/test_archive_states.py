from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from index.archive import Archive
from index.errors import ArticleMissing
from index.report import Removal
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write
from tests.views import once

NAMES = st.sampled_from(["alpha", "bravo", "charlie", "delta"])
TOPICS = st.sampled_from(["bridges", "schools", "rivers", "forests", "harbours"])
PUBLISHED_AT_MOST = 2


class ArchiveStates(RuleBasedStateMachine):
    """Do anything to an archive in any order, and compare it with a plain dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()).resolve()
        self.pages = self.folder / "pages"
        self.files: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.history: dict[tuple[str, str], str] = {}
        self.published = 0
        self.archive = Archive.create_or_open(self.folder / "archive", FakeEmbedder())

    @initialize()
    def make(self) -> None:
        """Begin with an empty archive and an empty folder."""
        self.pages.mkdir()
        self.archive.create()

    @rule(name=NAMES, topic=TOPICS)
    def save(self, name: str, topic: str) -> None:
        """Write a file, new or in the place of another."""
        write(self.pages, f"{name}.txt", name.title(), topic)
        self.files[name] = topic

    @rule(name=NAMES)
    def delete_file(self, name: str) -> None:
        """Delete a file."""
        (self.pages / f"{name}.txt").unlink(missing_ok=True)
        self.files.pop(name, None)

    @rule(sync=st.booleans())
    def add(self, sync: bool) -> None:
        """Add the folder; the dry run foretells it."""
        plan = self.archive.add([self.pages], sync=sync, emptying=True, dry_run=True)
        report = self.archive.add([self.pages], sync=sync, emptying=True)
        assert report == plan
        assert report.added == len(self.files.keys() - self.shown.keys())
        changed = [n for n, t in self.files.items() if self.shown.get(n, t) != t]
        assert report.changed == len(changed)
        gone = self.shown.keys() - self.files.keys() if sync else set()
        assert report.removed == len(gone)
        self.shown = {n: t for n, t in {**self.shown, **self.files}.items() if n not in gone}

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        """Remove an article, leaving its file."""
        removal = self.archive.remove([self._ids().get(name, "0" * 16)])
        assert removal == Removal(name in self.shown)
        self.shown.pop(name, None)

    @precondition(lambda self: self.published < PUBLISHED_AT_MOST)
    @rule()
    def publish(self) -> None:
        """Publish a generation."""
        self.archive.publish()
        self.published += 1
        assert self.archive.status().tail == 0

    @rule()
    def reopen(self) -> None:
        """Close the archive and open it as another process would."""
        self.archive.close()
        self.archive = Archive.open(self.folder / "archive", FakeEmbedder())

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        """Every article is there as it was added, and every old version still is."""
        if not (self.folder / "archive").exists():
            return
        ids = self._ids()
        assert ids.keys() == self.shown.keys()
        for name, article_id in ids.items():
            article = self.archive.article(article_id)
            assert self.shown[name] in article.text
            self.history[article_id, article.content_hash] = article.text
        for (article_id, content_hash), text in self.history.items():
            assert self.archive.version(content_hash, article_id).text == text

    @invariant()
    def finds_what_the_dictionary_holds(self) -> None:
        """Words and vectors find exactly the visible articles."""
        if not (self.folder / "archive").exists():
            return
        model = FakeEmbedder()
        for topic in ("bridges", "schools", "rivers"):
            expected = {name for name, shown in self.shown.items() if shown == topic}
            found = once(self.archive).matching(topic, 50)
            assert {self._name(match.passage.span.article_id) for match in found} == expected
        for name, topic in self.shown.items():
            vector = model.embed_question(f"Council of {name.title()} votes on {topic}")
            nearest = once(self.archive).nearest(vector, 50)
            assert len(nearest) == self.archive.scope().passages
            assert self._name(nearest[0].passage.span.article_id) == name

    def teardown(self) -> None:
        """Nothing is wrong at the end, and everything can be removed."""
        assert self.archive.verify() == ()
        for article_id in self._ids().values():
            self.archive.remove([article_id])
            with pytest.raises(ArticleMissing):
                self.archive.article(article_id)
        self.archive.close()
        shutil.rmtree(self.folder)

    def _ids(self) -> dict[str, str]:
        return {Path(e.origin).stem: e.article_id for e in self.archive.entries()}

    def _name(self, article_id: str) -> str:
        return Path(self.archive.article(article_id).origin).stem


@pytest.mark.slow
@pytest.mark.usefixtures("through_chroma")
def test_an_archive_is_a_dictionary() -> None:
    """An archive holds and finds what a plain dictionary holds, whatever was done to it."""
    limits = settings(
        max_examples=8,
        stateful_step_count=14,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(ArchiveStates, settings=limits)
