"""The verbs of evaluation, on a small archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ir_measures
import pytest

from assistant.evaluation.run_folder import RESULTS, SUMMARY
from index.embedding.embedder import Embedder
from tests.ui.test_checking import Ended, Onrecord, filled
from ui.cli import run
from ui.exit_code import ExitCode

LIGHTHOUSE = "The keeper of the\nlighthouse counts forty ships a year on the old quay."
CASES: list[dict[str, Any]] = [
    {
        "id": "f1",
        "question": "How many ships does the keeper of the lighthouse count?",
        "answerable": True,
        "gold": [{"article": "fares.txt", "quote": "counts forty ships a year"}],
        "answer": ["forty"],
        "split": "dev",
        "tags": ["numbers"],
    },
    {"id": "f2", "question": "Who won the football cup?", "answerable": False, "split": "dev"},
    {
        "id": "f3",
        "question": "Where does the mayor live?",
        "answerable": True,
        "gold": [{"article": "fares.txt", "quote": "Buses run again from July"}],
        "answer": ["July"],
        "split": "held_out",
    },
    {
        "id": "k1",
        "words": "We will raise the fares before the new bridge is open",
        "speaker": "Dana Orlova",
        "verdict": "altered",
    },
]


@pytest.fixture(scope="module")
def measured_archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Return an archive that keeps its runs."""
    return filled(tmp_path_factory.mktemp("measured"), embedder)


@pytest.fixture(scope="module")
def testset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a test set of three questions and a quotation."""
    path = tmp_path_factory.mktemp("testset") / "few.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def onrecord(measured_archive: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Onrecord]:
    """Run a command on the archive."""

    def call(*arguments: str | Path, archive: Path = measured_archive) -> Ended:
        capsys.readouterr()
        code = run(["--archive", str(archive), *map(str, arguments)])
        return Ended(code, *capsys.readouterr())

    yield call
    capsys.readouterr()


def test_a_run_is_kept_and_summed_up(
    onrecord: Onrecord, testset: Path, measured_archive: Path
) -> None:
    """It says where it is, what was measured, and comes to the same when asked again."""
    ended = onrecord("eval", "run", testset)
    assert ended.code == ExitCode.OK, ended.err
    (kept,) = (measured_archive / "runs").iterdir()
    assert ended.out.startswith(f"Run: {kept}\n4 cases, 0 errors\n")
    assert "answered                0.500  [" in ended.out
    assert "verdict match           1.000  not enough data" in ended.out
    summary = (kept / SUMMARY).read_bytes()
    assert onrecord("eval", "run", testset).code == ExitCode.OK
    assert (kept / SUMMARY).read_bytes() == summary


def test_a_program_reads_json(onrecord: Onrecord, testset: Path, tmp_path: Path) -> None:
    """Settings and scorecard, and nothing else on standard output."""
    record = onrecord("eval", "run", testset, "-o", tmp_path / "run", "--json").json
    assert record["settings"]["search"] == "hybrid"
    assert record["scorecard"]["measures"]["answered"]["mean"] == 0.5
    assert record["scorecard"]["abstention"]["abstained_unanswerable"] == 1


def test_a_part_of_a_set_can_be_run(onrecord: Onrecord, testset: Path, tmp_path: Path) -> None:
    """By split or by tag; one that no case has is a mistake."""
    dev = onrecord("eval", "run", testset, "-o", tmp_path / "1", "--split", "dev", "--json").json
    assert dev["settings"]["testset"] == "few (split dev)"
    assert dev["scorecard"]["cases"] == 2
    tagged = onrecord("eval", "run", testset, "-o", tmp_path / "2", "--tag", "numbers", "--json")
    assert tagged.json["scorecard"]["cases"] == 1
    none = onrecord("eval", "run", testset, "-o", tmp_path / "3", "--split", "no")
    assert (none.code, (tmp_path / "3").exists()) == (ExitCode.REFUSED, False)


def test_other_settings_need_another_folder(
    onrecord: Onrecord, testset: Path, tmp_path: Path
) -> None:
    """What differs is told."""
    assert onrecord("eval", "run", testset, "-o", tmp_path / "run").code == ExitCode.OK
    ended = onrecord("eval", "run", testset, "-o", tmp_path / "run", "--search", "words")
    assert ended.code == ExitCode.CONFIGURATION
    assert "search was 'hybrid' and is now 'words'" in ended.err


def test_runs_are_compared_and_a_fault_stops_the_gate(
    onrecord: Onrecord, testset: Path, tmp_path: Path
) -> None:
    """Runs of one thing hold; one that lost an answer tells which, and both answers."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        assert onrecord("eval", "run", testset, "-o", folder).code == ExitCode.OK
    gate = ["--gate", "answered=0"]
    same = onrecord("eval", "compare", first, second, *gate)
    assert (same.code, "0 cases fell, 0 rose" in same.out) == (ExitCode.OK, True)
    assert "The gate passed." in same.out
    forget(second / RESULTS)
    fallen = onrecord("eval", "compare", first, second, *gate)
    assert "fell f1 How many ships" in fallen.out
    assert "    first:  The keeper of the lighthouse counts forty ships" in fallen.out
    assert "    second: no clear answer [abstained, though answerable: declined" in fallen.out
    record = onrecord("eval", "compare", first, second, "--json").json
    assert [(flip["case"]["id"], flip["fell"]) for flip in record["flips"]] == [("f1", True)]


