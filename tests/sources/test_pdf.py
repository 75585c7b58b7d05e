from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from sources.article import Page
from sources.errors import Unreadable
from sources.pdf import paragraphs, read_pdf


def _pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Write a PDF by hand: a page a list of lines, a text object a line."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Title (%s) >>" % title.encode()]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 10 Tf 50 {780 - 14 * number} Td ({text}) Tj ET\n"
            for number, text in enumerate(page)
        ).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 4 0 R >> >> >>" % content
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer << /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        start,
    )


def _read(data: bytes, folder: Path) -> Page:
    path = folder / "a.pdf"
    path.write_bytes(data)
    with path.open("rb") as stream:
        (page,) = read_pdf(stream, "/a.pdf")
    return page


LINES = (
    "Naru Rail wins order",
    "Naru Rail will build 24 sleeping cars for the Uzbek rail-",
    "way, the ministry said in Seoul on Friday, and the first of",
    "them will run in 2027.",
    "The second paragraph begins here and is as long as others",
    "are.",
)


def test_lines_of_a_column_become_paragraphs(tmp_path: Path) -> None:
    """Lines are joined, broken words mended, the headline and the paragraphs kept apart."""
    assert _read(_pdf([LINES]), tmp_path).text.split("\n\n") == [
        "Naru Rail wins order",
        "Naru Rail will build 24 sleeping cars for the Uzbek railway, the ministry said in Seoul "
        "on Friday, and the first of them will run in 2027.",
        "The second paragraph begins here and is as long as others are.",
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """Running titles and page numbers between two halves of a paragraph go."""
    pages = [
        ["Steppe Courier", *LINES[1:3], "1"],
        ["Steppe Courier", LINES[3], "2"],
        ["Steppe Courier", LINES[4], "3"],
    ]
    text = _read(_pdf(pages), tmp_path).text
    assert "Steppe Courier" not in text
    assert "the first of them will run in 2027." in text


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Night trains for Tashkent", "Night trains for Tashkent"),
        ("Microsoft Word - draft 3.docx", None),
        ("a04_final.indd", None),
        ("untitled document", None),
        ("", None),
    ],
)
def test_only_titles_that_are_titles_are_kept(tmp_path: Path, title: str, kept: str | None) -> None:
    """The name of the file that a program left in the title field is no headline."""
    assert _read(_pdf([LINES], title), tmp_path).metadata.title == kept


def test_the_day_a_pdf_was_made_is_not_its_day_of_publication(tmp_path: Path) -> None:
    """A PDF says when it was made, not when its article appeared."""
    data = _pdf([LINES]).replace(b"/Title ()", b"/CreationDate (D:20240616120000Z)")
    assert _read(data, tmp_path).metadata.published is None


@pytest.mark.parametrize("shown", ["(%s) Tj", "[(%s) 20 (b)] TJ", "(%s) '", '0 0 (%s) "'])
def test_a_page_with_endless_text_is_refused(tmp_path: Path, shown: str) -> None:
    """The time for a page grows by the square of its text; many pages of text are no trouble."""
    words = "the bridge of the mayor " * 4
    with pytest.raises(Unreadable, match="page 1 shows more than 300,000 bytes of text"):
        _read(_pdf([[f"{words}) Tj {shown % words} (x"] * 2_000]), tmp_path)
    pages = [[f"{words} {page} {line}" for line in range(900)] for page in range(4)]
    assert len(_read(_pdf(pages), tmp_path).text) > 300_000


def test_pictures_of_text_are_refused_with_the_remedy(tmp_path: Path) -> None:
    """A scan has no words to cite."""
    with pytest.raises(Unreadable) as refusal:
        _read(_pdf([[], []]), tmp_path)
    assert "2 pages hold no text" in refusal.value.reason
    assert "ocrmypdf" in refusal.value.next_step


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    """A password is asked for by nobody, so the file is refused."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_pdf([LINES]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Unreadable, match="password"):
        _read(out.getvalue(), tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"Just text.",
        b"%PDF-1.4\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 40,
        _pdf([LINES]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        _pdf([LINES]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        _pdf([LINES]).replace(b"/Contents 5 0 R", b"/Contents [" + b"[" * 3000),
    ],
    ids=["text", "head", "noise", "circle", "catalogue", "deep"],
)
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever pypdf stumbles over, the caller sees an Unreadable."""
    with pytest.raises(Unreadable):
        _read(data, tmp_path)


def test_every_cut_of_a_file_is_read_or_refused(tmp_path: Path) -> None:
    """A download that broke off anywhere gives text or an Unreadable, never another exception."""
    whole = _pdf([LINES])
    taken = 0
    for end in (*range(0, len(whole), 37), len(whole)):
        with contextlib.suppress(Unreadable):
            taken += bool(_read(whole[:end], tmp_path).text)
    assert taken


def test_empty_pages_have_no_paragraphs() -> None:
    """Nothing comes of nothing."""
    assert paragraphs([]) == paragraphs([["", ""], ["1"]]) == []
