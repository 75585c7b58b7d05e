from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.assistant.fakes import FakeDesk, FakeFacts, exact
from tests.assistant.fakes import an_article as a_spoken_article
from tests.ui.fakes import (
    SENTENCE,
    FakeArchive,
    FakeChain,
    a_citation,
    a_newsroom,
    an_answer,
    an_article,
)
from ui.access.response_headers import PAGE_POLICY
from ui.app import Room, build_app
from ui.requests.check import Desks
from ui.settings import Settings
from ui.web import PasswordMissing

ADDRESS = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> FakeArchive:
    """Make an archive with one article and a file of its own."""
    made = FakeArchive(tmp_path_factory.mktemp("archive"))
    (made.folder / "catalogue.sqlite3").write_text("what nobody may download")
    made.hold(an_article())
    return made


@pytest.fixture(scope="module")
def chain(archive: FakeArchive) -> FakeChain:
    """Make a chain that knows one answer."""
    (article,) = archive.articles.values()
    return FakeChain([an_answer(a_citation(article))])


@pytest.fixture(scope="module")
def desk() -> FakeDesk:
    """Make a desk that finds everything."""
    return FakeDesk(otherwise=exact(a_spoken_article()))


@pytest.fixture(scope="module")
def room(archive: FakeArchive, chain: FakeChain, desk: FakeDesk) -> Room:
    """Put together what the page works with."""
    return Room(archive, a_newsroom(archive, chain, Desks(desk, FakeFacts()), ["fake:model"]))


@pytest.fixture(scope="module")
def visitor(room: Room, archive: FakeArchive) -> Iterator[TestClient]:
    """Visit the page as it is served."""
    settings = Settings(archive=archive.folder, max_upload_megabytes=1)
    with TestClient(build_app(room, settings), base_url=ADDRESS) as client:
        yield client


# What a call took before languages could be given: it still does.
DEFAULTS = {"ask": ["", [], "", "", [], "", "", True], "check": ["", "", [], "", "", "", False]}


def called(visitor: TestClient, *arguments: Any, name: str = "ask") -> str:
    """Call a named endpoint, with defaults as gradio's client adds them; return its events."""
    data = [*arguments, *DEFAULTS[name][len(arguments) :]]
    begun = visitor.post(f"/gradio_api/call/{name}", json={"data": data})
    event = begun.json()["event_id"]
    return visitor.get(f"/gradio_api/call/{name}/{event}").text


def test_the_page_is_served_with_its_policy(visitor: TestClient) -> None:
    """The start page arrives with the headers that keep it to itself."""
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == PAGE_POLICY


def test_the_page_loads_no_script_style_or_font_from_elsewhere(visitor: TestClient) -> None:
    """Nothing that the page declares to load has a host in its address."""
    html, config = visitor.get("/").text, visitor.get("/config").json()
    for opening in ('src="http', 'href="http', 'src="//', 'href="//', "@import"):
        assert opening not in html
    assert config["stylesheets"] == []


def test_our_own_files_and_articles_are_served_beside_gradio(
    visitor: TestClient, archive: FakeArchive
) -> None:
    """Style sheet, script and article pages are not swallowed by the mounted app."""
    (article,) = archive.articles.values()
    assert "--paper" in visitor.get("/onrecord/style.css").text
    assert "confirmRemoval" in visitor.get("/onrecord/page.js").text
    assert "What it cost" in visitor.get(f"/article/{article.id}").text


def test_analytics_are_off() -> None:
    """Gradio finds no permission to report anything."""
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_only_what_reads_is_offered_to_programs(visitor: TestClient) -> None:
    """Neither adding nor removing is a public endpoint."""
    named = visitor.get("/gradio_api/info").json()
    assert list(named["named_endpoints"]) == ["/ask", "/search", "/check", "/show"]
    assert named["unnamed_endpoints"] == {}


