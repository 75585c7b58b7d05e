"""Surroundings: the sentence around quoted words, and whether it changes their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.framing import is_unasserted
from assistant.quotes.meaning_words import turns
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.trailing_words import is_turned
from assistant.quotes.words import Token, tokens
from sources.article import Span


@dataclass(frozen=True)
class Surroundings:
    """The rest of the sentences around an article's words, from `first` to `last`.

    Quoted words are limited to their quotation, without the outlet's own words beside it.
    """

    recorded: Recorded
    first: Token
    last: Token
    quoted: bool

    @cached_property
    def turning(self) -> tuple[str, ...]:
        """The text cut before and after the words that may change their meaning."""
        kept = tuple(
            word.folded for word in self.recorded.words_between(self.first.start, self.last.end)
        )
        sides = (self._lead, is_unasserted), (self._rest, is_turned)
        return tuple(
            side.strip()
            for side, takes_back in sides
            if takes_back(side, kept) and (self.quoted or _turns(side))
        )

    @property
    def passage(self) -> str:
        """The sentences that contain the words, within their quotation if they are quoted."""
        start = self.first.start - len(self._lead)
        return self.recorded.article.text[start : self.last.end + len(self._rest)].strip()

    @cached_property
    def _lead(self) -> str:
        start = max(self._bounds(self.first)[0], self._sentence(self.first).start)
        return self.recorded.article.text[start : self.first.start]

    @cached_property
    def _rest(self) -> str:
        end = min(self._bounds(self.last)[1], self._sentence(self.last).end)
        return self.recorded.article.text[self.last.end : end]

    def _bounds(self, word: Token) -> tuple[int, int]:
        quotation = self.recorded.quotation_at(word)
        if quotation is None:
            return 0, len(self.recorded.article.text)
        return quotation.start, quotation.end

    def _sentence(self, word: Token) -> Span:
        return self.recorded.sentences[self.recorded.sentence_number(word.start)]


def _turns(text: str) -> bool:
    # "May" is mostly a month.
    return any(turns(word.folded) and text[word.start : word.end] != "May" for word in tokens(text))
