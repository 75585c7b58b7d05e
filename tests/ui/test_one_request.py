"""The same request over the command line, HTTP, MCP and the page: the same record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi.testclient import TestClient
from mcp import Client

from index.archive import Archive
from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder
from ui.app import Room, build_app
from ui.cli import run
from ui.composition import Composition
from ui.mcp_server import build_server
from ui.requests.newsroom import Newsroom, acts
from ui.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sources" / "samples"
CARS = "steppe-courier-correction-train-cars.txt"
SESSION = "visitor"
# What a receipt says of its own making.
OF_THE_MOMENT = ("made", "digest")

Record = dict[str, Any]


@dataclass(frozen=True)
class Served:
    """An archive, and whoever reaches it."""

    folder: Path
    newsroom: Newsroom
    visitor: TestClient

    @cached_property
    def functions(self) -> dict[str, int]:
        """The functions of the page, by name."""
        dependencies = self.visitor.get("/config").json()["dependencies"]
        return {each["api_name"]: each["id"] for each in dependencies}

    def press(self, name: str, *values: Any) -> str:
        """Call a function of the page; return the last event that comes of it."""
        body = {"data": values, "fn_index": self.functions[name], "session_hash": SESSION}
        assert self.visitor.post("/gradio_api/queue/join", json=body).status_code == 200
        events = self.visitor.get(f"/gradio_api/queue/data?session_hash={SESSION}").text
        (last,) = [line for line in events.splitlines() if "process_completed" in line][-1:]
        return last.removeprefix("data: ")

    def saved(self, name: str) -> Any:
        """Have the page save what it shows as JSON."""
        values = {"_on_json": [None, ""], "_on_json_1": [None]}[name]
        given = json.loads(self.press(name, *values))["output"]["data"]
        (document,) = [v for v in given if isinstance(v, str) and v.startswith('{"name"')]
        return json.loads(json.loads(document)["text"])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Served]:
    """Serve an archive of four samples."""
    folder = tmp_path_factory.mktemp("one") / "archive"
    archive = Archive.create_or_open(folder, embedder)
    archive.add(sorted(SAMPLES.glob("steppe-courier*.txt"))[:5])
    settings = Settings(archive=folder)
    parts = Composition(settings)
    parts.__dict__["embedder"] = embedder  # loaded once
    newsroom = parts.newsroom(archive)
    with TestClient(
        build_app(Room(archive, newsroom), settings), base_url="http://127.0.0.1:7860"
    ) as visitor:
        yield Served(folder, newsroom, visitor)


def over_http(served: Served, act: str, request: Record) -> Record:
    """Call an endpoint by name."""
    path = f"/gradio_api/call/v2/{act}"
    begun = served.visitor.post(path, json=request)
    assert begun.status_code == 200, begun.text
    events = served.visitor.get(f"{path}/{begun.json()['event_id']}").text
    (record,) = json.loads(events.split("data: ", 1)[1])
    return dict(record)


def over_mcp(served: Served, act: str, request: Record) -> Record:
    """Call a tool, in memory."""

    async def call() -> Any:
        async with Client(build_server(acts(served.newsroom))) as client:
            return (await client.call_tool(act, request)).structured_content

    with ThreadPoolExecutor(1) as apart:
        return dict(apart.submit(anyio.run, call).result())


OPTIONS = {
    "outlets": "--outlet",
    "languages": "--language",
    "history": "--after",
    "content_hash": "--version",
}
POSITIONAL = {"ask": "question", "search": "query", "check": "words", "show": "article_id"}


def typed(act: str, request: Record) -> list[str]:
    """Return the command that makes a request."""
    command = [act]
    for name, value in request.items():
        option = OPTIONS.get(name, f"--{name}")
        if name == POSITIONAL[act]:
            command.append(value)
        elif name == "windowed":
            command += [] if value else ["--all-times"]
        elif value is True:
            command.append(option)
        else:
            values = value if isinstance(value, list) else [value]
            command += [word for each in values for word in (option, str(each))]
    return [*command, "--json"]


def over_the_page(served: Served, act: str, request: Record) -> Record:
    """Fill the fields of the page, press its button, and save what it shows."""
    names = ("outlets", "since", "until", "languages")
    fields = [request.get(name, [] if name.endswith("s") else "") for name in names]
    served.press("refresh", None, None)  # offers the outlets and languages
    if act == "ask":
        served.press("_on_clear")
        served.press("_on_ask", request["question"], *fields, "", None, "")
        return dict(served.saved("_on_json")["turns"][-1]["answer"])
    served.press("on_check", request["words"], request.get("speaker", ""), *fields)
    return dict(served.saved("_on_json_1"))


NARROWED = {
    "outlets": ["The Steppe Courier"],
    "since": "2024-01",
    "until": "2024-12-31",
    "languages": ["en"],
}
REQUESTS = [
    ("ask", {"question": "How many train cars did Uzbekistan order?"}),
    ("ask", {"question": "How many train cars did Uzbekistan order?", **NARROWED}),
    ("ask", {"question": "Who won the 2022 World Cup?"}),
    (
        "ask",
        {
            "question": "And what did it cost?",
            "outlets": ["steppe"],
            "history": ["How many train cars did Uzbekistan order?"],
            "standalone": "What was the order of train cars worth?",
            "windowed": False,
        },
    ),
    ("search", {"query": "high-speed train", "limit": 3}),
    ("search", {"query": "high-speed train", "read": True, **NARROWED}),
    ("check", {"words": "has ordered 42 cars from Hyundai Rotem, not 36"}),
    ("check", {"words": "Nobody will pay more for the seat", "speaker": "Yuldoshev", **NARROWED}),
    ("show", {"article_id": CARS}),
    ("show", {"article_id": "correction number", "span": "3:20"}),
]
ON_THE_PAGE = {"question", "words", "speaker", *NARROWED}


def timeless(record: Record) -> Record:
    """Leave out what a receipt says of its own making."""
    return {name: value for name, value in record.items() if name not in OF_THE_MOMENT}


@pytest.mark.parametrize(("act", "request_"), REQUESTS)
def test_a_request_has_one_record(
    act: str,
    request_: Record,
    served: Served,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Field by field, whichever way the request comes in."""
    monkeypatch.setattr("index.embedding.embedder.default_embedder", lambda: embedder)
    capsys.readouterr()
    assert run(["--archive", str(served.folder), *typed(act, request_)]) < 64
    expected = timeless(json.loads(capsys.readouterr().out))
    ways: list[Callable[[Served, str, Record], Record]] = [over_http, over_mcp]
    if act in ("ask", "check") and request_.keys() <= ON_THE_PAGE:
        ways.append(over_the_page)
    for way in ways:
        assert timeless(way(served, act, request_)) == expected, way.__name__


