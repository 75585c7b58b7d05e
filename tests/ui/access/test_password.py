from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ui.access.password import MOST_BYTES, PasswordUnusable, others_can_read, password_of
from ui.settings import Settings

STRONG = "seven grey ferries to Talgar"


def of_file(path: Path) -> str:
    """Return the password that a file gives."""
    return password_of(Settings(password_file=str(path)))


def test_without_a_setting_there_is_no_password() -> None:
    """Nothing is made up."""
    assert password_of(Settings()) == ""


@pytest.mark.parametrize("given", [STRONG, "vQ3rT8pLmZ0w", "열려라 참깨 어서 지금", STRONG * 9])
def test_a_strong_password_is_taken(given: str) -> None:
    """Unrelated words, random characters, other alphabets, and any length."""
    assert password_of(Settings(password=given)) == given


@pytest.mark.parametrize(
    "given", ["x", "hunter22", "password1234", "a" * 100, "123456789012", "OnRecord2024!", " "]
)
def test_a_weak_password_is_refused_with_what_to_use(given: str) -> None:
    """The message has the estimate and the next step, and not the password."""
    with pytest.raises(PasswordUnusable, match="ONRECORD_PASSWORD is too easy to guess") as refused:
        password_of(Settings(password=given))
    assert "secrets.token_urlsafe(16)" in str(refused.value)
    assert len(given) < 2 or given not in str(refused.value)


@pytest.mark.parametrize(
    "given", ["archive.example.org", "archive.example.org1", "OnRecord.example"]
)
def test_the_name_of_the_server_is_no_password(given: str) -> None:
    """Whoever can reach the page knows it."""
    with pytest.raises(PasswordUnusable, match="too easy to guess"):
        password_of(Settings(password=given, server_names="archive.example.org"))


@pytest.mark.parametrize("name", ["password", "password_file"])
def test_an_empty_setting_is_no_open_server(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A variable that a script failed to fill does not let in everybody."""
    monkeypatch.setenv(f"ONRECORD_{name.upper()}", "")
    with pytest.raises(PasswordUnusable, match=f"ONRECORD_{name.upper()} is empty"):
        password_of(Settings())


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_can_read_is_told_of(tmp_path: Path, mode: int, told: bool) -> None:
    """It is used all the same: containers mount secrets like that."""
    path = tmp_path / "password"
    path.write_text(STRONG)
    path.chmod(mode)
    assert others_can_read(Settings(password_file=str(path))) is told
    assert of_file(path) == STRONG


def test_a_password_is_text() -> None:
    """Bytes of the environment that are not UTF-8 are refused before a login fails over them."""
    with pytest.raises(PasswordUnusable, match="ONRECORD_PASSWORD is not in UTF-8"):
        password_of(Settings(password=STRONG + "\udcff"))


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_holds_the_password_on_one_line(tmp_path: Path, end: str) -> None:
    """The end of the line does not belong to it."""
    path = tmp_path / "password"
    path.write_bytes(STRONG.encode() + end.encode())
    assert of_file(path) == STRONG


def test_a_file_may_be_a_link(tmp_path: Path) -> None:
    """Containers mount secrets as links."""
    (tmp_path / "data").write_text(STRONG)
    (tmp_path / "password").symlink_to("data")
    assert of_file(tmp_path / "password") == STRONG


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "has 0 lines"),
        (b"\n", "has 0 lines"),
        (b"one line\nanother line\n", "has 2 lines"),
        (b"\xff\xfe", "is not in UTF-8 (byte 0)"),
        (b"x" * (MOST_BYTES + 1), "it has 1,025 bytes, more than the 1,024 allowed"),
        (b"hunter22\n", "is too easy to guess"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    """The message names the file and the fault."""
    path = tmp_path / "password"
    path.write_bytes(content)
    with pytest.raises(PasswordUnusable, match=re.escape(told)) as refused:
        of_file(path)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("kind", ["nothing", "folder", "pipe", "device", "loop"])
def test_only_a_regular_file_is_read(tmp_path: Path, kind: str) -> None:
    """Neither a pipe that nobody writes to nor an endless device keeps the server."""
    path = Path("/dev/zero") if kind == "device" else tmp_path / "password"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "loop":
        path.symlink_to(path)
    with pytest.raises(PasswordUnusable, match="cannot be used"):
        of_file(path)


def test_a_password_is_given_once(tmp_path: Path) -> None:
    """Which of two counts would be a guess; the message has neither."""
    with pytest.raises(PasswordUnusable, match="set twice") as refused:
        password_of(Settings(password=STRONG, password_file=str(tmp_path / "password")))
    assert STRONG not in str(refused.value)


def test_the_password_is_not_shown_with_the_settings() -> None:
    """A traceback or a log of the settings does not hold it."""
    assert STRONG not in repr(Settings(password=STRONG))
