"""Purging: what was purged is nowhere in the archive, and stays out."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import tantivy

from index.admission import Admission
from index.archive import Archive
from index.catalogue.database import FILE_NAME
from index.catalogue.home import UPLOADS
from index.errors import (
    ArchiveFull,
    ArchiveLocked,
    ArchiveMismatch,
    ArticleMissing,
    ArticlePurged,
)
from index.kept import REDACTED
from index.progress import Progress
from index.purging import purge as purging
from index.purging.condemned import Proof
from index.purging.fingerprints import MOST_BYTES, of_words
from index.purging.proof import prove
from index.purging.purge_hashes import PurgeHashes
from index.purging.traces import Traces
from index.vectors.generation import GENERATIONS, current
from index.words.fields import SCHEMA
from index.writing import WORDS
from sources.article import Article
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write
from tests.views import once

ROOT = Path(__file__).parents[2]
STORY = (
    "Harbour pilot of Oddville names zithers\n\n"
    "The quick xylophone jumped over seventeen lazy accordion players near the moonlit harbour. "
    "Nobody else ever wrote this peculiar sentence about zithers and quokkas in the whole world."
    "\n\n"
    "“Every marimba in Oddville belongs to somebody else,” said Orla Quill, the pilot of the port, "
    "on Tuesday. She had counted them twice before the committee of the harbour met in the rain.\n"
)
EARLIER = STORY.replace("seventeen lazy", "nineteen sleepless").replace("Tuesday", "Monday")
STEPS = ("uploads and runs", "words", "vectors", "catalogue", "checking")


class Newsroom:
    """An archive of several articles, one of which is to be purged, and the folder of its files."""

    def __init__(self, folder: Path) -> None:
        self.pages = folder / "pages"
        self.secret = self.pages / "secret-harbour-story.txt"
        for name in ("Alpha", "Bravo", "Charlie"):
            write(self.pages, f"{name}.txt", name, "bridges")
        self.secret.write_text(EARLIER, encoding="utf-8")
        self.archive = Archive.create_or_open(folder / "archive", FakeEmbedder())
        self.archive.add([self.pages])
        self.earlier = self._story()
        self.secret.write_text(STORY, encoding="utf-8")
        self.archive.add([self.pages])
        self.archive.publish()
        self.article = self._story()
        # Purging deletes its vectors, which are looked for afterwards.
        with closing(sqlite3.connect(self.folder / FILE_NAME)) as connection:
            self.vectors = [
                row[0]
                for row in connection.execute(
                    "SELECT vector FROM vectors JOIN passages USING (seq) JOIN versions v "
                    "ON v.key = version WHERE article_id = ?",
                    (self.article.id,),
                )
            ]

    @property
    def folder(self) -> Path:
        """The archive's folder."""
        return self.archive.folder

    def _story(self) -> Article:
        (entry,) = self.archive.entries(text="zithers")
        return self.archive.article(entry.article_id)

    def purge(self) -> None:
        """Purge the story."""
        report = self.archive.purge([self.article.id, self.article.id])
        assert report.proof.left == ()

    def left(self) -> set[str]:
        """Return the names of files that have anything that only the story had."""
        return {
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and any(map(self._is_told_by, unpacked(path)))
        }

    def _is_told_by(self, data: bytes) -> bool:
        plain = re.sub(rb"[\W_]+", b" ", data.lower())
        return (
            any(run in plain for run in runs_of(STORY) | runs_of(EARLIER))
            or any(vector[:64] in data for vector in self.vectors)
            or self.secret.name.encode() in data
        )


def runs_of(text: str) -> set[bytes]:
    """Return each eight words in a row."""
    words = re.findall(r"[a-z0-9]+", text.replace("“", " ").replace("”", " ").lower())
    return {" ".join(words[n : n + 8]).encode() for n in range(len(words) - 7)}


def unpacked(path: Path) -> Iterator[bytes]:
    """Yield what a file holds: raw, unpacked, and as SQL returns it."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".gz":
        yield gzip.decompress(data)
    if path.suffix == ".sqlite3":
        with closing(sqlite3.connect(path)) as connection:
            yield "\n".join(connection.iterdump()).encode()
            assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an archive with the story in two versions, and two published generations."""
    made = Newsroom(tmp_path)
    yield made
    made.archive.close()


