from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest

from assistant.chain import Setup
from assistant.evaluation.authorship import Authorship, noted
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.evaluation.result import Result
from assistant.evaluation.scorecard import scorecard
from assistant.ledger.support import SupportCheck
from assistant.writing.writer import Limits, Writer
from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.assistant.recorded_model import RecordedModel
from tests.assistant.writing.test_writer import COST, TODAY
from tests.patience import PATIENCE

Responding = Callable[[str | list[str | Exception]], Outcome]


@pytest.fixture
def respond(archive: Archive, embedder: Embedder) -> Responding:
    """Return what lets a model called Scribe write, and keeps who did."""

    def responded(reply: str | list[str | Exception]) -> Outcome:
        ledger = SupportCheck(embedder)
        model = RecordedModel.saying(reply)
        writer = Writer(model, "Scribe", ledger, lambda: TODAY, Limits(seconds=PATIENCE))
        respondent = ArchiveRespondent.of(archive, embedder, Setup(writers={writer.name: writer}))
        return respondent.respond(Case("q", COST))

    return responded


def test_every_result_says_who_wrote_it(respond: Responding) -> None:
    """The model, the record in its place, or the record behind it."""
    wrote = respond("The bridge cost 40 million dollars [2.2].")
    failed = respond([ConnectionError("gone")])
    invented = respond("The bridge was free [9.9].")
    assert [one.writer for one in (wrote, failed, invented)] == [
        *("Scribe", "quotation", "Scribe, then quotation")
    ]
    (because,) = failed.remarks
    assert because.startswith("Scribe did not answer (its provider cannot be reached")
    assert [noted(one) for one in (wrote, failed)] == ["", f"by quotation: {because}"]
    assert {one.model for one in (wrote, failed, invented)} == {"Scribe"}
    card = scorecard([Case("q", COST)] * 4, [wrote, failed, invented, failed], [{}] * 4)
    assert card.authorship == Authorship("Scribe", 1, 4, because, 2)
    assert card.authorship.said == f"Scribe wrote 1 of 4 answers. 2 times: “{because}”"
    assert card.to_json()["authorship"] == asdict(card.authorship)


def test_without_a_model_nothing_is_said_of_authors(archive: Archive, embedder: Embedder) -> None:
    """The run is one by quotation, and an abstention is no answer."""
    quoted = ArchiveRespondent.of(archive, embedder).respond(Case("q", COST))
    assert (quoted.model, quoted.writer, noted(quoted)) == ("", "quotation", "")
    assert Authorship.of([quoted]) is None
    assert Authorship.of([Outcome("q", model="Scribe", writer="quotation")]) == Authorship(
        "Scribe", 0, 0
    )


def test_results_of_an_earlier_version_can_be_read() -> None:
    """They do not say who wrote them, and nothing is counted."""
    line = Result(Case("q", COST), Outcome("q", True, "Yes."), {}).to_line()
    earlier = Result.from_line(line.replace(',"model":"","writer":null', ""))
    assert '"writer"' in line
    assert earlier.outcome.writer is None
    assert Authorship.of([earlier.outcome]) is None
    assert noted(earlier.outcome) == ""
