"""What `sources` does with texts from outside: its readers, and the rules that look for things."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from sources.article import Article, BlockKind, Metadata, Page, Turn
from sources.cleaning.bylines import is_byline
from sources.cleaning.characters import readable
from sources.cleaning.cleaner import clean, removals
from sources.errors import SourceError
from sources.formats.dates import parse_published
from sources.formats.decoding import declared_charset, decode, scrub
from sources.formats.markdown import lines_of
from sources.formats.markdown_text import split
from sources.formats.markup import without_markup
from sources.formats.metadata_fields import metadata_of, stated_metadata
from sources.formats.pdf import paragraphs
from sources.language.detection import language
from sources.language.sentences import boundaries
from sources.language.time_phrases import time_phrases
from sources.people.aliases import Aliases, key
from sources.people.coreference import Cast
from sources.people.korean_names import korean_name
from sources.people.names import same_person
from sources.people.naming import named
from sources.quotations.finding import quotations
from sources.quotations.grounds import grounds
from sources.quotations.quotation_kind import brackets, lone, nested
from sources.quotations.quote_marks import quoted
from sources.quotations.speech_cues import CUE
from sources.reading import SourceFile, read

_LENGTH_OF_LINE = 80
_PUBLISHED = date(2024, 6, 18)


def _reading(ending: str, content: Callable[[str], bytes]) -> Callable[[str], object]:
    """Return a probe that reads a file made of the text."""

    def work(text: str) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder, f"page{ending}")
            path.write_bytes(content(text))
            return list(read(SourceFile(path, path.parent)))

    return work


def _with_sidecar(content: Callable[[str], bytes]) -> Callable[[str], object]:
    """Return a probe that reads a short text beside a sidecar made of the text."""

    def work(text: str) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder, "page.txt")
            path.write_bytes(b"The mayor opened the bridge on Monday.")
            path.with_name("page.txt.meta.json").write_bytes(content(text))
            return list(read(SourceFile(path, path.parent)))

    return work


def _refusing(work: Callable[[str], object]) -> Callable[[str], object]:
    """Return a probe of work that may refuse the text: refusing must not take long either."""

    def refusing(text: str) -> object:
        try:
            return work(text)
        except SourceError as error:
            return error

    return refusing


def _utf8(before: str = "", after: str = "") -> Callable[[str], bytes]:
    return lambda text: f"{before}{text}{after}".encode("utf-8", "replace")


def _record(**fields: object) -> Callable[[str], bytes]:
    """Return what makes a JSON record with the text in the place of each `...`."""

    def record(text: str) -> bytes:
        filled = {name: text if value is ... else value for name, value in fields.items()}
        return json.dumps(filled, ensure_ascii=False).encode("utf-8", "replace")

    return record


def _records(text: str) -> bytes:
    """Return a JSONL file with a record for each line's worth of the text."""
    return b"".join(
        json.dumps({"id": number, "text": line}).encode() + b"\n"
        for number, line in enumerate(_wrapped(text))
    )


def _packed(content: Callable[[str], bytes]) -> Callable[[str], bytes]:
    return lambda text: gzip.compress(content(text), 1)


def _wrapped(text: str) -> list[str]:
    return [text[start : start + _LENGTH_OF_LINE] for start in range(0, len(text), _LENGTH_OF_LINE)]


def pdf_of(streams: list[bytes], title: bytes = b"A title of a page") -> bytes:
    """Return a PDF with a page for each content stream."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % title,
    ]
    for number, stream in enumerate(streams):
        packed = zlib.compress(stream)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (6 + 2 * number)
        )
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table)
    )
    return out.getvalue()


def _shown(text: str) -> bytes:
    """Return the operators of a page that shows the text in lines."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    lines = [b"(%s) Tj 0 -12 Td" % line.encode("latin-1", "replace") for line in _wrapped(escaped)]
    return b"BT /F1 10 Tf 50 780 Td " + b"\n".join(lines) + b" ET"


def _on_one_page(text: str) -> bytes:
    return pdf_of([_shown(text)])


