from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import reading
from sources.article import Metadata, Page
from sources.file_ending import ENDINGS
from sources.files import SourceFile, discover
from sources.reading import Refusal, read

# Read a piece at a time, or told by their first or last bytes.
OPEN_ENDED = (".rss", ".xml", ".csv", ".tsv", ".parquet", ".warc", ".wacz", ".zip")
ARTICLES = Path(__file__).parents[3] / "shared" / "articles"


def _file(folder: Path, name: str, content: str | bytes) -> SourceFile:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SourceFile(path, folder)


def _page(file: SourceFile, metadata: Metadata = reading.NOTHING_KNOWN) -> Page:
    (page,) = read(file, metadata)
    assert isinstance(page, Page), page
    return page


def _refusal(file: SourceFile) -> Refusal:
    (refusal,) = read(file)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.origin == str(file.path)
    assert refusal.next_step
    return refusal


def test_scraped_text_keeps_its_lines(tmp_path: Path) -> None:
    """Plain text is handed to cleaning as it is, but for line ends and what no store takes."""
    page = _page(_file(tmp_path, "a.txt", b"\xef\xbb\xbfOne\r\n\r\nTwo\x00\n"))
    assert page.text == "One\n\nTwo"
    assert page.origin == str(tmp_path / "a.txt")
    assert page.metadata == Metadata()


def test_markdown_brings_its_front_matter(tmp_path: Path) -> None:
    """Front matter is metadata, other keys in it are nobody's business."""
    text = "---\ntitle: Trains\ndate: 2024-06-16\nlayout: post\ntags: [a]\n---\n\nThe text.\n"
    page = _page(_file(tmp_path, "a.md", text))
    assert page.text == "The text."
    assert page.metadata == Metadata(title="Trains", published=date(2024, 6, 16))


def test_flags_go_before_the_sidecar_before_the_file(tmp_path: Path) -> None:
    """Each field comes from the first that knows it."""
    file = _file(tmp_path, "a.md", "---\ntitle: File\noutlet: File\nlanguage: ko\n---\nText.")
    sidecar = {"title": "Sidecar", "outlet": "Sidecar", "authors": ["Seo Da-eun"]}
    (tmp_path / "a.md.meta.json").write_text(json.dumps(sidecar))
    assert _page(file, Metadata(title="Flag")).metadata == Metadata(
        title="Flag", outlet="Sidecar", authors=("Seo Da-eun",), language="ko"
    )


def test_a_sidecar_speaks_for_every_record(tmp_path: Path) -> None:
    """The outlet of a whole collection can be stated once."""
    file = _file(tmp_path, "a.jsonl", '{"text": "a"}\n{"text": "b", "outlet": "Own"}\n')
    (tmp_path / "a.meta.json").write_text('{"outlet": "Stated"}')
    assert [page.metadata.outlet for page in read(file) if isinstance(page, Page)] == ["Stated"] * 2


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ('{"outlte": "O"}', "'outlte' is unknown"),
        ('{"published": "03/04/2024"}', "'03/04/2024'"),
        ('["O"]', "not a JSON object"),
        ('{"outlet": ', "not JSON"),
        ("[" * 30_000, "not JSON"),
        ("", "empty"),
        (" " * 70_000 + "{}", "more than the 64,000 allowed"),
    ],
    ids=["field", "date", "list", "cut", "deep", "empty", "huge"],
)
def test_a_sidecar_that_is_not_understood_refuses_its_article(
    tmp_path: Path, sidecar: str, said: str
) -> None:
    """An article is not stored without metadata that somebody meant it to have."""
    file = _file(tmp_path, "a.txt", "Text.")
    (tmp_path / "a.txt.meta.json").write_text(sidecar)
    refusal = _refusal(file)
    assert "a.txt.meta.json" in refusal.reason
    assert said in refusal.reason


