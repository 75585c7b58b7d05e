"""Looking up one article by what a person typed for it."""

from __future__ import annotations

import re

import typer

from index.errors import ArticleMissing, ArticlePurged
from index.scope import Filters
from index.view import View
from sources.article import Article
from ui.printing import one_line

_ID = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{8,64}")
_MOST_NAMED = 5
_LONGEST_SHOWN = 80


def stored_article(view: View, name: str, version: str = "") -> Article:
    """Return the article of an id or of words that only it is listed by, in a version of it."""
    article_id = name if _ID.fullmatch(name) else _listed(view, name)
    if not version:
        return view.article(article_id)
    if not _HASH.fullmatch(version):
        raise typer.BadParameter(
            f"--version {version!r} is no version: give 8 digits or more of its hash."
        )
    return view.version(version, article_id)


def _listed(view: View, name: str) -> str:
    shown = repr(name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…")
    found = view.entries(Filters(), name, _MOST_NAMED + 1)
    if not found:
        purged_on = view.purged_on(name)
        raise ArticlePurged(shown, purged_on) if purged_on else ArticleMissing(shown)
    if len(found) > 1:
        named = "; ".join(f"{e.article_id} {one_line(e.headline)}" for e in found[:_MOST_NAMED])
        more = " and others" if len(found) > _MOST_NAMED else ""
        raise typer.BadParameter(f"Several articles are listed by {shown}: {named}{more}.")
    return found[0].article_id
