"""Questions about a value of a claim, in the claim's own words: "It will open when?"."""

from __future__ import annotations

import re

from assistant.facts.rivals import Value
from assistant.ledger.doubts.days import Moment
from assistant.ledger.ledger import DoubtKind
from sources.language.currencies import units_named

_SCALED = re.compile(r"\s*(?:percent|per cent|%|million|billion|trillion)", re.IGNORECASE)
_AT_TIME = re.compile(r"\b(?:on|in|at|during)\s+\Z", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|across|of)\s+\Z", re.IGNORECASE)
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_ENDING = re.compile(r"[.!\s]+\Z")


def question(claim: str, value: Value) -> str:
    """Return a claim as a question about one of its values, with that value left out."""
    start, end = value.extent
    if value.kind is DoubtKind.DATE:
        asked = _time(value)
        if asked == "when" and (before := _AT_TIME.search(claim[:start])):
            start = before.start()
    elif value.kind is DoubtKind.NUMBER:
        asked = _amount(value.within(claim), claim[end:])
    else:
        asked = "who or what"
    return f"{claim[:start]}{asked}{_ENDING.sub('', claim[end:])}?"


def _time(value: Value) -> str:
    moment = value.of
    if not isinstance(moment, Moment):
        return "when"
    only_year = (moment.month, moment.season, moment.weekday) == (None, (), None)
    return "what year" if only_year else "when"


def _amount(words: str, behind: str) -> str:
    if words.lower().endswith(("st", "nd", "rd", "th")) or words.lower() in _RANKS:
        return "which"
    return "how much" if units_named(words) or _SCALED.match(behind) else "how many"
