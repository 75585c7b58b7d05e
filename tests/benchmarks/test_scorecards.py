"""What the baselines of the scorecards do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chain import build_chain
from assistant.evaluation.case import Case
from assistant.evaluation.line import Line, to_json
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.evaluation.testset import Testset, lines
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.search import Search
from tests.benchmarks.baselines import AlwaysAbstains, AlwaysAnswers, AsItIs, Asked, FirstPassage
from tests.benchmarks.scorecards import bereft, halves, scorecards, split_by_lot, table
from tests.ui.test_checking import filled

SHIPS = Case("q1", "How many ships does the keeper count?", answerable=True, split="dev")
CUP = Case("q2", "Who won the football cup?", answerable=False, split="dev")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Archive:
    """Return an archive of two articles."""
    return Archive.open(filled(tmp_path_factory.mktemp("few"), embedder), embedder)


def test_each_baseline_does_one_thing_always(archive: Archive, embedder: Embedder) -> None:
    """And the system is what the command line measures."""
    asked = Asked(build_chain(archive, embedder), Search(archive, embedder))
    system = ArchiveRespondent.of(archive, embedder)
    for case in (SHIPS, CUP):
        told = replace(AsItIs(asked).respond(case), seconds=0.0)
        assert told == replace(system.respond(case), seconds=0.0)
        nearest = AlwaysAnswers(asked).respond(case)
        assert nearest.answered
        assert (nearest.text == told.text) == told.answered
        first = FirstPassage(asked, archive).respond(case)
        assert (first.answered, first.citations[0].span) == (True, told.ranked[0])
        assert first.text == first.citations[0].words
        assert not AlwaysAbstains().respond(case).answered


def test_a_table_has_a_column_for_each(
    archive: Archive, embedder: Embedder, tmp_path: Path
) -> None:
    """Halves of a set are measured apart."""
    testset = Testset("few", "sha256:0", (SHIPS, CUP, replace(SHIPS, id="q3", split="held_out")))
    dev, held_out = halves(testset)
    assert (dev.name, len(dev.cases), held_out.name) == ("few dev", 2, "few held_out")
    rows = list(table(list(scorecards(dev, archive, embedder, tmp_path))))
    assert rows[0].split() == "as it is always answers first passage always abstains".split()
    (declined,) = [row for row in rows if row.startswith("declined")]
    assert declined.split()[1:] == ["1.000", "0.000", "0.000", "1.000"]


def test_a_question_is_of_one_half_by_its_id() -> None:
    """Whatever else is in the set; a split that a set states stays."""
    cases = tuple(Case(f"c{n}", "?") for n in range(40))
    drawn = {case.id: case.split for case in split_by_lot(Testset("t", "", cases)).cases}
    fewer = {case.id: case.split for case in split_by_lot(Testset("t", "", cases[::3])).cases}
    assert set(drawn.values()) == {"dev", "held_out"}
    assert fewer.items() <= drawn.items()
    (stated,) = split_by_lot(Testset("t", "", (replace(SHIPS, split="own"),))).cases
    assert stated.split == "own"


def test_what_another_article_answers_is_not_asked_as_unanswerable(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those questions are dropped, and their number is printed."""
    known = Line(id="q1", question="How many ships does the keeper count?", answer=("40",))
    cup = Line(id="q2", question="Who won the football cup?", answer=("Ann",))
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{to_json(known)}\n{to_json(cup)}\n", encoding="utf-8")
    (left,) = lines(bereft(path, archive))
    assert (left.id, left.answerable) == ("q2", False)
    assert "1 of 2 dropped" in capsys.readouterr().out
