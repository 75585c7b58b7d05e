"""The verb that serves the page."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from gradio_client import Client

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.index.fakes import FakeEmbedder
from tests.serving import serving
from tests.ui.fakes import a_citation, an_abstention, an_answer, an_article
from ui.cli import run
from ui.conversations.example_questions import OF_THE_SAMPLES, examples
from ui.exit_code import ExitCode

ROOT = Path(__file__).parents[2]


@dataclass
class _Chain:
    """Answers the questions that hold a word, and records all of them."""

    known: str
    asked: list[str] = field(default_factory=list)

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        self.asked.append(input.text)
        return an_answer(a_citation(an_article())) if self.known in input.text else an_abstention()


@pytest.fixture
def small_archive(tmp_path: Path) -> Archive:
    """Build an archive of two articles."""
    for place in ("Talgar", "Almaty"):
        text = f"A bridge in {place}\n\nThe mayor of {place} opened a bridge on Monday.\n"
        (tmp_path / f"{place}.txt").write_text(text)
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([tmp_path])
    return archive


def test_examples_are_questions_that_are_answered(small_archive: Archive) -> None:
    """What the archive does not answer is not offered."""
    offered = examples(small_archive, _Chain("Talgar"))
    assert offered == ("What is reported about “A bridge in Talgar”?",)
    assert examples(small_archive, _Chain("nothing")) == ()


def test_examples_have_no_marks(small_archive: Archive, tmp_path: Path) -> None:
    """A warning about an article is no part of a question about it."""
    (tmp_path / "osh.txt").write_text("A bridge in Osh\n\nIt opened on Monday.\n")
    (tmp_path / "osh.txt.meta.json").write_text('{"part": "its first page"}')
    small_archive.add([tmp_path / "osh.txt"])
    assert examples(small_archive, _Chain("Osh")) == ("What is reported about “A bridge in Osh”?",)


def test_no_more_is_asked_than_is_offered(small_archive: Archive, tmp_path: Path) -> None:
    """Serving does not wait for questions that nobody sees."""
    for place in "Osh", "Naryn":
        (tmp_path / f"{place}.txt").write_text(f"A bridge in {place}\n\nIt opened on Monday.\n")
    small_archive.add([tmp_path])
    chain = _Chain("reported")
    assert len(examples(small_archive, chain)) == 3
    assert len(chain.asked) == len(OF_THE_SAMPLES) + 3


def test_the_samples_are_offered_only_where_they_are_answered_rightly(
    small_archive: Archive,
    tmp_path: Path,
    embedder: Embedder,
    samples_at: Callable[[Path], Path],
) -> None:
    """In the sample archive all are; in another an answer in other words is none."""
    assert not {*examples(small_archive, _Chain(""))} & {*OF_THE_SAMPLES}
    archive = Archive.open(samples_at(tmp_path / "samples"), embedder)
    assert examples(archive, build_chain(archive, embedder)) == tuple(OF_THE_SAMPLES)


def test_an_empty_archive_offers_nothing(tmp_path: Path) -> None:
    """Where there are no articles no question is tried."""
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.create()
    chain = _Chain("")
    assert examples(archive, chain) == ()
    assert chain.asked == []


def test_a_taken_port_is_said_before_anything_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the port and another one to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        code = run(["--archive", str(tmp_path / "a"), "serve", "--port", str(number)])
    assert code == ExitCode.UNAVAILABLE
    assert f"Port {number} on 127.0.0.1 is in use" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_foreign_address_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address that is not this machine's cannot be served on."""
    monkeypatch.setenv("ONRECORD_PASSWORD", "seven grey ferries to Talgar")
    command = ["serve", "--host", "192.0.2.1"]
    assert run(["--archive", str(tmp_path / "a"), *command]) == ExitCode.UNAVAILABLE
    assert "192.0.2.1 is not an address of this machine" in capsys.readouterr().err


@pytest.mark.slow
def test_the_page_is_served_until_interrupted(tmp_path: Path) -> None:
    """A new archive is served empty; who can open it and the next step are printed.

    What somebody else has put where gradio would keep files is no obstacle, and nothing is left.
    """
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (temporary / "gradio").touch()
    with serving(
        tmp_path / "a",
        tmp_path / "log",
        environment={"TMPDIR": str(temporary)},
        end=signal.SIGINT,
    ) as server:
        assert server.address == f"http://127.0.0.1:{server.port}"
        assert "OnRecord" in httpx.get(server.address).text
    assert "is empty. Add articles on the page, or with `onrecord --archive" in server.said
    assert (
        "Every user of this machine can open the page, and add and remove articles. `onrecord"
        in server.said
    )
    assert "Traceback" not in server.said
    assert [path.name for path in temporary.iterdir()] == ["gradio"]


