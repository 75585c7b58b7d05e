from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from gradio.routes import App

from tests.assistant.fakes import FakeDesk, FakeFacts, exact
from tests.assistant.fakes import an_article as a_spoken_article
from tests.ui.fakes import FakeArchive, FakeChain, a_citation, a_newsroom, an_answer, an_article
from ui.api.guard import MOST_BYTES
from ui.app import Room, build_app
from ui.requests.check import Desks
from ui.settings import Settings
from ui.uploads.upload_folder import Spool

API = "/gradio_api/"
ALL = ["Who?", [], "", "", [], "", "", True]
OFFER = "Programs can call /gradio_api/call/v2/ask, /gradio_api/call/v2/search, "


def a_page(folder: Path) -> TestClient:
    """Make a page; whatever a route of it raises is raised in the test too."""
    archive = FakeArchive(folder)
    archive.hold(an_article())
    (article,) = archive.articles.values()
    chain = FakeChain([an_answer(a_citation(article))])
    desks = Desks(FakeDesk(otherwise=exact(a_spoken_article())), FakeFacts())
    room = Room(archive, a_newsroom(archive, chain, desks))
    app = build_app(room, Settings(archive=archive.folder))
    return TestClient(app, base_url="http://127.0.0.1:7860")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Serve a page."""
    with a_page(tmp_path_factory.mktemp("archive")) as client:
        yield client


def refused(program: TestClient, status: int, method: str, path: str, **sent: Any) -> str:
    """Send a request that is refused; return the sentence."""
    answer = program.request(method, API + path, **sent)
    assert answer.status_code == status, answer.text
    (detail,) = answer.json().values()
    assert isinstance(detail, str)
    assert len(detail) < 400
    return detail


@pytest.mark.parametrize("path", ["call/nosuch", "call/v2/nosuch", "call/_on_remove", "call/v2/"])
def test_an_unknown_endpoint_is_named_with_those_there_are(program: TestClient, path: str) -> None:
    """A function of the page is no endpoint."""
    told = refused(program, 404, "POST", path, json={"data": ALL})
    assert path.rstrip("/").rpartition("/")[2] in told
    assert OFFER in told


def test_an_unknown_parameter_is_named_with_those_there_are(program: TestClient) -> None:
    """All unknown ones, in one sentence."""
    told = refused(program, 400, "POST", "call/v2/ask", json={"question": "x", "colour": 1, "a": 2})
    assert told == (
        "/ask has no parameter `colour` or `a`. Its parameters are question, outlets, since, "
        "until, history, writer, standalone, windowed, languages."
    )


@pytest.mark.parametrize("data", [[], [*ALL, None, 1], "Who?", None, {"question": "Who?"}])
def test_values_that_do_not_fit_are_told_what_fits(program: TestClient, data: object) -> None:
    """Too few, too many, or no list."""
    told = refused(program, 400, "POST", "call/ask", json={"data": data})
    assert told.startswith("/ask takes 1 to 9 values in a list under `data` (question, outlets,")
    assert told.endswith("by name, use /gradio_api/call/v2/ask.")


@pytest.mark.parametrize("path", ["call/ask", "call/v2/ask", "queue/join"])
def test_what_is_no_json_object_is_told(program: TestClient, path: str) -> None:
    """Cut off, empty, nested without end, or not an object."""
    for body in ('{"question":', "", "x", "[" * 100_000):
        assert "JSON" in refused(program, 400, "POST", path, content=body)
    for body in ("[]", "null", '"x"', "5"):
        assert "JSON object" in refused(program, 400, "POST", path, content=body)
    told = refused(program, 413, "POST", path, content=b" " * (MOST_BYTES + 1))
    assert f"{MOST_BYTES:,} bytes" in told


@pytest.mark.parametrize("number", [999, -1, "x", None, True, 1.0])
def test_an_unknown_function_is_told(program: TestClient, number: object) -> None:
    """The queue is not reached."""
    body = {"data": [], "session_hash": "s", "fn_index": number}
    assert OFFER in refused(program, 404, "POST", "queue/join", json=body)


def test_a_call_of_the_page_needs_all_that_belongs_to_it(program: TestClient) -> None:
    """The values of a function, and a session."""
    body: dict[str, Any] = {"data": [], "session_hash": "s", "fn_index": 0}
    assert "list of 8 values" in refused(program, 400, "POST", "queue/join", json=body)
    del body["session_hash"]
    assert "`session_hash`" in refused(program, 400, "POST", "queue/join", json=body)


def test_an_answer_is_read_once(program: TestClient) -> None:
    """An unknown event, and one whose answer was read, are told at once."""
    for path in ("call/ask", "call/v2/ask"):
        assert "`unknown`" in refused(program, 404, "GET", f"{path}/unknown")
        body = {"data": ALL} if path == "call/ask" else {"question": "Who?"}
        event = program.post(API + path, json=body).json()["event_id"]
        assert "event: complete" in program.get(f"{API}{path}/{event}").text
        assert "Call /ask again." in refused(program, 404, "GET", f"{path}/{event}")
    assert OFFER in refused(program, 405, "GET", "call/ask")


DEFAULTS: dict[str, dict[str, Any]] = {
    "ask": {
        "question": "",
        "outlets": [],
        "since": "",
        "until": "",
        "history": [],
        "writer": "",
        "standalone": "",
        "windowed": True,
    },
    "check": {
        "words": "",
        "speaker": "",
        "outlets": [],
        "since": "",
        "until": "",
        "draft": "",
        "facts": False,
    },
}
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
JSON = {"Content-Type": "application/json"}
NEEDED = {
    *("/", "/config", "/favicon.ico", "/robots.txt", "/theme.css", "/assets/x", "/static/x"),
    *(API + path for path in ("cancel", "file=x", "heartbeat/x", "info", "queue/data")),
    *(API + path for path in ("queue/join", "reset", "upload", "upload_progress")),
}
CALLS = {API + path for path in ("call/x", "call/x/x", "call/v2/x", "call/v2/x/x")}


def routes(app: Any) -> Iterator[tuple[str, str]]:
    """Yield the method and an example path of every route of gradio's application."""
    (inner,) = (each.app for each in app.routes if isinstance(getattr(each, "app", None), App))
    for route in inner.routes:
        included = getattr(route, "original_router", None)
        for each in included.routes if included else (route,):
            for method in each.methods:
                yield method, re.sub(r"{[^}]*}", "x", each.path).rstrip("/") or "/"


