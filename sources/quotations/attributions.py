"""Extraction of the attributions in a sentence: cues with their speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from sources.language.speaker_tokens import MASK, Word, words
from sources.people.mentions import Mention, after, before, following
from sources.people.titles import FUNCTION_WORDS, ROLES, TIMES
from sources.quotations.attribution import Attribution, Order
from sources.quotations.quotation import Extent, MentionKind
from sources.quotations.speech_cues import (
    AUXILIARIES,
    BE,
    CONTINUING,
    DOCUMENTS,
    INVERTIBLE,
    LETTER,
    NOUN_LIKE,
    RECIPIENT,
)

_APPOSITION = frozenset(
    "the a an who whom which whose former his her their its one and now then also of at in on"
    "".split()
)
_LONGEST_APPOSITION = 40
_CLAUSE_OPENERS = frozenset({",", "that", "as", "and", "but", "while"})
_FURTHEST_LINK = 20
# The maximum number of auxiliaries and adverbs, or of time words, before a verb.
_MOST_AUXILIARIES = 24
# The maximum number of commas in the apposition of a subject such as "A, of B, and C, said".
_MOST_APPOSITIONS = 8
# The range in characters and words in which the subject of a sentence is searched for.
_LONGEST_OPENING, _MOST_WORDS_OF_OPENING = 2_000, 120
# Quotations and dashes at the start of a sentence.
_MARKS = re.compile(rf"[\s_\"'“‘({MASK}–—-]*")
# "Then Erik Lund stood up, and said:"
_OPENING_WORDS = frozenset("but and so yet then later now still afterwards next finally".split())
# "In Kelmar:" has no subject.
_PLACING = frozenset("in at on from near outside inside to by via during".split())
_BY = re.compile(r"\s+by(?!\w|['’]|[-&.]\w)", re.IGNORECASE)


def attributions(
    masked: str, start: int, end: int, cues: Sequence[re.Match[str]]
) -> list[Attribution]:
    """Return the attributions of a sentence with masked quotations, in order."""
    sources = [cue for cue in cues if cue["according"]]
    found = [_according_to(masked, cue, end) for cue in sources]
    speaking = next((one.speaker for one in reversed(found) if one.speaker), None)
    # Words up to each verb are usually enough, so the words after the last one are rarely read.
    row: list[Word] = []
    place = start
    for cue in cues:
        if cue["according"]:
            continue
        row += words(masked, place, cue.end())
        place = cue.end()
        # Skip a verb inside another word: "so-called".
        if row[-1].text == cue[0]:
            one = _of_verb(masked, start, end, row, speaking)
            if one is not None:
                found.append(one)
                speaking = one.speaker or speaking
    if sources:
        found.sort(key=lambda one: one.cue.start)
    return found


def _according_to(masked: str, cue: re.Match[str], end: int) -> Attribution:
    extent = Extent(cue.start(), cue.end())
    speaker = following(masked, cue.end(), end)
    return Attribution(extent, "according to", speaker, Order.ACCORDING)


def _of_verb(
    masked: str, start: int, end: int, row: Sequence[Word], speaking: Mention | None
) -> Attribution | None:
    """Return the attribution of the verb at the end of a row of words, or None.

    A verb without a subject of its own takes the speaker `speaking` before it.
    """
    number = len(row) - 1
    verb = row[number]
    if number and verb.text.endswith("ing") and row[number - 1].lower in ("the", "a", "no"):
        return None  # "does the talking"
    first = _before_auxiliaries(row, number)
    helpers = {word.lower for word in row[first + 1 : number]}
    if by := _by(masked, verb, end):
        agent = following(masked, by.end(), end)
        place = Extent(verb.start, verb.end)
        return Attribution(place, verb.text, agent, Order.CUE_FIRST) if agent else None
    if helpers & BE and not verb.text.endswith("ing"):
        return None
    if first >= 0 and row[first].possessive and first == number - 1:
        return None
    extent = _with_recipient(masked, verb, end)
    inverts = first == number - 1 and verb.lower in INVERTIBLE and _follows_speech(row, number)
    inverted = following(masked, verb.end, end) if inverts else None
    if inverted is not None and (number == 0 or row[number - 1].text != ","):
        return Attribution(extent, verb.text, inverted, Order.CUE_FIRST)
    speaker = None if _has_no_subject(row, number, helpers) else _subject(row, first)
    if first == number - 1 > 1 and row[first].lower == "as" and verb.text.endswith("ing"):
        # "quoted the mayor, Benigno Tatel, as saying"
        speaker = _subject(row, first - 1)
    if speaker is None and inverted is not None:
        return Attribution(extent, verb.text, inverted, Order.CUE_FIRST)
    # "She apologised for having said …"
    if speaker is None and (helpers & {"to", "having"} or _may_share(row, first, verb)):
        speaker = speaking or opening(masked, (start, end))
    if verb.text in CONTINUING and not (speaker and (speaker.person or speaker.name)):
        return None
    if speaker and verb.text in NOUN_LIKE and not _begins_clause(masked, start, speaker):
        return None
    return Attribution(extent, verb.text, speaker, Order.SPEAKER_FIRST)


def _by(masked: str, verb: Word, end: int) -> re.Match[str] | None:
    """Return the words between a verb and its agent: "told by", "read from a letter by"."""
    if verb.text in ("read", "reads"):
        return LETTER.match(masked, verb.end, end)
    return _BY.match(masked, verb.end, end) if verb.text.endswith(("ed", "told")) else None


def _has_no_subject(row: Sequence[Word], number: int, helpers: set[str]) -> bool:
    """Return True if a verb shares the sentence's subject: ", adding", "by saying", "to say"."""
    if "to" in helpers:
        return True
    if number == 0 or not row[number].text.endswith("ing") or helpers & BE:
        return False
    previous = row[number - 1].lower
    return previous in {",", *DOCUMENTS} or previous in FUNCTION_WORDS


