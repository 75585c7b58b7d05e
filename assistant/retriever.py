"""The archive as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, SkipValidation

from assistant.reading_search import ReadingSearch
from index.match import Match
from index.scope import Filters
from index.search import Search


class ArchiveRetriever(BaseRetriever):
    """Retrieve passages of an archive as documents, for any LangChain chain.

    `retriever.invoke(question, filters=Filters(...), limit=5)` narrows one call. The metadata of a
    document holds the span (article_id, content_hash, start, end), headline, heading and score;
    its id is the passage's.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    search: SkipValidation[Search | ReadingSearch] = Field(description="What finds the passages.")
    filters: Filters = Field(default=Filters(), description="Which articles to search.")
    limit: int = Field(default=10, ge=1, description="How many passages to return at most.")

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  part of the interface
        **kwargs: Any,
    ) -> list[Document]:
        filters = kwargs.get("filters", self.filters)
        limit = kwargs.get("limit", self.limit)
        return [_document(match) for match in self.search.passages(query, limit, filters)]


def _document(match: Match) -> Document:
    passage = match.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "article_id": passage.span.article_id,
            "content_hash": passage.span.content_hash,
            "start": passage.span.start,
            "end": passage.span.end,
            "headline": passage.headline,
            "heading": passage.heading,
            "score": match.score,
        },
    )
