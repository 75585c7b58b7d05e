from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from sources.article import Page
from sources.errors import Unreadable
from sources.formats.pdf import paragraphs, read_pdf
from tests.pdfs import drawn_pdf, text_pdf


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
    assert _read(text_pdf([LINES]), tmp_path).text.split("\n\n") == [
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
    text = _read(text_pdf(pages), tmp_path).text
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
    assert _read(text_pdf([LINES], title), tmp_path).metadata.title == kept


def test_the_day_a_pdf_was_made_is_not_its_day_of_publication(tmp_path: Path) -> None:
    """A PDF says when it was made, not when its article appeared."""
    data = text_pdf([LINES]).replace(b"/Title ()", b"/CreationDate (D:20240616120000Z)")
    assert _read(data, tmp_path).metadata.published is None


@pytest.mark.parametrize("shown", ["(%s) Tj", "[(%s) 20 (b)] TJ", "(%s) '", '0 0 (%s) "'])
def test_a_page_with_endless_text_is_refused(tmp_path: Path, shown: str) -> None:
    """The time for a page grows by the square of its text; many pages of text are no trouble."""
    words = "the bridge of the mayor " * 4
    with pytest.raises(Unreadable, match="page 1 shows more than 300,000 bytes of text"):
        _read(text_pdf([[f"{words}) Tj {shown % words} (x"] * 2_000]), tmp_path)
    pages = [[f"{words} {page} {line}" for line in range(900)] for page in range(4)]
    assert len(_read(text_pdf(pages), tmp_path).text) > 300_000


def test_pictures_of_text_are_refused_with_the_remedy(tmp_path: Path) -> None:
    """A scan has no words to cite."""
    with pytest.raises(Unreadable) as refusal:
        _read(text_pdf([[], []]), tmp_path)
    assert "no text, only pictures of text (pages: 2)" in refusal.value.reason
    assert "ocrmypdf" in refusal.value.next_step


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    """A password is asked for by nobody, so the file is refused."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf([LINES]))))
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
        text_pdf([LINES]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        text_pdf([LINES]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        text_pdf([LINES]).replace(b"/Contents 5 0 R", b"/Contents [" + b"[" * 3000),
    ],
    ids=["text", "head", "noise", "circle", "catalogue", "deep"],
)
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever pypdf stumbles over, the caller sees an Unreadable."""
    with pytest.raises(Unreadable):
        _read(data, tmp_path)


def test_every_cut_of_a_file_is_read_or_refused(tmp_path: Path) -> None:
    """A download that broke off anywhere gives text or an Unreadable, never another exception."""
    whole = text_pdf([LINES])
    taken = 0
    for end in (*range(0, len(whole), 37), len(whole)):
        with contextlib.suppress(Unreadable):
            taken += bool(_read(whole[:end], tmp_path).text)
    assert taken


def test_empty_pages_have_no_paragraphs() -> None:
    """Nothing comes of nothing."""
    assert paragraphs([]) == paragraphs([["", ""], ["1"]]) == []


LEFT = (
    "Kelmar will close the harbour bridge for nine",
    "weeks from 3 March, the port authority said on",
    "Tuesday. Buses will cross by ferry at no extra",
    "fare, and the fire brigade keeps one lane open",
    "for the ambulances of the county at all hours of",
)
RIGHT = (
    "the night, its spokesman said. The repair is to",
    "cost 4.2 million crowns, of which the county will",
    "pay a third. The bearings cannot be re-",
    "paired under traffic, said Ilse Varga, the chief",
    "engineer of the port.",
)
WHOLE = (" ".join(LEFT + RIGHT)).replace("re- paired", "repaired")


def _rows(top: int, left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """Draw two columns as presses do: row by row, across the page."""
    return [
        item
        for number, (a, b) in enumerate(zip(left, right, strict=True))
        for item in ((50, top - 14 * number, 10, a), (310, top - 14 * number, 10, b))
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """A paragraph goes on in the next column, and divided words are joined."""
    head = [(50, 760, 24, "Bridge of Kelmar to close")]
    found = _read(drawn_pdf([[*head, *_rows(700, LEFT, RIGHT)]]), tmp_path)
    assert found.text.split("\n\n") == ["Bridge of Kelmar to close", WHOLE]
    assert found.metadata.title == "Bridge of Kelmar to close"


def test_a_hyphen_within_a_compound_is_kept(tmp_path: Path) -> None:
    """A line may end at a hyphen of its own."""
    lines = ("The council had turned down the state-of-", "the-art system two years ago.")
    text = _read(text_pdf([lines]), tmp_path).text
    assert text == "The council had turned down the state-of-the-art system two years ago."


def test_lines_of_an_indented_quotation_are_one_paragraph(tmp_path: Path) -> None:
    """They are shorter than the others, and may end with a divided word."""
    quoted = ("Every winter without an inspec-", "tion is a winter in which we", "know nothing.")
    above = (*LEFT[:-1], "for the ambulances of the county at all hours.")
    drawn = [(50, 700 - 14 * n, 10, text) for n, text in enumerate(above)]
    drawn += [(90, 600 - 14 * n, 10, text) for n, text in enumerate(quoted)]
    text = _read(drawn_pdf([drawn]), tmp_path).text
    assert text.split("\n\n")[-1] == (
        "Every winter without an inspection is a winter in which we know nothing."
    )


def test_numbers_in_a_table_are_no_page_numbers(tmp_path: Path) -> None:
    """Only a number at the top or the bottom of a page is one."""
    rows = _rows(700, ("Year", "2021", "Total"), ("Checks", "4", "all"))
    text = _read(drawn_pdf([[*rows, (300, 40, 10, "12")]]), tmp_path).text
    assert text.split() == "Year Checks 2021 4 Total all".split()


def test_the_last_row_of_a_table_at_the_foot_of_a_page_is_kept(tmp_path: Path) -> None:
    """Beside a running foot, a number is that of the page."""
    rows = _rows(68, ("Year", "2021", "2024"), ("Checks", "4", "1"))
    text = _read(drawn_pdf([[(50, 700, 10, LEFT[0]), *rows]]), tmp_path).text
    assert text.split()[-6:] == "Year Checks 2021 4 2024 1".split()
    foot = [(50, 40, 10, "Kelmar Courier"), (310, 40, 10, "12")]
    text = _read(drawn_pdf([[*_rows(700, LEFT, RIGHT), *foot]]), tmp_path).text
    assert "12" not in text


def test_a_headline_of_two_lines_is_one_and_is_found_by_its_size(tmp_path: Path) -> None:
    """The largest type on the page is the headline, wherever the file has it."""
    head = [(50, 760, 24, "Bridge of Kelmar to close"), (50, 732, 24, "for nine weeks")]
    found = _read(drawn_pdf([[*_rows(690, LEFT, RIGHT), *head]]), tmp_path)
    assert found.metadata.title == "Bridge of Kelmar to close for nine weeks"
    assert found.text.startswith("Bridge of Kelmar to close for nine weeks\n\nKelmar will")


def test_two_articles_beside_each_other_are_not_mixed(tmp_path: Path) -> None:
    """Each has its headline over its own column."""
    heads = [(50, 720, 14, "Bridge to close"), (310, 720, 14, "Pandas arrive at zoo")]
    other = tuple(f"Sentence {number} of the pandas in the zoo." for number in range(5))
    text = _read(drawn_pdf([[*heads, *_rows(700, LEFT, other)]]), tmp_path).text
    assert text.index(LEFT[-1]) < text.index("Pandas arrive") < text.index(other[0])
    assert " ".join(LEFT) in text


@pytest.mark.parametrize(("edge", "trailing"), [(252, " "), (254, "  "), (250, "")])
def test_columns_with_a_narrow_gutter_are_not_read_across(
    tmp_path: Path, edge: int, trailing: str
) -> None:
    """Lines of two cells of a table share their baselines, and spaces may fill the gutter."""
    left = [
        "The ferry Anna sank at the quay of Fell on",
        "Sunday night with nobody on board, so her",
        "owner said at the quay when the day came.",
        "She was built in 1971 and will be missed.",
    ]
    right = [
        "The bakers of Fell went on strike on Monday",
        "and want two euros more an hour, their own",
        "union said when they had put out the ovens.",
        "Nobody has baked a loaf for the whole day.",
    ]
    drawn = [
        (x, 700 - 14 * n, 10, text + trailing)
        for n, row in enumerate(zip(left, right, strict=True))
        for x, text in zip((50, edge), row, strict=True)
    ]
    words = " ".join(_read(drawn_pdf([drawn]), tmp_path).text.split())
    assert words == " ".join([*left, *right])


def _across(top: int, count: int) -> list[tuple[int, int, int, str]]:
    """Draw lines over the whole page."""
    text = "The council of Kelmar talked about the bridge for hours, and then it went on to line"
    return [(50, top - 14 * number, 10, f"{text} {top}-{number}") for number in range(count)]


BOX = (
    "The bridge in figures",
    "It is 412 metres long and was opened in 1964.",
    "Nine ships a day pass below it.",
    "It has four bearings of steel.",
)


@pytest.mark.parametrize("shift", [0, 5])
def test_a_box_beside_the_text_is_read_after_it(tmp_path: Path, shift: int) -> None:
    """Most lines of the page go on below the box, and its own may be level with the text."""
    beside = [(50, 600 - 14 * n, 10, text) for n, text in enumerate(LEFT)]
    box = [(310, 598 - shift - 14 * n, 10, text) for n, text in enumerate(BOX)]
    drawn = [*_across(700, 6), *beside, *box, *_across(500, 8)]
    words = " ".join(_read(drawn_pdf([drawn]), tmp_path).text.split())
    assert f"{' '.join(LEFT)} {' '.join(BOX)} The council" in words


@pytest.mark.parametrize("above", [2, 9])
def test_a_table_below_columns_or_text_is_read_row_by_row(tmp_path: Path, above: int) -> None:
    """Cells may be as long as lines of text, but they do not fill their column."""
    short = _rows(300, ("Year", "2021", "2024"), ("Checks", "4", "1"))
    names = ("Ministry of Transport", "Port", "Council of the county and the city", "Navy")
    sums = ("4.2 million crowns", "370,000 crowns in 2024", "nothing", "a ship for nine weeks")
    wide = _rows(200, names, sums)
    columns = _rows(500, LEFT, RIGHT) if above == 2 else []
    drawn = [*_across(700, above), *columns, *_across(330, 1), *short, *_across(230, 1)]
    words = " ".join(
        _read(drawn_pdf([[*drawn, *(wide if above > 2 else [])]]), tmp_path).text.split()
    )
    assert "Year Checks 2021 4 2024 1" in words
    if above > 2:
        assert " ".join(f"{a} {b}" for a, b in zip(names, sums, strict=True)) in words


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Cells are too short for columns of running text."""
    rows = _rows(700, ("Kelmar", "Ostvik", "Lutsk"), ("12 km", "7 km", "3 km"))
    words = _read(drawn_pdf([rows]), tmp_path).text.split()
    assert words == "Kelmar 12 km Ostvik 7 km Lutsk 3 km".split()


def test_text_over_text_is_refused_by_its_page(tmp_path: Path) -> None:
    """Nobody can know in which order such lines are to be read."""
    over = [(50, 700 - 14 * n, 10, text) for n, text in enumerate(LEFT)]
    over += [(52, 699 - 14 * n, 10, text) for n, text in enumerate(RIGHT)]
    with pytest.raises(Unreadable, match="on page 1, 5 of 10 lines overlap others"):
        _read(drawn_pdf([over]), tmp_path)


def _two_columns(left: list[str], right: list[str]) -> list[tuple[int, int, int, str]]:
    """Return two columns whose lines begin further right where they begin with a tab."""
    return [
        (edge + 10 * text.startswith("\t"), 700 - 13 * row, 10, text.strip())
        for edge, lines in ((50, left), (310, right))
        for row, text in enumerate(lines)
    ]


def test_indented_lines_begin_paragraphs(tmp_path: Path) -> None:
    """Ragged lines do not end a paragraph that goes on flush left, even in the next column."""
    left = [
        "The council of Kelmar voted on Monday to repair",
        "the bridge across the river in the summer months.",
        "\tIts opponents were not persuaded. Viktor",
        "Zinko, who keeps the inn, said he had heard it all",
        "in former years. The works, he thinks, will not",
    ]
    right = [
        "begin before winter.",
        "\tThe mayor disagrees, and points to the money",
        "that the county has put into its budget for them.",
        "\tA vote is due in May.",
    ]
    page = [(50, 740, 20, "Bridge to be repaired"), *_two_columns(left, right)]
    assert _read(drawn_pdf([page]), tmp_path).text.split("\n\n") == [
        "Bridge to be repaired",
        "The council of Kelmar voted on Monday to repair the bridge across the river in the summer "
        "months.",
        "Its opponents were not persuaded. Viktor Zinko, who keeps the inn, said he had heard it "
        "all in former years. The works, he thinks, will not begin before winter.",
        "The mayor disagrees, and points to the money that the county has put into its budget for "
        "them.",
        "A vote is due in May.",
    ]


def test_the_margins_of_a_page_are_left_out(tmp_path: Path) -> None:
    """A running head is in smaller type, or recurs on the pages with another number."""
    text = ["The council of Kelmar voted on Monday to repair", "the bridge across the river."]
    lines = [(50, 700 - 13 * row, 10, line) for row, line in enumerate(text)]
    margins = [(50, 780, 7, "Kelmar Courier | Local"), (50, 20, 7, "Nr. 235 / week 41")]
    one = _read(drawn_pdf([[*margins, *lines]]), tmp_path)
    assert one.text == " ".join(text)
    assert set(one.left_out) == {("running head", text) for *_, text in margins}
    towns = ("Kelmar", "Ostvik", "Varnby", "Brevik")
    pages = [
        [f"Courier, page no. {n} of week 41", f"The council of {town} voted.", f"{town} agreed."]
        for n, town in enumerate(towns)
    ]
    assert "Courier" not in _read(text_pdf(pages), tmp_path).text


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Kelmar Courier, Sunday, 3 May 2026", date(2026, 5, 3)),
        ("Kelmar Courier, 3 May 2026, 14:12", None),
        ("https://courier.example/bridge 3 May 2026", None),
        ("Kelmar Courier, 3 May 2026 to 9 May 2026", None),
    ],
)
def test_the_day_in_a_running_head_is_that_of_publication(
    tmp_path: Path, head: str, day: date | None
) -> None:
    """Not what a browser prints there: the day of printing."""
    text = ["The council of Kelmar voted on Monday to repair", "the bridge across the river."]
    lines = [(50, 700 - 13 * row, 10, line) for row, line in enumerate(text)]
    page = _read(drawn_pdf([[(50, 780, 7, head), *lines]]), tmp_path)
    assert (page.metadata.published, page.left_out) == (day, (("running head", head),))


def test_a_short_line_that_is_full_does_not_end_its_paragraph(tmp_path: Path) -> None:
    """The next word did not fit behind it, also at the end of a column."""
    left = [
        "The rain lasted for forty days and filled",
        "two hundred cellars in the town of Kelmar.",
        "\tThe rain began on the 20th",
        "MarchoftheyearwiththegreatfloodinKelmar, said",
        "Nils Falk, who lives beneath the old dam and",
        "owns two boats. Nobody has asked for them.",
    ]
    drawn = [(50, 700 - 14 * n - 14 * (n > 1), 10, text.strip()) for n, text in enumerate(left)]
    found = _read(drawn_pdf([drawn]), tmp_path).text.split("\n\n")
    assert found == [" ".join(left[:2]), " ".join(left[2:]).strip()]


def _drawn(lines: Sequence[str]) -> list[tuple[int, int, int, str]]:
    return [(50, 780 - 14 * number, 10, text) for number, text in enumerate(lines)]


@pytest.mark.parametrize(
    ("pictures", "part"),
    [("50 50 400 600 re f", "2 of 3 pages have no text"), ("50 50 m 500 50 l S", None), ("", None)],
)
def test_pages_with_only_a_picture_are_missing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, pictures: str, part: str | None
) -> None:
    """Scanned pages behind one with text are reported. Blank pages, also with a rule, are not."""
    page = _read(drawn_pdf([_drawn(LINES), [], []], pictures=pictures), tmp_path)
    assert page.metadata.part == part
    assert ("no text on these pages: 2, 3" in caplog.text) is bool(part)


def test_a_cover_is_no_missing_part(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A picture on the first page alone is reported, and the text is whole."""
    pages = [[], _drawn(LINES)]
    page = _read(drawn_pdf(pages, pictures="50 50 400 600 re f"), tmp_path)
    assert page.metadata.part is None
    assert "no text on these pages: 1;" in caplog.text


def test_a_compound_at_the_end_of_a_line_keeps_its_hyphen(tmp_path: Path) -> None:
    """It does if it has one elsewhere, or if a capital follows."""
    lines = [
        "Naru Rail",
        "The well-known port of Kelmar will be closed. It is a well-",
        "known port, and the ministry said that it is an old Anglo-",
        "German port for freight that is shipped on the Uzbek rail-",
        "way to Talgar.",
    ]
    text = _read(text_pdf([lines]), tmp_path).text
    assert "a well-known port, and" in text
    assert "old Anglo-German port" in text
    assert "Uzbek railway to" in text


def test_several_headlines_of_one_size_are_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """They may belong to several articles. Headings smaller than the headline do not."""
    for size, reported in ((20, True), (14, False)):
        caplog.clear()
        second = [(50, 500 - 14 * number, 10, text) for number, text in enumerate(LINES[1:])]
        first = [(50, 720 - 14 * number, 10, text) for number, text in enumerate(LINES[1:])]
        heads = [(50, 760, 20, "Harbour wall wins"), (50, 540, size, "Bakery burns down")]
        _read(drawn_pdf([[heads[0], *first, heads[1], *second]]), tmp_path)
        assert ("seems to have several articles" in caplog.text) is reported