@pytest.mark.slow
def test_with_link_only_who_has_the_address_is_let_in(tmp_path: Path) -> None:
    """The printed address opens the page; its token is neither logged nor needed again."""
    with serving(tmp_path / "a", tmp_path / "log", "--link") as server:
        link = httpx.URL(server.address)
        own = link.copy_with(query=None)
        for path in "/", "/gradio_api/info", "/onrecord/style.css", "/article/1", "/config":
            assert httpx.get(own.join(path)).status_code == 403
        with httpx.Client(follow_redirects=True) as browser:
            opened = browser.get(link)
            assert (opened.status_code, opened.url) == (200, own)
            assert browser.get(own.join("/onrecord/style.css")).status_code == 200
        bearer = {"Authorization": f"Bearer {link.params['token']}"}
        desk = Client(str(own), headers=bearer, verbose=False)
        assert desk.predict("Who signed it?", api_name="/ask")["claims"] == []
    assert server.said.count(link.params["token"]) == 1
    assert "Every user of this machine" not in server.said


@pytest.mark.slow
def test_a_password_is_asked_for_on_this_machine_too(tmp_path: Path) -> None:
    """Page, endpoints and files are refused without it; programs give it as a login."""
    password = "seven grey ferries to Talgar"  # noqa: S105 - of this test
    with serving(
        tmp_path / "a", tmp_path / "log", environment={"ONRECORD_PASSWORD": password}
    ) as server:
        for path in "/", "/gradio_api/info", "/onrecord/style.css", "/article/1", "/config":
            assert httpx.get(server.address + path).status_code == 401
        asked = httpx.post(f"{server.address}/gradio_api/call/v2/ask", json={"question": "Who?"})
        assert asked.status_code == 401
        forged = {"X-Forwarded-For": "203.0.113.9"}
        assert httpx.get(server.address, auth=("", "guess"), headers=forged).status_code == 401
        assert httpx.get(server.address, auth=("", password)).status_code == 200
        desk = Client(server.address, httpx_kwargs={"auth": ("", password)}, verbose=False)
        assert desk.predict("Who signed it?", api_name="/ask")["claims"] == []
    assert server.said.count("Wrong password from 127.0.0.1 (failure 1).") == 1
    assert "203.0.113.9" not in server.said
    assert password not in server.said


BESIDE = {"PASSWORD": "vQ3rT8pLmZ0w"}
NOWHERE = ["--host", "192.0.2.1"]  # no machine's own, so nothing is ever served


@pytest.mark.parametrize(
    ("settings", "arguments", "told"),
    [
        (
            {"PASSWORD": "x"},
            [],
            "ONRECORD_PASSWORD is too easy to guess: it takes about 12 guesses",
        ),
        ({"PASSWORD": "x"}, ["--host", "0.0.0.0"], "is too easy to guess"),  # noqa: S104 - refused
        ({}, ["--password-file", "/dev/zero"], "/dev/zero cannot be used: it is not a regular"),
        ({}, ["--password-file", "/nowhere"], "/nowhere cannot be used: it does not exist"),
        ({"SERVER_NAMES": "a.example"}, [], "Serving behind a proxy would open the archive"),
        ({"TRUSTED_PROXIES": "*"}, [], "ONRECORD_TRUSTED_PROXIES is '*'"),
        ({"PASSWORD": "vQ3rT8pLmZ0w"}, ["--link"], "Leave out --link"),
        (
            BESIDE | {"RUNS": "/dev/null"},
            NOWHERE,
            "RUNS is /dev/null, but /dev/null is not a folder.",
        ),
        (BESIDE | {"RUNS": "/dev/zero/runs"}, NOWHERE, "/dev/zero is not a folder. Choose a"),
        (BESIDE | {"RUNS": "/proc/runs"}, NOWHERE, "/proc is not writable: "),
    ],
)
def test_what_guards_the_page_is_checked_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    arguments: list[str],
    told: str,
) -> None:
    """Before anything is loaded or made, with the setting and the next step."""
    for name, value in settings.items():
        monkeypatch.setenv(f"ONRECORD_{name}", value)
    code = run(["--archive", str(tmp_path / "a"), "serve", *arguments])
    assert code == ExitCode.CONFIGURATION
    assert told in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("typed", [["--password", "my-secret"], ["--password=my-secret"]])
def test_a_password_is_not_taken_from_the_command_line(
    capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    """Whoever types one is told what to use instead; it is not repeated."""
    assert run(["serve", *typed]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "Set ONRECORD_PASSWORD, or" in said
    assert "--password-file FILE" in said
    assert "my-secret" not in said
