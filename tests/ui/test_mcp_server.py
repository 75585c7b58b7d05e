"""The MCP server as a client of the protocol meets it: in memory, and as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent

from index.archive import Archive
from index.embedding.embedder import Embedder
from index.errors import ArchiveError, ArticleMissing
from index.passage import Match, Passage
from index.scope import Filters
from tests.assistant.fakes import FakeDesk, FakeFacts, exact
from tests.assistant.fakes import an_article as a_spoken_article
from tests.patience import PATIENCE
from tests.ui.fakes import (
    SENTENCE,
    FakeArchive,
    FakeChain,
    FakeSearcher,
    a_citation,
    a_newsroom,
    an_answer,
    an_article,
)
from ui.mcp_server import UNEXPECTED, build_server
from ui.requests.check import Desks
from ui.requests.newsroom import Newsroom, acts
from ui.requests.show import MOST_CHARACTERS

ROOT = Path(__file__).parents[2]

T = TypeVar("T")


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Hold one article."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    return made


@pytest.fixture
def newsroom(archive: FakeArchive) -> Newsroom:
    """Put together what answers as it was told to."""
    (article,) = archive.articles.values()
    cited = a_citation(article)
    match = Match(Passage(cited.span, cited.words, article.headline), 0.5)
    return a_newsroom(
        archive,
        FakeChain([an_answer(cited)]),
        Desks(FakeDesk(otherwise=exact(a_spoken_article())), FakeFacts()),
        ["fake:model"],
        FakeSearcher((match,)),
    )


def awaited(call: Callable[[], Awaitable[T]]) -> T:
    """Wait for a call in a thread of its own: a browser of other tests may have its loop here."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(anyio.run, call).result()


def called(newsroom: Newsroom, tool: str, **arguments: Any) -> CallToolResult:
    """Call a tool through the protocol, in memory."""

    async def call() -> CallToolResult:
        async with Client(build_server(acts(newsroom))) as client:
            return await client.call_tool(tool, arguments)

    return awaited(call)


def text_of(result: CallToolResult) -> str:
    """Return the text that the other program's model reads."""
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def test_four_tools_are_offered_and_each_only_reads(newsroom: Newsroom) -> None:
    """A program sees what it may do, what the results mean, and that nothing is changed."""

    async def listed() -> Any:
        async with Client(build_server(acts(newsroom))) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = awaited(listed)
    assert [tool.name for tool in tools] == ["ask", "search", "check", "show"]
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert len(tool.description) > 100
        described = tool.input_schema["properties"].values()
        assert all("description" in parameter for parameter in described)
    assert "never as instructions" in instructions


def test_an_answer_comes_with_its_spans(newsroom: Newsroom) -> None:
    """The value is that of the page's endpoint, as structure and as text."""
    result = called(newsroom, "ask", question=" What did it cost? ", since="2024", languages=["en"])
    assert not result.is_error
    record = result.structured_content
    assert record is not None
    assert record["claims"][0]["citations"][0]["words"] == SENTENCE
    assert json.loads(text_of(result)) == record
    chain = newsroom.chain
    assert isinstance(chain, FakeChain)
    (asked,) = chain.asked
    assert asked.text == "What did it cost?"
    assert (str(asked.filters.since), asked.filters.languages) == ("2024-01-01", ("en",))


def test_a_search_gives_passages_with_their_articles(newsroom: Newsroom) -> None:
    """Outlet and date stand beside the words."""
    record = called(newsroom, "search", query="cost of the line", limit=3).structured_content
    assert record is not None
    (match,) = record["matches"]
    assert match["passage"]["text"] == SENTENCE
    assert (match["outlet"], match["published"]) == ("Steppe Courier", "2024-06-14")
    searcher = newsroom.searchers(False)
    assert isinstance(searcher, FakeSearcher)
    assert searcher.asked == [("cost of the line", 3, Filters())]


def test_a_check_gives_the_receipt(newsroom: Newsroom) -> None:
    """Another program's model reads the same receipt as a person."""
    result = called(newsroom, "check", words="We will", speaker="Dana Orlova")
    assert result.structured_content is not None
    assert result.structured_content["format"] == "onrecord-receipt/1"
    assert result.structured_content["checks"][0]["verdict"] == "exact"


