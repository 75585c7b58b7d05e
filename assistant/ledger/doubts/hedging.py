"""Hedging: sentences that are more certain than their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.ledger.doubts.reading import Reading, Word
from assistant.quotes.meaning_words import hedges

# Words that hedge in the same way. A sentence that keeps one of the kind is as careful.
_KINDS = {
    "guess": frozenset(
        "may might could can possibly perhaps maybe potentially likely probably unlikely "
        "conceivably presumably apparently seem seems seemed appear appears appeared suggest "
        "suggests suggested believe believes believed think thinks thought hope hopes hoped expect "
        "expects expected plan plans planned aim aims aimed intend intends intended propose "
        "proposes proposed consider considers considering would should risk risks chance "
        "possible possibility possibilities estimate estimates estimated potential".split()
    ),
    "degree": frozenset(
        "about around approximately nearly almost roughly over under than least some up "
        "estimated estimate close circa".split()
    ),
    "report": frozenset(
        "reportedly allegedly alleged alleges allege claim claims claimed accuse accused accuses "
        "according apparently suspected supposedly said says say told".split()
    ),
    "part": frozenset(
        "some many most often sometimes usually partly largely mainly mostly part partially "
        "half several few majority only".split()
    ),
    "condition": frozenset(
        "if unless until provided providing once when assuming whether depends depending".split()
    ),
}
_STRONG = {
    "guess": frozenset(
        "may might could possibly perhaps maybe potentially likely probably unlikely presumably "
        "apparently seem seems seemed appear appears appeared suggest suggests believe believes "
        "think thinks hope hopes expect expects expected plan plans planned aim aims intend "
        "intends propose proposed proposes considering".split()
    ),
    "degree": frozenset("about around approximately nearly almost roughly".split()),
    "report": frozenset(
        "reportedly allegedly alleged alleges claim claims claimed suspected supposedly".split()
    ),
    "part": frozenset(
        "some many most often sometimes usually partly largely mainly mostly partially".split()
    ),
    "condition": frozenset("if unless provided assuming".split()),
}
_AHEAD, _NEAR = 3, 4
_KOREAN_AHEAD = frozenset("약 아마 아마도 만약 거의 대략".split())


def dropped(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield "hedge word" for each word that the evidence has only with a hedge.

    A hedge counts if the word it modifies is in the sentence. The doubt is dropped if other
    evidence has the same words without a hedge.
    """
    for reading in evidence:
        for number, word in enumerate(reading.words):
            kinds = [kind for kind, strong in _STRONG.items() if word.folded in strong]
            korean = not kinds and hedges(word.folded) and not word.folded.isascii()
            if not kinds and not korean:
                continue
            if word.folded == "may" and word.capital and number:
                continue  # the month
            scope = _scope(reading, number, korean=korean)
            if not scope or not all(sentence.holds(w) for w in scope[:1]):
                continue
            if sum(sentence.holds(w) for w in scope) * 2 <= len(scope) - 1:
                continue
            if not _is_kept(kinds, word, scope[0], sentence) and not _is_firm(
                scope, reading, evidence
            ):
                yield f"{word.written} {scope[0].written}"


def _scope(reading: Reading, number: int, *, korean: bool) -> tuple[Word, ...]:
    """Return the words a hedge modifies: those after it, or in Korean those before it."""
    if korean and reading.words[number].folded not in _KOREAN_AHEAD:
        return (reading.words[number], *reading.near(number, 1, 0)[::-1])
    content: list[Word] = []
    ahead = list(_ahead(reading, number))
    for word in ahead:
        if word.is_content and not hedges(word.folded):
            content.append(word)
        if len(content) == _AHEAD:
            break
    return tuple(content or ahead[:1])


def _ahead(reading: Reading, number: int) -> Iterator[Word]:
    """Yield the words after a word, to the end of its clause."""
    for place in range(number + 1, len(reading.words)):
        if reading.words[place].clause != reading.words[number].clause:
            return
        yield reading.words[place]


def _is_kept(kinds: Sequence[str], word: Word, head: Word, sentence: Reading) -> bool:
    """Return True if a sentence is as careful as the hedge before the word `head`."""
    if not kinds:
        return any(hedges(w.folded) and not w.folded.isascii() for w in sentence.words)
    if kinds == ["degree"]:
        places = [n for n, w in enumerate(sentence.words) if w.stem == head.stem]
        before = {w.folded for n in places for w in sentence.words[max(0, n - _NEAR) : n]}
        return bool(_KINDS["degree"] & before)
    return word.folded in sentence.folded or any(_KINDS[kind] & sentence.folded for kind in kinds)


def _is_firm(scope: Sequence[Word], hedged: Reading, evidence: Sequence[Reading]) -> bool:
    for other in evidence:
        if other is hedged:
            continue
        if all(other.holds(w) for w in scope) and not any(hedges(w.folded) for w in other.words):
            return True
    return False
