"""What the headers of captured pages state."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read
from tests.sources.formats.specimens import captures

PAGE = (
    b"<html><body><h1>Bridge</h1><p>The council of Kelmar voted on Monday to repair the bridge "
    b"across the river, which will cost two million crowns.</p></body></html>"
)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (b"X-Robots-Tag: noindex", "noindex"),
        (b"x-robots-tag: max-snippet: 50, NOINDEX, nofollow", "noindex"),
        (b"X-Robots-Tag: none", "noindex"),
        (b"X-Robots-Tag: googlebot: noindex, nofollow\r\nX-Robots-Tag: noindex", "noindex"),
        (b"X-Robots-Tag: googlebot: noindex, nofollow", None),
        (b"X-Robots-Tag: noarchive", None),
        (b"Server: noindex", None),
    ],
)
def test_a_capture_may_be_noindex_by_its_header(
    tmp_path: Path, header: bytes, reason: str | None
) -> None:
    """It has the same rules as the meta tag, and may state them for one robot."""
    path = tmp_path / "a.warc"
    data = captures(("https://courier.example/a", "", PAGE))
    before, after = data.split(b"Content-Type: text/html", 1)
    start, length = before.rsplit(b"Content-Length: ", 1)
    number, rest = length.split(b"\r\n", 1)
    stated = int(number) + len(header) + 2
    path.write_bytes(
        b"%sContent-Length: %d\r\n%s%s\r\nContent-Type: text/html%s"
        % (start, stated, rest, header, after)
    )
    (found,) = read(SourceFile(path, tmp_path))
    assert isinstance(found, Page)
    assert found.metadata.unpublished == reason
