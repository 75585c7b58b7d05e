"""Follow-ups: questions that lean on the ones before them, made to stand alone.

What a question may mean is searched for: as it was typed, and with words of the conversation behind
it. Words that belong to it find a passage that fits better than what the question finds alone;
words of another matter find one that fits worse. A wording is taken where it is clearly better.
Otherwise the question stays as it was typed, since a false rewriting is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answering.term_frequencies import Frequencies, counted
from assistant.log_odds import log_odds
from assistant.question import REMEMBERED, Exchange, Question, content_terms, content_words
from assistant.reading.reader import MissingWord, Reader
from assistant.times.window import window_of
from index.scope import Filters
from index.search import Search
from sources.cleaning.characters import readable
from sources.language.scripts import HANGUL, holds_hangul

# A longer text is no follow-up.
_LONGEST = 300
# Of an answer, so much is read.
_READ = 1_000
# A wording takes no more words of the conversation than this.
_MOST_WORDS = 10
# And of the names in an answer no more than this.
_NAMES = 3
# From this probability on, a word of the conversation is one that the question leans on.
_MARKED = 0.3
# What tells a follow-up, in units of the search's score: how much better the best passage fits,
# a word that points, the log-odds that a word is missing, and the words of the question's own, each
# by how rare it is. Fitted on conversations of CANARD and on the dev half of the follow-ups, then
# rounded: `python -m tests.benchmarks.followups` measures what they come to.
_MOST_GAIN = 0.5
_POINTING = 0.65
_LEANING = 0.25
_OWN_WORDS = -0.25
_CLEARLY = 0.2

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
# Probabilities nearer to 0 or 1 than this tell nothing more.
_LEAST = 0.001
# Inside a sentence capital letters tell a name.
_NAME = re.compile(r"(?<=[^\s.?!:“\"] )[\"“‘'(]?([A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*)")
_POINTS = re.compile(
    r"^\W*(?:and|but|so|then|what about|how about)\b|"
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|this|these|those|ones?)\b|"
    r"\bthere\b(?! (?:is|are|was|were)\b)|"
    r"\b(?:is|was|do|does|did|will|would|for|of|about) that\b|\bthat\W*$|"
    rf"(?<![{HANGUL}])(?:그(?:는|가|의|를|도|럼|녀|것|곳|분|(?![{HANGUL}]))|거기)",
    re.IGNORECASE,
)
_ANY_DAY = date(2000, 1, 1)
_ADDED = re.compile(r" \([^()]*\)(?=[\s.?!]*$)")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A question as it is to be looked for; `text` is empty where it stands alone as it is.

    `remark` says what the reader must know of how it came about; mostly that is nothing.
    """

    text: str = ""
    remark: str = ""


class Rewriter(Protocol):
    """What makes a question that depends on the conversation stand alone."""

    def rewrite(self, question: Question) -> Rewriting:
        """Rewrite a question that has a history."""


def standing(rewriter: Rewriter, question: Question) -> tuple[Question, Rewriting]:
    """Return the question as it is to be looked for, and how it was rewritten.

    What somebody has said already, in `question.standalone`, is taken as it is.
    """
    if question.standalone or not question.history:
        said = question.standalone.strip()
        return question, Rewriting("" if said == question.text.strip() else said)
    rewriting = rewriter.rewrite(question)
    return replace(question, standalone=rewriting.text), rewriting


def own_words(wording: str) -> str:
    """Return a wording without the words of the conversation behind it.

    Those find the articles. In an article, the question's own words tell best what answers; where
    they name nothing ("Why?"), the whole wording is returned.
    """
    own = _ADDED.sub("", wording)
    return own if content_terms(own) else wording


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Make follow-ups stand alone by words of the conversation.

    In Korean, which the reader does not know, nobody tells which words are missing.
    """

    search: Search
    reader: Reader

    def rewrite(self, question: Question) -> Rewriting:
        """Return the wording that fits the archive best, where it is clearly better."""
        text = " ".join(readable(question.text).split())
        if not question.history or len(text) > _LONGEST:
            return Rewriting()
        history = question.history[-REMEMBERED:]
        missing = self._missing(text, history)
        fits = {
            wording: self._fit(wording, question.filters)
            for wording in dict.fromkeys(_wordings(text, history, missing))
        }
        best = max(fits, key=lambda wording: fits[wording], default="")
        if not best:
            return Rewriting()
        told = min(fits[best] - self._fit(text, question.filters), _MOST_GAIN)
        told += _POINTING * bool(_POINTS.search(text)) + _OWN_WORDS * self._rarity(text)
        told += _LEANING * max(
            (log_odds(word.probability, _LEAST) for word in missing), default=0.0
        )
        return Rewriting(best if told > _CLEARLY else "")

    def _fit(self, wording: str, filters: Filters) -> float:
        """Return how well the best passage fits a wording; 0 where there is none."""
        return max((match.score for match in self.search.passages(wording, 1, filters)), default=0)

    def _rarity(self, text: str) -> float:
        """Return how much a text names: 1 for each rare word of it, and less for a common one."""
        with self.search.archive.view() as view:
            counts = counted(view, content_words(text))
            frequencies = Frequencies(view.scope().passages, counts)
        weights = [max(map(frequencies.weight, content_terms(word))) for word in _content(text)]
        return sum(weights) / frequencies.weight("")

    def _missing(self, text: str, history: Sequence[Exchange]) -> list[MissingWord]:
        """Return the words of the conversation with how likely the question leans on them."""
        turns = [turn[:_READ] for each in history for turn in (each.looked_for, each.answer)]
        read = [turn for turn in turns if turn and not holds_hangul(turn)]
        if not read or holds_hangul(text):
            return []
        return [_whole(word, read[word.turn]) for word in self.reader.missing(text, read)]


def _wordings(
    text: str, history: Sequence[Exchange], missing: Sequence[MissingWord]
) -> Iterator[str]:
    """Yield what a question may mean, each time with other words of the conversation behind it."""
    *_, before, last = ("", *(_timeless(each.looked_for[: 2 * _LONGEST]) for each in history))
    names = _NAME.findall(last) + _NAME.findall(history[-1].answer[:_READ])[:_NAMES]
    marked = [word.word for word in missing if word.probability >= _MARKED]
    for words in (names, marked, _content(last), _content(f"{last} {before}")):
        if fresh := _fresh(words, text):
            body = text.rstrip(" .?!")
            yield f"{body} ({' '.join(fresh)}){text[len(body) :].strip()}"


def _whole(word: MissingWord, turn: str) -> MissingWord:
    """Return the word of which the reader saw a part: "Hye-sung" of "sung"."""
    found = (
        match[0] for match in _WORD.finditer(turn) if match.start() <= word.start < match.end()
    )
    return replace(word, word=next(found, word.word))


def _timeless(asked: str) -> str:
    """Return a question without a time that would become a filter: a follow-up has its own."""
    window = window_of(asked, _ANY_DAY, lambda _: None)
    return window.question if window else asked


def _fresh(words: Iterable[str], text: str) -> list[str]:
    """Return words that say something which a text does not say, each once."""
    known = set(content_terms(text))
    fresh: list[str] = []
    for word in words:
        said = content_terms(word)
        if not known.issuperset(said):
            fresh.append(word)
            known.update(said)
    return fresh[:_MOST_WORDS]


def _content(text: str) -> list[str]:
    """Return the words of a text that say what it is about."""
    return [word for word in _WORD.findall(text) if content_terms(word)]
