"""Translation: find passages in another language that may have the same meaning.

The embedding model knows one language, so vectors are no use here. Names and numbers in common show
that both texts may be about the same thing. Nothing more is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.answer import Citation
from assistant.answering.script_crossing import Crossing
from assistant.answering.sentence import Sentence, sentences_found
from index.scope import Filters, Scope
from index.view import View
from sources.language.scripts import holds_hangul
from sources.people.names import Aliases

_PASSAGES = 12
_SHOWN = 3
# Terms in more than this share of passages, or more than this few, are common.
_COMMON_SHARE, _COMMON = 0.02, 3
# What must be in common: something rare, and something else.
_RARE, _OFTEN, _LEAST = 1.0, 0.4, 1.4


@dataclass(frozen=True, slots=True)
class Translated:
    """The closest sentences in another language, and what the first one has in common."""

    citations: tuple[Citation, ...]
    shared: tuple[str, ...]

    @property
    def remark(self) -> str:
        """The evidence for a translation, and its limits."""
        listed = ", ".join(f"“{one}”" for one in self.shared)
        return (
            f"The first of the nearest passages, in another language, has {listed} in common with "
            "these words. Whether it says the same cannot be told from that."
        )


class Translation:
    """Search for Korean words in the articles in Latin script."""

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
        """Yield a sentence of each paragraph, with the weights of paragraph and sentence."""
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
        """Return the weight of what is in common. Common terms alone are never enough."""
        most = max(_COMMON, _COMMON_SHARE * scope.passages)
        counted = self._view.frequencies(set(shared.values())).values()
        rare = sum(number <= most for number in counted)
        return rare * _RARE + min(len(counted) - rare, 2) * _OFTEN


def _paragraph(sentence: Sentence) -> str:
    return sentence.article.text[sentence.block.start : sentence.block.end]
