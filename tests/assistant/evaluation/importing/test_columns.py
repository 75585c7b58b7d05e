from __future__ import annotations

import pytest

from assistant.errors import MappingUnreadable
from assistant.evaluation.importing.columns import Columns, expected, flattened

RAGAS = ["user_input", "retrieved_contexts", "reference_contexts", "response", "reference"]
OLDER_RAGAS = ["question", "contexts", "answer", "ground_truth"]
PROMPTFOO = ["question", "__expected", "__expected2", "__description", "__metadata:desk"]


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (RAGAS, {"user_input": "question", "reference": "answer"}),
        (OLDER_RAGAS, {"question": "question", "ground_truth": "answer"}),
        (
            PROMPTFOO,
            {"question": "question", "__expected": "expected", "__expected2": "expected"},
        ),
        (["id", "question", "answer"], {"id": "id", "question": "question", "answer": "answer"}),
    ],
)
def test_the_usual_columns_are_known(columns: list[str], fields: dict[str, str]) -> None:
    """What a system said is left out; beside a reference, that is what "answer" holds."""
    assert Columns().fields(columns) == fields


def test_columns_can_be_mapped_and_left_out() -> None:
    """What somebody says of a column comes before what is usual."""
    columns = Columns.of(["question=Frage", "ignore=query", "answer = answer"])
    fields = columns.fields(["frage", "query", "answer", "ground_truths"][:3])
    assert fields == {"frage": "question", "answer": "answer"}
    assert Columns.of(["ignore=reference"]).fields(["query", "reference", "answer"]) == {
        "query": "question",
        "answer": "answer",
    }


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("question", "not have the form FIELD=COLUMN"),
        ("question=", "not have the form FIELD=COLUMN"),
        ("luck=query", "no field 'luck'"),
    ],
)
def test_a_mapping_that_says_nothing_is_refused(stated: str, said: str) -> None:
    """The message says what it should be."""
    with pytest.raises(MappingUnreadable, match=said):
        Columns.of([stated])


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["question", "luck"], "unknown column 'luck'.*--map ignore=luck"),
        (["question", "user_input"], "both read as 'question'"),
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused(columns: list[str], said: str) -> None:
    """The message says how to map them."""
    with pytest.raises(MappingUnreadable, match=said):
        Columns().fields(columns)


def test_a_table_needs_the_columns_that_are_mapped() -> None:
    """A misspelt one is told with those that there are; a record of JSON may lack one."""
    columns = Columns.of(["kind=topic"])
    with pytest.raises(MappingUnreadable, match="no column 'topic'; the columns are question"):
        columns.require(["question"])
    assert columns.fields(["question"]) == {"question": "question"}


def test_one_column_has_one_field() -> None:
    """Mapped twice, it is a mistake."""
    with pytest.raises(MappingUnreadable, match="mapped twice"):
        Columns.of(["kind=topic", "tags=topic"])


@pytest.mark.parametrize(
    ("assertions", "fields"),
    [
        (["42"], {"answer": ("42",)}),
        (["icontains: 42 cars"], {"answer": ("42 cars",)}),
        (["contains-any: 42, forty-two"], {"answer": ("42", "forty-two")}),
        (["contains-all: 42, cars"], {"answer_all": ("42", "cars")}),
        (["contains: 42", "contains: cars", ""], {"answer_all": ("42", "cars")}),
        (["contains: a", "contains-any: b, c"], {"answer": ("b", "c"), "answer_all": ("a",)}),
        ([], {}),
    ],
)
def test_assertions_name_answers(assertions: list[str], fields: dict[str, object]) -> None:
    """All of them have to hold, so two single ones are both needed."""
    assert expected(assertions) == fields


@pytest.mark.parametrize("assertion", ["llm-rubric: be kind", "similar(0.8): 42", "javascript: x"])
def test_an_assertion_that_cannot_be_measured_is_told(assertion: str) -> None:
    """It is not taken for an answer."""
    with pytest.raises(ValueError, match="assertions are not supported"):
        expected([assertion])


def test_a_record_of_promptfoo_is_flattened() -> None:
    """Its variables and assertions become columns."""
    record = {"vars": {"Query": "Why?"}, "assert": [{"type": "contains-any", "value": ["a", "b"]}]}
    assert flattened(record) == {"query": "Why?", "__expected1": "contains-any: a, b"}
