"""Parse and check request bodies, and refuse invalid ones with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from math import isfinite
from typing import Any

from starlette.responses import JSONResponse

from ui.requests.act import misfit
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
            said = (
                f"The server refused this request: {HTTPStatus(status).phrase}. Check the request."
            )
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            said += " Try again in a moment."
        return cls(HTTPStatus(status), said)

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Return the refusal as a JSON response: {"detail": "…"}."""
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


DEEPEST = 20
MOST_VALUES = 100_000


def read_object(body: bytes, content_type: str) -> Mapping[str, Any]:
    """Return the JSON object in a body; raise Refusal if the body is not a JSON object."""
    try:
        read = json.loads(body, parse_constant=_no_number)
    except RecursionError:
        raise _nested() from None
    except ValueError as error:
        said = str(error).partition(";")[0]
        raise Refusal(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {said}.") from None
    if not isinstance(read, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body must be a JSON object.")
    kind = content_type.partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"The body was sent as `{shown(kind) or 'nothing'}`. Set the header "
            "`Content-Type: application/json`.",
        )
    return read


def require_sound(body: Mapping[str, Any], uploaded: Callable[[str], bool]) -> None:
    """Raise Refusal for too many or too deep values, invalid text, or files not uploaded here."""
    for number, value in enumerate(_values(body)):
        if number >= MOST_VALUES:
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                f"The body has more than {MOST_VALUES:,} values. Send fewer.",
            )
        if isinstance(value, str):
            _require_text(value)
        elif isinstance(value, float) and not isfinite(value):
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                "A number in the body is too large. Send a smaller one.",
            )
        elif isinstance(value, dict) and "path" in value:
            _require_upload(value["path"], uploaded)


def _values(body: Mapping[str, Any]) -> Iterator[Any]:
    """Yield all keys and values; raise Refusal if they are nested deeper than DEEPEST."""
    waiting: list[tuple[Any, int]] = [(body, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise _nested()
        yield value
        if isinstance(value, dict):
            waiting += ((each, depth + 1) for pair in value.items() for each in pair)
        elif isinstance(value, list):
            waiting += ((each, depth + 1) for each in value)


def _nested() -> Refusal:
    return Refusal(
        HTTPStatus.BAD_REQUEST,
        f"The JSON is nested too deeply. Send it with at most {DEEPEST} levels.",
    )


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def _require_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"The text `{shown(text)}` has half of a surrogate pair, which is not a character. "
            "Send it as UTF-8.",
        ) from None


def _require_upload(path: object, uploaded: Callable[[str], bool]) -> None:
    if not isinstance(path, str) or not uploaded(path):
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"`{shown(str(path))}` was not uploaded here. Send the file to /gradio_api/upload, and "
            "give the path that it returns.",
        )
