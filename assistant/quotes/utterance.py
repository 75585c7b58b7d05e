"""Utterances: what a speaker in a transcript says directly before and after some words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.alignment import Alignment
from assistant.quotes.disfluency import Speech
from assistant.quotes.recorded_words import Recorded

# The end of a sentence or a break. Machines do not capitalise the next word.
_BREATH = re.compile(r"[.?!](?=\s|$)|[—–]|--|\n")
_SENTENCE_END = re.compile(r"[.?!]")
_DENIED = re.compile(
    r"(?:that|this|it)(?:['’]s| is| was) (?:not (?:true|right|so|correct|the case)\b"
    r"|(?:false|untrue|wrong|nonsense|a lie)\b)"
    r"|(?:that|this|it) (?:isn|wasn)['’]t (?:true|right|so)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"\s*(?:(?:and|but|so|well|now|then|because|yes|okay|ok|look|just that|only that)\b,?\s*)+",
    re.IGNORECASE,
)
# "in June, sorry, in June", after someone else has said so.
_ADMITTED = frozenset({"sorry", "mistake", "correction", "apologies"})
# Without punctuation, up to this many words may belong to the next clause.
_CLAUSE = 6
_FIRST_WORDS, _LAST_WORDS, _LONGEST_PROMPT = 4, 3, 30


@dataclass(frozen=True)
class Utterance:
    """Words of a transcript, from number `first` to `last`, in their speech."""

    recorded: Recorded
    speech: Speech
    first: int
    last: int

    @classmethod
    def of(cls, alignment: Alignment) -> Utterance | None:
        """Return the utterance of aligned words; None outside of transcripts."""
        recorded, first, last = alignment.recorded, alignment.first, alignment.last
        speech = recorded.speech_of(first) if recorded.article.is_transcript else None
        if speech is None or speech is not recorded.speech_of(last):
            return None
        return cls(recorded, speech, first, last)

    @cached_property
    def before(self) -> str:
        """What the speaker says directly before, without false starts and "but"."""
        start = self.recorded.tokens[self.speech.first].start
        end = self.recorded.tokens[self.speech.start_of(self.first)].start
        said = _BREATH.split(self.recorded.article.text[start:end])[-1]
        if not self.speech.is_punctuated:
            said = " ".join(said.split()[-_CLAUSE:])
        return _CONNECTIVE.sub("", said, count=1).strip()

    @cached_property
    def after(self) -> str:
        """What the speaker says directly after."""
        return _BREATH.split(self._rest, maxsplit=1)[0].strip()

    @cached_property
    def correction(self) -> str:
        """The speaker's correction of the words, immediate or when prompted; "" if there is none.

        "I took one in Spain, in— no, that was an engine job."
        """
        if self.speech.takes_back(self.last + 1):
            return _SENTENCE_END.split(self._rest.lstrip(".?! "), maxsplit=1)[0].strip()
        return self._admission

    def is_denied_by(self, sentence: str) -> bool:
        """Return True if the sentence after the words denies them, as "That's not true" does."""
        return _DENIED.match(sentence) is not None

    @property
    def _rest(self) -> str:
        text, words = self.recorded.article.text, self.recorded.tokens
        return text[words[self.last].end : words[self.speech.last - 1].end]

    @property
    def _admission(self) -> str:
        """The same speaker's next speech, if it begins by taking back the last words."""
        if self.last != self.speech.last - 1:
            return ""
        speeches, words = self.recorded.speeches, self.recorded.tokens
        number = speeches.index(self.speech)
        if number + 2 >= len(speeches):
            return ""
        prompt, again = speeches[number + 1], speeches[number + 2]
        begins = {word.folded for word in words[again.first : again.first + _FIRST_WORDS]}
        ended = {word.folded for word in words[max(0, self.last - _LAST_WORDS) : self.last + 1]}
        # "Sorry" alone corrects nothing.
        if not (begins & _ADMITTED and begins & ended):
            return ""
        if prompt.last - prompt.first > _LONGEST_PROMPT:
            return ""
        if self._name(again) != self._name(self.speech):
            return ""
        said = self.recorded.article.text[words[again.first].start : words[again.last - 1].end]
        return _SENTENCE_END.split(said, maxsplit=1)[0].strip()

    def _name(self, speech: Speech) -> str | None:
        quotation = self.recorded.quotation_at(self.recorded.tokens[speech.first])
        return quotation.speaker.name if quotation and quotation.speaker else None
