from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from sources.article import Metadata
from sources.cleaning.cleaner import clean
from tests.sources.formats.transcripts import page_of, refusal_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT, OFFICE, STYLE = (
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("text", "office", "style")
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CORE = (
    f'<c:coreProperties xmlns:c="c" {DC} xmlns:t="http://purl.org/dc/terms/"><dc:title>Fares stay'
    "</dc:title><dc:creator>Ann Lee</dc:creator><t:created>2024-05-06T07:08:09Z</t:created>"
    "</c:coreProperties>"
)


def _zip(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def _docx(body: str, **others: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return _zip(**{"word__document.xml": document}, **others)


def _p(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _odt(body: str, styles: str = "", **others: str) -> bytes:
    content = (
        f"<office:document-content {TEXT} {OFFICE} {STYLE}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return _zip(**{"content.xml": content}, **others)


def test_a_word_document_reads_as_with_all_changes_accepted(tmp_path: Path) -> None:
    """What was deleted, moved away or hidden is not there; what was put in is."""
    change = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>will not</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>never</w:t></w:r>"
        "</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:tab/>"
        "<w:t>go.</w:t></w:r></w:p>"
    )
    page = page_of(tmp_path, "a.docx", _docx(change, docProps__core_xml=CORE))
    assert page.text == "We will go."


def test_a_word_document_has_properties_notes_and_paragraphs(tmp_path: Path) -> None:
    """Footnotes stand below the text, lines count paragraphs, block quotations are known."""
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{_p("See there.")}</w:footnote></w:footnotes>'
    )
    body = _p("One.") + "<w:p/>" + _p("Two.", "Quote")
    parts = {"word__footnotes.xml": notes, "docProps__core.xml": CORE}
    page = page_of(tmp_path, "a.docx", _docx(body, **parts))
    assert page.text == "One.\n\nTwo.\n\n[1] See there."
    assert page.metadata == Metadata("Fares stay", None, date(2024, 5, 6), None, ("Ann Lee",))
    assert (page.numbers[::2], page.block_quotes, page.unit) == ((1, 2, 3), {2}, "paragraph")


def test_the_title_on_the_page_goes_before_the_property(tmp_path: Path) -> None:
    """Templates leave their own title among the properties."""
    body = _p("Council keeps fares", "Title") + _p("The council met.")
    page = page_of(tmp_path, "a.docx", _docx(body, **{"docProps__core.xml": CORE}))
    assert page.metadata.title == "Council keeps fares"


def test_an_opendocument_text_reads_as_with_all_changes_accepted(tmp_path: Path) -> None:
    """Deletions and comments are left out, notes stand below, derived styles are known."""
    style = (
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Quotations"/>'
    )
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:p>We<text:s text:c="9"/>will<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>See there.</text:p></text:note-body></text:note> go"
        "<office:annotation><text:p>really?</text:p></office:annotation>.</text:p>"
        '<text:p text:style-name="P1">Two<text:line-break/>lines.</text:p>'
    )
    page = page_of(tmp_path, "a.odt", _odt(body, style))
    assert page.text == "We will go.\n\nTwo\nlines.\n\n[1] See there."
    assert page.numbers == (1, 1, 2, 2, 2, 3)
    assert page.block_quotes == {2, 3}


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("ending", [".docx", ".odt"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "not a document, or it is damaged"),
        (b"PK\x03\x04 and nothing else", "not a document, or it is damaged"),
        (OLE + bytes(600), "in the Word format from before 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (_zip(other="x"), "it has no part"),
    ],
)
def test_what_is_no_document_is_refused(
    tmp_path: Path, ending: str, content: bytes, said: str
) -> None:
    """Every kind of bad package is a refusal with a reason and a next step."""
    assert said in refusal_of(tmp_path, f"a{ending}", content).reason


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (f"{ENTITY}<w:document {W}><w:t>&x;</w:t></w:document>", "declares a document type"),
        (f"{LAUGHS}<w:document {W}><w:t>&b;</w:t></w:document>", "declares a document type"),
        (f"<w:document {W}><w:body>", "is damaged"),
        (f"<w:document {W}>{' ' * 40_000_000}</w:document>", "unpacks from"),
        ("<html/>", "not a Word document"),
        (f"<w:document {W}><w:body/></w:document>", "no text"),
        (f"<w:document {W}>{'<w:x>' * 9_000}{'</w:x>' * 9_000}</w:document>", "is damaged"),
    ],
)
def test_hostile_documents_are_refused(tmp_path: Path, document: str, said: str) -> None:
    """Entities, bombs and endless nesting are refused by name, and nothing outside is read."""
    refusal = refusal_of(tmp_path, "a.docx", _zip(**{"word__document.xml": document}))
    assert said in refusal.reason


