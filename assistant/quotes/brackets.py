"""Brackets: what an editor inserted into a quotation, and whether the article supports it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.quotes.alignment import Alignment
from assistant.quotes.claimed_words import Claimed, Edit, Mark
from assistant.quotes.house_style import written
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.same_amounts import is_same_amount
from sources.language.analysis import analysed
from sources.language.meaning_words import AUXILIARIES, PRONOUNS, limits
from sources.language.terms import terms
from sources.language.words import Token, is_content

# Sentences before the quotation in which the article may identify a pronoun.
_BEFORE = 3
# Words for sounds and editorial remarks, which no reader takes for spoken words.
_ASIDES = frozenset(
    "sic laughs laughter laughing applause cheers pause pauses inaudible crosstalk expletive "
    "deleted "
    "emphasis added mine sighs".split()
)
# Words that only make a shortened sentence grammatical.
_GLUE = frozenset(
    "the a an of to in on at by for from with as and that which who is are was were be been being "
    "am has have had do does did it its there this these those".split()
)
_ARTICLES = frozenset("the a an his her its their our my this these those".split())
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_SECOND = frozenset("you your yours yourself yourselves".split())
_THIRD = frozenset(
    "he him his himself she her hers herself they them their theirs themselves".split()
)
_ONE_PERSON = frozenset("he she him her his hers".split())
# The name of a person. "At", "in" and "the" precede other names: "at Bristol Crown Court".
_PERSON = re.compile(
    r"(?<!\bat )(?<!\bin )(?<!\bthe )(?<!\bThe )(?<![A-Z]\w\s)\b(?P<name>(?:[A-Z][\w’'.-]+ "
    r")+[A-Z][\w’'-]+)"
)
_COURTESIES = frozenset("mr mrs ms miss dr sir dame lord lady".split())
_POINTING = frozenset("it its this that these those".split())


class Bearing(StrEnum):
    """The reason why words in brackets are acceptable, as the text of a note."""

    FORM = "It only changes the grammar."
    AMOUNT = "It is the same amount."
    ASIDE = "It is not part of what was said."
    PERSON = "It only changes the grammatical person."
    NAMED = "The article has these words beside the quotation."


def inside(claimed: Claimed, marks: Sequence[Mark]) -> str:
    """Return the words in brackets, including the part of a word that a bracket completes."""
    shown = " ".join(claimed.text[m.start : m.end] for m in marks if m.edit is Edit.INSERTED)
    return shown.replace("[", "").replace("]", "")


def reach(alignment: Alignment, marks: Sequence[Mark], place: int, *, before: bool) -> int:
    """Return how many of the article's words the brackets at one end of a claim replace."""
    wanted = len(analysed(inside(alignment.claimed, marks)).notated)
    stream, recorded = alignment.stream, alignment.recorded
    inner = recorded.tokens[stream.numbers[place if before else place - 1]]
    start, end = recorded.bounds(inner)
    reached = 0
    while reached < wanted:
        other = place - reached - 1 if before else place + reached
        if not 0 <= other < len(stream.numbers):
            break
        word = recorded.tokens[stream.numbers[other]]
        if not (start <= word.start and word.end <= end):
            break
        reached += 1
        if word.folded in PRONOUNS:
            break
    return reached


def bearing(
    words: str, replaced: Sequence[Token], beside: tuple[str, str], alignment: Alignment
) -> Bearing | None:
    """Return why the words in brackets are acceptable, or None if they are not.

    `replaced` are the words of the article that the bracket replaces. `beside` are the folded words
    of the claim before and after it, "" where there are none.
    """
    ours = [token.folded for token in analysed(words).notated]
    theirs = [token.folded for token in replaced]
    if set(ours) <= _ASIDES:
        return Bearing.ASIDE
    if theirs and (terms(" ".join(ours)) or ours) == (terms(" ".join(theirs)) or theirs):
        return Bearing.FORM
    article = alignment.recorded.article
    if is_same_amount(words, written(article.text, replaced), article.metadata):
        return Bearing.AMOUNT
    if all(word in _GLUE | AUXILIARIES for word in (*ours, *theirs)):
        return Bearing.FORM
    if ours and theirs and all(word in PRONOUNS | _POINTING for word in (*ours, *theirs)):
        return Bearing.PERSON if all(map(_may_become, theirs, ours)) else None
    if any(limits(word) for word in ours):
        return None
    return Bearing.NAMED if _is_named(words, ours, theirs, beside, alignment) else None


def _may_become(theirs: str, ours: str) -> bool:
    """Return True if reported speech may change one pronoun into the other."""
    if theirs in _FIRST | _SECOND:
        return ours in _THIRD or (theirs in _SECOND and ours in _FIRST)
    return theirs in _POINTING and ours in _POINTING


def _is_named(
    words: str,
    ours: Sequence[str],
    theirs: Sequence[str],
    beside: tuple[str, str],
    alignment: Alignment,
) -> bool:
    """Return True if the article, next to the quotation, names who or what the bracket names."""
    recorded, first = alignment.recorded, alignment.recorded.tokens[alignment.first]
    if any(is_content(word) for word in theirs):
        return False
    content = {word for word in ours if is_content(word)} - _COURTESIES
    stands_for = theirs[:1] or [beside[0]]
    if set(stands_for) & _ONE_PERSON and _others(recorded, first, content):
        return False  # the article does not make clear which of them "she" is
    if theirs and theirs[0] in ("i", "me", "my"):
        return bool(content) and content <= _speaker(recorded, first)
    identifies = words[:1].isupper() or words[:1].isdigit() or ours[0] in _ARTICLES
    if theirs or identifies:
        # A name must be near. The article's topic may be mentioned anywhere in it.
        is_thing = ours[0] in _ARTICLES and not words[:1].isupper()
        near = _near(recorded, first)
        return bool(content) and all(w in near or (is_thing and _has(recorded, w)) for w in content)
    # "the [road] project": the article must have the modifier before the same word.
    phrases = (beside[0], *ours), (*ours, beside[1])
    return any(all(phrase) and _has(recorded, *phrase) for phrase in phrases)


def _has(recorded: Recorded, *words: str) -> bool:
    """Return True if an article has these words in a row."""
    return recorded.streams[0].find(f" {' '.join(words)} ") is not None


def _speaker(recorded: Recorded, word: Token) -> set[str]:
    speech = recorded.speech_at(word)
    name = speech.speaker.name if speech and speech.speaker else None
    return {token.folded for token in analysed(name or "").tokens}


def _others(recorded: Recorded, word: Token, content: set[str]) -> bool:
    """Return True if the text before a word names anyone besides the speaker and that person."""
    quotation = recorded.quotation_at(word)
    end = quotation.start if quotation else word.start
    first = max(0, recorded.sentence_number(end) - _BEFORE)
    before = recorded.article.text[recorded.sentences[first].start : end]
    known = content | _speaker(recorded, word)
    return any(
        not known & {token.folded for token in analysed(found["name"]).tokens}
        for found in _PERSON.finditer(before)
    )


def _near(recorded: Recorded, word: Token) -> frozenset[str]:
    """Return the words from a few sentences before a word to the end of its sentence."""
    quotation = recorded.quotation_at(word)
    start, end = (quotation.start, quotation.end) if quotation else (word.start, word.end)
    first = max(0, recorded.sentence_number(start) - _BEFORE)
    last = recorded.sentence_number(max(start, end - 1))
    begins, ends = recorded.sentences[first].start, recorded.sentences[last].end
    return frozenset(token.folded for token in recorded.words_between(begins, ends))
