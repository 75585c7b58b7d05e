"""How quotations and their speakers are found in PolNeAR: `python -m tests.benchmarks.polnear`.

Gold: the attributions of US political news whose content holds a double quotation mark. The content
of an attribution, as annotated, may be a whole clause with a few quoted words in it. So the gold
*quoted spans* are read off the annotated content alone, without the code that is measured: the
fragments of a content (joined where only spaces stand between them) are cut at line ends; in a
piece, the marks “ ” " take turns, the first one opening; where the first mark of a piece is a ” or
a straight mark before a space or at the end of the piece, it closes what began with the piece; what
is open at the end of a piece ends with it. White space and marks at the ends are left out. Single
marks make no gold span, so predictions that stand between single marks are left out too. Equal
spans of several attributions are one, its source that of the attribution with the shortest content.

Measures, over spans: exact (same first and last character) and overlap (the characters in both are
at least 0.9 of those in either). Each gold span is found by at most one prediction and the other
way round. Recall: gold spans found. Precision: predictions of the kinds direct and partial that are
gold spans; with a speaker, and with or without. PolNeAR annotates attributions, so a title or a
scare quote is in no gold span and counts against precision without a speaker.

Speakers, on the gold spans found (overlap) whose attribution has a source: right where the mention
overlaps the annotated source by a character ("mention"), or where it does not but the resolved
name shares its last word with the source ("or name"). The annotation has no coreference: who "he"
is, it does not say, so whether pronouns are *resolved* rightly is not measured here. Classes by the
source: a pronoun; named, if the part before a comma, bracket, "of" or "for" ends in a capitalised
word; a noun phrase otherwise.

Baseline: double marks pair with the next one in a line, and the nearest run of capitalised words
outside of quotation marks speaks. Articles are halved by the SHA-1 of their name; --held-out shows
the other half as well, which is for the end.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.article import Article, Block, BlockKind, Metadata
from sources.quotation import QuotationKind
from sources.quotations import quotations
from sources.sentences import sentences
from tests.timing import shortest

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "polnear"

_OVERLAP = 0.9
_PRONOUNS = frozenset("he she they it we i you who this that him her them".split())
_MARKS = re.compile('["“”]')
_DOUBLE = frozenset('"“”')
_EDGES = " \t\xa0\"“”'‘’"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A quoted span, and where its source is; () where the annotation has none."""

    start: int
    end: int
    source: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """A span that is predicted to be quoted, with its speaker's mention and name."""

    start: int
    end: int
    mention: Range | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """An annotated article."""

    article: Article
    gold: tuple[Gold, ...]


def require(parser: argparse.ArgumentParser) -> None:
    """End with a clear message where the data is absent."""
    if not FOLDER.is_dir():
        parser.error(f"{FOLDER} is not there: this benchmark needs PolNeAR in that place")


def is_development(name: str) -> bool:
    """Say whether an article is in the half that may be looked at."""
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
    return Item(article, tuple(gold(text, annotated.read_text(encoding="utf-8"))))


def gold(text: str, annotation: str) -> Iterator[Gold]:
    """Return the gold spans of an annotation, each once."""
    ranges: dict[str, tuple[Range, ...]] = {}
    events: list[dict[str, list[str]]] = []
    for line in annotation.splitlines():
        label, _, rest = line.partition("\t")
        if label.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            ranges[label] = tuple(_range(place) for place in places.split(";"))
        elif label.startswith("E"):
            events.append(defaultdict(list))
            for role, target in re.findall(r"([A-Za-z]+)\d*:(T\d+)", rest):
                events[-1][role].append(target)
    chosen: dict[Range, tuple[int, tuple[Range, ...]]] = {}
    for event in events:
        content = _joined(text, [place for t in event["Content"] for place in ranges[t]])
        source = tuple(place for target in event["Source"] for place in ranges[target])
        size = sum(end - start for start, end in content)
        for span in (span for start, end in content for span in between_marks(text, start, end)):
            if span not in chosen or size < chosen[span][0]:
                chosen[span] = (size, source)
    for (start, end), (_, source) in sorted(chosen.items()):
        yield Gold(start, end, source)


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
                yield from _stripped(text, opened, mark.start())
                opened = None
        if opened is not None:
            yield from _stripped(text, opened, last)


def _stripped(text: str, start: int, end: int) -> Iterator[Range]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    end -= len(words) - len(words.rstrip(_EDGES))
    if start < end:
        yield start, end


def ours(article: Article) -> list[Predicted]:
    """Return the direct and partial quotations that OnRecord finds."""
    return [
        Predicted(
            found.start,
            found.end,
            (found.speaker.mention.start, found.speaker.mention.end) if found.speaker else None,
            found.speaker.name if found.speaker else None,
        )
        for found in quotations(article)
        if found.kind is not QuotationKind.REPORTED
        and article.text[: found.start].rstrip("'‘ ")[-1:] in _DOUBLE
    ]


