"""Articles saved by Python libraries: mail, books, tables, captions and records."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from email.message import EmailMessage
from html import escape
from typing import Any

from tests.sources.formats.made_elsewhere.articles import (
    ALL,
    DAY,
    MOMENT,
    OUTLET,
    PICTURE,
    Layout,
    Written,
)

# A hearing, as a captioner types it: seconds from and to, the speaker, and the lines shown.
_CUES = (
    (1, 4, "CHAIRMAN", "Mrs Varga, when did you first\nhear of the cracks?"),
    (5, 8, "ILSE VARGA", "On the <i>sixth</i> of February,"),
    (8, 11, "ILSE VARGA", "when the divers’ report came in."),
    (12, 13, "", "[papers rustling]"),
    (14, 16, "CHAIRMAN", "And the bridge stayed open?"),
    (3601, 3604, "ILSE VARGA", "With one lane – and at 30 km/h."),
)


def mail(written: Written, charset: str, transfer: str) -> bytes:
    """Return a newsletter of the standard library's, with a picture and two attachments."""
    message = EmailMessage()
    message["Subject"], message["From"] = written.title, f"{written.author} <news@courier.example>"
    message["To"], message["Date"] = "Desk <desk@courier.example>", MOMENT
    message["List-Unsubscribe"] = "<mailto:leave@courier.example>"
    message["Archived-At"] = f"<{written.url}>"
    message.set_content(written.text(Layout()), charset=charset, cte=transfer)
    body = f"<html><body>{written.html('cid:bridge')}</body></html>"
    if charset == "utf-8":
        message.add_alternative(body, "html", charset=charset, cte=transfer)
        alternative = message.get_payload()[1]
        alternative.add_related(PICTURE, "image", "png", cid="<bridge>")
    message.add_attachment(PICTURE, "image", "png", filename="bridge.png")
    message.add_attachment(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text", "calendar")
    return message.as_bytes()


def book() -> bytes:
    """Return an issue of the newspaper as ebooklib saves it, a chapter an article."""
    from ebooklib import epub  # noqa: PLC0415

    made = epub.EpubBook()
    made.set_identifier("courier-2025-02-11")
    made.set_title("Kelmar Courier, 11 February 2025")
    made.set_language("en")
    made.add_metadata("DC", "publisher", OUTLET)
    made.add_metadata("DC", "date", str(DAY))
    chapters = []
    for written in ALL:
        chapter = epub.EpubHtml(
            title=written.title, file_name=f"{written.slug}.xhtml", lang=written.language
        )
        head = f"<h1>{escape(written.title)}</h1><p class='byline'>{written.author}</p>"
        note = '<a epub:type="noteref" href="#n1"><sup>1</sup></a>' if written.note else ""
        foot = f'<aside epub:type="footnote" id="n1">{written.note}</aside>' if note else ""
        chapter.content = (
            f"<html><body>{head}{written.html('bridge.png', note)}{foot}</body></html>"
        )
        made.add_item(chapter)
        chapters.append(chapter)
    made.add_item(epub.EpubImage(uid="i", file_name="bridge.png", content=PICTURE))
    made.add_item(epub.EpubNav())
    made.add_item(epub.EpubNcx())
    made.toc, made.spine = chapters, ["nav", *chapters]
    data = io.BytesIO()
    epub.write_epub(data, made)
    return data.getvalue()


def frame() -> Any:
    """Return the articles as a table of pandas'."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(
        {
            "id": [written.slug for written in ALL],
            "headline": [written.title for written in ALL],
            "byline": [written.author for written in ALL],
            "published_at": pd.to_datetime([MOMENT] * len(ALL)),
            "source": OUTLET,
            "url": [written.url for written in ALL],
            "lang": [written.language for written in ALL],
            "body": [written.text(Layout()) for written in ALL],
            "wordcount": [len(written.text(Layout()).split()) for written in ALL],
        }
    )


def parquet() -> bytes:
    """Return the articles as pyarrow saves them, with lists, timestamps and dictionaries."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pa.Table.from_pandas(frame().assign(byline=[[one.author] for one in ALL]))
    column = table.schema.get_field_index("source")
    table = table.set_column(column, "source", table["source"].dictionary_encode())
    data = io.BytesIO()
    pq.write_table(table, data, compression="zstd", row_group_size=2)
    return data.getvalue()


def subrip() -> bytes:
    """Return the hearing as the library srt composes it, with speakers in capitals."""
    import srt  # noqa: PLC0415

    cues, last = [], ""
    for number, (start, end, speaker, text) in enumerate(_CUES, start=1):
        label = f"{speaker}: " if speaker and speaker != last else ""
        last = speaker or last
        times = timedelta(seconds=start), timedelta(seconds=end)
        cues.append(srt.Subtitle(number, *times, label + text))
    return str(srt.compose(cues, eol="\r\n")).encode("utf-8-sig")


def webvtt() -> bytes:
    """Return the hearing as webvtt-py writes it, with voices, a style and a named cue."""
    from webvtt import Caption, Style, WebVTT  # noqa: PLC0415

    made = WebVTT()
    made.styles.append(Style(["::cue(v) {", "  color: lime;", "}"]))
    for start, end, speaker, text in _CUES:
        times = [f"0{timedelta(seconds=second)}.000" for second in (start, end)]
        made.captions.append(Caption(*times, f"<v {speaker}>{text}" if speaker else text))
    made.captions[0].identifier = "opening"
    target = io.StringIO()
    made.write(target)
    return target.getvalue().encode()


def entities() -> bytes:
    """Return the articles as entities of Aleph's, made by followthemoney."""
    from followthemoney import model  # noqa: PLC0415

    lines = []
    for written in ALL:
        made = model.make_entity("Article")
        made.make_id(written.slug)
        made.add("title", written.title)
        made.add("author", written.author)
        made.add("publisher", OUTLET)
        made.add("publishedAt", str(DAY))
        made.add("sourceUrl", written.url)
        made.add("language", written.language)
        made.add("bodyText", written.text(Layout()))
        lines.append(json.dumps(made.to_dict(), ensure_ascii=False))
    return "\n".join(lines).encode()


def csv() -> bytes:
    """Return the table as spreadsheets expect it, with pandas' index as its first column."""
    return bytes(frame().to_csv().encode("utf-8-sig"))


def jsonl() -> bytes:
    """Return the table as lines of ASCII, with times in milliseconds."""
    return bytes(frame().to_json(orient="records", lines=True, date_format="epoch").encode())
