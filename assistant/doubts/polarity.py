"""Polarity: whether a sentence denies what the evidence states, or states what it denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.doubts.opposites import opposites
from assistant.doubts.reading import Reading, Word, alike
from assistant.vocabulary import negates

# "no more than", "not only": such words limit nothing that follows.
_HARMLESS_BEHIND = frozenset("only just merely least doubt matter".split())
_FURTHER = frozenset(
    "decline declines declined lack lacks lacked unable unwilling avoid avoids avoided stop stops "
    "stopped halt halts halted barely refusing denying failing rejecting declining lacking".split()
)
_SAME = frozenset("first".split())
_AHEAD, _BACK = 4, 2


def flipped(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[str, bool]]:
    """Yield words that are denied on one side only, and whether the evidence has them so."""
    ours = _scopes(sentence)
    theirs = [(reading, scope) for reading in evidence for scope in _scopes(reading)]
    for word, scope in ours:
        if any(_meet(scope, other) for _, (_, other) in theirs):
            continue
        there = [w for w in scope if any(reading.holds(w) for reading in evidence)]
        yield _shown(sentence, word, scope), bool(scope) and 2 * len(there) >= len(scope)
    for reading, (word, scope) in theirs:
        if not _is_touched(scope, sentence) or any(_meet(scope, other) for _, other in ours):
            continue
        if _SAME & sentence.folded or _said_elsewhere(scope, reading, evidence, sentence):
            continue
        yield f"not “{_shown(reading, word, scope)}”", True
    yield from _opposed(sentence, evidence)


def _scopes(reading: Reading) -> list[tuple[Word, tuple[Word, ...]]]:
    """Return the negations of a text, each with the content words that it is about."""
    found = []
    for number, word in enumerate(reading.words):
        if not (negates(word.folded) or word.folded in _FURTHER):
            continue
        after = reading.words[number + 1 : number + 2]
        if after and (after[0].folded in _HARMLESS_BEHIND or after[0].folded.isdigit()):
            continue
        ahead = [w for w in reading.near(number, 0, _AHEAD) if not _is_negation(w)]
        back = [w for w in reading.near(number, _BACK, 0) if not _is_negation(w)]
        found.append((word, tuple(ahead or back)))
    return found


def _is_negation(word: Word) -> bool:
    return negates(word.folded) or word.folded in _FURTHER


def _meet(one: Sequence[Word], other: Sequence[Word]) -> bool:
    return any(alike(a.stem, b.stem) for a in one for b in other) or not (one and other)


def _is_touched(scope: Sequence[Word], sentence: Reading) -> bool:
    """Say whether a sentence speaks of what is denied: of the first word, and of half of them."""
    if not scope or not sentence.holds(scope[0]):
        return False
    return 2 * sum(sentence.holds(word) for word in scope) >= len(scope)


def _said_elsewhere(
    scope: Sequence[Word], denying: Reading, evidence: Sequence[Reading], sentence: Reading
) -> bool:
    """Say whether other evidence states, undenied, what is denied in this one."""
    return any(
        all(other.holds(word) for word in scope if sentence.holds(word))
        and not any(_meet(scope, denied) for _, denied in _scopes(other))
        for other in evidence
        if other is not denying
    )


def _opposed(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[str, bool]]:
    known = {word.folded for reading in evidence for word in reading.words}
    stems = {word.stem for reading in evidence for word in reading.words}
    for word in sentence.content:
        if word.folded in known or word.stem in stems:
            continue
        turned = [other for other in opposites(word.folded, word.stem) if other in known | stems]
        if turned:
            yield word.written, True


def _shown(reading: Reading, word: Word, scope: Sequence[Word]) -> str:
    """Return the negation and the words that it is about, as they stand in the text."""
    places = [word, *scope[:2]]
    start = min(place.start for place in places)
    end = max(place.end for place in places)
    return reading.text[start:end]
