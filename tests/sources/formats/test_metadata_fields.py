from __future__ import annotations

import logging
from datetime import date

import pytest

from sources.article import Metadata
from sources.errors import Unreadable
from sources.formats.metadata_fields import metadata_of, stated_metadata


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "outlet": "O", "published": "2024-06-16"},
        {"headline": "T", "source": {"id": None, "name": "O"}, "publishedAt": "2024-06-16T01:00Z"},
        {"Title": "T", "site_name": "O", "publish_date": "June 16, 2024"},
        {"headline": "T", "publisher": {"@type": "Organization", "name": "O"}, "date": 1718500000},
        {"title": " T\n", "source": "O", "published": None, "date": "2024.06.16"},
        {"Titel": "T", "Quelle": "O", "Datum": "16.06.2024"},
        {"Überschrift": "T", "Zeitung": "O", "Veröffentlicht am": "16.06.2024"},
        {"titre": "T", "source": "O", "date de publication": "2024-06-16"},
        {"título": "T", "fuente": "O", "fecha": "16/06/2024"},
        {"titolo": "T", "fonte": "O", "data": "2024-06-16"},
        {"Заголовок": "T", "Источник": "O", "Дата": "16.06.2024"},
        {"제목": "T", "언론사": "O", "날짜": "2024.06.16"},
        {"タイトル": "T", "媒体": "O", "公開日": "2024-06-16"},
        {"title": "T", "source": "O", "date": "2024-06-16", "data": {"id": 7}},
    ],
)
def test_common_names_are_understood(record: dict[str, object]) -> None:
    """The names that feeds, exports and schema.org use mean the same six fields."""
    expected = Metadata(title="T", outlet="O", published=date(2024, 6, 16))
    assert metadata_of(record, "here") == expected


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Ann Lee and Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Ann Lee, Bo Kim, and Cy Han", ("Ann Lee", "Bo Kim", "Cy Han")),
        ("Ann Lee; Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Ann Lee in Seoul", ("Ann Lee",)),
        ("Ann de Boer in The Hague and Bo Kim in Seoul", ("Ann de Boer", "Bo Kim")),
        ("Women in Journalism", ("Women in Journalism",)),
        ("Kim, Min-ji", ("Kim, Min-ji",)),
        (["Ann Lee", "Ann Lee", None, 3], ("Ann Lee",)),
        ([{"@type": "Person", "name": "Ann Lee"}], ("Ann Lee",)),
        ("김민지 기자", ("김민지 기자",)),
        ({"url": "x"}, ()),
        (7, ()),
    ],
)
def test_bylines_are_split_only_where_that_is_safe(given: object, names: tuple[str, ...]) -> None:
    """Lists and joined full names become names, an inverted name stays one."""
    assert metadata_of({"author": given}, "here").authors == names


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "/relative",
        'https://a.b/"onclick=x',
        5,
        "x" * 9999,
    ],
)
def test_only_addresses_that_are_safe_to_click_are_kept(url: object) -> None:
    """A URL is shown as a link, so anything but plain http and https stays unknown."""
    assert metadata_of({"url": url}, "here").url is None


def test_a_source_that_is_an_address_is_the_url() -> None:
    """Where an export puts the address under `source`, it is no outlet."""
    found = metadata_of({"source": "https://a.example/b"}, "here")
    assert (found.outlet, found.url) == (None, "https://a.example/b")


@pytest.mark.parametrize(
    ("given", "code"),
    [("en_US", "en"), ("ko", "ko"), ("KO-kr", "ko"), ("ger", "de"), ("tha", "th"), ("?", None)],
)
def test_languages_are_codes_without_regions(given: str, code: str | None) -> None:
    """A filter by language must not miss articles because of their region."""
    assert metadata_of({"language": given}, "here").language == code


def test_an_uncertain_date_is_told_by_file_and_value(caplog: pytest.LogCaptureFixture) -> None:
    """An article with a date of two meanings stays undated, and the log says which one."""
    with caplog.at_level(logging.WARNING):
        assert metadata_of({"date": "03/04/2024"}, "a.json#7").published is None
    assert "a.json#7" in caplog.text
    assert "'03/04/2024'" in caplog.text


def test_an_absent_date_is_not_worth_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    """Undated articles are ordinary."""
    metadata_of({"date": None, "published": ""}, "a.json")
    assert not caplog.text


def test_unknown_stated_fields_are_refused_by_name() -> None:
    """A misspelt field is refused with the list of known ones instead of being dropped."""
    with pytest.raises(Unreadable) as refusal:
        stated_metadata({"title": "T", "outlte": "O"})
    assert "'outlte'" in refusal.value.reason
    assert "title, outlet, published, url, authors, language" in refusal.value.next_step


@pytest.mark.parametrize(
    "record",
    [{"published": "03/04/2024"}, {"title": ["T"]}, {"url": "example.org"}, {"language": "Korean"}],
)
def test_stated_values_must_be_understood(record: dict[str, object]) -> None:
    """What somebody stated on purpose is not silently dropped."""
    with pytest.raises(Unreadable, match=next(iter(record))):
        stated_metadata(record)


def test_stated_unknowns_stay_unknown() -> None:
    """Null and empty values say that a field is not known."""
    assert stated_metadata({"title": None, "authors": [], "outlet": ""}) == Metadata()


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("date", "2024-02-30", "the date '2024-02-30' is not a day"),
        ("published", "03/04/2024", "the published '03/04/2024' could be two different days"),
        ("url", "ftp://x", "the url 'ftp://x' is not the address of a web page"),
        ("lang", "Englisch!", "the lang 'Englisch!' is not the code of a language"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_plainly(name: str, given: str, said: str) -> None:
    """The message names the field as it was written, its value, and the reason."""
    with pytest.raises(Unreadable) as refused:
        stated_metadata({name: given})
    assert refused.value.reason == said


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("A&#" + "7" * 5_000 + ";b", "A\ufffdb"),
        ("A&#" + "0" * 5_000 + "38;b", "A&b"),
        ("A&#8211;b &amp; c", "A–b & c"),
    ],
    ids=["no character", "padded", "usual"],
)
def test_character_references_of_any_length_are_read(title: str, read: str) -> None:
    """A number of thousands of digits stands for no character, and is no error of the program."""
    assert metadata_of({"title": title}, "/page.json").title == read
