"""Changes: classify the difference between aligned words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.quotes.same_amounts import is_same_amount
from assistant.quotes.verdict import Change
from sources.language.meaning_words import (
    AUXILIARIES,
    FUTURE,
    MONTHS,
    PAST,
    PRESENT,
    PRONOUNS,
    QUALIFIERS,
    hedges,
    is_date,
    is_number,
    negates,
)
from sources.language.numbers import numbers
from sources.language.scripts import HANGUL_WORD, holds_hangul
from sources.language.terms import terms
from sources.language.words import is_content

_CONTRACTED = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not")}
_CONTRACTED |= {"shan't": ("shall", "not"), "gonna": ("going", "to"), "let's": ("let", "us")}
_CONTRACTED |= {"gotta": ("got", "to"), "wanna": ("want", "to"), "kinda": ("kind", "of")}
_KOREAN_AMOUNT = re.compile(r"[\d.,천만억조]")
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
# Contractions with two readings: "it's" may be "it is" or "it has".
_EITHER = {"'s": ("is", "has"), "'d": ("would", "had")}
# "Cause" may be "'cause" without its apostrophe, as the words before it can show.
_CLIPPED = {"cause": ("because",), "cuz": ("because",), "em": ("them",)}
_SHORT = frozenset({*_CONTRACTED, *_CLIPPED})
_PAIR = 2
_TENSES = (PAST, PRESENT, FUTURE)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words on one side of a difference: folded, and as written."""

    folded: tuple[str, ...]
    written: tuple[str, ...]
    first_of_sentence: bool = False

    @property
    def names(self) -> set[str]:
        """The words that are written like names."""
        inner = zip(self.folded, self.written, strict=True)
        return {
            word
            for number, (word, written) in enumerate(inner)
            if written[:1].isupper()
            and not is_number(word)
            and (word not in PRONOUNS or (len(written) > 1 and written.isupper()))
            and (number or not self.first_of_sentence or written[1:].isupper())
            and (is_content(word) or number)
        }


@dataclass(frozen=True, slots=True)
class Named:
    """The kind of a difference, and whether it changes the meaning."""

    change: Change
    grave: bool


def named(claimed: Wording, recorded: Wording, around: Sequence[str] = ()) -> Named | None:
    """Return the difference between two wordings: its kind, and whether it changes the meaning.

    `around` are the folded words beside them, which distinguish the day of a date from a number.
    """
    ours, theirs = _only(claimed.folded, recorded.folded), _only(recorded.folded, claimed.folded)
    if not ours and not theirs:
        return Named(Change.REORDERED, grave=_swapped(claimed.folded, recorded.folded))
    if same_long_form(claimed.folded, recorded.folded) or _same_amounts(ours, theirs):
        return Named(Change.CHANGED, grave=False)
    if is_same_amount(" ".join(claimed.written), " ".join(recorded.written)):
        return Named(Change.CHANGED, grave=False)
    if found := _gravest(claimed, recorded, ours, theirs, around):
        return found
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
) -> Named | None:
    """Return a difference that is serious even if a single word differs, or None."""
    if _count(negates, ours) != _count(negates, theirs):
        return Named(Change.NEGATION, grave=True)
    amounts = [[w for w in words if is_number(w)] for words in (ours, theirs)]
    dates = [[w for w in words if is_date(w)] for words in (ours, theirs)]
    if dates[0] != dates[1] and any(dates):
        return Named(Change.DATE, grave=True)
    if not _are_same_amounts(amounts, (claimed, recorded)):
        day = set(around) & MONTHS and all(word.isdigit() for words in amounts for word in words)
        return Named(Change.DATE if day else Change.NUMBER, grave=True)
    if claimed.names - set(recorded.folded) or recorded.names - set(claimed.folded):
        return Named(Change.NAME, grave=True)
    full = _in_full(ours), _in_full(theirs)
    return _shifted(_only(*full), _only(*reversed(full)))


