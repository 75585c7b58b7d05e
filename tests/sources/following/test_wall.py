"""Walls: what a host shows in place of an article."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sources.errors import Refusal
from sources.following.wall import parsed_page, redirected_to
from sources.formats.page_walls import Wall, wall_in
from sources.reading import SourceFile, read
from tests.sources.formats.specimens import captures, zipped
from tests.websites import article_page

TEXT = "We use what we know of our readers, and a few more words to fill the page with them."


ASKS = "<form><label>Password: <input type=password></label><input type=submit></form>"


def wall_of(page: str) -> Wall | None:
    """Return the wall that a page is, or None."""
    tree = parsed_page(page.encode(), "/a")
    return None if tree is None else wall_in(tree)


@pytest.mark.parametrize(
    "title",
    [
        *("Page not found", "404", "404 Not Found", "Seite nicht gefunden", "Page introuvable"),
        *("Страница не найдена", "페이지를 찾을 수 없습니다", "ページが見つかりません"),
    ],
)
def test_a_page_may_say_that_it_is_not_found(title: str) -> None:
    """In its title, with the outlet's name or without it, and in its heading."""
    for shown in (title, f"{title} - The Steppe Courier", f"The Steppe Courier | {title}"):
        wall = wall_of(article_page(shown, TEXT).replace("h1", "h2"))
        assert wall is not None
        assert wall.is_gone
        assert title in wall.reason


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("Before you continue to the Courier", "consent page"),
        ("We value your privacy", "consent page"),
        ("Cookie-Einstellungen", "consent page"),
        ("Valoramos tu privacidad", "consent page"),
        ("Log in to continue", "login page"),
        ("Bitte anmelden", "login page"),
        ("로그인", "login page"),
        ("Just a moment...", "check or an error page"),
        ("Access Denied", "check or an error page"),
        ("503 Service Unavailable", "check or an error page"),
    ],
)
def test_a_wall_is_known_by_its_heading(title: str, what: str) -> None:
    """It does not say that the article is gone."""
    page = article_page("The Steppe Courier", TEXT).replace(
        "<h1>The Steppe Courier", f"<h1>{title}"
    )
    wall = wall_of(page)
    assert wall is not None
    assert what in wall.reason
    assert not wall.is_gone


@pytest.mark.parametrize(
    "page",
    [
        article_page("We value your privacy more than the state does, says Orlova", TEXT),
        article_page("Page not found: how museums lose their archives", TEXT),
        article_page("Privacy", TEXT),
        article_page("Access denied", *[TEXT] * 80),
        article_page("Access denied", TEXT).replace(
            "<head>", '<head><meta property="article:published_time" content="2026-11-02">'
        ),
        article_page("Talgar builds a bridge", TEXT).replace(
            "<body>", "<body><div><h1>We value your privacy</h1><p>Accept all</p></div>"
        ),
        article_page("How we chose a password", *[TEXT] * 9).replace("</body>", f"{ASKS}</body>"),
        article_page("Talgar", TEXT).replace("</body>", f"<div>{ASKS}</div></body>"),
        "",
    ],
)
def test_an_article_is_no_wall(page: str) -> None:
    """Nor is one with a consent dialog, or about passwords and privacy."""
    assert wall_of(page) is None


ASKED = (
    f"<body><main><h1>Protected: Budget</h1><p>Enter the password below.</p>{ASKS}</main></body>"
)
DATED = '<head><meta property="article:published_time" content="2026-11-02">'
PROTECTED = article_page("Protected: Budget leak", TEXT).replace(
    "<p>",
    '<form class="post-password-form"><label>Password: <input type=password></label></form><p>',
    1,
)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (article_page("We value your privacy", TEXT), "it is a consent page"),
        (article_page("Page not found", TEXT).replace("<head>", DATED), "there is no such page"),
        (PROTECTED, "asks for a password"),
        (PROTECTED.replace("<head>", DATED), "asks for a password"),
        (ASKED, "asks for a password"),
        ("%PDF-1.7\n1 0 obj", "it is a PDF"),
    ],
)
@pytest.mark.parametrize("ending", ["html", "html.gz", "zip", "warc"])
def test_no_way_in_takes_a_wall_for_an_article(
    page: str, reason: str, ending: str, tmp_path: Path
) -> None:
    """Neither as a saved page nor in a crawl."""
    path = tmp_path / f"page.{ending}"
    path.write_bytes(_packed(page.encode(), ending))
    (refused,) = read(SourceFile(path, tmp_path))
    assert isinstance(refused, Refusal)
    assert reason in refused.reason


def _packed(page: bytes, ending: str) -> bytes:
    if ending == "html.gz":
        return gzip.compress(page)
    if ending == "zip":
        return zipped(**{"page.html": page})
    return captures(("https://courier.example/a", "", page)) if ending == "warc" else page


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://courier.example/login?next=/a", "login page"),
        ("https://courier.example/users/sign_in", "login page"),
        ("https://consent.courier.example/v2/collect?id=3", "consent page"),
        ("https://courier.example/cdn/captcha.html", "check of the host"),
        ("https://courier.example/new/bridge-login-of-talgar", ""),
        ("https://courier.example/", ""),
    ],
)
def test_a_redirect_may_lead_to_a_wall(address: str, what: str) -> None:
    """Its address says so, whatever its language."""
    wall = redirected_to(address)
    assert (wall.reason if wall else "").partition(",")[0] == (
        f"it redirects to a {what}" if what else ""
    )
