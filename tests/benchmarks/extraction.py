"""How much of a page's article is kept, and how much else, beside bare trafilatura.

    python -m tests.benchmarks.extraction [--set ours|dev|dev2|dev3|dev4|dev5|sealed|…] [--show]

Prints the mean F1 of words and the lost articles (of whose words less than half are kept) by kind
of page, for OnRecord and for trafilatura in its default and its precise mode; where the page is a
PDF, for pypdf in their place. Captions that are labelled as such do not count. A page that is a
list is right where nothing is taken from it. Below, in how many articles the headline, the day
and the authors are right, and wrong rather than unknown. The sets are described in
`tests/testsets/pages.py`. `--show` prints the pages whose F1 is below 0.98 or whose facts are
wrong, with what was left out (-) and what was kept too much (+).
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdf
import trafilatura

from sources.article import Article, BlockKind, Page
from sources.cleaning.cleaner import clean
from sources.errors import NothingLeft
from sources.files import SourceFile
from sources.language.scripts import HAN, KANA
from sources.reading import read
from tests.testsets.pages import PublishedPage, published_pages

_LOST = 0.5
_GOOD = 0.98
# Shown under their labels, so that nobody takes them for the article's running text.
_LABELLED = {BlockKind.HEADLINE, BlockKind.CAPTION}
# Soft hyphens, and what stands for a broken byte.
_UNSEEN = re.compile("[\u00ad\ufffd]")
_UNSPACED = re.compile(f"[{KANA}{HAN}]")
Extractor = Callable[[PublishedPage], "Reading"]


@dataclass(frozen=True, slots=True)
class Score:
    """The F1 of one page's words, and whether its article was lost."""

    f1: float
    lost: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The text and the facts that a reader extracts from a page."""

    text: str
    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()


def onrecord(page: PublishedPage) -> Reading:
    """Return the article as the archive would hold it, without its labelled captions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page{page.ending}"
        path.write_bytes(page.data)
        found = [one for one in read(SourceFile(path, path.parent)) if isinstance(one, Page)]
    try:
        articles = [clean(one) for one in found]
    except NothingLeft:
        return Reading("")
    if not articles:
        return Reading("")
    known = articles[0].metadata
    return Reading(
        "\n".join(map(_running_text, articles)),
        known.title or "",
        "" if known.published is None else known.published.isoformat(),
        known.authors,
    )


def _running_text(article: Article) -> str:
    body = (block for block in article.blocks if block.kind not in _LABELLED)
    return "\n".join(article.text[block.start : block.end] for block in body)


def bare(precise: bool) -> Extractor:
    """Return trafilatura in one of its modes."""

    def extract(page: PublishedPage) -> Reading:
        if page.ending == ".pdf":
            reader = pypdf.PdfReader(io.BytesIO(page.data))
            return Reading("\n".join(one.extract_text() for one in reader.pages))
        text = trafilatura.extract(page.data, include_comments=False, favor_precision=precise)
        known = trafilatura.extract_metadata(page.data)
        authors = tuple(filter(None, (known.author or "").split("; ")))
        return Reading(text or "", known.title or "", known.date or "", authors)

    return extract


# Their pages are counted and never shown.
SEALED = ("sealed", "sealed2")
EXTRACTORS: dict[str, Extractor] = {
    "OnRecord": onrecord,
    "default": bare(precise=False),
    "precise": bare(precise=True),
}


def score(page: PublishedPage, text: str) -> Score:
    """Return how close a text is to the page's article, by pairs of neighbouring words.

    Pairs, because words that are read across columns are all there, and in no order.
    """
    kept = _pairs(text.split("\n"), page.neutral)
    true = _pairs(page.truth.split("\n"), ())
    if not true:
        return Score(float(not kept), False)
    common = (kept & true).total()
    precision, recall = common / max(kept.total(), 1), common / true.total()
    return Score(2 * precision * recall / max(precision + recall, 1e-9), recall < _LOST)


def _pairs(blocks: Iterable[str], neutral: tuple[str, ...]) -> Counter[tuple[str, str]]:
    left_out = [f" {' '.join(_plain(text))} " for text in neutral]
    plain = (
        words
        for block in blocks
        if (words := _plain(block)) and not any(f" {' '.join(words)} " in t for t in left_out)
    )
    found = [word for text in plain for word in text]
    return Counter(pairwise(found))


