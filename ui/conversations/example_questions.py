"""Example questions that the loaded archive answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Question
from index.archive import Archive
from index.scope import Filters

# Questions about the sample articles, and the words of the articles that answer them. They are
# offered in another archive only if it has the same words.
OF_THE_SAMPLES = {
    "How many train cars did Uzbekistan order?": "42 cars",
    "Where is the summit office?": "Gwanghwamun",
    "How long does the drivers' course last?": "ten weeks",
}
_SHOWN = 3
_TRIED = 9


class Chain(Protocol):
    """Answers a question."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


def examples(archive: Archive, chain: Chain) -> tuple[str, ...]:
    """Return some questions that the archive answers, or none if it answers no candidate."""
    answered = (
        text for text, words in _candidates(archive) if _says(chain.invoke(Question(text)), words)
    )
    return tuple(islice(answered, _SHOWN))


def _says(answer: Answer, words: str) -> bool:
    return any(words in claim.text for claim in answer.claims)


def _candidates(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield questions, each with words that a correct answer contains."""
    latest = archive.entries(Filters(), "", _TRIED)
    if latest:
        yield from OF_THE_SAMPLES.items()
    for entry in latest:
        yield f"What is reported about “{' '.join(entry.headline.split())}”?", ""
