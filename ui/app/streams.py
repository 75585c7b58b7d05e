"""The streams by which pages read what comes of their calls.

Gradio ends a page's stream with a message once the page awaits nothing more. A page that gets the
answer to its next call before that message takes the stream for open, opens no other, and waits
for ever. So that answer is held back until the page has left the stream that ended.
SEE: gradio.routes.queue_data
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import Message, Receive, Send

# How long a page may take to leave, in seconds; some programs never do.
LINGER = 2.0
_END = b'"close_stream"'  # quotes inside of other messages have a backslash before them


class Streams:
    """Which sessions have a stream that ended and was not left yet."""

    def __init__(self) -> None:
        self._ended: dict[str, asyncio.Event] = {}

    async def left(self, session: str) -> None:
        """Wait until no stream of a session is ended and not left."""
        while ended := self._ended.get(session):
            await ended.wait()

    def watched(self, session: str, receive: Receive, send: Send) -> Send:
        """Return what a stream is sent by; after its end it waits until the reader has left."""

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