def forget(results: Path) -> None:
    """Make a run that abstains from what it answered."""
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line["case"]["id"] == "f1":
            line["outcome"] |= {"answered": False, "text": "", "citations": []}
            line["measures"] |= {"answered": 0.0, "citation recall": 0.0, "answer match": 0.0}
    results.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


def test_a_fall_beyond_chance_ends_with_1(onrecord: Onrecord, tmp_path: Path) -> None:
    """Twenty questions that are no longer answered are no chance."""
    many = tmp_path / "many.jsonl"
    asked = [CASES[0] | {"id": f"m{number}", "family": f"m{number}"} for number in range(20)]
    many.write_text("\n".join(map(json.dumps, asked)) + "\n", encoding="utf-8")
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        onrecord("eval", "run", many, "-o", folder)
    results = second / RESULTS
    results.write_text(results.read_text().replace('"answered":1.0', '"answered":0.0'))
    ended = onrecord("eval", "compare", first, second, "--gate", "answered=0.02")
    assert ended.code == 1, ended.out
    assert "The gate failed:\n  answered fell by 1.000" in ended.out
    held = onrecord("eval", "compare", first, second, "--gate", "answered=1")
    assert held.code == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "absent.jsonl"], ExitCode.NO_INPUT, "absent.jsonl does not exist"),
        (["run", "/dev/zero"], ExitCode.NO_INPUT, "/dev/zero is not a regular file"),
        (["run", "{testset}", "--judge", "nobody:x"], ExitCode.UNAVAILABLE, "PROVIDER:MODEL"),
        (["run", "{testset}", "--search", "luck"], ExitCode.USAGE, "hybrid, words or vectors"),
        (["compare", "{testset}", "nowhere"], ExitCode.NO_INPUT, "There is no run"),
        (["compare", "{run}", "{run}", "--gate", "luck=1"], ExitCode.USAGE, "answered"),
        (["compare", "{run}"], ExitCode.USAGE, "RUN"),
        (["--deep"], ExitCode.USAGE, "--deep"),
    ],
)
def test_mistakes_are_told_with_their_exit_code(
    onrecord: Onrecord,
    testset: Path,
    tmp_path: Path,
    arguments: list[str],
    code: ExitCode,
    said: str,
) -> None:
    """And with what can be done."""
    made = tmp_path / "run"
    if "{run}" in arguments:
        onrecord("eval", "run", testset, "-o", made)
    given = [word.format(testset=testset, run=made) for word in arguments]
    ended = onrecord("eval", *given)
    assert ended.code == code
    assert said in ended.err


def test_faults_of_a_test_set_are_told_by_line(onrecord: Onrecord, tmp_path: Path) -> None:
    """All of them at once, and no run is begun."""
    path = tmp_path / "faulty.jsonl"
    absent = CASES[0] | {"gold": [{"article": "fares.txt", "quote": "counts fifty ships"}]}
    path.write_text("\n".join(map(json.dumps, [absent, {"id": "x"}])), encoding="utf-8")
    ended = onrecord("eval", "run", path, "-o", tmp_path / "run")
    assert ended.code == ExitCode.REFUSED
    assert f"{path}:2" in ended.err
    assert not (tmp_path / "run").exists()


