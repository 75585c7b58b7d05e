"""Corrections: values that the archive retracted, and the values that replaced them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.conflicting_values import Extent, Value, absent, instead, values
from assistant.ledger.doubts.changed_days import Dated
from sources.language.analysis import Analysis, analysed

CORRECTS = re.compile(
    r"\bcorrect(?:ion|ed|s|ing)?\b|\bearlier version\b|\bmisstated\b|\bincorrectly\b|"
    r"\b(?:as|was|were) (?:we |first |previously |originally |wrongly )*reported\b|"
    r"\bclarification\b|정정|바로잡",
    re.IGNORECASE,
)
# The text after these, up to the end of the clause, was wrong.
_WRONG = re.compile(
    r"(?:\bnot|\brather than|\binstead of|\b(?:incorrectly|wrongly|mistakenly) (?:\w+ ){0,4}?|"
    r"\bmisstated (?:\w+ ){0,6}?|\bearlier version (?:\w+ ){0,8}?)\b[^,;:.]*",
    re.IGNORECASE,
)

# The time of a live blog entry is not part of its content.
_CLOCK = re.compile(r"\A\W*\d{1,2}[.:]\d{2}(?=\s)")


def corrected(claim: Analysis, told: Dated) -> Iterator[tuple[Value, Extent]]:
    """Yield the values of a claim that a correction calls wrong, each with the right one.

    "Ordered 42 cars, not 36 as we reported" corrects a claim of 36 cars.
    """
    text = told.reading.text
    wrong = [match.span() for match in _WRONG.finditer(text)]
    if not wrong:
        return
    clocks = [match.span() for match in _CLOCK.finditer(text)]
    right = Dated(analysed(_without(text, [*wrong, *clocks])), told.published)
    taken_back = Dated(analysed(" ".join(text[a:b] for a, b in wrong)), told.published)
    missing = {value.extent for value in absent(claim, [right])}
    denied = [match.span() for match in _WRONG.finditer(claim.text)]
    for value in values(claim):
        if any(start <= value.extent[0] < end for start, end in denied):
            continue  # the claim calls it wrong too
        back = all(each.extent != value.extent for each in absent(claim, [taken_back]))
        if value.extent in missing and back:
            yield from ((value, extent) for extent in list(instead(value, claim, right))[:1])


def _without(text: str, stretches: list[Extent]) -> str:
    """Replace some stretches with spaces, so that all other characters keep their positions."""
    for start, end in stretches:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
