"""House style: wordings that differ only in a publisher's style."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sources.language.words import Token, unspelt

# Words with a different meaning if hyphenated: a player who resigns leaves, one who re-signs stays.
_HYPHEN_TELLS = frozenset(
    "resign resigns resigned resigning recover recovers recovered recovering recovery reform "
    "reforms reformed reforming resent recreation repress represses repressed release releases "
    "released releasing resort resorts resorted retreat retreats retreated remark remarks remarked "
    "represent represents represented resound restrain reserve reserved recollect redress relay "
    "repose reposed resolve resolved coop unionised unionized".split()
)
# Words that mean something else when joined to the next word.
_APART = frozenset("all now".split())
# Words that may be written as one or two, although one part is a function word.
_EITHER = frozenset(
    "into onto cannot forever underway online offline ongoing percentage noone offshore".split()
)
_PHRASES: dict[tuple[str, ...], tuple[str, ...]] = {("all", "right"): ("allright",)}
# Shorter ones are pronouns: "its" is not "it's".
_SHORTEST_OWNER = 5
_HYPHENS = "-‐‑–"


def alike(ours: Sequence[Token], text: str, theirs: Sequence[Token], record: str) -> bool:
    """Return True if two wordings are the same compound: "health care", "healthcare".

    `text` and `record` are the texts that the words come from. A boundary on only one side must be
    a hyphen, or separate two content words: "a part" is not "apart".
    """
    wordings = [_phrased([word.folded for word in side]) for side in (ours, theirs)]
    if wordings[0] == wordings[1] or _possessive(*wordings):
        return True
    whole = ["".join(words) for words in wordings]
    if whole[0] != whole[1] or not whole[0].isalpha() or not (ours and theirs):
        return False
    if whole[0] in _EITHER:
        return True
    ends = [list(accumulate(map(len, words))) for words in wordings]
    sides = ((ours, text, ends[0], ends[1]), (theirs, record, ends[1], ends[0]))
    return whole[0] not in _HYPHEN_TELLS and all(
        _may_join(side[number], side[number + 1], source)
        for side, source, own, other in sides
        for number, end in enumerate(own[:-1])
        if end not in other
    )


def _possessive(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return True if the only difference is a possessive apostrophe: "the councils minutes"."""
    if len(ours) != 1 or len(theirs) != 1 or len(ours[0]) < _SHORTEST_OWNER:
        return False
    return ours[0].replace("'s", "s") == theirs[0].replace("'s", "s")


def written(text: str, words: Sequence[Token]) -> str:
    """Return the text that a run of words covers, as written."""
    return text[words[0].start : words[-1].end] if words else ""


def respelt(ours: str, theirs: str) -> bool:
    """Return True if the same words are spelt or styled differently, apart from punctuation."""
    return _letters(ours) != _letters(theirs)


def _may_join(before: Token, after: Token, text: str) -> bool:
    between = text[before.end : after.start]
    if len(between) == 1 and between in _HYPHENS:
        return True
    content = before.is_content and after.is_content
    return content and between == " " and before.folded not in _APART


def _phrased(words: Sequence[str]) -> tuple[str, ...]:
    return _PHRASES.get(tuple(words), tuple(words))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unspelt(text)))
