"""Places: where aligned words stand in an article, who speaks there, and what stands around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.alignment import Alignment
from assistant.answer import Citation
from assistant.crossing import sound_alike
from assistant.recorded import Recorded
from assistant.tokens import Token, holds_word, tokens
from assistant.verdict import Attribution, Excerpt, Place
from assistant.vocabulary import CONTRASTS, DENIALS, SAYING, turns
from sources.article import Article, Span
from sources.names import Aliases, same_person
from sources.quotation import Extent, Quotation

_MARKS = " \n,.\"'“”‘’«»"
_POINTING = (["that"], ["this"], ["it"], ["that's"], ["it's"])
_TRADE = re.compile(
    r"(?:(?!(?:a|an|the|of|for|to|with|from|by|at|in|on|and)\b)[a-z-]+ )+(?P<name>[A-Z][^,]*)"
)
_BEFORE_AFFILIATION = re.compile(r",| of (?:the )?| from (?:the )?| at (?:the )?| \(")


@dataclass(frozen=True)
class Spot:
    """The words of an article that an alignment covers, and what holds for them."""

    alignment: Alignment

    @property
    def recorded(self) -> Recorded:
        """The article that the words stand in."""
        return self.alignment.recorded

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The covered words, without what an attribution or an ellipsis leaves out of them."""
        alignment = self.alignment
        numbers = alignment.stream.numbers
        return tuple(
            self.recorded.tokens[n]
            for step in alignment.steps
            if not alignment.is_marked(step)
            for n in numbers[step.first : step.last]
        )

    @property
    def first(self) -> Token:
        """The first of the words."""
        return self.words[0]

    @property
    def last(self) -> Token:
        """The last of them."""
        return self.words[-1]

    @cached_property
    def quoted(self) -> bool:
        """Whether all the words are quoted, and as one speaker's where an ellipsis cuts some."""
        inside = [self.recorded.quotation_at(word) for word in self.words]
        quotations = list(dict.fromkeys(q for q in inside if q is not None))
        if None in inside:
            return False
        cut = any(map(self.alignment.is_marked, self.alignment.steps))
        return not cut or all(one.goes_on(other) for one, other in pairwise(quotations))

    @cached_property
    def quoted_words(self) -> tuple[Token, ...]:
        """Those of the words that stand between quotation marks."""
        return tuple(word for word in self.words if self.recorded.quotation_at(word) is not None)

    @property
    def quoted_stretches(self) -> tuple[str, ...]:
        """The words of each quotation that some of the words stand in."""
        text = self.recorded.article.text
        found: dict[Quotation, tuple[int, int]] = {}
        for word in self.quoted_words:
            quotation = self.recorded.quotation_at(word)
            if quotation is not None:
                start, _ = found.get(quotation, (word.start, 0))
                found[quotation] = (start, word.end)
        return tuple(text[start:end] for start, end in found.values())

    @cached_property
    def is_question(self) -> bool:
        """Whether a question mark follows the words."""
        text = self.recorded.article.text
        return text[self.last.end : self.last.end + 1] == "?"

    @cached_property
    def is_taken_back(self) -> bool:
        """Whether the same speaker denies the words in the next sentence."""
        following = self.after
        inside = following is not None and any(
            q.start <= self.last.start and following.span.start < q.end
            for q in self.recorded.quoted
        )
        first = [word.folded for word in tokens(following.words)] if following else []
        return inside and first[:1] in _POINTING and any(word in DENIALS for word in first[1:5])

    @cached_property
    def speech(self) -> Quotation | None:
        """The quotation, or reported speech, that the words are part of."""
        around = [
            quotation
            for quotation in self.recorded.quotations
            if quotation.start <= self.first.start and self.last.end <= quotation.end
        ]
        smallest = min(around, key=lambda q: q.end - q.start, default=None)
        if smallest is not None and (smallest.speaker is not None or not self.quoted_words):
            return smallest
        spoken = [self.recorded.speech_at(word) for word in (*self.quoted_words, *self.words)]
        return next((q for q in spoken if q is not None and q.speaker is not None), smallest)

    @cached_property
    def is_whole_quotation(self) -> bool:
        """Whether the words are all that a quotation of the record holds."""
        return any(
            _is_first(self.recorded, self.first, quotation.start)
            and _is_last(self.recorded, self.last, quotation.end)
            for quotation in self.recorded.quoted
        )

    @cached_property
    def is_whole(self) -> bool:
        """Whether the words begin and end where sentences or quotations of the record do."""
        return self._starts(self.first) and self._ends(self.last)

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """What was left out at either end and may change the meaning, in the record's words."""
        left = [side for side in (self._left_before, self._left_after) if side]
        if not left and (lead := self._lead) and any(w.folded in SAYING for w in tokens(lead)):
            left.append(lead)
        left += self._joints
        following = self.after
        if following is not None and (_contrasts(following.words) or self.is_taken_back):
            left.append(following.words)
        return tuple(left)

    @property
    def _joints(self) -> list[str]:
        """Return what ellipses leave out between parts of two sentences, in the record's words."""
        recorded, alignment = self.recorded, self.alignment
        numbers, left = alignment.stream.numbers, []
        for step in alignment.steps[1:-1]:
            if not alignment.is_marked(step):
                continue
            before, after = (recorded.tokens[numbers[n]] for n in (step.first - 1, step.last))
            if self._sentence(before) == self._sentence(after):
                continue
            if not (self._ends(before) and self._starts(after)):
                left.append(recorded.article.text[before.end : after.start].strip(_MARKS))
        return left

    def _starts(self, word: Token) -> bool:
        """Return True if a sentence or a quotation of the record starts with a word."""
        starts = {self._sentence(word).start, *(q.start for q in self.recorded.quoted)}
        return any(_is_first(self.recorded, word, start) for start in starts)

    def _ends(self, word: Token) -> bool:
        """Return True if a sentence or a quotation of the record ends with a word."""
        ends = {self._sentence(word).end, *(q.end for q in self.recorded.quoted)}
        return any(_is_last(self.recorded, word, end) for end in ends)

    @property
    def _left_before(self) -> str:
        """What turns the sense before the words: of the quotation, or else of the sentence."""
        text, start = self.recorded.article.text, self._sentence(self.first).start
        quotation = self.recorded.quotation_at(self.first)
        inner = max(start, quotation.start) if quotation else start
        sides = text[inner : self.first.start], text[start : self.first.start]
        return next((side.strip() for side in sides if _turns(side)), "")

    @property
    def _left_after(self) -> str:
        """What turns the sense behind the words: of the quotation, or else of the sentence."""
        text, end = self.recorded.article.text, self._sentence(self.last).end
        quotation = self.recorded.quotation_at(self.last)
        inner = min(end, quotation.end) if quotation else end
        sides = text[self.last.end : inner], text[self.last.end : end]
        return next((side.strip() for side in sides if _turns(side)), "")

    @property
    def _lead(self) -> str:
        """What stands before the words inside their quotation: "Critics say that"."""
        quotation = self.recorded.quotation_at(self.first)
        if quotation is None:
            return ""
        start = max(quotation.start, self._sentence(self.first).start)
        return self.recorded.article.text[start : self.first.start].strip()

    @cached_property
    def before(self) -> Excerpt | None:
        """The sentence before the one that the words begin in."""
        return self._sentence_at(self.recorded.sentence_number(self.first.start) - 1)

    @cached_property
    def after(self) -> Excerpt | None:
        """The sentence after the one that the words end in."""
        return self._sentence_at(self.recorded.sentence_number(self.last.start) + 1)

    @cached_property
    def attribution(self) -> Attribution | None:
        """Whom the article gives the words to."""
        speech = self.speech
        if speech is None or speech.speaker is None:
            return None
        article, speaker = self.recorded.article, speech.speaker
        return Attribution(
            name=speaker.name,
            mention=_excerpt(article, speaker.mention),
            kind=speaker.kind,
            resolved=speaker.resolved,
            cue=None if speech.cue is None else _excerpt(article, speech.cue),
        )

    def said_by(self, speaker: str, aliases: Aliases) -> bool | None:
        """Say whether the article gives the words to this speaker; None where it does not tell."""
        given = self.attribution
        if given is None:
            return None
        mentioned = " ".join(token.folded for token in tokens(given.mention.words))
        claimed = " ".join(token.folded for token in tokens(speaker)).removeprefix("the ")
        if claimed and f" {claimed} " in f" {mentioned} ":
            return True
        speaker = _without_trade(speaker)
        if given.name is None or _is_description(speaker, aliases):
            return None
        spellings = dict.fromkeys((speaker, *_BEFORE_AFFILIATION.split(speaker)[:1]))
        if any(same_person(given.name, spelling, aliases) for spelling in spellings):
            return True
        return sound_alike(given.name, speaker)

    def place(self, number: int) -> Place:
        """Return the place with its citation under this number."""
        return Place(self._citation(number), self.quoted, self.attribution, self.before, self.after)

    def _citation(self, number: int) -> Citation:
        article = self.recorded.article
        span = article.span(self.first.start, self.last.end)
        inside = [b for b in article.blocks if b.start < span.end and span.start < b.end]
        context = article.span(inside[0].start, inside[-1].end) if inside else span
        return Citation.of(article, span, context, number)

    def _sentence(self, word: Token) -> Span:
        spans = self.recorded.sentences
        return spans[self.recorded.sentence_number(word.start)]

    def _sentence_at(self, number: int) -> Excerpt | None:
        if not 0 <= number < len(self.recorded.sentences):
            return None
        span = self.recorded.sentences[number]
        return Excerpt(span, self.recorded.article.words(span))


def _without_trade(speaker: str) -> str:
    """Return the name behind what somebody does: "economist Lea Moor"."""
    found = _TRADE.fullmatch(speaker.strip())
    return found["name"] if found else speaker


def _is_description(speaker: str, aliases: Aliases) -> bool:
    """Say whether a speaker is described, not named: "the minister", "a spokeswoman", "he"."""
    first = speaker.strip()[:1]
    return first.islower() and first.isascii() and not aliases.spellings(speaker)


def _excerpt(article: Article, extent: Extent) -> Excerpt:
    span = article.span(extent.start, extent.end)
    return Excerpt(span, article.words(span))


def _is_first(recorded: Recorded, word: Token, start: int) -> bool:
    return start <= word.start and not holds_word(recorded.article.text, start, word.start)


def _is_last(recorded: Recorded, word: Token, end: int) -> bool:
    return word.end <= end and not holds_word(recorded.article.text, word.end, end)


def _turns(text: str) -> bool:
    # "May" is mostly a month.
    return any(turns(word.folded) and text[word.start : word.end] != "May" for word in tokens(text))


def _contrasts(sentence: str) -> bool:
    words: Sequence[Token] = tokens(sentence)[:1]
    return any(word.folded in CONTRASTS for word in words)
