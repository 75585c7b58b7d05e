"""How much of a page's article is kept, and how much else, beside bare trafilatura.

    python -m tests.benchmarks.extraction [--set ours|dev|dev2|dev3|sealed] [--show]

Prints the mean F1 of words and the lost articles (of whose words less than half are kept) by kind
of page, for OnRecord and for trafilatura in its default and its precise mode; where the page is a
PDF, for pypdf in their place. A page that is a list is right where nothing is taken from it.
The sets are described in `tests/testsets/pages.py`. `--show` prints the pages whose F1 is
below 0.98, with what was left out (-) and what was kept too much (+).
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
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
# Soft hyphens, and what stands for a broken byte.
_UNSEEN = re.compile("[\u00ad\ufffd]")
_UNSPACED = re.compile(f"[{KANA}{HAN}]")
Extractor = Callable[[PublishedPage], str]


@dataclass(frozen=True, slots=True)
class Score:
    """The F1 of one page's words, and whether its article was lost."""

    f1: float
    lost: bool


def onrecord(page: PublishedPage) -> str:
    """Return the text that the archive would hold, without the headline."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page{page.ending}"
        path.write_bytes(page.data)
        found = [one for one in read(SourceFile(path, path.parent)) if isinstance(one, Page)]
    try:
        return "\n".join(_without_headline(clean(one)) for one in found)
    except NothingLeft:
        return ""


def _without_headline(article: Article) -> str:
    body = (block for block in article.blocks if block.kind is not BlockKind.HEADLINE)
    return "\n".join(article.text[block.start : block.end] for block in body)


def bare(precise: bool) -> Extractor:
    """Return trafilatura in one of its modes."""

    def extract(page: PublishedPage) -> str:
        if page.ending == ".pdf":
            reader = pypdf.PdfReader(io.BytesIO(page.data))
            return "\n".join(one.extract_text() for one in reader.pages)
        return trafilatura.extract(page.data, include_comments=False, favor_precision=precise) or ""

    return extract


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
        found[page.kind].append(score(page, extract(page)))
    return found


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
    parser.add_argument("--set", choices=("ours", "dev", "dev2", "dev3", "sealed"), default="ours")
    parser.add_argument(
        "--show", action="store_true", help="the pages of dev that are read wrongly"
    )
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    found = {name: scores(extract, given.set) for name, extract in EXTRACTORS.items()}
    print(f"{'':14}" + "".join(f"{name:>18}" for name in found))
    kinds = [*next(iter(found.values()))]
    for kind in [*kinds, "all"]:
        row = f"{kind:14}"
        for by_kind in found.values():
            some = by_kind[kind] if kind in by_kind else [s for k in kinds for s in by_kind[k]]
            row += f"{mean(some):10.3f} {sum(s.lost for s in some):2} lost"
        print(row)
    for page in published_pages(given.set) if given.show and given.set != "sealed" else ():
        text = onrecord(page)
        if (found_score := score(page, text)).f1 < _GOOD:
            print(f"\n{page.name} ({page.kind}): {found_score.f1:.3f}")
            print("\n".join(differing(page, text)))


if __name__ == "__main__":
    main()
