"""The fact desk: checks sentences of a draft against the archive, without a chat model.

A search finds the articles that a sentence and its neighbours may restate, and the closest
sentences in them. `FactComparison` finds the differences. If there are none, the reader decides
whether the closest sentences support the draft's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.answering.vector_cache import SentenceMemory
from assistant.facts.amount_spelling import spelled_as_in
from assistant.facts.draft_facts import FactSentence
from assistant.facts.fact_comparison import Contradiction, FactComparison
from assistant.facts.fact_evidence import FactSearch, Source
from assistant.facts.fact_finding import FactCheck, FactDifference, FactFinding, FactVerdict
from assistant.ledger.doubts.assertion import claims
from assistant.quotes.dispute import Attitude
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.verdict import Excerpt
from assistant.reading.reader import Reader
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.view import View, Viewable
from sources.language.analysis import Analysis, analysed
from sources.language.scripts import holds_hangul
from sources.quotations.finding import quotations

_LEAST_WORDS = 4
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
# Phrases of opinions, wishes and demands, which are comment rather than news.
_OPINION = re.compile(
    r"\b(?:i|we) (?:think|believe|feel|hope|wish|doubt|wonder|suspect)\b|"
    r"\b(?:in (?:my|our) (?:view|opinion)|let us|let's|how (?:sad|wonderful|lucky|strange))\b|"
    r"\b(?:should|ought to|must|deserves?|worth (?:asking|reading|a look))\b|"
    r"^(?:it|that|this|there) (?:is|was|would be|seems) (?:an? |the |no |simply |just |hardly )*"
    r"(?:\w+ly )?(?:\w+(?:ful|ous|ing|ible|able|ant|ive)|disgrace|scandal|shame|pity|joy|mistake|"
    r"good|bad|great|sad|wrong|right|clear|time|disaster|triumph|miracle|surprise)\b",
    re.IGNORECASE,
)


def states_fact(sentence: str) -> bool:
    """Return True unless a sentence is a question, an opinion without a fact, or a fragment.

    A number, a date or a name makes any sentence a statement of fact.
    """
    if not claims(sentence) or _ASKS.search(sentence):
        return False
    reading = analysed(sentence)
    named = [name for name in reading.names if not name.opens]
    if reading.numbers or named or reading.moments:
        return True
    return len(reading.words) >= _LEAST_WORDS and not _OPINION.search(sentence)


_NO_FILTERS = Filters()
# The probability from which the archive supports a sentence. A source that covers most of the
# sentence needs less, because the reader is less certain about very different wordings.
_BORNE_OUT, _BORNE_OUT_COVERED = 0.5, 0.2
_MOST_COVERED = 0.6
# The reader does not know Korean, so only the words are compared.
_KOREAN_COVERED = 0.7
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The verdict on a sentence, its sources, and its distance from another verdict."""

    verdict: FactVerdict
    sources: tuple[Source, ...]
    contradiction: Contradiction | None = None
    margin: float = 1.0
    remark: str = ""


