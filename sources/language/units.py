"""Units of amounts other than money, and the words for each."""

from __future__ import annotations

from types import MappingProxyType

SHARE = "share"
UNITS = {
    SHARE: frozenset("percent per cent pct percentage 퍼센트 프로".split()),
    "years": frozenset("year years yr yrs".split()),
    "months": frozenset("month months".split()),
    "weeks": frozenset("week weeks".split()),
    "days": frozenset("day days".split()),
    "hours": frozenset("hour hours".split()),
    "minutes": frozenset("minute minutes".split()),
    "kilometres": frozenset("km kilometer kilometers kilometre kilometres".split()),
    "miles": frozenset("mile miles".split()),
    "metres": frozenset("meter meters metre metres".split()),
}
"""Units by name, each with the words that stand for it."""
UNIT_OF = MappingProxyType(
    {word: name for name, words in UNITS.items() for word in words if word not in ("per", "cent")}
)
