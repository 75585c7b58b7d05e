"""What authors took back: struck-out, deleted and hidden text, and drafts of documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.article import STRUCK_OUT
from tests.sources.formats.test_documents import W, _docx, _odt, _p
from tests.sources.formats.transcripts import page_of

R = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>"
DELETED_MARK = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_struck_out_text_of_word_is_left_out_and_listed(tmp_path: Path, mark: str) -> None:
    """A mark that is switched off strikes out nothing."""
    off = R.format('<w:rPr><w:strike w:val="0"/></w:rPr>', "about ")
    runs = R.format("", "It costs ") + R.format(f"<w:rPr>{mark}</w:rPr>", "9 million ") + off
    page = page_of(tmp_path, "a.docx", _docx(f"<w:p>{runs}{R.format('', '14 million.')}</w:p>"))
    assert page.text == "It costs about 14 million."
    assert page.left_out == ((STRUCK_OUT, "9 million"),)


def test_struck_out_text_of_opendocument_is_left_out_and_listed(tmp_path: Path) -> None:
    """A line through the text is a property of its style."""
    styles = (
        '<style:style style:name="T1"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T2"><style:text-properties '
        'style:text-line-through-style="none"/></style:style>'
    )
    body = (
        '<text:p>It costs <text:span text:style-name="T1">9 million</text:span> '
        '<text:span text:style-name="T2">14 million.</text:span></text:p>'
    )
    page = page_of(tmp_path, "a.odt", _odt(body, styles))
    assert page.text == "It costs  14 million."
    assert page.left_out == ((STRUCK_OUT, "9 million"),)


def test_struck_out_text_of_rtf_is_left_out_and_listed(tmp_path: Path) -> None:
    """It ends with its group, with a zero, or with a reset of the style."""
    struck = rb"{\strike does not }{\striked1 cost }\strike all \strike0 costs \strike 9\plain  2."
    data = rb"{\rtf1 It %s}" % struck
    page = page_of(tmp_path, "a.rtf", data)
    assert page.text == "It costs  2."
    assert "".join(text for _, text in page.left_out) == "does notcostall9"


def test_a_paragraph_whose_mark_was_deleted_is_joined_to_the_next(tmp_path: Path) -> None:
    """So reads the document with all changes accepted."""
    body = f"<w:p>{DELETED_MARK}{R.format('', 'The council said ')}</w:p>" + _p("it will build.")
    assert page_of(tmp_path, "a.docx", _docx(body)).text == "The council said it will build."
    gone = f"<w:p>{DELETED_MARK}<w:del><w:r><w:delText>No.</w:delText></w:r></w:del></w:p>"
    last = f"<w:p>{DELETED_MARK}{R.format('', 'Three.')}</w:p>"
    page = page_of(tmp_path, "a.docx", _docx(_p("One.") + gone + _p("Two.") + last))
    assert page.text == "One.\n\nTwo.\n\nThree."


def test_a_deleted_row_of_a_table_is_left_out(tmp_path: Path) -> None:
    """The row itself is marked, whether or not its text is."""
    row = "<w:tr>{}<w:tc>" + _p("{}") + "</w:tc><w:tc>" + _p("9") + "</w:tc></w:tr>"
    deleted = row.format("<w:trPr><w:del/></w:trPr>", "Old")
    body = _p("One.") + f"<w:tbl>{row.format('', 'New')}{deleted}</w:tbl>"
    assert page_of(tmp_path, "a.docx", _docx(body)).text == "One.\n\nNew | 9"


def test_a_line_break_inside_a_sentence_does_not_end_its_paragraph(tmp_path: Path) -> None:
    """Below the end of a sentence, or before a capital, it may lay out lines of their own."""
    body = (
        "<w:p><w:r><w:t>The wall was</w:t><w:br/><w:t>built in Kelmar.</w:t><w:br/>"
        "<w:t>Monday 3 March</w:t></w:r></w:p>"
    )
    page = page_of(tmp_path, "a.docx", _docx(_p("One.") + body))
    assert page.text == "One.\n\nThe wall was built in Kelmar.\nMonday 3 March"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"docProps__core.xml": '<c xmlns:p="p"><p:contentStatus>Draft</p:contentStatus></c>'}, 1),
        ({"docProps__core.xml": '<c xmlns:p="p"><p:contentStatus>Final</p:contentStatus></c>'}, 0),
        ({"docProps__custom.xml": '<c><p name="Status"><v>In review</v></p></c>'}, 1),
        ({"docProps__custom.xml": '<c><p name="Client"><v>Draft</v></p></c>'}, 0),
        ({"word__header1.xml": f"<w:hdr {W}>{_p('DRAFT – NOT FOR PUBLICATION')}</w:hdr>"}, 1),
        ({"word__header1.xml": f"<w:hdr {W}>{_p('Draft 3, 12 May 2024')}</w:hdr>"}, 1),
        ({"word__header2.xml": f"<w:hdr {W}><w:p><w:r><x string='DRAFT'/></w:r></w:p></w:hdr>"}, 0),
        ({"word__header2.xml": f"<w:hdr {W}><textpath string='DRAFT'/></w:hdr>"}, 1),
        ({"word__header1.xml": f"<w:hdr {W}>{_p('EMBARGOED UNTIL 4 June 2997')}</w:hdr>"}, 1),
        ({"word__header1.xml": f"<w:hdr {W}>{_p('The Kelmar Review – 12 May 2024')}</w:hdr>"}, 0),
    ],
)
def test_a_word_document_may_be_marked_as_a_draft(
    tmp_path: Path, parts: dict[str, str], reason: int
) -> None:
    """Its properties state it, a page header or a watermark."""
    page = page_of(tmp_path, "a.docx", _docx(_p("The council met."), **parts))
    assert bool(page.metadata.unpublished) == bool(reason), page.metadata.unpublished


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:section text:name="s" text:display="none"><text:p>Secret.</text:p></text:section>',
        '<text:p text:style-name="P9">Secret.</text:p>',
        '<text:p><text:hidden-text text:condition="ooow:1">Secret.</text:hidden-text></text:p>',
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Secret.</text:p>',
        '<text:p><text:span text:style-name="T9">Secret.</text:span></text:p>',
    ],
)
def test_hidden_text_of_opendocument_is_left_out(tmp_path: Path, hidden: str) -> None:
    """It may be a section, a paragraph, or text in a style that hides it."""
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties text:display="none"/>'
        "</style:style>"
        for name in ("P9", "T9")
    )
    page = page_of(tmp_path, "a.odt", _odt(f"<text:p>One.</text:p>{hidden}", styles))
    assert page.text == "One."


SENTENCE = "<p>The council of Kelmar voted on Monday to build bridge {} over the river Naru.</p>"
STRUCK = "<p>It costs {} 14 million crowns in all, the council said on Monday.</p>"


def _article(costs: str) -> str:
    return "".join(map(SENTENCE.format, range(6))) + STRUCK.format(costs)


@pytest.mark.parametrize(
    "mark",
    [
        "<s>{}</s>",
        "<del><b>{}</b></del>",
        "<strike>{}</strike>",
        '<span style="text-decoration: line-through">{}</span>',
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.json", "a.eml"])
def test_struck_out_text_of_html_is_left_out_and_listed(
    tmp_path: Path, name: str, mark: str
) -> None:
    """It is on web pages, in records and in mails."""
    body = _article(mark.format("9 million"))
    content = {
        "a.html": f"<html><head><title>A vote</title></head><body><article>{body}</article></body>",
        "a.json": json.dumps({"title": "A vote", "text": body}),
        "a.eml": f"Subject: A vote\nContent-Type: text/html\n\n<html><body>{body}</body></html>",
    }[name]
    page = page_of(tmp_path, name, content)
    assert "It costs 14 million" in page.text
    assert (STRUCK_OUT, "9 million") in page.left_out


def test_a_tag_that_is_not_closed_strikes_out_nothing(tmp_path: Path) -> None:
    """Most of a text is never withdrawn."""
    content = json.dumps({"title": "A vote", "text": f"<div><del>{_article('9')}</div>"})
    page = page_of(tmp_path, "a.json", content)
    assert "bridge 5 over" in page.text
    assert not page.left_out
