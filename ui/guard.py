"""The guard of the interface for programs: a mistake in a request gets a sentence, not a fault."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.endpoints import Endpoints, Refusal
from ui.spool import Spool

PREFIX = "/gradio_api/"
MOST_BYTES = 8 * 1024**2


class Guard:
    """Middleware that answers requests which gradio cannot with 4xx and a sentence."""

    def __init__(self, app: ASGIApp, endpoints: Endpoints, spool: Spool) -> None:
        self._app, self._endpoints, self._spool = app, endpoints, spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it can be answered."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        path = path.removeprefix(PREFIX).rstrip("/")
        try:
            if path == "upload" and scope["method"] == "POST":
                await self._uploaded(scope, receive, send)
            else:
                await self._app(scope, await self._required(scope, path, receive), send)
        except Refusal as refusal:
            await JSONResponse({"detail": str(refusal)}, refusal.status)(scope, receive, send)

    async def _required(self, scope: Scope, path: str, receive: Receive) -> Receive:
        """Raise Refusal for what cannot be answered; return what the body can be read from."""
        if scope["method"] == "POST":
            body, receive = await _read(receive)
            self._endpoints.require_post(path, lambda: body)
        else:
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])
            self._endpoints.require_get(path, session[0])
        return receive

    async def _uploaded(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._spool.ready()
            await self._app(scope, receive, send)
            self._spool.tidy()
        except ClientDisconnect:
            return  # nobody waits for an answer
        except OSError as error:
            raise Refusal(
                HTTPStatus.INSUFFICIENT_STORAGE,
                f"The server cannot keep an upload: {error.strerror or error}. Ask whoever runs "
                "it to look at its temporary directory.",
            ) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Refusal(
                HTTPStatus.BAD_REQUEST, "Send files as multipart/form-data, each under `files`."
            ) from error


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """Read a body; return it, and what gives it out again."""
    read = bytearray()
    while True:
        message = await receive()
        read += message.get("body", b"")
        if len(read) > MOST_BYTES:
            raise Refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The body has more than {MOST_BYTES:,} bytes. Send less text at once.",
            )
        if not message.get("more_body", False):
            break
    body = bytes(read)
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return body, again
