from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.archive import Archive
from index.catalogue.database import FILE_NAME, Catalogue
from index.errors import ArchiveLocked, ArchiveMismatch, ArchiveMissing, ArticleMissing
from index.intake.analyst import Analyst
from index.intake.event import Draft
from index.intake.intake import Intake
from index.lock import writer_lock
from index.progress import Progress
from index.report import Removal
from index.scope import Filters
from index.storage import LOCK
from index.writing import writing
from sources.article import Metadata
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import page, write
from tests.patience import PATIENCE
from tests.views import once


@pytest.fixture
def embedder() -> FakeEmbedder:
    """Return an embedder that needs no model."""
    return FakeEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Archive]:
    """Return an archive that does not exist yet."""
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    yield archive
    archive.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a folder of two articles."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    write(tmp_path / "news", "b.txt", "Berley", "schools")
    return tmp_path / "news"


def names(archive: Archive) -> list[str]:
    """Return the file names of the visible articles."""
    return sorted(Path(entry.origin).name for entry in archive.entries())


def test_added_articles_are_found_at_once(archive: Archive, news: Path) -> None:
    """An article can be listed, read and found by words and by meaning when `add` returns."""
    report = archive.add([news])
    assert (report.added, report.changed, report.unchanged, report.removed) == (2, 0, 0, 0)
    assert report.passages == archive.scope().passages
    assert names(archive) == ["a.txt", "b.txt"]
    match = once(archive).matching("What of the schools?", 1)[0]
    article = archive.article(match.passage.span.article_id)
    assert article.name == "b.txt"
    assert article.words(match.passage.span) == match.passage.text
    question = FakeEmbedder().embed_question("schools budget of Berley")
    assert "Berley" in once(archive).nearest(question, 1)[0].passage.text
    assert archive.verify() == ()


def test_unchanged_files_are_not_embedded_again(
    archive: Archive, news: Path, embedder: FakeEmbedder
) -> None:
    """Adding the same files again counts them as unchanged and asks nothing of the model."""
    archive.add([news])
    embedder.asked.clear()
    report = archive.add([news])
    assert (report.added, report.unchanged) == (0, 2)
    assert embedder.asked == []


def test_a_changed_file_replaces_its_article(archive: Archive, news: Path) -> None:
    """Only the new words are found; the old ones can still be read by their hash."""
    archive.add([news])
    before = next(e for e in archive.entries() if e.origin.endswith("a.txt"))
    old = archive.article(before.article_id)
    write(news, "a.txt", "Alton", "tunnels")
    report = archive.add([news])
    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    assert once(archive).matching("bridges", 5) == ()
    assert once(archive).matching("tunnels", 5)
    assert archive.article(before.article_id).content_hash != before.content_hash
    assert archive.version(before.content_hash) == old
    assert archive.version(before.content_hash, before.article_id) == old
    assert archive.verify() == ()


def test_only_the_changed_records_of_a_file_are_embedded(
    archive: Archive, tmp_path: Path, embedder: FakeEmbedder
) -> None:
    """A file of many articles costs what has changed in it."""
    file = tmp_path / "many.jsonl"

    def save(topics: list[str]) -> None:
        records = [{"id": str(i), "text": page(f"Town{i}", t)} for i, t in enumerate(topics)]
        file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")

    save(["bridges", "schools", "rivers"])
    archive.add([file])
    embedder.asked.clear()
    save(["bridges", "schools", "forests"])
    report = archive.add([file])
    assert (report.added, report.changed, report.unchanged) == (0, 1, 2)
    assert sum(embedder.asked) == report.passages
    save(["bridges"])
    assert archive.add([file]).removed == 0
    assert archive.scope().articles == 3
    report = archive.add([file], sync=True)
    assert (report.unchanged, report.removed) == (1, 2)
    assert archive.scope().articles == 1
    assert archive.verify() == ()


def test_new_metadata_is_a_change(archive: Archive, news: Path) -> None:
    """An article whose outlet became known is found under it."""
    archive.add([news])
    assert once(archive).matching("schools", 5, Filters(outlets=("Herald",))) == ()
    report = archive.add([news], Metadata(outlet="Herald"))
    assert report.changed == 2
    assert once(archive).matching("schools", 5, Filters(outlets=("Herald",)))
    assert archive.scope().outlets == ("Herald",)
    assert archive.verify() == ()


