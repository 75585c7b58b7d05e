from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.assistant.fakes import FakeDesk, exact
from tests.assistant.fakes import an_article as a_spoken_article
from tests.ui.fakes import FakeArchive, FakeChain, a_citation, an_answer, an_article
from ui.app import Room, build_app
from ui.guard import MOST_BYTES
from ui.settings import Settings
from ui.spool import Spool

API = "/gradio_api/"
ALL = ["Who?", [], "", "", [], "", "", True]
OFFER = "Programs can call /gradio_api/call/v2/ask and /gradio_api/call/v2/check."


def a_page(folder: Path) -> TestClient:
    """Make a page; whatever a route of it raises is raised in the test too."""
    archive = FakeArchive(folder)
    archive.hold(an_article())
    (article,) = archive.articles.values()
    chain = FakeChain([an_answer(a_citation(article))])
    room = Room(archive, chain, FakeDesk(otherwise=exact(a_spoken_article())))
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
    detail = answer.json()["detail"]
    assert isinstance(detail, str)
    return detail


@pytest.mark.parametrize("path", ["call/nosuch", "call/v2/nosuch", "call/_on_remove", "call/v2/"])
def test_an_unknown_endpoint_is_named_with_those_there_are(program: TestClient, path: str) -> None:
    """A function of the page is no endpoint."""
    told = refused(program, 404, "POST", path, json={"data": ALL})
    assert path.rstrip("/").rpartition("/")[2] in told
    assert OFFER in told


def test_an_unknown_parameter_is_named_with_those_there_are(program: TestClient) -> None:
    """All unknown ones, in one sentence."""
    told = refused(program, 422, "POST", "call/v2/ask", json={"question": "x", "colour": 1, "a": 2})
    assert told == (
        "/ask has no parameter `colour` and no `a`. Its parameters are question, outlets, since, "
        "until, history, writer, standalone, windowed."
    )


@pytest.mark.parametrize("data", [[], ["Who?"], [*ALL, 1], "Who?", None, {"question": "Who?"}])
def test_values_that_do_not_fit_are_told_what_fits(program: TestClient, data: object) -> None:
    """Too few, too many, or no list."""
    told = refused(program, 422, "POST", "call/ask", json={"data": data})
    assert told.startswith("/ask takes 8 values in a list under `data` (question, outlets,")
    assert told.endswith("go to /gradio_api/call/v2/ask.")


@pytest.mark.parametrize("path", ["call/ask", "call/v2/ask", "queue/join"])
def test_what_is_no_json_object_is_told(program: TestClient, path: str) -> None:
    """Cut off, empty, nested without end, or not an object."""
    for body in ('{"question":', "", "x", "[" * 100_000):
        assert "JSON" in refused(program, 400, "POST", path, content=body)
    for body in ("[]", "null", '"x"', "5"):
        assert "JSON object" in refused(program, 422, "POST", path, content=body)
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
    assert "list of 8 values" in refused(program, 422, "POST", "queue/join", json=body)
    del body["session_hash"]
    assert "`session_hash`" in refused(program, 422, "POST", "queue/join", json=body)


def test_an_answer_is_read_once(program: TestClient) -> None:
    """An unknown event, and one whose answer was read, are told at once."""
    for path in ("call/ask", "call/v2/ask"):
        assert "`unknown`" in refused(program, 404, "GET", f"{path}/unknown")
        body = {"data": ALL} if path == "call/ask" else {"question": "Who?"}
        event = program.post(API + path, json=body).json()["event_id"]
        assert "event: complete" in program.get(f"{API}{path}/{event}").text
        assert "Call /ask again." in refused(program, 404, "GET", f"{path}/{event}")
    assert "`unknown`" in refused(program, 404, "GET", "queue/data?session_hash=unknown")
    assert OFFER in refused(program, 405, "GET", "call/ask")


@pytest.mark.parametrize(
    "path",
    ["run/predict", "run/ask", "api/ask", "component_server", "vibe-edit", "process_recording"],
)
def test_no_other_way_in_is_open(program: TestClient, path: str) -> None:
    """What the page does not need is not there, whatever is sent."""
    told = refused(program, 404, "POST", path, json={"data": ALL, "fn_index": 0})
    assert told == f"There is no `/gradio_api/{path}`. {OFFER}"


@pytest.mark.parametrize("path", ["deep_link?session_hash=x", "proxy=http://x", "dev/reload"])
def test_nothing_is_written_or_fetched_for_a_link(program: TestClient, path: str) -> None:
    """A link to the state of a page would be a file of a conversation."""
    assert OFFER in refused(program, 404, "GET", path)


def test_an_upload_without_a_file_is_told(program: TestClient) -> None:
    """A text field, with and without a watcher of the progress."""
    field = b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nabc\r\n--b--\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    for path in ("upload", "upload?upload_id=q"):
        told = refused(program, 400, "POST", path, content=field, headers=kind)
        assert told == "Send files as multipart/form-data, each under `files`."


def test_an_upload_without_room_is_told(
    program: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with the disk, and who can help."""

    def full(_: Spool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Spool, "ready", full)
    told = refused(program, 507, "POST", "upload", files={"files": ("a.txt", b"abc")})
    assert told.startswith("The server cannot keep an upload: No space left on device.")


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
    told = refused(program, 422, "POST", "call/v2/ask", json={"\x1b[31m\n" + "x" * 5_000: 1})
    assert len(told) < 250
    assert "\x1b" not in told
    assert "\n" not in told
    assert json.dumps(told)
