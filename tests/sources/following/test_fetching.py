from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from sources.errors import BudgetSpent, NotFetched
from sources.following.fetching import Fetcher, Request
from sources.following.manners import Budget, Manners
from sources.following.reach import Reach
from sources.following.source import Validators
from tests.websites import Website, website


class FakeTurns:
    """Lets every host be asked at once, and records whom."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, float]] = []

    def begin(self, host: str, delay: float) -> None:
        """Record a request."""
        self.begun.append((host, delay))

    def end(self, host: str, delay: float) -> None:
        """Do nothing."""


@pytest.fixture
def site() -> Iterator[Website]:
    """Serve a site on loopback."""
    with website() as served:
        yield served


@pytest.fixture
def other() -> Iterator[Website]:
    """Serve a second one."""
    with website() as served:
        yield served


def fetcher(**manners: float) -> Fetcher:
    """Return a fetcher that never waits."""
    set_ = Manners(**{"delay": 0.0, "seconds": 20.0, **manners})  # type: ignore[arg-type]
    return Fetcher(set_, FakeTurns(), Budget(set_.run_bytes))


def asked(site: Website, path: str, *others: Website, credentials: str = "") -> Request:
    """Return a request to a site that is allowed, as are the others."""
    allowed = frozenset(each.host for each in (site, *others))
    return Request(site.url(path), credentials=credentials, reach=Reach(allowed))


def test_a_page_is_fetched_with_what_its_version_is_known_by(site: Website) -> None:
    """Asked for again with them, an unchanged page has no data."""
    site.put("/a", "<p>Words.</p>", Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT")
    first = fetcher().fetch(asked(site, "/a"))
    assert (first.data, first.kind) == (b"<p>Words.</p>", "text/html")
    assert first.validators.etag
    again = fetcher().fetch(
        Request(site.url("/a"), first.validators, reach=Reach(frozenset({site.host})))
    )
    assert again.data is None
    sent = site.asked[-1][2]
    assert sent["If-None-Match"] == first.validators.etag
    assert sent["If-Modified-Since"] == "Mon, 02 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://[::1]:9/", "http://10.0.0.1/", "file:///etc"],
)
def test_a_redirect_out_of_the_internet_is_not_followed(site: Website, target: str) -> None:
    """An allowed host cannot send the program to one that is not."""
    site.fail("/a", 302, Location=target)
    with pytest.raises(NotFetched):
        fetcher().fetch(asked(site, "/a"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://[::ffff:127.0.0.1]:9/", "::ffff:127.0.0.1 is not a public address; to allow it, "),
        ("http://[::1]:9/", "add --allow [::1]:9"),
        ("file:///etc/passwd", "it redirects to 'file:///etc/passwd': "),
        ("", "it redirects without saying where to"),
    ],
)
def test_a_refused_redirect_says_where_it_leads(site: Website, target: str, reason: str) -> None:
    """Addresses of version 6, too, and not the address of their robots.txt."""
    site.fail("/a", 302, Location=target)
    with pytest.raises(NotFetched) as refused:
        fetcher().fetch(asked(site, "/a"))
    assert reason in refused.value.reason


def test_a_redirect_to_another_port_of_an_allowed_host_is_refused(
    site: Website, other: Website
) -> None:
    """Nothing reaches a server that was not named with its port."""
    site.fail("/a", 302, Location=other.url("/secret"))
    with pytest.raises(NotFetched, match="not a public address"):
        fetcher().fetch(asked(site, "/a"))
    assert other.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Website) -> None:
    """A name that resolves differently the second time is looked up only once a connection."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    lookups: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        lookups.append(f"{host}:{port}")
        return next(answers)

    site.put("/a", "words")
    host = f"rebinding.example:{site.port}"
    reach = Reach(frozenset({host}), rebinding)
    assert fetcher().fetch(Request(f"http://{host}/a", reach=reach)).data == b"words"
    assert lookups == [host, host]  # robots.txt and the page
    assert site.asked[-1][2]["Host"] == host


def test_credentials_go_to_their_own_host_alone(site: Website, other: Website) -> None:
    """Not to where it redirects, and not with robots.txt."""
    site.fail("/a", 302, Location="/b")
    site.fail("/b", 302, Location=other.url("/c"))
    other.put("/c", "words")
    fetcher().fetch(asked(site, "/a", other, credentials="Basic c2VjcmV0"))
    sent = [(path, headers.get("Authorization")) for _, path, headers in site.asked]
    assert sent == [("/robots.txt", None), ("/a", "Basic c2VjcmV0"), ("/b", "Basic c2VjcmV0")]
    assert all("Authorization" not in headers for *_, headers in other.asked)


def test_no_cookies_are_sent_back(site: Website) -> None:
    """What a host sets is forgotten."""
    site.put("/a", "words", Set_Cookie="id=1; Path=/")
    one = fetcher()
    one.fetch(asked(site, "/a"))
    one.fetch(asked(site, "/a"))
    assert all("Cookie" not in headers for *_, headers in site.asked)


