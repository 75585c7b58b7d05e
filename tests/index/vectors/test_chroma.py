from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest
from numpy.typing import NDArray

from index.archive import Archive
from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import ArchiveFull, GenerationUnusable
from index.passage import Match, Passage
from index.scope import Filters
from index.vectors.chroma import STORE_FILE, VectorStore
from index.vectors.generation import CURRENT, GENERATIONS, Generation, Standing, current
from index.vectors.publication import clear_leftovers, probe, publish
from index.vectors.unpublished import Block
from index.vectors.vector_search import VectorSearch
from sources.article import Metadata
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write
from tests.views import once


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


def nearest(
    search: VectorSearch,
    snapshot: Snapshot,
    vector: NDArray[np.float32],
    limit: int,
    filters: Filters,
) -> tuple[Match, ...]:
    """Search the generation that is published now."""
    return search.nearest(snapshot, search.generation(snapshot), vector, limit, filters)


def through_chroma(archive: Archive, vector: NDArray[np.float32]) -> tuple[Match, ...]:
    """Return the five nearest passages, as a search of a large archive finds them."""
    with Catalogue(archive.folder).reading() as snapshot:
        return nearest(VectorSearch(archive.folder, few=0), snapshot, vector, 5, Filters())


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
    assert names == ["000003", "000004"]


def test_what_was_never_published_is_cleared(archive: Archive) -> None:
    """The next writer removes what a dead one left: unfinished folders and unnamed generations."""
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
    before = through_chroma(archive, question)
    folder = archive.folder / GENERATIONS / "000002"
    if damage == "no pointer":
        (archive.folder / CURRENT).unlink()
    elif damage == "wild pointer":
        (archive.folder / CURRENT).write_text("000009\n", encoding="utf-8")
    elif damage == "no store":
        shutil.rmtree(folder / "chroma")
    else:
        (folder / "chroma" / "chroma.sqlite3").write_bytes(b"torn" * 1000)
    after = through_chroma(archive, question)
    assert [match.passage for match in after] == [match.passage for match in before]


def test_a_base_that_cannot_be_copied_is_built_afresh(archive: Archive) -> None:
    """A damaged published generation does not keep the next one from being built."""
    archive.publish()
    (archive.folder / GENERATIONS / "000002" / "chroma" / "chroma.sqlite3").write_bytes(b"torn")
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
    assert current(archive.folder) == Generation.read(archive.folder, "000002")
    assert once(archive).nearest(FakeEmbedder().embed_question("budget"), 3)


def test_a_builder_that_fails_publishes_nothing(archive: Archive) -> None:
    """The parent says why the builder failed and removes what it made."""
    described = standing(archive)
    with Catalogue(archive.folder).writing() as ledger:
        ledger.set("dimensions", 31)
    with pytest.raises(GenerationUnusable):
        publish(archive.folder, described)
    assert current(archive.folder) == described.generation
    assert [path.name for path in (archive.folder / GENERATIONS).iterdir()] == ["000001"]


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
        found = nearest(VectorSearch(archive.folder, few=0), snapshot, question, 100, filters)
        assert len(found) == snapshot.count(filters)
        origins = {_number(snapshot, match.passage) for match in found}
    assert origins == articles


HERALD = Filters(outlets=("Herald",))


