"""Recorded words: an article split into words, so that quotations can be found in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from assistant.quotes.disfluency import Speech
from assistant.quotes.innermost import Innermost
from sources.article import Article
from sources.language.sentences import boundaries, sentences
from sources.language.words import Token, notated, tokens
from sources.quotations.quotation import Quotation, QuotationKind
from sources.span import Span

# The most words of an attribution between two parts of one quotation.
_LONGEST_ATTRIBUTION = 25
_BRACKETS = re.compile(r"\[[^\[\]\n]{2,80}\]|\([^()\n]{2,80}\)")
_MARKS = " \n\"'“”‘’«»「」『』"


@dataclass(frozen=True)
class Stream:
    """Words of an article, in full or without attributions, in the order one may quote them.

    `numbers` are the positions of its words in the article.
    """

    numbers: Sequence[int]
    folded: tuple[str, ...]

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self.folded)} "

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(word) + 1 for word in self.folded), initial=0))

    def find(self, words: str, start: int = 0, last: int | None = None) -> int | None:
        """Return the next position of words in the form that `joined` returns, or None.

        The match begins at `start` or later, and no later than `last` if it is given.
        """
        if start >= len(self.folded):
            return None
        end = len(self._joined)
        if last is not None and last < len(self.folded):
            end = self._starts[last] + len(words)
        found = self._joined.find(words, self._starts[start], end)
        return None if found < 0 else bisect_right(self._starts, found) - 1

    def every(self, words: str) -> Iterator[int]:
        """Yield every position of words in the form that `joined` returns."""
        found = self.find(words)
        while found is not None:
            yield found
            found = self.find(words, found + 1)


def joined(words: Iterable[Token]) -> str:
    """Join words into the string form in which `Stream` searches for them."""
    return f" {' '.join(word.folded for word in words)} "


@dataclass(frozen=True)
class Recorded:
    """One version of an article: its words, its quotations and its sentences.

    `literal` keeps the words of numbers, times and days as written.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    literal: bool = False

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the article."""
        return (tokens if self.literal else notated)(self.article.text)

    @property
    def as_written(self) -> Recorded:
        """The article with the words of numbers as written, without their keys."""
        return Recorded(self.article, self.quotations, literal=True)

    def is_inside_word(self, place: int) -> bool:
        """Return True if a word, such as a number with its unit, continues over a character."""
        number = bisect_left(self._starts, place) - 1
        return number >= 0 and place < self.tokens[number].end

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """The article in reading order, then each interrupted speech without its attributions."""
        folded = [token.folded for token in self.tokens]
        speeches = (self._within(speech) for speech in self._speeches() if len(speech) > 1)
        return tuple(
            Stream(numbers, tuple(folded[n] for n in numbers))
            for numbers in (range(len(folded)), *speeches)
        )

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all blocks, in order. Those inside a quotation are separate."""
        whole = [s for block in self.article.blocks for s in sentences(self.article, block)]
        inner = sorted(
            {
                quotation.start + start
                for quotation in self.quoted
                for start, _ in boundaries(self.article.text[quotation.start : quotation.end])[1:]
            }
        )
        return tuple(part for sentence in whole for part in self._parted(sentence, inner))

    def _parted(self, sentence: Span, starts: Sequence[int]) -> Iterator[Span]:
        """Split a sentence at the starts of other sentences inside it, and trim trailing spaces."""
        inside = starts[bisect_right(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for start, end in pairwise([sentence.start, *inside, sentence.end]):
            yield self.article.span(start, start + len(self.article.text[start:end].rstrip()))

    @cached_property
    def quoted(self) -> tuple[Quotation, ...]:
        """The quotations that are in quotation marks."""
        return tuple(q for q in self.quotations if q.kind is not QuotationKind.REPORTED)

    @cached_property
    def inserted(self) -> frozenset[int]:
        """The indices of words that the article has in brackets inside a quotation."""
        starts, text = self._starts, self.article.text
        return frozenset(
            number
            for quotation in self.quoted
            for found in _BRACKETS.finditer(text, quotation.start, quotation.end)
            for number in range(
                bisect_left(starts, found.start()), bisect_left(starts, found.end())
            )
        )

    @cached_property
    def extents(self) -> tuple[tuple[int, int], ...]:
        """The indices of the first word and past the last word of each marked quotation."""
        starts = self._starts
        return tuple(
            (bisect_left(starts, q.start), bisect_left(starts, q.end)) for q in self.quoted
        )

    def quotation_at(self, token: Token) -> Quotation | None:
        """Return the innermost quotation in quotation marks around a word."""
        return self._innermost_quoted.around(token)

    def speech_at(self, token: Token) -> Quotation | None:
        """Return the quoted or reported speech that contains a word."""
        return self.quotation_at(token) or self._innermost.around(token)

    @cached_property
    def _innermost_quoted(self) -> Innermost:
        return Innermost.of(self.quoted)

    @cached_property
    def _innermost(self) -> Innermost:
        return Innermost.of(self.quotations)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Each speaker's uninterrupted words, in quotation marks or in a transcript."""
        found: list[Speech] = []
        first = last = 0
        speaking: Quotation | None = None
        for quotation, (start, end) in zip(self.quoted, self.extents, strict=True):
            if start < last:
                continue  # inside the previous one
            if speaking is not None and start == last and _same_mention(speaking, quotation):
                last = end
                continue
            if speaking is not None:
                found.append(Speech(self.article.text, self.tokens, first, last))
            first, last, speaking = start, end, quotation
        if speaking is not None:
            found.append(Speech(self.article.text, self.tokens, first, last))
        return tuple(found)

    def speech_of(self, number: int) -> Speech | None:
        """Return the speech that contains the word at an index."""
        place = bisect_right(self._speech_starts, number) - 1
        speech = self.speeches[place] if place >= 0 else None
        return speech if speech is not None and number < speech.last else None

    def is_of_one_speech(self, first: int, last: int) -> bool:
        """Return True if no one else begins to speak between two words of a transcript."""
        if not self.article.is_transcript:
            return True
        return self.speech_of(first) is self.speech_of(last)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the article, in the form used for comparison."""
        return frozenset(token.folded for token in self.tokens)

    @cached_property
    def _speech_starts(self) -> list[int]:
        return [speech.first for speech in self.speeches]

    def bounds(self, word: Token) -> tuple[int, int]:
        """Return the bounds of the quotation, or otherwise the sentence, that contains a word."""
        quotation = self.quotation_at(word)
        if quotation is not None:
            return quotation.start, quotation.end
        sentence = self.sentences[self.sentence_number(word.start)]
        return sentence.start, sentence.end

    def words_between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words that begin between two character offsets."""
        starts = self._starts
        return self.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def sentence_number(self, position: int) -> int:
        """Return the index of the last sentence that begins at or before a character."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    @cached_property
    def sentence_starts(self) -> frozenset[int]:
        """The characters at which sentences begin."""
        return frozenset(self._sentence_starts)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _reported_starts(self) -> list[int]:
        return sorted(q.start for q in self.quotations if q.kind is QuotationKind.REPORTED)

    def _speeches(self) -> Iterator[list[Quotation]]:
        """Yield runs of consecutive quotations by one person."""
        speech: list[Quotation] = []
        for quotation in self.quoted:
            if speech and not self._goes_on(speech[-1], quotation):
                yield speech
                speech = []
            speech.append(quotation)
        if speech:
            yield speech

    def _goes_on(self, before: Quotation, after: Quotation) -> bool:
        if after.start < before.end:
            return False
        between = self.article.text[before.end : after.start]
        words = tokens(between)
        # Only an attribution may be there, not other speech or narration.
        reported = self._reported_starts
        told = "\n" in between.strip(_MARKS) or (
            bisect_left(reported, before.end) < bisect_left(reported, after.start)
        )
        return before.goes_on(after) and not told and len(words) <= _LONGEST_ATTRIBUTION

    def is_same_speech(self, before: Quotation, after: Quotation) -> bool:
        """Return True if two consecutive quotations are one speaker's.

        Without a closing mark between them, the second continues the first.
        """
        between = self.article.text[before.end : after.start]
        apart = "\n" in between and not between.partition("\n")[0].strip()
        if apart and not self.article.is_transcript:
            return True
        return before.goes_on(after)

    def _within(self, speech: Iterable[Quotation]) -> list[int]:
        starts = self._starts
        return [
            number
            for quotation in speech
            for number in range(
                bisect_right(starts, quotation.start - 1), bisect_right(starts, quotation.end - 1)
            )
        ]


def _same_mention(one: Quotation, other: Quotation) -> bool:
    """Return True if two paragraphs of a transcript are one speech."""
    return (
        one.speaker is not None
        and other.speaker is not None
        and (one.speaker.mention == other.speaker.mention)
    )
