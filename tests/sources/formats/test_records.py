from __future__ import annotations

import codecs
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sources.article import BlockKind, Page
from sources.errors import Refusal, Unreadable
from sources.formats import records, unpacking
from sources.formats.forms import read_as
from sources.formats.records import read_json, read_jsonl

TEXT = "The forum met in Seoul on Monday."


def _json(folder: Path, value: Any) -> list[Page | Refusal]:
    path = folder / "a.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    with path.open("rb") as stream:
        return list(read_json(stream, "/a.json"))


def _jsonl(folder: Path, data: bytes) -> list[Page | Refusal]:
    path = folder / "a.jsonl"
    path.write_bytes(data)
    with path.open("rb") as stream:
        return list(read_jsonl(stream, "/a.jsonl"))


def _line(**fields: Any) -> bytes:
    return json.dumps({"text": TEXT} | fields).encode() + b"\n"


def _origins(found: list[Page | Refusal]) -> list[str]:
    return [item.origin for item in found]


def test_one_article_is_the_file(tmp_path: Path) -> None:
    """A JSON file that is one article has the file's path as its origin."""
    (page,) = _json(tmp_path, {"id": 7, "headline": "Forum", "body": TEXT, "date": "2024-06-16"})
    assert isinstance(page, Page)
    assert (page.origin, page.text) == ("/a.json", TEXT)
    assert (page.metadata.title, page.metadata.published) == ("Forum", date(2024, 6, 16))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda articles: articles,
        lambda articles: {"articles": articles, "total": 2},
        lambda articles: {"status": "ok", "response": {"results": articles}},
        lambda articles: {"hits": {"hits": [{"_id": a["id"], "_source": a} for a in articles]}},
        lambda articles: [
            {"page_content": a["text"], "metadata": {"id": a["id"]}} for a in articles
        ],
    ],
)
def test_lists_are_found_wherever_exports_put_them(tmp_path: Path, wrap: Any) -> None:
    """A bare list, a named list and a nested list of articles are all read."""
    found = _json(tmp_path, wrap([{"id": "x", "text": TEXT}, {"id": 2, "text": TEXT}]))
    assert _origins(found) == ["/a.json#x", "/a.json#2"]
    assert all(isinstance(item, Page) and item.text == TEXT for item in found)


@pytest.mark.parametrize(
    "body",
    [
        "<p>The forum met in <b>Seoul</b> on Monday.</p>",
        {"rendered": "<p>The forum met in Seoul on Monday.</p>"},
        ["The forum met in Seoul on Monday."],
        [{"type": "p", "text": "The forum met in Seoul on Monday."}],
        "The forum met in Seoul on\x00 Monday.\ud800",
    ],
)
def test_bodies_of_many_shapes(tmp_path: Path, body: object) -> None:
    """HTML, lists of paragraphs and stray characters come out as the plain text."""
    (page,) = _json(tmp_path, {"title": "T", "content": body})
    assert isinstance(page, Page)
    assert page.text == TEXT


NINJS = {
    "uri": "u1",
    "firstCreated": "2024-06-16T08:00:00Z",
    "by": "Seo Da-eun",
    "headlines": [{"role": "print", "value": "Short"}, {"role": "main", "value": "Forum"}],
    "bodies": [{"contentType": "text/html", "value": f"<p>{TEXT}</p>"}, {"contentType": "x/y"}],
}
FUNDUS = {
    "title": "Forum",
    "authors": ["Seo Da-eun"],
    "publishing_date": "2024-06-16 08:00:00+00:00",
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]},
    "html": {"requested_url": "https://steppe.example/a"},
}
ALEPH = {
    "schema": "Article",
    "properties": {
        "title": ["Forum"],
        "author": ["Seo Da-eun"],
        "bodyText": [TEXT],
        "publishedAt": ["2024-06-16"],
        "language": ["eng"],
    },
}
GUARDIAN = {
    "webTitle": "Forum",
    "webPublicationDate": "2024-06-16T08:00:00Z",
    "fields": {"bodyText": TEXT, "byline": "Seo Da-eun"},
}
NEWS_API = {
    "source": {"id": None, "name": "Steppe Courier"},
    "title": "Forum - Steppe Courier",
    "author": "Seo Da-eun, Steppe Courier",
    "publishedAt": "2024-06-16T08:00:00Z",
    "content": TEXT,
}


