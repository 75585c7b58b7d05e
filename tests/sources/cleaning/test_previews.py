"""Previews of articles that are not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.cleaning.previews import states_unpublished
from sources.files import SourceFile
from sources.reading import read

TEXT = (
    "<p>The council of Kelmar voted on Monday to repair the bridge across the river.</p>"
    "<p>The works will cost two million crowns and end in the autumn, it said.</p>"
)


def _unpublished(page: str, folder: Path) -> str | None:
    path = folder / "page.html"
    path.write_text(f"<html>{page}</html>", encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    return found.metadata.unpublished


@pytest.mark.parametrize(
    "page",
    [
        f"<body><p>Vorschau – nicht veröffentlicht</p><main><h1>Bridge</h1>{TEXT}</main></body>",
        f'<head><link rel="canonical" href="https://a.example/?p=9&preview=true"></head>'
        f"<body><article><h1>Bridge</h1>{TEXT}</article></body>",
        f'<body><article class="node node--unpublished"><h1>Bridge</h1>{TEXT}</article></body>',
    ],
)
def test_a_saved_preview_is_not_published(tmp_path: Path, page: str) -> None:
    """Its page says so in a banner, in its address, or in its markup."""
    assert _unpublished(page, tmp_path) == "preview"


def test_a_line_below_the_headline_is_the_articles(tmp_path: Path) -> None:
    """A banner is above it."""
    page = f"<body><article><h1>The report</h1><p>Not published</p>{TEXT}</article></body>"
    assert _unpublished(page, tmp_path) is None


@pytest.mark.parametrize(
    ("line", "states"),
    [
        ("This article is not yet published", True),
        ("Draft preview", True),
        ("Unpublished", True),
        ("Aperçu – non publié", True),
        ("미공개", True),
        ("Preview", False),
        ("Draft", False),
        ("Report was not published for years", False),
        ("", False),
    ],
)
def test_a_banner_has_no_other_words(line: str, states: bool) -> None:
    """A headline or a kicker has."""
    assert states_unpublished(line) is states
