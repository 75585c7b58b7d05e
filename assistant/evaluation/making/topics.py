"""Topics: phrases of a sentence that a question can be about, found without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.quotes.words import fold, is_content
from sources.language.calendar_names import LOWER_MONTHS, LOWER_WEEKDAYS

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?()“”\"—–]")
# After "a" there is as often an opinion as a topic: "it is a nightmare".
_DEFINITE = frozenset("the this these those".split())
_POSSESSIVE = frozenset("our his her their its my your".split())
_DETERMINERS = _DEFINITE | _POSSESSIVE
_PREPOSITIONS = frozenset("of in for with about between against into from to".split())
# A noun phrase is followed by one of these or a punctuation mark, a verb by its object.
_BEHIND = _PREPOSITIONS | frozenset(
    "and or but is are was were will would can could has have had must should may might do does "
    "did not on at by as than that which who if when because".split()
)
_MOST_WORDS = 3
_VAGUE = frozenset(
    "way thing things time times lot kind people year years day days week weeks month months one "
    "other others part parts first last next same whole country world most more many end rest "
    "now ever even already right better worse mr mrs ms dr".split()
).union(LOWER_MONTHS, LOWER_WEEKDAYS)


def topics(sentence: str) -> tuple[str, ...]:
    """Return noun phrases of two or three words after an article, and names after a preposition.

    Some are wrong: without a parser, a verb may be taken for a noun.
    """
    return tuple(dict.fromkeys(_phrases(sentence)))


def _phrases(sentence: str) -> Iterator[str]:
    words = [found[0] for found in _WORD.finditer(sentence)]
    for number, word in enumerate(words[:-1]):
        lead = word.lower()
        if lead not in _DETERMINERS and lead not in _PREPOSITIONS:
            continue
        run: list[str] = []
        for following in words[number + 1 :]:
            if not following[0].isalpha() or not is_content(fold(following)):
                break
            run.append(following)
        behind = words[number + 1 + len(run) :][:1]
        if not _is_topic(run, behind) or (lead in _PREPOSITIONS and not _is_name(run)):
            continue
        if lead in _DETERMINERS and len(run) < 2 and not _is_name(run):
            continue
        yield " ".join([*(["the"] if lead in _DEFINITE else []), *run])


def _is_topic(run: list[str], behind: list[str]) -> bool:
    ended = not behind or not behind[0][0].isalpha() or behind[0].lower() in _BEHIND
    if not (ended and 1 <= len(run) <= _MOST_WORDS):
        return False
    last = run[-1].lower()
    return last not in _VAGUE and not last.endswith(("ly", "ed"))


def _is_name(run: list[str]) -> bool:
    return all(word[0].isupper() for word in run)


def names(sentence: str) -> tuple[str, ...]:
    """Return runs of two or more capitalised words, except at the start of the sentence."""
    found = re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+", sentence)
    return tuple(dict.fromkeys(name.removesuffix("'s").removesuffix("’s") for name in found))
