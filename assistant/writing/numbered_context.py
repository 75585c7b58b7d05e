"""The context of a written answer: numbered sentences of articles that a model can cite.

The model copies numbers, never words. `[2.3]` is the third sentence shown of the second source, and
a table lookup turns it into a span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.evidence import Evidence
from assistant.answering.findings import Finding
from assistant.answering.sentence import Sentence
from assistant.wording import NO_OUTLET, day, stands_for
from sources.article import Article
from sources.cleaning.characters import readable
from sources.language.time_phrase import TimePhrase
from sources.span import Span

# Tokenizers differ. None of the common ones uses fewer bytes per token than this, Korean included.
_BYTES_PER_TOKEN = 2.5
_MOST_OF_A_SENTENCE = 1_200
# The tokens taken by the number before a sentence.
_NUMBER = 6
# More sentences do not improve answers, and they mislead small models.
_MOST_SENTENCES = 40
# The characters used for numbers and delimiters must not come from an article.
_MARKS = str.maketrans("[]【】<>", "()()()")


Times = Callable[[Span], tuple[TimePhrase, ...]]


def _no_times(_: Span) -> tuple[TimePhrase, ...]:
    return ()


@dataclass(frozen=True)
class Source:
    """An article of the context, with the sentences shown, in article order.

    `notes` explain the time phrases of each sentence; '' if it has no time phrase.
    """

    number: int
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...]

    @property
    def article(self) -> Article:
        """The article that contains the sentences."""
        return self.sentences[0].article

    @property
    def text(self) -> str:
        """The source as shown to a model: a line that describes it, then one line per sentence."""
        headline = self.article.headline
        noted = zip(self.sentences, self.notes, strict=True)
        says_it = any(sentence.text == headline for sentence in self.sentences)
        return "\n".join(
            (
                _titled(self.number, self.article, "" if says_it else headline),
                *(
                    f"[{self.number}.{n}] {shown(sentence.text)}{note}"
                    for n, (sentence, note) in enumerate(noted, 1)
                ),
            )
        )


@dataclass(frozen=True)
class Context:
    """The sources of a written answer. Sources and sentences are counted from 1."""

    sources: tuple[Source, ...]

    @classmethod
    def of(cls, findings: Sequence[Finding], most_tokens: int, times: Times = _no_times) -> Context:
        """Select the best sentences for each part of the question, within the token limit.

        The source with the best sentence comes first. `times` returns the time phrases of a span.
        """
        taken: dict[str, list[Sentence]] = {}
        room = most_tokens
        for sentence in _in_turn([finding.ranked for finding in findings]):
            article = sentence.article
            cost = tokens(shown(sentence.text) + _noted(sentence, times)) + _NUMBER
            if article.id not in taken:
                cost += tokens(_titled(1, article, article.headline))
            if cost > room or sum(map(len, taken.values())) == _MOST_SENTENCES:
                continue
            room -= cost
            taken.setdefault(article.id, []).append(sentence)
        in_order = (sorted(found, key=lambda s: s.span.start) for found in taken.values())
        return cls(
            tuple(
                Source(number, tuple(found), tuple(_noted(s, times) for s in found))
                for number, found in enumerate(in_order, 1)
            )
        )

    @property
    def text(self) -> str:
        """All sources as shown to a model."""
        return "\n\n".join(source.text for source in self.sources)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(s for source in self.sources for s in source.sentences)

    def find(self, label: str) -> Sentence | None:
        """Return the sentence that a label such as `3.2` refers to, or None.

        The number of a source alone is enough if it has a single sentence.
        """
        source, _, sentence = label.partition(".")
        if not (_is_small(source) and 0 < int(source) <= len(self.sources)):
            return None
        found = self.sources[int(source) - 1].sentences
        if not sentence:
            return found[0] if len(found) == 1 else None
        return found[int(sentence) - 1] if _is_small(sentence) and _is_in(sentence, found) else None


def _in_turn(ranked_by_part: Sequence[Sequence[Evidence]]) -> Iterator[Sentence]:
    """Yield each sentence once: the best of each part, then the second best, and so on."""
    seen = set()
    for place in range(max(map(len, ranked_by_part), default=0)):
        for evidence in _at(place, ranked_by_part):
            if evidence.sentence.span not in seen:
                seen.add(evidence.sentence.span)
                yield evidence.sentence


def _at(place: int, ranked_by_part: Iterable[Sequence[Evidence]]) -> Iterator[Evidence]:
    return (ranked[place] for ranked in ranked_by_part if place < len(ranked))


def _noted(sentence: Sentence, times: Times) -> str:
    """Return a note on the periods that a sentence's time phrases refer to, if known."""
    article = sentence.article
    published = article.published_at(sentence.span.start)
    said = [
        stands_for(article.text[phrase.start : phrase.end], phrase.period, published)
        for phrase in times(sentence.span)
        if phrase.period is not None
    ]
    return f" ({shown('; '.join(dict.fromkeys(said)))})" if said else ""


def _titled(number: int, article: Article, headline: str) -> str:
    known = article.metadata
    outlet = shown(known.outlet) if known.outlet else NO_OUTLET
    line = f"Source {number}: {outlet}, {day(known.published)}"
    return f"{line}: {shown(headline)}" if headline else line


def _is_small(digits: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,4}", digits))


def _is_in(digits: str, items: Sequence[object]) -> bool:
    return 0 < int(digits) <= len(items)


def shown(text: str) -> str:
    """Return text safe to show to a model: one line, without brackets and invisible characters."""
    return " ".join(readable(text[:_MOST_OF_A_SENTENCE]).translate(_MARKS).split())


def tokens(text: str) -> int:
    """Return an upper bound on the tokens of a text, for any common tokenizer."""
    return int(len(text.encode("utf-8", "replace")) / _BYTES_PER_TOKEN) + 1
