"""Streaming of a chat model's reply, or the reason why it failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import ModelFailed
from assistant.writing.breakdown import reason
from assistant.writing.deadline import Deadline
from assistant.writing.key_masking import Keys
from assistant.writing.models import address_of, tells_its_end
from index.pump import NothingYet, Pump

# The names under which providers report why a reply ended.
_TOLD_BY = ("finish_reason", "stop_reason", "done_reason", "stopReason")
_CUT = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_FILTERED = frozenset(
    "content_filter content_filtered guardrail_intervened safety recitation blocklist "
    "prohibited_content spii".split()
)


class Ending(Enum):
    """How a reply ended: complete, at the length limit, or interrupted."""

    WHOLE = auto()
    CUT = auto()
    BROKEN = auto()


class Listening:
    """One reply of a model. After the last word, `ending` is how it ended."""

    def __init__(
        self, model: BaseChatModel, messages: Sequence[BaseMessage], until: Deadline, key: str = ""
    ) -> None:
        self.ending = Ending.WHOLE
        self._model, self._messages, self._until = model, list(messages), until
        self._keys = Keys.of(model, key)

    def words(self) -> Iterator[str]:
        """Yield the reply piece by piece; raise ModelFailed on an error or a timeout.

        The model runs in a thread, because one that hangs cannot be interrupted. When time is up,
        or the caller stops reading, the thread is abandoned and exits at its next token.
        """
        pump = Pump(self._chunks())
        told = ""
        try:
            while said := self._next(pump):
                piece, why = said
                told = why or told
                if piece:
                    yield piece
        finally:
            pump.stop()
        self.ending = self._ended(told.lower())

    def _chunks(self) -> Iterator[tuple[str, str]]:
        for chunk in self._model.stream(self._messages):
            yield chunk.text, _told(chunk.response_metadata)

    def _next(self, pump: Pump[tuple[str, str]]) -> tuple[str, str] | None:
        """Return the next piece and the reason if the reply ends there; None at the end."""
        # A model that never pauses, or is read slowly, has words ready after the deadline.
        self._until.keep()
        try:
            return pump.take(self._until.left)
        except StopIteration:
            return None
        except NothingYet as error:
            raise self._until.missed from error
        # Providers raise their own exceptions, which have no common base class.
        except Exception as error:
            raise ModelFailed(reason(error, address_of(self._model), self._keys)) from error

    def _ended(self, told: str) -> Ending:
        if told == "refusal":
            raise ModelFailed("it refused")
        if told in _FILTERED:
            raise ModelFailed("a filter of its provider held the reply back")
        if told in _CUT:
            return Ending.CUT
        return Ending.BROKEN if not told and tells_its_end(self._model) else Ending.WHOLE


def words(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, key: str = ""
) -> Iterator[str]:
    """Yield a model's reply, for callers to whom it does not matter how it ends."""
    return Listening(model, messages, Deadline(seconds), key).words()


def _told(metadata: Mapping[str, Any]) -> str:
    """Return the reason a provider gives for the end of a reply, or "" if none yet."""
    return next((str(metadata[name]) for name in _TOLD_BY if metadata.get(name)), "")
