"""Omissions: whether the words that an ellipsis leaves out change the meaning of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.alignment import Alignment
from assistant.quotes.framing import is_joined, is_unasserted
from assistant.quotes.meaning_words import SAYING
from assistant.quotes.trailing_words import is_turned
from assistant.quotes.words import tokens

# "support Ukraine and to stop supporting": a verb that governs the words after the ellipsis.
_OTHER_VERB = re.compile(
    r"\b(?:and|or|but)\s+(?:(?:to|not|never|then|will|would|must|should|can|could|we|I|they|he|she)\b"
    r"|(?!(?:the|an?|his|her|its|our|their|my|your|this|that|these|those|all|some|other|every|more|\d\S*"
    r"|[A-Z]\S*|in|on|at|of|for|from|with|by)\b)\w+\s+\w+)[^,;.]*$"
)
# "the rig, and the bank gave us": the words after it belong to another clause.
_OTHER_CLAUSE = re.compile(r"\w\W+(?:and|or|but|while|whereas|although|though)\b", re.IGNORECASE)
# "met the mayor, who": the words after it are about someone who is left out.
_OF_ANOTHER = re.compile(
    r"\w\W+(?:who|which|that|whose\s+\w+)(?:\s+(?:\w+ly|then|later|also|once|had|has|have|was|were"
    r"|is|are|would|will))?\W*$",
    re.IGNORECASE,
)
# "less than 45,000": without this, the number means something else.
_LIMITING = re.compile(
    r"\b(?:than|at least|at most|up to|about|around|nearly|almost|not|no|never|without|from|only)"
    r"\W*$",
    re.IGNORECASE,
)
# "and I say this as a nurse": a remark about the words takes nothing back.
_OWN_SAYING = re.compile(r"\b(?:I|we) (?:(?:must|have to|would|will|can) )?(?:say|tell)\b")
# The clause that these open cannot be left out: "If the ferry stops, I close."
_OPENING = frozenset("if when unless once while because until although though whether".split())


@dataclass(frozen=True)
class Omission:
    """Words `first` to `last` of an alignment's stream, which an ellipsis replaces."""

    alignment: Alignment
    first: int
    last: int

    @cached_property
    def turns(self) -> bool:
        """True if the omission changes the meaning of the claim."""
        if not self.first < self.last < len(self.alignment.stream.numbers) or not self.first:
            return False
        lead, kept = self._text(self._resumes, self.last), self._kept(self.last, +1)
        if self._crosses:
            rest = self._text(self.first, self._ends)
            if is_turned(rest, self._kept(self.first, -1)):
                return True
            return bool(lead.strip()) and (is_unasserted(lead, kept) or not is_joined(lead))
        left_out = _OWN_SAYING.sub("", lead.strip())
        said = any(word.folded in SAYING for word in tokens(left_out))
        opened = self._kept(self.first, -1)[-1:]
        turned = (_OTHER_VERB, _OTHER_CLAUSE, _OF_ANOTHER, _LIMITING)
        return said or not _OPENING.isdisjoint(opened) or any(p.search(left_out) for p in turned)

    @cached_property
    def _crosses(self) -> bool:
        """True if the words continue in another sentence."""
        return self._sentence(self.first - 1) != self._sentence(self.last)

    @cached_property
    def _resumes(self) -> int:
        """The position of the first omitted word in the sentence where the words continue."""
        inside = range(self.first, self.last)
        own = self._sentence(self.last)
        return next((place for place in inside if self._sentence(place) == own), self.last)

    @cached_property
    def _ends(self) -> int:
        """The position after the last omitted word in the sentence where the words break off."""
        own = self._sentence(self.first - 1)
        inside = [p for p in range(self.first, self.last) if self._sentence(p) == own]
        return inside[-1] + 1 if inside else self.first

    def _sentence(self, place: int) -> int:
        recorded = self.alignment.recorded
        return recorded.sentence_number(recorded.tokens[self.alignment.stream.numbers[place]].start)

    def _text(self, first: int, last: int) -> str:
        """Return the words from one position to another, without an attribution between them."""
        recorded, numbers = self.alignment.recorded, self.alignment.stream.numbers
        text, words = recorded.article.text, recorded.tokens
        parts = [""]
        for place in range(first, last):
            word, number = words[numbers[place]], numbers[place]
            follows = place + 1 < len(numbers) and numbers[place + 1] == number + 1
            parts.append(text[word.start : words[number + 1].start if follows else word.end])
        lead = " " if first else ""
        return lead + "".join(parts) if len(parts) > 1 else ""

    def _kept(self, place: int, way: int) -> tuple[str, ...]:
        """Return the words of a sentence before a position (-1) or from it on (+1)."""
        folded = self.alignment.stream.folded
        own = self._sentence(place if way > 0 else place - 1)
        places = range(place, len(folded)) if way > 0 else range(place - 1, -1, -1)
        kept: list[str] = []
        for number in places:
            if self._sentence(number) != own:
                break
            kept.append(folded[number])
        return tuple(kept if way > 0 else reversed(kept))