def test_a_report_is_one_file(onrecord: Onrecord, testset: Path, tmp_path: Path) -> None:
    """With the command that opens each case, and a link where a server is named."""
    onrecord("eval", "run", testset, "-o", tmp_path / "run")
    out = tmp_path / "report.html"
    assert (
        onrecord("eval", "report", tmp_path / "run", "-o", out).out == f"Wrote the report {out}\n"
    )
    written = out.read_text(encoding="utf-8")
    assert "ask &#39;Where does the mayor live?&#39;" in written
    assert "Sentences considered" in written
    assert "Expected answer: " in written
    arguments = ["--against", tmp_path / "run", "--server", "http://127.0.0.1:1"]
    onrecord("eval", "report", tmp_path / "run", "-o", out, *arguments)
    assert "http://127.0.0.1:1/?ask=Where+does" in out.read_text(encoding="utf-8")
    bad = onrecord("eval", "report", tmp_path / "run", "-o", out, "--server", "javascript:x")
    assert bad.code == ExitCode.USAGE
    assert onrecord("eval", "report", "nowhere", "-o", out).code == ExitCode.NO_INPUT


def test_a_set_is_made_from_an_archive_and_can_be_run(onrecord: Onrecord, tmp_path: Path) -> None:
    """Every case says that it is made; nothing is replaced."""
    made = tmp_path / "made.jsonl"
    record = onrecord("eval", "new", made, "--json").json
    lines = [json.loads(line) for line in made.read_text(encoding="utf-8").splitlines()]
    assert record["dropped"] >= 0
    assert record["cases"] == len(lines) == sum(record["kinds"].values()) > 2
    assert all(line["made"] for line in lines)
    assert onrecord("eval", "run", made, "-o", tmp_path / "run").code == ExitCode.OK
    again = onrecord("eval", "new", made)
    assert (again.code, "never replace a file" in again.err) == (ExitCode.REFUSED, True)
    none = ["--questions", "0", "--numbers", "0", "--quotations", "0", "--unanswerable", "0"]
    assert onrecord("eval", "new", tmp_path / "none.jsonl", *none).code == 1


def test_sets_of_others_are_imported(onrecord: Onrecord, tmp_path: Path) -> None:
    """What could not be taken is told by its place, and the exit code says so."""
    questions = tmp_path / "questions.jsonl"
    good = {"id": "r1", "question": "Who fares well?", "gold": ["a.com/1"], "answer": "Dana"}
    questions.write_text(json.dumps(good) + "\nno json\n", encoding="utf-8")
    ended = onrecord("eval", "import", "realtimeqa", questions, "-o", tmp_path / "out")
    assert ended.code == ExitCode.REFUSED
    assert ended.out == f"Wrote 1 case and 0 articles to {tmp_path / 'out'}\n"
    assert f"refused {questions}:2" in ended.err
    again = onrecord("eval", "import", "realtimeqa", questions, "-o", tmp_path / "out")
    assert (again.code, "already exists" in again.err) == (ExitCode.REFUSED, True)
    unknown = onrecord("eval", "import", "luck", questions, "-o", tmp_path / "other")
    assert (unknown.code, "realtimeqa" in unknown.err) == (ExitCode.USAGE, True)
    absent = onrecord("eval", "import", "csv", tmp_path / "no.csv", "-o", tmp_path / "other")
    assert absent.code == ExitCode.NO_INPUT


def test_a_table_of_another_tool_is_run_as_it_is(onrecord: Onrecord, tmp_path: Path) -> None:
    """Columns that nobody knows are named, and can be mapped or left out."""
    path = tmp_path / "ragas.csv"
    asked = "How many ships does the keeper of the lighthouse count?"
    path.write_text(f"user_input,reference,notes\n{asked},forty,none\n", encoding="utf-8")
    refused = onrecord("eval", "run", path, "-o", tmp_path / "run")
    assert (refused.code, "--map ignore=notes" in refused.err) == (ExitCode.REFUSED, True)
    mapping = ["--map", "ignore=notes"]
    record = onrecord("eval", "run", path, "-o", tmp_path / "run", *mapping, "--json").json
    assert record["scorecard"]["measures"]["answer match"]["mean"] == 1.0
    ended = onrecord("eval", "import", "csv", path, "-o", tmp_path / "out", *mapping)
    assert (ended.code, ended.out) == (
        ExitCode.OK,
        f"Wrote 1 case and 0 articles to {tmp_path / 'out'}\n",
    )
    for wrong in ("notes", "luck=notes", "kind=absent"):
        bad = onrecord("eval", "run", path, "-o", tmp_path / "bad", "--map", wrong)
        assert bad.code in (ExitCode.USAGE, ExitCode.REFUSED), bad.err
    other = onrecord("eval", "import", "squad", path, "-o", tmp_path / "bad", *mapping)
    assert other.code == ExitCode.USAGE


