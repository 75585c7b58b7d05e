from __future__ import annotations

import json

from lxml import html

from sources.formats.metadata_fields import MAX_URL
from sources.formats.page_traps import without_traps

ARTICLE = json.dumps({"@type": "NewsArticle", "headline": "A bridge opens"})


def _disarmed(page: str) -> html.HtmlElement:
    tree = html.document_fromstring(page)
    without_traps(tree)
    return tree


def test_attributes_begin_no_comments() -> None:
    """A comment that an attribute begins and does not end is searched for its end, each time."""
    tree = _disarmed("<p title='a<!--<!--b&#1;c'>d</p>")
    assert tree.xpath("//p/@title") == ["abc"]


def test_statements_of_the_head_have_the_length_of_an_address() -> None:
    """What is longer is cut, and what stands in the text is left as it is."""
    long = "a" * (MAX_URL + 1)
    tree = _disarmed(f"<head><meta name='b' content='{long}'></head><p title='{long}'>c</p>")
    assert tree.xpath("//meta/@content") == [long[:-1]]
    assert tree.xpath("//p/@title") == [long]


def test_linked_data_stays_where_it_is_that_of_an_article() -> None:
    """Only what is full of marks goes."""
    script = "<script type='application/ld+json'>{}</script>"
    tree = _disarmed(
        script.format(ARTICLE) + script.format('{"a": "' + "<" * 10_000 + '"}') + "<p>b"
    )
    assert tree.xpath("//script/text()") == [ARTICLE]
