"""Phrases: what an English question is about, as its noun phrases, without any model of grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followup.verbs import AUXILIARIES, COPULAS, is_noun_too, may_be_verb
from sources.english_days import MONTHS, WEEKDAYS
from sources.titles import FUNCTION_WORDS, TIMES
from sources.tokens import Word, words

WH = frozenset("who whom whose what which when where why how".split())
DETERMINERS = frozenset("the a an its their his her my our your".split())
POINTING = frozenset("this that these those".split())
PREPOSITIONS = frozenset(
    "of for in at from with without between to on near above behind under by about against among "
    "into over across after before during within".split()
)
_PRONOUNS = frozenset(
    "i you he she it we they me him her us them one ones there here himself herself itself "
    "themselves".split()
)
_QUANTITIES = frozenset("many much few more most all both each other some any no every".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_PREDICATES = frozenset(
    "worth due able likely supposed responsible alive available else really exactly".split()
)
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "news")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_TIMES = frozenset({*MONTHS, *WEEKDAYS})
_PLURALS = frozenset("people children men women police fish".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in its place: `core` without what hangs on it, `text` with it.

    `behind` is the preposition that it stands behind. `asked` tells that the question asks how
    many or which there are. `inner` tells that it hangs on another phrase.
    """

    start: int
    core_end: int
    end: int
    text: str
    core: str
    head: str
    behind: str = ""
    asked: bool = False
    inner: bool = False

    @property
    def proper(self) -> bool:
        """Whether it is a name."""
        return self.core.split()[-1][:1].isupper()

    @property
    def is_time(self) -> bool:
        """Whether it is a day, a month or a year, and nothing besides."""
        return all(word.isdigit() or word in _TIMES for word in re.findall(r"\w+", self.core))

    @property
    def named(self) -> bool:
        """Whether a name stands in it."""
        return any(word[:1].isupper() for word in re.findall(r"[^\W_][\w’'-]*", self.text))

    @property
    def plural(self) -> bool:
        """Whether it is of several, by the look of its last word."""
        return not self.proper and is_plural(self.head)

    @property
    def bare(self) -> str:
        """The phrase without its first "a" or "the"."""
        return re.sub(r"^(?:the|an?) ", "", self.text, flags=re.IGNORECASE)


def is_plural(noun: str) -> bool:
    """Say whether a noun looks like a plural."""
    return noun in _PLURALS or (noun.endswith("s") and not noun.endswith(_SINGULAR_ENDINGS))


def phrases(question: str) -> tuple[Phrase, ...]:
    """Return the noun phrases of an English question; what hangs on one comes right after it.

    Times are left out: no "it" stands for September, and the next question may be of another time.
    """
    row = [] if _HANGUL.search(question) else words(question, 0, len(question))
    verbs = verbs_of(row)
    found: list[Phrase] = []
    number = 0
    while number < len(row):
        last = _core_end(row, number, verbs)
        if last == number:
            number += 1
            continue
        end = _tails_end(row, last, verbs)
        found.append(_phrase(question, row, (number, last, end), inner=False))
        found += _inside(question, row, (last, end), verbs)
        number = end
    return tuple(one for one in found if not one.is_time)


def _inside(
    question: str, row: Sequence[Word], place: tuple[int, int], verbs: frozenset[int]
) -> list[Phrase]:
    number, end = place
    found = []
    while number < end:
        last = _core_end(row, number, verbs)
        if last == number:
            number += 1
            continue
        found.append(_phrase(question, row, (number, last, end), inner=True))
        number = last
    return found


def _phrase(
    question: str, row: Sequence[Word], place: tuple[int, int, int], *, inner: bool
) -> Phrase:
    first, last, end = place
    start, core_end, whole_end = row[first].start, row[last - 1].end, row[end - 1].end
    before = row[first - 1].lower if first else ""
    asked = before in ("which", "what") or (before in ("many", "much") and first > 1)
    return Phrase(
        start,
        core_end,
        whole_end,
        question[start:whole_end],
        question[start:core_end],
        re.sub(r"['’]s?$", "", row[last - 1].lower),
        behind=before if before in PREPOSITIONS else "",
        asked=asked,
        inner=inner,
    )