@pytest.mark.parametrize("record", [NINJS, FUNDUS, ALEPH, GUARDIAN, NEWS_API])
def test_the_fields_of_providers_are_understood(tmp_path: Path, record: dict[str, Any]) -> None:
    """Headline, author, day and text are found under the names that providers use."""
    (page,) = _json(tmp_path, [record])
    assert isinstance(page, Page)
    known = page.metadata
    assert (page.text, known.title, known.published) == (TEXT, "Forum", date(2024, 6, 16))
    assert known.authors[0].startswith("Seo Da-eun")


def test_only_those_who_wrote_an_article_are_its_authors(tmp_path: Path) -> None:
    """Superdesk lists editors beside writers, and ninjs 3 lists the people in the text."""
    story = {"guid": "urn:newsml:1", "headline": "Forum", "body_html": f"<p>{TEXT}</p>"}
    names = [{"name": "Seo Da-eun", "role": "writer"}, {"name": "Desk", "role": "editor"}]
    people = [{"name": "Ilse Varga"}, {"name": "Bo Ek", "rel": "about"}]
    for one in (
        story | {"pubstatus": "usable", "authors": names},
        NINJS | {"people": people},
    ):
        (page,) = _json(tmp_path, one)
        assert isinstance(page, Page)
        assert page.metadata.authors == ("Seo Da-eun",)


def test_records_are_named_by_id_then_address_then_number(tmp_path: Path) -> None:
    """The name of a record is what stays the same when the file is exported again."""
    data = _line(id="x", url="https://a.example/1") + _line(url="https://a.example/2") + b"\n"
    data += _line(id="  ") + _line(id=True)
    assert _origins(_jsonl(tmp_path, data)) == [
        "/a.jsonl#x",
        "/a.jsonl#https://a.example/2",
        "/a.jsonl#4",
        "/a.jsonl#5",
    ]


def test_the_second_of_one_name_is_refused(tmp_path: Path) -> None:
    """Two records of one name would overwrite each other, so the second is told by it."""
    first, second, third = _jsonl(tmp_path, _line(id="x") + _line(id="x") + _line(id="y"))
    assert isinstance(first, Page)
    assert isinstance(third, Page)
    assert isinstance(second, Refusal)
    assert "record 2 has the same name as record 1: 'x'" in second.reason


def test_a_record_without_text_is_refused_with_its_fields(tmp_path: Path) -> None:
    """The refusal shows which fields there are, so that the right one can be renamed."""
    refused, page = _jsonl(tmp_path, b'{"headline": "T", "words": "..."}\n' + _line())
    assert isinstance(refused, Refusal)
    assert "'headline', 'words'" in refused.reason
    assert isinstance(page, Page)


@pytest.mark.parametrize(
    "bad",
    [b'{"text": "cut o', b"[1, 2]", b"null", b"\xff\xfe\xfa", b"{}", b"[" * 100_000, b"9" * 9999],
    ids=["cut", "list", "null", "bytes", "empty", "deep", "digits"],
)
def test_a_bad_line_is_told_by_number_and_the_others_go_on(tmp_path: Path, bad: bytes) -> None:
    """One broken line of a collection costs one article."""
    first, second, third = _jsonl(tmp_path, _line() + bad + b"\n" + _line())
    assert isinstance(second, Refusal)
    assert second.origin == "/a.jsonl#2"
    assert isinstance(first, Page)
    assert isinstance(third, Page)


