"""Answers: cited claims, or the statement that no clear answer was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.ledger.ledger import Entry, Support
from assistant.times.window import Window
from index.scope import Scope
from sources.article import Article, BlockKind, clock
from sources.language.time_phrase import TimePhrase
from sources.span import Span

_CLOCK = re.compile(r"(?:^|[T ])(\d\d:\d\d)(?::[\d.]+)?\s?(Z|[+-]\d\d:?\d\d)?")

NO_CLEAR_ANSWER = "No clear answer in the record."


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation from a stored article, with what a reader needs to recognise the article.

    `words` is the text of the span. `context` is the paragraph around it, also a span, so that the
    words can be highlighted in place. `times` are the phrases in the span that name a time relative
    to the day of publication, each with the period it refers to. `short_answer` is the part of the
    words that answers on its own, if the reader found one. `at` is the position in the recording of
    the first word, in seconds, if a transcript records it. `dated` is the time of publication of
    the live-blog entry that contains the words. `published` is then the day of that entry. `kind`
    is "caption" for words from the caption of a picture.
    """

    number: int
    span: Span
    words: str
    context: Span
    context_words: str
    headline: str
    outlet: str | None
    published: date | None
    url: str | None
    times: tuple[TimePhrase, ...] = ()
    short_answer: Span | None = None
    at: int | None = None
    dated: str = ""
    kind: str = ""

    @classmethod
    def of(cls, article: Article, span: Span, context: Span, number: int) -> Citation:
        """Cite a span of an article, with its context."""
        kind = article.kind_at(span.start)
        return cls(
            number=number,
            span=span,
            words=article.words(span),
            context=context,
            context_words=article.words(context),
            headline=article.headline,
            outlet=article.metadata.outlet,
            published=article.published_at(span.start),
            url=article.metadata.url,
            at=article.time_at(span.start),
            dated=article.dated_at(span.start),
            kind=kind.value if kind is BlockKind.CAPTION else "",
        )

    @property
    def clock(self) -> str:
        """The time in the recording, such as 00:12:31, or of a live-blog entry; '' if unknown."""
        if self.at is not None:
            return clock(self.at)
        stated = _CLOCK.search(self.dated)
        return f"{stated[1]} {(stated[2] or '').replace('Z', 'UTC')}".strip() if stated else ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What is shown beside the source: "caption", and the time in a recording or live blog."""
        return tuple(filter(None, (self.kind, f"at {self.clock}" if self.clock else "")))

    @property
    def parted(self) -> tuple[str, str, str]:
        """The words before the short answer, the short answer, and the words after it.

        Without a short answer, all words are in the first part.
        """
        if self.short_answer is None:
            return self.words, "", ""
        start = self.short_answer.start - self.span.start
        end = self.short_answer.end - self.span.start
        return self.words[:start], self.words[start:end], self.words[end:]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, its sources, and other reports of the same fact.

    `entry` is the ledger's verdict on a sentence that a model wrote. A quotation has none. If such
    a sentence cites nothing, `offered` is the closest passage in the archive.
    """

    text: str
    citations: tuple[Citation, ...]
    also: tuple[Citation, ...] = ()
    entry: Entry | None = None
    offered: Citation | None = None

    @property
    def quoted(self) -> bool:
        """Return True if the claim is a quotation rather than a sentence written by a model."""
        return self.entry is None and bool(self.citations)

    @property
    def parted(self) -> tuple[str, str, str]:
        """The text before the short answer of a quotation, the short answer, and the text after."""
        short = self.quoted and self.citations[0].short_answer is not None
        return self.citations[0].parted if short else (self.text, "", "")

    @property
    def unsupported(self) -> bool:
        """Return True if the ledger found that the cited words do not support the sentence."""
        return self.entry is not None and self.entry.support is Support.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Without claims, no clear answer was found. `nearest` then holds the closest passages as
    citations, and `scope` describes what was searched. If a question asks for several things and
    only some were answered, `unanswered` holds the other parts.

    `standalone` is the question that was searched for, if it was rewritten from a follow-up.
    `writer` is the name of the chat model that wrote the sentences, and empty if the answer
    consists of quotations. If none of the model's sentences is supported, quotations follow them.
    `window` is the time in the question that narrowed the filters, if there was one. `remarks` are
    further notes for the reader on how the answer was produced.
    """

    question: str
    claims: tuple[Claim, ...]
    nearest: tuple[Citation, ...]
    scope: Scope
    unanswered: tuple[str, ...] = ()
    standalone: str = ""
    writer: str = ""
    remarks: tuple[str, ...] = ()
    window: Window | None = None

    def __add__(self, later: Answer) -> Answer:
        """Return `later`, because a newer state replaces this one when LangChain sums a stream."""
        return later

    @property
    def found(self) -> bool:
        """Return True if the archive answers the question."""
        return bool(self.claims)

    @property
    def supported(self) -> bool:
        """Return True if the citations support at least one sentence, at least in part.

        If a chat model wrote the answer, the quotations after its sentences do not count.
        """
        if not self.writer:
            return any(claim.citations for claim in self.claims)
        borne_out = (Support.SUPPORTED, Support.PARTLY)
        return any(
            claim.citations and claim.entry is not None and claim.entry.support in borne_out
            for claim in self.claims
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations of the answer, ordered by number."""
        cited = {
            citation.number: citation
            for claim in self.claims
            for citation in (*claim.citations, *claim.also, claim.offered)
            if citation is not None
        }
        return tuple(cited[number] for number in sorted(cited))
