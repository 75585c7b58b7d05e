from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.access.login import Guesses, OpenEntry, PasswordEntry
from ui.access.response_headers import ARTICLE_POLICY, LOOPBACK, PAGE_POLICY, Protection


def visitor(*names: str, scheme: str = "http", proxied: bool = False) -> TestClient:
    """Make a visitor of a server that answers to its loopback names and to some more."""
    app = FastAPI()
    app.add_api_route("/{path:path}", lambda: "welcome", methods=["GET", "POST"])
    app.add_middleware(Protection, entry=OpenEntry(), names=(*LOOPBACK, *names), proxied=proxied)
    return TestClient(app, base_url=f"{scheme}://127.0.0.1:7860")


def test_every_answer_forbids_other_hosts() -> None:
    """The browser is told to load from nowhere else, and to guess no types."""
    headers = visitor().get("/").headers
    assert headers["content-security-policy"] == PAGE_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in PAGE_POLICY


def test_article_pages_run_no_script_at_all() -> None:
    """Where only text is shown the policy allows a style sheet and nothing else."""
    assert visitor().get("/article/1").headers["content-security-policy"] == ARTICLE_POLICY
    assert "script-src" not in ARTICLE_POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil"])
def test_foreign_names_of_this_machine_are_refused(host: str) -> None:
    """A web page that lets its own name resolve to this machine reads nothing."""
    assert visitor().get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1:9", "[::1]:7860"])
def test_all_names_of_this_machine_are_answered(host: str) -> None:
    """Whichever loopback name is typed works."""
    assert visitor().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_requests_of_foreign_pages_are_refused(origin: str) -> None:
    """A page elsewhere cannot upload or remove through its visitor's browser."""
    assert visitor().post("/", headers={"origin": origin}).status_code == 403


def test_requests_of_our_own_page_are_answered() -> None:
    """The page's own calls carry its origin."""
    own = {"origin": "http://127.0.0.1:7860"}
    assert visitor().post("/", headers=own).status_code == 200


@pytest.mark.parametrize("host", ["[", "[::1", "127.0.0.1:x"])
def test_a_malformed_name_is_refused(host: str) -> None:
    """It is no fault of the server."""
    assert visitor().get("/", headers={"host": host}).status_code == 403
    assert visitor().post("/", headers={"origin": f"http://{host}"}).status_code == 403


def test_a_listed_name_is_answered() -> None:
    """With or without a port; other names stay foreign."""
    listed = visitor("archive.example.org")
    for host in "archive.example.org", "archive.example.org:8443":
        assert listed.get("/", headers={"host": host}).status_code == 200
    for host in "example.org", "evil.archive.example.org":
        assert listed.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://archive.example.org", 200),
        ("https://archive.example.org:443", 200),
        ("http://archive.example.org", 403),
        ("https://archive.example.org:8443", 403),
        ("https://evil.example", 403),
    ],
)
def test_behind_a_proxy_the_scheme_belongs_to_the_origin(origin: str, status: int) -> None:
    """A page that somebody put at the unencrypted address of the same name is foreign."""
    proxied = visitor("archive.example.org", scheme="https", proxied=True)
    headers = {"host": "archive.example.org", "origin": origin}
    assert proxied.post("/", headers=headers).status_code == status


def test_a_proxy_that_is_not_trusted_may_have_used_tls() -> None:
    """Its scheme is unknown, so pages of either one are the server's own."""
    for scheme in "http", "https":
        assert visitor().post("/", headers={"origin": f"{scheme}://127.0.0.1:7860"}).is_success


def test_a_websocket_is_refused() -> None:
    """Nothing but HTTP gets past the checks, whatever is behind them."""
    app = FastAPI()
    reached: list[WebSocket] = []

    async def accept(socket: WebSocket) -> None:
        reached.append(socket)
        await socket.accept()

    app.add_api_websocket_route("/socket", accept)
    app.add_middleware(Protection, entry=OpenEntry())
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/socket"):
        pass
    assert reached == []


def test_programs_are_refused_in_json() -> None:
    """Below the path for programs, with the headers that belong to the refusal."""
    for path in ("/gradio_api/info", "/config"):
        answer = visitor().get(path, headers={"host": "evil.example"})
        assert (answer.status_code, [*answer.json()]) == (403, ["detail"])
    app = FastAPI()
    app.add_middleware(Protection, entry=PasswordEntry("secret", Guesses()))
    answer = TestClient(app, base_url="http://127.0.0.1:7860").get("/gradio_api/info")
    assert (answer.status_code, [*answer.json()]) == (401, ["detail"])
    assert answer.headers["www-authenticate"].startswith("Basic")
