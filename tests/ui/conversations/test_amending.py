from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.question import Question
from index.scope import Filters
from ui.conversations.amending import amended

FILTERS = Filters(("Courier", "Lantern"), date(2024, 1, 1), date(2024, 12, 31), ("en", "ko"))
ASKED = Question("And him?", FILTERS, standalone="What of Kim?", writer="a model")


@pytest.mark.parametrize(
    ("what", "value", "filters"),
    [
        ("outlet", "Courier", replace(FILTERS, outlets=("Lantern",))),
        ("language", "ko", replace(FILTERS, languages=("en",))),
        ("since", "", replace(FILTERS, since=None)),
        ("until", "", replace(FILTERS, until=None)),
    ],
)
def test_one_filter_is_left_out(what: str, value: str, filters: Filters) -> None:
    """The others stay, and so does everything else about the question."""
    assert amended(ASKED, what, value) == replace(ASKED, filters=filters)


def test_the_window_is_left_out() -> None:
    """The time in the question is then no filter."""
    assert amended(ASKED, "window") == replace(ASKED, windowed=False)


def test_what_is_looked_for_is_replaced() -> None:
    """The visitor's words of the question stay; empty words leave the rewriting to the program."""
    assert amended(ASKED, "standalone", " What of Lee? ").standalone == "What of Lee?"
    assert amended(ASKED, "standalone", " ").standalone == ""
    assert amended(ASKED, "standalone", "x").text == "And him?"


@pytest.mark.parametrize("what", ["writer", "text", "", "__class__"])
def test_nothing_else_can_be_changed(what: str) -> None:
    """A forged event changes nothing."""
    assert amended(ASKED, what, "x") == ASKED
