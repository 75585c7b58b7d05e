from __future__ import annotations

import asyncio
import base64
import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection

from ui.access.login import MOST_WAITING, Entry, Guesses, LinkEntry, PasswordEntry, knows_password
from ui.access.response_headers import Protection

PASSWORD = "seven grey ferries to Talgar"  # noqa: S105 - of this test
TOKEN = "a-token-of-this-test"  # noqa: S105 - of this test
BASE = "http://127.0.0.1:7860"


async def at_once(_: float) -> None:
    """Do not wait."""


def sent(password: str) -> HTTPConnection:
    """Make a request with a password, from an address that all share."""
    basic = b"Basic " + base64.b64encode(b"anyone:" + password.encode())
    headers = [(b"authorization", basic)]
    return HTTPConnection({"type": "http", "headers": headers, "client": ("192.0.2.1", 5000)})


def visitor(entry: Entry) -> TestClient:
    """Make a visitor of a server with this entry."""
    app = FastAPI()
    app.add_api_route("/{path:path}", lambda: "welcome", methods=["GET", "POST"])
    app.add_middleware(Protection, entry=entry)
    return TestClient(app, base_url=BASE, follow_redirects=False)


def test_a_password_guards_every_address() -> None:
    """Without it nothing is shown, with it everything is."""
    guarded = visitor(PasswordEntry(PASSWORD, Guesses(pause=at_once)))
    assert guarded.get("/article/1").status_code == 401
    assert guarded.get("/article/1", auth=("anyone", PASSWORD)).status_code == 200
    refused = guarded.get("/article/1", auth=("anyone", "seven"))
    assert refused.status_code == 401
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_asking_for_the_password_is_no_guess(caplog: pytest.LogCaptureFixture) -> None:
    """A browser that has no password yet is asked for it at once; nothing is logged."""
    guesses = Guesses(pause=at_once)
    visitor(PasswordEntry(PASSWORD, guesses)).get("/")
    assert (len(guesses), caplog.messages) == (0, [])


def test_a_wrong_password_is_logged_without_the_guess(caplog: pytest.LogCaptureFixture) -> None:
    """One line for each, with the address."""
    guarded = visitor(PasswordEntry(PASSWORD, Guesses(pause=at_once)))
    with caplog.at_level(logging.WARNING):
        guarded.get("/", auth=("anyone", "my-secret-guess"))
    (line,) = caplog.messages
    assert line.startswith("Wrong password from ")
    assert "my-secret-guess" not in caplog.text


def test_the_right_password_gets_in_while_others_guess() -> None:
    """A flood of guesses from the same address fills the waiting room and locks out nobody."""
    release: list[asyncio.Event] = []

    async def held(_: float) -> None:
        await release[0].wait()

    async def flood() -> None:
        release.append(asyncio.Event())
        entry = PasswordEntry(PASSWORD, Guesses(pause=held))
        waiting = [asyncio.create_task(entry.refusal(sent("wrong"))) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        beyond = await entry.refusal(sent("wrong"))
        assert beyond is not None
        assert beyond.status_code == 429
        assert beyond.headers["connection"] == "close"
        assert await entry.refusal(sent(PASSWORD)) is None
        release[0].set()
        refused = await asyncio.gather(*waiting)
        assert {refusal.status_code for refusal in refused if refusal} == {401}

    asyncio.run(flood())


@pytest.mark.parametrize("header", [None, "", "Bearer x", "Basic", "Basic ???", "Basic eA==", "é"])
def test_broken_credentials_are_no_credentials(header: str | None) -> None:
    """What cannot be decoded opens nothing."""
    assert not knows_password(header, PASSWORD)
    assert not knows_password("Basic é", PASSWORD)


def test_a_password_may_hold_colons_and_other_alphabets() -> None:
    """The first colon ends the user name, all others belong to the password."""
    given = base64.b64encode("누구:열려라:참깨".encode()).decode()
    assert knows_password(f"basic {given}", "열려라:참깨")


@pytest.fixture
def linked() -> TestClient:
    """Visit a server that was started with `--link` on port 7860."""
    return visitor(LinkEntry(TOKEN, 7860))


@pytest.mark.parametrize("path", ["/", "/article/1", "/onrecord/style.css", "/gradio_api/info"])
def test_without_the_link_nothing_is_shown(linked: TestClient, path: str) -> None:
    """Neither the page nor a file, an article or an endpoint."""
    assert linked.get(path).status_code == 403
    assert linked.post(path).status_code == 403


def test_the_link_becomes_a_cookie(linked: TestClient) -> None:
    """The first visit leaves the address without the token, and lets the browser in."""
    first = linked.get(f"/?token={TOKEN}&q=a%26b")
    assert (first.status_code, first.headers["location"]) == (303, "/?q=a%26b")
    assert first.headers["cache-control"] == "no-store"
    cookie = first.headers["set-cookie"]
    assert cookie == f"onrecord-7860={TOKEN}; HttpOnly; Path=/; SameSite=strict"
    assert linked.get("/article/1").status_code == 200
    assert linked.post("/").status_code == 200


def test_a_program_sends_the_token_as_a_bearer(linked: TestClient) -> None:
    """As with other servers that are opened by a link."""
    assert linked.get("/", headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": "Bearer"},
        {"authorization": "Bearer \xe9".encode("latin-1")},
        {"cookie": f"onrecord-7861={TOKEN}"},
        {"cookie": "onrecord-7860="},
        {"cookie": f"onrecord-7860={TOKEN[:-1]}"},
    ],
)
def test_a_wrong_token_opens_nothing(linked: TestClient, headers: dict[str, str | bytes]) -> None:
    """Whether in part, of another server, or in another alphabet."""
    assert linked.get("/", headers=headers).status_code == 403
    assert linked.get("/?token=%ED%A0%80%EC%97%B4").status_code == 403


def test_only_opening_the_address_takes_the_token(linked: TestClient) -> None:
    """A request that changes something is not let in by its address."""
    assert linked.post(f"/?token={TOKEN}").status_code == 403


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("//evil.example/", "/evil.example/"),
        ("///evil.example/", "/evil.example/"),
        ("/%5Cevil.example/", "/%5Cevil.example/"),
    ],
)
def test_the_link_leads_nowhere_else(linked: TestClient, path: str, onward: str) -> None:
    """A path that looks like another host stays a path of this server."""
    answer = linked.get(f"{BASE}{path}?token={TOKEN}")
    assert answer.headers["location"] == onward