def verbs_of(row: Sequence[Word]) -> frozenset[int]:
    """Return the numbers of the words that are verbs of the question, not of its phrases."""
    helper = next((n for n, word in enumerate(row) if word.lower in AUXILIARIES), None)
    # Of "Who won …" and "What happened …" the verb stands right behind.
    subject = row[0].lower if helper is None and len(row) > 1 else ""
    begins = subject == "who" or (subject == "what" and may_be_verb(row[1].lower))
    found = {1} if begins else set()
    wanted = helper is None or row[helper].lower not in COPULAS
    for number, word in enumerate(row):
        if number in found or word.capital or not _looks_verbal(row, number):
            continue
        if is_noun_too(word.lower) and (not wanted or found or _noun_follows(row, number)):
            continue
        found.add(number)
    if not found and helper is not None and wanted:
        found |= _unknown_verb(row, helper)
    return frozenset(found)


def _looks_verbal(row: Sequence[Word], number: int) -> bool:
    word = row[number].lower
    if not may_be_verb(word) or word in AUXILIARIES or not number:
        return False
    before = row[number - 1].lower
    if before in DETERMINERS | POINTING or row[number - 1].possessive:
        return False
    return before not in PREPOSITIONS | _QUANTITIES | {"which", "what"} or before == "to"


def _noun_follows(row: Sequence[Word], number: int) -> bool:
    return number + 1 < len(row) and _is_content(row[number + 1]) and not row[number + 1].capital


def _unknown_verb(row: Sequence[Word], helper: int) -> set[int]:
    """Take the last of the words that follow the auxiliary for the verb that must be there."""
    number = helper + 1
    if number < len(row) and row[number].lower in DETERMINERS | POINTING:
        number += 1
    begun = number
    while number < len(row) and (_is_content(row[number]) or row[number].capital):
        number += 1
    last = number - 1
    return {last} if last > begun and not row[last].capital else set()


def _is_content(word: Word) -> bool:
    lower = word.lower
    return word.text[0].isalnum() and not (
        lower in FUNCTION_WORDS
        or lower in PREPOSITIONS
        or lower in AUXILIARIES
        or lower in WH
        or lower in _PRONOUNS
        or lower in _QUANTITIES
        or lower in _PREDICATES
        or lower in TIMES
    )


def _core_end(row: Sequence[Word], first: int, verbs: frozenset[int]) -> int:
    """Return the number behind the last word of a phrase without tails that begins here."""
    number = first
    if row[number].lower in DETERMINERS | POINTING | _NUMBERS:
        number += 1
    begun = number
    while number < len(row) and _is_nominal(row, number, begun, verbs):
        number += 1
    return number if number > begun else first


def _is_nominal(row: Sequence[Word], number: int, begun: int, verbs: frozenset[int]) -> bool:
    word = row[number]
    if number in verbs or (number == begun and number and row[number - 1].lower == "how"):
        return False
    if word.capital and number and word.lower not in WH:
        return True
    if number > begun and word.lower in ("one", "ones"):
        return True
    return _is_content(word)


def _tails_end(row: Sequence[Word], last: int, verbs: frozenset[int]) -> int:
    """Return the number behind what hangs on a phrase: "for drivers in Almaty", "that leads it"."""
    while last + 1 < len(row):
        link = row[last].lower
        first = last + 1
        if link in PREPOSITIONS:
            if row[first].lower.endswith("ing") and first + 1 < len(row):
                first += 1
        elif link in ("and", "&") and row[first].capital and row[last - 1].capital:
            pass
        elif link in ("that", "who", "which") and may_be_verb(row[first].lower):
            first += 1
        else:
            return last
        end = _core_end(row, first, verbs) if first < len(row) else first
        if end == first:
            return last
        last = end
    return last
