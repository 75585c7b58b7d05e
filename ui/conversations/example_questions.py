"""Example questions that the archive can answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Question
from index.archive import Archive
from index.scope import Filters

# Questions about the sample articles, each with words that the answer must have. They are shown for
# another archive only if its answers have the same words.
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
    """Return up to three questions that the archive answers."""
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
        headline = archive.article(entry.article_id).unmarked_headline
        yield f"What is reported about “{' '.join(headline.split())}”?", ""
