"""Articles in the forms of news agencies: by Superdesk, and after the examples of the IPTC."""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path

from tests.sources.formats.made_elsewhere.articles import (
    CELL,
    MOMENT,
    OUTLET,
    SITE,
    Layout,
    Written,
)
from tests.sources.formats.made_elsewhere.programs import output


def superdesk(written: Written, form: str) -> bytes:
    """Return an article as Superdesk's formatter writes it."""
    story = {
        "guid": f"urn:newsml:courier.example:2025-02-11:{written.slug}",
        "type": "text",
        "state": "published",
        "pubstatus": "usable",
        "version": 2,
        "language": written.language,
        "headline": written.title,
        "slugline": "bridge",
        "byline": written.author,
        "source": OUTLET,
        "urgency": 3,
        "priority": 6,
        "firstcreated": MOMENT.isoformat(),
        "versioncreated": MOMENT.isoformat(),
        "ednote": "Pictures will follow.",
        "dateline": {"text": "KELMAR, Feb 11"},
        "subject": [{"qcode": "04015001", "name": "road transport"}],
        "genre": [{"name": "Article"}],
        "keywords": ["bridge", "harbour"],
        "abstract": "<p>Divers found cracks in two bearings.</p>",
        "body_html": written.html(f"{SITE}/bridge.png"),
    }
    script = Path(__file__).with_name("superdesk_exports.py")
    return output(sys.executable, str(script), form, given=json.dumps(story).encode())


