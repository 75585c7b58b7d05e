"""Negation: sentences that deny what the evidence states, or use the opposite word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ledger.doubts.news_synonyms import apart, stands, substitutes
from assistant.ledger.doubts.opposites import is_way, opposites
from sources.language.analysis import Analysis
from sources.language.meaning_words import RELATIONS, negates
from sources.language.stems import stem
from sources.language.words import Word

# "no more than", "not only": these do not restrict the words that follow.
_HARMLESS_BEHIND = frozenset("only just merely least doubt matter".split())
_FURTHER = frozenset(
    "decline declines declined lack lacks lacked unable unwilling avoid avoids avoided stop stops "
    "stopped halt halts halted barely refusing denying failing rejecting declining lacking".split()
)
_SAME = frozenset("first".split())
# Whole clauses follow these: "denied reports that fares would go up".
_OF_CLAUSES = frozenset(
    "deny denies denied denying reject rejects rejected rejecting refuse refuses refused dismiss "
    "dismisses dismissed dismissing dispute disputes disputed disputing refute refutes refuted "
    "refuting rebut rebuts rebutted".split()
)
# To dismiss reports is to deny them. To dismiss workers is not.
_REPORTS = frozenset(
    stem(word)
    for word in "report claim rumour rumor allegation accusation suggestion speculation talk idea "
    "notion assertion charge story".split()
)
_REPORT_NEAR = 3
_PLAIN = frozenset(
    "none nobody nothing nowhere neither nor without cannot non never hardly scarcely".split()
)
_AHEAD, _FAR, _BACK = 4, 8, 2
# The maximum number of negations compared. No real sentence has this many.
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Denial:
    """A negating word and the words it negates."""

    reading: Analysis
    word: Word
    scope: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The negation and its scope, as written in the text."""
        places = [self.word, *self.scope[:2]]
        start, end = min(w.start for w in places), max(w.end for w in places)
        return self.reading.text[start:end]

    def shared(self, other: _Denial) -> int:
        """Return the number of words that both negations share."""
        return sum(word.is_among(other.scope) for word in self.scope)

    def meets(self, other: _Denial) -> bool:
        """Return True if this negation in a sentence may match another one in its evidence.

        "Fails the exam" negates the exam and nothing further on.
        """
        if other.is_verb:
            first = any(word.is_among(self.scope) for word in other.scope[:1])
            return first or (self.is_verb and bool(self.shared(other))) or self.is_like(other)
        return bool(self.shared(other)) or not (self.scope and other.scope) or self.is_like(other)

    @property
    def is_verb(self) -> bool:
        """Return True if the negation is a full verb: "fails", "refused"."""
        return self.word.is_content and self.word.folded not in _PLAIN

    def is_like(self, other: _Denial) -> bool:
        """Return True if both negations use the same verb."""
        return self.is_verb and self.word.is_form_of(other.word)

    def is_touched_by(self, sentence: Analysis) -> bool:
        """Return True if a sentence mentions what is negated."""
        scope = self.scope
        if self.word.folded in _OF_CLAUSES:  # the report's content is denied, not its existence
            scope = tuple(w for w in scope if w.stem not in _REPORTS) or scope
        held = sum(sentence.holds(word) for word in scope)
        if held:
            held += sum(not sentence.holds(w) and self._is_reworded(w, sentence) for w in scope)
        return bool(scope) and 2 * held >= len(scope)

    def _is_reworded(self, word: Word, sentence: Analysis) -> bool:
        """Return True if a sentence has a synonym of a negated word."""
        return any(stands(phrase, sentence) for phrase in substitutes(word.stem, self.reading))