def test_a_locked_opendocument_text_is_refused(tmp_path: Path) -> None:
    """Its manifest tells that its parts are encrypted."""
    manifest = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    content = _zip(**{"META-INF__manifest.xml": manifest, "content.xml": "garbage"})
    assert "password" in refusal_of(tmp_path, "a.odt", content).reason


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_a_table_row_is_one_paragraph(tmp_path: Path) -> None:
    """The rows of nested tables too; a cell of several short paragraphs stays one cell."""
    nested = f"<w:tbl>{_row(_p('Fare'), _p('2.40'))}{_row(_p('Pass'), _p('31'))}</w:tbl>"
    table = _row(_p("Year"), "<w:p/>", _p("Crowns")) + _row(_p("2021") + _p("(July)"), _p("9"))
    body = f"<w:tbl>{table}</w:tbl><w:tbl>{_row(nested)}</w:tbl>"
    page = page_of(tmp_path, "a.docx", _docx(body))
    assert page.text.split("\n\n") == [
        "Year | | Crowns",
        "2021 (July) | 9",
        "Fare | 2.40",
        "Pass | 31",
    ]
    assert page.numbers[::2] == (1, 2, 3, 4)


def test_a_table_that_lays_out_running_text_keeps_its_paragraphs(tmp_path: Path) -> None:
    """Press releases are often set in tables, with an address beside the text."""
    text = [_p("The council kept the fares of 2023. " * 7), _p("It voted on Tuesday.", "Quote")]
    page = page_of(tmp_path, "a.docx", _docx(f"<w:tbl>{_row(_p('Press'), ''.join(text))}</w:tbl>"))
    assert [line[:10] for line in page.text.split("\n\n")] == ["Press", "The counci", "It voted o"]
    assert page.block_quotes == {4}


def test_nested_tables_in_rtf_are_read_row_by_row(tmp_path: Path) -> None:
    """Word ends the rows of nested tables in a group that older readers pass over."""
    row = r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    nested = (
        rf"\pard\intbl\itap2 Fare\nestcell 2.40\nestcell{row}"
        rf"\pard\intbl\itap2 Pass\nestcell 31\nestcell{row}"
    )
    text = (
        rf"{{\rtf1\ansi\pard Before.\par\trowd\pard\intbl Year\cell Crowns\cell\row"
        rf"\trowd {nested}\pard\intbl\cell\row\pard After.\par}}"
    )
    found = page_of(tmp_path, "a.rtf", text).text.split("\n\n")
    assert found == ["Before.", "Year | Crowns", "Fare | 2.40", "Pass | 31", "After."]


def test_a_row_without_an_end_in_rtf_ends_before_the_next_paragraph(tmp_path: Path) -> None:
    """The paragraph below is no cell of it."""
    text = r"{\rtf1\ansi\trowd\pard\intbl Year\cell Crowns\cell\pard After.\par Last.}"
    assert page_of(tmp_path, "a.rtf", text).text == "Year | Crowns\n\nAfter.\n\nLast."