def test_nothing_of_a_purged_article_is_left_in_any_file(room: Newsroom) -> None:
    """Words in a row, vectors and the file's name are in no file, raw, unpacked or by SQL."""
    room.archive.publish()
    before = {place.partition("/")[0] for place in room.left()}
    assert before >= {FILE_NAME, GENERATIONS}
    room.purge()
    room.archive.close()
    assert room.left() == set()
    with closing(Archive.open(room.folder, FakeEmbedder())) as reopened:
        assert reopened.verify() == ()
        assert len(reopened.entries()) == 3
        assert reopened.status().purged == 1
        assert reopened.status().purging == 0


def test_terms_of_a_purged_article_leave_the_dictionary(room: Newsroom) -> None:
    """A segment keeps the terms of deleted passages until it is written anew."""

    def has(term: str) -> bool:
        index = tantivy.Index(SCHEMA, str(room.folder / WORDS))
        return index.searcher().doc_freq("body", term) > 0

    assert has("xylophon")
    room.archive.remove([room.article.id])
    assert has("xylophon")
    room.purge()
    assert not has("xylophon")
    assert has("council")
    assert not list((room.folder / WORDS).glob("*.del"))


def test_only_the_new_generation_is_kept(room: Newsroom) -> None:
    """The one before holds the vectors of the article, and so may one that was being built."""
    (room.folder / GENERATIONS / "building-dead").mkdir()
    room.purge()
    published = current(room.folder)
    assert published is not None
    assert [path.name for path in (room.folder / GENERATIONS).iterdir()] == [published.name]


def test_an_article_that_was_removed_before_can_be_purged(room: Newsroom) -> None:
    """Its versions are kept for those who cited them, until then."""
    room.archive.remove([room.article.id])
    assert room.archive.version(room.earlier.content_hash).text == room.earlier.text
    (plan,) = room.archive.condemned([room.article.id]).articles
    assert (plan.versions, plan.visible) == (2, False)
    room.purge()
    assert room.left() == set()


def test_whoever_asks_for_a_purged_article_is_told(room: Newsroom) -> None:
    """By its id, by each version, and by the beginning of a version's hash."""
    room.purge()
    asked: tuple[Callable[[], object], ...] = (
        lambda: room.archive.article(room.article.id),
        lambda: room.archive.version(room.earlier.content_hash),
        lambda: room.archive.version(room.article.content_hash[:10], room.article.id),
        lambda: room.archive.condemned([room.article.id]),
    )
    for ask in asked:
        with pytest.raises(ArticlePurged, match="removed by the archive on"):
            ask()
    for name in (room.article.id, room.article.origin, room.secret.name, room.article.content_hash):
        assert room.archive.purged_on(name) is not None
    with pytest.raises(ArticleMissing, match="There is no article"):
        room.archive.version("0" * 64, room.article.id)


def test_a_tombstone_has_no_words(room: Newsroom) -> None:
    """It holds digests and a day."""
    room.purge()
    stones = room.archive.tombstones()
    assert {stone.content_hash for stone in stones} == {
        room.article.content_hash,
        room.earlier.content_hash,
    }
    with closing(sqlite3.connect(room.folder / FILE_NAME)) as connection:
        rows = connection.execute("SELECT * FROM tombstones").fetchall()
    for row in rows:
        assert all(re.fullmatch(r"[0-9a-f]{16,64}|\d{4}-\d\d-\d\d|1", str(value)) for value in row)


@pytest.mark.parametrize("sync", [False, True])
def test_adding_leaves_out_what_was_purged(room: Newsroom, sync: bool) -> None:
    """The same file, the same file with another text, and the same text in another file."""
    room.purge()
    shutil.copy(room.secret, room.pages / "copy.txt")
    for text in (STORY, "Another headline\n\nAnother text stands in the file of this name now.\n"):
        room.secret.write_text(text, encoding="utf-8")
        report = room.archive.add([room.pages], sync=sync)
        assert (report.added, report.unchanged, report.refused) == (0, 3, ())
        assert [Path(record.origin).name for record in report.purged] == [
            "copy.txt",
            room.secret.name,
        ]
    assert room.archive.add([room.pages], dry_run=True).purged == report.purged
    room.secret.write_text(STORY, encoding="utf-8")
    assert room.left() == set()


