from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue import Catalogue
from index.errors import ArchiveFull, GenerationUnusable
from index.generation import CURRENT, GENERATIONS, Generation, current
from index.generations import STORE_FILE, VectorStore
from index.passage import Passage
from index.publication import clear_leftovers, probe, publish
from index.scope import Filters
from index.snapshot import Snapshot
from index.standing import Standing
from index.tail import Block
from index.vectors import VectorSearch
from sources.article import Metadata
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive of six articles, three of them by the Herald."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    for number in range(6):
        path = write(tmp_path / "news", f"{number}.txt", f"Town{number}ville", f"topic{number}")
        outlet = "Herald" if number % 2 else "Post"
        archive.add([path], Metadata(outlet=outlet, published=date(2024, 1, 1 + number)))
    yield archive
    archive.close()


def standing(archive: Archive) -> Standing:
    """Compare the published generation with the catalogue."""
    with Catalogue(archive.folder).reading() as snapshot:
        return Standing.of(archive.folder, snapshot)


def lost(archive: Archive) -> list[int]:
    """Return the visible passages that the published store does not find by their vectors."""
    generation = current(archive.folder)
    assert generation is not None
    store = VectorStore(generation.store(archive.folder))
    with Catalogue(archive.folder).reading() as snapshot:
        return store.unfindable(snapshot, snapshot.seqs().tolist())


def test_a_generation_holds_every_visible_passage(archive: Archive) -> None:
    """After publishing nothing is behind, and every passage is found by its own vector."""
    assert standing(archive).tail > 0
    archive.publish()
    after = standing(archive)
    assert (after.tail, after.dead) == (0, 0)
    assert after.generation is not None
    assert after.generation.count == after.visible
    assert lost(archive) == []
    assert probe(archive.folder) == ()


def test_a_reader_finds_every_record_in_the_graph(archive: Archive) -> None:
    """No record is left in the store's log, which each reader would add to its graph again."""
    archive.publish()
    generation = current(archive.folder)
    assert generation is not None
    database = generation.store(archive.folder) / STORE_FILE
    with closing(sqlite3.connect(database)) as connection:
        waiting = connection.execute("SELECT count(*) FROM embeddings_queue").fetchone()[0]
    assert generation.count > 1
    assert waiting <= 1  # Chroma keeps the last one


def test_the_next_generation_is_a_copy_with_more_in_it(archive: Archive, tmp_path: Path) -> None:
    """What is new is added to a copy; the generation that readers may have open stays as it is."""
    archive.publish()
    first = current(archive.folder)
    assert first is not None
    held = sorted(first.folder(archive.folder).rglob("*.bin"))
    before = [path.read_bytes() for path in held]
    archive.add([write(tmp_path / "news", "new.txt", "Newtown", "bridges")])
    assert standing(archive).base == first
    archive.publish()
    second = current(archive.folder)
    assert second is not None
    assert second.count == standing(archive).visible
    assert lost(archive) == []
    assert [path.read_bytes() for path in held] == before


def test_a_generation_with_many_dead_is_built_afresh(archive: Archive) -> None:
    """Records of removed passages are passed over, and left out once they are a tenth."""
    archive.publish()
    archive.remove([entry.article_id for entry in archive.entries()[:2]])
    between = standing(archive)
    assert between.dead > 0
    assert between.base is None
    archive.publish()
    after = standing(archive)
    assert after.dead == 0
    assert after.generation is not None
    assert after.generation.count == after.visible


def test_two_generations_are_kept(archive: Archive) -> None:
    """One older generation stays for readers that have it open; what is older goes."""
    for _ in range(3):
        archive.publish()
    names = sorted(path.name for path in (archive.folder / GENERATIONS).iterdir())
    assert names == ["000002", "000003"]