def _styles(*styles: tuple[str, str, str]) -> str:
    """Return Word's styles: their ids, names, and the styles that custom ones are based on."""
    made = (
        f'<w:style w:type="paragraph" w:customStyle="{int(bool(based))}" w:styleId="{known}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/></w:style>'
        for known, name, based in styles
    )
    return f"<w:styles {W}>{''.join(made)}</w:styles>"


GERMAN = _styles(
    ("Titel", "Title", ""),
    ("Untertitel", "Subtitle", ""),
    ("Zitat", "Quote", ""),
    ("IntensivesZitat", "Intense Quote", ""),
    ("Datum", "Date", ""),
    ("Title", "Table Heading", ""),
    ("KurierZitat", "Kurier Zitat", "Zitat"),
)


def test_styles_of_word_in_another_language_are_known(tmp_path: Path) -> None:
    """Word translates the ids of styles, and keeps their English names."""
    body = (
        _p("Not the title", "Title")
        + _p("Rat hält die Preise", "Titel")
        + _p("Eins.", "Zitat")
        + _p("Zwei.", "IntensivesZitat")
        + _p("Drei.", "KurierZitat")
        + _p("Vier.", "Untertitel")
    )
    page = page_of(tmp_path, "a.docx", _docx(body, **{"word__styles.xml": GERMAN}))
    assert page.metadata.title == "Rat hält die Preise"
    assert page.block_quotes == {4, 6, 8}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 May 2024", date(2024, 5, 7)),
        ("Kelmar, Tuesday, 7 May 2024", date(2024, 5, 7)),
        ("켈마르, 2024년 5월 7일", date(2024, 5, 7)),
        ("Published 2024-05-07, 10:30", date(2024, 5, 7)),
        ("05/07/2024", date(2024, 5, 6)),
        ("7 May 2024 to 9 May 2024", date(2024, 5, 6)),
        ("Spring 2024", date(2024, 5, 6)),
    ],
)
def test_the_date_on_the_page_goes_before_the_date_of_the_file(
    tmp_path: Path, text: str, day: date
) -> None:
    """The style is that of dates, and the paragraph contains one certain day."""
    body = _p("Fares stay", "Titel") + _p(text, "Datum") + _p("The council met on 1 May 2024.")
    parts = {"docProps__core.xml": CORE, "word__styles.xml": GERMAN}
    assert page_of(tmp_path, "a.docx", _docx(body, **parts)).metadata.published == day


def test_custom_styles_of_opendocument_texts_are_known(tmp_path: Path) -> None:
    """A style is based on one in another part of the file, which is based on Quotations."""
    automatic = '<style:style style:name="P1" style:parent-style-name="Courier_20_quote"/>'
    common = (
        f"<office:document-styles {OFFICE} {STYLE}><office:styles>"
        '<style:style style:name="Courier_20_quote" style:parent-style-name="Quotations"/>'
        "</office:styles></office:document-styles>"
    )
    body = '<text:p>One.</text:p><text:p text:style-name="P1">Two.</text:p>'
    page = page_of(tmp_path, "a.odt", _odt(body, automatic, **{"styles.xml": common}))
    assert page.block_quotes == {2}


ITEMS = ("Buses run every ten minutes", "Night trams", "Ferries carry bicycles free")
TEXT_BELOW = (
    "The council voted on Tuesday to keep the fares, after a debate of four hours in the hall."
)
HEADS_OF_ROWS = ("Fare | Crowns", "Single | 2.40", "Monthly")


