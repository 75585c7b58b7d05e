"""Following: articles whose address changes, or that have several addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.following import Round
from index.rechecking import drift_of_addresses
from sources.following.sameness import headline_digests
from sources.following.source import State
from tests.index.desk import FIRST, OF_ITS_FEED, OTHER, SECOND, TITLE, Desk
from tests.websites import article_page


def with_canonical(page: str, address: str) -> str:
    """Return a page that states an address as its canonical one."""
    return page.replace("<head>", f'<head><link rel="canonical" href="{address}">')


def move(desk: Desk, status: int, page: str = article_page(TITLE, FIRST, SECOND)) -> None:
    """Serve the article at another address, which its feed lists with another identifier."""
    desk.site.fail("/bridge", status, Location="/steel-bridge")
    desk.site.put("/steel-bridge", page)
    desk.site.feed([("/steel-bridge", TITLE, OF_ITS_FEED)])


@pytest.mark.parametrize("status", [301, 302, 404, 410])
def test_an_entry_with_a_new_address_and_identifier_stays_one_article(
    desk: Desk, status: int
) -> None:
    """Its old address leads to the new one, or is gone. The article keeps its id and its text."""
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    move(desk, status)
    desk.read()
    for _ in range(2):
        (after,) = desk.articles
        assert (after.id, after.text, after.metadata.marks) == (before.id, before.text, ())
        assert after.metadata.url == desk.site.url("/steel-bridge")
        assert desk.read() == Round()
    assert desk.archive.drift() == ()


def test_an_entry_with_a_new_address_is_found_before_the_old_one_is_due(desk: Desk) -> None:
    """A page that was read is looked at again after hours."""
    desk.manners = replace(desk.manners, revisit=3_600.0, longest=7_200.0)
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    move(desk, 301, article_page(TITLE, FIRST, f"{SECOND} It will be of steel."))
    assert desk.read() == Round(changed=1)
    (after,) = desk.articles
    assert after.id == before.id
    assert after.metadata.url == desk.site.url("/steel-bridge")
    assert "It will be of steel." in after.text


def test_a_redirect_that_ends_later_marks_no_article(desk: Desk) -> None:
    """The article is still at its new address."""
    source = desk.follow("/feed.xml")
    desk.read()
    move(desk, 301)
    desk.read()
    desk.site.fail("/bridge", 404)
    assert desk.read() == Round()
    assert [article.metadata.marks for article in desk.articles] == [()]
    assert desk.queue.counts(source.address) == {State.TAKEN: 1, State.GONE: 1}
    assert list(drift_of_addresses(desk.queue, desk.visitor, desk.archive.drift_of_pages)) == []
    desk.site.fail("/steel-bridge", 404)
    assert desk.read() == Round(changed=1)
    assert "[no longer at its source since 2" in desk.articles[0].headline


@pytest.mark.parametrize("old", ["kept", "moved to a section", "another text"])
def test_an_article_with_the_headline_of_another_stays_an_article(desk: Desk, old: str) -> None:
    """The old one is still there, or redirects to a section, or has another text."""
    desk.follow("/feed.xml")
    desk.read()
    page = article_page(TITLE, FIRST, SECOND)
    match old:
        case "moved to a section":
            desk.site.fail("/bridge", 301, Location="/bridges/")
            desk.site.put("/bridges/", article_page("Bridges of Talgar", FIRST))
        case "another text":
            desk.site.fail("/bridge", 301, Location="/again")
            page = article_page(TITLE, OTHER, "The town has no money left for it, she said.")
        case _:
            pass
    desk.site.put("/again", page)
    desk.site.feed([("/again", TITLE, OF_ITS_FEED)])
    assert desk.read().added == 1
    assert len(desk.articles) == 2


AMP = article_page(f"{TITLE} - AMP", FIRST, SECOND, "Read the whole page.")


@pytest.mark.parametrize("order", [("/bridge", "/amp"), ("/amp", "/bridge")])
def test_a_page_with_the_canonical_address_of_a_listed_page_is_that_article(
    desk: Desk, order: tuple[str, str]
) -> None:
    """Whichever was read first. The page at the canonical address is the one that is stored."""
    pages = {
        "/bridge": article_page(TITLE, FIRST, SECOND),
        "/amp": article_page(f"{TITLE} - AMP", FIRST, SECOND, "Read the whole page."),
    }
    for path, page in pages.items():
        desk.site.put(path, with_canonical(page, "/bridge"))
    listed = [(path, TITLE, OF_ITS_FEED) for path in order]
    desk.follow("/feed.xml")
    for number in (1, 2):
        desk.site.feed(listed[:number])
        desk.read()
    (article,) = desk.articles
    assert article.metadata.url == desk.site.url("/bridge")
    assert "Read the whole page." not in article.text
    assert desk.read() == Round()
    desk.site.put("/amp", with_canonical(f"{pages['/amp']}<!-- later -->", "/bridge"))
    assert desk.read() == Round()
    desk.site.put("/bridge", with_canonical(article_page(TITLE, FIRST, OTHER), "/bridge"))
    assert desk.read() == Round(changed=1)
    assert OTHER in desk.articles[0].text
    desk.site.fail("/amp", 404)
    assert desk.read() == Round()
    assert desk.articles[0].metadata.marks == ()
    assert desk.archive.drift() == ()


def test_a_page_that_stops_being_its_canonical_page_is_another_article(desk: Desk) -> None:
    """It has another headline and another text, and still states the address of the first."""
    desk.site.put("/amp", with_canonical(AMP, "/bridge"))
    desk.site.feed([("/bridge", TITLE, ""), ("/amp", TITLE, "")])
    desk.follow("/feed.xml")
    desk.read()
    (before,) = desk.articles
    page = article_page("A mill burns down in the old town", *(f"{OTHER} {n}" for n in range(5)))
    desk.site.put("/amp", with_canonical(page, "/bridge"))
    assert desk.read() == Round(added=1)
    assert before in desk.articles


def test_a_purged_article_leaves_no_digest_of_its_headline(desk: Desk) -> None:
    """By which it would be found at another address."""
    source = desk.follow("/feed.xml")
    desk.read()
    digests = headline_digests(desk.site.pages["/bridge"][2])  # type: ignore[index]
    assert len(desk.queue.named(source.address, digests)) == 1
    desk.archive.purge([desk.articles[0].id])
    assert desk.queue.named(source.address, digests) == ()