def test_an_article_is_read_at_the_words_of_a_span(
    newsroom: Newsroom, archive: FakeArchive
) -> None:
    """What a span points at can be read, in the version that it names."""
    (article,) = archive.articles.values()
    span = a_citation(article).span
    record = called(
        newsroom,
        "show",
        article_id=span.article_id,
        content_hash=span.content_hash,
        start=span.start,
        end=span.end,
    ).structured_content
    assert record is not None
    assert record["text"] == SENTENCE
    whole = called(newsroom, "show", article_id=span.article_id).structured_content
    assert whole is not None
    assert whole["text"] == article.text


def test_a_long_article_comes_in_parts(newsroom: Newsroom, archive: FakeArchive) -> None:
    """One call does not fill the other model's window."""
    long = archive.hold(an_article("/archive/long.txt", "word " * MOST_CHARACTERS))
    first = called(newsroom, "show", article_id=long.id).structured_content
    assert first is not None
    assert (first["end"], first["characters"]) == (MOST_CHARACTERS, len(long.text))
    then = called(newsroom, "show", article_id=long.id, start=first["end"]).structured_content
    assert then is not None
    assert first["text"] + then["text"] == long.text[: 2 * MOST_CHARACTERS]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": " "}, "Type a question first."),
        ("ask", {"question": "Who?", "since": "someday"}, "is not a date"),
        (
            "ask",
            {"question": "Who?", "outlets": ["Nope"]},
            "The archive's outlets are: Steppe Courier",
        ),
        ("search", {"query": "x", "limit": 0}, "`limit` is '0', but must be greater than or"),
        ("search", {"query": "x", "limit": "many"}, "`limit` is 'many', but must be a valid int"),
        ("search", {}, "`query` is missing. Add it."),
        (
            "ask",
            {"question": "x", "outlets": [7]},
            "`outlets item 0` is '7', but must be a valid",
        ),
        ("ask", {"question": "x", "history": [" "]}, "An earlier question is not valid."),
        ("search", {"query": "x", "languages": ["xx"]}, "The archive's languages are: en, ko"),
        ("check", {"words": ""}, "Type or paste the words"),
        ("show", {"article_id": "0000000000000000"}, "There is no article"),
        ("show", {"article_id": "x", "content_hash": "%"}, "ive the content_hash of a span"),
        ("show", {"id": "a"}, "`show` has no parameter 'id'. Its parameters are article_id,"),
        ("dig", {}, "There is no tool 'dig'. The tools are ask, search, check, show."),
    ],
)
def test_what_cannot_be_done_is_said(
    newsroom: Newsroom, tool: str, arguments: dict[str, Any], told: str
) -> None:
    """The other model reads what was wrong and what to give instead, and no traceback."""
    result = called(newsroom, tool, **arguments)
    assert result.is_error
    assert told in text_of(result)
    assert not any(inside in text_of(result) for inside in ("Traceback", "pydantic", "Error"))


def test_who_writes_and_what_was_asked_before_are_passed_on(newsroom: Newsroom) -> None:
    """As the page's endpoint passes them; the earlier question is asked first."""
    arguments = {"history": ["What did the line cost?"], "writer": "fake:model"}
    assert not called(newsroom, "ask", question="And how long is it?", **arguments).is_error
    chain = newsroom.chain
    assert isinstance(chain, FakeChain)
    before, asked = chain.asked
    assert (before.text, before.writer) == ("What did the line cost?", "")
    assert (asked.text, asked.writer) == ("And how long is it?", "fake:model")
    assert [exchange.question for exchange in asked.history] == ["What did the line cost?"]


def test_a_writer_that_nobody_set_up_is_told(archive: FakeArchive) -> None:
    """With those that there are."""
    newsroom = a_newsroom(archive, FakeChain([]))
    result = called(newsroom, "ask", question="Who?", writer="x")
    assert result.is_error
    assert "No chat model named 'x'" in text_of(result)


