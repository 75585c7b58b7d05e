"""Find passages in the archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Protocol

from pydantic import Field

from index.passage import Match
from index.scope import Filters, Scope
from index.view import View, Viewable
from sources.article import Article
from ui.render.json_records import match_record, plain
from ui.requests.act import Languages, Outlets, Record, Request, Since, Until
from ui.requests.ask import require_askable
from ui.requests.filtering import Counted, held_filters

MOST_PASSAGES = 200


class Searcher(Protocol):
    """Finds passages."""

    def over(self, view: View) -> Searcher:
        """Return a copy of the search that reads from a view of the archive."""

    def passages(self, question: str, limit: int, filters: Filters) -> tuple[Match, ...]:
        """Return the best passages, best first."""


# Returns the plain search, or with True one that also reads the best passages and reranks them.
Searchers = Callable[[bool], Searcher]


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that a search found, each with its article, best first."""

    query: str
    scope: Scope
    matches: tuple[tuple[Match, Article], ...]


class SearchRequest(Request):
    """Find passages about a question in the newsroom's archive, best first.

    A passage may not answer the question: use `ask` to learn whether the archive answers it. Each
    passage has its exact `text`, a `span`, and the headline, outlet and date of its article. A
    `score` is comparable only within one search. `scope` describes what was searched.
    """

    query: Annotated[str, Field(description="The question or topic to find passages about.")]
    limit: Annotated[
        int, Field(ge=1, le=MOST_PASSAGES, description="The maximum number of passages to return.")
    ] = 10
    outlets: Outlets = None
    since: Since = ""
    until: Until = ""
    languages: Languages = None
    read: Annotated[
        bool, Field(description="Whether to read the best 20, and put those that answer first.")
    ] = False


def chosen(request: SearchRequest, archive: Counted) -> Filters:
    """Return the filters of a request; raise RequestUnusable if it cannot be answered."""
    require_askable(request.query)
    return held_filters(request, archive)


def search(request: SearchRequest, archive: Viewable, searchers: Searchers) -> Found:
    """Return the passages that a request finds; raise RequestUnusable or ArchiveError."""
    with archive.view() as view:
        filters, searcher = chosen(request, view), searchers(request.read).over(view)
        query = request.query.strip()
        passages = searcher.passages(query, request.limit, filters)
        spans = [match.passage.span for match in passages]
        articles = [view.version(span.content_hash, span.article_id) for span in spans]
        return Found(query, view.scope(filters), tuple(zip(passages, articles, strict=True)))


def found_record(found: Found) -> Record:
    """Convert search results to plain values."""
    return {
        "question": found.query,
        "scope": plain(asdict(found.scope)),
        "matches": [match_record(match, article) for match, article in found.matches],
    }
