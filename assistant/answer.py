"""Answers: claims that point at exact words, or the statement that no clear answer was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.ledger.ledger import Entry, Support
from assistant.times.window import Window
from index.scope import Scope
from sources.article import Article, Span, clock
from sources.language.time_phrase import TimePhrase

_CLOCK = re.compile(r"[T ](\d\d:\d\d)(?::[\d.]+)?\s?(Z|[+-]\d\d:?\d\d)?")

NO_CLEAR_ANSWER = "No clear answer in the record."


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a stored article, and what a reader needs to recognise the article.

    `words` is what the span holds. `context` is the paragraph around it, itself a span, so that
    the words can be shown highlighted in their place. `times` are the phrases inside of the span
    that name a time as seen from the day of publication, with the period that each stands for.
    `short_answer` are those of the words that answer by themselves, where the reader found some.
    `at` is the time of the recording at the first word, in seconds, where a transcript has it.
    `dated` is when the entry of a live blog was published that the words stand in; `published` is
    the day of that then.
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

    @classmethod
    def of(cls, article: Article, span: Span, context: Span, number: int) -> Citation:
        """Cite a span of an article, shown in its context."""
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
        )

    @property
    def clock(self) -> str:
        """The time of the recording, as in 00:12:31, or of a live blog's entry; '' if unknown."""
        if self.at is not None:
            return clock(self.at)
        stated = _CLOCK.search(self.dated)
        return f"{stated[1]} {stated[2].replace('Z', 'UTC')}".strip() if stated else ""

    @property
    def parted(self) -> tuple[str, str, str]:
        """The words before the short answer, the short answer, and the words after it.

        Without a short answer, all words come first.
        """
        if self.short_answer is None:
            return self.words, "", ""
        start = self.short_answer.start - self.span.start
        end = self.short_answer.end - self.span.start
        return self.words[:start], self.words[start:end], self.words[end:]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, what it rests on, and who else carries the same fact.

    `entry` is what the ledger says of a sentence that a model wrote; a quotation needs none. Where
    such a sentence cites nothing, `offered` is the place of the record that comes closest to it.
    """

    text: str
    citations: tuple[Citation, ...]
    also: tuple[Citation, ...] = ()
    entry: Entry | None = None
    offered: Citation | None = None

    @property
    def quoted(self) -> bool:
        """Whether it is a quotation, and not a sentence that a model wrote or is writing."""
        return self.entry is None and bool(self.citations)

    @property
    def parted(self) -> tuple[str, str, str]:
        """The text before the short answer of a quotation, the short answer, and the text after."""
        short = self.quoted and self.citations[0].short_answer is not None
        return self.citations[0].parted if short else (self.text, "", "")

    @property
    def unsupported(self) -> bool:
        """Whether the ledger found that the cited words do not bear the sentence out."""
        return self.entry is not None and self.entry.support is Support.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to a question.

    No claims means that no clear answer was found; then `nearest` holds the passages that came
    closest, as citations, and `scope` tells what was searched. Of a question that asks for
    several things, `unanswered` holds the parts that the record does not answer though it answers
    others.

    `standalone` is the question that was looked for, where it was made from a follow-up. `writer`
    names the chat model that wrote the sentences; it is empty for an answer by quotation. Where
    nothing that it wrote is borne out, quotations stand behind its sentences.
    `window` is the time in the question by which the filters were narrowed, where there is one.
    `remarks` say what else the reader must know of how the answer came about.
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
        """Return the later state of a growing answer: LangChain adds what a stream yields."""
        return later

    @property
    def found(self) -> bool:
        """Return True if the record answers the question."""
        return bool(self.claims)

    @property
    def supported(self) -> bool:
        """Whether at least one sentence is borne out, in part at least, by what it cites.

        Where a chat model wrote, quotations behind its sentences do not count.
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
        """All citations of the answer, in the order of their numbers."""
        cited = {
            citation.number: citation
            for claim in self.claims
            for citation in (*claim.citations, *claim.also, claim.offered)
            if citation is not None
        }
        return tuple(cited[number] for number in sorted(cited))
