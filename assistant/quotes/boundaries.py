"""Boundaries: where the sentences and quotations of an article start and end."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.quotes.recorded_words import Recorded
from sources.language.words import Token, holds_word
from sources.span import Span


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The sentences and quotations of an article. Marks and spaces at their ends do not count."""

    recorded: Recorded

    def starts(self, word: Token) -> bool:
        """Return True if a sentence or a quotation of the article starts with a word."""
        starts = {self.sentence(word).start, *(q.start for q in self.recorded.quoted)}
        return any(self._is_first(word, start) for start in starts)

    def ends(self, word: Token) -> bool:
        """Return True if a sentence or a quotation of the article ends with a word."""
        ends = {self.sentence(word).end, *(q.end for q in self.recorded.quoted)}
        return any(self._is_last(word, end) for end in ends)

    def enclose_quotation(self, first: Token, last: Token) -> bool:
        """Return True if a quotation of the article starts and ends with these words."""
        return any(
            self._is_first(first, quotation.start) and self._is_last(last, quotation.end)
            for quotation in self.recorded.quoted
        )

    def sentence(self, word: Token) -> Span:
        """Return the sentence in which a word is."""
        return self.recorded.sentences[self.recorded.sentence_number(word.start)]

    def _is_first(self, word: Token, start: int) -> bool:
        text = self.recorded.article.text
        return start <= word.start and not holds_word(text, start, word.start)

    def _is_last(self, word: Token, end: int) -> bool:
        return word.end <= end and not holds_word(self.recorded.article.text, word.end, end)
