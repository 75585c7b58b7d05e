"""Answers written by a chat model, each sentence with the words that it cites.

The model receives numbered sentences and returns numbers. Its output is parsed, never run and never
matched against the text. Each sentence gets a ledger entry. As with quotations, the evidence
decides whether there is an answer: without evidence the model is not called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import NO_CLEAR_ANSWER, Answer, Claim
from assistant.answering.findings import Finding
from assistant.answering.quoting import NEAREST_SHOWN, beside, compose
from assistant.errors import ModelFailed
from assistant.question import Question
from assistant.wording import count, day
from assistant.writing.abstaining import declines, may_decline
from assistant.writing.key_masking import Keys
from assistant.writing.model_stream import Deadline, Ending, Listening
from assistant.writing.numbered_context import Context, Times, shown
from assistant.writing.prompts import load
from assistant.writing.reply import LONGEST, Ledger, Transcript, Written, every, read
from index.scope import Scope

MOST_SENTENCES = 6
# The reply is parsed again after this many new characters: one token while it is as short as a
# typical answer, then a tenth of its length. The total cost is a small multiple of parsing it once.
_SHORT, _OF_SHORT, _OF_LONG = 2_000, 100, 10
_REFUSAL = re.compile(
    r"\b(?:i(?:['’]m| am) (?:sorry|unable|not able)|i (?:can(?:no|['’])t|cannot|won['’]t|must) "
    r"(?:help|assist|answer|provide|comply|discuss|decline)|as an ai\b)",
    re.IGNORECASE,
)


class Unsupported(StrEnum):
    """What to do with sentences that the archive does not support."""

    MARK = "mark"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a writer: input tokens, time in seconds, and what happens to unsupported sentences.

    The time includes parsing and checking the reply.
    """

    context_tokens: int = 3_000
    seconds: float = 120.0
    unsupported: Unsupported = Unsupported.MARK


