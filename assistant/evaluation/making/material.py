"""Material: the parts of articles from which questions and quotations can be made."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.intake.analyst import shared_analyst
from index.intake.event import Draft, TakenFile
from index.intake.layer import QUOTATIONS
from index.scope import Filters
from index.view import View
from sources.article import PROSE, Article, Metadata
from sources.language.phrases import is_hangul
from sources.language.sentences import sentences
from sources.quotations.grounds import SURE, grounds
from sources.quotations.quotation import MentionKind, Quotation, QuotationKind
from sources.reading import SourceFile, discover

_ALL = 2**31
_FEWEST_WORDS = 6
_MOST_WORDS = 60
_ENDS = (".", "!", "?", ",", "…")


@dataclass(frozen=True, slots=True)
class Said:
    """A whole quotation next to the name of its speaker."""

    article: Article
    words: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article and its known quotations."""

    article: Article
    quotations: tuple[Quotation, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """The uninterrupted English quotations, one per speech."""
        speeches = Counter(q.speaker.mention for q in self.quotations if q.speaker)
        return tuple(
            Said(self.article, words, q.speaker.name)
            for q in self.quotations
            if q.kind is QuotationKind.DIRECT
            and q.speaker is not None
            and q.speaker.name is not None
            and " " in q.speaker.name
            and q.speaker.kind is MentionKind.NAMED
            and grounds(self.article.text, q, q.speaker) in SURE
            and speeches[q.speaker.mention] == 1
            and _is_whole(words := self.article.text[q.start : q.end])
        )

    @property
    def sentences(self) -> Iterator[str]:
        """The English sentences in the article's paragraphs."""
        for block in self.article.blocks:
            if block.kind in PROSE:
                for span in sentences(self.article, block):
                    words = self.article.words(span)
                    if not is_hangul(words):
                        yield words


def stored(view: View, filters: Filters, chance: random.Random) -> Iterator[Source]:
    """Yield the articles of a view, in an order that depends only on them and the seed."""
    entries = sorted(
        view.entries(filters, limit=_ALL), key=lambda e: (e.content_hash, Path(e.origin).name)
    )
    chance.shuffle(entries)
    for entry in entries:
        article = view.version(entry.content_hash, entry.article_id)
        yield Source(article, view.quotations(entry.content_hash, entry.article_id))


def held_out(paths: Iterable[Path], chance: random.Random) -> Iterator[Source]:
    """Yield the articles of files that are not in the archive, skipping unreadable ones."""
    with shared_analyst().session() as session:
        sources = [
            Source(read.article, tuple(read.found[QUOTATIONS.table]))
            for file in discover(list(paths))
            if isinstance(file, SourceFile)
            for read in session.read(TakenFile(str(file.path), str(file.root), ""), Metadata())
            if isinstance(read, Draft)
        ]
    sources.sort(key=lambda source: (source.article.content_hash, source.article.name))
    chance.shuffle(sources)
    yield from sources


def _is_whole(words: str) -> bool:
    return (
        _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS
        and words[0].isupper()
        and words.endswith(_ENDS)
        and not is_hangul(words)
    )
