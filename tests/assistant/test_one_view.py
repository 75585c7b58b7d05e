"""Each request reads one state of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest

from assistant.chain import Setup, build_chain
from assistant.evaluation.case import Case
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.facts.draft_facts import check_facts
from assistant.facts.fact_desk import FactDesk
from assistant.followup import Rewriting
from assistant.history import history_of
from assistant.question import Exchange, Question
from assistant.quotes.desk import QuoteDesk
from assistant.quotes.draft import check_draft
from assistant.quotes.verdict import Verdict
from assistant.reading.trained import shipped_reader
from index.archive import Archive
from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder
from index.errors import ArticlePurged
from index.search import Search
from sources.article import Page
from tests.assistant.conftest import AUDIT, BRIDGE, FERRY, PAINT, Fill

COST = "How much did the harbour bridge cost?"
GIFT = '"a gift to the city"'
DRAFT = Page("draft", f"The bridge cost 52 million dollars.\n\n{GIFT}, said Ilsa Varga.")


@pytest.fixture
def snapshots(monkeypatch: pytest.MonkeyPatch) -> list[Snapshot]:
    """Return a list to which each snapshot is added that anything opens."""
    opened: list[Snapshot] = []
    reading = Catalogue.reading

    @contextmanager
    def noted(catalogue: Catalogue) -> Iterator[Snapshot]:
        with reading(catalogue) as snapshot:
            opened.append(snapshot)
            yield snapshot

    monkeypatch.setattr(Catalogue, "reading", noted)
    return opened


def test_a_question_takes_one_snapshot(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot]
) -> None:
    """However many steps, searches and citations it takes."""
    assert build_chain(archive, embedder).invoke(Question(COST)).found
    assert len(snapshots) == 1


def test_a_follow_up_takes_one_snapshot_with_what_was_asked_before(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot]
) -> None:
    """Earlier questions that are asked again are asked of the same state."""
    with archive.view() as view:
        chain = build_chain(archive, embedder).over(view)
        history = history_of(chain, [COST])
        assert chain.invoke(Question("Who opened it?", history=history)).found
    assert len(snapshots) == 1


@pytest.mark.parametrize("words", [GIFT, "The bridge is a burden to every taxpayer of the city"])
def test_a_quotation_takes_one_snapshot(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot], words: str
) -> None:
    """Whether it is there, or only what comes near is looked for."""
    QuoteDesk(archive, embedder).check(words, "Ilsa Varga")
    assert len(snapshots) == 1


def test_a_draft_takes_one_snapshot(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot]
) -> None:
    """All its quotations and facts are compared with the same state."""
    with archive.view() as view:
        draft, checks = check_draft(DRAFT, QuoteDesk(archive, embedder).over(view))
        check_facts(DRAFT, FactDesk(archive, embedder, shipped_reader()).over(view))
    assert len(draft.quotations) == len(checks) == len(snapshots) == 1


def test_a_search_takes_one_snapshot(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot]
) -> None:
    """Words, vectors and headlines are of the same state."""
    assert Search(archive, embedder).articles(COST, 4)
    assert len(snapshots) == 1


def test_a_case_of_a_test_set_takes_one_snapshot(
    archive: Archive, embedder: Embedder, snapshots: list[Snapshot]
) -> None:
    """Its earlier questions, its answer and the search for more articles."""
    respondent = ArchiveRespondent.of(archive, embedder)
    with archive.view() as view:
        case = Case("follow", "Who opened it?", history=(COST,))
        assert respondent.over(view).respond(case).answered
    assert len(snapshots) == 1


@dataclass
class Removing:
    """A rewriter that leaves the question as it is, and removes all articles meanwhile."""

    archive: Archive

    def rewrite(self, _question: Question) -> Rewriting:
        """Remove the articles."""
        self.archive.remove([entry.article_id for entry in self.archive.entries()])
        return Rewriting()


def test_an_article_that_is_removed_while_answering_is_cited_all_the_same(
    fill: Fill, embedder: Embedder
) -> None:
    """The answer is that of the state in which the request began, and the next one is not."""
    archive, undisturbed = fill(BRIDGE, AUDIT, PAINT), fill(BRIDGE, AUDIT, PAINT)
    followed = Question(COST, history=(Exchange("What opened?", "A bridge opened."),))
    with closing(Archive.open(archive.folder, embedder)) as other:
        setup = Setup(rewriting=lambda *_: Removing(other))
        told = [
            claim.text for claim in build_chain(archive, embedder, setup).invoke(followed).claims
        ]
    expected = build_chain(undisturbed, embedder).invoke(Question(COST))
    assert set(told) & {claim.text for claim in expected.claims}
    assert not build_chain(archive, embedder).invoke(Question(COST)).found


def test_a_draft_is_checked_against_what_was_there_when_it_began(
    fill: Fill, embedder: Embedder
) -> None:
    """What is removed between two of its quotations is still there for the second."""
    archive = fill(BRIDGE, FERRY)
    desk = QuoteDesk(archive, embedder)
    with archive.view() as view, closing(Archive.open(archive.folder, embedder)) as other:
        first = desk.over(view).check(GIFT, "Ilsa Varga")
        (entry,) = other.entries(text="Harbour")
        other.remove([entry.article_id])
        assert desk.over(view).check(GIFT, "Ilsa Varga") == first
        assert view.state().articles == 2
    assert first.verdict is Verdict.EXACT
    assert desk.check(GIFT, "Ilsa Varga").verdict is Verdict.NOT_IN_RECORD
    archive.purge([entry.article_id])
    with archive.view() as view, pytest.raises(ArticlePurged):
        view.version(entry.content_hash)