def _plain(text: str) -> tuple[str, ...]:
    """Return the words of a text; scripts without spaces give one for each character."""
    spaced = _UNSPACED.sub(r" \g<0> ", _UNSEEN.sub("", text.lower()))
    return tuple("".join(c if c.isalnum() else " " for c in spaced).split())


def scores(extract: Extractor, of: str = "ours") -> dict[str, list[Score]]:
    """Return the scores of all pages of a set by their kind."""
    found: dict[str, list[Score]] = defaultdict(list)
    for page in published_pages(of):
        found[page.kind].append(score(page, extract(page).text))
    return found


def metadata_right(page: PublishedPage, found: Reading) -> dict[str, bool | None]:
    """Return which of an article's stated facts a reader has right; None if it has no such fact."""
    pairs = {
        "headline": (page.title, found.title),
        "day": (page.published, found.published),
        "authors": (page.authors, found.authors),
    }
    return {
        fact: None if stated and not read else _fact(stated) == _fact(read)
        for fact, (stated, read) in pairs.items()
        if stated is not None and page.truth
    }


def _fact(value: str | Sequence[str]) -> object:
    return " ".join(_plain(value)) if isinstance(value, str) else {_fact(one) for one in value}


def mean(of: Iterable[Score]) -> float:
    """Return the mean F1."""
    values = [one.f1 for one in of]
    return sum(values) / len(values)


def differing(page: PublishedPage, text: str) -> list[str]:
    """Return the blocks left out, each after a minus, and those kept too much, after a plus."""
    true, kept = page.truth.split("\n"), text.split("\n")
    return [
        f"{mark} {block[:300]}"
        for mark, blocks, others in (("-", true, kept), ("+", kept, true))
        for block in blocks
        if _pairs([block], page.neutral) - _pairs(others, ())
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--set", choices=("ours", "dev", "dev2", "dev3", "dev4", "dev5", *SEALED), default="ours"
    )
    parser.add_argument(
        "--show", action="store_true", help="the pages of dev that are read wrongly"
    )
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    pages = [*published_pages(given.set)]
    readings = {name: [*map(extract, pages)] for name, extract in EXTRACTORS.items()}
    print(f"{'':14}" + "".join(f"{name:>18}" for name in readings))
    for kind in [*dict.fromkeys(page.kind for page in pages), "all"]:
        _print_scores(kind, pages, readings)
    for fact in ("headline", "day", "authors"):
        _print_facts(fact, pages, readings)
    if given.show and given.set not in SEALED:
        for page, found in zip(pages, readings["OnRecord"], strict=True):
            _show(page, found)


def _print_scores(
    kind: str, pages: Sequence[PublishedPage], readings: dict[str, list[Reading]]
) -> None:
    row = f"{kind:14}"
    for found in readings.values():
        some = [
            score(page, one.text)
            for page, one in zip(pages, found, strict=True)
            if kind in (page.kind, "all")
        ]
        row += f"{mean(some):10.3f} {sum(s.lost for s in some):2} lost"
    print(row)


def _print_facts(
    fact: str, pages: Sequence[PublishedPage], readings: dict[str, list[Reading]]
) -> None:
    row = f"{fact:14}"
    for found in readings.values():
        checked = (metadata_right(*pair) for pair in zip(pages, found, strict=True))
        counted = Counter(facts[fact] for facts in checked if fact in facts)
        row += f"{f'{counted[True]} of {counted.total()}, {counted[False]}':>12} wrong"
    print(row)


def _show(page: PublishedPage, found: Reading) -> None:
    wrong = [fact for fact, right in metadata_right(page, found).items() if not right]
    value = score(page, found.text).f1
    if value >= _GOOD and not wrong:
        return
    print(f"\n{page.name} ({page.kind}): {value:.3f}")
    for fact, stated, read_ in (
        ("headline", page.title, found.title),
        ("day", page.published, found.published),
        ("authors", page.authors, found.authors),
    ):
        if fact in wrong:
            print(f"  {fact}: {read_!r} instead of {stated!r}")
    if value < _GOOD:
        print("\n".join(differing(page, found.text)))


if __name__ == "__main__":
    main()
