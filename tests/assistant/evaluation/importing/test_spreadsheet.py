from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import ImportUnusable, TestsetUnusable
from assistant.evaluation.importing.spreadsheet import read
from assistant.evaluation.testset import lines
from assistant.quotes.verdict import Verdict
from tests.assistant.evaluation.importing.reading import sorted_out

TABLE = """id,question,answer,article,quote,answerable,outlets,since,words,speaker,verdict,dates
q1,What did it cost?,40 million | $40m,one.txt,"The bridge, they said, cost 40",yes,,,,,,
q1,,,two.txt,It cost 40 million.,,,,,,,
q2,Who paid?,,,,no,Port Gazette|Ledger,2024-06-01,,,,
w1,,,,,,,,We will go.,Ana Reyes,exact,
q3,When?,,,,,,,,,,2024-06-03
q4,Why?,,,,maybe,,,,,,
q5,Why?,,,,,,,,,,in June
,How?,,,,,,,,,,
q6,a,b,c,d,e,f,g,h,i,j,k,l
"""


def table(folder: Path, text: str) -> Path:
    """Write a table as a spreadsheet does, with a byte order mark."""
    path = folder / "set.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("mark", [",", "\t"])
def test_rows_are_read(mark: str, tmp_path: Path) -> None:
    """Rows become cases; a row without a question adds gold to the one before it."""
    text = TABLE if mark == "," else TABLE.replace('"', "").replace("bridge, they said,", "bridge")
    cases, _, _ = sorted_out(read(table(tmp_path, text.replace(",", mark))))
    q1, q2, w1, q3 = cases
    assert (q1.answer, q1.answerable) == (("40 million", "$40m"), True)
    assert [gold.article for gold in q1.gold] == ["one.txt", "two.txt"]
    assert (q2.answerable, q2.filters.outlets, q2.filters.since) == (
        False,
        ("Port Gazette", "Ledger"),
        date(2024, 6, 1),
    )
    assert (w1.words, w1.speaker, w1.verdict) == ("We will go.", "Ana Reyes", Verdict.EXACT)
    assert (q3.dates, q3.answerable) == ((date(2024, 6, 3),), None)


def test_bad_rows_are_told_with_their_lines(tmp_path: Path) -> None:
    """Each row that cannot be taken is told, and the others are read."""
    *_, problems = sorted_out(read(table(tmp_path, TABLE)))
    told = dict(problem.split(": ", 1) for problem in problems)
    assert sorted(told) == ["10", "7", "8", "9"]
    assert told["7"] == "answerable is 'maybe'; it must be yes or no"
    assert "13 cells, but the table has 12 columns" in told["10"]


@pytest.mark.parametrize("text", ["id,qestion\nq1,Why?\n", ""])
def test_unknown_columns_are_told_with_those_that_there_are(text: str, tmp_path: Path) -> None:
    """A misspelt column is not silently left out."""
    cases, _, (problem,) = sorted_out(read(table(tmp_path, text)))
    assert cases == []
    assert problem.startswith("1: ")
    assert "the columns are id, question, asked" in problem


def test_an_empty_id_is_named(tmp_path: Path) -> None:
    """The field is said, not only that one is missing."""
    _, _, problems = sorted_out(read(table(tmp_path, "id,question\n,How?\n")))
    assert problems == ["2: id: Field required"]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    """With what to do about it."""
    path = tmp_path / "set.csv"
    path.write_bytes("id,question\nq1,Où?\n".encode("latin-1"))
    with pytest.raises(ImportUnusable, match="Save it as UTF-8"):
        list(read(path))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.csv", "user_input,reference,response\nWho paid?,The city,Nobody\n"),
        ("r.jsonl", '{"user_input": "Who paid?", "reference": "The city", "response": "Nobody"}'),
        ("p.csv", "query,__expected\nWho paid?,icontains: The city\n"),
        (
            "p.jsonl",
            '{"vars": {"query": "Who paid?"}, '
            '"assert": [{"type": "contains", "value": "The city"}]}',
        ),
    ],
)
def test_sets_of_ragas_and_promptfoo_are_read(name: str, text: str, tmp_path: Path) -> None:
    """A case without an id is named by its line; one with an answer is answerable."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (case,), _, problems = sorted_out(read(path))
    assert (case.question, case.answer, case.answerable) == ("Who paid?", ("The city",), True)
    assert (case.id, problems) == (f"row-{1 + name.endswith('csv')}", [])
    assert lines(path) == (case,)


def test_a_table_is_a_test_set_with_its_faults_by_line(tmp_path: Path) -> None:
    """Every row that cannot be taken is told, and the set is not used."""
    with pytest.raises(TestsetUnusable) as refused:
        lines(table(tmp_path, TABLE))
    assert [said.split(":")[1] for said in refused.value.problems] == ["7", "8", "9", "10"]


def test_one_record_that_expects_what_cannot_be_measured_is_told(tmp_path: Path) -> None:
    """With the line that it is in."""
    path = tmp_path / "p.jsonl"
    path.write_text('\n{"vars": {"query": "Why?"}, "assert": [{"type": "is-json"}]}')
    with pytest.raises(TestsetUnusable, match=r"p\.jsonl:2: 'is-json' assertions"):
        lines(path)


def test_a_number_of_json_is_a_name(tmp_path: Path) -> None:
    """Other tools count their cases."""
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": 7, "user_input": "How many?", "reference": 42}')
    (case,) = lines(path)
    assert (case.id, case.answer) == ("7", ("42",))


def test_a_table_may_have_another_ending_to_be_imported(tmp_path: Path) -> None:
    """A test set of another ending is JSONL."""
    path = table(tmp_path, "question,answer\nWho?,Ana\n").rename(tmp_path / "set.txt")
    ((case,), _, _) = sorted_out(read(path))
    assert case.answer == ("Ana",)
    with pytest.raises(TestsetUnusable, match="JSON"):
        lines(path)
