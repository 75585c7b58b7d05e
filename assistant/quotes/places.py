"""Places: where an article has the aligned words, who speaks there, and the context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.answer import Citation
from assistant.quotes.alignment import Alignment
from assistant.quotes.boundaries import Boundaries
from assistant.quotes.brackets import reach
from assistant.quotes.claimed_words import Edit
from assistant.quotes.dispute import Attitude
from assistant.quotes.framing import is_unasserted
from assistant.quotes.omitted_context import Surroundings, is_turned
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.speaker_identity import Identity
from assistant.quotes.spoken_words import SpokenWords
from assistant.quotes.utterance import Utterance
from assistant.quotes.verdict import Attribution, Excerpt, Place
from sources.language.meaning_words import CONTRASTS, DENIALS
from sources.language.words import Token, holds_word, tokens
from sources.people.names import Aliases
from sources.quotations.quotation import Quotation

_MARKS = " \n,.\"'“”‘’«»"
_POINTING = (["that"], ["this"], ["it"], ["that's"], ["it's"])


@dataclass(frozen=True)
class Spot:
    """The words of an article that match a claim, and what surrounds them there."""

    alignment: Alignment

    @property
    def recorded(self) -> Recorded:
        """The article that contains the words."""
        return self.alignment.recorded

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The matching words, without those that an ellipsis or an attribution takes up."""
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
        """The first matching word."""
        return self.words[0]

    @property
    def last(self) -> Token:
        """The last matching word."""
        return self.words[-1]

    @cached_property
    def _edges(self) -> tuple[Token, Token]:
        """The first and the last word, including the words that brackets at either end replace."""
        alignment, numbers = self.alignment, self.alignment.stream.numbers
        first, last = alignment.steps[0].first, alignment.steps[-1].last
        claimed = alignment.claimed
        if ahead := claimed.marks_at(0):
            first -= reach(alignment, ahead, first, before=True)
        if behind := claimed.marks_at(len(claimed.words)):
            last += reach(alignment, behind, last, before=False)
        return self.recorded.tokens[numbers[first]], self.recorded.tokens[numbers[last - 1]]

    @property
    def _boundaries(self) -> Boundaries:
        return Boundaries(self.recorded)

    @cached_property
    def attitude(self) -> Attitude | None:
        """The article's attitude to the quotation; None for words outside quotation marks."""
        quotation = self.recorded.quotation_at(self.first) if self.quoted else None
        return Attitude(self.recorded, quotation) if quotation else None

    @property
    def omitted(self) -> int:
        """The number of the article's words left out between the claimed ones."""
        return sum(s.last - s.first for s in self.alignment.steps if s.start == s.end)

    @property
    def is_second_hand(self) -> bool:
        """True if the article only reports someone's claim that the words were said."""
        return self.attitude is not None and self.attitude.second_hand is not None

    @cached_property
    def quoted(self) -> bool:
        """True if all the words are quoted, and by one speaker if an ellipsis omits some."""
        inside = [self.recorded.quotation_at(word) for word in self.words]
        quotations = list(dict.fromkeys(q for q in inside if q is not None))
        if None in inside:
            return False
        cut = any(map(self.alignment.is_marked, self.alignment.steps))
        return not cut or all(one.goes_on(other) for one, other in pairwise(quotations))

    @cached_property
    def quoted_words(self) -> tuple[Token, ...]:
        """The words that are inside quotation marks."""
        return tuple(word for word in self.words if self.recorded.quotation_at(word) is not None)

    @property
    def quoted_stretches(self) -> tuple[str, ...]:
        """The matching words as text, one string per quotation they are in."""
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
        """True if a question mark follows the words."""
        text = self.recorded.article.text
        return text[self.last.end : self.last.end + 1] == "?"

    @cached_property
    def is_taken_back(self) -> bool:
        """True if the same speaker denies the words in the next sentence."""
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
    def _speech(self) -> Quotation | None:
        """The quotation or reported speech that contains the words."""
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
        """True if the words are an entire quotation in the archive."""
        return self._boundaries.enclose_quotation(*self._edges)

    @cached_property
    def is_whole(self) -> bool:
        """True if the words start and end at sentence or quotation boundaries of the article."""
        said = self._utterance
        if said is not None and not holds_word(f"{said.before} {said.after}"):
            return True
        return self._boundaries.starts(self._edges[0]) and self._boundaries.ends(self._edges[1])

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """The text left out around or between the words that may change their meaning."""
        left = [*self._turning, *self._joints]
        following = self.after
        contrasts = following is not None and self._is_said(following) and _contrasts(following)
        if following is not None and (contrasts or self.is_taken_back):
            left.append(following.words)
        return tuple(left)

    def _is_said(self, sentence: Excerpt) -> bool:
        """Return True if a sentence is quoted too, or if the words themselves are not quoted."""
        start = sentence.span.start
        inside = any(q.start - 1 <= start < q.end for q in self.recorded.quoted)
        return inside or not self.quoted

    @property
    def _joints(self) -> list[str]:
        """Return the text that ellipses remove between parts of two sentences."""
        recorded, alignment = self.recorded, self.alignment
        numbers, left = alignment.stream.numbers, []
        for step in alignment.steps[1:-1]:
            marks = alignment.claimed.marks_at(step.start)
            if not alignment.is_marked(step) or all(m.edit is Edit.INSERTED for m in marks):
                continue
            before, after = (recorded.tokens[numbers[n]] for n in (step.first - 1, step.last))
            if self._boundaries.sentence(before) == self._boundaries.sentence(after):
                continue
            if not (self._boundaries.ends(before) and self._boundaries.starts(after)):
                left.append(recorded.article.text[before.end : after.start].strip(_MARKS))
        return left

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The fillers, repeats and false starts that the claim leaves out."""
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
    def _turning(self) -> tuple[str, ...]:
        """The text cut before and after the words that may change their meaning."""
        said = self._utterance
        if said is None:
            return self.surroundings.turning
        kept = tuple(word.folded for word in self.words)
        before = said.before if is_unasserted(said.before, kept) else ""
        after = said.correction or (said.after if is_turned(said.after, kept) else "")
        return tuple(filter(None, (before, after)))

    @property
    def surroundings(self) -> Surroundings:
        """The text around the words in their sentences."""
        return Surroundings(self.recorded, *self._edges, self.quoted)

    @cached_property
    def before(self) -> Excerpt | None:
        """The sentence before the one in which the words begin."""
        return self._sentence_at(self.recorded.sentence_number(self.first.start) - 1)

    @cached_property
    def after(self) -> Excerpt | None:
        """The sentence after the one in which the words end."""
        return self._sentence_at(self.recorded.sentence_number(self.last.start) + 1)

    @cached_property
    def spoken(self) -> SpokenWords | None:
        """The words with their speaker, or None if the article attributes them to nobody."""
        speech = self._speech
        if speech is None or speech.speaker is None:
            return None
        return SpokenWords(self.recorded.article, speech, speech.speaker, self.first, self.last)

    @property
    def attribution(self) -> Attribution | None:
        """The speaker to whom the article attributes the words."""
        return self.spoken.attribution if self.spoken else None

    def said_by(self, speaker: str, aliases: Aliases) -> Identity:
        """Return whether the article attributes the words to this speaker."""
        return self.spoken.identity(speaker, aliases) if self.spoken else Identity.UNTOLD

    def is_own_breath(self, speaker: str, aliases: Aliases) -> bool:
        """Return True if the words are a complete utterance of this speaker in a transcript."""
        whole = self._utterance is not None and self.is_whole
        return whole and self.said_by(speaker, aliases) is Identity.SAME

    def place(self, number: int) -> Place:
        """Return the spot as a `Place`, whose citation has the given number."""
        return Place(self._citation(number), self.quoted, self.attribution, self.before, self.after)

    def _citation(self, number: int) -> Citation:
        article = self.recorded.article
        span = article.span(self.first.start, self.last.end)
        inside = [b for b in article.blocks if b.start < span.end and span.start < b.end]
        context = article.span(inside[0].start, inside[-1].end) if inside else span
        return Citation.of(article, span, context, number)

    def _sentence_at(self, number: int) -> Excerpt | None:
        if not 0 <= number < len(self.recorded.sentences):
            return None
        span = self.recorded.sentences[number]
        return Excerpt(span, self.recorded.article.words(span))


def _contrasts(sentence: Excerpt) -> bool:
    words: Sequence[Token] = tokens(sentence.words)[:1]
    return any(word.folded in CONTRASTS for word in words)
