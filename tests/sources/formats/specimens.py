"""The same article in every form, made by other tools than the readers where there are some."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage

import docx
from ebooklib import epub
from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.article import Metadata

TITLE = "Harbour bridge of Kelmar to close for nine weeks"
PARAGRAPHS = (
    "The harbour bridge of Kelmar will close for nine weeks from 3 March, the port authority said"
    " on Tuesday.",
    "“We cannot repair the bearings under traffic,” said Ilse Varga, the chief engineer of Škoda &"
    " Co.",
    "Buses will cross by ferry at no extra fare. The repair costs 4.2 million crowns.",
)
TEXT = "\n\n".join(PARAGRAPHS)
OUTLET, AUTHOR, URL = "Kelmar Courier", "Ann Writer", "https://courier.example/bridge"
DAY, MOMENT = date(2025, 2, 11), datetime(2025, 2, 11, 8, tzinfo=UTC)
HTML = "".join(f"<p>{one.replace('&', '&amp;')}</p>" for one in PARAGRAPHS)
WHOLE = Metadata(TITLE, OUTLET, DAY, URL, (AUTHOR,), "en")


@dataclass(frozen=True)
class Specimen:
    """A file that holds the article, and what of its metadata the form can hold."""

    name: str
    make: Callable[[], bytes]
    metadata: Metadata = WHOLE


def page() -> str:
    """Return the article as a web page."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<link rel="canonical" href="{URL}"><meta property="og:site_name" content="{OUTLET}">'
        f'<meta name="author" content="{AUTHOR}"><meta property="article:published_time" '
        f'content="{MOMENT.isoformat()}"></head><body><article>{HTML}</article></body></html>'
    )


def _feed() -> FeedGenerator:
    feed = FeedGenerator()
    feed.id(URL)
    feed.title(OUTLET)
    feed.link(href=URL)
    feed.description(OUTLET)
    feed.language("en")
    entry = feed.add_entry()
    entry.id(URL)
    entry.title(TITLE)
    entry.link(href=URL)
    entry.content(HTML, type="CDATA")
    entry.published(MOMENT)
    entry.author(name=AUTHOR, email="ann@courier.example")
    return feed


def rss() -> bytes:
    """Return a feed of feedgen's, with the author as Dublin Core names one."""
    feed = _feed()
    feed.load_extension("dc")
    feed.entry()[0].dc.dc_creator(AUTHOR)
    feed.entry()[0].description("A summary, beside the content.")
    return bytes(feed.rss_str())


def atom() -> bytes:
    """Return a feed of feedgen's."""
    return bytes(_feed().atom_str())


def wordpress(status: str = "publish", post_type: str = "post") -> bytes:
    """Return an export as WordPress 6 writes it, with paragraphs by blank lines."""
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>{OUTLET}</title><link>https://courier.example</link><language>en</language>
<wp:author><wp:author_login><![CDATA[ann]]></wp:author_login>
<wp:author_display_name><![CDATA[{AUTHOR}]]></wp:author_display_name></wp:author>
<item><title><![CDATA[{TITLE}]]></title><link>{URL}</link>
<pubDate>Tue, 11 Feb 2025 08:00:00 +0000</pubDate><dc:creator><![CDATA[ann]]></dc:creator>
<content:encoded><![CDATA[{TEXT.replace("&", "&amp;")}\x0c]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:post_date><![CDATA[2025-02-11 08:00:00]]></wp:post_date>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{post_type}]]></wp:post_type>
</item></channel></rss>""".encode()


def nitf() -> bytes:
    """Return NITF as agencies send it, with a document type that is not read."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "http://www.iptc.org/std/NITF/3.4/specification/dtd/nitf-3-4.dtd">
<nitf xml:lang="en"><head><docdata management-status="usable"><date.issue norm="20250211T080000Z"/>
</docdata><pubdata name="{OUTLET}" ex-ref="{URL}"/></head><body><body.head><hedline><hl1>{TITLE}
</hl1></hedline><byline>By <person>{AUTHOR}</person></byline></body.head><body.content>{HTML}
<media media-type="image"><media-reference source="a.jpg"/></media></body.content></body>
</nitf>""".encode()


def newsml(status: str = "stat:usable") -> bytes:
    """Return a NewsML-G2 message with an article and a picture."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<newsItem guid="tag:pic"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
<newsItem guid="tag:courier:1"><itemMeta><itemClass qcode="ninat:text"/>
<provider><name>{OUTLET}</name></provider><pubStatus qcode="{status}"/>
<link rel="irel:alternate" href="{URL}"/></itemMeta><contentMeta>
<contentCreated>2025-02-11T08:00:00Z</contentCreated><creator><name>{AUTHOR}</name></creator>
<language tag="en"/><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{HTML}</body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>""".encode()


def warc(packed: bool = False) -> bytes:
    """Return an archive of warcio's: the page, a picture, a page that is gone, the page again."""
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=packed)
    for address, status, kind, body in (
        (URL, "200 OK", "text/html; charset=utf-8", page().encode()),
        (URL + ".png", "200 OK", "image/png", b"\x89PNG"),
        (URL + "/gone", "404 Not Found", "text/html", b"<html>gone</html>"),
        (URL, "200 OK", "text/html; charset=utf-8", page().encode()),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
    return target.getvalue()


def captures(*pages: tuple[str, str, bytes], packed: bool = False) -> bytes:
    """Return an archive of warcio's with pages, each with its address and when it was saved."""
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=packed)
    for address, saved, body in pages:
        kind = [("Content-Type", "text/html; charset=utf-8")]
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": saved} if saved else {},
        )
        writer.write_record(record)
    return target.getvalue()


