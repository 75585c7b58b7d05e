from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.holding import holds
from sources.span import Span


def span(start: int, end: int, name: str = "a") -> Span:
    """Return a span of one article."""
    return Span(name, f"hash of {name}", start, end)


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (span(0, 100), span(40, 60), True),
        (span(40, 60), span(0, 100), True),
        (span(0, 50), span(40, 60), True),
        (span(0, 49), span(40, 60), False),
        (span(0, 40), span(40, 60), False),
        (span(0, 100), span(40, 60, "b"), False),
        (span(5, 5), span(0, 100), False),
    ],
)
def test_half_of_the_shorter_one_is_shared(found: Span, gold: Span, expected: bool) -> None:
    """A span holds another where they share half of the shorter one, in the same article."""
    assert holds(found, gold) is expected


@given(*[st.integers(0, 60)] * 4)
def test_holding_is_mutual(a: int, b: int, c: int, d: int) -> None:
    """Which of two spans was found and which is gold makes no difference."""
    one, other = span(min(a, b), max(a, b)), span(min(c, d), max(c, d))
    assert holds(one, other) == holds(other, one)