class FactDesk:
    """Check the facts of drafts against an archive, each draft on one view of it."""

    def __init__(self, archive: Viewable, embedder: Embedder, reader: Reader) -> None:
        self._archive = archive
        self._embedder = embedder
        self._memory = SentenceMemory(embedder)
        self._reader = reader

    def over(self, view: View) -> FactDesk:
        """Return a copy of this desk for a view. Both share the sentence cache."""
        desk = copy(self)
        desk._archive = view
        return desk

    @property
    def reader_id(self) -> str:
        """The reader's name, with the digest of its weights and its numeric precision."""
        return self._reader.model_id

    def facts(
        self,
        sentences: tuple[FactSentence, ...],
        filters: Filters = _NO_FILTERS,
        progress: Callable[[int, int], None] | None = None,
    ) -> FactCheck:
        """Return a finding for each sentence of a draft, in order."""
        with self._archive.view() as view:
            scope = view.scope(filters)
            search = FactSearch(view, self._embedder, self._memory)
            comparing = _Comparing(search, FactComparison(search, self._reader), self._reader)
            findings = comparing.findings(sentences, filters, progress)
        search.forget()
        return FactCheck(findings, scope)


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Checks the sentences of one draft on one view."""

    _search: FactSearch
    _comparison: FactComparison
    _reader: Reader

    def findings(
        self,
        sentences: tuple[FactSentence, ...],
        filters: Filters,
        progress: Callable[[int, int], None] | None,
    ) -> tuple[FactFinding, ...]:
        """Return a finding for each sentence, in order."""
        claims = [one.words if states_fact(one.words) else None for one in sentences]
        findings = []
        for sentence, sources in zip(
            sentences, self._search.of_draft(claims, filters), strict=True
        ):
            findings.append(self._finding(sentence, sources))
            if progress is not None:
                progress(len(findings), len(sentences))
        return tuple(findings)

    def _finding(self, sentence: FactSentence, sources: tuple[Source, ...] | None) -> FactFinding:
        line, before = sentence.line, sentence.before
        if sources is None:
            return FactFinding(sentence.words, line, FactVerdict.NO_CLAIM, before=before)
        outcome = self._outcome(sentence.words, sources)
        found = outcome.contradiction
        cited = outcome.sources if found is None else _first(found.source, outcome.sources)
        return FactFinding(
            sentence.words,
            line,
            outcome.verdict,
            () if found is None else (_difference(sentence.words, found),),
            tuple(_cited(source, number) for number, source in enumerate(cited[:_SHOWN], start=1)),
            round(outcome.margin, 3),
            before,
            outcome.remark,
        )

    def _outcome(self, claim: str, sources: tuple[Source, ...]) -> _Outcome:
        if not sources:
            return _Outcome(FactVerdict.NOT_IN_RECORD, ())
        found = sources
        if holds_hangul(claim):
            return self._korean(claim, found)
        stated = analysed(claim)
        bearings = self._reader.bears(claim, [_spelled(stated, source) for source in found])
        contradiction = self._comparison.contradiction(claim, found, bearings)
        if contradiction is not None:
            verdict = FactVerdict.CONTRADICTED
            return _Outcome(verdict, found, contradiction, contradiction.margin)
        least = [
            _BORNE_OUT_COVERED if source.covered >= _MOST_COVERED else _BORNE_OUT
            for source in found
        ]
        above = [b.borne_out - t for b, t in zip(bearings, least, strict=True)]
        best = max(range(len(found)), key=above.__getitem__)
        holds = above[best] >= 0 and not self._comparison.departs(claim, found[best])
        borne = holds and not _is_disputed(found[best])
        ranked = _first(found[best], found) if borne else found
        verdict = FactVerdict.BORNE_OUT if borne else FactVerdict.NOT_IN_RECORD
        remark = "" if borne else self._remark(claim, found[best], above[best])
        cited = ranked[:1] if borne else ranked
        return _Outcome(verdict, cited, margin=abs(above[best]), remark=remark)

    def _remark(self, claim: str, nearest: Source, above: float) -> str:
        return self._comparison.unclear_currency(claim, nearest) if above >= 0 else ""

    def _korean(self, claim: str, found: tuple[Source, ...]) -> _Outcome:
        contradiction = self._comparison.contradiction(claim, found, ())
        if contradiction is not None:
            return _Outcome(FactVerdict.CONTRADICTED, found, contradiction)
        covered = found[0].covered >= _KOREAN_COVERED
        borne = covered and not self._comparison.departs(claim, found[0])
        verdict = FactVerdict.BORNE_OUT if borne else FactVerdict.NOT_IN_RECORD
        return _Outcome(verdict, found[:1] if borne else found)


def _spelled(claim: Analysis, source: Source) -> str:
    """Return a source's text with the amounts of money that the claim also states in its spelling.

    Only the start of a very long sentence is parsed.
    """
    parsed = source.told.reading
    return spelled_as_in(claim, parsed) + source.text[len(parsed.text) :]


def _is_disputed(source: Source) -> bool:
    """Return True if a sentence quotes words that its article disputes or has second-hand."""
    article, span = source.article, source.span
    recorded = Recorded(article, quotations(article))
    inside = (q for q in recorded.quoted if q.start < span.end and span.start < q.end)
    found = (Attitude(recorded, quotation) for quotation in inside)
    return any(each.dispute or each.second_hand for each in found)


def _first(source: Source, others: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sentences with one of them moved to the front."""
    return (source, *(other for other in others if other.span != source.span))


def _difference(claim: str, found: Contradiction) -> FactDifference:
    start, end = found.recorded
    span = found.source.article.span(found.source.span.start + start, found.source.span.start + end)
    recorded = Excerpt(span, found.source.article.words(span))
    return FactDifference(found.kind, claim[slice(*found.claimed)], recorded, found.corrected)


def _cited(source: Source, number: int) -> Citation:
    block = source.article.span(source.block.start, source.block.end)
    return Citation.of(source.article, source.span, block, number)