def test_what_was_never_published_is_cleared(archive: Archive) -> None:
    """The next writer removes what a dead one left: unfinished folders and unnamed generations."""
    archive.publish()
    folder = archive.folder / GENERATIONS
    shutil.copytree(folder / "000001", folder / "000002")
    (folder / "building-dead").mkdir()
    (archive.folder / f"{CURRENT}.dead").write_text("000002", encoding="utf-8")
    clear_leftovers(archive.folder)
    assert [path.name for path in folder.iterdir()] == ["000001"]
    assert not list(archive.folder.glob(f"{CURRENT}.*"))


@pytest.mark.parametrize("damage", ["no pointer", "wild pointer", "no store", "torn store"])
def test_search_without_a_usable_generation_is_exact(archive: Archive, damage: str) -> None:
    """Whatever happens to the published generation, the same passages are found."""
    archive.publish()
    question = FakeEmbedder().embed_question("bridges of Town3ville")
    before = archive.nearest(question, 5)
    folder = archive.folder / GENERATIONS / "000001"
    if damage == "no pointer":
        (archive.folder / CURRENT).unlink()
    elif damage == "wild pointer":
        (archive.folder / CURRENT).write_text("000009\n", encoding="utf-8")
    elif damage == "no store":
        shutil.rmtree(folder / "chroma")
    else:
        (folder / "chroma" / "chroma.sqlite3").write_bytes(b"torn" * 1000)
    after = Archive.open(archive.folder, FakeEmbedder()).nearest(question, 5)
    assert [match.passage for match in after] == [match.passage for match in before]


def test_a_base_that_cannot_be_copied_is_built_afresh(archive: Archive) -> None:
    """A damaged published generation does not keep the next one from being built."""
    archive.publish()
    (archive.folder / GENERATIONS / "000001" / "chroma" / "chroma.sqlite3").write_bytes(b"torn")
    archive.publish()
    assert lost(archive) == []


def test_a_disk_without_room_keeps_the_published_generation(archive: Archive) -> None:
    """Room is looked for before anything is written; the error says how much is wanted."""
    archive.publish()
    huge = replace(standing(archive), visible=10**12)
    with pytest.raises(
        ArchiveFull, match=r"needs about \d+ MB .* are free\. Free some space"
    ) as refused:
        publish(archive.folder, huge)
    assert refused.value.exit_code == 74
    assert current(archive.folder) == Generation.read(archive.folder, "000001")
    assert archive.nearest(FakeEmbedder().embed_question("budget"), 3)


def test_a_builder_that_fails_publishes_nothing(archive: Archive) -> None:
    """The parent says why the builder failed and removes what it made."""
    described = standing(archive)
    with Catalogue(archive.folder).writing() as ledger:
        ledger.set("dimensions", 31)
    with pytest.raises(GenerationUnusable):
        publish(archive.folder, described)
    assert current(archive.folder) is None
    assert list((archive.folder / GENERATIONS).iterdir()) == []


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (Filters(outlets=("Herald",)), {1, 3, 5}),
        (Filters(outlets=("Herald", "Post")), set(range(6))),
        (Filters(since=date(2024, 1, 3)), {2, 3, 4, 5}),
        (Filters(until=date(2024, 1, 3)), {0, 1, 2}),
        (Filters(outlets=("Post",), since=date(2024, 1, 2), until=date(2024, 1, 4)), {2}),
        (Filters(languages=("ko",)), set()),
    ],
)
def test_the_graph_leaves_what_the_catalogue_does(
    archive: Archive, filters: Filters, articles: set[int]
) -> None:
    """A filter leaves exactly what it should where the graph is asked, too."""
    archive.publish()
    question = FakeEmbedder().embed_question("the budget")
    with Catalogue(archive.folder).reading() as snapshot:
        found = VectorSearch(archive.folder, few=0).nearest(snapshot, question, 100, filters)
        assert len(found) == snapshot.count(filters)
        origins = {_number(snapshot, match.passage) for match in found}
    assert origins == articles