def nitf(written: Written) -> bytes:
    """Return an article in NITF 3.6, laid out as in the IPTC's “fishing” example."""
    blocks = []
    for block in written.blocks:
        text = escape(block.text, quote=False)
        if block.kind == "caption":
            text = (
                '<media media-type="image"><media-reference mime-type="image/png"'
                ' source="bridge.png" alternate-text="A red bridge."/><media-caption>'
                f"<p>{text}</p></media-caption><media-producer>Bo Ek</media-producer></media>"
            )
        elif block.kind == "heading":
            text = f"<hl2>{text}</hl2>"
        elif block.kind == "item":
            text = f"<ul><li>{text}</li></ul>"
        elif block.kind == "row":
            cells = "".join(f"<td>{cell}</td>" for cell in text.split(CELL))
            text = f"<table><tr>{cells}</tr></table>"
        elif block.kind == "quote":
            text = f"<bq><block><p>{text}</p></block><credit>Ilse Varga</credit></bq>"
        else:
            text = f"<p>{text.replace('Ilse Varga', '<person>Ilse Varga</person>')}</p>"
        blocks.append(text)
    content = "\n".join(blocks).replace("</ul>\n<ul>", "").replace("</table>\n<table>", "")
    content = content.replace(
        "<p>KELMAR", '<p lede="true"><location><city>KELMAR</city></location>'
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "http://www.iptc.org/std/NITF/3.6/specification/nitf-3-6.dtd">
<nitf uno="courier.example.{written.slug}" version="-//IPTC//DTD NITF 3.6//EN"
 change.date="January 9, 2012" change.time="19:30" xml:lang="{written.language}">
<head><title>{written.title}</title>
<meta name="generator" content="hand"/>
<tobject tobject.type="news"><tobject.property tobject.property.type="current"/>
<tobject.subject tobject.subject.refnum="04015001" tobject.subject.type="Transport"/></tobject>
<docdata management-status="usable"><doc-id regsrc="courier" id-string="{written.slug}"/>
<urgency ed-urg="4"/><date.issue norm="20250211T083000Z"/><date.release norm="20250211T083000Z"/>
<doc.copyright year="2025" holder="{OUTLET}"/></docdata>
<pubdata type="print" date.publication="20250211T083000Z" name="{OUTLET}" edition.area="all"
 position.section="front" ex-ref="{written.url}"/>
<revision-history name="Desk" function="editor" norm="20250211T082000Z" comment="Cut."/></head>
<body><body.head><hedline><hl1>{written.title}</hl1><hl2>Divers found cracks</hl2></hedline>
<note noteclass="cpyrt"><body.content><p>Copyright 2025</p></body.content></note>
<byline>By <person>{written.author}</person><byttl>Harbour reporter</byttl></byline>
<dateline><location>KELMAR</location><story.date norm="20250211">Feb. 11</story.date></dateline>
<abstract><p>Divers found cracks in two bearings.</p></abstract></body.head>
<body.content>{content}</body.content>
<body.end><tagline>Ann Lindqvist covers the harbour.</tagline></body.end></body></nitf>
""".encode()


def newsml(written: Written) -> bytes:
    """Return an article in NewsML-G2 2.24, laid out as the IPTC's listing 2, in XHTML."""
    body = written.html("bridge.png").replace('alt="">', 'alt=""/>')
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.24"
 guid="urn:newsml:courier.example:20250211:{written.slug}" version="10" conformance="power"
 xml:lang="{written.language}">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_30.xml"/>
<rightsInfo><copyrightHolder uri="{SITE}/about"><name>Kelmar Media</name></copyrightHolder>
<copyrightNotice>Copyright 2025 Kelmar Media</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider uri="{SITE}"><name>Kelmar Media</name></provider>
<versionCreated>2025-02-12T16:25:32+01:00</versionCreated><pubStatus qcode="stat:usable"/>
<link rel="irel:seeAlso" href="{SITE}/other"/></itemMeta>
<contentMeta><contentCreated>2025-02-11T09:30:00+01:00</contentCreated>
<contentModified>2025-02-12T16:22:45+01:00</contentModified>
<located qcode="city:345678"><name>Kelmar</name></located>
<creator uri="{SITE}/staff"><name>{written.author}</name></creator>
<infoSource qcode="is:courier"><name>{OUTLET}</name></infoSource>
<altId type="idtype:web">{written.url}</altId>
<subject qcode="medtop:20000337"><name xml:lang="en">transport</name></subject>
<slugline>bridge</slugline><headline>{written.title}</headline>
<description role="drol:summary">Divers found cracks.</description></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml" wordcount="200">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{written.title}</title></head>
<body>{body}</body></html></inlineXML></contentSet></newsItem>
""".encode()


def ninjs(written: Written, version: int) -> bytes:
    """Return an article in ninjs 1.5 or 3.0, laid out as the IPTC's example of a complex text."""
    text, html = written.text(Layout()), written.html(f"{SITE}/bridge.png")
    value: dict[str, object] = {
        "uri": f"{SITE}/ninjs/{written.slug}",
        "type": "text",
        "language": written.language,
        "located": "Kelmar",
    }
    if version == 1:
        value |= {
            "profile": "text-only",
            "pubstatus": "usable",
            "version": "1",
            "versioncreated": MOMENT.isoformat(),
            "copyrightholder": OUTLET,
            "person": [{"name": "Ilse Varga", "rel": "about", "scheme": "http://people.example/"}],
            "place": [{"name": "Kelmar", "rel": "mentions"}],
            "byline": f"By {written.author}",
            "headline": written.title,
            "body_text": text,
            "body_xhtml": html,
        }
    else:
        value |= {
            "standard": {"name": "ninjs", "version": "3.0"},
            "pubStatus": "usable",
            "versionCreated": MOMENT.isoformat(),
            "urgency": 4,
            "copyrightHolder": OUTLET,
            "copyrightNotice": f"Copyright 2025, {OUTLET}",
            "people": [{"name": "Ilse Varga", "uri": "http://people.example/varga"}],
            "places": [{"name": "Kelmar", "rel": "mentions"}],
            "headlines": [
                {"role": "short", "value": "Bridge closes"},
                {"role": "main", "value": written.title},
            ],
            "by": written.author,
            "bodies": [
                {"role": "main", "contentType": "text/plain", "value": text},
                {"role": "richtext", "contentType": "application/xhtml+xml", "value": html},
            ],
        }
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
