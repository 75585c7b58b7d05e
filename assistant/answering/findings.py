"""Findings: the sentences in the retrieved passages that answer each part of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.confidence import Form, Judge, form_of
from assistant.answering.evidence import Evidence, Frequencies, Topic, counted
from assistant.answering.overview import Overview, sentences_of_article
from assistant.answering.sentence import Sentence, sentences_found
from assistant.answering.spelling import corrected
from assistant.facts.same_fact import rival
from assistant.question import Kind, Part, parts
from index.embedding.embedder import Embedder
from index.passage import Match
from index.view import View
from sources.article import PROSE
from sources.language.amounts import amounts
from sources.language.calendar_names import KOREAN_WEEKDAYS
from sources.language.currencies import is_money
from sources.language.scripts import HANGUL, holds_hangul
from sources.language.terms import worded_terms
from sources.span import Span

# The sum of coverage and similarity from which a sentence counts as an answer. Less is enough if
# the sentence must also contain a figure or a time.
_ENOUGH, _ENOUGH_WITH_FIGURE = 1.0, 0.85
_LEAST_COVERAGE = 0.3

_SIGNS = {
    Kind.HOW_MUCH: r"\d\s?(?:%|억|조|만|천)|달러|퍼센트|원",
    Kind.SHARE: r"\d\s?%|\d\s?퍼센트|절반",
    Kind.HOW_MANY: r"\d|[한두세네] ?(?:명|개|곳)",
    Kind.WHEN: rf"\d+\s?(?:년|월|일)|[{KOREAN_WEEKDAYS}]요일|내년|올해|작년|지난해|지난달|다음 ?달|"
    r"어제|오늘|내일|하반기|상반기|\b(?:1\d|20)\d\d\b",
    Kind.HOW_LONG: r"\d\s?(?:년|개월|주|일|시간|분|세|살|㎞|km)",
    Kind.WHY: r"때문|위해|위한|따라|이유|으로 인해",
    Kind.DEFINITION: rf"[{HANGUL}](?:은|는|이란|란)\b",
}
_FIGURES = frozenset({Kind.HOW_MUCH, Kind.SHARE, Kind.HOW_MANY, Kind.HOW_LONG, Kind.WHEN})


def korean_evidence(
    part: Part,
    sentences: Sequence[Sentence],
    similarities: Sequence[float],
    topic: Topic,
) -> tuple[Evidence, ...]:
    """Score sentences for one part of a Korean question, best first.

    `similarities` are the cosines between the question's vector and those of the sentences.
    """
    found = [
        _evidence(part, sentence, similarity, topic)
        for sentence, similarity in zip(sentences, similarities, strict=True)
    ]
    return tuple(sorted(found, key=lambda evidence: -evidence.score))


def _evidence(part: Part, sentence: Sentence, similarity: float, topic: Topic) -> Evidence:
    covered = topic.coverage(sentence)
    fits = part.kind not in _SIGNS or bool(re.search(_SIGNS[part.kind], sentence.text))
    if part.kind is Kind.HOW_MUCH:
        fits = fits or any(is_money(amount.unit) for amount in amounts(sentence.text))
    fitting = 0.5 if part.kind in _FIGURES else 0.3
    score = (covered.near + covered.exact) / 2 + similarity + fitting * fits
    enough = _ENOUGH_WITH_FIGURE if part.kind in _FIGURES else _ENOUGH
    refusal = ""
    if not fits:
        refusal = f"it does not contain what the question asks for ({part.kind})"
    elif covered.near < _LEAST_COVERAGE:
        refusal = "it shares too few words with the question"
    elif covered.near + similarity < enough:
        refusal = "it is not close enough to the question"
    return Evidence(sentence, part, score, refusal)


# Sentences are taken from this many of the best passages.
_PASSAGES_READ = 10
# Only this many of the best sentences can be answers.
_CLOSEST = 3
# "high-speed" as one word, as it may be typed without its hyphen. Matches begin only at word
# boundaries and never backtrack, since a word may be as long as its article.
_HYPHENATED = re.compile(r"\b\w++(?:-\w++)++")


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of a question, and the sentences relevant to it, best first."""

    part: Part
    ranked: tuple[Evidence, ...]

    @property
    def answers(self) -> tuple[Evidence, ...]:
        """The sentences that answer, best first. Empty if sentences that do not answer rank first.

        Sentences that give a different figure from the best one are included. Headlines, headings
        and captions answer only if no sentence of a paragraph does.
        """
        if not any(evidence.sufficient for evidence in self.ranked[:_CLOSEST]):
            return ()
        told = any(e.sufficient and _in_paragraph(e) for e in self.ranked)
        answers = [e.sufficient and (not told or _in_paragraph(e)) for e in self.ranked]
        best = self.ranked[answers.index(True)]
        found = zip(self.ranked, answers, strict=True)
        return tuple(e for e, is_answer in found if is_answer or rival(best, e))


