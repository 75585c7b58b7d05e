from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.archive import Archive
from index.catalogue.database import FILE_NAME, Catalogue
from index.errors import ArticleMissing
from index.intake.event import Draft
from index.intake.layer import QUOTATIONS
from index.passage_cutting import passages
from sources.article import Article, BlockKind, Metadata
from sources.quotations.finding import QUOTATION_RULES, quotations
from sources.quotations.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker
from tests.index.fakes import FakeEmbedder
from tests.views import once

STORY = (
    "Council of Alton votes on schools\n\n"
    "“We will not close a single school this year,” Mayor Ana Ruiz told reporters on Monday.\n\n"
    "The plan is a “slap in the face” for parents, according to Paul Stone of the union.\n"
)
CUE, MENTION = Extent(20, 24), Extent(25, 28)
SEVERAL = (
    Quotation(QuotationKind.DIRECT, 0, 5),
    Quotation(QuotationKind.PARTIAL, 6, 9, Speaker(MENTION, MentionKind.NAMED, "Ana Ruiz"), CUE),
    Quotation(
        QuotationKind.REPORTED, 6, 14, Speaker(MENTION, MentionKind.PRONOUN, "Ana Ruiz", True), CUE
    ),
    Quotation(QuotationKind.DIRECT, 6, 14, Speaker(MENTION, MentionKind.NOUN_PHRASE, None)),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a page that quotes two people."""
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, file: Path) -> Iterator[Archive]:
    """Return an archive of one article that quotes."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([file.parent])
    yield archive
    archive.close()


def only(archive: Archive) -> Article:
    """Return the only article."""
    (entry,) = archive.entries()
    return archive.article(entry.article_id)


def behind_its_back(archive: Archive, sql: str, *values: object) -> None:
    """Change the catalogue as no part of the program would."""
    connection = sqlite3.connect(archive.folder / FILE_NAME)
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def test_what_is_stored_is_what_was_found(tmp_path: Path) -> None:
    """Every kind of quotation, speaker and cue comes back as it was, by where it starts."""
    catalogue = Catalogue.create(tmp_path, "fake@1", 4)
    text = "A text that is long enough for all of these."
    article = Article.from_blocks("/a", [(BlockKind.PARAGRAPH, text)], Metadata())
    draft = Draft(
        article, passages(article), {"quotations": SEVERAL[::-1]}, "/a", "digest", known=False
    )
    with catalogue.writing() as ledger:
        key, _ = ledger.stage(draft, np.eye(1, 4, dtype=np.float32))
    with catalogue.reading() as snapshot, pytest.raises(ArticleMissing):
        snapshot.found(QUOTATIONS, article.content_hash, None)
    with catalogue.writing() as ledger:
        ledger.show([key])
    with catalogue.reading() as snapshot:
        stored = snapshot.found(QUOTATIONS, article.content_hash, article.id)
    assert sorted(stored, key=repr) == sorted(SEVERAL, key=repr)
    assert [quotation.start for quotation in stored] == [0, 6, 6, 6]


def test_quotations_are_found_when_an_article_is_added(archive: Archive) -> None:
    """What the article gives as somebody's words is there when `add` returns."""
    article = only(archive)
    stored = once(archive).quotations(article.content_hash)
    assert stored == quotations(article)
    words = [article.text[each.start : each.end] for each in stored]
    assert any(each.startswith("We will not close") for each in words)
    assert once(archive).quotations(article.content_hash[:12], article.id) == stored
    assert archive.status().quotations == len(stored)
    with pytest.raises(ArticleMissing):
        once(archive).quotations("0" * 64)
    with pytest.raises(ArticleMissing):
        once(archive).quotations(article.content_hash, "0" * 16)


def test_quotations_of_an_old_version_are_kept(archive: Archive, file: Path) -> None:
    """A receipt can be checked after its article was corrected, and after it was removed."""
    old = only(archive)
    before = once(archive).quotations(old.content_hash)
    file.write_text(STORY.replace("not close", "close"), encoding="utf-8")
    archive.add([file])
    new = only(archive)
    assert once(archive).quotations(old.content_hash) == before
    assert once(archive).quotations(new.content_hash) == quotations(new) != ()
    archive.remove([new.id])
    assert once(archive).quotations(old.content_hash, old.id) == before
    assert archive.status().quotations == 0


def test_quotations_go_with_their_version(archive: Archive, file: Path) -> None:
    """A version that another one with the same words replaces leaves none behind."""
    archive.add([file], replace(Metadata(), outlet="Herald"))
    article = only(archive)
    assert once(archive).quotations(article.content_hash) == quotations(article)
    connection = sqlite3.connect(archive.folder / FILE_NAME)
    held = connection.execute("SELECT count(DISTINCT version), count(*) FROM quotations").fetchone()
    connection.close()
    assert held == (1, len(quotations(article)))


def test_older_rules_are_said_and_rebuilding_finds_all_again(archive: Archive, file: Path) -> None:
    """Old versions too are read again, without the model, and nothing else breaks until then."""
    old = only(archive)
    file.write_text(STORY.replace("not close", "close"), encoding="utf-8")
    archive.add([file])
    new = only(archive)
    behind_its_back(archive, "UPDATE settings SET value = '0' WHERE name = 'quotation_rules'")
    behind_its_back(archive, "DELETE FROM quotations")
    assert archive.status().quotations_outdated
    assert once(archive).state().quotation_rules == 0
    assert archive.add([file]).unchanged == 1
    assert once(archive).quotations(new.content_hash) == ()
    before = once(archive).state().revision
    embedder = FakeEmbedder()
    Archive.open(archive.folder, embedder).rebuild()
    assert embedder.asked == []
    assert once(archive).quotations(new.content_hash) == quotations(new)
    assert once(archive).quotations(old.content_hash) == quotations(old)
    assert not archive.status().quotations_outdated
    assert once(archive).state().quotation_rules == QUOTATION_RULES
    assert once(archive).state().revision > before
    assert archive.verify() == ()


def test_embedding_again_keeps_the_quotations(archive: Archive) -> None:
    """Another model changes nothing about who said what."""
    before = once(archive).quotations(only(archive).content_hash)
    archive.close()
    other = FakeEmbedder("other@111111111111", 16)
    Archive.reembed(archive.folder, other)
    again = Archive.open(archive.folder, other)
    assert once(again).quotations(only(again).content_hash) == before != ()
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quotations SET end = 100000",
        "UPDATE quotations SET start = -1",
        "UPDATE quotations SET start = end",
        "UPDATE quotations SET cue_start = 0, cue_end = 100000",
        "UPDATE quotations SET mention_start = 5, mention_end = 5, mention_kind = 'named'",
        "UPDATE quotations SET kind = 'rumour'",
    ],
)
def test_verify_finds_quotations_outside_of_their_text(archive: Archive, change: str) -> None:
    """A quotation, cue or mention that is no piece of its article is named with what mends it."""
    assert archive.verify() == ()
    behind_its_back(archive, change)
    problems = archive.verify()
    assert problems
    assert {problem.part for problem in problems} == {"catalogue"}
    assert all("rebuild" in problem.next_step for problem in problems)


def test_the_state_names_what_a_statement_rests_on(archive: Archive, file: Path) -> None:
    """The state changes with every visible change and stays when nothing changes."""
    first = once(archive).state()
    assert (first.articles, first.model_id, first.quotation_rules) == (
        1,
        "fake@000000000000",
        QUOTATION_RULES,
    )
    archive.add([file])
    assert once(archive).state() == first
    archive.remove([only(archive).id])
    assert once(archive).state().revision > first.revision
    assert once(archive).state().articles == 0
