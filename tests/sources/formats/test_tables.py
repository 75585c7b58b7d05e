"""Tables as people export them: broken quotes, ragged rows, other delimiters and encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.errors import Refusal
from sources.formats import table_rows
from sources.reading import SourceFile, read
from tests.sources.formats.specimens import zipped

HEADER = "id,title,text\n"


def _found(folder: Path, content: str | bytes, name: str = "a.csv") -> list[Page | Refusal]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(SourceFile(path, folder)))


def _texts(found: list[Page | Refusal]) -> list[str]:
    return [one.text for one in found if isinstance(one, Page)]


def _reasons(found: list[Page | Refusal]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Refusal)]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Die Bäcker in Fell streiken seit Montag – „niemand mag drei Uhr früh“."),
        ("cp949", "학생이 떠난 교실에 오븐이 들어왔다. 주민들이 분교를 빌려 빵집을 연 지 1년."),
        ("cp1251", "Мост через реку закроют на девять недель, сообщила администрация порта."),
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".srt"])
def test_exports_in_the_code_page_of_windows_are_read_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, ending: str, encoding: str, text: str
) -> None:
    """Excel writes tables in it, and so do programs for captions."""
    written = f"id;title;text\n1;A;{text}\n"
    if ending == ".srt":
        written = f"1\n00:00:01,000 --> 00:00:04,000\n{text}\n"
    (page,) = _found(tmp_path, written.encode(encoding), f"a{ending}")
    assert isinstance(page, Page)
    assert text in (page.text, *(turn.text for turn in page.turns))
    (warning,) = caplog.messages
    assert f"its bytes look like {encoding}" in warning


@pytest.mark.parametrize(
    ("rows", "texts", "lines"),
    [
        (
            '1,A,"One."\n2,B,"Two never closes\n3,C,"Three."\n4,D,Four.\n',
            ["One.", "Three.", "Four."],
            "line 3",
        ),
        ('1,A,One.\n2,B,"Two never closes\n3,C,Three.\n', ["One.", "Three."], "line 3"),
        (
            '1,A,"One.\n\nStill one."\n2,B,"He said "yes" to it."\n3,C,Three.\n',
            ["One.\n\nStill one.", "Three."],
            "line 5",
        ),
        ('1,A,"Never closed\nnor here\n\nand more\n2,B,"Two."\n', ["Two."], "lines 2 to 5"),
        ('1,A,One.\n2,B,"Two', ["One."], "line 3"),
    ],
)
def test_an_unclosed_quotation_mark_costs_its_row(
    tmp_path: Path, rows: str, texts: list[str], lines: str
) -> None:
    """It is reported by line, and the rows after it are not swallowed."""
    found = _found(tmp_path, HEADER + rows)
    assert _texts(found) == texts
    (reason,) = _reasons(found)
    assert reason.startswith(lines)
    assert "quotation mark that is not closed" in reason


def test_ragged_rows_are_refused_by_line(tmp_path: Path) -> None:
    """A row with a cell too few or too many may have its cells in the wrong columns."""
    rows = "1,A,One.\n2,B\n3,C,Three, and more.\n4,D,Four.,,\n\n5,E,Five.\n"
    found = _found(tmp_path, HEADER + rows)
    assert _texts(found) == ["One.", "Four.", "Five."]
    assert _reasons(found) == [
        "line 3: it has 2 cells, and the header has 3",
        "line 4: it has 4 cells, and the header has 3",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("stated", [False, True])
def test_delimiters_and_encodings_of_spreadsheets(
    tmp_path: Path, delimiter: str, encoding: str, stated: bool
) -> None:
    """Excel's "Unicode text" and its `sep=` line are read, and apostrophes quote nothing."""
    rows = [("id", "title", "text"), ("1", "It's", "'No', he said. O'Neil said 'no'.")]
    content = f"sep={delimiter}\r\n" if stated else ""
    content += "".join(
        delimiter.join(f'"{c}"' if "," in c else c for c in r) + "\r\n" for r in rows
    )
    (page,) = _found(tmp_path, content.encode(encoding))
    assert isinstance(page, Page)
    assert (page.metadata.title, page.text) == ("It's", rows[1][2])


@pytest.mark.parametrize("delimiter", ["|", "\t"])
def test_quotations_in_tables_without_quoting(tmp_path: Path, delimiter: str) -> None:
    """A text that begins with a quotation is taken as it is written."""
    text = '"It is late," Mr Kim said, "and dark."'
    (page,) = _found(tmp_path, f"id{delimiter}text\n1{delimiter}{text}\n")
    assert isinstance(page, Page)
    assert page.text == text


def test_backslashes_before_quotation_marks_belong_to_the_format(tmp_path: Path) -> None:
    """Databases escape quotation marks instead of doubling them."""
    (page,) = _found(tmp_path, 'id,text\n1,"He said \\"yes\\", and left."\n')
    assert isinstance(page, Page)
    assert page.text == 'He said "yes", and left.'