def test_a_purged_article_comes_back_only_when_asked_for(room: Newsroom) -> None:
    """From then on it is an article like any other; its other versions stay gone."""
    room.purge()
    assert room.archive.add([room.secret], admission=Admission(purged=True)).added == 1
    assert room.archive.article(room.article.id).text == room.article.text
    assert room.archive.add([room.pages], sync=True).purged == ()
    with pytest.raises(ArticlePurged):
        room.archive.version(room.earlier.content_hash)
    room.purge()
    assert room.archive.add([room.pages]).purged
    assert room.left() == set()


def test_other_records_of_a_file_are_added_and_leave_it(room: Newsroom) -> None:
    """A purged record does not keep the others from coming and going."""
    file = room.pages / "wire.jsonl"
    other = {"id": "b", "title": "Ferry of Elton", "text": "The ferry of Elton sails at noon."}
    room.archive.purge([room.article.id])
    purged = {"id": "a", "text": STORY}
    file.write_text("\n".join(map(json.dumps, (purged, other))), encoding="utf-8")
    room.secret.unlink()
    first = room.archive.add([room.pages], sync=True)
    assert (first.added, len(first.purged)) == (1, 1)
    file.write_text(json.dumps(purged), encoding="utf-8")
    assert room.archive.add([room.pages], sync=True).removed == 1


def test_a_copy_stays_and_is_listed(room: Newsroom) -> None:
    """It is another article; its words are no longer looked for, and it can be changed."""
    copy = room.pages / "syndicated.txt"
    copy.write_text(STORY.replace("on Tuesday", "on Wednesday"), encoding="utf-8")
    exact = room.pages / "exact.txt"
    exact.write_text(STORY, encoding="utf-8")
    room.archive.add([room.pages])
    copies = room.archive.condemned([room.article.id]).copies
    assert [round(each.share, 1) for each in copies] == [1.0, 0.9]
    room.purge()
    assert len(room.archive.entries(text="zithers")) == 2
    report = room.archive.add([exact], metadata=room.article.metadata.__class__(outlet="Wire"))
    assert (report.changed, report.purged) == (1, ())
    # The file of the purged article is still barred.
    assert [Path(r.origin).name for r in room.archive.add([room.pages]).purged] == [
        room.secret.name
    ]


def test_uploads_and_runs_lose_its_words(room: Newsroom) -> None:
    """What the page kept of an upload, and what a run kept of an answer, goes too."""
    uploads, run = room.folder / UPLOADS, room.folder / "runs" / "monday"
    uploads.mkdir()
    run.mkdir(parents=True)
    with gzip.open(uploads / "batch.jsonl.gz", "wt") as packed:
        packed.write(json.dumps({"id": "x", "text": STORY}))
    (uploads / "other.txt").write_text("Something else entirely stands in here.")
    (uploads / ".incoming-dead").write_text(STORY)
    span = {"article_id": room.article.id, "content_hash": room.article.content_hash}
    line = {
        "case": {"id": "c1", "question": "Who counted?", "gold": [span]},
        "outcome": {"text": STORY.split("\n\n")[1], "writer": None},
        "cited": [{"span": span, "words": "She had counted them", "published": "2024-06-13"}],
        "quoted": "twice",
    }
    other = {"case": {"id": "c2"}, "outcome": {"text": "The council voted."}}
    results = run / "results.jsonl"
    results.write_text("\n".join(map(json.dumps, (line, other))) + "\n", encoding="utf-8")
    report = room.archive.purge([room.article.id])
    assert report.uploads == (".incoming-dead", "batch.jsonl.gz")
    assert report.redacted == 1
    assert report.proof.left == ()
    first, second, end = results.read_text(encoding="utf-8").split("\n")
    assert json.loads(first) == {
        "case": line["case"],
        "outcome": {"text": REDACTED, "writer": None},
        "cited": [{"span": span, "words": REDACTED, "published": "2024-06-13"}],
        "quoted": "twice",
    }
    assert (json.loads(second), end) == (other, "")
    assert room.left() == set()


