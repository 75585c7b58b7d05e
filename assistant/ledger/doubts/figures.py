"""Figures and quantifiers of a sentence that its evidence does not state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from sources.language.analysis import Analysis
from sources.language.currencies import is_borne_out_by
from sources.language.quantities import Figure
from sources.language.stems import alike
from sources.language.words import Word

# Words for a quantity that are not parsed as a number, each with its synonyms.
_AMOUNTS = {
    "half": ("50", "halves", "halved", "evenly", "equally", "equal", "절반"),
    "third": ("33", "thirds"),
    "quarter": ("25", "quarters"),
    "quarters": ("75", "quarter"),
    "thirds": ("third", "66", "67"),
    "hundreds": ("hundred",),
    "thousands": ("thousand",),
    "millions": ("million",),
    "billions": ("billion",),
    "twice": ("double", "doubled", "doubles", "doubling", "2", "two"),
    "double": ("twice", "doubled", "doubles", "doubling", "two"),
    "doubled": ("twice", "double", "doubles", "doubling", "two"),
    "triple": ("tripled", "triples", "three", "thrice"),
    "tripled": ("triple", "triples", "three", "thrice"),
}
# Words for a rank that are not parsed as an ordinal.
_RANKED = {1: ("never", "no", "첫", "처음"), 2: ("두번째",), 5: ("fifths",), 10: ("tenths",)}
_ROUNDED = Decimal("0.1")


def invented(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield the words of numbers that no evidence states. Numbers of dates are judged with them."""
    yield from (figure.words for figure in unstated(sentence, evidence))
    yield from (word.written for word in unstated_amounts(sentence, evidence))


def unstated(
    sentence: Analysis,
    evidence: Sequence[Analysis],
    same: Callable[[str, str], bool] = is_borne_out_by,
) -> Iterator[Figure]:
    """Yield the numbers of a sentence, without those of dates, that no evidence states.

    `same` compares the unit of a number with a unit in the evidence.
    """
    known = [figure for reading in evidence for figure in reading.figures]
    for figure in sentence.figures:
        if sentence.is_date(figure):
            continue
        stated = any(_agrees(figure, other, same) for other in known)
        if not stated and not _is_said(figure, evidence):
            yield figure


