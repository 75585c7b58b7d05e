from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import GateUnreadable
from assistant.evaluation.comparison import read_gate

MEASURED = ("answered", "citation recall")


def test_gates_are_written_out_or_stand_in_files(tmp_path: Path) -> None:
    """What is written later wins."""
    file = tmp_path / "gate.json"
    file.write_text('{"answered": 0.05, "citation recall": 0}', encoding="utf-8")
    assert read_gate([str(file)], MEASURED) == {"answered": 0.05, "citation recall": 0}
    assert read_gate([str(file), "answered=0.1"], MEASURED)["answered"] == 0.1
    assert read_gate([" citation recall =.02"], MEASURED) == {"citation recall": 0.02}
    assert read_gate([], MEASURED) == {}


@pytest.mark.parametrize(
    "stated", ["answered=", "answered=-1", "answered=nan", "answered=a", "=0.1", "nothing=0.1"]
)
def test_what_is_no_gate_is_refused(stated: str) -> None:
    """With what was given, and what could be."""
    with pytest.raises(GateUnreadable):
        read_gate([stated], MEASURED)


def test_runs_without_a_case_in_common_pass_no_gate() -> None:
    """A gate that holds nothing would be taken for one that was passed."""
    with pytest.raises(GateUnreadable, match="no cases in common"):
        read_gate(["answered=0"], ())
    assert read_gate([], ()) == {}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"answered": true}', '{"answered": null}', '{"a": 1}', "\xff"]
)
def test_a_file_that_is_no_gate_is_refused(tmp_path: Path, content: str) -> None:
    """Whatever it holds instead."""
    file = tmp_path / "gate.json"
    file.write_text(content, encoding="latin-1")
    with pytest.raises(GateUnreadable):
        read_gate([str(file)], MEASURED)


@given(st.text(max_size=40))
def test_any_text_is_a_gate_or_is_refused(text: str) -> None:
    """Nothing else comes of it."""
    try:
        gate = read_gate([text], MEASURED)
    except GateUnreadable:
        return
    assert set(gate) <= set(MEASURED)
    assert all(tolerance >= 0 for tolerance in gate.values())
