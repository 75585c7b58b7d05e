from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME
from index.errors import ArchiveMismatch, ArticleMissing
from sources.article import Article, Metadata
from sources.language.time_phrase import Granularity, Period
from sources.language.time_phrases import TIME_RULES, time_phrases
from tests.index.fakes import FakeEmbedder
from tests.views import once

STORY = (
    "Depot of Alton closes\n\n"
    "The depot closes next year, Mayor Ana Ruiz told reporters on Tuesday.\n\n"
    "It was built two years ago and is next to the station, which opened on 3 May 2019.\n"
)
DATED = Metadata(published=date(2024, 6, 13))
NEXT_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), Granularity.YEAR)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a page that names times as seen from its day."""
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, file: Path) -> Iterator[Archive]:
    """Return an archive of one dated article."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([file.parent], DATED)
    yield archive
    archive.close()


def only(archive: Archive) -> Article:
    """Return the only article."""
    (entry,) = archive.entries()
    return archive.article(entry.article_id)


def behind_its_back(archive: Archive, *statements: str) -> None:
    """Change the catalogue as no part of the program would."""
    connection = sqlite3.connect(archive.folder / FILE_NAME)
    for sql in statements:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_times_are_resolved_when_an_article_is_added(archive: Archive) -> None:
    """What each phrase stands for is there when `add` returns, and can be asked for."""
    article = only(archive)
    stored = once(archive).times(article.content_hash)
    assert stored == time_phrases(article)
    words = [article.text[phrase.start : phrase.end] for phrase in stored]
    assert words == ["next year", "Tuesday", "two years ago"]
    assert stored[0].period == NEXT_YEAR
    assert archive.status().times == 3
    with pytest.raises(ArticleMissing):
        once(archive).times("0" * 64)


def test_times_of_an_undated_article_have_no_days(archive: Archive, file: Path) -> None:
    """The phrases are kept, so that an answer can say that the day is unknown."""
    archive.remove([only(archive).id])
    archive.add([file])
    stored = once(archive).times(only(archive).content_hash)
    assert [phrase.period for phrase in stored] == [None, None, None]


def test_another_date_is_another_reading(archive: Archive, file: Path) -> None:
    """Where somebody corrects the date of an article, its times are resolved anew."""
    archive.add([file], Metadata(published=date(2023, 6, 15)))
    period = once(archive).times(only(archive).content_hash)[0].period
    assert period is not None
    assert period.first == date(2024, 1, 1)


def test_times_of_an_old_version_are_kept(archive: Archive, file: Path) -> None:
    """What was cited can be read as it was, after its article was corrected."""
    old = only(archive)
    before = once(archive).times(old.content_hash)
    file.write_text(STORY.replace("next year", "next month"), encoding="utf-8")
    archive.add([file], DATED)
    assert once(archive).times(old.content_hash) == before
    assert once(archive).times(only(archive).content_hash) == time_phrases(only(archive)) != before


def test_older_rules_are_said_and_rebuilding_finds_all_again(archive: Archive) -> None:
    """Nothing breaks until then, and no model is needed."""
    behind_its_back(
        archive, "UPDATE settings SET value = '0' WHERE name = 'time_rules'", "DELETE FROM times"
    )
    assert archive.status().times_outdated
    assert not archive.status().quotations_outdated
    assert once(archive).times(only(archive).content_hash) == ()
    embedder = FakeEmbedder()
    Archive.open(archive.folder, embedder).rebuild()
    assert embedder.asked == []
    assert once(archive).times(only(archive).content_hash) == time_phrases(only(archive))
    assert archive.status().time_rules == TIME_RULES
    assert archive.verify() == ()


def test_an_archive_from_before_is_refused_and_rebuilding_brings_it_up_to_date(
    archive: Archive,
) -> None:
    """The message names the command, and afterwards nothing is missing."""
    behind_its_back(
        archive,
        "DROP TABLE times",
        "DROP TABLE tombstones",
        "DROP TABLE purging",
        "ALTER TABLE versions DROP COLUMN unpublished",
        "ALTER TABLE versions DROP COLUMN part",
        "ALTER TABLE versions DROP COLUMN gone",
        "DROP INDEX versions_by_url",
        "DELETE FROM settings WHERE name = 'time_rules'",
        "UPDATE settings SET value = '2' WHERE name = 'schema'",
    )
    embedder = FakeEmbedder()
    with pytest.raises(ArchiveMismatch, match="onrecord rebuild"):
        Archive.open(archive.folder, embedder)
    with pytest.raises(ArchiveMismatch, match="onrecord rebuild"):
        archive.add([])
    Archive.upgrade(archive.folder, embedder)
    Archive.upgrade(archive.folder, embedder)
    reopened = Archive.open(archive.folder, embedder)
    assert reopened.status().times_outdated
    assert once(reopened).times(only(reopened).content_hash) == ()
    reopened.rebuild()
    assert once(reopened).times(only(reopened).content_hash) == time_phrases(only(reopened))
    assert not reopened.status().times_outdated
    assert reopened.verify() == ()
    assert embedder.asked == []
    reopened.close()


def test_an_archive_of_a_later_program_is_not_touched(archive: Archive) -> None:
    """Nobody knows what is in it."""
    behind_its_back(archive, "UPDATE settings SET value = '99' WHERE name = 'schema'")
    Archive.upgrade(archive.folder, FakeEmbedder())
    with pytest.raises(ArchiveMismatch, match="schema 99"):
        Archive.open(archive.folder, FakeEmbedder())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE times SET end = 100000",
        "UPDATE times SET start = end",
        "UPDATE times SET granularity = 'moment'",
        "UPDATE times SET last = NULL",
    ],
)
def test_verify_finds_times_that_are_none(archive: Archive, change: str) -> None:
    """A phrase outside of its text, or days that are none, are named with what mends them."""
    behind_its_back(archive, change)
    problems = archive.verify()
    assert problems
    assert all("rebuild" in problem.next_step for problem in problems)
