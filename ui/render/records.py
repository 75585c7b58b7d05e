"""Records: answers, passages and articles as the plain values that programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation
from assistant.wording import phrase_words, stands_for
from index.match import Match
from sources.article import Article


def answer_record(answer: Answer) -> dict[str, Any]:
    """Turn an answer into plain values; dates as ISO 8601.

    `supported` says whether any of it is borne out by the words that it cites; where a chat model
    wrote, quotations that stand behind its sentences do not count. To each time in cited words
    come the words themselves and a sentence that says what they mean.
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
    """Turn a passage that a search found into plain values, with what is known of its article."""
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
    """Turn characters of an article into plain values; a place in `text` counts from `start`."""
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
    """Turn nested values into what JSON knows."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