def test_sync_removes_what_is_gone_from_the_folder(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    """Only under the given folder, and only with sync; the report names what went."""
    elsewhere = write(tmp_path / "news2", "c.txt", "Corby", "rivers")
    archive.add([news, elsewhere])
    (news / "a.txt").unlink()
    elsewhere.unlink()
    assert archive.add([news]).removed == 0
    report = archive.add([news], sync=True)
    assert report.removed == 1
    assert [Path(origin).name for origin in report.gone] == ["a.txt"]
    assert names(archive) == ["b.txt", "c.txt"]
    assert archive.verify() == ()


@pytest.mark.parametrize(("seconds", "grows"), [(15.0, True), (0.0, False)])
def test_batches_grow_up_to_the_time_that_may_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, grows: bool
) -> None:
    """A batch that is embedded fast is followed by longer ones, and a slow one is not."""
    monkeypatch.setattr("index.adding.FIRST_PASSAGES", 4)
    monkeypatch.setattr("index.adding._MOST_SECONDS", seconds)
    for number in range(60):
        write(tmp_path / "news", f"{number:02}.txt", f"Town{number}", f"topic{number}")
    embedder = FakeEmbedder()
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([tmp_path / "news"])
    assert (max(embedder.asked) > 2 * embedder.asked[0]) is grows
    archive.close()


def test_a_text_that_is_added_twice_is_embedded_once(tmp_path: Path) -> None:
    """What two articles share, as those of agencies do, gets its vector from one call."""
    embedder = FakeEmbedder()
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    for name, last in (("a.md", "It rained. " * 50), ("b.md", "It snowed. " * 50)):
        text = f"# Tunnel opens\n\n{'The tunnel is open. ' * 40}\n\n{last}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = archive.add([tmp_path / "a.md", tmp_path / "b.md"])
    assert (sum(embedder.asked), report.passages) == (4, 6)  # headline and tunnel are shared
    assert archive.verify() == ()
    archive.close()


def test_a_change_that_was_cut_off_leaves_no_trace(
    archive: Archive, news: Path, embedder: FakeEmbedder
) -> None:
    """A version that was staged and never shown does not make sync take its article for gone."""
    archive.add([news])
    write(news, "a.txt", "Alton", "tunnels")
    catalogue = Catalogue(archive.folder)
    with writing(archive.folder, catalogue, embedder) as session:
        events = Intake.of([news], Metadata(), catalogue).events(Analyst())
        drafts = [event for event in events if isinstance(event, Draft)]
        session.stage(drafts, session.embed(drafts))
    catalogue.close()
    write(news, "a.txt", "Alton", "bridges")
    report = archive.add([news], sync=True)
    assert (report.changed, report.unchanged, report.removed) == (0, 2, 0)
    assert names(archive) == ["a.txt", "b.txt"]


def test_sync_believes_no_missing_folder_and_no_broken_file(archive: Archive, news: Path) -> None:
    """A folder that is away, or a file that cannot be read now, removes nothing."""
    archive.add([news])
    (news / "a.txt").write_bytes(b"\0\1\2\3" * 100)
    assert archive.add([news], sync=True).removed == 0
    shutil.move(news, news.with_name("away"))
    report = archive.add([news], sync=True)
    assert (report.removed, len(report.refused)) == (0, 1)
    assert names(archive) == ["a.txt", "b.txt"]


