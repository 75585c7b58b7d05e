from __future__ import annotations

import pytest
from lxml import html

from sources.formats.page_head import authors_in, metas_of, other_days


@pytest.mark.parametrize(
    "name",
    [
        *("OriginalPublicationDate", "content_PublishedDate", "article:publicationdate"),
        *("parsely-pub-date", "pubdate", "DC.date.issued", "dcterms.date", "date"),
        "cXenseParse:publishedtime",
    ],
)
def test_a_name_that_ends_in_one_of_publication_states_the_day(name: str) -> None:
    """Whatever a site puts before it, and however it joins the words."""
    tree = html.document_fromstring(f"<meta name='{name}' content='2024-02-06'><p>It held.")
    assert other_days(metas_of(tree)) == ["2024-02-06"]


@pytest.mark.parametrize(
    "name",
    [
        *("last-modified-date", "last-published-date", "article:modified_time", "unpublish_date"),
        *("dcterms.modified", "revised", "build.date", "expiry-date", "republished_time"),
    ],
)
def test_a_day_of_change_or_of_something_else_is_not_the_day(name: str) -> None:
    """Just "date" counts only without a word before it, or after that of a known vocabulary."""
    tree = html.document_fromstring(f"<meta name='{name}' content='2024-02-06'><p>It held.")
    assert other_days(metas_of(tree)) == []


def test_authors_are_stated_under_many_names() -> None:
    """The page may still show that such a name is no author's, so they are only statements."""
    names = ("author", "content_author", "DC.creator", "powered-by", "article:author", "authority")
    metas = "".join(f"<meta name='{name}' content='{name}'>" for name in names)
    tree = html.document_fromstring(f"{metas}<p>It held.")
    assert authors_in(metas_of(tree)) == [*names[:3], names[4]]