def test_an_archive_from_before_can_be_purged_once_it_is_brought_up_to_date(
    room: Newsroom,
) -> None:
    """It lacks the tables of purges, and nothing else."""
    room.archive.close()
    with closing(sqlite3.connect(room.folder / FILE_NAME)) as connection:
        connection.executescript(
            "DROP TABLE tombstones; DROP TABLE purging; "
            "ALTER TABLE versions DROP COLUMN unpublished; "
            "ALTER TABLE versions DROP COLUMN part; "
            "ALTER TABLE versions DROP COLUMN gone; DROP INDEX versions_by_url; "
            "UPDATE settings SET value = '3' WHERE name = 'schema'"
        )
    with pytest.raises(ArchiveMismatch, match="onrecord rebuild"):
        Archive.open(room.folder, FakeEmbedder())
    Archive.upgrade(room.folder, FakeEmbedder())
    room.purge()
    room.archive.close()
    assert room.left() == set()


def test_a_file_of_somebody_elses_is_named(room: Newsroom) -> None:
    """Nothing but the archive's own files is deleted: the purge ends, and says what is left."""
    note = room.folder / "notes.html"
    note.write_text(f"<p>{STORY}</p>", encoding="utf-8")
    report = room.archive.purge([room.article.id])
    assert report.proof.left == (str(note),)
    assert room.archive.status().purging == 0


def test_what_is_kept_to_prove_a_purge_again_has_no_words(room: Newsroom) -> None:
    """All hashes are kept until a proof is clean, and few from then on."""
    note = room.folder / "notes.txt"
    note.write_text(STORY, encoding="utf-8")
    room.archive.purge([room.article.id])
    (kept,) = PurgeHashes.of(room.folder, [room.article.id])
    assert (kept.proved, len(kept.traces.words) > 50) == (False, True)
    part = " ".join(STORY.split()[30:39])
    note.write_text(part, encoding="utf-8")
    assert room.archive.prove_again([room.article.id]).left == (str(note),)
    note.unlink()
    assert room.archive.prove_again([room.article.id]).clean
    (kept,) = PurgeHashes.of(room.folder, [room.article.id])
    assert kept.proved
    # Nobody who knows some words in a row can guess on from one hash to the next.
    assert len(kept.traces.words) <= 2 + 2 * len(STORY.split()) // 32
    assert room.left() == set()
    note.write_text(STORY, encoding="utf-8")
    assert room.archive.prove_again([room.article.id]).left == (str(note),)


def test_what_another_article_has_is_not_looked_for_again(room: Newsroom) -> None:
    """A copy may be added after the purge, or the article itself brought back."""
    room.purge()
    copy = room.pages / "copy.txt"
    copy.write_text(STORY.replace("Tuesday", "Wednesday"), encoding="utf-8")
    assert room.archive.add([copy]).added == 1
    room.archive.publish()
    assert room.archive.prove_again([room.article.id]).left == ()