def test_spaces_after_a_delimiter_belong_to_no_cell(tmp_path: Path) -> None:
    """People who write tables by hand put a space before a quotation mark."""
    (page,) = _found(tmp_path, 'id, text\n1, "One, and more."\n')
    assert isinstance(page, Page)
    assert page.text == "One, and more."


def test_zeros_are_not_text(tmp_path: Path) -> None:
    """A file that is filled up with zeros is read without them."""
    content = (HEADER + "1,A,One\0 and more.\n").encode() + b"\0" * 99
    found = _found(tmp_path, content)
    assert _texts(found) == ["One and more."]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("content", "reason", "step"),
    [
        (
            "id,Headline,Artikel\n1,A,One.\n",
            "they are 'id', 'Headline', 'Artikel'",
            'a.csv.meta.json: {"columns": {"text": "NAME"}}',
        ),
        (HEADER, "it has no rows below its header", "export"),
        ("text\nHello.\n", "only one column, 'text'", "separate the columns"),
        (b"PK\x03\x04" + b"\x07" * 500, "an Excel workbook", "CSV UTF-8"),
        ('"id,text\n1,One.\n', "line 1, its header: it has a quotation mark", "export"),
        (
            (HEADER + "1,A," + "tea " * 17_000 + "Caf\xe9.\n").encode("latin-1"),
            "its byte 0xe9 is not UTF-8",
            "iconv",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_once(
    tmp_path: Path, content: str | bytes, reason: str, step: str
) -> None:
    """One refusal says what was found and what to do."""
    (refused,) = _found(tmp_path, content)
    assert isinstance(refused, Refusal)
    assert reason in refused.reason
    assert step in refused.next_step


def test_columns_are_mapped_in_a_zip_too(tmp_path: Path) -> None:
    """The sidecar that the refusal asks for is read beside the table."""
    table = b"id,Artikel\n1,One.\n"
    (refused,) = _found(tmp_path, zipped(**{"t.csv": table}), "a.zip")
    assert isinstance(refused, Refusal)
    assert "state which one is the text in t.csv.meta.json" in refused.next_step
    sidecar = b'{"columns": {"text": "Artikel"}}'
    found = _found(tmp_path, zipped(**{"t.csv": table, "t.csv.meta.json": sidecar}), "a.zip")
    assert _texts(found) == ["One."]


def test_columns_of_the_status_and_the_embargo_are_mapped(tmp_path: Path) -> None:
    """Their names in the table state nothing by themselves."""
    table = (
        b"id,Artikel,Lage,Frei ab\n1,One.,Entwurf,\n2,Two.,fertig,2999-02-01\n3,Three.,fertig,\n"
    )
    sidecar = b'{"columns": {"text": "Artikel", "status": "Lage", "embargo": "Frei ab"}}'
    found = _found(tmp_path, zipped(**{"t.csv": table, "t.csv.meta.json": sidecar}), "a.zip")
    states = [page.metadata.unpublished for page in found if isinstance(page, Page)]
    assert states == ["entwurf", "embargo until 2999-02-01", None]


def test_a_file_full_of_unclosed_quotation_marks_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading again after each would take quadratic time."""
    monkeypatch.setattr(table_rows, "_MOST_READ_AGAIN", 100_000)
    found = _found(tmp_path, HEADER + '1,"x",\n' + 'x","\n' * 5_000)
    assert "too many of its quotation marks" in _reasons(found)[-1]


def test_columns_that_nothing_reads_are_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Only where the headline or the day may be among them."""
    _found(tmp_path, "id;Betreffzeile;Text;date\n1;A;One.;2024-06-16\n")
    (warning,) = caplog.messages
    assert "no column is its articles' title" in warning
    assert "not read: 'Betreffzeile'; " in warning
    assert 'a.csv.meta.json: {"columns": {"title": "NAME"}}' in warning
    caplog.clear()
    _found(tmp_path, "Titel;Text;Datum;Ressort\nA;One.;16.06.2024;Lokales\n", "b.csv")
    assert not caplog.messages


def test_a_binary_column_of_text_is_decoded(tmp_path: Path) -> None:
    """Spark writes texts so. Other bytes are refused by the name of their column."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    binary = {"title": ["A"], "picture": [b"\xff"], "date": ["2024-06-16"]}
    parquet.write_table(pa.table({**binary, "body": ["Über uns.".encode()]}), path)
    assert _texts(list(read(SourceFile(path, tmp_path)))) == ["Über uns."]
    parquet.write_table(pa.table({**binary, "body": ["Über uns.".encode("cp1252")]}), path)
    (reason,) = _reasons(list(read(SourceFile(path, tmp_path))))
    assert "its column 'body' is binary" in reason
