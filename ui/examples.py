"""Example questions that the loaded archive answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Question
from index.archive import Archive
from index.scope import Filters

# Asked of the sample archive; in any other they are tried like all the rest.
_OF_THE_SAMPLES = (
    "How many train cars did Uzbekistan order?",
    "Who signed the minerals agreement?",
    "When will the summit be held?",
)
_SHOWN = 3
_TRIED = 9


class Chain(Protocol):
    """What answers a question."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


def examples(archive: Archive, chain: Chain) -> tuple[str, ...]:
    """Try questions until some are answered; none where nothing is."""
    answered = (text for text in _candidates(archive) if chain.invoke(Question(text)).found)
    return tuple(islice(answered, _SHOWN))


def _candidates(archive: Archive) -> Iterator[str]:
    latest = archive.entries(Filters(), "", _TRIED)
    if latest:
        yield from _OF_THE_SAMPLES
    for entry in latest:
        yield f"What is reported about “{' '.join(entry.headline.split())}”?"