def _listed_docx() -> bytes:
    document = docx.Document()
    document.core_properties.author = "Ann Lee"
    document.add_heading("Council keeps fares", 0)
    for item, style in zip(ITEMS, ("List Bullet", "List Number 2", "List Paragraph"), strict=True):
        document.add_paragraph(item, style)
    document.add_paragraph(TEXT_BELOW)
    table = document.add_table(3, 2)
    for row, text in zip(table.rows, HEADS_OF_ROWS, strict=True):
        for cell, words in zip(row.cells, text.split(" | "), strict=False):
            cell.text = words
    table.cell(2, 0).merge(table.cell(2, 1))
    document.add_paragraph(TEXT_BELOW.replace("council", "board"))
    document.add_heading("Numbers", 2)
    document.add_paragraph("Two of three", "List Bullet")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _listed_odt() -> bytes:
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{''.join(map(cells.format, row.split(' | ')))}"
        f"{'' if '|' in row else '<table:covered-table-cell/>'}</table:table-row>"
        for row in HEADS_OF_ROWS
    )
    space = TEXT.replace("text", "table")
    return _odt(
        '<text:p text:style-name="Title">Council keeps fares</text:p>'
        f"<text:list>{items}</text:list>"
        f"<text:p>{TEXT_BELOW}</text:p><table:table {space}>{rows}</table:table>"
        f"<text:p>{TEXT_BELOW.replace('council', 'board')}</text:p>"
        '<text:list><text:list-item><text:h text:outline-level="2">Numbers</text:h>'
        "</text:list-item></text:list><text:list><text:list-item><text:p>Two of three</text:p>"
        "</text:list-item></text:list>"
    )


def _listed_rtf() -> bytes:
    items = "".join(rf"\pard\ls1 {item}\par" for item in ITEMS)
    cells = (
        row.replace(" | ", r"\cell ") + r"\cell" * (2 - row.count("|")) for row in HEADS_OF_ROWS
    )
    rows = "".join(rf"\trowd\pard\intbl {row}\row" for row in cells)
    return (
        r"{\rtf1\ansi{\stylesheet{\s1 Title;}{\s2 heading 2;}}\pard\s1 Council keeps fares\par "
        rf"{items}\pard {TEXT_BELOW}\par {rows}\pard {TEXT_BELOW.replace('council', 'board')}\par "
        r"\pard\s2\ls1 Numbers\par\pard\ls1 Two of three\par}"
    ).encode()


@pytest.mark.parametrize(
    ("name", "made"), [("a.docx", _listed_docx), ("a.odt", _listed_odt), ("a.rtf", _listed_rtf)]
)
def test_list_items_and_table_rows_are_paragraphs(
    tmp_path: Path, name: str, made: Callable[[], bytes]
) -> None:
    """Below the headline and above text too; a numbered heading is still a heading."""
    article = clean(page_of(tmp_path, name, made()))
    found = [(one.kind.value, article.text[one.start : one.end]) for one in article.blocks]
    paragraphs = (*ITEMS, TEXT_BELOW, *HEADS_OF_ROWS, TEXT_BELOW.replace("council", "board"))
    assert found == [
        ("headline", "Council keeps fares"),
        *(("paragraph", text) for text in paragraphs),
        ("heading", "Numbers"),
        ("paragraph", "Two of three"),
    ]


def test_a_top_heading_goes_before_the_title_of_a_template(tmp_path: Path) -> None:
    """Its line breaks are layout, and the date of python-docx's template is not the article's."""
    document = docx.Document()
    document.core_properties.title = "Press release template"
    document.core_properties.author = "Ann Lee"
    document.add_heading("Council keeps\nthe fares", 1)
    document.add_paragraph(TEXT_BELOW)
    data = io.BytesIO()
    document.save(data)
    page = page_of(tmp_path, "a.docx", data.getvalue())
    assert page.text == f"Council keeps the fares\n\n{TEXT_BELOW}"
    assert page.metadata == Metadata("Council keeps the fares", authors=("Ann Lee",))


def test_a_title_property_that_the_document_shows_is_its_headline(tmp_path: Path) -> None:
    """The heading above it names the kind of document."""
    body = _p("Press release", "Heading1") + _p("Fares stay") + _p(TEXT_BELOW)
    styles = _styles(("Heading1", "heading 1", ""))
    parts = {"docProps__core.xml": CORE, "word__styles.xml": styles}
    assert page_of(tmp_path, "a.docx", _docx(body, **parts)).metadata.title == "Fares stay"


