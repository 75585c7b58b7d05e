"""The newsroom, which answers requests, and the acts that programs can call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.receipts.receipt import receipt_record
from index.view import Viewable
from ui.render.json_records import answer_record
from ui.requests import check as checking
from ui.requests.act import Act
from ui.requests.ask import AskRequest, Chain, ask, question
from ui.requests.check import CheckRequest, Desks, check
from ui.requests.filtering import Counted
from ui.requests.quotation_input import Versions
from ui.requests.search import Searchers, SearchRequest, chosen, found_record, search
from ui.requests.show import ShowRequest, show, show_record


class Archive(Viewable, Counted, Versions, Protocol):
    """The methods of an archive that requests use."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The archive and the objects that ask, check and search it, to answer requests.

    `writers` are the names of the chat models that may write answers, the preferred one first.
    """

    archive: Archive
    chain: Chain
    desks: Desks
    searchers: Searchers
    writers: Sequence[str] = ()


def acts(newsroom: Newsroom) -> tuple[Act, ...]:
    """Return the acts that programs can call over HTTP and MCP: ask, search, check and show."""
    archive, chain, writers = newsroom.archive, newsroom.chain, newsroom.writers
    desks, searchers = newsroom.desks, newsroom.searchers
    return (
        Act.of(
            "ask",
            AskRequest,
            lambda request: question(request, archive, writers),
            lambda request: answer_record(ask(request, archive, chain, writers)),
        ),
        Act.of(
            "search",
            SearchRequest,
            lambda request: chosen(request, archive),
            lambda request: found_record(search(request, archive, searchers)),
        ),
        Act.of(
            "check",
            CheckRequest,
            lambda request: checking.chosen(request, archive),
            lambda request: receipt_record(check(request, archive, desks)),
        ),
        Act.of(
            "show",
            ShowRequest,
            lambda request: show(request, archive),
            lambda request: show_record(show(request, archive)),
        ),
    )