class Writer:
    """Let a chat model write the answer, and check each of its sentences.

    `name` is the model's name as shown to readers. `key` is removed from all messages.
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
        self._keys = Keys.of(model, key)
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

        `times` returns the time phrases of a span, so that the model learns which year "next year"
        is. If the model fails, refuses or times out, the answer consists of quotations, with a
        remark.
        """
        *_, quoted = compose(question.text, findings, scope)
        if not quoted.found:
            yield _remarked(
                quoted, f"{self.name} was not asked, because nothing was found to answer from."
            )
            return
        try:
            context = Context.of(findings, self._limits.context_tokens, times)
            yield from self._written(question, context, quoted)
        except ModelFailed as error:
            said = (
                f"{self.name} did not answer ({error}). The answer consists of quotations instead."
            )
            yield _remarked(quoted, said)

    def messages(self, question: Question, context: Context) -> list[BaseMessage]:
        """Return the messages for the model. The sources come first, so that they can be cached."""
        rules = self._rules.filled(sentinel=NO_CLEAR_ANSWER, most_sentences=str(MOST_SENTENCES))
        asked = shown(question.text)
        if question.plain != " ".join(question.text.split()):
            asked += f" (that is: {shown(question.plain)})"
        today = day(question.asked or self._today())
        task = self._task.filled(sources=context.text, today=today, question=asked)
        return [SystemMessage(rules), HumanMessage(task)]

    def _written(self, question: Question, context: Context, quoted: Answer) -> Iterator[Answer]:
        until = Deadline(self._limits.seconds)
        transcript = Transcript(context, self._ledger, until)
        answer = replace(quoted, claims=(), unanswered=(), writer=self.name)
        listening = Listening(self._model, self.messages(question, context), until, self._key)
        reply, read_to = "", 0
        for piece in listening.words():
            reply += piece
            if len(reply) > LONGEST:
                break  # the rest is not read, so there is no need to wait for it
            if len(reply) - read_to <= _unread(len(reply)):
                continue
            read_to = len(reply)
            grown = replace(answer, claims=self._growing(reply, transcript))
            if grown.claims and grown != answer:
                answer = grown
                yield answer
        if listening.ending is Ending.CUT and not read(reply):
            raise ModelFailed(
                "it reached its length limit before it wrote an answer; to raise the limit, set "
                "ONRECORD_MODEL_ANSWER"
            )
        told = self._told(reply, listening.ending)
        bare = replace(answer, claims=(), remarks=(*quoted.remarks, *told))
        yield self._finished(self._hidden(read(reply)), bare, transcript, quoted)

    def _growing(self, reply: str, transcript: Transcript) -> tuple[Claim, ...]:
        """Parse the reply so far, except for a possible beginning of "no clear answer"."""
        *begun, last = read(self._keys.settled(reply), complete=False) or (Written(""),)
        settled = [one for one in begun if not declines(one.text)]
        if may_decline(last.text):
            return transcript.claims(self._hidden(settled), complete=True)
        return transcript.claims(self._hidden((*settled, last)), complete=False)

    def _hidden(self, written: Sequence[Written]) -> tuple[Written, ...]:
        return tuple(replace(one, text=self._keys.hidden(one.text)) for one in written)

    def _told(self, reply: str, ending: Ending) -> tuple[str, ...]:
        """Return remarks on what is missing from a reply."""
        remarks = []
        if ending is Ending.CUT:
            remarks.append(
                f"{self.name} reached its length limit (ONRECORD_MODEL_ANSWER), so the end of its "
                "answer is missing."
            )
        elif ending is Ending.BROKEN:
            remarks.append(f"{self.name} was interrupted, so the end of its answer may be missing.")
        if len(reply) > LONGEST:
            remarks.append(f"Only the first {LONGEST:,} characters from {self.name} were read.")
        if repeated := len(every(reply)) - len(read(reply)):
            remarks.append(f"{count(repeated, 'repeated sentence')} from {self.name} left out.")
        return tuple(remarks)

    def _finished(
        self, written: Sequence[Written], bare: Answer, transcript: Transcript, quoted: Answer
    ) -> Answer:
        if not written:
            raise ModelFailed("its reply is empty")
        kept = [one for one in written if not declines(one.text)]
        if not kept:
            nearest = quoted.citations[:NEAREST_SHOWN]
            return _remarked(
                replace(bare, nearest=nearest),
                f"{self.name} found no answer in the sentences that it was given.",
            )
        if not any(w.labels for w in kept) and _REFUSAL.search(kept[0].text):
            raise ModelFailed(f"it refused: “{kept[0].text[:160]}”")
        if len(kept) < len(written):
            bare = _remarked(bare, f"{self.name} also wrote “{NO_CLEAR_ANSWER}” This was left out.")
        answer = replace(bare, claims=transcript.claims(kept, complete=True))
        if self._limits.unsupported is Unsupported.REMOVE:
            return self._cut(answer, kept, transcript, quoted)
        if not answer.supported:
            return _remarked(
                beside(answer, quoted),
                f"The citations support nothing that {self.name} wrote. Quotations from the "
                "archive follow.",
            )
        return answer

    def _cut(
        self, answer: Answer, written: Sequence[Written], transcript: Transcript, quoted: Answer
    ) -> Answer:
        """Remove the sentences that the archive does not support, and add a remark."""
        kept = [w for w, claim in zip(written, answer.claims, strict=True) if not claim.unsupported]
        left_out = len(written) - len(kept)
        if left_out:
            said = f"{count(left_out, 'sentence')} from {self.name} left out"
            answer = _remarked(answer, f"{said}: not supported by the archive.")
        if not answer.supported:
            return _remarked(
                replace(quoted, remarks=answer.remarks),
                f"The archive supports nothing that {self.name} wrote. The answer consists of "
                "quotations instead.",
            )
        return replace(answer, claims=transcript.renumbered(kept)) if left_out else answer


def _unread(length: int) -> int:
    """Return how many characters may arrive before a reply of this length is parsed again."""
    return length // (_OF_SHORT if length <= _SHORT else _OF_LONG)


def _remarked(answer: Answer, remark: str) -> Answer:
    return replace(answer, remarks=(*answer.remarks, remark))
