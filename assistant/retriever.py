"""The archive as a LangChain retriever."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, SkipValidation

from index.passage import Match
from index.scope import Filters
from sources.span import Span


class PassageSearch(Protocol):
    """A search for passages, such as `Search` or `ReadingSearch`."""

    def passages(self, question: str, limit: int, filters: Filters) -> tuple[Match, ...]:
        """Return the best passages that match the filters, best first."""


class ArchiveRetriever(BaseRetriever):
    """Retrieve passages of an archive as documents, for any LangChain chain.

    `retriever.invoke(question, filters=Filters(...), limit=5)` overrides the fields for one call. A
    document's id is the passage's id. Its metadata holds the span (article_id, content_hash, start
    and end, where the content hash identifies the version of the article), the headline, heading,
    outlet, published (an ISO date) and language of the article, `score` and its components
    (`scores`), and `probability`, the reader's, if the passage was read. Unknown values are None.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    search: SkipValidation[PassageSearch] = Field(description="The search that finds the passages.")
    filters: Filters = Field(
        default=Filters(), description="The filters on the articles to search."
    )
    limit: int = Field(default=10, ge=1, description="The maximum number of passages to return.")

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


def span_of(document: Document) -> Span:
    """Return the span of a document that an `ArchiveRetriever` returned."""
    known = document.metadata
    return Span(known["article_id"], known["content_hash"], known["start"], known["end"])


def _document(match: Match) -> Document:
    passage = match.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            **asdict(passage.span),
            "headline": passage.headline,
            "heading": passage.heading,
            "outlet": passage.outlet,
            "published": passage.published and passage.published.isoformat(),
            "language": passage.language,
            "score": match.score,
            "scores": match.scores and asdict(match.scores),
            "probability": match.probability,
        },
    )
