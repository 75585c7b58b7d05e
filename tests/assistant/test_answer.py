from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer, Citation, Claim
from index.scope import Scope
from sources.span import Span

SCOPE = Scope(1, 1, 1, (), (), None, None)
SPAN = Span("a", "h", 0, 4)
CITATION = Citation(1, SPAN, "Rain", SPAN, "Rain", "Weather", None, None, None)


def claim(*numbers: int, also: tuple[int, ...] = ()) -> Claim:
    """Make a claim with citations of these numbers."""
    cited, others = ([replace(CITATION, number=n) for n in ns] for ns in (numbers, also))
    return Claim("Rain", tuple(cited), tuple(others))


def test_all_citations_come_in_the_order_of_their_numbers() -> None:
    """Those of second carriers, too."""
    answer = Answer("?", (claim(1, also=(3,)), claim(2)), (), SCOPE)
    assert [citation.number for citation in answer.citations] == [1, 2, 3]


def test_an_answer_without_claims_was_not_found() -> None:
    """However near its nearest passage is."""
    assert not Answer("?", (), (CITATION,), SCOPE).found
    assert Answer("?", (claim(1),), (), SCOPE).found


def test_a_later_state_replaces_the_earlier() -> None:
    """What a stream yields is added up by LangChain; the sum is the last."""
    early, late = Answer("?", (claim(1),), (), SCOPE), Answer("?", (claim(1), claim(2)), (), SCOPE)
    assert early + late == late


def test_equal_answers_are_equal_and_can_be_keys() -> None:
    """Answers are values."""
    one, other = (Answer("?", (claim(1),), (), SCOPE) for _ in range(2))
    assert {one: 1}[other] == 1
    assert one != replace(other, question="!")