def test_robots_are_obeyed(site: Website) -> None:
    """What robots.txt disallows is not asked for, and its delay holds."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", "text/plain")
    site.put("/a", "words")
    one = fetcher()
    with pytest.raises(NotFetched, match=r"robots\.txt .* disallows it"):
        one.fetch(asked(site, "/private/page"))
    one.fetch(asked(site, "/a"))
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/a"]
    assert isinstance(one._turns, FakeTurns)
    assert one._turns.begun[-1] == (site.host, 7.0)


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (401, False), (503, False)])
def test_without_robots_the_status_decides(site: Website, status: int, *, allowed: bool) -> None:
    """No file allows everything; a forbidden one, or a host in trouble, nothing."""
    site.fail("/robots.txt", status)
    site.put("/a", "words")
    if allowed:
        assert fetcher().fetch(asked(site, "/a")).data == b"words"
    else:
        with pytest.raises(NotFetched):
            fetcher().fetch(asked(site, "/a"))
        assert site.times_of("/a") == 0


def test_an_endless_page_ends_at_the_limit(site: Website) -> None:
    """No more of it is read than one page may have."""
    site.pages["/a"] = _pour
    with pytest.raises(NotFetched, match="more than 100,000 bytes") as caught:
        fetcher(page_bytes=100_000).fetch(asked(site, "/a"))
    assert caught.value.lasting


def test_a_small_page_that_unpacks_to_a_large_one_ends_there_too(site: Website) -> None:
    """A megabyte of zeros is a kilobyte when it is packed."""
    site.put("/a", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="more than 100,000 bytes"):
        fetcher(page_bytes=100_000).fetch(asked(site, "/a"))
    site.put("/b", gzip.compress(b"words"), Content_Encoding="gzip")
    assert fetcher().fetch(asked(site, "/b")).data == b"words"


def test_a_page_that_comes_drop_by_drop_ends_with_its_time(site: Website) -> None:
    """Each byte comes soon, and all of them together never."""
    site.pages["/a"] = _drip
    site.put("/robots.txt", "", "text/plain")
    with pytest.raises(NotFetched, match=r"more than 0\.5 seconds") as caught:
        fetcher(seconds=0.5).fetch(asked(site, "/a"))
    assert not caught.value.lasting


def test_a_run_ends_with_its_bytes(site: Website) -> None:
    """What is over the budget of a run is left to the next one."""
    site.put("/a", "x" * 600)
    one = Fetcher(Manners(delay=0), FakeTurns(), Budget(1_000))
    one.fetch(asked(site, "/a"))
    with pytest.raises(BudgetSpent, match="1,000 bytes"):
        one.fetch(asked(site, "/a"))
    with pytest.raises(BudgetSpent):
        one.fetch(asked(site, "/b"))
    assert site.times_of("/b") == 0


@pytest.mark.parametrize(
    ("status", "lasting", "gone"),
    [(404, True, True), (410, True, True), (403, True, False), (500, False, False)],
)
def test_statuses_say_whether_to_try_again(
    site: Website, status: int, *, lasting: bool, gone: bool
) -> None:
    """What is gone, what is refused for good, and what may work later."""
    site.fail("/a", status)
    with pytest.raises(NotFetched, match=str(status)) as caught:
        fetcher().fetch(asked(site, "/a"))
    assert (caught.value.lasting, caught.value.gone) == (lasting, gone)


def test_a_host_may_ask_to_wait(site: Website) -> None:
    """Retry-After is heeded."""
    site.fail("/a", 429, Retry_After="120")
    with pytest.raises(NotFetched) as caught:
        fetcher().fetch(asked(site, "/a"))
    assert caught.value.wait == 120


def test_a_circle_of_redirects_ends(site: Website) -> None:
    """After five of them."""
    site.fail("/a", 301, Location="/a")
    with pytest.raises(NotFetched, match="redirects more than 5 times"):
        fetcher().fetch(asked(site, "/a"))


def test_text_in_another_encoding_is_kept(site: Website) -> None:
    """The header names it where the page does not."""
    site.put("/a", "Café".encode("latin-1"), "text/html; charset=iso-8859-1")
    assert fetcher().fetch(asked(site, "/a")).data == "\ufeffCafé".encode()


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "http://user:pw@a.example/",
        "http://",
        "http://a.example:0/",
        "x",
        "http://a b/",
    ],
)
def test_other_addresses_are_not_fetched(address: str) -> None:
    """Only http and https, without a user name."""
    with pytest.raises(NotFetched):
        fetcher().fetch(Request(address))


def test_validators_of_nothing_ask_for_all(site: Website) -> None:
    """A page that was never read is asked for without conditions."""
    site.put("/a", "words")
    fetcher().fetch(Request(site.url("/a"), Validators(), reach=Reach(frozenset({site.host}))))
    assert "If-None-Match" not in site.asked[-1][2]


def _pour(handler: BaseHTTPRequestHandler) -> None:
    _send(handler, [b"<p>words</p>" * 1_000] * 10_000, 0.0)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    _send(handler, [b"<"] * 400, 0.02)


def _send(handler: BaseHTTPRequestHandler, chunks: list[bytes], pause: float) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for chunk in chunks:
        try:
            handler.wfile.write(chunk)
        except OSError:
            return
        time.sleep(pause)
