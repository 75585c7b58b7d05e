"""Roles: detect names that changed places, and relatives or aides confused with a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ledger.doubts.reading import Reading
from assistant.ledger.doubts.roles import swapped

_RELATIVE = (
    "brother|sister|son|daughter|wife|husband|widow|widower|father|mother|cousin|uncle|aunt|nephew|"
    "niece|grandson|granddaughter|grandfather|grandmother|lawyer|attorney|spokesman|spokeswoman|"
    "spokesperson|aide|assistant|deputy|agent|coach|predecessor|successor"
)
# "Erik Lund's brother", "Lund's younger brother", "a spokesman for Erik Lund".
_OF_NAME = re.compile(
    rf"\b(?P<owner>[A-Z][\w-]+)['’]s? (?:\w+ ){{0,2}}?(?P<his>{_RELATIVE})\b|"
    rf"\b(?P<their>{_RELATIVE}) (?:of|for|to) (?:[A-Z][\w-]+ )*(?P<name>[A-Z][\w-]+)"
)
_ANY = re.compile(rf"\b(?:{_RELATIVE})\b", re.IGNORECASE)


def roles_differ(claim: Reading, nearest: Reading, article: Sequence[Reading]) -> bool:
    """Return True if a claim attributes something to a different person than the archive.

    "Lund resigned" for "Lund's brother resigned", the reverse, or "A beat B" for "B beat A".
    """
    there = {word for reading in article for word in reading.folded}
    if any(word.lower() not in there for word in _ANY.findall(claim.text)):
        return True
    for match in _OF_NAME.finditer(nearest.text):
        person = (match["owner"] or match["name"]).lower()
        relative = match["his"] or match["their"]
        if person in claim.unowned and relative not in claim.folded:
            return True
    return any(swapped(claim, [nearest]))
