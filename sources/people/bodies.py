"""Names that look like a person's but that the article uses for an organisation or a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sources.people.given_names import given_gender
from sources.people.naming import Named
from sources.people.titles import FUNCTION_WORDS, ROLES
from sources.quotations.speech_cues import VERBS

_WORD = re.compile(r"(?:['’]s?)?\s([a-z]+)")
_LONGEST = 200
_WHERE = (" in ", " at ", " on ", " near ")


def bodies(masked: str, names: Iterable[Named]) -> frozenset[str]:
    """Return the names used after "the", "in" or "at", as people's names are not."""
    all_of, article_before, inside = Counter[str](), Counter[str](), Counter[str]()
    titled: set[str] = set()
    for place, name, roles, *_ in names:
        all_of[name] += 1
        if roles or _is_of_a_person(name):
            titled.add(name)
        # Titles may precede the name.
        start = max(place, masked.find(name, place, place + _LONGEST))
        before = masked[max(0, start - len(" near ")) : start].lower()
        if before.endswith("the ") and _ends_there(masked, start + len(name)):
            article_before[name] += 1
        elif before.endswith(_WHERE):
            inside[name] += 1
    found = {name for name in all_of if 2 * (article_before[name] + inside[name]) >= all_of[name]}
    # "the Nets" also identifies the Brooklyn Nets.
    short = {name for name in found if article_before[name] and " " not in name}
    found |= {name for name in all_of if name.rsplit(" ", 1)[-1] in short}
    return frozenset(name for name in found - titled if name.lower() not in ROLES)


def _is_of_a_person(name: str) -> bool:
    given, _, family = name.partition(" ")
    return bool(family) and given_gender(given) is not None


def _ends_there(masked: str, end: int) -> bool:
    """Return True unless a name is part of a longer phrase: "the Obama administration"."""
    following = _WORD.match(masked, end)
    if following is None:
        return not masked[end : end + 2].strip().isalnum()
    return following[1] in FUNCTION_WORDS or following[1] in VERBS
