"""Rows from follow-up questions: the words of the conversation that their rewriting uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from assistant.reading.piece_rows import Cutter, conversation_row
from assistant.reading.training.example import Example, Task
from assistant.reading.training.paragraph import content_words

# How often a row begins with the topic of the conversation, which is not always known in use.
_TOPIC = 0.7
# The latest turns are the most informative, and long rows cost the most.
_TURNS = 8
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question, the conversation before it, and a standalone rewriting."""

    question: str
    topic: tuple[str, ...]
    history: tuple[str, ...]
    rewrite: str

    @property
    def missing(self) -> frozenset[str]:
        """The words of the rewriting that are missing from the question."""
        return _words(self.rewrite) - _words(self.question)


def followed(cutter: Cutter, follow_up: FollowUp, random: Random) -> Example:
    """Return a row for a follow-up, usually including the topic."""
    topic = follow_up.topic if random.random() < _TOPIC else ()
    return conversation_example(cutter, follow_up, topic)


def conversation_example(cutter: Cutter, follow_up: FollowUp, topic: tuple[str, ...]) -> Example:
    """Return a row for a follow-up after some words on the topic of the conversation."""
    turns = (*topic, *follow_up.history[-_TURNS:])
    row, words = conversation_row(cutter, follow_up.question, turns)
    missing = follow_up.missing
    labels = tuple(
        int(turns[word.turn][word.start : word.end].lower() in missing) for word in words
    )
    return Example(Task.CONVERSATION, row, labels)


def _words(text: str) -> frozenset[str]:
    return content_words(_POSSESSIVE.sub("", text))
