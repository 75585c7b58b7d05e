"""Amounts that are the same in another spelling: "kr 5" and "SEK 5", "4.2m" and "4.2 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from assistant.facts.home_currency import home_currency
from sources.article import Metadata
from sources.language.amounts import Amount, amounts
from sources.language.currencies import is_borne_out_by, is_money

# Without a currency or a noun behind it, "4.2m" may be 4.2 million or 4.2 metres.
_METRES_OR_MILLIONS = re.compile(r"(\d[\d.,]*) ?[mM]")
_LONGEST = 60


def is_same_amount(ours: str, theirs: str, source: Metadata | None = None) -> bool:
    """Return True if two texts are nothing but one amount, or may be.

    `source` describes the article that has the other text. Its country decides whose currency "$"
    and "¥" are, as it does for facts.
    """
    if max(len(ours), len(theirs)) > _LONGEST:
        return False
    pairs = product(_readings(ours), _readings(theirs))
    return any(_is_same(one, other, source) for one, other in pairs)


def _readings(text: str) -> Iterator[Amount]:
    found = list(amounts(text))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        yield found[0]
    if short := _METRES_OR_MILLIONS.fullmatch(text):
        yield from amounts(f"{short[1]} million")


def _is_same(one: Amount, other: Amount, source: Metadata | None) -> bool:
    if one.value != other.value or one.ordinal or other.ordinal:
        return False
    if one.unit is None or other.unit is None:
        return one.unit is other.unit
    home = home_currency(source) if source else None
    return is_money(one.unit) and is_borne_out_by(one.unit, other.unit, home)