def test_a_huge_line_is_skipped_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line over the limit is refused with its length, and the next line is read."""
    monkeypatch.setattr(records, "MAX_LINE_BYTES", 1000)
    found = _jsonl(tmp_path, _line(text="x" * 5000) + _line(id="next"))
    assert isinstance(found[0], Refusal)
    assert "more than 1,000" in found[0].reason
    assert found[1].origin == "/a.jsonl#next"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n\n"])
def test_line_ends_and_a_mark_at_the_start(tmp_path: Path, end: bytes) -> None:
    """Files from Windows are read; a byte order mark does not spoil the first line."""
    data = codecs.BOM_UTF8 + _line(id="a").strip() + end + _line(id="b").strip() + end
    assert _origins(_jsonl(tmp_path, data)) == ["/a.jsonl#a", "/a.jsonl#b"]


@pytest.mark.parametrize("data", [b"", b"\n\n", codecs.BOM_UTF8])
def test_an_empty_collection_is_refused(tmp_path: Path, data: bytes) -> None:
    """A collection without a line is no success."""
    with pytest.raises(Unreadable, match="empty"):
        _jsonl(tmp_path, data)


def test_utf16_lines_are_refused_with_the_conversion(tmp_path: Path) -> None:
    """UTF-16 cannot be cut at line ends, so the whole file is refused."""
    with pytest.raises(Unreadable, match="UTF-16"):
        _jsonl(tmp_path, _line().decode().encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"text": "cut o', "line 1, column 10"),
        ('{"text": "a"}\n{"text": "b"}', ".jsonl"),
        ("[" * 100_000, "deeply"),
        ('{"id": ' + "9" * 5000 + ', "text": "a"}', "thousands of digits; write"),
        ('{"title": "T", "paragraphs": 3}', "'title', 'paragraphs'"),
        ("[]", "an empty list"),
        ("{}", "an empty object"),
        ("null", "only the value null"),
        ("3", "only the value 3"),
    ],
    ids=["cut", "lines", "deep", "digits", "textless", "nothing", "bare", "null", "number"],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """The refusal says where the JSON breaks, or what it holds instead of articles."""
    with pytest.raises(Unreadable, match=said.replace(".", r"\.")):
        _json(tmp_path, text)


def test_numbers_that_are_none_are_unknown(tmp_path: Path) -> None:
    """NaN, Infinity and odd types in fields leave them unknown and the article whole."""
    (page,) = _json(
        tmp_path, '{"text": "a b", "date": NaN, "title": -Infinity, "authors": {"a": 1}}'
    )
    assert isinstance(page, Page)
    assert page.metadata == type(page.metadata)()


def test_a_packed_collection_is_read(tmp_path: Path) -> None:
    """A collection may stay compressed."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(_line(id="a") + _line(id="b")))
    with path.open("rb") as stream:
        assert _origins(list(read_as("a.jsonl.gz", stream, "/a"))) == ["/a#a", "/a#b"]


@pytest.mark.parametrize("spoil", [lambda packed: packed[:-20], lambda packed: b"no gzip" + packed])
def test_damaged_compression_is_refused(tmp_path: Path, spoil: Any) -> None:
    """A download that was cut off is a refusal, not an exception of the library."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(spoil(gzip.compress(_line(id="a") * 3)))
    with path.open("rb") as stream, pytest.raises(Unreadable, match=r"cut short|not compressed"):
        list(read_as("a.jsonl.gz", stream, "/a"))


@pytest.mark.parametrize("filling", [b"\n", b" ", b"{}", b"null\n"])
def test_a_file_that_unpacks_to_much_more_than_text_does_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filling: bytes
) -> None:
    """It is given up while it is unpacked, whether or not an article comes first."""
    monkeypatch.setattr(unpacking, "FREE_BYTES", 100_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(_line(id="a") + filling * 500_000))
    with path.open("rb") as stream:
        found = read_as("a.jsonl.gz", stream, "/a")
        assert _origins([next(found)]) == ["/a#a"]
        with pytest.raises(Unreadable, match="over 100 times its size"):
            list(found)


def test_a_packed_collection_ends_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit holds for bytes, not for articles: blank lines count too."""
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 2_000_000))
    with path.open("rb") as stream, pytest.raises(Unreadable, match="more than 1,000,000 bytes"):
        list(read_as("a.jsonl.gz", stream, "/a"))