@pytest.fixture
def two_outlets(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive in which all the Post's articles are nearer to "bridges" than others."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    for outlet, words in (("Post", "bridges"), ("Herald", "cherries")):
        for number in range(60):
            write(tmp_path / outlet, f"{number}.txt", f"Town{number}ville", words)
        archive.add([tmp_path / outlet], Metadata(outlet=outlet))
    archive.publish()
    yield archive
    archive.close()


def assert_the_graph_finds_the_nearest_of_the_herald(archive: Archive) -> None:
    """Compare a search of the graph with a search of every vector."""
    question = FakeEmbedder().embed_question("bridges")
    with Catalogue(archive.folder).reading() as snapshot:
        found = nearest(VectorSearch(archive.folder, few=0), snapshot, question, 3, HERALD)
        expected = nearest(VectorSearch(archive.folder), snapshot, question, 3, HERALD)
    assert [match.score for match in found] == pytest.approx([m.score for m in expected], abs=1e-5)
    assert len(found) == 3


def test_what_a_filter_leaves_is_found_behind_all_that_lies_nearer(two_outlets: Archive) -> None:
    """The graph is asked for more when what it finds first is all of another outlet."""
    question = FakeEmbedder().embed_question("bridges")
    with Catalogue(two_outlets.folder).reading() as snapshot:
        found = nearest(VectorSearch(two_outlets.folder), snapshot, question, 50, Filters())
    assert {match.passage.outlet for match in found} == {"Post"}
    assert_the_graph_finds_the_nearest_of_the_herald(two_outlets)


def test_unpublished_passages_do_not_stop_the_search_of_the_graph(
    two_outlets: Archive, tmp_path: Path
) -> None:
    """The graph is asked for more even if enough passages were added since, all farther away."""
    paths = [write(tmp_path / "new", f"{n}.txt", f"Town{n}ville", "geese") for n in range(4)]
    two_outlets.add(paths, Metadata(outlet="Herald"))
    assert standing(two_outlets).tail > 3
    assert_the_graph_finds_the_nearest_of_the_herald(two_outlets)


def test_unfindable_passages_do_not_stop_the_search_of_the_graph(two_outlets: Archive) -> None:
    """The graph is asked for more even if enough passages that it cannot find are farther away."""
    question = FakeEmbedder().embed_question("bridges")
    with Catalogue(two_outlets.folder).reading() as snapshot:
        seqs = snapshot.seqs(HERALD)
        farthest = seqs[np.argsort(snapshot.vectors(seqs) @ question)[:4]]
    make_unfindable(two_outlets, farthest.tolist())
    assert_the_graph_finds_the_nearest_of_the_herald(two_outlets)


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
            found = nearest(VectorSearch(archive.folder, few), snapshot, question, limit, filters)
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


def make_unfindable(archive: Archive, seqs: list[int]) -> None:
    """List passages as those that the graph of the published generation cannot find."""
    generation = current(archive.folder)
    assert generation is not None
    description = generation.folder(archive.folder) / "GENERATION.json"
    described = json.loads(description.read_text(encoding="utf-8"))
    description.write_text(json.dumps({**described, "unfindable": seqs}), encoding="utf-8")


def test_what_the_graph_cannot_find_is_searched_exactly(archive: Archive) -> None:
    """A passage that a generation names as unfindable is found all the same."""
    archive.publish()
    with Catalogue(archive.folder).reading() as snapshot:
        seq = int(snapshot.seqs()[0])
        vector = snapshot.vectors([seq])[0]
        passage = snapshot.passages([seq])[seq]
    make_unfindable(archive, [seq])
    assert through_chroma(archive, vector)[0].passage == passage


def opened(archive: Archive) -> chromadb.Collection:
    """Open the published collection as another program does."""
    generation = current(archive.folder)
    assert generation is not None
    settings = chromadb.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(generation.store(archive.folder), settings)
    return client.get_collection("passages", embedding_function=None)


def test_another_program_finds_the_passages(archive: Archive) -> None:
    """Their words, embeddings and metadata are in Chroma; it can filter by outlet and day."""
    archive.publish()
    days = {"$gte": 1704240000}  # 3 January 2024
    wanted: Any = {"$and": [{"outlet": "Herald"}, {"published": days}]}
    found = opened(archive).get(where=wanted, include=["embeddings", "documents", "metadatas"])
    dated = Filters(outlets=("Herald",), since=date(2024, 1, 3))
    with Catalogue(archive.folder).reading() as snapshot:
        seqs = snapshot.seqs(dated).tolist()
        passages = snapshot.passages(seqs)
        vectors = snapshot.vectors(seqs)
    assert found["ids"] == [str(seq) for seq in seqs]
    assert found["documents"] == [passages[seq].text for seq in seqs]
    assert np.allclose(found["embeddings"], vectors)
    for seq, known in zip(seqs, found["metadatas"] or [], strict=True):
        passage = passages[seq]
        span = {name: known[name] for name in ("article_id", "content_hash", "start", "end")}
        assert span == asdict(passage.span)
        assert (known["headline"], known["outlet"]) == (passage.headline, passage.outlet)
        assert ("language" in known) == (passage.language is not None)


def test_the_first_article_is_published_at_once(tmp_path: Path) -> None:
    """Those after it wait until they are many, or until nothing that is published is left."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    pages = [write(tmp_path, f"{n}.txt", f"Town{n}ville", f"topic{n}") for n in range(3)]
    archive.add(pages[:1])
    published = current(archive.folder)
    assert published is not None
    assert opened(archive).count() == archive.scope().passages == published.count
    archive.add(pages[1:2])
    assert current(archive.folder) == published
    archive.remove([archive.entries()[-1].article_id])
    left = opened(archive).get()["documents"] or []
    assert left
    assert all("Town1ville" in words for words in left)


def test_nothing_is_published_where_nothing_is_added(tmp_path: Path) -> None:
    """No generation and no process is left of an archive that stays empty."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    (tmp_path / "empty.txt").write_text("")
    report = archive.add([tmp_path / "empty.txt"])
    assert (report.added, report.warnings) == (0, ())
    assert current(archive.folder) is None
    assert list((archive.folder / GENERATIONS).iterdir()) == []


def test_a_generation_of_an_earlier_version_is_used_until_the_next_one(archive: Archive) -> None:
    """It holds no words: the next one is built without it."""
    generation = current(archive.folder)
    assert generation is not None
    shutil.rmtree(generation.store(archive.folder))
    earlier = VectorStore.create(generation.store(archive.folder))
    with Catalogue(archive.folder).reading() as snapshot:
        seqs = snapshot.seqs().tolist()[: generation.count]
        earlier._collection.add([f"{seq:032x}.{seq}" for seq in seqs], snapshot.vectors(seqs))
    earlier.close()
    description = generation.folder(archive.folder) / "GENERATION.json"
    described = json.loads(description.read_text(encoding="utf-8"))
    del described["format"]
    description.write_text(json.dumps(described), encoding="utf-8")
    question = FakeEmbedder().embed_question("bridges of Town0ville")
    assert "Town0ville" in through_chroma(archive, question)[0].passage.text
    assert not standing(archive).due
    assert standing(archive).base is None
    archive.publish()
    assert all(opened(archive).get()["documents"] or [""])
    assert opened(archive).count() == standing(archive).visible


def test_what_another_program_adds_is_ignored(archive: Archive) -> None:
    """It is not found, keeps nothing from being found, and is not in the next generation."""
    archive.publish()
    question = FakeEmbedder().embed_question("bridges of Town3ville")
    before = [match.passage for match in through_chroma(archive, question)]
    opened(archive).add(["a note"], [question.tolist()], documents=["bridges of Town3ville"])
    assert [match.passage for match in through_chroma(archive, question)] == before
    archive.publish()
    assert opened(archive).count() == standing(archive).visible


def _number(snapshot: Snapshot, passage: Passage) -> int:
    """Return the number in the name of the file that a passage comes from."""
    return int(snapshot.article(passage.span.article_id).name.removesuffix(".txt"))
