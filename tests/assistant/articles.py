"""Articles, sentences and evidence made by hand."""

from __future__ import annotations

from assistant.answering.evidence import Evidence
from assistant.answering.sentence import Sentence, sentences_of
from assistant.question import Kind, Part
from index.passage_cutting import passages
from sources.article import Article, BlockKind, Metadata


def article(*paragraphs: str, origin: str = "/news/one.txt", headline: str = "") -> Article:
    """Make an article of paragraphs, below a headline where one is given."""
    blocks = [(BlockKind.HEADLINE, headline)] if headline else []
    blocks += [(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]
    return Article.from_blocks(origin, blocks, Metadata(outlet="Port Gazette"))


def sentence(one: Article, beginning: str) -> Sentence:
    """Find the sentence of an article that begins like this."""
    every = [s for passage in passages(one) for s in sentences_of(passage, one)]
    return next(s for s in every if s.text.startswith(beginning))


def evidence(
    found: Sentence, score: float = 0.8, kind: Kind = Kind.OTHER, *, sufficient: bool = True
) -> Evidence:
    """Make evidence that answers, or does not."""
    part = Part("What happened?", kind, ("happen",))
    return Evidence(found, part, score, "" if sufficient else "it is too unlikely")
