"""The verb that serves the page."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding import Embedder
from tests.index.fakes import FakeEmbedder
from tests.ui.fakes import a_citation, an_abstention, an_answer, an_article
from ui.cli import run
from ui.examples import OF_THE_SAMPLES, examples
from ui.exit_code import ExitCode

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 120


@pytest.fixture
def port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


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


def test_no_more_is_asked_than_is_offered(small_archive: Archive, tmp_path: Path) -> None:
    """Serving does not wait for questions that nobody sees."""
    for place in "Osh", "Naryn":
        (tmp_path / f"{place}.txt").write_text(f"A bridge in {place}\n\nIt opened on Monday.\n")
    small_archive.add([tmp_path])
    chain = _Chain("reported")
    assert len(examples(small_archive, chain)) == 3
    assert len(chain.asked) == len(OF_THE_SAMPLES) + 3


def test_the_samples_are_offered_only_where_they_are_answered_rightly(
    small_archive: Archive, tmp_path: Path, embedder: Embedder
) -> None:
    """In the sample archive all are; in another an answer in other words is none."""
    assert not {*examples(small_archive, _Chain(""))} & {*OF_THE_SAMPLES}
    archive = Archive.create_or_open(tmp_path / "samples", embedder)
    archive.add([ROOT / "sources" / "samples"])
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
    assert f"Port {number} of 127.0.0.1 is in use" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_foreign_address_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that is not this machine's cannot be served on."""
    command = ["serve", "--host", "192.0.2.1", "--password", "x"]
    assert run(["--archive", str(tmp_path / "a"), *command]) == ExitCode.UNAVAILABLE
    assert "192.0.2.1 is no address of this machine" in capsys.readouterr().err


@pytest.mark.slow
def test_the_page_is_served_until_interrupted(tmp_path: Path, port: int) -> None:
    """A new archive is served empty, with the address and the next step said."""
    command = [sys.executable, "-m", "ui", "--archive", str(tmp_path / "a"), "serve"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", str(port)], cwd=ROOT, stderr=subprocess.PIPE
    ) as server:
        page = _page(server, port)
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=60)
    assert b"OnRecord" in page
    assert f"http://127.0.0.1:{port}".encode() in said
    assert b"is empty: add articles on the page, or with `onrecord --archive" in said
    assert b"Traceback" not in said
    assert server.returncode in (ExitCode.OK, ExitCode.INTERRUPTED)


def _page(server: subprocess.Popen[bytes], port: int) -> bytes:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                content: bytes = answer.read()
                return content
        except URLError:
            time.sleep(0.3)
    server.kill()
    raise AssertionError(f"no page after {SECONDS_TO_START} seconds")
