from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from ui.access.proxy import Forwarding

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;proto=https;host=evil.example",
}


def seen(peer: str, headers: dict[str, str], proxies: tuple[str, ...] = ("192.0.2.7",)) -> Any:
    """Return what the application sees of a request that a peer sends."""
    app = FastAPI()

    def tell(request: Request) -> list[object]:
        assert request.client
        names = [name for name in request.headers if "forwarded" in name or "real" in name]
        return [request.client.host, request.url.scheme, request.headers["host"], names]

    app.add_api_route("/", tell)
    app.add_middleware(Forwarding, proxies=proxies)
    visitor = TestClient(app, base_url="http://archive.example.org", client=(peer, 5000))
    return visitor.get("/", headers=headers).json()


def test_a_trusted_proxy_is_believed() -> None:
    """The client's address and scheme are those that it saw; the name is the request's own."""
    assert seen("192.0.2.7", FORGED) == ["203.0.113.9", "https", "archive.example.org", []]


@pytest.mark.parametrize("proxies", [(), ("192.0.2.7",), ("192.0.2.0/25",)])
def test_nobody_else_is_believed(proxies: tuple[str, ...]) -> None:
    """Headers that a client forged change nothing, and reach nobody behind."""
    for peer in ("127.0.0.1", "192.0.2.200"):
        assert seen(peer, FORGED, proxies) == [peer, "http", "archive.example.org", []]


def test_only_what_the_proxy_saw_counts() -> None:
    """Of addresses that a proxy appended to a forged list, the last one is the client's."""
    appended = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert seen("192.0.2.7", appended)[0] == "203.0.113.9"
    network = seen("192.0.2.7", {"X-Forwarded-For": "203.0.113.9, 192.0.2.8"}, ("192.0.2.0/24",))
    assert network[0] == "203.0.113.9"
