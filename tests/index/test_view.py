from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME
from index.catalogue.opening import opened_in_place
from index.errors import ArchiveLocked, ArticleMissing, ArticlePurged, WordsMissing
from index.scope import Filters
from index.view import View
from index.words import Words
from index.writing import WORDS
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import write

BRIDGES = FakeEmbedder().embed_question("Council of Alton votes on bridges")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive of two articles."""
    write(tmp_path / "news", "a.txt", "Alton", "bridges")
    write(tmp_path / "news", "b.txt", "Berley", "schools")
    with closing(Archive.create_or_open(tmp_path / "archive", FakeEmbedder())) as archive:
        archive.add([tmp_path / "news"])
        yield archive


@pytest.fixture
def other(archive: Archive) -> Iterator[Archive]:
    """Return the same archive as another process has it."""
    with closing(Archive.open(archive.folder, FakeEmbedder())) as other:
        yield other


def alton(archive: Archive) -> str:
    """Return the id of the article about Alton."""
    (entry,) = archive.entries(text="Alton")
    return entry.article_id


def everything(view: View, article_id: str) -> tuple[object, ...]:
    """Read an article in every way."""
    article = view.article(article_id)
    spans = [match.passage.span for match in view.matching("bridges", 9)]
    return (
        article,
        view.version(article.content_hash, article_id),
        view.quotations(article.content_hash),
        view.times(article.content_hash),
        view.scope(),
        view.entries(),
        view.state(),
        view.matching("bridges", 9),
        view.sharing("voted on the bridges budget", 9),
        view.nearest(BRIDGES, 9),
        view.nearest(BRIDGES, 9, Filters(languages=("en",))),
        view.cosines(BRIDGES, spans),
        view.frequencies(["bridg", "school"]),
    )


def test_a_view_is_of_one_state(archive: Archive, other: Archive, tmp_path: Path) -> None:
    """What is removed, replaced, added and published after it was opened makes no difference."""
    article_id = alton(archive)
    with archive.view() as view:
        before = everything(view, article_id)
        other.remove([article_id])
        write(tmp_path / "news", "b.txt", "Berley", "tunnels")
        write(tmp_path / "news", "c.txt", "Corley", "bridges")
        other.add([tmp_path / "news" / "b.txt", tmp_path / "news" / "c.txt"])
        other.publish()
        assert everything(view, article_id) == before
    with archive.view() as view:
        assert {m.passage.headline for m in view.matching("bridges", 9)} == {
            "Council of Corley votes on bridges"
        }
        with pytest.raises(ArticleMissing):
            view.article(article_id)


def test_words_that_were_not_read_before_are_of_the_same_state(
    archive: Archive, other: Archive
) -> None:
    """The state of the words is that of the moment in which the view was opened."""
    with archive.view() as view:
        other.remove([alton(other)])
        assert len(view.matching("bridges", 9)) == len(view.nearest(BRIDGES, 9)) / 2 > 0


def test_a_change_while_a_view_is_opened_is_in_all_of_it(
    archive: Archive, other: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words and vectors are never of a later state than the catalogue."""
    held, removed = Words.held, [alton(archive)]

    @contextmanager
    def removing(words: Words, revision: int) -> Iterator[None]:
        if removed:
            other.remove([removed.pop()])
        with held(words, revision):
            yield

    monkeypatch.setattr(Words, "held", removing)
    with archive.view() as view:
        assert view.scope().articles == 1
        assert view.matching("bridges", 9) == ()


def test_a_view_of_a_view_is_that_view(archive: Archive) -> None:
    """What opens a view for each of its calls can be given one."""
    with archive.view() as view, view.view() as same:
        assert same is view
    with pytest.raises(RuntimeError, match="The view of the archive is closed"):
        view.scope()


def test_nothing_is_read_through_a_view_that_is_closed(archive: Archive) -> None:
    """Its connection may belong to another view by then."""
    article_id = alton(archive)
    with archive.view() as view:
        pass
    for read in (
        lambda: view.article(article_id),
        lambda: view.matching("bridges", 1),
        lambda: view.nearest(BRIDGES, 1),
        lambda: view.frequencies(["bridg"]),
    ):
        with pytest.raises(RuntimeError, match="Open another one"):
            read()


def test_several_threads_read_one_view(archive: Archive) -> None:
    """The steps of a request run in threads; a view may be closed by another than opened it."""
    article_id = alton(archive)
    opened = archive.view()
    view = opened.__enter__()
    expected = everything(view, article_id)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: everything(view, article_id), range(24)))
    assert found == [expected] * 24
    closing_it = threading.Thread(target=opened.__exit__, args=(None, None, None))
    closing_it.start()
    closing_it.join()
    with archive.view() as again:
        assert everything(again, article_id) == expected


def test_a_purge_is_told_of_a_view_and_leaves_nothing_to_those_after(
    archive: Archive, other: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits, then says so; the next writer finishes it, and no later view has the words."""
    monkeypatch.setattr("index.catalogue.opening._BUSY_MILLISECONDS", 100)
    article = archive.article(alton(archive))
    with archive.view() as view:
        expected = everything(view, article.id)
        with pytest.raises(ArchiveLocked, match="by a request in progress or by another program"):
            other.purge([article.id])
        assert everything(view, article.id) == expected
        with other.view() as later:
            assert later.matching("bridges", 9) == ()
            with pytest.raises(ArticlePurged):
                later.version(article.content_hash)
    other.create()
    assert other.status().purging == 0
    with archive.view() as view:
        assert view.matching("bridges", 9) == ()
        with pytest.raises(ArticlePurged):
            view.version(article.content_hash)


def test_articles_are_read_where_the_words_are_damaged(archive: Archive) -> None:
    """Only a search for words needs them."""
    archive.close()
    for file in (archive.folder / WORDS).iterdir():
        file.unlink()
    with archive.view() as view:
        assert view.article(alton(archive)).headline == "Council of Alton votes on bridges"
        with pytest.raises(WordsMissing):
            view.matching("bridges", 1)


def test_a_catalogue_that_is_read_in_place_is_given_back_by_any_thread(archive: Archive) -> None:
    """On a full disk a request may end in another thread, and others read meanwhile."""
    archive.remove([alton(archive)])  # leaves a log
    path = archive.folder / FILE_NAME
    reading = opened_in_place(path, writable=True)
    reading.__enter__()
    assert archive.scope().articles == 1
    with ThreadPoolExecutor(1) as pool:
        pool.submit(reading.__exit__, None, None, None).result()
    assert archive.create() is None
