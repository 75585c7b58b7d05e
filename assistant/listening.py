"""Listening to a chat model: its words as they come, or the reason why there are none."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import ModelFailed
from assistant.models import without

_ENDED = object()


def words(
    model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, key: str = ""
) -> Iterator[str]:
    """Yield what a model says, piece by piece; ModelFailed where it fails or takes too long.

    The model is listened to in a thread, because one that hangs cannot be interrupted: when time
    is up, or when nobody wants to hear more, it is left to itself and ends with its next word.
    """
    heard: queue.SimpleQueue[object] = queue.SimpleQueue()
    enough = threading.Event()

    def listen() -> None:
        try:
            for chunk in model.stream(list(messages)):
                if enough.is_set():
                    return
                if chunk.text:
                    heard.put(chunk.text)
            heard.put(_ENDED)
        # Providers raise errors of their own kinds, which have no base in common.
        except Exception as error:  # noqa: BLE001 - it is raised again where somebody waits
            heard.put(error)

    # The context tells tracers which run the model's belongs to.
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(listen,), daemon=True).start()
    until = time.monotonic() + seconds
    try:
        while (said := _next(heard, until, seconds)) is not _ENDED:
            if isinstance(said, Exception):
                raise ModelFailed(_reason(said, key)) from said
            yield str(said)
    finally:
        enough.set()


def _next(heard: queue.SimpleQueue[object], until: float, seconds: float) -> object:
    try:
        return heard.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty as error:
        raise ModelFailed(f"it did not come to an end within {seconds:g} seconds") from error


def _reason(error: Exception, key: str) -> str:
    said = without(key, str(error)).strip().partition("\n")[0][:200]
    return f"{type(error).__name__}: {said}".rstrip(".: ")