def test_a_sidecar_may_not_be_a_link(tmp_path: Path) -> None:
    """A link named like a sidecar shows nothing of the file that it points to."""
    file = _file(tmp_path, "a.txt", "Text.")
    (tmp_path / "secret").write_text('{"outlet": "secret"}')
    (tmp_path / "a.txt.meta.json").symlink_to(tmp_path / "secret")
    assert "link" in _refusal(file).reason


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x00\x01\x02\x03" * 100, "binary"),
        ("a.txt", "회의".encode("cp949"), "byte 2 (0xc0)"),
        ("a.txt", b"<!DOCTYPE html><html><body>x", "web page"),
        ("a.md", b"---\ntitle: x\n---\n", "no text"),
        ("a.md", b"---\ntitle: [\n---\nx", "front matter"),
        ("a.html", b"<html></html>", "no article"),
        ("a.json", b'{"text": "cut', "not JSON"),
        ("a.jsonl", b"", "empty"),
        ("a.pdf", b"text", "not a PDF"),
        ("a.jsonl.gz", b"text", "not compressed with gzip"),
        ("a.doc", b"PK", "'.doc'"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """Every kind of bad file is a refusal with a reason and a next step."""
    assert said in _refusal(_file(tmp_path, name, content)).reason


@pytest.mark.parametrize("ending", ENDINGS)
def test_200_megabytes_of_one_line_are_refused_without_being_read(
    tmp_path: Path, ending: str
) -> None:
    """A line without end costs neither memory nor, but for JSONL, time; the size is said."""
    file = _file(tmp_path, f"a{ending}", b"%PDF-" if ending == ".pdf" else b"x")
    os.truncate(file.path, 200_000_000)
    (refusal,) = read(file)
    assert isinstance(refusal, Refusal)
    if ending in OPEN_ENDED:
        assert len(refusal.reason) < 300
    else:
        assert "200,000,000 bytes, more than" in refusal.reason


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    """A file may go between being found and being read."""
    file = _file(tmp_path, "a.txt", "x")
    file.path.unlink()
    assert "does not exist" in _refusal(file).reason


def test_a_file_that_became_a_link_is_refused(tmp_path: Path) -> None:
    """A link that was put in a file's place after it was found is not followed."""
    file = _file(tmp_path, "a.txt", "x")
    (tmp_path / "secret").write_text("secret")
    file.path.unlink()
    file.path.symlink_to(tmp_path / "secret")
    assert "link" in _refusal(file).reason


def test_a_file_that_became_a_pipe_is_refused(tmp_path: Path) -> None:
    """A pipe in a file's place does not make reading wait."""
    file = _file(tmp_path, "a.txt", "x")
    file.path.unlink()
    os.mkfifo(file.path)
    assert "regular" in _refusal(file).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """A file that may not be read is refused with the command that permits it."""
    file = _file(tmp_path, "a.txt", "x")
    file.path.chmod(0)
    refusal = _refusal(file)
    assert "permission" in refusal.reason
    assert "chmod" in refusal.next_step


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    content=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.sampled_from([b"---\na: &a [*a]\n---\nx", b'{"text": {"rendered": 5}}', b'[[], "x"]']),
    ending=st.sampled_from(ENDINGS),
)
def test_no_content_makes_reading_raise(tmp_path: Path, content: bytes, ending: str) -> None:
    """Whatever is in a file, reading gives pages with storable text, or refusals."""
    for found in read(_file(tmp_path, f"a{ending}", content)):
        if isinstance(found, Page):
            assert found.text.strip()
            assert "\x00" not in found.text
            found.text.encode()
        else:
            assert found.reason
            assert found.next_step


def test_importing_loads_no_parser_that_may_not_be_needed() -> None:
    """A command that reads no page must not pay for trafilatura, pypdf or YAML."""
    heavy = "{'trafilatura', 'pypdf', 'yaml', 'feedparser', 'warcio', 'pyarrow'}"
    code = f"import sys, sources.reading; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run(  # noqa: S603 # our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not here")
def test_the_shared_articles_are_read() -> None:
    """The first two pages that must work are read, undated as they are."""
    pages = [
        page for file in discover([ARTICLES]) if isinstance(file, SourceFile) for page in read(file)
    ]
    assert len(pages) == 2
    assert all(isinstance(page, Page) and page.metadata == Metadata() for page in pages)