def test_every_route_of_gradio_is_refused_in_one_form(program: TestClient) -> None:
    """What the page does not need is not there; what it needs takes no empty body."""
    found = sorted(set(routes(program.app)))
    assert NEEDED - {path for _, path in found} <= {"/assets/x", "/static/x"} | CALLS
    assert len(found) > 50
    for method, path in found:
        if path in NEEDED and method != "POST":
            continue
        answer = program.request(method, path)
        refusals = range(400, 500) if path in NEEDED | CALLS else (404,)
        assert answer.status_code in refusals, (method, path)
        assert method == "HEAD" or isinstance(answer.json()["detail"], str), (method, path)


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "queue/data", "`session_hash` is missing. Add it."),
        ("GET", "queue/data?session_hash=a&session_hash=b", "is given twice. Give it once."),
        ("GET", "queue/data?session_hash=%00", "`session_hash` is `\ufffd`, but must be"),
        ("GET", "upload_progress", "`upload_id` is missing. Add it."),
        ("GET", "heartbeat/%2e%2e%2f", "`session_hash` is `..`, but must be"),
        ("POST", "cancel", "`session_hash` is missing. Add it."),
        ("POST", "reset", "`event_id` is missing. Add it."),
        ("POST", "queue/join", "`session_hash` is missing. Add it."),
        (
            "POST",
            "upload",
            "No files were sent. Send them as multipart/form-data, each under `files`.",
        ),
    ],
)
def test_what_is_missing_is_named(program: TestClient, method: str, path: str, told: str) -> None:
    """In a sentence, and not as a list of errors."""
    sent = {"json": {}} if method == "POST" else {}
    assert told in refused(program, 400, method, path, **sent)


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("ask", {"question": " "}, "Type a question first."),
        ("ask", {"question": 5}, "`question` is '5', but must be a valid string."),
        ("ask", {"question": "x" * 3_000}, "Shorten it to 2,000 or fewer."),
        ("ask", {"question": "x", "since": "2024-99"}, "“2024-99” is not a date."),
        ("ask", {"question": "x", "until": "someday"}, "is not a date"),
        ("ask", {"question": "x", "since": "2025", "until": "2024"}, "Swap the two dates."),
        ("ask", {"question": "x", "history": "Who?"}, "`history` is 'Who?', but must be"),
        ("ask", {"question": "x", "history": [1]}, "`history item 0` is '1', but must be"),
        ("ask", {"question": "x", "history": [""]}, "An earlier question is not valid."),
        ("ask", {"question": "x", "history": ["x"] * 51}, "Send only the last 50."),
        ("ask", {"question": "x", "outlets": ["Nobody"]}, "No article is from “Nobody”."),
        ("ask", {"question": "x", "writer": "nobody"}, "No chat model named 'nobody' is set up"),
        ("ask", {"question": "x", "standalone": "x" * 3_000}, "Shorten it to 2,000 or fewer."),
        ("ask", {"question": "x", "windowed": "no"}, "must be a valid boolean"),
        ("ask", {"question": FILE}, "`/etc/passwd` was not uploaded here."),
        ("ask", {"question": "x", "history": [FILE]}, "`/etc/passwd` was not uploaded here."),
        ("check", {}, "Type or paste the words"),
        ("check", {"words": {}}, "`words` is '{}', but must be a valid string."),
        ("check", {"words": "x", "speaker": "x" * 201}, "Shorten it to 200 or fewer."),
        ("check", {"words": "x", "until": "someday"}, "is not a date"),
    ],
)
def test_arguments_are_checked_before_anything_is_queued(
    program: TestClient, name: str, body: dict[str, Any], told: str
) -> None:
    """By name and in their order, with the sentence that the command line and MCP have."""
    assert told in refused(program, 400, "POST", f"call/v2/{name}", json=body)
    data = [body.get(parameter, value) for parameter, value in DEFAULTS[name].items()]
    assert told in refused(program, 400, "POST", f"call/{name}", json={"data": data})