def test_a_program_gets_the_answer_with_its_spans(visitor: TestClient) -> None:
    """The named endpoint returns the whole answer as JSON."""
    events = called(visitor, "What did it cost?", ["Steppe Courier"], "2024", "", [])
    answer = json.loads(events.split("data: ", 1)[1])[0]
    assert answer["claims"][0]["citations"][0]["words"] == SENTENCE


def test_a_program_says_who_answers_and_what_is_looked_for(
    visitor: TestClient, chain: FakeChain
) -> None:
    """What a visitor can choose and correct in the page, a program can give."""
    called(visitor, "And it?", [], "", "", ["What?"], "fake:model", "What did it cost?", False)
    asked = chain.asked[-1]
    assert (asked.text, asked.standalone) == ("And it?", "What did it cost?")
    assert (asked.writer, asked.windowed) == ("fake:model", False)
    assert asked.history[0].question == "What did the line cost?"


def test_over_http_values_can_be_left_out_by_name(visitor: TestClient, chain: FakeChain) -> None:
    """At the address that the README gives; gradio fills in what is missing only there."""
    path = "/gradio_api/call/v2/ask"
    begun = visitor.post(path, json={"question": "What did it cost?", "since": "2024"})
    events = visitor.get(f"{path}/{begun.json()['event_id']}").text
    assert "event: complete" in events
    assert SENTENCE in events
    asked = chain.asked[-1]
    assert (str(asked.filters.since), asked.writer, asked.windowed) == ("2024-01-01", "", True)


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("ask", {}, "Type a question first."),
        ("ask", {0: "Who?", 2: "someday"}, "is not a date"),
        ("ask", {0: 5}, "`question` is '5', but must be a valid string."),
        ("check", {}, "Type or paste the words"),
        ("check", {0: "We will", 3: "2024-99"}, "is not a date"),
    ],
)
def test_the_client_of_gradio_is_told_what_is_wrong(
    visitor: TestClient, name: str, values: dict[int, Any], told: str
) -> None:
    """It calls by number, and shows the sentence of an error that comes of the call."""
    functions = visitor.get("/config").json()["dependencies"]
    (number,) = (f["id"] for f in functions if f["api_name"] == name)
    data = [values.get(place, value) for place, value in enumerate(DEFAULTS[name])]
    body = {"data": [*data, None], "fn_index": number, "session_hash": "client"}
    assert visitor.post("/gradio_api/queue/join", json=body).status_code == 200
    events = visitor.get("/gradio_api/queue/data?session_hash=client").text
    assert '"success":false' in events
    assert told in events


def test_a_program_gets_a_receipt(visitor: TestClient, desk: FakeDesk) -> None:
    """The other endpoint returns the receipt of a check as JSON."""
    given = ("We will", "Dana Orlova", ["Steppe Courier"], "2024", "", "", False)
    events = called(visitor, *given, name="check")
    receipt = json.loads(events.split("data: ", 1)[1])[0]
    assert receipt["format"] == "onrecord-receipt/1"
    assert receipt["checks"][0]["verdict"] == "exact"
    words, speaker, filters = desk.asked[-1]
    assert (words, speaker, filters.outlets) == ("We will", "Dana Orlova", ("Steppe Courier",))


def test_a_program_gets_the_facts_of_a_draft(visitor: TestClient) -> None:
    """The text of a draft stands in the place of words, and its facts are checked if asked for."""
    draft = "The line cost 36 won. “We will,” Dana Orlova said."
    events = called(visitor, "", "", [], "", "", draft, True, name="check")
    receipt = json.loads(events.split("data: ", 1)[1])[0]
    assert [check["words"] for check in receipt["checks"]] == ["We will,"]
    assert [one["words"] for one in receipt["facts"]["findings"]] == ["The line cost 36 won."]
    assert receipt["draft"]["lines"] == [1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"draft": "A text.", "words": "We will"}, "Give either a draft, or words and a speaker"),
        ({"facts": True, "words": "We will"}, "Facts can be checked only in a draft"),
    ],
)
def test_a_draft_and_words_are_not_checked_together(
    visitor: TestClient, given: dict[str, object], told: str
) -> None:
    """The request is refused with a sentence."""
    refused = visitor.post("/gradio_api/call/v2/check", json=given)
    assert refused.status_code == 400
    assert told in refused.json()["detail"]


