"""The gold quoted spans of PolNeAR, attributions in US political news.

Gold: the attributions of US political news whose content holds a double quotation mark. The
content of an attribution, as annotated, may be a whole clause with a few quoted words in it. So
the gold *quoted spans* are read off the annotated content alone, without the code that is
measured: the fragments of a content (joined where only spaces stand between them) are cut at line
ends; in a piece, the marks “ ” " '' take turns, the first one opening; where the first mark of a
piece is a ” or a straight mark before a space or at the end of the piece, it closes what began
with the piece; what is open at the end of a piece ends with it. White space and marks at the ends
are left out. Single marks make no gold span, so predictions that stand between single marks are
left out too. Equal spans of several attributions are one, its source that of the attribution with
the shortest content.

Articles are halved by the SHA-1 of their name.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.article import Article, Block, BlockKind, Metadata

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "polnear"

_MARKS = re.compile(r"[\"“”]|''")
_EDGES = " \t\xa0\"“”'‘’"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A quoted span, and where its source is; () where the annotation has none."""

    start: int
    end: int
    source: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An annotated article."""

    article: Article
    gold: tuple[Gold, ...]
    paraphrases: tuple[Gold, ...]


def require(parser: argparse.ArgumentParser) -> None:
    """End with a clear message where the data is absent."""
    if not FOLDER.is_dir():
        parser.error(f"{FOLDER} is not there: this benchmark needs PolNeAR in that place")


def is_development(name: str) -> bool:
    """Return True if an article is in the half that may be looked at."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).digest()[-1] % 2 == 0


def items(*, development: bool) -> tuple[Item, ...]:
    """Return one half of the articles."""
    annotated: dict[str, Path] = {}
    for path in sorted((FOLDER / "attributions").glob("*.ann"), reverse=True):
        annotated[path.stem.rpartition("_")[0]] = path
    return tuple(
        item(path, annotated[path.stem])
        for path in sorted((FOLDER / "text").glob("*.txt"))
        if is_development(path.stem) == development
    )


def item(text_path: Path, annotated: Path) -> Item:
    """Read one article, a paragraph for each line, the first one the headline."""
    text = text_path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    lines = [found.span() for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH if number else BlockKind.HEADLINE, start, end)
        for number, (start, end) in enumerate(lines)
    )
    article = Article(text_path.name, text, blocks, Metadata(title=text_path.stem))
    annotation = annotated.read_text(encoding="utf-8")
    return Item(article, tuple(gold(text, annotation)), tuple(paraphrases(text, annotation)))


def gold(text: str, annotation: str) -> Iterator[Gold]:
    """Return the gold spans of an annotation, each once."""
    chosen: dict[Range, tuple[int, tuple[Range, ...]]] = {}
    for content, source in _attributions(text, annotation):
        size = sum(end - start for start, end in content)
        for span in (span for start, end in content for span in between_marks(text, start, end)):
            if span not in chosen or size < chosen[span][0]:
                chosen[span] = (size, source)
    for (start, end), (_, source) in sorted(chosen.items()):
        yield Gold(start, end, source)


def paraphrases(text: str, annotation: str) -> Iterator[Gold]:
    """Return the contents in one piece that hold no double mark, without "that" before them."""
    for content, source in _attributions(text, annotation):
        if len(content) == 1 and not _MARKS.search(text, *content[0]):
            start, end = content[0]
            yield Gold(start + 5 * text.startswith("that ", start), end, source)


def _attributions(text: str, annotation: str) -> Iterator[tuple[list[Range], tuple[Range, ...]]]:
    """Yield the content and the source of each attribution."""
    ranges: dict[str, tuple[Range, ...]] = {}
    for line in annotation.splitlines():
        label, _, rest = line.partition("\t")
        if label.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            ranges[label] = tuple(_range(place) for place in places.split(";"))
    for line in annotation.splitlines():
        if line.startswith("E"):
            roles: dict[str, list[Range]] = defaultdict(list)
            for role, target in re.findall(r"(Content|Source)\d*:(T\d+)", line.partition("\t")[2]):
                roles[role] += ranges[target]
            yield _joined(text, roles["Content"]), tuple(roles["Source"])


def _joined(text: str, content: Iterable[Range]) -> list[Range]:
    """Join the fragments of a content between which nothing but spaces stands."""
    joined: list[Range] = []
    for start, end in sorted(content):
        if joined and not text[joined[-1][1] : start].strip(" \xa0"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _range(place: str) -> Range:
    start, end = place.split()
    return int(start), int(end)


def between_marks(text: str, start: int, end: int) -> Iterator[Range]:
    """Return what stands between double marks inside a fragment of annotated content."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        opened: int | None = None
        for number, mark in enumerate(_MARKS.finditer(text, first, last)):
            closes = mark[0] == "”" or mark.end() == last or text[mark.end()].isspace()
            if number == 0 and closes and mark.start() > first:
                opened = first
            if opened is None:
                opened = mark.end()
            else:
                yield from stripped(text, opened, mark.start())
                opened = None
        if opened is not None:
            yield from stripped(text, opened, last)


def stripped(text: str, start: int, end: int) -> Iterator[Range]:
    """Return a span without white space and marks at its ends, if anything is left of it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    end -= len(words) - len(words.rstrip(_EDGES))
    if start < end:
        yield start, end
