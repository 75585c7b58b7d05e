from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.quotes.innermost import Innermost
from sources.language.words import Token
from sources.quotations.quotation import Quotation, QuotationKind

EXTENTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=12)


@given(EXTENTS, st.integers(0, 40), st.integers(1, 6))
def test_the_shortest_quotation_around_a_word_is_found(
    extents: list[tuple[int, int]], start: int, length: int
) -> None:
    """As by looking at all of them; of two that are as short, the one that comes first."""
    quotations = [Quotation(QuotationKind.DIRECT, a, a + n) for a, n in extents]
    word = Token("a", start, start + length)
    around = [q for q in quotations if q.start <= word.start and word.end <= q.end]
    shortest = min(around, key=lambda q: q.end - q.start, default=None)
    assert Innermost.of(quotations).around(word) is shortest or (
        Innermost.of(quotations).around(word) == shortest
    )