def _shifted(ours: Sequence[str], theirs: Sequence[str]) -> Named | None:
    """Return a difference in person, time or certainty, or None."""
    tenses = [[not tense.isdisjoint(words) for tense in _TENSES] for words in (ours, theirs)]
    if _is_tense(ours, theirs):
        if ("would" in ours) != ("would" in theirs):
            return Named(Change.HEDGE, grave=True)
        return Named(Change.TENSE, grave=tenses[0] != tenses[1])
    if {w for w in ours if hedges(w)} != {w for w in theirs if hedges(w)}:
        return Named(Change.HEDGE, grave=True)
    if QUALIFIERS.intersection(ours) != QUALIFIERS.intersection(theirs):
        return Named(Change.HEDGE, grave=True)
    pronouns = [{word for word in words if word in PRONOUNS} for words in (ours, theirs)]
    # A pronoun within inserted or omitted text is not a change by itself.
    exchanged = bool(ours and theirs) or not any(map(is_content, (*ours, *theirs)))
    if exchanged and pronouns[0] != pronouns[1]:
        return Named(Change.PRONOUN, grave=True)
    return None


def _in_full(words: Sequence[str]) -> list[str]:
    """Return words with contractions such as "we're" and "he'll" expanded."""
    return [
        part
        for word in words
        if (stem := word.partition("'")[0])
        for part in (_written_out(word)[:2][-1] if stem in PRONOUNS else (word,))
    ]


def _swapped(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return True if words swapped places around others: "the man shot the police".

    A single word that moved is not a swap, nor is an exchange around "and" or "or".
    """
    content = [[word for word in words if is_content(word)] for words in (ours, theirs)]
    if not {"and", "or"}.isdisjoint(ours) or content[0] == content[1]:
        return False
    if len(content[0]) == _PAIR:
        return _apart(ours, *content[0]) and _apart(theirs, *content[1])
    return not any(
        [*content[0][:n], *content[0][n + 1 :]] == _without(content[1], word)
        for n, word in enumerate(content[0])
    )


def _apart(words: Sequence[str], one: str, other: str) -> bool:
    """Return True if at least one word is between two of the words."""
    return abs(list(words).index(one) - list(words).index(other)) > 1


def _without(words: Sequence[str], word: str) -> list[str]:
    place = list(words).index(word)
    return [*words[:place], *words[place + 1 :]]


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


def _figures(word: str) -> str:
    """Return a number without an attached Korean counter: 4000 of 4000개."""
    if not holds_hangul(word):
        return word
    return " ".join(f"{value.normalize():f}" for value in sorted(numbers(word)))


def _are_same_amounts(amounts: Sequence[Sequence[str]], wordings: tuple[Wording, Wording]) -> bool:
    """Return True if the numbers of two wordings are the same amounts, in any spelling."""
    ours, theirs = amounts
    spelt = [dict(zip(one.folded, one.written, strict=True)) for one in wordings]
    return len(ours) == len(theirs) and all(
        _figures(one) == _figures(other) or is_same_amount(spelt[0][one], spelt[1][other])
        for one, other in zip(ours, theirs, strict=True)
    )


def _same_amounts(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return True if both are the same Korean quantity of the same thing: 4000개, 4천 개."""
    values = [numbers(" ".join(words)) for words in (ours, theirs)]
    counted = [_KOREAN_AMOUNT.sub("", "".join(words)) for words in (ours, theirs)]
    same = bool(values[0]) and values[0] == values[1] and counted[0] == counted[1]
    return same and HANGUL_WORD.fullmatch(counted[0]) is not None


def _is_tense(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return True if only auxiliaries were exchanged: "will" and "would", "is" and "was"."""
    both = bool(ours) and bool(theirs)
    return both and all(word in AUXILIARIES for word in (*ours, *theirs))


def _inflected(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    stems = [terms(" ".join(words)) for words in (ours, theirs)]
    return bool(stems[0]) and stems[0] == stems[1]


def _inflection(ours: Sequence[str], theirs: Sequence[str]) -> Change:
    verbal = any(word.endswith(("ed", "ing")) for word in (*ours, *theirs))
    return Change.TENSE if verbal else Change.CHANGED


def same_long_form(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return True if two wordings differ only in contractions: "don't" and "do not"."""
    short = any("'" in word or word in _SHORT for word in (*ours, *theirs))
    return short and bool(_long_forms(ours) & _long_forms(theirs))


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
    if word in _CLIPPED:
        return [(word,), _CLIPPED[word]]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return [(word.removesuffix(ending), full)]
    for ending, either in _EITHER.items():
        if word.endswith(ending) and word != ending:
            return [(word,), *((word.removesuffix(ending), full) for full in either)]
    return [(word,)]
