"""The command line and the page on a disk without room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.full_disk import Disk, mounted
from tests.serving import serving
from ui.cli import run
from ui.exit_code import ExitCode

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sources" / "samples"
QUESTION = "How many train cars did Uzbekistan order?"
READING = (
    ["status"],
    ["list"],
    ["search", "train contract"],
    ["ask", QUESTION],
    ["show", "steppe-courier-greenhouses.txt"],
    ["check", "“The order is worth about $200 million, or 270 billion won.”"],
    ["verify"],
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a small disk."""
    with mounted(tmp_path / "disk") as disk:
        yield disk


def test_every_verb_reads_on_a_full_disk(disk: Disk, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints and ends as it did while there was room, and writers say that there is none."""
    archive = ["--archive", str(disk.folder / "archive")]
    run([*archive, "add", str(SAMPLES)])

    def ended(arguments: list[str]) -> tuple[int, str]:
        capsys.readouterr()
        code, printed = run([*archive, *arguments]), capsys.readouterr().out
        # SQLite's own files come and go, and `verify` notes that it cannot open Chroma.
        lines = printed.partition("on disk:")[0].splitlines()
        return code, "\n".join(line for line in lines if not line.startswith("note: "))

    with_room = [ended(arguments) for arguments in READING]
    disk.fill()
    for arguments, before in zip(READING, with_room, strict=True):
        assert ended(arguments) == before
    receipt = disk.folder / "receipt.json"
    assert ended([*READING[-2], "--receipt", str(receipt)]) == (ExitCode.IO, with_room[-2][1])
    assert not receipt.exists()
    assert run([*archive, "rebuild"]) == ExitCode.IO
    assert "is full" in capsys.readouterr().err


@pytest.mark.slow
def test_the_page_answers_on_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    """It starts there, with its temporary folder, and goes on when there is room again."""
    run(["--archive", str(disk.folder / "archive"), "add", str(SAMPLES)])
    (disk.folder / "tmp").mkdir()
    disk.fill()
    temporary = {"TMPDIR": str(disk.folder / "tmp")}
    archive, log = disk.folder / "archive", tmp_path / "log"
    with serving(archive, log, environment=temporary) as server:
        address = f"http://127.0.0.1:{server.port}"
        assert "42 cars" in _asked(address)
        disk.free()
        assert "42 cars" in _asked(address)
        disk.fill()
        assert "42 cars" in _asked(address)


def _asked(address: str) -> str:
    endpoint = f"{address}/gradio_api/call/ask"
    data = json.dumps({"data": [QUESTION, [], "", "", [], "", "", True]}).encode()
    request = Request(endpoint, data, {"Content-Type": "application/json"})  # noqa: S310 - the same
    with urlopen(request) as begun:  # noqa: S310 - the same
        event = json.load(begun)["event_id"]
    with urlopen(f"{endpoint}/{event}") as answer:  # noqa: S310 - the same
        return str(answer.read().decode())
