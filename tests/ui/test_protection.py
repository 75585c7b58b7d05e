from __future__ import annotations

import base64

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ui.protection import ARTICLE_POLICY, PAGE_POLICY, Protection, knows_password


def visitor(password: str = "") -> TestClient:
    """Make a visitor of a server that answers to its loopback names only."""
    app = FastAPI()
    app.add_api_route("/{path:path}", lambda: "welcome", methods=["GET", "POST"])
    app.add_middleware(Protection, password=password)
    return TestClient(app, base_url="http://127.0.0.1:7860")


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


def test_a_password_guards_every_address() -> None:
    """Without it nothing is shown, with it everything is."""
    guarded = visitor("open sesame")
    assert guarded.get("/article/1").status_code == 401
    assert guarded.get("/article/1", auth=("anyone", "open sesame")).status_code == 200
    assert guarded.get("/article/1", auth=("anyone", "open")).status_code == 401


@pytest.mark.parametrize("header", [None, "", "Bearer x", "Basic", "Basic ???", "Basic eA=="])
def test_broken_credentials_are_no_credentials(header: str | None) -> None:
    """What cannot be decoded opens nothing."""
    assert not knows_password(header, "open sesame")


def test_a_password_may_hold_colons_and_other_alphabets() -> None:
    """The first colon ends the user name, all others belong to the password."""
    given = base64.b64encode("누구:열려라:참깨".encode()).decode()
    assert knows_password(f"basic {given}", "열려라:참깨")
