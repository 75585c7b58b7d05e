"""Stems of English and Korean words, and whether two of them are forms of one word."""

from __future__ import annotations

import re
from functools import lru_cache

from sources.language.scripts import HANGUL, holds_hangul
from sources.language.terms import terms

# Particles after nouns, and endings that turn a noun into a verb.
_KOREAN_ENDING = re.compile(
    rf"(?<=[{HANGUL}]{{2}})(?:이라고|라고|에서|에게|께서|으로|부터|까지|은|는|이|가|을|를|에|의|로|와|과|도|만|"
    r"하기로|하면서|한다고|했다고|하겠다고|한다|했다|하는|하고|하지|하게|하겠다|할|한|해|된다고|됐다고|"
    r"된다|됐다|되었다|되는|되지|되고|될|된|입니다|이다|였다|이었다)$"
)
# Irregular verb forms, without those that are also other words: "found", "left".
_IRREGULAR = {
    form: base
    for base, *forms in map(
        str.split,
        """
        become became; begin began begun; break broke broken; bring brought; build built; bus
        buses; buy bought; catch caught; child children; choose chose chosen; come came; deal
        dealt; die dying; draw drew drawn; drink drank; drive drove driven; eat ate eaten; fall
        fallen; fight fought; fly flew flown; forget forgot forgotten; get got gotten; give gave
        given; go went gone; grow grew grown; hear heard; hide hid hidden; hold held; keep kept;
        know knew known; lay laid; lead led; lend lent; lie lying; life lives; lose lost; make
        made; man men; mean meant; meet met; pay paid; repay repaid; ride rode ridden; rise rose
        risen; run ran; see seen; seek sought; sell sold; send sent; shake shook shaken; shoot
        shot; show shown; sing sang sung; sink sank sunk; speak spoke spoken; spend spent; stand
        stood; steal stole stolen; strike struck; swear swore sworn; swim swam; take took taken;
        teach taught; tell told; think thought; throw threw thrown; understand understood; wife
        wives; win won; withdraw withdrew withdrawn; woman women; write wrote written
        """.split(";"),
    )
    for form in forms
}
_NOUNS = frozenset("buses children lives men wives women".split())


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """Return the stem of an English or Korean word."""
    if holds_hangul(folded):
        return _KOREAN_ENDING.sub("", folded)
    folded = _IRREGULAR.get(folded, folded)
    found = terms(folded)
    return found[0] if found else folded


def unowned(folded: str) -> str:
    """Return a word without a possessive "'s"."""
    return folded.removesuffix("'s").removesuffix("'")


def is_irregular(folded: str) -> bool:
    """Return True if a word is an irregular verb form: "built", "won"."""
    return folded in _IRREGULAR and folded not in _NOUNS and not folded.endswith("ing")


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Return True if two stems are forms of one word: "mineral" and "minerals'", 광물, 광물은."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if holds_hangul(shorter):
        return len(shorter) >= 2 and longer.startswith(shorter)
    if shorter.isdigit() or longer.isdigit():
        return False
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = len(shorter) if shared is None else shared
    begins = shared == len(shorter) >= 4 and len(longer) - shared <= 4
    return begins or (shared >= 5 and shared == len(shorter) - 1 and len(longer) - shared <= 3)
