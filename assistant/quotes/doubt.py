"""Doubts: estimate how likely it is that an article does not vouch for a quotation in it."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from assistant.quotes.recorded_words import Recorded
from sources.language.scripts import holds_hangul
from sources.quotations.quotation import Quotation
from sources.span import Span

# Sentences within this distance are read, and those of the first and last blocks, each up to this
# many characters. A sentence further away than `_FAR` is not beside the quotation.
_NEAR, _EDGE_BLOCKS, _FURTHEST, _FAR = 15, 3, 600, 3
# The weights are those of exactly these words.
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*")
_THIS, _OTHER = "\x02", "\x01"
_MASKS = re.compile("\x02+|\x01+")
_WORDS = {_THIS: " thisquote ", _OTHER: " otherquote "}
_SPEAKER, _NAME, _NUMBER = "_spk", "_name", "_num"
_OPENING = frozenset('.?!\n"“')
_THING = re.compile(
    r"\b(?:quot\w*|remark\w*|comment\w*|words?|line|clip|video|audio|recording|post|tweet|sentence"
    r"|statement|message|screenshot|graphic|image|picture|caption|meme|phrase|saying|poster|leaflet"
    r"|letter|email|transcript|tape|voice|card|version|report|story|article|attribut\w*|slogan"
    r"|footage|insult|joke)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telltale:
    """The features of one sentence: its words and word pairs, and where it is."""

    span: Span
    is_own: bool
    grams: frozenset[str]
    place: Mapping[str, float]


@dataclass(frozen=True)
class Telltales:
    """The sentences that may show whether an article vouches for one of its quotations."""

    recorded: Recorded
    quotation: Quotation

    def __iter__(self) -> Iterator[Telltale]:
        """Yield the sentences in the order of the article."""
        first, last = self._own
        blocks = self._blocks[-1] + 1
        for number, block in enumerate(self._blocks):
            near = first - _NEAR <= number <= last + _NEAR
            if near or block < _EDGE_BLOCKS or block >= blocks - _EDGE_BLOCKS:
                yield self._telltale(number)

    def _telltale(self, number: int) -> Telltale:
        span = self.recorded.sentences[number]
        end = min(span.end, span.start + _FURTHEST)
        text = _MASKS.sub(lambda run: _WORDS[run[0][0]], self._masked[span.start : end])
        is_own = self._own[0] <= number <= self._own[1]
        place = {name: float(value) for name, value in self._place(number, text) if value}
        return Telltale(span, is_own, self._grams(text, "own:" if is_own else "far:"), place)

    def _place(self, number: int, text: str) -> Iterator[tuple[str, float]]:
        first, last = self._own
        distance = max(first - number, number - last, 0)
        block = self._blocks[number]
        yield "place:before", number < first
        yield "place:after", number > last
        yield "place:distance", math.log1p(distance)
        yield "place:next", distance == 1
        yield "place:far", distance > _FAR
        yield "place:last block", block == self._blocks[-1]
        yield "place:first blocks", block <= 1
        yield "place:same block", block == self._blocks[first]
        yield "place:quotes others", _WORDS[_OTHER] in text
        yield "place:names a thing", _THING.search(text) is not None

    @cached_property
    def _own(self) -> tuple[int, int]:
        """The indices of the quotation's first and last sentence in the article."""
        start, end = self.quotation.start, self.quotation.end
        number = self.recorded.sentence_number
        return number(start), number(max(start, end - 1))

    @cached_property
    def _blocks(self) -> list[int]:
        """The index of the block that contains each sentence."""
        starts = [block.start for block in self.recorded.article.blocks]
        return [bisect_right(starts, span.start) - 1 for span in self.recorded.sentences]

    @cached_property
    def _masked(self) -> str:
        """The text with quoted characters masked, except in text that encloses the quotation."""
        own = self.quotation
        others = (q for q in self.recorded.quoted if not q.start <= own.start < q.end)
        text = self.recorded.article.text
        for mark, quotations in ((_OTHER, others), (_THIS, (own,))):
            parts, done = [], 0
            for each in quotations:
                if each.end > done:
                    start = max(each.start, done)
                    parts += [text[done:start], mark * (each.end - start)]
                    done = each.end
            text = "".join((*parts, text[done:]))
        return text

    @cached_property
    def _speaker(self) -> frozenset[str]:
        """The words of the speaker's name and mention."""
        speaker = self.quotation.speaker
        if speaker is None:
            return frozenset()
        mention = self.recorded.article.text[speaker.mention.start : speaker.mention.end]
        return frozenset(word.lower() for word in _WORD.findall(f"{speaker.name or ''} {mention}"))

    def _grams(self, text: str, zone: str) -> frozenset[str]:
        """Return the words and word pairs of a text, with placeholders for names and numbers."""
        words: list[str] = []
        for match in _WORD.finditer(text):
            word = self._folded(match, text)
            if not (word.startswith("_") and words[-1:] == [word]):
                words.append(word)
        pairs = (f"{zone}{one} {other}" for one, other in pairwise(words))
        return frozenset((*(zone + word for word in words), *pairs))

    def _folded(self, match: re.Match[str], text: str) -> str:
        written = match[0]
        word = written.lower().replace("’", "'")
        if word in self._speaker:
            return _SPEAKER
        if written[0].isdigit():
            return _NUMBER
        if not written[0].isupper():
            return word
        before = text[: match.start()].rstrip(" ")[-1:]
        return _NAME if before and before not in _OPENING else word


_LARGEST = 30.0
SHIPPED = Path(__file__).with_name("doubt.json")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A probability from 0 to 1, and the sentence that is the strongest evidence for it."""

    probability: float
    telling: Span | None = None


@dataclass(frozen=True)
class Doubts:
    """A logistic regression for `Doubt`: feature weights and an intercept."""

    weights: Mapping[str, float]
    constant: float

    def of(self, recorded: Recorded, quotation: Quotation) -> Doubt:
        """Return how likely it is that an article does not vouch for one of its quotations.

        The quotation's own sentences count in full. Of the others, only the most telling counts.
        """
        if holds_hangul(recorded.article.text[quotation.start : quotation.end]):
            return Doubt(0.0)
        log_odds, others, strongest, telling = self.constant, 0.0, 0.0, None
        for each in Telltales(recorded, quotation):
            score = self._score(each)
            log_odds += score if each.is_own else 0.0
            others += 0.0 if each.is_own else math.exp(min(score, _LARGEST))
            if score > strongest:
                strongest, telling = score, each.span
        log_odds += math.log1p(others)
        return Doubt(0.5 * (1 + math.tanh(log_odds / 2)), telling)

    def _score(self, telltale: Telltale) -> float:
        known = [self.weights[gram] for gram in telltale.grams if gram in self.weights]
        place = (self.weights.get(name, 0.0) * value for name, value in telltale.place.items())
        return math.fsum(known) / math.sqrt(len(known) or 1) + sum(place)


@cache
def shipped_doubts() -> Doubts:
    """Return the regression with the shipped weights."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Doubts(kept["weights"], kept["constant"])