def test_properties_from_before_a_tracked_change_do_not_count(tmp_path: Path) -> None:
    """A list item that became a heading; a span that no table has is not read as a number."""
    former = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    change = f"<w:pPr><w:pPrChange>{former}</w:pPrChange></w:pPr>"
    wide = f'<w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr>'
    body = (
        f"<w:p>{change}<w:r><w:t>Fares stay as they are</w:t></w:r></w:p>{_p(TEXT_BELOW)}"
        f"<w:tbl>{_row(wide + _p('Fare'), _p('2.40'))}</w:tbl>"
    )
    article = clean(page_of(tmp_path, "a.docx", _docx(body)))
    assert [block.kind.value for block in article.blocks] == ["headline", "paragraph", "paragraph"]


VETS = "LANE END — Vets at 14 practices went on strike on Monday for higher pay at night."
HEADS = [
    (["Vets strike for a day", "By Carl Amory", "3 May 2026"], date(2026, 5, 3), VETS),
    (["EMBARGO LIFTED", "Vets strike for a day", "Carl Amory", "3 May 2026"], None, VETS),
    (["Check against delivery", "Vets strike for a day", "Written by Carl Amory"], None, VETS),
    (
        [
            "SLUG: VETS2",
            "HED: Vets strike for a day",
            "DEK: Pay is the issue",
            "BYLINE: Carl Amory",
        ],
        None,
        f"Pay is the issue\n\n{VETS}",
    ),
]


@pytest.mark.parametrize("ending", [".docx", ".rtf"])
@pytest.mark.parametrize(("head", "day", "text"), HEADS)
def test_the_lines_above_the_text_go_before_the_properties(
    tmp_path: Path, ending: str, head: list[str], day: date | None, text: str
) -> None:
    """Word names the account of the computer as the author, and the day of the file."""
    core = CORE.replace("Fares stay", "").replace("Ann Lee", "cms-user")
    if ending == ".docx":
        data = _docx("".join(map(_p, [*head, VETS])), **{"docProps__core.xml": core})
    else:
        data = (
            r"{\rtf1\ansi " + r"\par ".join([*head, VETS]).replace("—", r"\emdash ") + "}"
        ).encode()
    article = clean(page_of(tmp_path, f"a{ending}", data))
    assert (article.headline, article.metadata.authors) == (
        "Vets strike for a day",
        ("Carl Amory",),
    )
    assert day is None or article.metadata.published == day
    assert article.text == f"Vets strike for a day\n\n{text}"


@pytest.mark.parametrize("account", ["cms-user", "Newsroom PC 4", "DESKTOP-4F2", "Admin User"])
def test_accounts_of_computers_are_no_authors(tmp_path: Path, account: str) -> None:
    """Their documents keep the day of the file."""
    core = CORE.replace("Ann Lee", account)
    page = page_of(tmp_path, "a.docx", _docx(_p("One."), **{"docProps__core.xml": core}))
    assert (page.metadata.authors, page.metadata.published) == ((), date(2024, 5, 6))


@pytest.mark.parametrize("first", ["Dear colleagues,", "Contact: Ann Lee", "It rained.", "- one"])
def test_what_is_no_headline_is_not_taken_for_one(tmp_path: Path, first: str) -> None:
    """Letters and notes have none."""
    page = page_of(tmp_path, "a.docx", _docx(_p(first) + _p(VETS)))
    assert page.metadata.title is None


@pytest.mark.parametrize("line", [["EMBARGO UNTIL", "5 May 2026"], ["EMBARGO: 5 May 2026"]])
def test_the_end_of_an_embargo_is_not_stated_by_the_head(tmp_path: Path, line: list[str]) -> None:
    """The rules for embargoes read it."""
    body = "".join(map(_p, [*line, "Vets strike for a day", VETS]))
    page = page_of(tmp_path, "a.docx", _docx(body))
    assert (page.metadata.published, "Vets strike for a day" in page.text) == (None, True)
    assert (page.left_out, page.text.split("\n")[0]) == ((), line[0])