def _on_many_pages(text: str) -> bytes:
    size = max(2_000, len(text) // 500)
    return pdf_of([_shown(text[start : start + size]) for start in range(0, len(text), size)])


def _as_operators(text: str) -> bytes:
    return pdf_of([text.encode("latin-1", "replace")])


def _as_objects(text: str) -> bytes:
    return b"%PDF-1.4\n" + text.encode("latin-1", "replace")


def _as_title(text: str) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return pdf_of([_shown("A page.")], escaped.encode("latin-1", "replace"))


def article_of(text: str) -> Article:
    """Return the text as one paragraph of an article."""
    return Article.from_blocks(
        "/page.txt", [(BlockKind.PARAGRAPH, text)], Metadata(published=_PUBLISHED)
    )


def _paragraphs(text: str) -> Article:
    blocks = [(BlockKind.PARAGRAPH, line) for line in _wrapped(text)]
    return Article.from_blocks("/page.txt", blocks, Metadata(published=_PUBLISHED))


def _page(text: str) -> Page:
    return Page("/page.txt", text)


def _cast(text: str) -> object:
    cast = Cast(text)
    for place in range(0, len(text), _LENGTH_OF_LINE):
        cast.open_sentence(place, place + _LENGTH_OF_LINE)
    return cast


def _transcript(text: str) -> Article:
    turns = (Turn(f"LEE: {line}", 5) for line in _wrapped(text))
    return Article.from_blocks("/page.txt", (), Metadata(published=_PUBLISHED), turns)


def _lone_marks(text: str) -> object:
    whole = [(0, len(text))]
    found = quoted(text, whole)
    return nested(text, found), list(lone(text, whole, found)), list(brackets(text, found))


def _labelled(text: str) -> bytes:
    """Return an interview in which two people say the text, line by line."""
    return "\n".join(
        f"{'LEE' if number % 2 else 'HALL'}: {line}" for number, line in enumerate(_wrapped(text))
    ).encode("utf-8", "replace")


def _captions(text: str) -> bytes:
    return "\n\n".join(
        f"{number}\n00:00:01,000 --> 00:00:02,000\n{line}"
        for number, line in enumerate(_wrapped(text))
    ).encode("utf-8", "replace")


def _zipped(name: str, before: str, text: str, after: str) -> bytes:
    """Return a package with a part that holds the text, stored as it is."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, f"{before}{escape(scrub(text))}{after}".encode("utf-8", "replace"))
    return data.getvalue()


def _as_docx(text: str) -> bytes:
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    before = f'<w:document xmlns:w="{schema}"><w:body><w:p><w:r><w:t>'
    return _zipped("word/document.xml", before, text, "</w:t></w:r></w:p></w:body></w:document>")


def _as_odt(text: str) -> bytes:
    schemas = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    before = f"<office:document-content {schemas}><office:body><office:text><text:p>"
    after = "</text:p></office:text></office:body></office:document-content>"
    return _zipped("content.xml", before, text, after)


READERS = {
    "read .txt": _reading(".txt", _utf8()),
    "read .md": _reading(".md", _utf8()),
    "read .md, front matter": _reading(".md", _utf8("---\n", "\n---\nA page.\n")),
    "read .md, title": _reading(".md", _utf8("---\ntitle: ", "\n---\nA page.\n")),
    "read .html": _reading(".html", _utf8()),
    "read .html, paragraph": _reading(
        ".html", _utf8("<html><body><article><h1>A b c d</h1><p>", "</p></article></body></html>")
    ),
    "read .html, heading": _reading(
        ".html", _utf8("<html><body><article><h1>", "</h1><p>A page.</p></article></body></html>")
    ),
    "read .html, head": _reading(
        ".html", _utf8("<html><head>", "</head><body><p>A page.</p></body></html>")
    ),
    "read .html, meta": _reading(
        ".html",
        _utf8("<html><head><meta property='og:title' content='", "'></head><p>A page.</p></html>"),
    ),
    "read .html, linked data": _reading(
        ".html",
        _utf8(
            "<html><head><script type='application/ld+json'>",
            "</script></head><body><p>A page.</p></body></html>",
        ),
    ),
    "read .html, linked headline": _reading(
        ".html",
        lambda text: (
            b"<html><head><script type='application/ld+json'>"
            + _record(**{"@type": "NewsArticle", "headline": ..., "articleBody": ...})(
                text.replace("</script", "")
            )
            + b"</script></head><body><p>A page.</p></body></html>"
        ),
    ),
    "read .html, link": _reading(
        ".html",
        _utf8("<html><head><link rel='canonical' href='", "'></head><p>A page.</p></html>"),
    ),
    "read .html, title": _reading(
        ".html", _utf8("<html><head><title>", "</title></head><p>A page.</p></html>")
    ),
    "read .json": _reading(".json", _utf8()),
    "read .json, text": _reading(".json", _record(title="A title", text=...)),
    "read .json, fields": _reading(
        ".json",
        _record(
            title=..., source=..., date=..., link=..., authors=..., language=..., text="A page."
        ),
    ),
    "read .json, records": _reading(
        ".json", lambda text: b'{"items": [' + b",".join(_records(text).splitlines()) + b"]}"
    ),
    "read .jsonl": _reading(".jsonl", _utf8()),
    "read .jsonl, text": _reading(".jsonl", _record(title="A title", text=...)),
    "read .jsonl, records": _reading(".jsonl", _records),
    "read .jsonl.gz": _reading(".jsonl.gz", _packed(_utf8())),
    "read .jsonl.gz, records": _reading(".jsonl.gz", _packed(_records)),
    "read .pdf, one page": _reading(".pdf", _on_one_page),
    "read .pdf, many pages": _reading(".pdf", _on_many_pages),
    "read .pdf, operators": _reading(".pdf", _as_operators),
    "read .pdf, objects": _reading(".pdf", _as_objects),
    "read .pdf, title": _reading(".pdf", _as_title),
    "read .txt, labelled": _reading(".txt", _labelled),
    "read .srt": _reading(".srt", _utf8("1\n00:00:01,000 --> 00:00:04,000\n")),
    "read .srt, captions": _reading(".srt", _captions),
    "read .vtt": _reading(".vtt", _utf8("WEBVTT\n\n00:01.000 --> 00:04.000\n")),
    "read .docx": _reading(".docx", _as_docx),
    "read .odt": _reading(".odt", _as_odt),
    "sidecar": _with_sidecar(_utf8()),
    "sidecar, title": _with_sidecar(_record(title=...)),
}
RULES = {
    "decode": _refusing(lambda text: decode(text.encode("utf-8", "replace"))),
    "declared charset": lambda text: declared_charset(text.encode("utf-8", "replace")),
    "scrub": scrub,
    "readable": readable,
    "markup": _refusing(without_markup),
    "markup, inline": _refusing(lambda text: without_markup(f"<p>{text}</p>")),
    "markdown": lines_of,
    "front matter": _refusing(lambda text: split(f"---\n{text}")),
    "metadata": lambda text: metadata_of(
        dict.fromkeys(("title", "outlet", "date", "url", "authors", "language"), text), "/page"
    ),
    "metadata, many authors": lambda text: metadata_of({"authors": _wrapped(text)}, "/page"),
    "metadata, stated": _refusing(
        lambda text: [stated_metadata({"published": text}), stated_metadata({text: text})]
    ),
    "date": parse_published,
    "aliases": _refusing(lambda text: Aliases.parse(text, "aliases.txt")),
    "aliases, lines": _refusing(
        lambda text: Aliases.parse(
            "\n".join(
                f"{number}{line} = {line}{number}" for number, line in enumerate(_wrapped(text))
            ),
            "aliases.txt",
        )
    ),
    "alias key": key,
    "lines of a PDF": lambda text: paragraphs([_wrapped(text)]),
    "pages of a PDF": lambda text: paragraphs([[line, line] for line in _wrapped(text)]),
    "language": language,
    "clean": _refusing(lambda text: clean(_page(text))),
    "clean, lines": _refusing(lambda text: clean(_page("\n".join(_wrapped(text))))),
    "clean, paragraphs": _refusing(lambda text: clean(_page("\n\n".join(_wrapped(text))))),
    "clean, title": _refusing(
        lambda text: clean(Page("/p", "A page.\n\nB.", Metadata(title=text)))
    ),
    "removals": lambda text: removals(_page(text)),
    "sentences": boundaries,
    "lone marks": _lone_marks,
    "quotations of a transcript": lambda text: quotations(_transcript(text)),
    "quotation marks": lambda text: quoted(text, [(0, len(text))]),
    "quotations": lambda text: quotations(article_of(text)),
    "quotations, paragraphs": lambda text: quotations(_paragraphs(text)),
    "names": lambda text: list(named(text)),
    "cast": _cast,
    "byline": lambda text: [is_byline(line) for line in (text, *_wrapped(text))],
    "grounds": lambda text: [
        grounds(text, one, one.speaker)
        for one in quotations(article_of(text))[:20]
        if one.speaker is not None
    ],
    "cues": lambda text: list(CUE.finditer(text)),
    "name": lambda text: same_person(text, f"{text} b"),
    "Korean name": korean_name,
    "times": lambda text: time_phrases(article_of(text)),
    "times, paragraphs": lambda text: time_phrases(_paragraphs(text)),
}
PROBES = {**READERS, **RULES}
