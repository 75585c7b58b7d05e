from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from starlette.responses import StreamingResponse
from starlette.types import Message

from tests.patience import PATIENCE
from ui.app.sessions import Streams

END = b'data: {"msg":"close_stream","event_id":null}\n\n'
QUOTED = b'data: {"msg":"process_completed","output":"\\"close_stream\\""}\n\n'


class Reader:
    """A page that reads a stream."""

    def __init__(self, streams: Streams) -> None:
        self.got: list[bytes] = []
        self.leaves = asyncio.Event()
        self._send = streams.watched("page", self._receive, self._get)

    async def read(self, body: bytes) -> None:
        """Be sent something."""
        await self._send({"type": "http.response.body", "body": body, "more_body": True})

    async def _get(self, message: Message) -> None:
        self.got.append(message["body"])

    async def _receive(self) -> Message:
        await self.leaves.wait()
        return {"type": "http.disconnect"}


def run(test: Coroutine[Any, Any, None]) -> None:
    """Run it, but not for ever."""
    asyncio.run(asyncio.wait_for(test, PATIENCE))


async def turns() -> None:
    """Let everything else go on as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_call_is_answered_once_the_page_has_left_its_stream(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise the page takes the stream for open, and waits for ever."""
    monkeypatch.setattr("ui.app.sessions.LINGER", PATIENCE)

    async def test() -> None:
        streams = Streams()
        reader = Reader(streams)
        await reader.read(QUOTED)
        await streams.left("page")
        ending = asyncio.create_task(reader.read(END))
        await turns()
        call = asyncio.create_task(streams.left("page"))
        await streams.left("another page")
        await turns()
        assert reader.got == [QUOTED, END]
        assert not call.done()
        reader.leaves.set()
        await ending
        await call

    run(test())


def test_a_reader_that_never_leaves_is_waited_for_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program may read to the end."""
    monkeypatch.setattr("ui.app.sessions.LINGER", 0.01)

    async def test() -> None:
        streams = Streams()
        await Reader(streams).read(END)
        await streams.left("page")

    run(test())


def test_a_stream_that_is_broken_off_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server notices first that the page is gone."""
    monkeypatch.setattr("ui.app.sessions.LINGER", PATIENCE)

    async def test() -> None:
        streams = Streams()
        ending = asyncio.create_task(Reader(streams).read(END))
        await turns()
        ending.cancel()
        await streams.left("page")

    run(test())


async def _gradios_stream() -> AsyncIterator[bytes]:
    """Yield the end of a stream, and an error where gradio's generator does."""
    try:
        yield END
    except BaseException:
        yield b"data: an error"
        raise


def test_a_stream_whose_reader_left_ends_without_an_error() -> None:
    """Starlette cancels what sends it then, and its generator must not be closed half-way."""

    async def test() -> None:
        failed: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, what: failed.append(what))
        sent, asked = asyncio.Event(), []

        async def receive() -> Message:
            asked.append(1)
            if len(asked) > 1:  # `Streams` waits, and Starlette is told first
                await asyncio.Event().wait()
            await sent.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message.get("body"):
                sent.set()

        scope = {"type": "http", "asgi": {"spec_version": "2.3"}}
        watched = Streams().watched("page", receive, send)
        await StreamingResponse(_gradios_stream())(scope, receive, watched)
        gc.collect()
        await turns()
        assert failed == []

    run(test())
