"""The event streams through which pages receive the results of their calls.

Gradio ends a page's stream with a message once the page has no pending calls. If the answer to the
page's next call arrives before that message, the page assumes that the stream is open, opens no
other, and waits for ever. That answer is therefore held back until the page has left the ended
stream. SEE: gradio.routes.queue_data
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import Message, Receive, Send

# Seconds that a page may take to leave. Some programs never do.
LINGER = 2.0
_END = b'"close_stream"'  # quotes inside other messages are escaped with a backslash


class Streams:
    """Tracks the sessions whose stream has ended but whose reader has not left."""

    def __init__(self) -> None:
        self._ended: dict[str, asyncio.Event] = {}

    async def left(self, session: str) -> None:
        """Wait until the session has no ended stream with a reader."""
        while ended := self._ended.get(session):
            await ended.wait()

    def watched(self, session: str, receive: Receive, send: Send) -> Send:
        """Return a send callable that waits for the reader to leave after the stream's end."""

        async def watching(message: Message) -> None:
            if _END not in message.get("body", b""):
                await send(message)
                return
            ended = self._ended[session] = asyncio.Event()
            try:
                await send(message)
                with suppress(TimeoutError):
                    await asyncio.wait_for(_leaving(receive), LINGER)
            finally:
                ended.set()
                if self._ended.get(session) is ended:
                    del self._ended[session]

        return watching


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
