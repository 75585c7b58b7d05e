"""Bounded memory for the sessions of visitors and programs.

Gradio keeps up to 10,000 sessions, each with the configuration of all components (0.18 MB) and the
pending messages of its calls. Each call over plain HTTP has a session of its own. SEE:
gradio.state_holder, gradio.queueing
"""

from __future__ import annotations

import asyncio
from asyncio import Queue as Mailbox
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

import fastapi
import gradio as gr
from gradio.data_classes import PredictBodyInternal
from gradio.queueing import Queue
from gradio.state_holder import SessionState, StateHolder
from gradio.utils import LRUCache
from starlette.types import Message, Receive, Send

# Seconds to wait for a reader to disconnect. Some programs never do.
LINGER = 2.0
_END = b'"close_stream"'  # quotes inside other messages are escaped with a backslash


class Streams:
    """Tracks the sessions whose stream has ended but whose reader is still connected."""

    def __init__(self) -> None:
        self._ended: dict[str, asyncio.Event] = {}

    async def left(self, session: str) -> None:
        """Wait until no reader is connected to an ended stream of the session."""
        while ended := self._ended.get(session):
            await ended.wait()

    def watched(self, session: str, receive: Receive, send: Send) -> Send:
        """Return a send callable that waits for the reader to disconnect after the stream's end."""

        async def watching(message: Message) -> None:
            if _END not in message.get("body", b""):
                await send(message)
                return
            ended = self._ended[session] = asyncio.Event()
            try:
                await send(message)
                # Starlette cancels the sending when the reader leaves, but gradio's generator only
                # ends if it is resumed: closed at its `yield`, it yields an error, which fails.
                with suppress(TimeoutError, asyncio.CancelledError):
                    await asyncio.wait_for(_leaving(receive), LINGER)
            finally:
                ended.set()
                if self._ended.get(session) is ended:
                    del self._ended[session]

        return watching


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


MOST_SESSIONS = 500
MOST_UNREAD = 200
MOST_MESSAGES = 2_000  # sessions, gradio's own limit


class Session(SessionState):
    """The state of one visitor, without the configuration that only gradio's deep links use."""

    def __init__(self, blocks: gr.Blocks) -> None:
        bare: Any = SimpleNamespace(default_config=blocks.default_config, blocks={})
        super().__init__(bare)

    def __setitem__(self, key: int, value: Any) -> None:
        """Store a component that was changed for this visitor."""
        super().__setitem__(key, value)
        self.config_values.clear()

    def _update_config(self, key: int) -> None:
        """Do nothing, because no configuration is kept."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Do nothing, because no configuration is kept."""


class Sessions(StateHolder):
    """The sessions of visitors. The least recently used one is dropped first.

    A visitor whose session was dropped continues with the conversation that the browser kept. For a
    call without a session, gradio passes the id of its event. The state of such a call is not kept.
    """

    def __init__(self, blocks: gr.Blocks) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # gradio has no types there
        self.set_blocks(blocks)
        self.capacity = MOST_SESSIONS

    def __getitem__(self, session_id: str) -> SessionState:
        """Return the state of a session. Create it on first use."""
        if session_id in self.blocks._queue.event_ids_to_events:
            return Session(self.blocks)
        if session_id not in self.session_data:
            self.session_data[session_id] = Session(self.blocks)
        return super().__getitem__(session_id)

    def delete_state(self, session_id: str, expired_only: bool = False) -> None:
        """Delete expired state, and a closed page's session once it has no state left."""
        super().delete_state(session_id, expired_only)
        session = self.session_data.get(session_id)
        if session is not None and session.is_closed and not session.state_data:
            self.session_data.pop(session_id, None)
            self.time_last_used.pop(session_id, None)


class _Messages(LRUCache[str, Any]):
    """Messages for the readers of each session, kept until the last reader leaves."""

    def __init__(self, readers: Counter[str]) -> None:
        super().__init__(MOST_MESSAGES)
        self._readers = readers

    def __delitem__(self, session: str) -> None:
        """Delete the messages of a session, unless it has another reader."""
        if session in self and self._readers[session] <= 1:
            super().__delitem__(session)


class Deliveries(Queue):
    """The queue of calls. A call is forgotten once its answer was read.

    Of the unread answers, only the latest MOST_UNREAD are kept.
    """

    def __init__(self, blocks: gr.Blocks, most_waiting: int, at_once: int) -> None:
        super().__init__(
            live_updates=True,
            concurrency_count=blocks.max_threads,
            update_intervals=1,
            max_size=most_waiting,
            blocks=blocks,
            default_concurrency_limit=at_once,
        )
        self.ANALYTICS_MAX_EVENTS = 1
        self._readers: Counter[str] = Counter()
        self._streams = Streams()
        self.pending_messages_per_session = _Messages(self._readers)

    async def push(
        self, body: PredictBodyInternal, request: fastapi.Request, username: str | None
    ) -> Any:
        """Queue a call, and forget calls whose answers are no longer needed."""
        self._forget()
        taken = await super().push(body, request, username)
        await self._streams.left(body.session_hash or "")
        return taken

    @contextmanager
    def reading(self, session: str, receive: Receive, send: Send) -> Iterator[Send]:
        """Keep the messages of a session while a reader is connected, and yield its send callable.

        Gradio fails if they are dropped during that time.
        """
        if not session:
            yield send
            return
        self._readers[session] += 1
        if session not in self.pending_messages_per_session:
            self.pending_messages_per_session[session] = Mailbox()
        try:
            yield self._streams.watched(session, receive, send)
        finally:
            self._readers[session] -= 1
            if not self._readers[session]:
                del self._readers[session]
                if not self.pending_event_ids_session.get(session):
                    self._drop(session)

    def session_of(self, event: str) -> str:
        """Return the session of an event with messages left to read, or '' if there is none."""
        sessions = self.pending_event_ids_session.items()
        found = next((session for session, announced in sessions if event in announced), "")
        return found if found in self.pending_messages_per_session else ""

    def compute_analytics_summary(self, records: object) -> dict[str, Any]:  # noqa: ARG002 - gradio's
        """Return nothing, because gradio would process all calls with pandas after each call."""
        return {"functions": {}}

    def _forget(self) -> None:
        ended = []
        for session, events in list(self.pending_event_ids_session.items()):
            if session in self._readers:
                continue
            if not events:
                self._drop(session)
            elif not events & self.event_ids_to_events.keys():
                ended.append(session)
        for session in ended[:-MOST_UNREAD]:
            self._drop(session)

    def _drop(self, session: str) -> None:
        self.pending_event_ids_session.pop(session, None)
        self.pending_messages_per_session.pop(session, None)
