"""Gold: the spans in the current articles that match a test set's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from rapidfuzz import process

from assistant.evaluation.line import GoldWords
from assistant.quotes.alignment import nearest
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.desk import LONGEST
from assistant.quotes.recorded_words import Recorded, joined
from assistant.wording import day
from index.view import View
from sources.article import Article
from sources.span import Span

# A phrase that occurs more often does not identify a place.
_MOST_PLACES = 5
_SHOWN = 300
_ALL = 2**31
_MOST_SIGNS = 8
# Longer names are not compared with those of all articles.
_LONGEST_NAME = 1_000


class GoldMissing(ValueError):
    """Gold was not found. The message gives the words, the closest match and the next step."""


class _Known(NamedTuple):
    article_id: str
    content_hash: str


class Shelf:
    """The articles of a view, by every name that a test set may use for them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._named: defaultdict[str, set[_Known]] = defaultdict(set)
        self._read: dict[_Known, Article] = {}
        for entry in view.entries(limit=_ALL):
            known = _Known(entry.article_id, entry.content_hash)
            for name in (entry.article_id, entry.content_hash, *names_of(entry.origin)):
                self._named[name].add(known)

    def spans(self, gold: GoldWords) -> tuple[Span, ...]:
        """Return the spans of the words; raise GoldMissing if they are not found or ambiguous."""
        return resolved(self._article(gold.article), gold.quote)

    def name_of(self, article: Article) -> str:
        """Return the name of an article: its file's name and record, if that is unique."""
        names = sorted(names_of(article.origin), key=lambda n: ("#" not in n, len(n)))
        plain = (name for name in names if "/" not in name.partition("#")[0])
        return next((name for name in plain if len(self._named[name]) == 1), article.id)

    def _article(self, name: str) -> Article:
        found = self._named.get(name, set())
        if len(found) > 1:
            raise GoldMissing(
                f"{len(found)} articles are called {name!r}; use an id instead, as shown by "
                "`onrecord list`"
            )
        purged_on = None if found else self._view.purged_on(name)
        if purged_on:
            raise GoldMissing(
                f"the article {name!r} was permanently removed on {day(purged_on)}; delete "
                "this case"
            )
        if not found:
            raise GoldMissing(f"no article is called {_cut(name)!r}{self._like(name)}")
        (known,) = found
        if known not in self._read:
            self._read[known] = self._view.version(known.content_hash, known.article_id)
        return self._read[known]

    def _like(self, name: str) -> str:
        if len(name) > _LONGEST_NAME:
            return "; add it to the archive. `onrecord list` shows the articles it has"
        names = [known for known in self._named if "/" not in known]
        near = process.extract(name, names, limit=3, score_cutoff=70)
        meant = " or ".join(repr(each) for each, *_ in near)
        asked = f"did you mean {meant}?" if near else "add it to the archive."
        return f"; {asked} `onrecord list` shows the articles in the archive"


def names_of(origin: str) -> Iterator[str]:
    """Yield the possible names of an article: its origin, its file's name, its record."""
    yield origin
    yield PurePath(origin).name
    # A path may contain the # sign, and so may the name of a record that is a URL.
    places = (n for n, character in enumerate(origin) if character == "#")
    for place in islice(places, _MOST_SIGNS):
        yield origin[place + 1 :]
        yield f"{PurePath(origin[:place]).name}{origin[place:]}"


def resolved(article: Article, quote: str) -> tuple[Span, ...]:
    """Return every occurrence of the words in an article; raise GoldMissing if there is none.

    Case, spaces and punctuation are ignored. Without a quote, the span is the whole article.
    """
    if not quote:
        return (article.span(0, len(article.text)),)
    found = _first(_places(article, quote)) or _first(_word_for_word(article, quote))
    if len(found) > _MOST_PLACES:
        raise GoldMissing(
            f"“{_cut(quote)}” occurs more than {_MOST_PLACES} times; quote more of the sentence"
        )
    if not found:
        raise GoldMissing(
            f"{article.name} does not contain “{_cut(quote)}”{_nearest(article, quote)}"
        )
    return found


def _first(places: Iterator[Span]) -> tuple[Span, ...]:
    """Return at most one span more than allowed, enough to detect that there are too many."""
    return tuple(islice(places, _MOST_PLACES + 1))


def _places(article: Article, quote: str) -> Iterator[Span]:
    start = article.text.find(quote)
    while start >= 0:
        yield article.span(start, start + len(quote))
        start = article.text.find(quote, start + len(quote))


def _word_for_word(article: Article, quote: str) -> Iterator[Span]:
    words = Claimed.of(quote, literally=True).words
    recorded = Recorded(article, ())
    for place in recorded.streams[0].every(joined(words)) if words else ():
        last = recorded.tokens[place + len(words) - 1]
        yield article.span(recorded.tokens[place].start, last.end)


def _nearest(article: Article, quote: str) -> str:
    claimed, recorded = Claimed.of(quote[:LONGEST], literally=True), Recorded(article, ())
    found = nearest(claimed, recorded) if claimed.words and recorded.tokens else None
    if found is None:
        return "; quote words that it contains, or name another article"
    start, end = recorded.tokens[found.first].start, recorded.tokens[found.last].end
    near = _cut(article.text[start:end])
    return f"; the closest match is “{near}”: quote that if it says the same, or delete this case"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]} …"