@pytest.mark.parametrize(
    ("status", "content", "told"),
    [
        (400, '{"question": ' + "[" * 10_000 + "]" * 10_000 + "}", "at most 20 levels"),
        (400, '{"question": ' + "[" * 500 + "]" * 500 + "}", "at most 20 levels"),
        (400, '{"question": [' + "0," * 100_000 + "0]}", "more than 100,000 values"),
        (400, '{"question": NaN}', "NaN is not a number"),
        (400, '{"question": -Infinity}', "-Infinity is not a number"),
        (400, '{"question": 1e999}', "too large"),
        (400, '{"question": ' + "9" * 5_000 + "}", "Exceeds the limit"),
        (400, '{"question": "\\ud800"}', "half of a surrogate pair"),
        (400, '{"\\udfff": 1}', "half of a surrogate pair"),
        (400, b"\xed\xa0\x80", "not JSON"),
        (400, '{"question": "Who?", "question": 5}', "must be a valid string"),
        (200, '{"question": "a\\u0000b"}', ""),
        (200, '{"question": 5, "question": "Who?"}', ""),
    ],
)
def test_odd_json_is_no_fault(
    program: TestClient, status: int, content: str | bytes, told: str
) -> None:
    """Nor is a text with a NUL, or a key that is given twice: the last one counts."""
    answer = program.post(f"{API}call/v2/ask", content=content, headers=JSON)
    assert (answer.status_code, told in answer.text) == (status, True)
    cancelled = program.post(f"{API}cancel", content=content, headers=JSON)
    assert (cancelled.status_code, isinstance(cancelled.json()["detail"], str)) == (400, True)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_another_type_than_json_is_told(program: TestClient, kind: str) -> None:
    """`curl -d` sends another one unless it is told."""
    for path in ("call/v2/ask", "cancel"):
        sent = {"content": b'{"question": "Who?"}', "headers": {"Content-Type": kind}}
        told = refused(program, 415, "POST", path, **sent)
        assert told.endswith("Set the header `Content-Type: application/json`.")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["call/ask", "queue/join", "info", "upload"])
def test_another_method_is_told(program: TestClient, method: str, path: str) -> None:
    """With the one that there is."""
    assert f", not {method}." in refused(program, 405, method, path)


@pytest.mark.parametrize("path", ["/static/", "/assets/", f"{API}file=", f"{API}call/ask/", "/"])
@pytest.mark.parametrize("name", ["x" * 300, "%00", "%ff", "..%2f..%2fx", "http://127.0.0.1:1/"])
def test_a_file_that_cannot_be_is_no_fault(program: TestClient, path: str, name: str) -> None:
    """Nothing is fetched from elsewhere either."""
    answer = program.get(path + name)
    assert (answer.status_code in (403, 404), len(answer.json())) == (True, 1)