def _begins_clause(masked: str, start: int, speaker: Mention) -> bool:
    """Return True if a mention is in subject position, not after a preposition."""
    if speaker.kind is MentionKind.PRONOUN:
        return True
    row = words(masked, max(start, speaker.start - _FURTHEST_LINK), speaker.start)
    return not row or row[-1].text[0] == MASK or row[-1].lower in _CLAUSE_OPENERS


def opening(masked: str, sentence: tuple[int, int], upto: int | None = None) -> Mention | None:
    """Return the subject at the start of a sentence, after "On Monday," and the like.

    If `upto` is given, only the words that end at or before that offset are considered.
    """
    row = _first_words(masked, *sentence)
    if upto is not None:
        row = row[: bisect_right(row, upto, key=lambda word: word.end)]
    direct = after(row, 0)
    if direct is not None or not row:
        return direct
    if row[0].lower in _OPENING_WORDS and row[1:2] and row[1].text != ",":
        return after(row, 1)
    for place in range(min(len(row) - 1, _LONGEST_APPOSITION)):
        # Skip the comma of a date: "On July 6, 2015, Kim …"
        if row[place].text == "," and not row[place + 1].text.isdigit():
            return after(row, place + 1)
    return None if row[0].lower in _PLACING else after(row, 1)


# Requested for each verb and each quotation of a sentence.
@lru_cache(maxsize=1)
def _first_words(masked: str, start: int, end: int) -> Sequence[Word]:
    """Return the first words of a sentence, after quotations, dashes and the like."""
    marks = _MARKS.match(masked, start, end)
    first = marks.end() if marks else start
    return words(masked, first, min(end, first + _LONGEST_OPENING))[:_MOST_WORDS_OF_OPENING]


def _before_auxiliaries(row: Sequence[Word], number: int) -> int:
    """Return the index of the last word before a verb that is not an auxiliary or an adverb."""
    first = number - 1
    floor = number - _MOST_AUXILIARIES
    while first >= max(0, floor) and (
        row[first].lower in AUXILIARIES
        or row[first].lower.endswith(("n't", "n’t"))
        or (row[first].lower.endswith("ly") and not row[first].capital)
    ):
        first -= 1
    # "Cho on Monday said", "who in 2010 said"
    times = first
    floor = first - _MOST_AUXILIARIES
    while times >= max(0, floor) and (row[times].lower in TIMES or row[times].text.isdigit()):
        times -= 1
    if 0 < times < first:
        return times - 1 if row[times].lower in ("on", "in", "last", "this") else times
    return first


def _follows_speech(row: Sequence[Word], number: int) -> bool:
    """Return True if an inverted verb follows a quotation, punctuation, or nothing."""
    return number == 0 or row[number - 1].text[0] in f"{MASK},?!"


def _may_share(row: Sequence[Word], first: int, verb: Word) -> bool:
    """Return True if a verb without its own subject shares the subject of the sentence."""
    if verb.text.endswith("ing"):
        return True
    return (first >= 0 and row[first].lower in ("and", "but", "then")) or (
        first >= 0 and row[first].text[0] == MASK
    )


def _with_recipient(masked: str, verb: Word, end: int) -> Extent:
    if verb.text in ("told", "tells", "tell", "telling"):
        recipient = RECIPIENT.match(masked, verb.end, end)
        if recipient:
            return Extent(verb.start, recipient.end() - recipient[0].endswith("."))
    return Extent(verb.start, verb.end)


def _subject(row: Sequence[Word], last: int) -> Mention | None:
    """Return the speaker before a verb, skipping appositions and relative clauses."""
    named: Mention | None = None
    for _ in range(4):
        last = _over_brackets(row, last)
        if last < 0:
            return None
        if row[last].lower in ("who", "which"):
            last -= 1
            continue
        if row[last].text not in (",", "—", "–", "-", "―"):
            break
        opened = _apposition(row, last)
        if opened is None:
            return None if row[last].text != "," or last == 0 else _directly(row, last)
        named = before(row, last - 1) or named
        last = opened - 1
    mention = before(row, last)
    # "Seoul's top diplomat, Foreign Minister Cho Tae-yul, said"
    if named and named.person and named.name and (mention is None or mention.name is None):
        return named
    return mention


def _directly(row: Sequence[Word], last: int) -> Mention | None:
    """Return the name directly before a comma: "Kim, said"."""
    return before(row, last - 1) if row[last - 1].capital else None


def _over_brackets(row: Sequence[Word], last: int) -> int:
    if last >= 0 and row[last].text in (")", "]"):
        opened = "(" if row[last].text == ")" else "["
        for number in range(last - 1, max(-1, last - _LONGEST_APPOSITION), -1):
            if row[number].text == opened:
                return number - 1
    return last


def _apposition(row: Sequence[Word], last: int, further: int = _MOST_APPOSITIONS) -> int | None:
    """Return the start of the apposition that ends at mark number `last`, or None.

    `further` limits how many earlier marks an apposition such as "A, of B, and C," may include.
    """
    mark = row[last].text
    for number in range(last - 1, max(-1, last - _LONGEST_APPOSITION), -1):
        if row[number].text[0] == MASK:
            return None
        if row[number].text != mark:
            continue
        inner = row[number + 1]
        if inner.lower in _APPOSITION or not inner.capital or inner.possessive or mark != ",":
            begins = None
            if further and inner.lower in ("and", "of", "at", "in", "on") and mark == ",":
                begins = _apposition(row, number, further - 1)
            return number if begins is None else begins
        if last - number <= 7 or any(w.lower in ROLES for w in row[number + 1 : number + 5]):
            return number
    return None
