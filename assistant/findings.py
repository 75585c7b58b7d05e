"""Findings: what the passages that were found hold on each part of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.confidence.judge import Judge
from assistant.evidence import Evidence, Sentence, sentences_of, weigh
from assistant.facts import rival
from assistant.frequencies import Frequencies
from assistant.memory import SentenceMemory
from assistant.question import Part, parts
from assistant.spelling import corrected
from index.archive import Archive
from index.embedding import Embedder
from index.errors import ArticleMissing
from index.match import Match
from index.words import terms
from sources.article import Span

# Sentences are looked for in this many of the best passages.
_PASSAGES_READ = 10
# An answer stands among the closest sentences, or it is none.
_CLOSEST = 3
# "high-speed" as one word: that is how it may be typed, without its hyphen. Looked for from the
# beginnings of words alone, and never back again: a word may be as long as its article.
_HYPHENATED = re.compile(r"\b\w++(?:-\w++)++")


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of a question, and the sentences that speak to it, best first."""

    part: Part
    ranked: tuple[Evidence, ...]

    @property
    def answers(self) -> tuple[Evidence, ...]:
        """The sentences that answer, best first; none where only others rank at the top.

        Those that give another figure than the best one are among them.
        """
        if not any(evidence.sufficient for evidence in self.ranked[:_CLOSEST]):
            return ()
        answers = tuple(evidence for evidence in self.ranked if evidence.sufficient)
        return tuple(e for e in self.ranked if e.sufficient or rival(answers[0], e))


class Finder:
    """Look through passages for the sentences that answer a question."""

    def __init__(self, archive: Archive, embedder: Embedder, judge: Judge | None = None) -> None:
        self._archive = archive
        self._judge = judge
        self._embedder = embedder
        self._memory = SentenceMemory(embedder)

    def find(
        self, question: str, matches: Sequence[Match], passages: int, typed: str = ""
    ) -> tuple[Finding, ...]:
        """Weigh the sentences of the best matches for each part; `passages` were searched.

        `typed` are the words of a follow-up that was made into this question.
        """
        found = self._sentences(matches if typed else matches[:_PASSAGES_READ])
        meant = self._corrected(question, found)
        asked = parts(meant, self._corrected(typed, found))
        if not found:
            return tuple(Finding(part, ()) for part in asked)
        counted = self._archive.frequencies(
            {term for part in asked for term in (*part.terms, *part.shared)}
        )
        frequencies = Frequencies(passages, counted)
        # A sentence alone often does not say what it is about; the headline does.
        vectors = self._memory.vectors(
            [f"{sentence.article.headline}: {sentence.text}" for sentence in found]
        )
        findings = []
        for part in asked:
            # What "it" is, the other parts say; what a follow-up asks, its own words say best.
            wordings = [part.text, *([typed] if typed else []), *([meant] if part.leans else [])]
            similarities = np.max(
                [vectors @ self._embedder.embed_question(wording) for wording in wordings], axis=0
            )
            ranked = weigh(part, found, similarities.tolist(), frequencies)
            if self._judge is not None:
                ranked = self._judge.judged(part.text, ranked)
            findings.append(Finding(part, ranked))
        return tuple(findings)

    def _corrected(self, question: str, found: Sequence[Sentence]) -> str:
        if not question:
            return question
        frequencies = self._archive.frequencies(set(terms(question)))
        vocabulary: set[str] = set()
        for sentence in found:
            text = f"{sentence.article.headline} {sentence.text}".lower()
            vocabulary.update(re.findall(r"\w+", text), _HYPHENATED.findall(text))
        return corrected(question, frequencies, vocabulary)

    def _sentences(self, matches: Sequence[Match]) -> tuple[Sentence, ...]:
        found: dict[Span, Sentence] = {}
        for rank, match in enumerate(matches):
            span = match.passage.span
            try:
                article = self._archive.version(span.content_hash, span.article_id)
            except ArticleMissing:
                # Somebody took it out between the search and now: then it says nothing any more.
                continue
            for sentence in sentences_of(match.passage, article, rank):
                found.setdefault(sentence.span, sentence)
        return tuple(found.values())
