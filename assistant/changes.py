"""Changes: what kind of difference there is between words that were aligned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.tokens import is_content
from assistant.verdict import Change
from assistant.vocabulary import (
    AUXILIARIES,
    MONTHS,
    PRONOUNS,
    hedges,
    is_date,
    is_number,
    negates,
)
from index.words import terms
from sources.numbers import numbers

_GRAVE = frozenset(
    {Change.NEGATION, Change.NUMBER, Change.NAME, Change.DATE, Change.HEDGE, Change.PRONOUN}
)
_CONTRACTED = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not")}
_CONTRACTED |= {"shan't": ("shall", "not"), "gonna": ("going", "to"), "let's": ("let", "us")}
_KOREAN_AMOUNT = re.compile(r"[\d.,천만억조]")
_HANGUL = re.compile(r"[가-힣]+")
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
# Contracted forms of more than one word: "it's" may be "it is" and "it has".
_EITHER = {"'s": ("is", "has"), "'d": ("would", "had")}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one side of a difference: folded, and as they are written."""

    folded: tuple[str, ...]
    written: tuple[str, ...]
    first_of_sentence: bool = False

    @property
    def names(self) -> set[str]:
        """The words that are written as names are."""
        inner = zip(self.folded, self.written, strict=True)
        return {
            word
            for number, (word, written) in enumerate(inner)
            if written[:1].isupper()
            and (word not in PRONOUNS or (len(written) > 1 and written.isupper()))
            and (number or not self.first_of_sentence or written[1:].isupper())
            and (is_content(word) or number)
        }


@dataclass(frozen=True, slots=True)
class Named:
    """The kind of a difference, and whether it changes what is said."""

    change: Change
    grave: bool


def named(claimed: Wording, recorded: Wording, around: Sequence[str] = ()) -> Named | None:
    """Name the difference between two wordings; None where they say the same in other letters.

    `around` are the folded words beside them, which tell the day of a date from a number.
    """
    ours, theirs = _only(claimed.folded, recorded.folded), _only(recorded.folded, claimed.folded)
    if not ours and not theirs:
        return Named(Change.REORDERED, grave=False)
    if same_long_form(claimed.folded, recorded.folded) or _same_amounts(ours, theirs):
        return Named(Change.CHANGED, grave=False)
    change = _gravest(claimed, recorded, ours, theirs, around)
    if change is not None:
        return Named(change, change in _GRAVE)
    content = any(is_content(word) for word in (*ours, *theirs))
    if not recorded.folded:
        return Named(Change.ADDED, grave=content)
    if not claimed.folded:
        return Named(Change.DROPPED, grave=False)
    if _inflected(ours, theirs):
        return Named(_inflection(ours, theirs), grave=False)
    return Named(Change.CHANGED, grave=content)


def _gravest(
    claimed: Wording,
    recorded: Wording,
    ours: Sequence[str],
    theirs: Sequence[str],
    around: Sequence[str],
) -> Change | None:
    if _count(negates, ours) != _count(negates, theirs):
        return Change.NEGATION
    amounts = [[w for w in words if is_number(w)] for words in (ours, theirs)]
    dates = [[w for w in words if is_date(w)] for words in (ours, theirs)]
    if dates[0] != dates[1] and any(dates):
        return Change.DATE
    if amounts[0] != amounts[1] and not _same_amounts(*amounts):
        return Change.DATE if set(around) & MONTHS else Change.NUMBER
    if claimed.names - set(recorded.folded) or recorded.names - set(claimed.folded):
        return Change.NAME
    if ("would" in ours) != ("would" in theirs) and _is_tense(ours, theirs):
        return Change.HEDGE
    if _is_tense(ours, theirs):
        return Change.TENSE
    if {w for w in ours if hedges(w)} != {w for w in theirs if hedges(w)}:
        return Change.HEDGE
    pronouns = [{word for word in words if word in PRONOUNS} for words in (ours, theirs)]
    # In words that were put in or left out, a pronoun says nothing by itself.
    exchanged = bool(ours and theirs) or not any(map(is_content, (*ours, *theirs)))
    if exchanged and pronouns[0] != pronouns[1]:
        return Change.PRONOUN
    return None


def _only(words: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(others)
    kept = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _count(holds: Callable[[str], bool], words: Iterable[str]) -> int:
    return sum(holds(word) for word in words)


def _same_amounts(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether both are the same number, in figures or in words."""
    values = [numbers(" ".join(words)) for words in (ours, theirs)]
    if not values[0] or values[0] != values[1]:
        return False
    if all(word == "and" or is_number(word) for word in (*ours, *theirs)):
        return True
    # What is counted is glued to the number in Korean: 4000개, 4천 개.
    counted = [_KOREAN_AMOUNT.sub("", "".join(words)) for words in (ours, theirs)]
    return counted[0] == counted[1] and _HANGUL.fullmatch(counted[0]) is not None


def _is_tense(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether only auxiliaries were exchanged: "will" and "would", "is" and "was"."""
    both = bool(ours) and bool(theirs)
    return both and all(word in AUXILIARIES for word in (*ours, *theirs))


def _inflected(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    stems = [terms(" ".join(words)) for words in (ours, theirs)]
    return bool(stems[0]) and stems[0] == stems[1]


def _inflection(ours: Sequence[str], theirs: Sequence[str]) -> Change:
    verbal = any(word.endswith(("ed", "ing")) for word in (*ours, *theirs))
    return Change.TENSE if verbal else Change.CHANGED


def same_long_form(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two wordings are the same but for short forms: "don't" and "do not"."""
    return bool(_long_forms(ours) & _long_forms(theirs))


def _long_forms(words: Sequence[str]) -> set[tuple[str, ...]]:
    forms: set[tuple[str, ...]] = {()}
    for word in words[:12]:
        forms = {(*form, *written) for form in forms for written in _written_out(word)}
        if len(forms) > 64:
            break
    return forms


def _written_out(word: str) -> list[tuple[str, ...]]:
    if word in _CONTRACTED:
        return [_CONTRACTED[word]]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return [(word.removesuffix(ending), full)]
    for ending, either in _EITHER.items():
        if word.endswith(ending) and word != ending:
            return [(word,), *((word.removesuffix(ending), full) for full in either)]
    return [(word,)]
