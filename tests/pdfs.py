"""PDF files written by hand."""

from __future__ import annotations

from collections.abc import Sequence


def text_pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Write a PDF by hand: a page a list of lines, a text object a line."""
    drawn = [
        [(50, 780 - 14 * number, 10, text) for number, text in enumerate(page)] for page in pages
    ]
    return drawn_pdf(drawn, title)


def drawn_pdf(
    pages: Sequence[Sequence[tuple[int, int, int, str]]], title: str = "", pictures: str = ""
) -> bytes:
    """Write a PDF by hand: of each line its place, from the lower left, its size and its text.

    Pages without lines show `pictures`, operators that draw something.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Title (%s) >>" % title.encode()]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({text}) Tj ET\n"
            for left, bottom, size, text in page
        ).encode("latin-1")
        drawn = drawn or pictures.encode()
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