def misplaced(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield the words of numbers that the evidence gives for something else.

    The evidence must have the counted noun directly after another number, and not near this one.
    """
    known = [figure for reading in evidence for figure in reading.figures]
    for figure in sentence.figures:
        same = [other for other in known if other.value == figure.value]
        others = [other for other in known if other.value != figure.value]
        head = figure.counted[:1]
        if not head or not same or any(_counts(head[0], other.counted) for other in same):
            continue
        if any(_counts(head[0], other.counted[:1]) for other in others):
            behind = next(w for w in sentence.words if w.stem == head[0] and w.start >= figure.end)
            yield sentence.text[figure.start : behind.end]


def exchanged(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield numbers with the word before them, if the evidence pairs them the other way round.

    "A 20, B 16" is not supported by "B 20, A 16".
    """
    known = [pair for reading in evidence for pair in _labelled(reading)]
    for label, figure in _labelled(sentence):
        own = {other.value for name, other in known if label.is_form_of(name)}
        elsewhere = any(
            other.value == figure.value and sentence.holds(name) for name, other in known
        )
        if own and elsewhere and figure.value not in own:
            yield f"{label.written} {figure.words}"


def _labelled(reading: Analysis) -> list[tuple[Word, Figure]]:
    """Return the numbers with the name directly before them: "A 20", "A sent 20", "A는 20명"."""
    found = []
    for figure in reading.figures:
        behind = bisect_right(reading.ends, figure.start)
        before = reading.words[max(0, behind - 2) : behind]
        if before[-1:] and not _is_label(before[-1]) and before[-1].stem.isalpha():
            before = before[:-1]  # "A sent 20"
        if before and _is_label(before[-1]):
            found.append((before[-1], figure))
    return found


def _is_label(word: Word) -> bool:
    if word.korean:
        return len(word.stem) > 1
    return word.capital and word.is_content and word.folded.isalpha()


def _agrees(figure: Figure, other: Figure, same: Callable[[str, str], bool]) -> bool:
    if figure.unit and other.unit and not same(figure.unit, other.unit):
        return False
    if figure.value == other.value:
        return True
    if not figure.approximate or not other.value or not _is_round(figure.value, other.value):
        return False
    return abs(figure.value - other.value) <= _ROUNDED * abs(other.value)


def _is_round(value: Decimal, of: Decimal) -> bool:
    """Return True if a value has fewer significant digits than the one it may approximate."""
    return len(value.normalize().as_tuple().digits) < len(of.normalize().as_tuple().digits)


def _is_said(figure: Figure, evidence: Sequence[Analysis]) -> bool:
    """Return True if the evidence states a figure in other words: "a dozen" for "twelve"."""
    if figure.value != 1 or not figure.words.lower().startswith("one"):
        names = [word for word, same in _AMOUNTS.items() if str(figure.value) in same]
        return any(name in reading.folded for name in names for reading in evidence)
    for reading in evidence:
        for number, word in enumerate(reading.words):
            if word.folded in ("a", "an", "single", "sole", "1"):
                after = {w.stem for w in reading.words[number + 1 : number + 4]}
                if not figure.counted or figure.counted[0] in after:
                    return True
    return False


def amounts(reading: Analysis) -> Iterator[Word]:
    """Yield the words for a quantity or rank that are not numbers: "half", "5th"."""
    ranked = {word.start for word, _ in reading.ranks}
    for word in reading.words:
        if word.folded in _AMOUNTS or word.start in ranked:
            yield word


def unstated_amounts(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[Word]:
    """Yield the amounts of a sentence that no evidence states."""
    known = {word for reading in evidence for word in reading.folded}
    ranks = {word.start: rank for word, rank in sentence.ranks}
    known_ranks = {rank for reading in evidence for _, rank in reading.ranks} if ranks else set()
    for number, word in enumerate(sentence.words):
        rank = ranks.get(word.start)
        same = _AMOUNTS.get(word.folded, ()) + _RANKED.get(rank or 0, ())
        if word.folded in known or rank in known_ranks or not known.isdisjoint(same):
            continue
        # Usually an adverb of sequence and not a number: "they first repaired it".
        if rank == 1 and word.folded == "first" and not _is_ranked(sentence, number, evidence):
            continue
        if rank or same:
            yield word


def _is_ranked(sentence: Analysis, number: int, evidence: Sequence[Analysis]) -> bool:
    """Return True if the evidence gives the word after a rank a different rank."""
    ranked = sentence.near(number, 0, 2)
    return any(
        word.folded == "last" or word.start in ranks
        for reading in evidence
        for ranks in [{word.start for word, rank in reading.ranks if rank > 1}]
        for place, word in enumerate(reading.words)
        if any(other.is_among(ranked) for other in reading.near(place, 0, 2))
    )


def _counts(head: str, counted: Sequence[str]) -> bool:
    return any(alike(head, other) for other in counted)


_WHOLE = frozenset("all every each everyone everybody entire whole always".split())
_MOST = frozenset("most mostly majority".split())
_PART = frozenset(
    "half some many several few third thirds quarter quarters part parts minority "
    "sometimes often usually partly percent".split()
)
# "More than half" may be most.
_OVER = frozenset("more over above two three".split())
_BEFORE, _BEHIND = 4, 2


def widened(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield "all" and the noun it counts if the evidence has only some or half of them."""
    for number, word in enumerate(sentence.words):
        counted = sentence.near(number, 0, _BEHIND)
        if counted and _is_less(word, counted[0], evidence):
            yield sentence.text[word.start : counted[0].end]


def _is_less(word: Word, counted: Word, evidence: Sequence[Analysis]) -> bool:
    """Return True if the evidence has only a smaller quantifier than this for the same noun."""
    if word.folded in _WHOLE:
        enough, fewer = _WHOLE, _PART | _MOST
    elif word.folded in _MOST:
        enough, fewer = _WHOLE | _MOST | _OVER, _PART
    else:
        return False
    if any(enough & reading.folded for reading in evidence):
        return False
    return any(
        other.is_form_of(counted)
        and fewer & {w.folded for w in reading.words[max(0, place - _BEFORE) : place]}
        for reading in evidence
        for place, other in enumerate(reading.words)
    )
