"""Real quotations from the archive, and misquotations of typical kinds made from them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from assistant.evaluation.line import Line
from assistant.evaluation.making.asking import names
from assistant.evaluation.making.material import Said
from assistant.quotes.verdict import Verdict
from sources.people.names import same_person

_AUXILIARIES = (
    "will",
    "would",
    "can",
    "could",
    "should",
    "must",
    "is",
    "are",
    "was",
    "were",
    "has",
)
_AUXILIARY = re.compile(rf"\b(?:{'|'.join(_AUXILIARIES)})\b(?! not\b)(?!['’])")
_NOT = re.compile(r" not\b(?! only\b)")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPELT = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_SPELT_NUMBER = re.compile(rf"\b(?:{'|'.join(_SPELT)})\b")
_STRANGERS = ("Odalys Ferreira Braun", "Henrike Toivonen", "Casimir Oyelaran")
_PLACES = ("Ljubljana Harbour", "Mato Grosso", "Prince Edward Island", "Lake Constance")
_SHORTEST_HALF = 6


def changed(every: Sequence[Said], chance: random.Random) -> Iterator[Line]:
    """Yield each quotation unchanged, and altered in each way that its words allow."""
    for number, said in enumerate(every):
        yield _line(number, "exact", said.words, said.speaker, Verdict.EXACT)
        for name, change in _CHANGES.items():
            words = change(said.words, chance)
            if words is not None and words != said.words:
                yield _line(number, name, words, said.speaker, Verdict.ALTERED)
        stranger = _stranger(said, every, chance)
        yield _line(number, "wrong speaker", said.words, stranger, Verdict.MISATTRIBUTED)
        joined = _spliced(said, every, chance)
        if joined is not None:
            yield _line(number, "spliced", joined, said.speaker, Verdict.SPLICED)


def _line(number: int, done: str, words: str, speaker: str, verdict: Verdict) -> Line:
    tag = done.replace(" ", "_")
    return Line(
        id=f"quotation-{number + 1}-{tag}",
        family=f"quotation-{number + 1}",
        words=words,
        speaker=speaker,
        verdict=verdict,
        tags=(tag,),
        made=True,
    )


def _negation(words: str, chance: random.Random) -> str | None:
    found = _NOT.search(words)
    if found is not None:
        return words[: found.start()] + words[found.end() :]
    places = list(_AUXILIARY.finditer(words))
    if not places:
        return None
    chosen = chance.choice(places)
    return f"{words[: chosen.end()]} not{words[chosen.end() :]}"


def _number(words: str, chance: random.Random) -> str | None:
    found = [*_DIGITS.finditer(words), *_SPELT_NUMBER.finditer(words)]
    if not found:
        return None
    chosen = chance.choice(found)
    number = chosen[0]
    if number[0].isdigit():
        other = ("7" if number[0] != "7" else "4") + number[1:]
    else:
        other = chance.choice([word for word in _SPELT if word != number])
    return words[: chosen.start()] + other + words[chosen.end() :]


def _name(words: str, chance: random.Random) -> str | None:
    found = names(words)
    if not found:
        return None
    return words.replace(chance.choice(found), chance.choice(_PLACES), 1)


def _stranger(said: Said, every: Sequence[Said], chance: random.Random) -> str:
    others = [o.speaker for o in every if not same_person(o.speaker, said.speaker)]
    return chance.choice(others or _STRANGERS)


def _spliced(said: Said, every: Sequence[Said], chance: random.Random) -> str | None:
    """Join the first half of a quotation to the second half of one from another article."""
    first = said.words.split()
    others = [
        second
        for other in every
        if other.article.id != said.article.id
        and len(second := other.words.split()) >= 2 * _SHORTEST_HALF
    ]
    if len(first) < 2 * _SHORTEST_HALF or not others:
        return None
    second = chance.choice(others)
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])


_CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "negation flipped": _negation,
    "number changed": _number,
    "name swapped": _name,
}
