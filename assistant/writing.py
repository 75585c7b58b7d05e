"""Answering by a chat model: its sentences, each with the words of the record that it cites.

The model is given numbered sentences and returns numbers; what it writes is parsed, never run and
never matched back. Each sentence is entered in the ledger. Evidence decides whether there is an
answer at all, as in an answer by quotation: without it the model is not even asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import NOT_IN_RECORD, Answer
from assistant.errors import ModelFailed
from assistant.findings import Finding
from assistant.listening import words
from assistant.numbered import Context, Times, shown
from assistant.prompts import load
from assistant.question import Question
from assistant.quoting import NEAREST_SHOWN, compose
from assistant.reply import Written, read
from assistant.transcript import Ledger, Transcript
from assistant.wording import count, day
from index.scope import Scope

MOST_SENTENCES = 6
_REFUSAL = re.compile(
    r"\b(?:i(?:['’]m| am) (?:sorry|unable|not able)|i (?:can(?:no|['’])t|cannot|won['’]t|must) "
    r"(?:help|assist|answer|provide|comply|discuss|decline)|as an ai\b)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")


class Unsupported(StrEnum):
    """What becomes of sentences that the record does not bear out."""

    MARK = "mark"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a model is given, in tokens, how long it may take, in seconds, and what is kept."""

    context_tokens: int = 3_000
    seconds: float = 120.0
    unsupported: Unsupported = Unsupported.MARK


class Writer:
    """Let a chat model write the answer, and check each of its sentences.

    `name` is how readers are told of the model; `key` is kept out of every message.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        ledger: Ledger,
        today: Callable[[], date],
        limits: Limits = Limits(),
        key: str = "",
    ) -> None:
        self.name = name
        self._model, self._ledger, self._today = model, ledger, today
        self._limits, self._key = limits, key
        self._rules = load("writing_rules", ("sentinel", "most_sentences"))
        self._task = load("writing_task", ("sources", "today", "question"))

    def write(
        self,
        question: Question,
        findings: Sequence[Finding],
        scope: Scope,
        times: Times,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is complete.

        `times` finds the time phrases of a span, so that the model learns which year the next is.
        Where the model fails, refuses or takes too long, the answer is one by quotation, which
        says so.
        """
        *_, quoted = compose(question.text, findings, scope)
        if not quoted.found:
            yield _remarked(quoted, f"{self.name} was not asked: nothing was found to answer with.")
            return
        try:
            context = Context.of(findings, self._limits.context_tokens, times)
            yield from self._written(question, context, quoted)
        except ModelFailed as error:
            said = f"{self.name} did not answer ({error}). This is the answer by quotation."
            yield _remarked(quoted, said)

    def messages(self, question: Question, context: Context) -> list[BaseMessage]:
        """Return what the model is asked; the sources come first, so that they can be cached."""
        rules = self._rules.filled(sentinel=NOT_IN_RECORD, most_sentences=str(MOST_SENTENCES))
        asked = shown(question.text)
        if question.plain != " ".join(question.text.split()):
            asked += f" (that is: {shown(question.plain)})"
        task = self._task.filled(sources=context.text, today=day(self._today()), question=asked)
        return [SystemMessage(rules), HumanMessage(task)]

    def _written(self, question: Question, context: Context, quoted: Answer) -> Iterator[Answer]:
        transcript = Transcript(context, self._ledger)
        answer = replace(quoted, claims=(), unanswered=(), writer=self.name)
        reply = ""
        for piece in words(
            self._model, self.messages(question, context), self._limits.seconds, self._key
        ):
            reply += piece
            grown = replace(answer, claims=transcript.claims(_growing(reply), complete=False))
            if grown.claims and grown != answer:
                answer = grown
                yield answer
        yield self._finished(read(reply), replace(answer, claims=()), transcript, quoted)

    def _finished(
        self, written: Sequence[Written], answer: Answer, transcript: Transcript, quoted: Answer
    ) -> Answer:
        if not written:
            raise ModelFailed("it said nothing")
        if all(_declines(sentence) for sentence in written):
            nearest = quoted.citations[:NEAREST_SHOWN]
            return _remarked(
                replace(answer, nearest=nearest),
                f"{self.name} found no answer in the sentences that were found.",
            )
        if not any(w.labels for w in written) and _REFUSAL.search(written[0].text):
            raise ModelFailed(f"it refused: “{written[0].text[:160]}”")
        answer = replace(answer, claims=transcript.claims(written, complete=True))
        if self._limits.unsupported is Unsupported.REMOVE:
            return self._cut(answer, written, transcript, quoted)
        if not answer.supported:
            said = f"Nothing that {self.name} wrote is borne out by what it cites."
            return _remarked(answer, said)
        return answer

    def _cut(
        self, answer: Answer, written: Sequence[Written], transcript: Transcript, quoted: Answer
    ) -> Answer:
        """Leave out the sentences that the record does not bear out, and say that it was done."""
        kept = [w for w, claim in zip(written, answer.claims, strict=True) if not claim.unsupported]
        left_out = len(written) - len(kept)
        if not left_out:
            return answer
        said = (
            f"{count(left_out, 'sentence')} of {self.name} left out: the record has no such thing."
        )
        if not answer.supported:
            return _remarked(quoted, f"{said} This is the answer by quotation.")
        return _remarked(replace(answer, claims=transcript.renumbered(kept)), said)


def _remarked(answer: Answer, remark: str) -> Answer:
    return replace(answer, remarks=(*answer.remarks, remark))


def _growing(reply: str) -> tuple[Written, ...]:
    """Read what has arrived; nothing while it may yet become the statement of no answer."""
    written = read(reply, complete=False)
    if written and _folded(NOT_IN_RECORD).startswith(_folded(written[0].text)):
        return ()
    return written


def _declines(written: Written) -> bool:
    return _folded(written.text) == _folded(NOT_IN_RECORD)


def _folded(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))
