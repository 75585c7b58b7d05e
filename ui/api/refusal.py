"""Refusals of requests: an HTTP status and one sentence for the caller."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from ui.requests.misfit import misfit
from ui.uploads.kept_uploads import shown_name

_LONGEST_SHOWN = 60
_BARE = frozenset(status.phrase for status in HTTPStatus)


class Refusal(ValueError):
    """A request that cannot be answered, with an HTTP status and a sentence for the caller."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status

    @classmethod
    def of_response(cls, status: int, body: bytes) -> Refusal:
        """Return the refusal that corresponds to a library's error response."""
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            status = HTTPStatus.BAD_REQUEST
        said = _said(body)
        if not said or said in _BARE:
            said = f"The server refused this request ({HTTPStatus(status).phrase}). Check it."
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            said += " Try again in a moment."
        return cls(HTTPStatus(status), said)

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Return the refusal as a response in the format for programs."""
        return JSONResponse({"detail": str(self)}, self.status, headers)


def shown(given: str) -> str:
    """Return a given value on one line, truncated if it is long."""
    return shown_name(given[:_LONGEST_SHOWN]) + "…" * (len(given) > _LONGEST_SHOWN)


def _said(body: bytes) -> str:
    """Return the message of a response: plain text, a sentence or pydantic's list of errors."""
    text = body.decode(errors="replace").strip()
    try:
        detail = json.loads(text)["detail"]
    except (ValueError, KeyError, TypeError):
        return text
    if isinstance(detail, list):
        return " ".join(misfit(_without_place(error)) for error in detail)
    return str(detail)


def _without_place(error: Any) -> Any:
    """Return a pydantic error without the "body", "path" or "query" part of its location."""
    return {"input": None, **error, "loc": error["loc"][1:] or error["loc"]}
