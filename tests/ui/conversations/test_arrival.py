"""What the address of the page asks for."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.case import Case
from index.scope import Filters
from ui.conversations.arrival import MOST_FILTERS, Arrival
from ui.render.html.case_list import address


def test_what_the_report_links_to_arrives() -> None:
    """Question and filters come out of the address as they went in."""
    filters = Filters(("A & B", "C"), date(2024, 6, 1), date(2024, 12, 31), ("ko",))
    case = Case("q", "Who said “no”? + more", filters=filters)
    arrival = Arrival.of(parse_qsl(urlsplit(address(case)).query))
    assert (arrival.question, arrival.words) == (case.question, "")
    assert arrival.filters == (["A & B", "C"], "2024-06-01", "2024-12-31", ["ko"])


def test_a_quotation_arrives_with_its_speaker() -> None:
    """To be checked, not to be asked."""
    arrival = Arrival.of(parse_qsl(urlsplit(address(Case("k", words="w", speaker="S"))).query))
    assert (arrival.question, arrival.words, arrival.speaker) == ("", "w", "S")


@given(st.lists(st.tuples(st.sampled_from(["ask", "outlet", "since", "x"]), st.text())))
def test_anything_may_stand_in_an_address(fields: list[tuple[str, str]]) -> None:
    """It is taken as typed; what means nothing is passed over, and so is what is too much."""
    arrival = Arrival.of(fields)
    assert arrival.question == next((value for name, value in fields if name == "ask"), "")
    assert len(arrival.outlets) <= MOST_FILTERS
