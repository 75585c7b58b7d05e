"""Convert answers, passages and articles to the plain values that programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation
from assistant.wording import phrase_words, stands_for
from index.passage import Match
from sources.article import Article


def answer_record(answer: Answer) -> dict[str, Any]:
    """Convert an answer to plain values, with dates as ISO 8601.

    `supported` is true if any sentence is supported by the words it cites. The quotations that
    follow a chat model's sentences do not count. Each time phrase in cited words gets its `words`,
    and what they refer to as `said`.
    """
    told = {"found": answer.found, "supported": answer.supported}
    record = dict(plain(asdict(answer)) | told)
    for written, claim in zip(record["claims"], answer.claims, strict=True):
        _tell_times(written["citations"], claim.citations)
        _tell_times(written["also"], claim.also)
        if claim.offered is not None:
            _tell_times([written["offered"]], [claim.offered])
        _tell_short_answers(written["citations"], claim.citations)
    _tell_times(record["nearest"], answer.nearest)
    return record


def _tell_short_answers(written: Sequence[dict[str, Any]], citations: Sequence[Citation]) -> None:
    for record, citation in zip(written, citations, strict=True):
        if record["short_answer"] is not None:
            record["short_answer"]["words"] = citation.parted[1]


def _tell_times(written: Sequence[dict[str, Any]], citations: Sequence[Citation]) -> None:
    for record, citation in zip(written, citations, strict=True):
        for time, phrase in zip(record["times"], citation.times, strict=True):
            words = phrase_words(citation, phrase)
            time |= {
                "words": words,
                "said": stands_for(words, phrase.period, citation.published),
            }


def match_record(match: Match, article: Article) -> dict[str, Any]:
    """Convert a passage from a search to plain values, with the metadata of its article."""
    known, passage = article.metadata, match.passage
    return dict(
        plain(
            {
                "score": match.score,
                "passage": {
                    "span": asdict(passage.span),
                    "text": passage.text,
                    "headline": passage.headline,
                    "heading": passage.heading,
                },
                "outlet": known.outlet,
                "published": known.published,
                "url": known.url,
                "file": article.name,
            }
        )
    )


def excerpt_record(article: Article, start: int, end: int) -> dict[str, Any]:
    """Convert an excerpt to plain values. `text` begins at character `start` of the article."""
    return {
        "article_id": article.id,
        "content_hash": article.content_hash,
        "headline": article.headline,
        "file": article.name,
        **plain(asdict(article.metadata)),
        "start": start,
        "end": end,
        "characters": len(article.text),
        "text": article.text[start:end],
    }


def plain(value: Any) -> Any:
    """Convert nested values to types that JSON supports."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
