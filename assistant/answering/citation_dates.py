"""Dating of citations: the days that their time phrases refer to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.answer import Answer, Citation, Claim
from index.view import View
from sources.language.time_phrase import TimePhrase
from sources.span import Span


@dataclass(frozen=True, slots=True)
class Dating:
    """Adds the dates that phrases such as "last week" refer to, looking up each article once."""

    view: View
    _known: dict[tuple[str, str], tuple[TimePhrase, ...]] = field(default_factory=dict)

    def dated(self, answer: Answer) -> Answer:
        """Return the answer with the time phrases filled in for all its citations."""
        return replace(
            answer,
            claims=tuple(map(self._claim, answer.claims)),
            nearest=tuple(map(self._citation, answer.nearest)),
        )

    def _claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            citations=tuple(map(self._citation, claim.citations)),
            also=tuple(map(self._citation, claim.also)),
            offered=claim.offered and self._citation(claim.offered),
        )

    def _citation(self, citation: Citation) -> Citation:
        return replace(citation, times=self.phrases(citation.span))

    def phrases(self, span: Span) -> tuple[TimePhrase, ...]:
        """Return the time phrases in a span."""
        return tuple(
            phrase
            for phrase in self._times(span.content_hash, span.article_id)
            if span.start <= phrase.start and phrase.end <= span.end
        )

    def _times(self, content_hash: str, article_id: str) -> tuple[TimePhrase, ...]:
        key = content_hash, article_id
        if key not in self._known:
            self._known[key] = self.view.times(content_hash, article_id)
        return self._known[key]
