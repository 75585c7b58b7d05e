"""Look up one article by its id, the first digits of its id, or words that match only it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from index.errors import ArticleMissing, ArticlePurged
from index.scope import Filters
from index.view import View
from sources.article import Article
from ui.errors import RequestUnusable

_ID = re.compile(r"[0-9a-f]{16}")
_DIGITS = re.compile(r"[0-9a-f]{4,15}")
_SHORTEST_NAME = 8
_MOST_NAMED, _MOST_SEARCHED = 5, 1_000
_LONGEST_SHOWN = 80


def stored_article(view: View, name: str, version: str = "") -> Article:
    """Return the article with this id, or the only one that its first digits or words match.

    Raise RequestUnusable if several articles match, and ArticleMissing if none does.
    """
    article_id = name if _ID.fullmatch(name) else _found(view, name)
    return view.version(version, article_id) if version else view.article(article_id)


def article_of_id(view: View, article_id: str) -> Article:
    """Return the article with this id, or the only one whose id begins with these digits.

    Raise RequestUnusable if several ids begin with the digits, and ArticleMissing if none does.
    """
    if not _DIGITS.fullmatch(article_id):
        return view.article(article_id)
    found = view.ids_beginning(article_id, _MOST_NAMED + 1)
    if len(found) > 1:
        raise _ambiguous(article_id, {each: view.article(each).headline for each in found})
    return view.article(found[0] if found else article_id)


def id_beginning(view: View, digits: str, purged: Sequence[str]) -> str:
    """Return the only id that begins with these digits, also of a removed or `purged` article.

    Return the digits themselves if there is none or they are no digits. Raise RequestUnusable if
    there are several.
    """
    if not _DIGITS.fullmatch(digits):
        return digits
    gone = {each: "(purged)" for each in purged if each.startswith(digits)}
    found = gone | view.stored_beginning(digits, _MOST_NAMED + 1)
    if len(found) > 1:
        raise _ambiguous(digits, found)
    return next(iter(found), digits)


def short_name(view: View, article_id: str) -> str:
    """Return the shortest unique prefix of an id."""
    for length in range(_SHORTEST_NAME, len(article_id)):
        if len(view.ids_beginning(article_id[:length], 2)) < 2:
            return article_id[:length]
    return article_id


def _found(view: View, name: str) -> str:
    """Return the id of the one article that a name refers to."""
    if not name.strip():
        raise RequestUnusable("Give an article's id, or words that match only one article.")
    shown = repr(name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…")
    by_id = view.ids_beginning(name, _MOST_NAMED + 1) if _DIGITS.fullmatch(name) else ()
    candidates = {article_id: view.article(article_id).headline for article_id in by_id}
    entries = view.entries(Filters(), name, _MOST_SEARCHED, 0)
    # A file's name may be the end of another one's: h.html and zh.html.
    of_file = [entry for entry in entries if PurePath(entry.origin).name == name]
    if len(of_file) == 1 and not by_id:
        return of_file[0].article_id
    for entry in of_file or entries:
        candidates[entry.article_id] = entry.headline
    if not candidates:
        purged_on = view.purged_on(name)
        raise ArticlePurged(shown, purged_on) if purged_on else ArticleMissing(shown)
    if len(candidates) > 1:
        raise _ambiguous(shown, candidates)
    return next(iter(candidates))


def _ambiguous(shown: str, candidates: Mapping[str, str]) -> RequestUnusable:
    named = [f"{each} {' '.join(headline.split())}" for each, headline in candidates.items()]
    more = " and others" if len(named) > _MOST_NAMED else ""
    return RequestUnusable(
        f"{shown} matches several articles: {'; '.join(named[:_MOST_NAMED])}{more}. "
        "Give the id of one."
    )
