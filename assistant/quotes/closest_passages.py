"""Closest passages: the sentences closest in meaning to words that are not in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.answering.script_crossing import Crossing
from assistant.answering.sentence import Sentence, sentences_found
from assistant.answering.vector_cache import SentenceMemory
from assistant.quotes.reservations import reservations
from assistant.quotes.verdict import Note, Verdict
from index.embedding.embedder import Embedder
from index.scope import Filters, Scope
from index.search import Search
from index.view import View
from sources.language.analysis import analysed
from sources.language.detection import language
from sources.language.scripts import holds_hangul
from sources.language.terms import terms
from sources.people.names import NO_ALIASES, Aliases

_PASSAGES = 12
_SHOWN = 3
# A term is common if it is in more than this share of passages, and in more than this number.
_COMMON_SHARE, _COMMON = 0.02, 3
# A translation must share a rare feature and another one.
_RARE, _OFTEN, _LEAST = 1.0, 0.4, 1.4


@dataclass(frozen=True, slots=True)
class Translated:
    """The closest sentences in another language, and what the first one has in common."""

    citations: tuple[Citation, ...]
    shared: tuple[str, ...]

    @property
    def remark(self) -> str:
        """A note on the features that both texts share, and on what they do not prove."""
        listed = ", ".join(f"“{one}”" for one in self.shared)
        return (
            f"The closest passage, in another language, shares {listed} with these words. That "
            "does not show that it says the same."
        )


class Translation:
    """Searches articles in Latin script for a translation of Korean words."""

    def __init__(self, view: View, aliases: Aliases) -> None:
        self._view = view
        self._aliases = aliases

    def look(
        self, words: str, speaker: str | None, scope: Scope, filters: Filters
    ) -> Translated | None:
        """Return a possible translation; None if too little is in common."""
        others = tuple(code for code in scope.languages if code != "ko")
        crossing = Crossing.of(words, speaker, self._aliases)
        if not holds_hangul(words) or not others or not crossing.query:
            return None
        elsewhere = replace(filters, languages=others)
        ranked = sorted(self._weighed(crossing, scope, elsewhere), key=lambda one: -one[0])
        if not ranked or ranked[0][0] < _LEAST:
            return None
        first = ranked[0][1]
        cited = [s for _, s, _ in ranked[:_SHOWN]]
        return Translated(
            tuple(
                Citation.of(s.article, s.span, s.article.span(s.block.start, s.block.end), number)
                for number, s in enumerate(cited, 1)
            ),
            tuple(crossing.shared(_paragraph(first)).values()),
        )

    def _weighed(
        self, crossing: Crossing, scope: Scope, filters: Filters
    ) -> Iterable[tuple[float, Sentence, float]]:
        """Yield the best sentence of each paragraph, with the weights of paragraph and sentence."""
        best: dict[tuple[str, int], tuple[float, Sentence, float]] = {}
        weights: dict[tuple[str, int], float | None] = {}
        for sentence in self._sentences(crossing.query, filters):
            key = sentence.article.id, sentence.block.start
            if key not in weights:
                shared = crossing.shared(_paragraph(sentence))
                weights[key] = self._weight(shared, scope) if shared else None
            weight = weights[key]
            own = self._weight(crossing.shared(sentence.text), scope)
            if weight is not None and (key not in best or own > best[key][2]):
                best[key] = (weight, sentence, own)
        return best.values()

    def _sentences(self, query: str, filters: Filters) -> Iterable[Sentence]:
        for match in self._view.matching(query, _PASSAGES, filters):
            yield from sentences_found(self._view, match)

    def _weight(self, shared: Mapping[str, str], scope: Scope) -> float:
        """Return the weight of shared features. Common terms alone are never enough."""
        most = max(_COMMON, _COMMON_SHARE * scope.passages)
        counted = self._view.frequencies(set(shared.values())).values()
        rare = sum(number <= most for number in counted)
        return rare * _RARE + min(len(counted) - rare, 2) * _OFTEN


def _paragraph(sentence: Sentence) -> str:
    return sentence.article.text[sentence.block.start : sentence.block.end]


_CLOSEST = 6
# A sentence at this cosine or above says about the same. This only distinguishes a paraphrase from
# no match. No verdict that the archive has the words depends on it.
SAME_SENSE = 0.7
_LEAST_IN_COMMON = 2


@dataclass(frozen=True, slots=True)
class Near:
    """The verdict on words that are not in the archive, and the closest sentences."""

    verdict: Verdict
    citations: tuple[Citation, ...]
    remarks: tuple[str, ...] = ()
    reservations: tuple[Note, ...] = ()


def _by_script(words: str) -> str | None:
    """Guess the language of a few words by their script; return None if that is ambiguous."""
    letters = [letter for letter in words if letter.isalpha()]
    if holds_hangul(words):
        return "ko"
    return "en" if letters and all(letter.isascii() for letter in letters) else None


def _shared(words: str, sentence: str) -> int:
    """Return the number of content words that two texts have in common.

    The vectors alone do not suffice: all texts in a language that the model does not know look
    similar to it.
    """
    theirs = frozenset(analysed(sentence).terms)
    ours = (word.folded for word in analysed(words).tokens if word.is_content)
    return sum(not theirs.isdisjoint(terms(word)) for word in ours)


def _names_alike(words: str, sentence: str) -> bool:
    """Return True if two texts share names or numbers, which are similar in many languages."""
    ours, theirs = (
        {
            word.folded
            for word in analysed(text).tokens
            if text[word.start].isdigit() or (word.start and text[word.start].isupper())
        }
        for text in (words, sentence)
    )
    return len(ours & theirs) >= _LEAST_IN_COMMON


class Nearness:
    """Search for sentences similar in meaning to words, by their vectors."""

    def __init__(self, embedder: Embedder, aliases: Aliases = NO_ALIASES) -> None:
        self._embedder = embedder
        self._memory = SentenceMemory(embedder)
        self._aliases = aliases

    def look(
        self, view: View, words: str, speaker: str | None, scope: Scope, filters: Filters
    ) -> Near:
        """Judge words that are not in the archive: a paraphrase, a translation or neither."""
        matches = Search(view, self._embedder).passages(words, _CLOSEST, filters)
        sentences = [sentence for match in matches for sentence in sentences_found(view, match)]
        ranked = self._ranked(words, sentences)
        shown = tuple(
            Citation.of(s.article, s.span, s.article.span(s.block.start, s.block.end), number)
            for number, (_, s) in enumerate(ranked[:_SHOWN], 1)
        )
        spoken = language(words) or _by_script(words)
        near = bool(ranked) and ranked[0][0] >= SAME_SENSE
        shared = _shared(words, ranked[0][1].text) if near else 0
        if shared and _by_script(ranked[0][1].text) == _by_script(words):
            reserved = tuple(reservations([ranked[0][1].article]))
            return Near(Verdict.PARAPHRASE, shown, reservations=reserved)
        if found := Translation(view, self._aliases).look(words, speaker, scope, filters):
            return Near(Verdict.TRANSLATED, found.citations, (found.remark,))
        foreign = spoken is not None and spoken not in scope.languages
        if shared >= _LEAST_IN_COMMON or (
            foreign and any(_names_alike(words, s.text) for _, s in ranked[:_SHOWN])
        ):
            return Near(Verdict.TRANSLATED, shown)
        others = tuple(sorted(set(scope.languages) - {spoken})) if spoken is not None else ()
        remarks = (
            f"Articles in other languages ({', '.join(others)}) cannot be compared word by word.",
        )
        return Near(Verdict.NOT_IN_RECORD, shown, remarks if others else ())

    def _ranked(self, words: str, found: list[Sentence]) -> list[tuple[float, Sentence]]:
        distinct = list({sentence.span: sentence for sentence in found}.values())
        if not distinct:
            return []
        vectors = self._memory.vectors([sentence.text for sentence in distinct])
        cosines = (vectors @ self._embedder.embed_question(words)).tolist()
        return sorted(zip(cosines, distinct, strict=True), key=lambda pair: -pair[0])
