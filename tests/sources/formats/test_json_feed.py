"""JSON Feed: its items are whole articles, summaries, or refused by number."""

from __future__ import annotations

import io
import json

import pytest

from sources.article import Page
from sources.cleaning.partial import SUMMARY_OF_FEED
from sources.errors import Refusal, Unreadable
from sources.formats.json_feed import is_json_feed, read_json_feed

_SAID = "The ferry of Kelmar will run all night from Monday, the harbour master said on Friday."


def _feed(*items: object, **stated: object) -> bytes:
    known = {"version": "https://jsonfeed.org/version/1", "title": "Kelmar Courier: Latest news"}
    return json.dumps(known | stated | {"items": list(items)}).encode()


def _read(data: bytes) -> list[Page | Refusal]:
    assert is_json_feed(data)
    return list(read_json_feed(io.BytesIO(data), "feed.json"))


def test_paragraphs_of_plain_text_stay_apart_and_are_not_markup() -> None:
    """`content_text` has no markup, so that its angle brackets are its own."""
    [page] = _read(_feed({"id": "1", "content_text": f"{_SAID}\n\nFares stay <below> 5 crowns."}))
    assert isinstance(page, Page)
    assert page.text == f"{_SAID}\n\nFares stay <below> 5 crowns."
    assert page.metadata.outlet == "Kelmar Courier"
    assert page.metadata.part is None


def test_a_summary_is_a_part() -> None:
    """The article itself is on its page."""
    [page] = _read(_feed({"id": "1", "summary": _SAID}))
    assert isinstance(page, Page)
    assert page.metadata.part == SUMMARY_OF_FEED


def test_an_item_without_authors_has_those_of_its_feed() -> None:
    """Version 1 names one author, version 1.1 a list."""
    own = {"id": "1", "content_text": _SAID, "authors": [{"name": "Bo Lind"}]}
    pages = _read(_feed(own, {"id": "2", "content_text": _SAID}, author={"name": "Ann Lee"}))
    authors = [page.metadata.authors for page in pages if isinstance(page, Page)]
    assert authors == [("Bo Lind",), ("Ann Lee",)]


def test_an_item_without_text_is_refused_and_the_others_are_read() -> None:
    """A microblog's items may be pictures only."""
    first, second = _read(_feed({"id": "1", "image": "a.jpg"}, {"id": "2", "content_text": _SAID}))
    assert isinstance(first, Refusal)
    assert isinstance(second, Page)


@pytest.mark.parametrize("data", [_feed(), _feed(items="none"), _feed({"id": "1"})[:-3]])
def test_a_feed_without_items_or_cut_off_is_unreadable(data: bytes) -> None:
    """The reason and the next step are stated."""
    with pytest.raises(Unreadable):
        _read(data)


def test_another_file_that_mentions_the_format_is_not_a_feed() -> None:
    """Its words are inside a string."""
    text = 'It begins with "version": "https://jsonfeed.org/version/1.1", as the format demands.'
    assert not is_json_feed(json.dumps({"title": "Feeds", "text": text}).encode())
