"""The endpoints that programs may call, and what is wrong with a request for them.

POST call/v2/NAME     {"question": "…"}: values by name
POST call/NAME        {"data": ["…", …]}: all values in their order
GET  the same path with an event's id behind it: the answer, once
POST queue/join       {"fn_index": 0, "session_hash": "…", "data": [ … ]}: the page, gradio's client
GET  queue/data       what comes of it
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ui.uploads import shown_name

# How the paths begin that the page and gradio's client need besides.
OTHERS = (
    *("app_id", "cancel", "info", "login_check", "queue/status", "reset", "startup-events"),
    *("theme.css", "upload", "upload_progress", "user", "file=", "heartbeat/"),
)
_LONGEST_SHOWN = 60


class Refusal(ValueError):
    """A request that cannot be answered, with its HTTP status and a sentence for the caller."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What can be called.

    `named` are the endpoints with their parameters; `functions` are the functions of the page by
    number, with how many values each takes. `known` returns True for the id of an event or of a
    session that something may still come of.
    """

    named: Mapping[str, Sequence[str]]
    functions: Mapping[int, int]
    known: Callable[[str], bool]

    def require_get(self, path: str, session: str) -> None:
        """Raise Refusal if a GET request asks for what is not there."""
        match path.split("/"):
            case ["call", "v2", name, event] | ["call", name, event] if name != "v2":
                self._parameters(name)
                if not self.known(event):
                    raise Refusal(
                        HTTPStatus.NOT_FOUND,
                        f"No answer waits under `{_shown(event)}`: it was read already, or nothing "
                        f"was asked. Call /{name} again.",
                    )
            case ["queue", "data"]:
                if session and not self.known(session):
                    raise Refusal(
                        HTTPStatus.NOT_FOUND,
                        f"Nothing was asked in session `{_shown(session)}`. Load the page again.",
                    )
            case ["call", *_]:
                raise Refusal(
                    HTTPStatus.METHOD_NOT_ALLOWED, "Send the values with POST. " + self._offer()
                )
            case _:
                self._require_other(path)

    def require_post(self, path: str, body: Callable[[], bytes]) -> None:
        """Raise Refusal if a POST request does not fit what it calls."""
        match path.split("/"):
            case ["call", "v2", name]:
                self._require_parameters(name, _values(body()))
            case ["call", name]:
                self._require_values(name, _values(body()))
            case ["queue", "join"]:
                self._require_function(_values(body()))
            case _:
                self._require_other(path)

    def _require_other(self, path: str) -> None:
        if not path.startswith(OTHERS):
            raise Refusal(
                HTTPStatus.NOT_FOUND, f"There is no `/gradio_api/{_shown(path)}`. {self._offer()}"
            )

    def _parameters(self, name: str) -> Sequence[str]:
        if name not in self.named:
            raise Refusal(
                HTTPStatus.NOT_FOUND, f"There is no endpoint `/{_shown(name)}`. {self._offer()}"
            )
        return self.named[name]

    def _require_parameters(self, name: str, values: Mapping[str, Any]) -> None:
        parameters = self._parameters(name)
        unknown = [f"`{_shown(each)}`" for each in values if each not in parameters]
        if unknown:
            raise Refusal(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"/{name} has no parameter {' and no '.join(unknown)}. "
                f"Its parameters are {', '.join(parameters)}.",
            )

    def _require_values(self, name: str, values: Mapping[str, Any]) -> None:
        parameters, data = self._parameters(name), values.get("data")
        if not isinstance(data, list) or len(data) != len(parameters):
            given = f"{len(data)} were given" if isinstance(data, list) else "there is no list"
            raise Refusal(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"/{name} takes {len(parameters)} values in a list under `data` "
                f"({', '.join(parameters)}), and {given}. Values by name, some left out, go to "
                f"/gradio_api/call/v2/{name}.",
            )

    def _require_function(self, values: Mapping[str, Any]) -> None:
        number, session = values.get("fn_index"), values.get("session_hash")
        if not isinstance(session, str) or not session:
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "`session_hash` has to be a text.")
        if type(number) is not int or number not in self.functions:
            raise Refusal(
                HTTPStatus.NOT_FOUND,
                f"`fn_index` is `{_shown(str(number))}`, which is no function. {self._offer()}",
            )
        data = values.get("data")
        if not isinstance(data, list) or len(data) != self.functions[number]:
            raise Refusal(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"Function {number} takes a list of {self.functions[number]} values under `data`.",
            )

    def _offer(self) -> str:
        paths = (f"/gradio_api/call/v2/{name}" for name in self.named)
        return f"Programs can call {' and '.join(paths)}."


def _values(body: bytes) -> Mapping[str, Any]:
    try:
        values = json.loads(body)
    except RecursionError:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The JSON is nested too deeply.") from None
    except ValueError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {error}.") from None
    if not isinstance(values, dict):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "The body has to be a JSON object.")
    return values


def _shown(given: str) -> str:
    """Return what was given as it can be shown: one line, and not endless."""
    return shown_name(given[:_LONGEST_SHOWN]) + "…" * (len(given) > _LONGEST_SHOWN)