def zipped(**members: bytes) -> bytes:
    """Return a zip; two underscores in a name are a slash."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def mail(html: bool = True) -> bytes:
    """Return a mail of the standard library's, with a picture in its HTML."""
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, f"{AUTHOR} <ann@courier.example>"
    message["Date"], message["Archived-At"] = MOMENT, f"<{URL}>"
    message.set_content(TEXT, cte="quoted-printable")
    if html:
        message.add_alternative(f'<html><body>{HTML}<img src="cid:a"></body></html>', "html")
        _, alternative = message.iter_parts()
        assert isinstance(alternative, EmailMessage)
        alternative.add_related(b"\x89PNG", "image", "png", cid="<a>")
    return message.as_bytes()


def saved_page() -> bytes:
    """Return a page as browsers save it."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = URL
    message.set_content(page(), "html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


def book() -> bytes:
    """Return a book of ebooklib's with one chapter."""
    made = epub.EpubBook()
    made.set_title("The issue of February")
    made.set_language("en")
    made.add_author(AUTHOR)
    made.add_metadata("DC", "publisher", OUTLET)
    made.add_metadata("DC", "date", "2025-02-11")
    made.add_metadata("DC", "source", URL)
    chapter = epub.EpubHtml(title=TITLE, file_name="bridge.xhtml", lang="en")
    chapter.content = f"<html><body><h1>{TITLE}</h1>{HTML}</body></html>"
    made.add_item(chapter)
    made.add_item(epub.EpubNav())
    made.add_item(epub.EpubNcx())
    made.spine = ["nav", chapter]
    data = io.BytesIO()
    epub.write_epub(data, made)
    return data.getvalue()


def word() -> bytes:
    """Return a document of python-docx'."""
    document = docx.Document()
    for one in PARAGRAPHS:
        document.add_paragraph(one)
    properties = document.core_properties
    properties.title, properties.author, properties.created = TITLE, AUTHOR, MOMENT
    properties.language = "en"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def rtf() -> bytes:
    """Return RTF as Word writes it: code pages, Unicode, hidden and deleted text."""
    body = r"\par ".join(PARAGRAPHS)
    for sign, code in (("“", r"\ldblquote "), ("”", r"\rdblquote "), ("Š", r"\u352\'8a")):
        body = body.replace(sign, code)
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}"
        r"{\colortbl;\red0\green0\blue0;}{\info{\title "
        + TITLE
        + r"}{\author "
        + AUTHOR
        + r"}{\creatim\yr2025\mo2\dy11\hr8}}{\*\generator x;}\f0\fs24 {\deleted no }{\v secret }"
        + body
        + r"{\pict\pngblip 89504e47}\par}"
    ).encode("ascii")


RECORD = {
    "id": "7",
    "title": TITLE,
    "text": TEXT,
    "published": "2025-02-11T08:00:00Z",
    "outlet": OUTLET,
    "authors": AUTHOR,
    "url": URL,
    "language": "en",
}


