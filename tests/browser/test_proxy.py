"""The page behind the proxy that the README shows: a real nginx with TLS."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from gradio_client import Client
from playwright.sync_api import Browser

from tests.browser.conftest import needed, visiting
from tests.browser.nginx import HOW_TO_GET_ONE, NAME, executable, proxied
from tests.patience import PATIENCE
from tests.serving import Serving, serving

PASSWORD = "seven grey ferries to Talgar"  # noqa: S105 - of this test
LOGIN = ("newsroom", PASSWORD)
QUESTION = "How many train cars did Uzbekistan order?"
WORDS = "Every country that lends for trains hopes to sell trains"
PATHS = ("/", "/config", "/gradio_api/info", "/onrecord/style.css", "/article/1")


@dataclass(frozen=True)
class Site:
    """The site: its address, the server behind it, and the authority of its certificate."""

    address: str
    server: Serving
    authority: Path
    folder: Path


@pytest.fixture(scope="module")
def nginx() -> str:
    """Find nginx."""
    return needed(executable(), "ONRECORD_REQUIRE_NGINX", HOW_TO_GET_ONE)


@pytest.fixture(scope="module")
def served_site(
    nginx: str, tmp_path_factory: pytest.TempPathFactory, samples_at: Callable[[Path], Path]
) -> Iterator[Site]:
    """Serve the sample archive as the README says, with nginx in front of it."""
    folder = tmp_path_factory.mktemp("proxy")
    samples_at(folder / "archive")
    (folder / "password.txt").write_text(PASSWORD + "\n")
    settings = {"ONRECORD_SERVER_NAMES": NAME, "ONRECORD_TRUSTED_PROXIES": "127.0.0.1"}
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    given = ("--password-file", str(folder / "password.txt"))
    with (
        serving(folder / "archive", folder / "log", *given, environment=settings) as server,
        proxied(nginx, folder, server.port, authority) as address,
    ):
        yield Site(address, server, folder / "authority.pem", folder)


@pytest.fixture
def site(served_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Let the name of the site lead to this machine, and trust its certificate."""
    resolve = socket.getaddrinfo

    def resolved(host: Any, *further: Any, **named: Any) -> Any:
        return resolve("127.0.0.1" if host in (NAME, NAME.encode()) else host, *further, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setenv("SSL_CERT_FILE", str(served_site.authority))
    return served_site


def test_without_the_password_nothing_gets_through(site: Site) -> None:
    """Neither the page nor an endpoint, an upload or a removal."""
    with httpx.Client(base_url=site.address) as stranger:
        assert {stranger.get(path).status_code for path in PATHS} == {401}
        for name in "ask", "check":
            path = f"/gradio_api/call/v2/{name}"
            assert stranger.post(path, json={"question": QUESTION}).status_code == 401
            assert stranger.get(f"{path}/0123").status_code == 401
        upload = {"files": ("a.txt", b"A headline\n\nA text.")}
        assert stranger.post("/gradio_api/upload", files=upload).status_code == 401
        removal = {"data": ["0123456789abcdef"], "fn_index": 1, "session_hash": "x"}
        assert stranger.post("/gradio_api/queue/join", json=removal).status_code == 401


def test_with_the_password_programs_ask_and_check(site: Site) -> None:
    """By Gradio's client and over plain HTTP, as the README shows."""
    desk = Client(site.address, httpx_kwargs={"auth": LOGIN}, verbose=False)
    answer = desk.predict(QUESTION, api_name="/ask")
    assert "42" in str(answer["claims"])
    assert desk.predict(WORDS, "Shin Bo-reum", api_name="/check")["checks"]
    with httpx.Client(base_url=site.address, auth=LOGIN, timeout=PATIENCE) as program:
        path = "/gradio_api/call/v2/check"
        begun = program.post(path, json={"words": WORDS}).json()
        assert "onrecord-receipt/1" in program.get(f"{path}/{begun['event_id']}").text


def test_foreign_pages_and_names_stay_refused(site: Site) -> None:
    """Even with the password, which a browser sends along."""
    with httpx.Client(base_url=site.address, auth=LOGIN) as browser:
        own = {"Origin": site.address}
        assert browser.get("/", headers=own).status_code == 200
        port = httpx.URL(site.address).port
        for origin in "https://evil.example", "null", f"http://{NAME}:{port}", f"https://{NAME}":
            for path in "/", "/gradio_api/queue/join", "/gradio_api/upload":
                refused = browser.post(path, headers={"Origin": origin})
                assert refused.status_code == 403, (origin, path)
        for host in "evil.example", f"evil.{NAME}", f"{NAME}.evil.example":
            assert browser.get("/", headers={"Host": host}).status_code == 403, host


def test_forged_headers_do_not_get_through(site: Site) -> None:
    """The address in the log is the one that nginx saw, and the page's own address stays."""
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
    }
    with httpx.Client(base_url=site.address, headers=forged) as client:
        config = client.get("/config", auth=LOGIN)
        assert config.json()["root"] == site.address
        assert client.get("/", headers={"Host": "evil.example"}, auth=LOGIN).status_code == 403
    # Another address of this machine, so that the log tells the client from the proxy.
    elsewhere = httpx.HTTPTransport(local_address="127.0.0.2", verify=httpx.create_ssl_context())
    with httpx.Client(base_url=site.address, headers=forged, transport=elsewhere) as client:
        assert client.get("/", auth=("newsroom", "my-secret-guess")).status_code == 401
    assert re.findall("Wrong password from .*", site.server.said) == [
        "Wrong password from 127.0.0.2 (failure 1)."
    ]
    assert "my-secret-guess" not in site.server.said


@pytest.mark.browser
def test_the_page_works_behind_the_proxy(
    browser: Browser, served_site: Site, tmp_path: Path
) -> None:
    """A person logs in, adds an article, asks about it and removes it."""
    page = tmp_path / "lighthouse.txt"
    page.write_text(
        "Old lighthouse of Aralkum is lit again\n\n"
        "The lighthouse of Aralkum was lit again on Monday after forty years of darkness. "
        "Its keeper, Dilorom Saidova, paid 9,300 dollars for the new lamp.\n"
    )
    login: Any = {"username": LOGIN[0], "password": LOGIN[1]}
    with visiting(browser, served_site.address, served_site.folder, login) as visit:
        visit.open_articles()
        assert "1 article added" in visit.upload(page)
        visit.page.click("button[role=tab]:has-text('Ask')")
        visit.ask("Who is the keeper of the lighthouse of Aralkum?")
        assert "Dilorom Saidova" in visit.page.inner_text("#latest .answer")
        visit.open_check()
        assert visit.check(WORDS) == "Exact"
        visit.open_articles()
        entry = visit.page.locator("#list .entry", has_text="Old lighthouse")
        entry.locator("button.remove").click()
        visit.page.click("#confirm .danger")
        visit.page.locator(".holdings", has_text="24 articles").wait_for()
        assert entry.count() == 0


@pytest.mark.browser
def test_the_link_opens_the_page(
    browser: Browser, tmp_path: Path, samples_at: Callable[[Path], Path]
) -> None:
    """The page works with the cookie, and its address no longer has the token."""
    archive = samples_at(tmp_path / "archive")
    with (
        serving(archive, tmp_path / "log", "--link") as server,
        visiting(browser, server.address, tmp_path) as visit,
    ):
        assert "token" not in visit.page.url
        visit.ask(QUESTION)
        assert "42" in visit.page.inner_text("#latest .answer")
        assert visit.page.evaluate("document.cookie") == ""
