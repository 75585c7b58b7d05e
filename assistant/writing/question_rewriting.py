"""Rewriting of follow-ups by a chat model, with checks on its reply.

Earlier answers contain text from articles, so the reply is not trusted. It must be a single
question in the words of the user and the conversation. Otherwise another rewriter is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import NO_CLEAR_ANSWER
from assistant.errors import ModelFailed
from assistant.followup import Rewriter, Rewriting
from assistant.question import REMEMBERED, Exchange, Question, content_terms
from assistant.writing.key_masking import Keys
from assistant.writing.model_stream import words
from assistant.writing.numbered_context import shown
from assistant.writing.prompts import load
from sources.language.analysis import analysed
from sources.language.terms import terms

LONGEST = 300
_MOST_OF_AN_ANSWER = 400
_SECONDS = 20.0
_LABEL = re.compile(r"^(?:reply|question|rewritten question|standalone question)\s*:\s*", re.I)
_QUOTED = re.compile(r"^[\"“'‘](.*)[\"”'’]$")
_MARKUP = re.compile(r"https?:|www\.|[<>{}\[\]`*#|\\]|^\s*[-•]", re.IGNORECASE)
_NAMES = re.compile(r"(?<=[^\s.?!:] )[\"“‘'(]?([A-Z][\w’'-]*)|(\d[\d.,]*\d|\d)")
_QUOTES = str.maketrans("’‘", "''")


class ModelRewriter:
    """Rewrites with a chat model, or with `otherwise` if it fails or its reply is rejected."""

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        otherwise: Rewriter,
        seconds: float = _SECONDS,
        key: str = "",
    ) -> None:
        self._model, self._name, self._seconds, self._key = model, name, seconds, key
        self._rules = load("standalone_rules", ("most",))
        self._task = load("standalone_task", ("conversation", "question"))
        self._otherwise, self._keys = otherwise, Keys.of(model, key)

    def rewrite(self, question: Question) -> Rewriting:
        """Call the model once; the remark explains why a reply was not used."""
        other = self._otherwise.rewrite(question).text
        try:
            made = accepted(self._reply(question), question)
            if other and not _brings(made, question):
                raise ModelFailed("its reply still depends on the conversation")
            return Rewriting(made)
        except ModelFailed as error:
            how = "words from the conversation were added instead" if other else "it is unchanged"
            return Rewriting(other, f"{self._name} did not rewrite the question ({error}): {how}.")

    def messages(self, question: Question) -> list[BaseMessage]:
        """Return the messages for the model, with each question and answer on one line."""
        task = self._task.filled(
            conversation="\n".join(_lines(question.history[-REMEMBERED:])),
            question=shown(question.text)[:LONGEST],
        )
        return [SystemMessage(self._rules.filled(most=str(LONGEST))), HumanMessage(task.strip())]

    def _reply(self, question: Question) -> str:
        reply = ""
        for piece in words(self._model, self.messages(question), self._seconds, self._key):
            reply += piece
            if "\n" in reply.strip() or len(reply) > 2 * LONGEST:
                break  # a second line is not read, so there is no need to wait for it
        return self._keys.hidden(reply)


class ChosenRewriter:
    """Rewrite with the model that the question names for its answer, or else with `otherwise`."""

    def __init__(self, rewriters: Mapping[str, Rewriter], otherwise: Rewriter) -> None:
        self._rewriters, self._otherwise = rewriters, otherwise

    def rewrite(self, question: Question) -> Rewriting:
        """Rewrite a question that has a history."""
        return self._rewriters.get(question.writer, self._otherwise).rewrite(question)


def accepted(reply: str, question: Question) -> str:
    """Return the question in a reply, or "" if it is the one that was typed.

    Raise ModelFailed with the reason if the reply cannot be used.
    """
    said = _LABEL.sub("", reply.strip().partition("\n")[0].strip())
    said = " ".join(_QUOTED.sub(r"\1", said).split())
    if problem := _problem(said, question):
        raise ModelFailed(problem)
    return "" if _folded(said) == _folded(question.text) else said


def _brings(made: str, question: Question) -> bool:
    """Return True if a rewriting adds a word of the conversation to the question."""
    known = frozenset(content_terms(" ".join(_lines(question.history))))
    return not known.isdisjoint(set(content_terms(made)) - set(content_terms(question.text)))


def _problem(said: str, question: Question) -> str:
    """Return why a reply cannot be used as a question; "" if it can."""
    if not said:
        return "its reply is empty"
    if len(said) > LONGEST:
        return f"its reply has more than {LONGEST} characters"
    if _MARKUP.search(said):
        return "its reply contains markup or a link"
    if not said.endswith("?"):
        return "its reply is not a question"
    lost = _lost(said, question.text)
    if lost:
        return f"its reply lacks “{lost[:40]}”"
    known = " ".join([question.text, *_lines(question.history)])
    strange = _strange(said, known)
    return f"its reply adds “{strange[:40]}”" if strange else ""


def _lost(said: str, typed: str) -> str:
    """Return a name or number of the question that a reply lacks, or most of its words."""
    held = frozenset(analysed(said).terms)
    for name in _named(typed):
        if not held.issuperset(terms(name)):
            return name
    own = content_terms(typed)
    absent = [term for term in own if term not in held]
    return " ".join(absent) if 2 * len(absent) > len(own) else ""


def _strange(said: str, known: str) -> str:
    """Return a name or number of a reply found in neither question nor conversation."""
    held = frozenset(analysed(known).terms)
    return next((name for name in _named(said) if not held.issuperset(terms(name))), "")


def _named(text: str) -> list[str]:
    return [one or other for one, other in _NAMES.findall(text)]


def _lines(history: Sequence[Exchange]) -> list[str]:
    lines = []
    for exchange in history:
        lines.append(f"Question: {shown(exchange.looked_for)[:LONGEST]}")
        answer = shown(exchange.answer)[:_MOST_OF_AN_ANSWER]
        lines.append(f"Answer: {answer or NO_CLEAR_ANSWER}")
    return lines


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.translate(_QUOTES).casefold()))