def test_a_packed_bomb_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that unpacks to an endless line is given up."""
    monkeypatch.setattr(records, "MAX_LINE_BYTES", 1_000_000)
    monkeypatch.setattr(records, "MAX_SKIPPED_BYTES", 3_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"x" * 20_000_000))
    with path.open("rb") as stream, pytest.raises(Unreadable, match="nothing after it was read"):
        list(read_as("a.jsonl.gz", stream, "/a"))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b'{"text":', "line 2: it is not JSON: Expecting value at column 9"),
        (b"[1]", "record 2 is a list, not an object"),
        (b"null", "record 2 is null, not an object"),
    ],
)
def test_a_bad_line_is_described_once(tmp_path: Path, bad: bytes, said: str) -> None:
    """Its number in the file is not mixed with a place within the line."""
    _, refused = _jsonl(tmp_path, _line() + bad + b"\n")
    assert isinstance(refused, Refusal)
    assert refused.reason == said


def test_a_page_that_is_named_json_is_told_as_one(tmp_path: Path) -> None:
    """Exports that need a login are saved as a page."""
    with pytest.raises(Unreadable, match=r"name it \.html or \.xml"):
        _json(tmp_path, "<html></html>")


def test_a_body_of_typed_blocks_keeps_captions_quotations_and_speakers(tmp_path: Path) -> None:
    """Editorial systems store them so, with dates and a subtitle beside the body."""
    record = {
        "headline": {"main": "Dyke tax rises"},
        "subtitle": "Farmers pay most",
        "dates": {"created": "2026-04-01", "published": "2026-04-09T10:00:00Z"},
        "content": [
            {"type": "text", "text": "The tax rises by 11 % & more."},
            {"type": "image", "caption": "The dyke at dusk."},
            {"type": "image", "src": "dyke.jpg"},
            {"type": "heading", "text": "Angry farmers"},
            {"type": "quote", "text": "We are not a purse.", "author": "Farmer Nel Dop"},
        ],
    }
    (page,) = _json(tmp_path, [record])
    assert isinstance(page, Page)
    assert page.metadata.published == date(2026, 4, 9)
    assert page.text.split("\n\n") == [
        "Farmers pay most",
        "The tax rises by 11 % & more.",
        "The dyke at dusk.",
        "Angry farmers",
        "We are not a purse.",
        "— Farmer Nel Dop",
    ]
    roles = {page.text.split("\n")[n]: role for n, role in page.roles.items()}
    assert roles["The dyke at dusk."] is BlockKind.CAPTION
    assert page.text.split("\n").index("We are not a purse.") in page.block_quotes


def test_a_subtitle_that_the_text_begins_with_is_not_repeated(tmp_path: Path) -> None:
    """Some exports have it in both places."""
    (page,) = _json(
        tmp_path, [{"subtitle": "Farmers pay most", "text": f"Farmers pay most\n{TEXT}"}]
    )
    assert isinstance(page, Page)
    assert page.text.count("Farmers") == 1


def test_a_timestamp_is_the_date_of_a_record_without_another(tmp_path: Path) -> None:
    """It is often the time of an export, so a stated date comes first."""
    (page,) = _json(tmp_path, [{"text": TEXT, "timestamp": 1718539200}])
    assert isinstance(page, Page)
    assert page.metadata.published == date(2024, 6, 16)
    (page,) = _json(tmp_path, [{"text": TEXT, "timestamp": 1718539200, "date": "2024-05-02"}])
    assert isinstance(page, Page)
    assert page.metadata.published == date(2024, 5, 2)


LEAD = "The forum opened on Sunday evening, in the rain."
WHOLE = "<p>The forum met in Seoul on Monday.</p><p>It ended on Tuesday, after long talks.</p>"


@pytest.mark.parametrize("name", ["lead", "intro", "Abstract", "Vorspann"])
def test_a_lead_in_its_own_field_is_text(tmp_path: Path, name: str) -> None:
    """It is below the standfirst and above the rest, unless the text repeats it."""
    (page,) = _json(tmp_path, {"standfirst": "<p>Talks.</p>", name: LEAD, "text": TEXT})
    assert isinstance(page, Page)
    assert page.text == f"Talks.\n\n{LEAD}\n\n{TEXT}"
    (page,) = _json(tmp_path, {name: LEAD, "text": f"{LEAD}\n\n{TEXT}"})
    assert isinstance(page, Page)
    assert page.text == f"{LEAD}\n\n{TEXT}"


@pytest.mark.parametrize(
    "fields",
    [
        {"content": "teaser only", "content_html": WHOLE},
        {"text": TEXT, "body": WHOLE},
        {"body": WHOLE, "content": "Something else that is longer than it. " * 9},
        {"text": WHOLE, "html": f"<nav>Home</nav>{WHOLE}<p>Read also: Cats.</p>"},
    ],
)
def test_a_teaser_beside_the_whole_text_is_not_the_article(
    tmp_path: Path, fields: dict[str, str]
) -> None:
    """The longer field counts if it contains the other, or is named as the whole."""
    (page,) = _json(tmp_path, {"title": "The <i>forum</i>", **fields})
    assert isinstance(page, Page)
    assert (
        page.text == "The forum met in Seoul on Monday.\n\nIt ended on Tuesday, after long talks."
    )
    assert page.metadata.title == "The forum"


def test_a_record_with_only_a_lead_is_a_part(tmp_path: Path) -> None:
    """The New York Times' search returns no texts."""
    docs = [{"headline": {"main": "Forum"}, "lead_paragraph": LEAD, "abstract": "Talks begin."}]
    (page,) = _json(tmp_path, {"status": "OK", "response": {"docs": docs}})
    assert isinstance(page, Page)
    assert page.text == LEAD
    assert page.metadata.part == "its export has only the lead or an abstract"