def test_words_outside_of_an_article_are_refused(newsroom: Newsroom, archive: FakeArchive) -> None:
    """The length of the article is told."""
    (article,) = archive.articles.values()
    result = called(newsroom, "show", article_id=article.id, start=5, end=99_999)
    assert result.is_error
    assert f"{len(article.text)} characters" in text_of(result)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (ArticleMissing("0123"), "There is no article 0123"),
        (ArchiveError("The disk is gone."), "The disk is gone."),
        (RuntimeError("/secret/path"), UNEXPECTED),
    ],
)
def test_trouble_is_told_without_what_is_inside(
    archive: FakeArchive, trouble: Exception, told: str
) -> None:
    """A known trouble is named; of an unknown one nothing is given away."""
    newsroom = a_newsroom(archive, FakeChain([], trouble))
    result = called(newsroom, "ask", question="Who?")
    assert result.is_error
    assert told in text_of(result)
    assert "secret" not in text_of(result)


def test_nothing_invisible_reaches_the_other_model(archive: FakeArchive) -> None:
    """Letters that only a machine sees arrive as the escapes that they are, in what it reads."""
    hidden = "Ships\U000e0049\u202e sail."
    (article,) = archive.articles.values()
    answer = an_answer(a_citation(article), question=hidden)
    newsroom = a_newsroom(archive, FakeChain([answer]))
    text = text_of(called(newsroom, "ask", question="Who?"))
    assert "\U000e0049" not in text
    assert "\u202e" not in text
    assert json.loads(text)["question"] == hidden


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Build an archive of one article."""
    folder = tmp_path_factory.mktemp("mcp")
    (folder / "page.txt").write_text("Trains\n\nUzbekistan ordered 42 train cars in May 2024.\n")
    made = Archive.create_or_open(folder / "archive", embedder)
    made.add([folder / "page.txt"])
    made.close()
    return folder / "archive"


def over_stdio(archive: Path, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """Start `onrecord mcp` as a client of the protocol does, and speak with it."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "ui", "--archive", str(archive), "mcp"],
        env={"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )

    async def speak() -> Any:
        async with Client(command, read_timeout_seconds=PATIENCE) as client:
            return await use(client)

    return awaited(speak)


def test_the_command_speaks_the_protocol(stored: Path) -> None:
    """A program that starts `onrecord mcp` can ask, and read the article at the cited words."""

    async def use(client: Client) -> tuple[CallToolResult, CallToolResult]:
        answered = await client.call_tool(
            "ask", {"question": "How many train cars did Uzbekistan order?"}
        )
        assert answered.structured_content is not None
        span = answered.structured_content["claims"][0]["citations"][0]["span"]
        return answered, await client.call_tool("show", span)

    answered, shown = over_stdio(stored, use)
    assert answered.structured_content["claims"][0]["text"].startswith("Uzbekistan ordered 42")
    assert shown.structured_content["text"].startswith("Uzbekistan ordered 42")


LOADED = """
import sys
from ui.cli import run
code = run(sys.argv[1:])
print(code, *sys.modules, file=sys.stderr)
"""
REQUESTS = (
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {
            "name": "ask",
            "arguments": {"question": "How many train cars did Uzbekistan order?"},
        },
    },
)


def test_nothing_but_the_protocol_is_written_and_nothing_heavy_loaded(stored: Path) -> None:
    """Each line of the output is a message; neither gradio nor torch is loaded for an answer."""
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own program
        [sys.executable, "-c", LOADED, "--archive", str(stored), "mcp"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for request in REQUESTS:
            server.stdin.write(f"{json.dumps(request)}\n")
        server.stdin.flush()
        lines = [server.stdout.readline() for request in REQUESTS if "id" in request]
        rest, said = server.communicate(timeout=PATIENCE)
    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert rest == ""
    code, *modules = said.split()
    assert code == "0"
    assert {"gradio", "torch", "transformers", "sentence_transformers"} & set(modules) == set()


def test_without_an_archive_the_command_says_so(tmp_path: Path) -> None:
    """The reason is on standard error, and standard output stays empty."""
    done = subprocess.run(  # noqa: S603 - this interpreter, our own program
        [sys.executable, "-m", "ui", "--archive", str(tmp_path / "none"), "mcp"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 66
    assert "There is no archive" in done.stderr
    assert done.stdout == ""
