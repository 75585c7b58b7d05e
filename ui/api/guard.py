"""The guard of the HTTP interface, which answers invalid requests with a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.endpoints import UPLOAD, Call, Endpoints
from ui.api.request_body import Refusal
from ui.uploads.upload_folder import Spool

MOST_BYTES = 8 * 1024**2
_FILES = "No files were sent. Send them as multipart/form-data, each under `files`."


class Guard:
    """Middleware that answers a request that gradio cannot handle with 4xx and a sentence."""

    def __init__(self, app: ASGIApp, endpoints: Endpoints, spool: Spool) -> None:
        self._app, self._endpoints, self._spool = app, endpoints, spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it can be answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            call = self._endpoints.call(scope["method"], scope["path"])
            if call.path == UPLOAD:
                await self._uploaded(scope, receive, send)
            elif scope["method"] == "POST":
                await self._refusing(scope, await self._required(call, scope, receive), send)
            else:
                session = self._endpoints.session_read(call, scope["query_string"])
                with self._endpoints.reading(session, receive, send) as send_watched:
                    await self._refusing(_without_range(scope), receive, send_watched)
        except ClientDisconnect:
            return  # the client has disconnected
        except Refusal as refusal:
            await refusal.response()(scope, receive, send)

    async def _refusing(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; raise Refusal if gradio refuses it."""
        held = _Held(send, range(HTTPStatus.BAD_REQUEST, 600))
        await self._app(scope, receive, held)
        if held.messages:
            raise Refusal.of_response(held.status, held.body)

    async def _required(self, call: Call, scope: Scope, receive: Receive) -> Receive:
        """Raise Refusal if the body is invalid; return a receive callable that replays the body."""
        kind = Request(scope).headers.get("content-type", "")
        body, again = await _read(receive)
        await run_in_threadpool(self._endpoints.require_sent, call, body, kind)
        return again

    async def _uploaded(self, scope: Scope, receive: Receive, send: Send) -> None:
        held = _Held(send, range(600))
        try:
            with self._spool.receiving():
                await self._app(scope, receive, held)
        except OSError as error:
            raise Refusal(
                HTTPStatus.INSUFFICIENT_STORAGE,
                f"The server cannot store the upload: {error.strerror or error}. Ask its operator "
                "to check its temporary directory.",
            ) from error
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise Refusal(HTTPStatus.BAD_REQUEST, _FILES) from error
        if held.status == HTTPStatus.BAD_REQUEST or held.body == b"[]":
            raise Refusal(HTTPStatus.BAD_REQUEST, _FILES)
        if held.status > HTTPStatus.BAD_REQUEST:
            raise Refusal.of_response(held.status, held.body)
        await held.release()


class _Held:
    """Holds a response back if its status is one of `statuses`, and sends it on otherwise."""

    def __init__(self, send: Send, statuses: Iterable[int]) -> None:
        self._send, self._statuses = send, statuses
        self.messages: list[Message] = []
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send or hold one message of the response."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        if self.status in self._statuses:
            self.messages.append(message)
        else:
            await self._send(message)

    @property
    def body(self) -> bytes:
        """The body of the response that was held back."""
        return b"".join(message.get("body", b"") for message in self.messages)

    async def release(self) -> None:
        """Send on the messages that were held back."""
        for message in self.messages:
            await self._send(message)


def _without_range(scope: Scope) -> Scope:
    """Return the scope without the Range header, because gradio fails on malformed ranges."""
    kept = [pair for pair in scope["headers"] if pair[0] != b"range"]
    return {**scope, "headers": kept}


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """Read a body; return it and a receive callable that replays it."""
    read = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        read += message.get("body", b"")
        if len(read) > MOST_BYTES:
            raise Refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The body has more than {MOST_BYTES:,} bytes. Send less text.",
            )
        if not message.get("more_body", False):
            break
    body = bytes(read)
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return body, again
