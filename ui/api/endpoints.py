"""The served paths, and the checks on requests for them.

POST call/v2/NAME     call an endpoint, values by name: {"question": "…"}
POST call/NAME        call an endpoint, values in order: {"data": ["…", …]}
GET  PATH/EVENT_ID    read the answer, once, at the path of the call
POST queue/join       the page's calls: {"fn_index": 0, SESSION: "…", "data": [ … ]}
GET  queue/data       the events of the page's calls
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from starlette.types import Receive, Send

from index.errors import ArchiveError, ArticleMissing
from ui.api.request_body import Refusal, read_object, require_sound, shown
from ui.requests.act import Act

API = "gradio_api/"
UPLOAD = f"{API}upload"
SESSION = "session_hash"
# Paths that the page and gradio's client need besides the endpoints and the queue.
_READ = ("", "config", "favicon.ico", "robots.txt", "theme.css", f"{API}info")
_READ_BELOW = ("assets/", "static/", f"{API}file=", f"{API}heartbeat/")
_WRITTEN = (f"{API}cancel", f"{API}reset")
_ASKED_FOR = {f"{API}queue/data": SESSION, f"{API}upload_progress": "upload_id"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST_NAME = 255  # the limit for a file name
_GET, _POST = ("GET",), ("POST",)


@dataclass(frozen=True, slots=True)
class Call:
    """A request for a path that is served: its endpoint and event, if it has them."""

    path: str
    endpoint: Act | None = None
    event: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The endpoints and functions that can be called.

    `named` are the endpoints. `functions` are the numbers of the page's functions, each with the
    number of values it takes. `session_of` returns the session of an event whose messages can still
    be read, and `reading` keeps the session while a client reads it. `uploaded` returns True for
    the path of an upload.
    """

    named: Mapping[str, Act]
    functions: Mapping[int, int]
    session_of: Callable[[str], str]
    reading: Callable[[str, Receive, Send], AbstractContextManager[Send]]
    uploaded: Callable[[str], bool]

    def call(self, method: str, path: str) -> Call:
        """Return what a request calls; raise Refusal if its path or method is not served."""
        path = path.strip("/")
        call, methods = self._served(path)
        if method not in methods:
            raise Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"`/{shown(path)}` takes {methods[0]}, not {shown(method)}. {self._offer()}",
            )
        return call

    def _served(self, path: str) -> tuple[Call, Sequence[str]]:
        match path.removeprefix(API).split("/") if path.startswith(API) else ():
            case ["call", "v2", name]:
                return Call(path, self._endpoint(name), by_name=True), _POST
            case ["call", "v2", name, event]:
                return Call(path, self._endpoint(name), event), _GET
            case ["call", name]:
                return Call(path, self._endpoint(name)), _POST
            case ["call", name, event]:
                return Call(path, self._endpoint(name), event), _GET
        if path in (f"{API}queue/join", UPLOAD, *_WRITTEN):
            return Call(path), _POST
        nameable = all(
            len(step.encode(errors="replace")) <= _LONGEST_NAME for step in path.split("/")
        )
        if path in _READ or path in _ASKED_FOR or (path.startswith(_READ_BELOW) and nameable):
            return Call(path), (*_GET, "HEAD")
        raise Refusal(
            HTTPStatus.NOT_FOUND,
            f"Nothing is served at `/{shown(path)}`. {self._offer()}",
        )

    def session_read(self, call: Call, query: bytes) -> str:
        """Return the session whose answers a request reads, or '' if it reads none.

        Raise Refusal if what it asks for does not exist or may not be read.
        """
        if call.endpoint:
            return self._session_of(call.event, call.endpoint)
        if call.path.startswith(f"{API}heartbeat/"):
            _required_id(SESSION, call.path.removeprefix(f"{API}heartbeat/"))
        if call.path.startswith(f"{API}file=") and not self.uploaded(call.path.partition("=")[2]):
            raise Refusal(HTTPStatus.FORBIDDEN, "Only files that were uploaded here can be read.")
        needed = _ASKED_FOR.get(call.path)
        if needed is None:
            return ""
        given = parse_qs(query.decode("latin-1")).get(needed, [None])
        if len(given) > 1:
            raise Refusal(HTTPStatus.BAD_REQUEST, f"`{needed}` is given twice. Give it once.")
        named = _required_id(needed, given[0])
        return named if needed == SESSION else ""

    def require_sent(self, call: Call, body: bytes, content_type: str) -> None:
        """Raise Refusal if the body of a request is not valid for its endpoint or function."""
        sent = read_object(body, content_type)
        require_sound(sent, self.uploaded)
        if not call.by_name and sent.get(SESSION) is not None:
            _required_id(SESSION, sent[SESSION])
        if call.endpoint:
            arguments = sent if call.by_name else _in_order(call.endpoint, sent)
            _require_arguments(call.endpoint, arguments)
        elif call.path == f"{API}queue/join":
            self._require_function(sent)

    def _session_of(self, event: str, endpoint: Act) -> str:
        session = self.session_of(event)
        if not session:
            raise Refusal(
                HTTPStatus.NOT_FOUND,
                f"There is no answer for `{shown(event)}`: it was already read, or there was no "
                f"such call. Call /{endpoint.name} again.",
            )
        return session

    def _endpoint(self, name: str) -> Act:
        if name not in self.named:
            raise Refusal(
                HTTPStatus.NOT_FOUND, f"There is no endpoint `/{shown(name)}`. {self._offer()}"
            )
        return self.named[name]

    def _require_function(self, sent: Mapping[str, Any]) -> None:
        number = sent.get("fn_index")
        _required_id(SESSION, sent.get(SESSION))
        if type(number) is not int or number not in self.functions:
            raise Refusal(
                HTTPStatus.NOT_FOUND,
                f"`fn_index` is `{shown(str(number))}`, which is not a function. {self._offer()}",
            )
        data = sent.get("data")
        if not isinstance(data, list) or len(data) != self.functions[number]:
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                f"Function {number} takes a list of {self.functions[number]} values under `data`.",
            )

    def _offer(self) -> str:
        paths = (f"/{API}call/v2/{name}" for name in self.named)
        return f"Programs can call {', '.join(paths)}."


def _in_order(endpoint: Act, sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return positional values by their parameter names. The last values may be omitted."""
    data, parameters = sent.get("data"), endpoint.parameters
    if not isinstance(data, list) or not 0 < len(data) <= len(parameters):
        given = f"{len(data)} were given" if isinstance(data, list) else "there is no list"
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"/{endpoint.name} takes 1 to {len(parameters)} values in a list under `data` "
            f"({', '.join(parameters)}), but {given}. To send only some values, by name, use "
            f"/{API}call/v2/{endpoint.name}.",
        )
    return dict(zip(parameters, data, strict=False))


def _require_arguments(endpoint: Act, arguments: Mapping[str, Any]) -> None:
    unknown = [f"`{shown(each)}`" for each in arguments if each not in endpoint.parameters]
    if unknown:
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"/{endpoint.name} has no parameter {' or '.join(unknown)}. "
            f"Its parameters are {', '.join(endpoint.parameters)}.",
        )
    try:
        endpoint.require(arguments)
    except ArticleMissing as error:
        raise Refusal(HTTPStatus.NOT_FOUND, str(error)) from error
    except ArchiveError as error:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
    except ValueError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, str(error)) from error


def _required_id(name: str, given: object) -> str:
    if given is None:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"`{name}` is missing. Add it.")
    if not isinstance(given, str) or not _ID.fullmatch(given):
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"`{name}` is `{shown(str(given))}`, but must be 1 to 64 letters, digits, - or _.",
        )
    return given
