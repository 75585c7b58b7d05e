from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.database import FILE_NAME, Catalogue
from index.errors import ArchiveDamaged, ArchiveMissing, ArticleMissing
from index.intake.event import Draft, TakenFile
from index.passage import Passage
from index.scope import Filters
from sources.article import Article, BlockKind, Metadata

UNKNOWN = Metadata()


def draft(name: str, text: str, metadata: Metadata = UNKNOWN) -> Draft:
    """Return an article of one passage."""
    article = Article.from_blocks(f"/news/{name}", [(BlockKind.PARAGRAPH, text)], metadata)
    passage = Passage(article.span(0, len(text)), text, article.headline)
    return Draft(article, (passage,), {}, f"/news/{name}", "digest", known=False)


def show(catalogue: Catalogue, *drafts: Draft) -> list[int]:
    """Make articles visible and return the numbers of their passages."""
    numbers: list[int] = []
    with catalogue.writing() as ledger:
        for each in drafts:
            key, seqs = ledger.stage(each, np.eye(1, 4, dtype=np.float32))
            ledger.show([key])
            numbers += seqs
    return numbers


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Return an empty catalogue."""
    return Catalogue.create(tmp_path, "fake@1", 4)


def test_what_is_staged_is_seen_by_nobody(catalogue: Catalogue) -> None:
    """A staged version is in no list, count, search or citation until it is shown."""
    with catalogue.writing() as ledger:
        key, seqs = ledger.stage(draft("a", "One."), np.eye(1, 4, dtype=np.float32))
    article = draft("a", "One.").article
    with catalogue.reading() as snapshot:
        assert snapshot.passages(seqs) == {}
        assert snapshot.entries(Filters(), "", 10, 0) == ()
        assert snapshot.scope(Filters()).articles == 0
        with pytest.raises(ArticleMissing):
            snapshot.version(article.content_hash, None)
    with catalogue.writing() as ledger:
        ledger.show([key])
    with catalogue.reading() as snapshot:
        assert snapshot.passages(seqs)[seqs[0]].text == "One."


def test_a_new_version_takes_the_place_of_the_old_one(catalogue: Catalogue) -> None:
    """The old version is no longer found, and still readable by its hash."""
    first = show(catalogue, draft("a", "One."))
    second = show(catalogue, draft("a", "Two."))
    old = draft("a", "One.").article
    with catalogue.reading() as snapshot:
        assert list(snapshot.passages(first + second)) == second
        assert snapshot.article(old.id).text == "Two."
        assert snapshot.version(old.content_hash, old.id) == old
        assert snapshot.seqs().tolist() == second


def test_new_metadata_under_the_same_words_is_what_a_citation_shows(catalogue: Catalogue) -> None:
    """A version whose words stayed is stored once, with the metadata that was given last."""
    show(catalogue, draft("a", "One."))
    dated = draft("a", "One.", Metadata(title="T", published=date(1950, 3, 1), authors=("A", "B")))
    show(catalogue, dated)
    with catalogue.reading() as snapshot:
        assert snapshot.version(dated.article.content_hash, None) == dated.article
        assert snapshot.old_versions() == 0


def test_a_change_that_fails_changes_nothing(catalogue: Catalogue) -> None:
    """An error inside a change undoes all of it."""
    broken = draft("b", "Two.")
    with pytest.raises(ValueError, match="zip"):  # two passages, one vector
        show(catalogue, draft("a", "One."), replace(broken, passages=broken.passages * 2))
    with catalogue.reading() as snapshot:
        assert snapshot.scope(Filters()).articles == 0
        assert snapshot.revision == 0


def test_a_reader_keeps_its_view_while_another_writes(tmp_path: Path, catalogue: Catalogue) -> None:
    """What a reader began to read stays as it was until it ends."""
    seqs = show(catalogue, draft("a", "One."))
    reader = Catalogue(tmp_path)
    with reader.reading() as snapshot:
        assert snapshot.revision == 1
        with catalogue.writing() as ledger:
            assert ledger.remove([draft("a", "").article.id]) == 1
        assert snapshot.passages(seqs)[seqs[0]].text == "One."
    with reader.reading() as snapshot:
        assert snapshot.passages(seqs) == {}
        assert snapshot.revision == 2


def test_the_number_of_a_passage_is_never_used_twice(catalogue: Catalogue) -> None:
    """Derived parts know a passage by its number, so numbers of dropped ones stay unused."""
    with catalogue.writing() as ledger:
        _, staged = ledger.stage(draft("a", "One."), np.eye(1, 4, dtype=np.float32))
    with catalogue.reading() as snapshot:
        assert len(snapshot.buried()) == 1
    with catalogue.writing() as ledger:
        ledger.roll_back()
    assert show(catalogue, draft("b", "Two."))[0] > staged[0]


def test_offsets_are_characters_beyond_the_basic_plane(catalogue: Catalogue) -> None:
    """The slice that SQLite cuts is the slice that Python cuts."""
    text = "🙂 한국 é. Then more."
    article = Article.from_blocks("/news/e", [(BlockKind.PARAGRAPH, text)], Metadata())
    passage = Passage(article.span(2, 8), text[2:8], article.headline)
    seqs = show(catalogue, Draft(article, (passage,), {}, "/news/e", "digest", known=False))
    with catalogue.reading() as snapshot:
        assert snapshot.passages(seqs)[seqs[0]] == passage


def test_lists_are_narrowed_by_text_as_it_is(catalogue: Catalogue) -> None:
    """Signs that SQL would read as patterns are searched as they are."""
    show(catalogue, draft("100%_sure", "One."), draft("100 sure", "Two."))
    with catalogue.reading() as snapshot:
        assert [e.origin for e in snapshot.entries(Filters(), "0%_S", 9, 0)] == ["/news/100%_sure"]
        assert [e.origin for e in snapshot.entries(Filters(), "sure NEWS 100%", 9, 0)] == [
            "/news/100%_sure"
        ]
        assert len(snapshot.entries(Filters(), " sure 100 ", 9, 0)) == 2
        assert snapshot.entries(Filters(), "sure 200", 9, 0) == ()
        assert len(snapshot.entries(Filters(), "", 1, 1)) == 1


def test_a_removed_article_is_read_again_when_its_file_is_added_again(catalogue: Catalogue) -> None:
    """Removing an article forgets that its file was taken."""
    show(catalogue, draft("a", "One."))
    with catalogue.writing() as ledger:
        ledger.took([TakenFile("/news/a", "/news", "digest")])
    with catalogue.reading() as snapshot:
        assert snapshot.files.digest("/news/a") == "digest"
    with catalogue.writing() as ledger:
        ledger.remove([draft("a", "").article.id])
    with catalogue.reading() as snapshot:
        assert snapshot.files.digest("/news/a") is None


def test_a_folder_without_a_catalogue_is_no_archive(tmp_path: Path) -> None:
    """The error names the folder and how to make an archive."""
    with pytest.raises(ArchiveMissing, match="onrecord add"):
        Catalogue(tmp_path / "none")


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    """SQLite's own error does not leak."""
    (tmp_path / FILE_NAME).write_bytes(b"no database " * 400)
    with pytest.raises(ArchiveDamaged, match="not a database"), Catalogue(tmp_path).reading() as s:
        _ = s.revision


def test_a_connection_ends_with_its_thread(catalogue: Catalogue) -> None:
    """A chain answers each question in new threads; they must not use up the open files."""

    def look() -> None:
        with catalogue.reading() as snapshot:
            assert snapshot.revision >= 0

    def files_after_threads(number: int) -> int:
        for _ in range(number):
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        opened = [Path(entry.path) for entry in os.scandir("/proc/self/fd")]
        return sum(str(os.path.realpath(path)).startswith(str(folder)) for path in opened)

    folder = catalogue.path.parent
    look()
    assert files_after_threads(8) == files_after_threads(2)