FIELD = b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nabc\r\n--b--\r\n'
OTHER = FIELD.replace(b'"files"', b'"other"; filename="a.txt"')


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=b", FIELD),
        ("multipart/form-data; boundary=b", OTHER),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"--b--"),
        ("multipart/form-data; boundary=c", FIELD),
        ("multipart/form-data; boundary=b; charset=nope", FIELD),
        ("multipart/form-data; boundary=", FIELD),
        ("multipart/form-data", FIELD),
        ("application/json", b"{}"),
    ],
)
def test_an_upload_without_a_file_is_told(program: TestClient, kind: str, body: bytes) -> None:
    """A text field, another name or no form, with and without a watcher of the progress."""
    for path in ("upload", "upload?upload_id=q"):
        sent = {"content": body, "headers": {"Content-Type": kind}}
        told = refused(program, 400, "POST", path, **sent)
        assert told == "No files were sent. Send them as multipart/form-data, each under `files`."


@pytest.mark.parametrize("odd", ["bytes=\xb2-\xb3", "bytes=1-2-3", "bytes=-"])
def test_an_odd_range_of_an_upload_is_no_fault(program: TestClient, odd: str) -> None:
    """The whole file is sent."""
    (path,) = program.post(API + "upload", files={"files": ("a.txt", b"abc")}).json()
    answer = program.get(f"{API}file={path}", headers={"Range": odd.encode("latin-1")})
    assert (answer.status_code, answer.text) == (200, "abc")


EVENTS = [None, 5, [], {}, {"text": 5}, {"start": "x", "end": "9" * 5_000}, {"article": None}]


@pytest.mark.slow
def test_no_call_of_the_page_is_a_fault(
    program: TestClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Every function takes every odd value, or says that it does not fit."""
    functions = program.get("/config").json()["dependencies"]
    for function in functions:
        number, values = function["id"], [None] * len(function["inputs"])
        sent = [{"data": values, "event_data": event} for event in EVENTS]
        sent += [
            {"data": [*values[:place], odd, *values[place + 1 :]]}
            for place in range(len(values))
            for odd in (5, "x", [], {}, [["x"]], {"__type__": "update"}, "a\0b", FILE, [FILE])
        ]
        for body in sent:
            answer = program.post(
                f"{API}queue/join", json={"fn_index": number, "session_hash": "odd", **body}
            )
            assert answer.status_code in (200, 400, 404)
            assert answer.status_code == 400 or "passwd" not in json.dumps(body)
            if answer.status_code == 200:
                program.get(f"{API}queue/data?session_hash=odd")
        assert "Traceback" not in capsys.readouterr().err + caplog.text, function["api_name"]


def test_an_upload_without_room_is_told(
    program: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with the disk, and who can help."""

    def full(_: Spool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Spool, "_ready", full)
    told = refused(program, 507, "POST", "upload", files={"files": ("a.txt", b"abc")})
    assert told.startswith("The server cannot store the upload: No space left on device.")


def test_an_upload_is_served_by_nobody_else(program: TestClient, tmp_path: Path) -> None:
    """Another server on the same machine does not know it, and it goes with its own."""
    (path,) = program.post(API + "upload", files={"files": ("a.txt", b"abc")}).json()
    assert program.get(f"{API}file={path}").text == "abc"
    with a_page(tmp_path) as other:
        assert other.get(f"{API}file={path}").status_code == 403
        (own,) = other.post(API + "upload", files={"files": ("a.txt", b"abc")}).json()
        modes = [each.stat().st_mode & 0o777 for each in (Path(own), *Path(own).parents[:2])]
        assert modes == [0o600, 0o700, 0o700]
    assert not Path(own).parents[1].exists()
    assert Path(path).exists()


def test_what_is_shown_of_a_mistake_is_one_short_line(program: TestClient) -> None:
    """A name comes from outside."""
    told = refused(program, 400, "POST", "call/v2/ask", json={"\x1b[31m\n" + "x" * 5_000: 1})
    assert len(told) < 250
    assert "\x1b" not in told
    assert "\n" not in told
    assert json.dumps(told)