class Finder:
    """Find the sentences that answer a question in the passages retrieved from a view."""

    def __init__(self, view: View, embedder: Embedder, judge: Judge) -> None:
        self._view = view
        self._judge = judge
        self._embedder = embedder
        self._overview = Overview(embedder)

    def find(
        self, question: str, matches: Sequence[Match], passages: int, *, by_article: bool = False
    ) -> tuple[Finding, ...]:
        """Score the sentences of the best matches for each part; `passages` is the number searched.

        With `by_article`, a sentence has the rank of its article instead of its passage.
        """
        found = self.sentences(matches)
        return self._found(question, _by_article(found) if by_article else found, passages)

    def _found(
        self, question: str, found: Sequence[Sentence], passages: int
    ) -> tuple[Finding, ...]:
        return tuple(
            Finding(part, self._weighed(part, found, self.topic(part, passages)))
            for part in parts(self._corrected(question, found))
        )

    def read(self, question: str, matches: Sequence[Match]) -> tuple[Match, ...]:
        """Run the reader on all matches, and return them with their probabilities of answering."""
        found = self.sentences(matches, len(matches))
        passages = self._view.scope().passages
        return with_probabilities(matches, self._found(question, found, passages))

    def topic(self, part: Part, passages: int) -> Topic:
        """Weigh the terms of a part by their rarity in the archive."""
        return Topic.of(part, Frequencies(passages, counted(self._view, dict(part.words))))

    def _weighed(self, part: Part, found: Sequence[Sentence], topic: Topic) -> tuple[Evidence, ...]:
        if not found:
            return ()
        if not holds_hangul(part.text):
            english = [sentence for sentence in found if not holds_hangul(sentence.text)]
            summed_up = self._summed_up(part, english, topic)
            return summed_up or self._judge.judged(part, english, topic)
        vectors = self._embedder.embed_passages([f"{s.article.headline}: {s.text}" for s in found])
        similarities = vectors @ self._embedder.embed_question(part.text)
        return korean_evidence(part, found, similarities.tolist(), topic)

    def _summed_up(
        self, part: Part, found: Sequence[Sentence], topic: Topic
    ) -> tuple[Evidence, ...]:
        if form_of(part.text) is not Form.OPEN:
            return ()
        article = self._overview.article(part.text, found, topic)
        if article is None:
            return ()
        read = self._judge.judged(part, sentences_of_article(article), topic)
        return self._overview.choose(part.text, read)

    def _corrected(self, question: str, found: Sequence[Sentence]) -> str:
        if not question:
            return question
        frequencies = counted(self._view, {t: word for word, t in worded_terms(question)})
        vocabulary: set[str] = set()
        for sentence in found:
            text = f"{sentence.article.headline} {sentence.text}".lower()
            vocabulary.update(re.findall(r"\w+", text), _HYPHENATED.findall(text))
        return corrected(question, frequencies, vocabulary)

    def sentences(
        self, matches: Sequence[Match], most: int = _PASSAGES_READ
    ) -> tuple[Sentence, ...]:
        """Return the sentences of the best matches, each once, in the order of the matches."""
        found: dict[Span, Sentence] = {}
        for rank, match in enumerate(matches[:most]):
            for sentence in sentences_found(self._view, match, rank):
                found.setdefault(sentence.span, sentence)
        return tuple(found.values())


def with_probabilities(matches: Sequence[Match], findings: Sequence[Finding]) -> tuple[Match, ...]:
    """Return the matches, each with the probability of its likeliest sentence.

    It is None for a match whose sentences the reader did not score, as with Korean questions.
    """
    best: dict[Span, float] = {}
    for finding in findings:
        if not holds_hangul(finding.part.text):
            for evidence in finding.ranked:
                span = evidence.sentence.span
                best[span] = max(best.get(span, 0.0), evidence.score)

    def read(match: Match) -> Match:
        passage = match.passage.span
        known = [score for span, score in best.items() if _within(span, passage)]
        return replace(match, probability=max(known, default=None))

    return tuple(map(read, matches))


def _within(span: Span, passage: Span) -> bool:
    same = (span.article_id, span.content_hash) == (passage.article_id, passage.content_hash)
    return same and passage.start <= span.start < passage.end


def _in_paragraph(evidence: Evidence) -> bool:
    return evidence.sentence.block.kind in PROSE


def _by_article(found: Sequence[Sentence]) -> tuple[Sentence, ...]:
    order = {each.span.article_id: None for each in found}
    ranks = {article: rank for rank, article in enumerate(order)}
    return tuple(replace(each, rank=ranks[each.span.article_id]) for each in found)
