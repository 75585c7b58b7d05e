"""Streaming of a chat model's reply within a deadline, or the reason why it failed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import ModelFailed
from assistant.writing.key_masking import Keys
from assistant.writing.models import address_of, tells_its_end
from index.pump import NothingYet, Pump

_LONGEST = 200
_BROKEN = ("Reset", "Protocol", "ReadError", "BrokenPipe", "Aborted", "IncompleteRead")
_UNREACHED = ("Connect", "Unreachable", "DNS", "gaierror", "OSError")
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)


def reason(error: Exception, address: str, keys: Keys) -> str:
    """Return a clause on why a model did not answer; `address` is that of its server."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _refused(status, _said(error, keys))
    names = " ".join(type(each).__name__ for each in _behind(error))
    if "Timeout" in names:
        return "it did not answer in time; to allow more time, set ONRECORD_MODEL_SECONDS"
    if any(name in names for name in _BROKEN):
        return "the connection to it was lost; ask again"
    if isinstance(error, OSError) or any(name in names for name in _UNREACHED):
        if not address:
            return "its provider cannot be reached; check that this machine is online"
        return (
            f"nothing answers at {address}; check that its server is running and that this machine "
            "is online"
        )
    if isinstance(error, _UNREADABLE):
        where = f" from {address}" if address else ""
        return (
            f"the reply{where} is not that of a chat model; check that the address is that of its "
            "API, which usually ends in /v1"
        )
    said = _said(error, keys)
    return f"it failed: “{said}”" if said else "it failed without giving a reason; ask again"


def _refused(status: int, said: str) -> str:
    told = f": “{said}”" if said else ""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return (
            f"its provider rejected the key ({status}); set a valid key with "
            "ONRECORD_MODEL_KEY or in the provider’s own variable"
        )
    if status == HTTPStatus.NOT_FOUND:
        return (
            f"its server does not know this model or address ({status}{told}); check "
            "ONRECORD_MODEL and ONRECORD_MODEL_URL"
        )
    if status in (HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.TOO_MANY_REQUESTS):
        return f"its provider accepts no more requests now ({status}{told}); ask again later"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"its server failed ({status}{told}); ask again later"
    return f"its server refused the question ({status}{told})"


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and the errors it was raised from."""
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen:
        seen.append(at)
        yield at
        at = at.__cause__ or at.__context__


def _said(error: Exception, keys: Keys) -> str:
    """Return the provider's message without the values meant for programs."""
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        said = inner.get("message") if isinstance(inner, dict) else inner
    else:
        said = str(error)
    return keys.in_message(str(said or "")).strip().partition("\n")[0][:_LONGEST].rstrip(". ")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number of seconds, counted from the creation of the deadline."""

    seconds: float
    _began: float = field(default_factory=time.monotonic, repr=False)

    @property
    def left(self) -> float:
        """The seconds left, at least 0."""
        return max(0.0, self._began + self.seconds - time.monotonic())

    @property
    def missed(self) -> ModelFailed:
        """The error for a missed deadline."""
        return ModelFailed(
            f"it did not finish within {self.seconds:g} seconds; to allow more time, set "
            "ONRECORD_MODEL_SECONDS"
        )

    def keep(self) -> None:
        """Raise ModelFailed if no time is left."""
        if not self.left:
            raise self.missed


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
        """Return the next piece, and why the reply ends if it ends there; None at the end."""
        # Checked here because words may be ready even after the deadline.
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
            raise ModelFailed("a content filter of its provider blocked the reply")
        if told in _CUT:
            return Ending.CUT
        return Ending.BROKEN if not told and tells_its_end(self._model) else Ending.WHOLE


def words(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, key: str = ""
) -> Iterator[str]:
    """Yield a model's reply, for callers that do not need to know how it ended."""
    return Listening(model, messages, Deadline(seconds), key).words()


def _told(metadata: Mapping[str, Any]) -> str:
    """Return the reason a provider gives for the end of a reply, or "" if none yet."""
    return next((str(metadata[name]) for name in _TOLD_BY if metadata.get(name)), "")