@pytest.mark.parametrize(("act", "request_"), REQUESTS)
def test_a_request_takes_one_snapshot(
    act: str, request_: Record, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its filters, what was asked before, its answer and what that cites are of one state."""
    opened, reading = [], Catalogue.reading

    def noted(catalogue: Catalogue) -> AbstractContextManager[Snapshot]:
        opened.append(catalogue)
        return reading(catalogue)

    (called,) = [each for each in acts(served.newsroom) if each.name == act]
    monkeypatch.setattr(Catalogue, "reading", noted)
    assert called.call(request_)
    assert len(opened) == 1


SAVED_CALLS = [
    ("ask", ["How many train cars?", ["The Steppe Courier"], "2024", "", [], "", "", True]),
    ("check", ["has ordered 42 cars", "", [], "", "2024", "", False]),
]


@pytest.mark.parametrize(("act", "values"), SAVED_CALLS)
def test_a_call_that_was_saved_before_goes_on_working(
    act: str, values: list[Any], served: Served
) -> None:
    """By position, without the parameters that came later."""
    path = f"/gradio_api/call/{act}"
    begun = served.visitor.post(path, json={"data": values})
    events = served.visitor.get(f"{path}/{begun.json()['event_id']}").text
    assert events.startswith("event: complete")


SAVED_TOOLS = {
    "ask": {"question", "outlets", "since", "until", "languages", "windowed", "history", "writer"},
    "search": {"query", "limit", "outlets", "since", "until", "languages"},
    "check": {"words", "speaker", "outlets", "since", "until", "languages", "draft", "facts"},
    "show": {"article_id", "content_hash", "start", "end"},
}


def test_tools_take_what_they_took_before(served: Served) -> None:
    """A chat model that learnt the parameters of the version before can go on using them."""

    async def listed() -> Any:
        async with Client(build_server(acts(served.newsroom))) as client:
            return (await client.list_tools()).tools

    with ThreadPoolExecutor(1) as apart:
        tools = apart.submit(anyio.run, listed).result()
    for tool in tools:
        assert SAVED_TOOLS[tool.name] <= set(tool.input_schema["properties"])
        assert len(tool.input_schema.get("required", [])) == (tool.name != "check")
