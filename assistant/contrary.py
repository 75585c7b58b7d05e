"""Contrary: what in a sentence says another thing than a question asks, though in its words.

"Why did the talks succeed?" is not answered by "The talks failed after six hours". Words in common
and likeness of meaning both speak for such a sentence, so what speaks against it is looked for by
itself: a negation in one of the two, a word and its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from assistant.doubts.opposites import opposites
from assistant.vocabulary import negates
from index.words import terms

# Opposites that speak against a sentence wherever they stand in it; others must be said of the
# same thing: "the northern border", "the southern border".
_EVENTS = frozenset(
    term
    for word in """
    succeed fail success failure victory defeat win lose won lost increase decrease rise fall rose
    fell import export accept reject approve buy sell bought sold majority minority arrive depart
    allow ban permit forbid open close hire fire widen narrow
    """.split()
    for term in terms(word)
)
_ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_PREFIXES = ("un", "non")
# "unsigned" and "signed" are opposites, "union" and "ion" are not.
_SHORTEST = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NOT = re.compile(r"\b(?:not|never|nobody|none|neither|no(?!\.? ?\d))\b|n['’]t\b", re.IGNORECASE)
# Whether something is so is also answered by "it is not".
_WHETHER = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    re.IGNORECASE,
)
# "did not say how much" tells that it is not known, and that is an answer.
_UNTOLD = frozenset(
    "say said tell told disclose disclosed reveal revealed give given name named specify specified "
    "state stated publish published announce announced know known clear immediately comment only "
    "just".split()
)
# A negation reaches so many words further.
_REACH = 3


def contrary(question: str, asked: Collection[str], sentence: str) -> str | None:
    """Say which word speaks against a sentence as an answer; None where nothing does.

    `asked` are the content terms of the question.
    """
    if _WHETHER.match(question):
        return None
    words = _WORD.findall(sentence)
    said = [term for word in words for term in terms(word)]
    found = next(_opposed(terms(question), asked, said), None)
    return found or _negation(question, asked, words)


def _opposed(question: Sequence[str], asked: Collection[str], said: Sequence[str]) -> Iterator[str]:
    """Yield what is said instead of a term of the question."""
    spoken, pairs = frozenset(said), frozenset(pairwise(said))
    for term in asked:
        if term not in spoken:
            events = opposites(term, term) & _EVENTS if term in _EVENTS else frozenset()
            yield from (events | _prefixed(term)) & spoken - set(question)
    for term, thing in pairwise(question):
        if (term, thing) not in pairs:
            yield from (other for other in _of_things(term) if (other, thing) in pairs)


def _of_things(term: str) -> Collection[str]:
    return _ORDINALS if term in _ORDINALS else opposites(term, term)


def _prefixed(term: str) -> frozenset[str]:
    bare = {term.removeprefix(prefix) for prefix in _PREFIXES if term.startswith(prefix)}
    longer = {prefix + term for prefix in _PREFIXES} if len(term) >= _SHORTEST else set()
    return frozenset(longer | {each for each in bare if len(each) >= _SHORTEST})


def _negation(question: str, asked: Collection[str], words: Sequence[str]) -> str | None:
    """Say which negation stands in one of the two only, and at what is asked."""
    folded = [word.replace("’", "'").lower() for word in words]
    denied = _NOT.search(question)
    if denied is not None:
        return None if any(map(negates, folded)) else denied.group()
    for n, word in enumerate(folded):
        if not _NOT.fullmatch(word) and not word.endswith("n't"):
            continue
        behind = folded[n + 1 : n + 1 + _REACH]
        if not _UNTOLD.intersection(behind) and any(
            term in asked for other in behind for term in terms(other)
        ):
            return word
    return None
