"""Mutations: real quotations, changed in ways that a checker must tell apart.

The words that are flipped and dropped here are listed here: nothing is shared with the checker.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What was done to a quotation."""

    EXACT = "exact"
    PARTIAL = "partial"
    HARMLESS = "harmless edit"
    NEGATION = "negation flipped"
    NUMBER = "number changed"
    NAME = "name swapped"
    HEDGE = "hedge dropped"
    DROPPED = "words dropped"
    SPLICED_SAME = "spliced, same speaker"
    SPLICED_OTHER = "spliced, different speakers"
    SPEAKER = "wrong speaker"
    BEARER = "another bearer of the name"
    INVENTED = "invented"


HARMLESS = frozenset({Kind.EXACT, Kind.PARTIAL, Kind.HARMLESS})
CHANGES_MEANING = frozenset(Kind) - HARMLESS


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as an article has it; `speaker` is None where nobody has written down who."""

    article: str
    words: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """What a reporter might paste, and what was done to it."""

    kind: Kind
    words: str
    speaker: str | None
    source: Quoted


_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had|do|does|did)\b(?! not\b|n)"
)
_NOT = re.compile(r"\b(not|never) |(?<=[a-z])n['’]t\b")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_NUMBER_WORD = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|million|billion)\b")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_OTHER_WORD = dict(pairwise(_WORDS)) | {"million": "billion", "billion": "million"}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*")
_NAMES = ("Norway", "Bolivia", "Johnson", "Tanaka", "Microsoft", "Vermont", "Okafor", "Lisbon")
_HEDGE = re.compile(
    r"(?<=\w )(may|might|could|perhaps|maybe|probably|possibly|likely|almost|nearly|about|I think|"
    r"I believe|I hope|we think|we believe|we hope|if) (?=\w)"
)
_SHORT = 5
_RELATIVES = ("Karin", "Desmond", "Yolanda")
_STRANGERS = ("Jonathan Applewhite", "Greta Lindqvist-Moore", "Takeshi Morinaga")


def mutations(
    quotations: Sequence[Quoted], absent: Sequence[Quoted], seed: int
) -> tuple[Mutation, ...]:
    """Change each quotation in every way that it allows; the seed decides the rest.

    `absent` are quotations that stand in no article of the archive.
    """
    made: list[Mutation] = []
    for number, quoted in enumerate(quotations):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - nothing to do with secrets
        for kind, change in _CHANGES.items():
            words = change(quoted.words, chance)
            if words is not None and (words != quoted.words or kind is Kind.EXACT):
                made.append(Mutation(kind, words, quoted.speaker, quoted))
        made += _joined(quoted, quotations, number, chance)
        stranger = chance.choice(_STRANGERS)
        made.append(Mutation(Kind.SPEAKER, quoted.words, stranger, quoted))
        if quoted.speaker is not None and " " in quoted.speaker:
            relative = f"{chance.choice(_RELATIVES)} {quoted.speaker.split()[-1]}"
            made.append(Mutation(Kind.BEARER, quoted.words, relative, quoted))
    made += [Mutation(Kind.INVENTED, quoted.words, None, quoted) for quoted in absent]
    return tuple(made)


def _joined(
    quoted: Quoted, quotations: Sequence[Quoted], number: int, chance: random.Random
) -> list[Mutation]:
    """Join the first half of a quotation with the second half of another."""
    others = [other for n, other in enumerate(quotations) if n != number]
    same = [
        other
        for other in others
        if other.article == quoted.article and _is_one(other.speaker, quoted.speaker)
    ]
    different = [other for other in others if other.article != quoted.article]
    made: list[Mutation] = []
    for kind, choices in ((Kind.SPLICED_SAME, same), (Kind.SPLICED_OTHER, different)):
        long = [other for other in choices if len(other.words.split()) >= 2 * _SHORT]
        if long and len(quoted.words.split()) >= 2 * _SHORT:
            first, second = quoted.words.split(), chance.choice(long).words.split()
            words = first[: len(first) // 2] + second[len(second) // 2 :]
            made.append(Mutation(kind, " ".join(words), quoted.speaker, quoted))
    return made


def _is_one(one: str | None, other: str | None) -> bool:
    """Return True if two speakers of one article have the same family name."""
    return one is not None and other is not None and one.split()[-1] == other.split()[-1]


def _exact(words: str, _: random.Random) -> str | None:
    return words


def _partial(words: str, chance: random.Random) -> str | None:
    split = words.split()
    if len(split) < 2 * _SHORT:
        return None
    length = chance.randint(max(_SHORT, len(split) // 2), len(split) - 3)
    start = chance.randint(1, len(split) - length - 1)
    return " ".join(split[start : start + length])


def _harmless(words: str, chance: random.Random) -> str | None:
    edits: tuple[Callable[[str], str], ...] = (
        str.upper,
        lambda text: text.replace(",", "").rstrip("."),
        lambda text: f"“{text}”",
        lambda text: text.replace("'", "’").replace(" - ", " — ").replace("-", "‑"),
        lambda text: f"[{text[0]}]{text[1:]}" if text[:1].isalpha() else text.lower(),
        lambda text: re.sub(r" ", "  ", text) + " …",
        lambda text: "\n".join(text.split(" ", 3)),
    )
    return chance.choice(edits)(words)


def _negation(words: str, chance: random.Random) -> str | None:
    found = _NOT.search(words)
    if found is not None:
        return words[: found.start()] + words[found.end() :]
    auxiliaries = list(_AUXILIARY.finditer(words))
    if not auxiliaries:
        return None
    chosen = chance.choice(auxiliaries)
    return f"{words[: chosen.end()]} not{words[chosen.end() :]}"


def _number(words: str, chance: random.Random) -> str | None:
    found = [*_NUMBER.finditer(words), *_NUMBER_WORD.finditer(words)]
    if not found:
        return None
    chosen = chance.choice(found)
    number = _OTHER_WORD.get(chosen[0]) or _other_digits(chosen[0], chance)
    return words[: chosen.start()] + number + words[chosen.end() :]


def _other_digits(number: str, chance: random.Random) -> str:
    places = [n for n, character in enumerate(number) if character.isdigit()]
    place = chance.choice(places)
    digit = chance.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def _name(words: str, chance: random.Random) -> str | None:
    found = list(_NAME.finditer(words))
    if not found:
        return None
    chosen = chance.choice(found)
    name = chance.choice([name for name in _NAMES if name not in words])
    return words[: chosen.start()] + name + words[chosen.end() :]


def _hedge(words: str, _: random.Random) -> str | None:
    found = _HEDGE.search(words)
    return None if found is None else words[: found.start()] + words[found.end() :]


def _dropped(words: str, chance: random.Random) -> str | None:
    split = words.split()
    if len(split) < 2 * _SHORT:
        return None
    choices = [
        (start, count)
        for count in (1, 2, 3)
        for start in range(3, len(split) - count - 2)
        if any(len(word.strip(",.;:")) > 3 for word in split[start : start + count])
    ]
    if not choices:
        return None
    start, count = chance.choice(choices)
    return " ".join(split[:start] + split[start + count :])


_CHANGES: dict[Kind, Callable[[str, random.Random], str | None]] = {
    Kind.EXACT: _exact,
    Kind.PARTIAL: _partial,
    Kind.HARMLESS: _harmless,
    Kind.NEGATION: _negation,
    Kind.NUMBER: _number,
    Kind.NAME: _name,
    Kind.HEDGE: _hedge,
    Kind.DROPPED: _dropped,
}