def test_a_purge_that_was_interrupted_late_is_proved_all_the_same(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are gone from the catalogue then, but the hashes are kept."""
    note = room.folder / "notes.txt"
    note.write_text(STORY, encoding="utf-8")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("index.purging.purge.prove", die)
        with pytest.raises(KeyboardInterrupt):
            room.archive.purge([room.article.id])
    read = []

    def noted(folder: Path, traces: Traces, share: Callable[[float], None]) -> Proof:
        read.append(prove(folder, traces, share))
        return read[-1]

    monkeypatch.setattr("index.purging.purge.prove", noted)
    room.archive.create()
    assert read[0].left == (str(note),)


def test_nothing_is_purged_without_room(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is needed is said before anything is changed."""
    usage = shutil.disk_usage(room.folder)._replace(free=1_000)
    monkeypatch.setattr(purging.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ArchiveFull, match="Nothing was purged"):
        room.archive.purge([room.article.id])

    def full(*_: object, **__: object) -> None:
        raise ArchiveFull("The disk is full.")

    monkeypatch.setattr("index.storage.Storage.locked", full)
    with pytest.raises(ArchiveFull, match=r"^Nothing was purged\. The disk is full"):
        room.archive.purge([room.article.id])
    assert room.archive.article(room.article.id).text == room.article.text


def test_a_reader_of_before_goes_on(room: Newsroom) -> None:
    """Another process has the old words and vectors open; it finds what is left, and no more."""
    vector = FakeEmbedder().embed_question(STORY)
    with closing(Archive.open(room.folder, FakeEmbedder())) as reader:
        assert once(reader).matching("xylophone", 5)
        assert once(reader).nearest(vector, 5)
        room.purge()
        for found in (
            once(reader).matching("xylophone council", 9),
            once(reader).nearest(vector, 9),
        ):
            assert found
            assert all("xylophone" not in match.passage.text for match in found)


def test_a_reader_in_a_transaction_keeps_the_purge_open(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log cannot be emptied under it: that is said, and the next writer finishes."""
    monkeypatch.setattr("index.catalogue.opening._BUSY_MILLISECONDS", 100)
    room.archive.close()
    with closing(sqlite3.connect(room.folder / FILE_NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM versions").fetchone()
        with pytest.raises(ArchiveLocked, match="still being read"):
            room.archive.purge([room.article.id])
        with pytest.raises(ArticlePurged):
            room.archive.article(room.article.id)
        assert room.archive.status().purging == 2
    room.archive.create()
    assert room.archive.status().purging == 0
    room.archive.close()
    assert room.left() == set()


KILLED = """
import os, signal, sys
from pathlib import Path
from index.admission import Admission
from index.archive import Archive
from tests.index.fakes import FakeEmbedder

folder, article_id, step = sys.argv[1:]

def watch(progress):
    if progress.step == step:
        os.kill(os.getpid(), signal.SIGKILL)

Archive.open(Path(folder), FakeEmbedder()).purge([article_id], progress=watch)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_nothing_after_the_next_start(room: Newsroom, step: str) -> None:
    """Nobody sees the article from the first step on, and the next writer finishes the purge."""
    room.archive.close()
    command = [sys.executable, "-c", KILLED, str(room.folder), room.article.id, step]
    killed = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 - this interpreter
    assert killed.returncode == -signal.SIGKILL
    for writable in (False, True):
        with closing(Archive.open(room.folder, FakeEmbedder(), writable)) as reader:
            assert once(reader).matching("xylophone", 5) == ()
            assert len(once(reader).nearest(FakeEmbedder().embed_question(STORY), 9)) == 6
            for ask in (reader.article, lambda _: reader.version(room.earlier.content_hash)):
                with pytest.raises(ArticlePurged):
                    ask(room.article.id)
            assert reader.status().purging == 2
    with closing(Archive.open(room.folder, FakeEmbedder())) as writer:
        writer.create()
        assert writer.status().purging == 0
        assert writer.verify() == ()
    assert room.left() == set()


def test_steps_are_those_that_are_told(room: Newsroom) -> None:
    """The kills above hit each of them."""
    told: list[Progress] = []
    room.archive.purge([room.article.id], progress=told.append)
    assert tuple(dict.fromkeys(progress.step for progress in told)) == STEPS


def test_words_in_a_row_are_found_wherever_a_file_is_cut() -> None:
    """Whatever stands between the words and around them, and in scripts without spaces."""
    run = of_words(b"one two three four five six seven eight")
    assert len(run) == 1
    assert run[0] in of_words(b"zero, ONE-two; (three)\n four five\x00six   seven\x01eight. nine")
    assert run[0] not in of_words(b"one two three four five six seven nine")
    set_well = "“One two—three” «four» five\u00a0six ‘seven’ eight…"
    assert run[0] in of_words(set_well.encode())
    korean = of_words("서울시는 어제 발표했다".encode())
    assert set(korean) & set(of_words("… 서울시는 어제 발표했다고".encode()))
    assert len(of_words(b"a " * (MOST_BYTES // 2))) == MOST_BYTES // 2 - 7