def test_sync_believes_no_folder_that_cannot_be_read(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it stays, however deep, until the folder can be read again."""
    locked = news / "locked"
    (locked / "deeper").mkdir(parents=True)
    write(locked / "deeper", "c.txt", "Corby", "rivers")
    archive.add([news])
    readable = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder == locked:
            raise PermissionError(errno.EACCES, "denied", str(folder))
        return readable(folder)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", iterdir)
        report = archive.add([news], sync=True)
    assert (report.removed, len(report.refused)) == (0, 1)
    assert names(archive) == ["a.txt", "b.txt", "c.txt"]
    shutil.rmtree(locked)
    assert archive.add([news], sync=True).removed == 1


def test_a_dry_run_says_what_would_happen_and_does_nothing(
    archive: Archive, news: Path, embedder: FakeEmbedder
) -> None:
    """It reports like the real run, makes no folder, embeds nothing and removes nothing."""
    plan = archive.add([news], dry_run=True)
    assert not archive.folder.exists()
    assert plan == archive.add([news])
    write(news, "a.txt", "Alton", "tunnels")
    write(news, "c.txt", "Corby", "rivers")
    (news / "b.txt").unlink()
    embedder.asked.clear()
    before = archive.entries()
    plan = archive.add([news], sync=True, dry_run=True)
    assert (plan.added, plan.changed, plan.removed) == (1, 1, 1)
    assert (archive.entries(), embedder.asked) == (before, [])
    assert plan == archive.add([news], sync=True)


def test_a_refused_file_is_reported_each_time_and_keeps_nothing_out(
    archive: Archive, news: Path
) -> None:
    """The others are added; the bad one is read again the next time."""
    (news / "bad.txt").write_bytes(b"")
    for added in (2, 0):
        report = archive.add([news])
        assert report.added == added
        assert [Path(refusal.origin).name for refusal in report.refused] == ["bad.txt"]


def test_a_removed_article_is_gone_and_can_come_back(archive: Archive, news: Path) -> None:
    """It is in no list and no search; adding its file again brings it back; its words stay."""
    archive.add([news])
    entry = next(e for e in archive.entries() if e.origin.endswith("b.txt"))
    assert archive.remove([entry.article_id, "0000000000000000"]) == Removal(1)
    assert names(archive) == ["a.txt"]
    assert once(archive).matching("schools", 5) == ()
    question = FakeEmbedder().embed_question("schools")
    assert all("Berley" not in m.passage.text for m in once(archive).nearest(question, 50))
    with pytest.raises(ArticleMissing):
        archive.article(entry.article_id)
    assert "schools" in archive.version(entry.content_hash).text
    assert archive.verify() == ()
    assert archive.add([news]).added == 1
    assert names(archive) == ["a.txt", "b.txt"]


def test_no_archive_is_an_error_that_says_how_to_make_one(
    tmp_path: Path, archive: Archive, embedder: FakeEmbedder
) -> None:
    """Opening nothing fails, and so does reading what was never added to."""
    with pytest.raises(ArchiveMissing, match="onrecord add"):
        Archive.open(tmp_path / "none", embedder)
    with pytest.raises(ArchiveMissing):
        archive.scope()
    archive.create()
    assert archive.scope().articles == 0
    assert once(archive).matching("anything", 5) == ()
    assert once(archive).nearest(embedder.embed_question("anything"), 5) == ()


def test_another_model_or_schema_is_refused(archive: Archive, news: Path) -> None:
    """The message names both and the command that mends it, for readers and writers."""
    archive.add([news])
    other = FakeEmbedder("other@111111111111", dimensions=16)
    for opening in (Archive.open, Archive.create_or_open):
        with pytest.raises(ArchiveMismatch, match=r"fake@0.* other@1.*rebuild --embed") as refused:
            opening(archive.folder, other)
        assert refused.value.exit_code == 78
    with sqlite3.connect(archive.folder / FILE_NAME) as connection:
        connection.execute("UPDATE settings SET value = '99' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(ArchiveMismatch, match="schema 99"):
        archive.scope()


def test_an_archive_can_be_embedded_again(archive: Archive, news: Path) -> None:
    """Afterwards it is searched with the new model, and readers with the old one are refused."""
    archive.add([news])
    other = FakeEmbedder("other@111111111111", dimensions=16)
    told: list[Progress] = []
    Archive.reembed(archive.folder, other, progress=told.append)
    changed = Archive.open(archive.folder, other)
    assert changed.verify() == ()
    assert names(changed) == ["a.txt", "b.txt"]
    assert (
        "Berley" in once(changed).nearest(other.embed_question("Berley schools"), 1)[0].passage.text
    )
    assert changed.status().tail == 0
    assert told[-1].articles == 2
    with pytest.raises(ArchiveMismatch):
        archive.scope()
    assert changed.add([news]).unchanged == 2


def test_a_second_writer_is_refused_and_readers_are_not(archive: Archive, news: Path) -> None:
    """While one writes, another writer hears who does and a reader goes on."""
    archive.add([news])
    with writer_lock(archive.folder / LOCK):
        with pytest.raises(ArchiveLocked, match="is in use by process"):
            archive.add([news])
        assert once(archive).matching("schools", 1)
        assert archive.add([news], dry_run=True).unchanged == 2


def test_lost_words_are_made_again(archive: Archive, news: Path, embedder: FakeEmbedder) -> None:
    """Verify names the loss; rebuild, or the next writer, mends it without the model."""
    archive.add([news])
    for mend in (archive.rebuild, lambda: archive.add([news])):
        shutil.rmtree(archive.folder / "words")
        reader = Archive.open(archive.folder, embedder)
        assert [problem.part for problem in reader.verify()] == ["words"]
        assert reader.status().words is None
        embedder.asked.clear()
        mend()
        assert embedder.asked == []
        assert Archive.open(archive.folder, embedder).verify() == ()


def test_verify_finds_what_was_changed_behind_its_back(archive: Archive, news: Path) -> None:
    """A changed text, a lost vector and a stray record are each named."""
    archive.add([news])
    with sqlite3.connect(archive.folder / FILE_NAME) as connection:
        connection.execute("UPDATE versions SET text = 'X' || substr(text, 2) WHERE key = 1")
        connection.execute("UPDATE vectors SET vector = zeroblob(128) WHERE seq = 2")
        connection.execute("INSERT INTO passages SELECT 99, 'stray', 2, 0, 5, NULL")
    connection.close()
    problems = {(problem.subject, problem.reason) for problem in archive.verify()}
    assert (str(news / "a.txt"), "its text has changed since it was added") in problems
    assert ("passage 2", "its vector is missing or invalid") in problems
    assert ("passage 99", "it does not match the text of its article") in problems
    assert ("passage 99", "it is in the word index 0 times instead of once") in problems


def test_the_status_counts_every_part(archive: Archive, news: Path) -> None:
    """The first articles are published at once, later ones when asked or when much is behind."""
    archive.add([news])
    status = archive.status()
    assert status.articles == 2
    assert (status.generation, status.tail, status.dead) == ("000001", 0, 0)
    assert status.passages == status.words
    archive.add([write(news, "later.txt", "Newtown", "harbours")])
    status = archive.status()
    assert (status.generation, status.dead) == ("000001", 0)
    assert 0 < status.tail < status.passages
    archive.publish()
    status = archive.status()
    assert (status.generation, status.tail, status.dead) == ("000002", 0, 0)
    assert min(status.catalogue_bytes, status.generations_bytes, status.words_bytes) > 0


def test_progress_is_told(archive: Archive, news: Path) -> None:
    """The last word of progress is everything."""
    told: list[Progress] = []
    report = archive.add([news], progress=told.append)
    assert (told[-1].articles, told[-1].passages) == (2, report.passages)
    assert told[-1].fraction == 1.0


class Watched(FakeEmbedder):
    """Tell when a second batch is being embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.second = threading.Event()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        if self.asked:
            self.second.set()
        return super().embed_passages(texts)


def test_embedding_does_not_wait_for_storing(tmp_path: Path) -> None:
    """The second batch is being embedded before the first is stored."""
    for number in range(300):  # more than two batches
        write(tmp_path / "news", f"{number}.txt", f"Town{number}ville", "bridges", paragraphs=1)
    embedder = Watched()
    ahead: list[bool] = []

    def heard(now: Progress) -> None:
        if not ahead:  # the first batch is embedded, and not stored yet
            assert now.passages
            ahead.append(embedder.second.wait(PATIENCE))

    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    with closing(archive):
        archive.add([tmp_path / "news"], progress=heard)
        assert ahead == [True]
        assert archive.scope().articles == 300


def test_many_threads_read_while_one_writes(archive: Archive, news: Path, tmp_path: Path) -> None:
    """Every search of every thread succeeds and finds what was there before it began."""
    archive.add([news])
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                assert once(archive).matching("schools", 5)
                vector = FakeEmbedder().embed_question("Berley schools")
                assert "Berley" in once(archive).nearest(vector, 1)[0].passage.text
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(8):
        archive.add([write(tmp_path / "more", f"{number}.txt", f"Town{number}", "harbours")])
    archive.publish()
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