def test_records_without_any_text_are_counted(tmp_path: Path) -> None:
    """The refusal says which fields they have."""
    articles = [{"title": "Forum", "content": None}] * 3
    with pytest.raises(Unreadable, match=r"a list of records \(3\), none with a text.*'title'"):
        _json(tmp_path, {"status": "ok", "articles": articles})


def test_records_over_several_lines_are_one_refusal(tmp_path: Path) -> None:
    """They are JSON, but not JSONL."""
    with pytest.raises(Unreadable, match="spread over several lines"):
        _jsonl(tmp_path, b'{\n "text": "One."\n}\n{\n "text": "Two."\n}\n')


def test_an_unknown_status_is_unpublished_beside_published_records(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Elsewhere the word may be about something else. Either way a warning says so."""
    rows = [
        {"id": 1, "text": TEXT, "Status": "in Bearbeitung"},
        {"id": 2, "text": TEXT, "Status": "veröffentlicht"},
    ]
    pages = [page for page in _json(tmp_path, rows) if isinstance(page, Page)]
    assert [page.metadata.unpublished for page in pages] == ["in bearbeitung", None]
    assert "“in bearbeitung” was not understood" in caplog.text
    caplog.clear()
    pages = [page for page in _json(tmp_path, rows[:1]) if isinstance(page, Page)]
    assert [page.metadata.unpublished for page in pages] == [None]
    assert "count as published" in caplog.text