def test_runs_and_test_sets_are_listed(
    onrecord: Onrecord, testset: Path, tmp_path: Path, measured_archive: Path
) -> None:
    """A file that is no test set is left out, and a run that was stopped says so."""
    (tmp_path / "few.jsonl").write_bytes(testset.read_bytes())
    (tmp_path / "articles.jsonl").write_text('{"text": "No case."}\n', encoding="utf-8")
    onrecord("eval", "run", testset, "-o", measured_archive / "runs" / "listed")
    (measured_archive / "runs" / "listed" / SUMMARY).unlink()
    ended = onrecord("eval", "list", tmp_path)
    assert "listed: few, 4 cases, stopped after 4, " in ended.out
    assert ended.out.endswith("few.jsonl: 3 questions, 1 quotation\n")
    record = onrecord("eval", "list", tmp_path, "--json").json
    assert [Path(each["path"]).name for each in record["testsets"]] == ["few.jsonl"]
    listed = next(run for run in record["runs"] if run["name"] == "listed")
    assert (listed["complete"], listed["done"]) == (False, 4)


def test_a_run_is_shown_by_part_with_what_went_wrong(
    onrecord: Onrecord, testset: Path, tmp_path: Path
) -> None:
    """Running prints the failures, too; so does a program's JSON."""
    made = onrecord("eval", "run", testset, "-o", tmp_path / "run")
    failed = "1 case failed\nf3: Where does the mayor live?\n"
    assert failed in made.out
    assert "    expected: July" in made.out
    shown = onrecord("eval", "show", tmp_path / "run", "--by", "split")
    assert failed in shown.out
    rows = [line.split() for line in shown.out.splitlines()]
    assert ["dev", "2", "1.000", "1.000", "1.000", "1.000", "–"] in rows
    assert ["held_out", "1", "0.000", "–", "0.000", "0.000", "–"] in rows
    assert ["(no", "split)", "1", "–", "–", "–", "–", "1.000"] in rows
    part = onrecord("eval", "show", tmp_path / "run", "--split", "dev", "--json").json
    assert (part["scorecard"]["cases"], part["failures"]) == (2, [])
    every = onrecord("eval", "show", tmp_path / "run", "--by", "tag", "--json").json
    assert {name: card["cases"] for name, card in every["by"].items()} == {"numbers": 1, "": 3}
    assert [each["case"] for each in every["failures"]] == ["f3"]
    assert onrecord("eval", "show", tmp_path / "run", "--by", "luck").code == ExitCode.USAGE
    none = onrecord("eval", "show", tmp_path / "run", "--tag", "luck")
    assert (none.code, "no finished case of tag luck" in none.err) == (ExitCode.NO_INPUT, True)


def test_a_ranking_is_exported_for_trec_eval(
    onrecord: Onrecord, testset: Path, tmp_path: Path
) -> None:
    """A TREC tool computes from the two files what the run itself measured."""
    record = onrecord("eval", "run", testset, "-o", tmp_path / "run", "--json").json
    onrecord("eval", "export", tmp_path / "run", "-o", tmp_path / "a.run")
    onrecord("eval", "export", tmp_path / "run", "--qrels", "-o", tmp_path / "a.qrels")
    qrels = ir_measures.read_trec_qrels(str(tmp_path / "a.qrels"))
    ranking = ir_measures.read_trec_run(str(tmp_path / "a.run"))
    computed = ir_measures.calc_aggregate([ir_measures.RR @ 10], qrels, ranking)
    measured = record["scorecard"]["measures"]["article RR@10"]["mean"]
    assert computed[ir_measures.RR @ 10] == pytest.approx(measured)
    first = onrecord("eval", "export", tmp_path / "run", "--passages", "--split", "dev").out
    assert re.match(r"f1 Q0 [0-9a-f]{16}:\d+-\d+ 1 1\.000000 run\n", first)
    both = onrecord("eval", "export", tmp_path / "run", "--passages", "--qrels")
    assert both.code == ExitCode.USAGE
    assert onrecord("eval", "export", "nowhere").code == ExitCode.NO_INPUT


def test_help_shows_examples_of_every_verb(onrecord: Onrecord) -> None:
    """And what its exit codes mean."""
    assert "compare" in onrecord("eval", "--help").out
    for verb in ("run", "list", "show", "export", "compare", "report", "new", "import"):
        shown = onrecord("eval", verb, "--help").out
        assert f"onrecord eval {verb} " in shown
        assert "Exits with" in " ".join(shown.split())