_PAIR = re.compile('["“”]([^"“”\n]+)["“”]')
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*")


def baseline(article: Article) -> list[Predicted]:
    """Pair marks as they come, and take the nearest capitalised words as the speaker."""
    text = article.text
    pairs = [found.span() for found in _PAIR.finditer(text)]
    outside = list(text)
    for start, end in pairs:
        outside[start:end] = " " * (end - start)
    names = [(m.start(), m.end(), m[0]) for m in _NAME.finditer("".join(outside))]
    predicted = []
    for start, end in pairs:
        near = min(names, key=lambda n: max(start - n[1], n[0] - end), default=None)
        for first, last in _stripped(text, start + 1, end - 1):
            mention = (near[0], near[1]) if near else None
            predicted.append(Predicted(first, last, mention, near[2] if near else None))
    return predicted


def matched(
    expected: Sequence[Gold], predicted: Sequence[Predicted], least: float
) -> dict[int, int]:
    """Return which gold span is found by which prediction."""
    found: dict[int, int] = {}
    free = set(range(len(predicted)))
    for number, one in enumerate(expected):
        best = max(free, key=lambda n: _overlap(one, predicted[n]), default=None)
        if best is not None and _overlap(one, predicted[best]) >= least:
            found[number] = best
            free.remove(best)
    return found


def _overlap(one: Gold, other: Predicted) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def source_class(text: str, source: Sequence[Range]) -> str:
    """Return "pronoun", "named" or "noun phrase"."""
    words = text[source[0][0] : source[-1][1]]
    if words.lower().strip() in _PRONOUNS:
        return "pronoun"
    head = re.split(r",|\(| of | for ", words, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    return "named" if last[:1].isupper() and not last.endswith(("'s", "’s")) else "noun phrase"


def is_right(text: str, source: Sequence[Range], found: Predicted) -> tuple[bool, bool]:
    """Say whether the mention is the source, and whether at least the name is."""
    if found.mention is None:
        return False, False
    start, end = found.mention
    mention = any(start < last and first < end for first, last in source)
    words = re.findall(r"[\w-]+", " ".join(text[first:last] for first, last in source))
    return mention, mention or bool(found.name and found.name.split()[-1] in words)


def measure(
    half: Iterable[Item], predict: Callable[[Article], list[Predicted]]
) -> dict[str, tuple[int, int]]:
    """Count what is found: each figure as how many of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def count(name: str, good: int, of: int) -> None:
        counts[name][0] += good
        counts[name][1] += of

    for one in half:
        predicted = predict(one.article)
        spoken = [p for p in predicted if p.mention is not None]
        for label, least in (("exact", 1.0), ("overlap >= 0.9", _OVERLAP)):
            found = matched(one.gold, predicted, least)
            count(f"recall, {label}", len(found), len(one.gold))
            attributed = sum(predicted[n].mention is not None for n in found.values())
            count(f"precision with a speaker, {label}", attributed, len(spoken))
            count(f"precision with or without, {label}", len(found), len(predicted))
        for number, best in matched(one.gold, predicted, _OVERLAP).items():
            source = one.gold[number].source
            if source:
                mention, name = is_right(one.article.text, source, predicted[best])
                for kind in ("all", source_class(one.article.text, source)):
                    count(f"speaker, {kind}: mention", mention, 1)
                    count(f"speaker, {kind}: or name", name, 1)
    return {name: (good, of) for name, (good, of) in counts.items()}


def report(title: str, half: Sequence[Item]) -> None:
    """Print the figures of one half beside the baseline."""
    spans = sum(len(one.gold) for one in half)
    print(f"\n{title}: {len(half)} articles, {spans} gold quoted spans")
    plain, found = measure(half, baseline), measure(half, ours)
    print(f"{'':44}{'baseline':>18}{'OnRecord':>18}")
    for name in found:
        print(f"{name:44}{_figure(plain.get(name)):>18}{_figure(found[name]):>18}")


def _figure(counted: tuple[int, int] | None) -> str:
    if counted is None or not counted[1]:
        return "-"
    return f"{counted[0] / counted[1]:.3f} ({counted[0]}/{counted[1]})"


def speed(half: Sequence[Item]) -> None:
    """Print the time of `quotations()`, and as a ratio to finding all sentences."""
    articles = [one.article for one in half]
    count = sum(len(article.text.split()) for article in articles)
    split = shortest(lambda: [sentences(a, block) for a in articles for block in a.blocks])
    quoted = shortest(lambda: [quotations(a) for a in articles])
    print(
        f"\nquotations(): {quoted / count * 700 * 1000:.2f} ms for 700 words,"
        f" {quoted / split:.2f} times as long as sentences()"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true", help="show the held-out half too")
    options = parser.parse_args()
    require(parser)
    half = items(development=True)
    report("development half", half)
    if options.held_out:
        report("held-out half", items(development=False))
    speed(half)


if __name__ == "__main__":
    main()
