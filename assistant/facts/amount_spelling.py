"""Spellings of amounts of money, which change the reader's judgement.

To the reader, "4.2 million euros" is another amount than "EUR 4.2m".
"""

from __future__ import annotations

from sources.language.analysis import Analysis
from sources.language.currencies import is_money, is_same_unit
from sources.language.quantities import Figure


def spelled_as_in(claim: Analysis, evidence: Analysis) -> str:
    """Return the evidence with each amount of money that the claim also states spelled as there."""
    text, last = "", 0
    own = [figure for figure in claim.figures if is_money(figure.unit)]
    for figure in evidence.figures:
        start, end = figure.extent(evidence.text)
        same = next((each for each in own if is_same_amount(each, figure)), None)
        if same is not None and start >= last:
            text += evidence.text[last:start] + same.words
            last = end
    return text + evidence.text[last:]


def is_same_amount(figure: Figure, other: Figure) -> bool:
    """Return True if two amounts of money are equal or may be equal: "A$5" and "$5"."""
    if figure.value != other.value or figure.unit is None or other.unit is None:
        return False
    return is_money(other.unit) and is_same_unit(figure.unit, other.unit)