def table(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a table of the standard library's, which quotes cells with line breaks."""
    data = io.StringIO()
    writer = csv.DictWriter(data, list(RECORD), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(RECORD)
    return data.getvalue().encode(encoding)


def parquet() -> bytes:
    """Return a file of pyarrow's."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow.parquet import write_table  # noqa: PLC0415

    data = io.BytesIO()
    write_table(pa.Table.from_pylist([RECORD]), data)
    return data.getvalue()


def ninjs(version: int = 1, status: str = "usable") -> bytes:
    """Return the article in ninjs 1 or 3."""
    value: dict[str, object] = {"uri": URL, "type": "text", "language": "en"}
    if version == 1:
        value |= {"headline": TITLE, "body_html": HTML, "byline": f"By {AUTHOR}"}
        value |= {"versioncreated": MOMENT.isoformat(), "pubstatus": status}
        value |= {"infosource": [{"name": OUTLET}]}
    else:
        value |= {"headlines": [{"role": "main", "value": TITLE}], "by": AUTHOR}
        value |= {"bodies": [{"contentType": "text/html", "value": HTML}], "pubStatus": status}
        value |= {"firstCreated": MOMENT.isoformat(), "infoSources": [{"name": OUTLET}]}
    return json.dumps(value).encode()


def fundus() -> bytes:
    """Return the article as Fundus writes it."""
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": list(PARAGRAPHS)}]}
    value = {"title": TITLE, "authors": [AUTHOR], "publishing_date": str(MOMENT), "body": body}
    value |= {"html": {"requested_url": URL}, "publisher": OUTLET, "lang": "en"}
    return json.dumps([value]).encode()


def aleph() -> bytes:
    """Return the article as Aleph exports it."""
    properties = {"title": [TITLE], "bodyText": [TEXT], "publishedAt": ["2025-02-11"]}
    properties |= {"author": [AUTHOR], "sourceUrl": [URL], "publisher": [OUTLET]}
    properties |= {"language": ["eng"]}
    value = {"id": "a1", "schema": "Article", "properties": properties}
    return json.dumps({"results": [value]}).encode()


def ghost(status: str = "published") -> bytes:
    """Return an export of Ghost 5 with the tables that name its authors."""
    post = {"id": "1", "title": TITLE, "html": HTML, "status": status, "canonical_url": URL}
    data = {
        "posts": [post | {"published_at": MOMENT.isoformat()}],
        "posts_authors": [{"post_id": "1", "author_id": "u"}],
        "users": [{"id": "u", "name": AUTHOR}],
        "settings": [{"key": "title", "value": OUTLET}, {"key": "locale", "value": "en"}],
    }
    return json.dumps({"db": [{"meta": {"version": "5.1"}, "data": data}]}).encode()


def drupal(published: bool = True) -> bytes:
    """Return an answer of Drupal 10 over JSON:API."""
    node = {
        "type": "node--article",
        "id": "n1",
        "links": {"self": {"href": "https://courier.example/jsonapi/node/article/n1"}},
        "attributes": {
            "title": TITLE,
            "status": published,
            "created": MOMENT.isoformat(),
            "langcode": "en",
            "path": {"alias": "/bridge"},
            "body": {"processed": HTML},
        },
        "relationships": {"uid": {"data": {"type": "user--user", "id": "u"}}},
    }
    user = {"type": "user--user", "id": "u", "attributes": {"display_name": AUTHOR}}
    return json.dumps({"jsonapi": {}, "data": [node], "included": [user]}).encode()


def json_feed() -> bytes:
    """Return a JSON Feed of version 1.1 with the article."""
    item = {"id": URL, "url": URL, "title": TITLE, "content_html": HTML}
    item |= {"summary": "A summary.", "date_published": MOMENT.isoformat()}
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": OUTLET,
            "language": "en",
            "items": [item | {"authors": [{"name": AUTHOR}]}],
        }
    ).encode()


_DOCUMENT = Metadata(TITLE, None, DAY, None, (AUTHOR,))
_MAIL = Metadata(TITLE, None, DAY, URL, (AUTHOR,))
SPECIMENS = (
    Specimen("a.txt", TEXT.encode, Metadata()),
    Specimen(
        "a.md",
        f"---\ntitle: {TITLE}\ndate: 2025-02-11\n---\n{TEXT}".encode,
        Metadata(TITLE, published=DAY),
    ),
    Specimen("a.html", page().encode),
    Specimen("a.xhtml", page().encode),
    Specimen("a.shtml", page().encode),
    Specimen("a.json", json.dumps(RECORD).encode),
    Specimen("a.jsonl", json.dumps(RECORD).encode),
    Specimen("a.ndjson", json.dumps(RECORD).encode),
    Specimen("ninjs1.json", ninjs),
    Specimen("ninjs3.json", lambda: ninjs(3)),
    Specimen("fundus.json", fundus),
    Specimen("aleph.json", aleph),
    Specimen("ghost.json", ghost),
    Specimen("drupal.json", drupal, Metadata(TITLE, None, DAY, URL, (AUTHOR,), "en")),
    Specimen("feed.json", json_feed),
    Specimen("a.rss", rss),
    Specimen("a.atom", atom),
    Specimen("feed.xml", rss),
    Specimen("wordpress.xml", wordpress),
    Specimen("nitf.xml", nitf),
    Specimen("newsml.xml", newsml),
    Specimen("a.warc", warc),
    Specimen("a.warc.gz", lambda: warc(packed=True)),
    Specimen("a.wacz", lambda: zipped(**{"archive__a.warc.gz": warc(packed=True)})),
    Specimen("a.eml", mail, _MAIL),
    Specimen("plain.eml", lambda: mail(html=False), _MAIL),
    Specimen("a.mhtml", saved_page),
    Specimen("a.epub", book),
    Specimen("a.docx", word, Metadata(TITLE, None, DAY, None, (AUTHOR,), "en")),
    Specimen("a.rtf", rtf, _DOCUMENT),
    Specimen("a.csv", table),
    Specimen("semicolons.csv", lambda: table(";")),
    Specimen("wide.tsv", lambda: table("\t", "utf-16")),
    Specimen("a.parquet", parquet),
    Specimen("a.html.gz", lambda: gzip.compress(page().encode())),
    Specimen("a.zip", lambda: zipped(**{"x__page.html": page().encode(), "x__a.png": b"x"})),
    Specimen("nested.zip", lambda: zipped(**{"x__in.zip": zipped(**{"a.epub": book()})})),
)
