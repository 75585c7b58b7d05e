"""A site on loopback that tests follow: what it is asked for is recorded, and may go wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

Headers = dict[str, str]
Answer = tuple[int, Headers, bytes]


@dataclass
class Website:
    """Pages by path; `asked` lists when each path was asked for, with its headers."""

    pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = field(
        default_factory=dict
    )
    asked: list[tuple[float, str, Headers]] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        """The site's host and port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.host}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html", **headers: str) -> None:
        """Serve a body under a path, with an ETag by its content unless one is given."""
        data = body.encode() if isinstance(body, str) else body
        known = {"Content-Type": kind, "ETag": f'"{hash(data):x}"'}
        self.pages[path] = (200, known | {k.replace("_", "-"): v for k, v in headers.items()}, data)

    def fail(self, path: str, status: int, **headers: str) -> None:
        """Answer a path with a status."""
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, b"")

    def times_of(self, path: str) -> int:
        """Count how often a path was asked for."""
        return sum(asked == path for _, asked, _ in self.asked)

    def feed(self, items: Iterator[tuple[str, str, str]] | list[tuple[str, str, str]]) -> None:
        """Serve a feed of (path, title, text) at /feed.xml."""
        entries = "".join(
            f"<item><title>{escape(title)}</title><link>{self.url(path)}</link>"
            f"<guid>{self.url(path)}</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>"
            f"<description>{escape(text)}</description></item>"
            for path, title, text in items
        )
        head = "<title>The Steppe Courier</title><link>https://courier.example/</link>"
        body = f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'
        self.put("/feed.xml", body, "application/rss+xml")


def article_page(title: str, *sentences: str) -> str:
    """Return the page of an article."""
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title></head>'
        f"<body><article><h1>{escape(title)}</h1>{paragraphs}</article></body></html>"
    )


@contextmanager
def website() -> Iterator[Website]:
    """Serve a site while the block runs."""
    site = Website()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path, dict(self.headers)))
            page = site.pages.get(self.path, (404, {}, b""))
            if callable(page):
                page(self)
                return
            status, headers, body = page
            if status == 200 and headers.get("ETag") == self.headers.get("If-None-Match", "none"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
