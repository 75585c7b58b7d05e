"""Places: where aligned words stand in an article, who speaks there, and what stands around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.alignment import Alignment
from assistant.answer import Citation
from assistant.crossing import sound_alike
from assistant.recorded import Recorded
from assistant.tokens import Token, holds_word, tokens
from assistant.utterance import Utterance
from assistant.verdict import Attribution, Excerpt, Place
from assistant.vocabulary import CONTRASTS, DENIALS, SAYING, turns
from sources.article import Article, Span
from sources.names import Aliases, same_person
from sources.quotation import Extent, Quotation

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
        """The covered words, without those that an attribution puts between them."""
        alignment = self.alignment
        first, last = alignment.steps[0].first, alignment.steps[-1].last
        return tuple(self.recorded.tokens[n] for n in alignment.stream.numbers[first:last])

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
        """Whether all the words stand between quotation marks."""
        return all(self.recorded.quotation_at(word) is not None for word in self.words)

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
        if said := self._utterance:
            denied = following is not None and said.is_denied_by(following.words)
            return bool(said.correction) or denied
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
        said = self._utterance
        if said is not None and not tokens(f"{said.before} {said.after}"):
            return True
        sentence = self._sentence(self.first), self._sentence(self.last)
        starts = {sentence[0].start, *(q.start for q in self.recorded.quoted)}
        ends = {sentence[1].end, *(q.end for q in self.recorded.quoted)}
        return any(_is_first(self.recorded, self.first, start) for start in starts) and any(
            _is_last(self.recorded, self.last, end) for end in ends
        )

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """What was left out at either end and may change the meaning, in the record's words."""
        left = [side for side in (self._left_before, self._left_after) if side]
        if not left and (lead := self._lead) and any(w.folded in SAYING for w in tokens(lead)):
            left.append(lead)
        following = self.after
        if following is not None and (_contrasts(following.words) or self.is_taken_back):
            left.append(following.words)
        return tuple(left)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The fillers, repeats and false starts among the words that the claim leaves out."""
        text, tokens_, alignment = self.recorded.article.text, self.recorded.tokens, self.alignment
        stretches = [
            (alignment.stream.numbers[step.first], alignment.stream.numbers[step.last - 1])
            for step in alignment.steps
            if step.left_out
        ]
        return tuple(text[tokens_[first].start : tokens_[last].end] for first, last in stretches)

    @cached_property
    def _utterance(self) -> Utterance | None:
        return Utterance.of(self.alignment)

    @property
    def _left_before(self) -> str:
        """What turns the sense before the words: of the quotation, or else of the sentence."""
        if self._utterance is not None:
            spoken = self._utterance.before
            return spoken if _turns(spoken) else ""
        text, start = self.recorded.article.text, self._sentence(self.first).start
        quotation = self.recorded.quotation_at(self.first)
        inner = max(start, quotation.start) if quotation else start
        sides = text[inner : self.first.start], text[start : self.first.start]
        return next((side.strip() for side in sides if _turns(side)), "")

    @property
    def _left_after(self) -> str:
        """What turns the sense behind the words: of the quotation, or else of the sentence."""
        if said := self._utterance:
            return said.correction or (said.after if _turns(said.after) else "")
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

    def is_own_breath(self, speaker: str, aliases: Aliases) -> bool:
        """Return True for all that this speaker says in one breath of a transcript."""
        whole = self._utterance is not None and self.is_whole
        return whole and self.said_by(speaker, aliases) is True

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
