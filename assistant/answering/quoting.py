"""Answers by quotation: the choice of sentences to quote and their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.answer import Answer, Citation, Claim
from assistant.answering.evidence import Evidence
from assistant.answering.findings import Finding
from assistant.answering.sentence import Sentence
from assistant.facts.same_fact import rival, same
from index.scope import Scope
from sources.span import Span

MOST_CLAIMS = 4
NEAREST_SHOWN = 3
# Another sentence is quoted too if its score is at least this share of the best one's.
NEARLY_AS_GOOD = 0.7

# A sentence that begins like this depends on the one before it. So does one that ends in an
# auxiliary verb whose main verb is there: "The printed edition could not be."
_LEANING = re.compile(
    r"^[\"“‘'(]?(?:he|she|they|it|his|her|their|its|this|these|those|such|both|the (?:minister|"
    r"president|official|ministry|spokes\w+|company|firm|group|leader|envoy|agency|deal|contract|"
    r"agreement|two|three|former|latter|project|move|plan|fund))\b|^(?:그는|그녀는|이는|이에|이번|또)|"
    r"\b(?:(?:can|could|will|would|should|may|might|must)(?:\s?not|n?['’]t)?(?: be| have)?|"
    r"won['’]t|(?:is|are|was|were|do|does|did|has|have|had)(?: not|n['’]t)|do|does|did)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quote:
    """A span of an article to quote, and other articles that say the same."""

    sentence: Sentence
    span: Span
    score: float
    also: tuple[Sentence, ...] = ()
    short_answer: Span | None = None


def choose(ranked_by_part: Sequence[Sequence[Evidence]]) -> tuple[Quote, ...]:
    """Choose the quotes for each part of the question, in an order that reads well.

    Parts come in the order in which they were asked. Within a part, the article with the best
    sentence comes first, and an article's sentences keep their order.
    """
    chosen: list[Quote] = []
    room = max(1, MOST_CLAIMS // max(1, len(ranked_by_part)))
    for ranked in ranked_by_part:
        picked: list[Quote] = []
        for evidence in _good_enough(_further(ranked, chosen)):
            taken = [*chosen, *picked]
            twin = next((q for q in taken if same(q.sentence, evidence.sentence)), None)
            if twin is not None:
                _note(chosen if twin in chosen else picked, twin, evidence.sentence)
            elif len(picked) < room and not _is_quoted(evidence.sentence.span, taken):
                span = standing(evidence.sentence, taken)
                short = evidence.short_answer
                picked.append(Quote(evidence.sentence, span, evidence.score, (), short))
        chosen += _in_reading_order(picked)
    return tuple(chosen)


def _further(ranked: Sequence[Evidence], quotes: Sequence[Quote]) -> Sequence[Evidence]:
    """Leave out sentences already quoted if a part was read together with the other parts.

    A sentence that answers the other parts then ranks high for this part, too.
    """
    if not ranked or ranked[0].part.wording in ("", ranked[0].part.text):
        return ranked
    return [e for e in ranked if not _is_quoted(e.sentence.span, quotes)] or ranked


def _good_enough(ranked: Sequence[Evidence]) -> Iterable[Evidence]:
    if not ranked:
        return ()
    best = ranked[0]
    return (e for e in ranked if e.score >= best.score * NEARLY_AS_GOOD or rival(best, e))


def _note(quotes: list[Quote], twin: Quote, sentence: Sentence) -> None:
    """Record that another article reports what a quote already says."""
    carriers = {twin.sentence.article.id, *(other.article.id for other in twin.also)}
    if sentence.article.id not in carriers:
        quotes[quotes.index(twin)] = replace(twin, also=(*twin.also, sentence))


def _is_quoted(span: Span, quotes: Iterable[Quote]) -> bool:
    return any(quote.span.contains(span) for quote in quotes)


def standing(sentence: Sentence, quotes: Iterable[Quote] = ()) -> Span:
    """Return the span to quote: a sentence, and the one before if it depends on that.

    The sentence before is left out if one of the quotes already contains it.
    """
    before = sentence.before
    if before is None or not _LEANING.search(sentence.text) or _is_quoted(before, quotes):
        return sentence.span
    if before.start < sentence.block.start and _LEANING.search(sentence.article.words(before)):
        return sentence.span  # another paragraph, which depends on its own context
    return sentence.article.span(before.start, sentence.span.end)


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    best: dict[str, float] = {}
    for quote in quotes:
        article = quote.span.article_id
        best[article] = max(best.get(article, 0.0), quote.score)
    return sorted(
        quotes,
        key=lambda q: (-best[q.span.article_id], q.span.article_id, q.span.start),
    )


def compose(question: str, findings: Sequence[Finding], scope: Scope) -> Iterator[Answer]:
    """Yield the answer as it grows by one claim at a time; the last one is complete.

    If no part of the question is answered, there are no claims, and the closest passages are shown
    instead.
    """
    answered = [finding.answers for finding in findings if finding.answers]
    unanswered = tuple(finding.part.text for finding in findings if not finding.answers)
    claims: list[Claim] = []
    number = 0
    for quote in choose(answered):
        citations = [
            cited(number + n, sentence, span)
            for n, (sentence, span) in enumerate(
                [(quote.sentence, quote.span), *((twin, twin.span) for twin in quote.also)], 1
            )
        ]
        number += len(citations)
        citations[0] = replace(citations[0], short_answer=quote.short_answer)
        claims.append(Claim(citations[0].words, (citations[0],), tuple(citations[1:])))
        yield Answer(question, tuple(claims), (), scope, unanswered)
    if not claims:
        yield Answer(question, (), tuple(_nearest(findings)), scope)


def _nearest(findings: Sequence[Finding]) -> Iterator[Citation]:
    """Yield citations of the closest sentences, each once even if it matched several parts."""
    ranked = (e.sentence for finding in findings for e in finding.ranked[:NEAREST_SHOWN])
    closest = {sentence.span: sentence for sentence in ranked}
    for number, sentence in enumerate(islice(closest.values(), NEAREST_SHOWN), 1):
        yield cited(number, sentence, sentence.span)


def cited(number: int, sentence: Sentence, span: Span) -> Citation:
    """Cite a span that contains a sentence, with its surrounding paragraphs."""
    article = sentence.article
    # A neighbouring sentence that was included may be in the paragraph above.
    first = next(b for b in article.blocks if span.start < b.end)
    context = article.span(first.start, sentence.block.end)
    return Citation.of(article, span, context, number)


def beside(written: Answer, quoted: Answer) -> Answer:
    """Return a written answer followed by the quotations of another answer.

    The quotations continue its citation numbers. A passage it already cites keeps its number.
    """
    known = {citation.span: citation.number for citation in written.citations}

    def numbered(citation: Citation) -> Citation:
        number = known.setdefault(citation.span, len(known) + 1)
        return replace(citation, number=number)

    claims = tuple(
        replace(
            claim,
            citations=tuple(map(numbered, claim.citations)),
            also=tuple(map(numbered, claim.also)),
        )
        for claim in quoted.claims
    )
    return replace(written, claims=(*written.claims, *claims), unanswered=quoted.unanswered)


_MOST_PER_PART = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence considered for a part of a question.

    `score` ranks the sentences of one part, higher is better. `refusal` is the reason why the
    sentence was not quoted, or "" if it was.
    """

    part: str
    span: Span
    words: str
    score: float
    refusal: str = ""


def candidates(findings: Sequence[Finding]) -> Iterator[Candidate]:
    """Yield the best sentences considered for each part, best first."""
    for finding in findings:
        for evidence in islice(finding.ranked, _MOST_PER_PART):
            sentence = evidence.sentence
            yield Candidate(
                finding.part.text,
                sentence.span,
                sentence.text,
                round(evidence.score, 4),
                evidence.refusal,
            )