def flipped(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[tuple[str, bool]]:
    """Yield each negation on one side only, and whether the evidence has the negated words."""
    ours = _denials(sentence)
    theirs = [denial for reading in evidence for denial in _denials(reading)]
    matched = _matched(ours, theirs)
    for number, denial in enumerate(ours):
        if number in matched or _is_put_otherwise(denial.word, evidence):
            continue
        there = [w for w in denial.scope if any(reading.holds(w) for reading in evidence)]
        yield denial.text, bool(denial.scope) and 2 * len(there) >= len(denial.scope)
    for denial in theirs:
        if not denial.is_touched_by(sentence) or any(other.meets(denial) for other in ours):
            continue
        if any(_is_put_otherwise(w, [denial.reading], denial) for w in sentence.content):
            continue
        # "Dismissed" for "rejected": the reports that are denied may precede it.
        if denial.word.folded in _OF_CLAUSES and _OF_CLAUSES & sentence.folded:
            continue
        if _SAME & sentence.folded or _said_elsewhere(denial, evidence, sentence):
            continue
        yield denial.text, True


def _is_put_otherwise(
    word: Word, evidence: Sequence[Analysis], denial: _Denial | None = None
) -> bool:
    """Return True if a phrase in the evidence replaces a word: "turned down" for "rejected".

    If a negation is given, it must be part of the phrase, as in "no cost" for "free".
    """
    return any(
        len(phrase) > 1
        and (denial is None or denial.word.stem in phrase)
        and any(stands(phrase, reading) for reading in evidence)
        for phrase in substitutes(word.stem)
    )


def _matched(ours: Sequence[_Denial], theirs: Sequence[_Denial]) -> set[int]:
    """Return the indices of a sentence's negations that the evidence has, each matched once."""
    pairs = sorted(
        (-one.shared(other), number, place)
        for number, one in enumerate(ours)
        for place, other in enumerate(theirs)
        if one.meets(other)
    )
    matched: set[int] = set()
    used: set[int] = set()
    for _, number, place in pairs:
        if number not in matched and place not in used:
            matched.add(number)
            used.add(place)
    return matched


def _denials(reading: Analysis) -> list[_Denial]:
    found = []
    for number, word in enumerate(reading.words):
        if not (is_negation(word) or _dismisses(reading, number)):
            continue
        after = reading.words[number + 1 : number + 2]
        if after and after[0].folded in _HARMLESS_BEHIND:
            continue
        if after and word.folded == "no" and after[0].folded.isdigit():
            continue  # No. 110
        found.append(_Denial(reading, word, _scope(reading, number)))
        if len(found) == _MOST:
            break
    return found


def _scope(reading: Analysis, number: int) -> tuple[Word, ...]:
    word = reading.words[number]
    behind = reading.words[number + 1 : number + 2]
    if word.folded == "no" and [w.folded for w in behind] == ["one"]:
        number += 1
    reach = _FAR if word.folded in _OF_CLAUSES else _AHEAD
    ahead = tuple(w for w in reading.near(number, 0, reach) if not is_negation(w))
    back = tuple(w for w in reading.near(number, _BACK, 0) if not is_negation(w))
    # "I do not have it" contains no content word.
    any_ahead = tuple(w for w in reading.words[number + 1 : number + 3] if w.clause == word.clause)
    # A Korean negation follows the word it negates.
    return (back or ahead) if word.korean else (ahead or any_ahead or back)


def is_negation(word: Word) -> bool:
    """Return True if a word negates a word near it."""
    return negates(word.folded) or word.folded in _FURTHER


def _dismisses(reading: Analysis, number: int) -> bool:
    """Return True if a word denies a report mentioned after it."""
    behind = reading.words[number + 1 : number + 1 + _REPORT_NEAR]
    return reading.words[number].folded in _OF_CLAUSES and any(w.stem in _REPORTS for w in behind)


def _said_elsewhere(denial: _Denial, evidence: Sequence[Analysis], sentence: Analysis) -> bool:
    """Return True if other evidence states without negation what is negated here."""
    return any(
        all(other.holds(word) for word in denial.scope if sentence.holds(word))
        and not any(denial.meets(further) for further in _denials(other))
        for other in evidence
        if other is not denial.reading
    )


# "Less" is seldom paraphrased: "half as much" is rare.
_LESS = frozenset("less fewer least".split())
_LOST = frozenset("lose loses losing lost".split())
_TURNED = 4


def opposed(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[tuple[str, bool]]:
    """Yield opposites such as "longer / shorter", and whether each is serious on its own."""
    known = {word.folded for reading in evidence for word in reading.words}
    stems = {word.stem for reading in evidence for word in reading.words}
    for number, word in enumerate(sentence.words):
        if not (word.is_content or is_way(word.folded)):
            continue
        if word.folded in known or word.stem in stems:
            continue
        # A double negation cancels out: "unpublished" for "not published".
        turns = _is_turned(sentence, number)
        places = _places(opposites(word.folded, word.stem), evidence)
        there = [place for place in places if turns == _is_turned(*place)]
        if there and not _is_reworded(word, evidence):
            reading, place = there[0]
            # A person who is homeless now may have had a home.
            grave = word.folded not in _LESS and not word.folded.endswith("less")
            yield f"{word.written} / {reading.words[place].written}", grave


def unlike(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield "less" and similar words if no evidence has the word or its opposite."""
    known = {word.folded for reading in evidence for word in reading.words}
    for word in sentence.words:
        if word.folded in _LESS - known and known.isdisjoint(opposites(word.folded, word.stem)):
            yield word.written


def _is_reworded(word: Word, evidence: Sequence[Analysis]) -> bool:
    """Return True if the evidence has a synonym of the word besides its opposite.

    A text may have both of two prepositions: "before" and, about something else, "next".
    """
    return word.folded not in RELATIONS and any(
        stands(phrase, reading)
        for phrase in substitutes(word.stem)
        if not any(apart(word.folded, word.stem, part, part) for part in phrase)
        for reading in evidence
    )


def _places(words: frozenset[str], evidence: Sequence[Analysis]) -> Iterator[tuple[Analysis, int]]:
    for reading in evidence:
        for number, word in enumerate(reading.words):
            if word.folded in words or word.stem in words:
                yield reading, number


def _is_turned(reading: Analysis, number: int) -> bool:
    """Return True if a word before this one negates it or says that it was lost."""
    word = reading.words[number]
    before = [
        w for w in reading.words[max(0, number - _TURNED) : number] if w.clause == word.clause
    ]
    return any(is_negation(w) or w.folded in _LOST for w in before)
