"""Rows from follow-up questions: which words of the conversation their rewriting takes up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from assistant.reading.pieces import Cutter
from assistant.reading.row import conversation_row
from assistant.reading.training.example import Example, Task
from assistant.reading.training.paragraph import content_words

# How often what the conversation is about stands before it; in use it is not always known.
_TOPIC = 0.7
# The latest turns say most, and long rows cost most.
_TURNS = 8
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question, the conversation before it, and a rewriting that needs no conversation."""

    question: str
    topic: tuple[str, ...]
    history: tuple[str, ...]
    rewrite: str

    @property
    def missing(self) -> frozenset[str]:
        """The words that the rewriting has and the question lacks."""
        return _words(self.rewrite) - _words(self.question)


def followed(cutter: Cutter, follow_up: FollowUp, random: Random) -> Example:
    """Return a row for a follow-up; the topic is told most of the time."""
    topic = follow_up.topic if random.random() < _TOPIC else ()
    return conversation_example(cutter, follow_up, topic)


def conversation_example(cutter: Cutter, follow_up: FollowUp, topic: tuple[str, ...]) -> Example:
    """Return a row for a follow-up after some words on what the conversation is about."""
    turns = (*topic, *follow_up.history[-_TURNS:])
    row, words = conversation_row(cutter, follow_up.question, turns)
    missing = follow_up.missing
    labels = tuple(
        int(turns[word.turn][word.start : word.end].lower() in missing) for word in words
    )
    return Example(Task.CONVERSATION, row, labels)


def _words(text: str) -> frozenset[str]:
    return content_words(_POSSESSIVE.sub("", text))