def test_files_of_the_archive_are_not_served(visitor: TestClient, archive: FakeArchive) -> None:
    """The route that serves uploads back serves nothing of the archive."""
    path = archive.folder / "catalogue.sqlite3"
    assert visitor.get(f"/gradio_api/file={path}").status_code in (403, 404)


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/monitoring", "/gradio_api/monitoring/summary"]
)
def test_pages_for_developers_are_not_there(visitor: TestClient, path: str) -> None:
    """Nothing is described or measured that a visitor has no use for."""
    assert visitor.get(path).status_code in (403, 404)


def test_a_file_over_the_limit_is_not_taken(visitor: TestClient) -> None:
    """The upload ends as soon as it is larger than the setting allows."""
    large = {"files": ("large.txt", b"x" * (1024**2 + 1))}
    assert visitor.post("/gradio_api/upload", files=large).status_code == 413


def test_an_uploaded_page_is_no_page_of_ours(visitor: TestClient) -> None:
    """HTML that a visitor uploads and opens by its address runs nothing."""
    evil = {"files": ("evil.html", b"<script>alert(1)</script>", "text/html")}
    (path,) = visitor.post("/gradio_api/upload", files=evil).json()
    opened = visitor.get(f"/gradio_api/file={path}")
    assert "sandbox" in opened.headers["content-security-policy"]
    assert opened.headers["content-disposition"].startswith("attachment")


def test_a_network_address_needs_a_password(archive: FakeArchive, room: Room) -> None:
    """An archive is not opened to a network by an oversight."""
    settings = Settings(archive=Path(archive.folder), host="0.0.0.0")  # noqa: S104 - refused here
    with pytest.raises(PasswordMissing, match="ONRECORD_PASSWORD"):
        build_app(room, settings)


def handed(visitor: TestClient, path: Path) -> str:
    """Press "Add" the way a forged request would, naming a file; return what comes of it."""
    functions = visitor.get("/config").json()["dependencies"]
    (adding,) = (f["id"] for f in functions if f["api_name"] == "_on_add")
    file = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
    body = {"data": [[file], "", ""], "fn_index": adding, "session_hash": "forged"}
    begun = visitor.post("/gradio_api/queue/join", json=body)
    if begun.status_code != 200:
        return begun.text
    return visitor.get("/gradio_api/queue/data?session_hash=forged").text


def test_an_uploaded_file_is_added(visitor: TestClient, archive: FakeArchive) -> None:
    """The same request with a file that was uploaded."""
    files = {"files": ("upload.txt", b"The mill in Orsk was bought.")}
    (path,) = visitor.post("/gradio_api/upload", files=files).json()
    assert '"success":true' in handed(visitor, path)
    assert archive.added[-1][0][0].name == "upload.txt"
    assert not Path(path).exists()


@pytest.mark.parametrize("kind", ["file", "pipe", "folder"])
def test_only_uploaded_files_are_added(
    visitor: TestClient, archive: FakeArchive, tmp_path: Path, kind: str
) -> None:
    """A request that names a file of the machine is refused before the file is touched."""
    foreign = tmp_path / "secret.txt"
    if kind == "file":
        foreign.write_text("The mill in Orsk was bought for 3 million crowns.")
    elif kind == "pipe":
        os.mkfifo(foreign)
    else:
        foreign.mkdir()
    before = list(archive.added)
    told = handed(visitor, foreign)
    assert "was not uploaded here. Send the file to /gradio_api/upload" in told
    assert "Orsk" not in told
    assert archive.added == before
