"""Articles as flat OpenDocument files, which LibreOffice saves in its other forms."""

from __future__ import annotations

import base64
import re
from html import escape

from tests.sources.formats.made_elsewhere.articles import CELL, MOMENT, PICTURE, Block, Written

_LATIN, _FONTS = "DejaVu Serif", {"ja": "IPAGothic", "ko": "NanumGothic"}
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        *((name, name) for name in ("office", "style", "text", "table", "meta")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)
_STYLES = """<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties
 style:text-autospace="none"/><style:text-properties fo:language="{language}"
 fo:country="{country}" style:language-complex="ar" style:country-complex="EG"
 style:language-asian="ja" style:country-asian="JP" fo:font-family="{font}"
 style:font-family-asian="{font}" fo:font-size="10pt" fo:hyphenate="{hyphenate}"/>
</style:default-style>
<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="0.3cm"/><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/>
</style:style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties
 fo:margin-bottom="0.25cm" fo:text-align="justify" fo:hyphenation-ladder-count="no-limit"
 style:writing-mode="{writing}"/><style:text-properties fo:hyphenate="{hyphenate}"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
<style:style style:name="Heading_20_2" style:family="paragraph" style:display-name="Heading 2">
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Quotations" style:family="paragraph"><style:paragraph-properties
 fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.25cm"/></style:style>
<style:style style:name="Caption" style:family="paragraph"><style:text-properties
 fo:font-size="8pt"/></style:style>
<text:notes-configuration text:note-class="footnote" style:num-format="1"/>
</office:styles>
<office:automatic-styles><style:style style:name="Hidden" style:family="text">
<style:text-properties text:display="none"/></style:style>
<style:style style:name="Columns" style:family="section"><style:section-properties
 text:dont-balance-text-columns="false"><style:columns fo:column-count="{columns}"
 fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="Frame" style:family="graphic"><style:graphic-properties
 style:wrap="none" style:horizontal-pos="center" style:horizontal-rel="paragraph"
 draw:fill="none" fo:border="none" fo:padding="0cm"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"
 text:bullet-char="•"><style:list-level-properties text:space-before="0.5cm"
 text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
</office:automatic-styles>"""
_CHANGE_INFO = (
    "<office:change-info><dc:creator>Desk</dc:creator><dc:date>2025-02-11T07:50:00</dc:date>"
    "</office:change-info>"
)
# The desk changed "seven weeks" to "nine weeks", took a sentence out, and asked a question.
_CHANGES = (
    "<text:tracked-changes>"
    f'<text:changed-region text:id="c1"><text:deletion>{_CHANGE_INFO}<text:p>seven</text:p>'
    "</text:deletion></text:changed-region>"
    f'<text:changed-region text:id="c2"><text:insertion>{_CHANGE_INFO}</text:insertion>'
    f'</text:changed-region><text:changed-region text:id="c3"><text:deletion>{_CHANGE_INFO}'
    "<text:p> A spokesman called the report exaggerated.</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
_CHANGED = (
    '<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>nine'
    '<text:change-end text:change-id="c2"/><office:annotation><dc:creator>Desk</dc:creator>'
    "<text:p>Nine? The release says seven.</text:p></office:annotation>"
)


def flat_document(
    written: Written, *, columns: int = 1, changes: bool = False, latin: bool = False
) -> str:
    """Return an article as flat OpenDocument, in so many columns, with the changes of a desk.

    In a Latin font, LibreOffice takes the letters of other scripts from a second font.
    """
    country = {"en": "US", "ko": "KR", "ru": "RU", "ar": "EG", "ja": "JP"}[written.language]
    styles = _STYLES.format(
        language=written.language,
        country=country,
        font=_LATIN if latin else _FONTS.get(written.language, _LATIN),
        hyphenate="true" if columns > 1 else "false",
        writing="rl-tb" if written.language == "ar" else "lr-tb",
        columns=columns,
    )
    body = _body(written)
    if changes:
        body = body.replace("nine weeks from 3", f"{_CHANGED} weeks from 3", 1)
        body = body.replace("on 25 February.", 'on 25 February.<text:change text:change-id="c3"/>')
        body = body.replace("What changes", f"{_span('TO DO: photo')}What changes")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES}'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{escape(written.title)}</dc:title><meta:initial-creator>"
        f"{written.author}</meta:initial-creator><dc:creator>{written.author}</dc:creator>"
        f"<meta:creation-date>{MOMENT:%Y-%m-%dT%H:%M:%S}</meta:creation-date><dc:date>"
        f"2025-02-12T10:00:00</dc:date><dc:language>{written.language}-{country}</dc:language>"
        f"</office:meta>{styles}<office:body><office:text>{_CHANGES if changes else ''}"
        f'<text:p text:style-name="Title">{escape(written.title)}</text:p>'
        f'<text:section text:style-name="Columns" text:name="Text">{body}</text:section>'
        "</office:text></office:body></office:document>"
    )


def _span(hidden: str) -> str:
    return f'<text:span text:style-name="Hidden">{hidden}</text:span>'


def _body(written: Written) -> str:
    parts: list[str] = []
    figure = note = ""
    if written.note:
        note = (
            '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1'
            f"</text:note-citation><text:note-body><text:p>{written.note}</text:p>"
            "</text:note-body></text:note>"
        )
    for block in written.blocks:
        if block.kind == "caption":
            figure = _figure(block)
            continue
        parts.append(_block(block, figure, note if block.kind == "paragraph" else ""))
        if block.kind == "paragraph":
            figure = note = ""
    joined = "".join(parts).replace('</text:list><text:list text:style-name="L1">', "")
    return re.sub("</table:table><table:table [^>]*>(<table:table-column/>)*", "", joined)


def _block(block: Block, figure: str, note: str) -> str:
    text = escape(block.text, quote=False)
    if block.kind == "item":
        item = f'<text:list-item><text:p text:style-name="Body">{text}</text:p></text:list-item>'
        return f'<text:list text:style-name="L1">{item}</text:list>'
    if block.kind == "row":
        cells = "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
            for cell in text.split(CELL)
        )
        columns = "<table:table-column/>" * len(text.split(CELL))
        row = f"<table:table-row>{cells}</table:table-row>"
        return f'<table:table table:name="T">{columns}{row}</table:table>'
    if block.kind == "heading":
        return f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{text}</text:h>'
    style = "Quotations" if block.kind == "quote" else "Body"
    return f'<text:p text:style-name="{style}">{figure}{text}{note}</text:p>'


def _figure(block: Block) -> str:
    """Return a picture with its caption, as LibreOffice's “Insert Caption” frames them."""
    data = base64.b64encode(PICTURE).decode()
    return (
        '<draw:frame draw:style-name="Frame" text:anchor-type="paragraph" svg:width="6cm"'
        ' svg:y="0cm" draw:name="Frame1">'
        '<draw:text-box fo:min-height="3cm"><text:p text:style-name="Caption"><draw:frame'
        ' text:anchor-type="as-char" svg:width="6cm" svg:height="3cm" draw:name="Picture">'
        f"<draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame>"
        f"{escape(block.text)}</text:p></draw:text-box></draw:frame>"
    )
