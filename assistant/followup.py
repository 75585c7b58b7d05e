"""Follow-up questions, rewritten as standalone questions.

The possible meanings of a question are searched for: the question as typed, and the question with
words of the conversation appended. With words that the question depends on, the best passage fits
better than without them. With unrelated words, it fits worse. A wording is used if it is clearly
better. Otherwise the question stays as typed, since a wrong rewriting is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answering.evidence import Frequencies, counted
from assistant.log_odds import log_odds
from assistant.question import REMEMBERED, Exchange, Question, content_terms, content_words
from assistant.reading.reader import MissingWord, Reader
from assistant.times.window import window_of
from index.scope import Filters
from index.search import Search
from sources.cleaning.characters import readable
from sources.language.scripts import HANGUL, holds_hangul
from sources.language.speaker_tokens import words

# A longer text is not a follow-up.
_LONGEST = 300
# Only this many characters of an answer are read.
_READ = 1_000
# A wording adds at most this many words of the conversation.
_MOST_WORDS = 10
# A wording adds at most this many names from an answer.
_NAMES = 3
# The question is taken to depend on a word of the conversation at this probability or above.
_MARKED = 0.3
# The weights of a follow-up's features: how much better the best passage fits, whether the question
# has a pronoun or similar word, the log-odds that a word is missing, and the rarity of the
# question's own words. Values are in units of the search's score. Fitted on conversations of CANARD
# and on the dev half of the follow-ups, then rounded. `python -m tests.benchmarks.followups`
# measures the result.
_MOST_GAIN = 0.5
_POINTING = 0.65
_LEANING = 0.25
_OWN_WORDS = -0.25
_CLEARLY = 0.2

# Marks that may end a word, but are not repeated behind it in a wording.
_MARKS = ".'’"
# Probabilities closer to 0 or 1 than this carry no further information.
_LEAST = 0.001
# Inside a sentence, a capital letter marks a name.
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
    """The question to search for; `text` is empty if the question is already standalone.

    `remark` is a note for the reader on how it was rewritten. It is usually empty.
    """

    text: str = ""
    remark: str = ""


class Rewriter(Protocol):
    """Rewrites a question that depends on the conversation as a standalone one."""

    def rewrite(self, question: Question) -> Rewriting:
        """Rewrite a question that has a history."""


def standing(rewriter: Rewriter, question: Question) -> tuple[Question, Rewriting]:
    """Return the question in the form to search for, and how it was rewritten.

    If `question.standalone` is set, it is used unchanged.
    """
    if question.standalone or not question.history:
        said = question.standalone.strip()
        return question, Rewriting("" if said == question.text.strip() else said)
    rewriting = rewriter.rewrite(question)
    return replace(question, standalone=rewriting.text), rewriting


def own_words(wording: str) -> str:
    """Return a wording without the conversation words appended to it.

    The appended words find the articles. Inside an article, the question's own words are the best
    guide to the answer. If they contain no content word ("Why?"), the whole wording is returned.
    """
    own = _ADDED.sub("", wording)
    return own if content_terms(own) else wording


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Make follow-ups standalone by adding words of the conversation.

    The reader does not support Korean, so no missing words are predicted there.
    """

    search: Search
    reader: Reader

    def rewrite(self, question: Question) -> Rewriting:
        """Return the wording that fits the archive best, if it is clearly better."""
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
        """Return the search score of the best passage for a wording, or 0 without any passage."""
        return max((match.score for match in self.search.passages(wording, 1, filters)), default=0)

    def _rarity(self, text: str) -> float:
        """Return the summed rarity of a text's words: 1 for a rare word, less for a common one."""
        with self.search.archive.view() as view:
            counts = counted(view, content_words(text))
            frequencies = Frequencies(view.scope().passages, counts)
        weights = [max(map(frequencies.weight, content_terms(word))) for word in _content(text)]
        return sum(weights) / frequencies.weight("")

    def _missing(self, text: str, history: Sequence[Exchange]) -> list[MissingWord]:
        """Return the words of the conversation, each with the probability that it is missing."""
        turns = [turn[:_READ] for each in history for turn in (each.looked_for, each.answer)]
        read = [turn for turn in turns if turn and not holds_hangul(turn)]
        if not read or holds_hangul(text):
            return []
        return [_whole(word, read[word.turn]) for word in self.reader.missing(text, read)]


def _wordings(
    text: str, history: Sequence[Exchange], missing: Sequence[MissingWord]
) -> Iterator[str]:
    """Yield possible meanings of a question, each with different conversation words appended."""
    *_, before, last = ("", *(_timeless(each.looked_for[: 2 * _LONGEST]) for each in history))
    names = _NAME.findall(last) + _NAME.findall(history[-1].answer[:_READ])[:_NAMES]
    marked = [word.word for word in missing if word.probability >= _MARKED]
    for said in (names, marked, _content(last), _content(f"{last} {before}")):
        if fresh := _fresh(said, text):
            body = text.rstrip(" .?!")
            yield f"{body} ({' '.join(fresh)}){text[len(body) :].strip()}"


def _whole(word: MissingWord, turn: str) -> MissingWord:
    """Extend a partial word to the whole word in the turn: "Hye-sung" for "sung"."""
    found = (each for each in words(turn, 0, len(turn)) if each.start <= word.start < each.end)
    return replace(word, word=next((each.text.rstrip(_MARKS) for each in found), word.word))


def _timeless(asked: str) -> str:
    """Remove any time from an earlier question, because the follow-up may name a different time."""
    window = window_of(asked, _ANY_DAY, lambda _: None)
    return window.question if window else asked


def _fresh(words: Iterable[str], text: str) -> list[str]:
    """Return the words that the text does not have yet, each once."""
    known = set(content_terms(text))
    fresh: list[str] = []
    for word in words:
        said = content_terms(word)
        if not known.issuperset(said):
            fresh.append(word)
            known.update(said)
    return fresh[:_MOST_WORDS]


def _content(text: str) -> list[str]:
    """Return the content words of a text."""
    bare = (word.text.rstrip(_MARKS) for word in words(text, 0, len(text)))
    return [word for word in bare if content_terms(word)]