def test_what_a_filter_leaves_is_found_behind_all_that_lies_nearer(tmp_path: Path) -> None:
    """The graph is asked for more when what it finds first is all of another outlet."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    for outlet, words in (("Post", "bridges"), ("Herald", "cherries")):
        for number in range(60):
            write(tmp_path / outlet, f"{number}.txt", f"Town{number}ville", words)
        archive.add([tmp_path / outlet], Metadata(outlet=outlet))
    archive.publish()
    question = FakeEmbedder().embed_question("bridges")
    herald = Filters(outlets=("Herald",))
    with Catalogue(archive.folder).reading() as snapshot:
        nearest = VectorSearch(archive.folder).nearest(snapshot, question, 50, Filters())
        assert {match.passage.span.article_id for match in nearest}.isdisjoint(
            entry.article_id for entry in archive.entries() if entry.outlet == "Herald"
        )
        found = VectorSearch(archive.folder, few=0).nearest(snapshot, question, 3, herald)
        expected = VectorSearch(archive.folder).nearest(snapshot, question, 3, herald)
    assert [match.score for match in found] == pytest.approx([m.score for m in expected], abs=1e-5)
    assert len(found) == 3


@pytest.mark.parametrize("limit", [1, 4, 100])
@pytest.mark.parametrize(
    "filters", [Filters(outlets=("Herald",)), Filters(since=date(2024, 1, 5)), Filters()]
)
def test_the_graph_finds_what_comparing_one_by_one_finds(
    archive: Archive, tmp_path: Path, filters: Filters, limit: int
) -> None:
    """With any filter, and with hidden and unpublished passages, both ways agree."""
    archive.publish()
    archive.remove([archive.entries()[3].article_id])
    archive.add([write(tmp_path / "news", "7.txt", "Newtown", "bridges")], Metadata("T", "Herald"))
    question = FakeEmbedder().embed_question("the bridges of Newtown and Town5ville")
    with Catalogue(archive.folder).reading() as snapshot:
        seqs = snapshot.seqs(filters)
        expected = Block(seqs, snapshot.vectors(seqs)).nearest(question, limit)
        passages = snapshot.passages([seq for seq, _ in expected])
        for few in (0, 3_000):
            found = VectorSearch(archive.folder, few).nearest(snapshot, question, limit, filters)
            assert [m.passage for m in found] == [passages[seq] for seq, _ in expected]
            assert [m.score for m in found] == pytest.approx([s for _, s in expected], abs=1e-5)


def test_a_copied_text_may_be_found_in_the_place_of_another(
    archive: Archive, tmp_path: Path
) -> None:
    """Passages with one and the same vector do not make a generation fail."""
    for number in range(8):
        write(tmp_path / "copies", f"copy{number}.txt", "Sameville", "same")
    archive.add([tmp_path / "copies"])
    archive.publish()
    assert lost(archive) == []


def test_what_the_graph_cannot_find_is_searched_exactly(archive: Archive) -> None:
    """A passage that a generation names as unfindable is found all the same."""
    archive.publish()
    generation = current(archive.folder)
    assert generation is not None
    with Catalogue(archive.folder).reading() as snapshot:
        seq = int(snapshot.seqs()[0])
        vector = snapshot.vectors([seq])[0]
        passage = snapshot.passages([seq])[seq]
    description = generation.folder(archive.folder) / "GENERATION.json"
    described = json.loads(description.read_text(encoding="utf-8"))
    description.write_text(json.dumps({**described, "unfindable": [seq]}), encoding="utf-8")
    best = Archive.open(archive.folder, FakeEmbedder()).nearest(vector, 1)[0]
    assert best.passage == passage


def _number(snapshot: Snapshot, passage: Passage) -> int:
    """Return the number in the name of the file that a passage comes from."""
    return int(snapshot.article(passage.span.article_id).name.removesuffix(".txt"))
