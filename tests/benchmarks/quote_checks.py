"""Check real quotations that were changed on purpose, by the quote desk and by a similarity.

    python -m tests.benchmarks.quote_checks [--archive DIR] [--part PART] [--every N] [--show KIND]

The articles are the samples, PolNeAR and the first 400 of RealTimeQA 2022. The quotations are those
that PolNeAR's annotators marked, with their speakers where they are named, and for the others what
stands between curly marks, without a speaker. Half of the articles, chosen by a hash of their
names, is the development half; the other is measured with --part held-out. --part fresh takes the
quotations of the next 400 articles of RealTimeQA, none of which was looked at while the desk was
made; the archive then holds those in place of the first 400. Ends with 1 where less than 0.98 of
the exact quotations are called exact or less than 0.95 of those whose meaning was changed are
called something else than exact or partial.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.verdict import Verdict
from index.archive import Archive
from index.embedding.embedder import default_embedder
from sources.article import Article
from tests.benchmarks import polnear_gold, realtimeqa
from tests.benchmarks.mutations import CHANGES_MEANING, Kind, Mutation, Quoted, mutations

SAMPLES = Path(__file__).resolve().parents[2] / "sources" / "samples"
_STORED, _ABSENT, _FRESH_ABSENT = 400, (4_000, 4_150), (4_150, 4_300)
_SEED = 3
_FEWEST = 6
# Those with known speakers are few; two sayings of one person are needed to join them.
_MOST_PER_ARTICLE, _MOST_ANNOTATED = 2, 6
_LEAST_EXACT, _LEAST_CAUGHT = 0.98, 0.95
_ACCEPTED = frozenset({Verdict.EXACT, Verdict.PARTIAL})
_BETWEEN_MARKS = re.compile("“([^“”\n]{40,500})”")
_NAMED = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+")

Matrix = Mapping[Kind, Counter[Verdict]]


class Part(StrEnum):
    """Which quotations are checked."""

    DEVELOPMENT = "development"
    HELD_OUT = "held-out"
    FRESH = "fresh"


def news(part: Part) -> list[str]:
    """Return the articles of RealTimeQA that the archive holds, a line of JSON each."""
    first = _STORED if part is Part.FRESH else 0
    return list(realtimeqa.lines(first + _STORED))[first:]


def filled(folder: Path, part: Part) -> Archive:
    """Return an archive of all the articles."""
    archive = Archive.create_or_open(folder, default_embedder())
    with tempfile.TemporaryDirectory() as written:
        stored = Path(written) / "news.jsonl"
        stored.write_text("".join(news(part)), encoding="utf-8")
        if not archive.folder.joinpath("catalogue.sqlite3").exists():
            archive.add([SAMPLES, polnear_gold.FOLDER / "text", stored])
    return archive


def quotations(
    articles: Sequence[Article], annotated: Mapping[str, polnear_gold.Item]
) -> list[Quoted]:
    """Return the quotations of the articles: at most two of each, six where it is annotated."""
    found: list[Quoted] = []
    for article in articles:
        item = annotated.get(article.name)
        marked = (
            [Quoted(article.id, m[1]) for m in _BETWEEN_MARKS.finditer(article.text)]
            if item is None
            else list(_annotated(article.id, item))
        )
        long = [q for q in marked if len(q.words.split()) >= _FEWEST and q.words in article.text]
        found += long[: _MOST_PER_ARTICLE if item is None else _MOST_ANNOTATED]
    return found


def _annotated(article_id: str, item: polnear_gold.Item) -> Iterator[Quoted]:
    """Yield what PolNeAR's annotators marked as quoted, with the speakers that are named."""
    text = item.article.text
    for gold in item.gold:
        speaker = " ".join(text[start:end] for start, end in gold.source)
        named = _NAMED.fullmatch(speaker)
        yield Quoted(article_id, text[gold.start : gold.end], speaker if named else None)


def in_development(name: str) -> bool:
    """Return True if an article is in the half that was looked at while the desk was made."""
    return polnear_gold.is_development(name.removesuffix(".txt"))


def checked(desk: QuoteDesk, made: Sequence[Mutation], show: str) -> Matrix:
    """Return how often each kind of change got each verdict."""
    matrix: dict[Kind, Counter[Verdict]] = defaultdict(Counter)
    for number, mutation in enumerate(made, 1):
        check = desk.check(mutation.words, mutation.speaker)
        matrix[mutation.kind][check.verdict] += 1
        wrong = (check.verdict in _ACCEPTED) == (mutation.kind in CHANGES_MEANING)
        if show == mutation.kind and wrong:
            print(f"{check.verdict}: {mutation.words}\n  of {mutation.source}")
            print("".join(f"  {note.text}\n" for note in check.notes))
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number:,} of {len(made):,}")
    return matrix


def print_matrix(matrix: Matrix) -> None:
    """Print the verdicts of each kind of change, a row each."""
    shown = [verdict for verdict in Verdict if any(row[verdict] for row in matrix.values())]
    print(f"{'':28}" + "".join(f"{verdict.name.lower()[:9]:>10}" for verdict in shown))
    for kind in (kind for kind in Kind if kind in matrix):
        row = matrix[kind]
        cells = "".join(f"{row[verdict] or '.':>10}" for verdict in shown)
        print(f"{kind.value:28}{cells}   of {row.total()}")


def share(matrix: Matrix, kinds: frozenset[Kind], verdicts: frozenset[Verdict]) -> float:
    """Return the share of some kinds of change that got one of some verdicts."""
    total = sum(matrix[kind].total() for kind in kinds if kind in matrix)
    found = sum(matrix[kind][verdict] for kind in kinds if kind in matrix for verdict in verdicts)
    return found / total


def by_similarity(made: Sequence[Mutation], articles: Mapping[str, Article]) -> str:
    """Say how well a threshold on similarity does, at its best, given the right article."""
    scored = [
        (
            fuzz.partial_ratio(m.words.lower(), articles[m.source.article].text.lower())
            if m.source.article in articles
            else 0.0,
            m.kind in CHANGES_MEANING,
        )
        for m in made
    ]
    harmful = sum(changed for _, changed in scored)
    best = (0.0, 0.0, 0.0, 0.0)
    for threshold in (n / 4 for n in range(160, 401)):
        kept = sum(s >= threshold and not changed for s, changed in scored)
        caught = sum(s < threshold and changed for s, changed in scored)
        rates = kept / (len(scored) - harmful), caught / harmful
        best = max(best, (sum(rates) / 2, *rates, threshold))
    return (
        f"similarity threshold at its best ({best[3]:.2f}): {best[1]:.3f} of the true ones "
        f"accepted, {best[2]:.3f} of the changed ones caught, balanced {best[0]:.3f}"
    )


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--archive", type=Path, help="an archive of the articles, to use again")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.DEVELOPMENT)
    parser.add_argument("--every", type=int, default=1, help="check only each so many-th")
    parser.add_argument("--show", default="", help="print what went wrong with this kind")
    options = parser.parse_args()
    realtimeqa.require(parser)
    polnear_gold.require(parser)
    with (
        tempfile.TemporaryDirectory() as scratch,
        closing(filled(options.archive or Path(scratch), options.part)) as archive,
    ):
        return _measured(archive, options.part, options.every, options.show)


def material(archive: Archive, part: Part) -> tuple[list[Article], list[Quoted], list[Quoted]]:
    """Return all articles, the quotations to change, and some that no article has."""
    articles = [archive.article(e.article_id) for e in archive.entries(limit=100_000)]
    texts = "\n".join(article.text for article in articles)
    fresh = part is Part.FRESH
    first, last = _FRESH_ABSENT if fresh else _ABSENT
    absent = [
        Quoted(item.id, found[1])
        for item in list(realtimeqa.items(last))[first:]
        for found in list(_BETWEEN_MARKS.finditer(item.text))[:1]
        if (fresh or in_development(item.id) == (part is Part.DEVELOPMENT))
        and found[1] not in texts
    ]
    if fresh:
        known = {realtimeqa.item(line).id for line in news(part)}
        chosen = [a for a in articles if realtimeqa.item_id(a.origin) in known]
        return articles, quotations(chosen, {}), absent
    development = part is Part.DEVELOPMENT
    chosen = [a for a in articles if in_development(a.name) == development]
    annotated = {i.article.name: i for i in polnear_gold.items(development=development)}
    return articles, quotations(chosen, annotated), absent


def _measured(archive: Archive, part: Part, every: int, show: str) -> int:
    articles, found, absent = material(archive, part)
    made = mutations(found, absent, _SEED)[::every]
    matrix = checked(QuoteDesk(archive, default_embedder()), made, show)
    sources = len({quoted.article for quoted in found})
    print(f"{part}: {len(found)} quotations of {sources} articles, {len(made)} checks")
    print_matrix(matrix)
    true = frozenset(Kind) - CHANGES_MEANING
    exact = share(matrix, frozenset({Kind.EXACT}), frozenset({Verdict.EXACT}))
    caught = 1 - share(matrix, CHANGES_MEANING, _ACCEPTED)
    print(f"exact called exact: {exact:.3f}; changed never called exact or partial: {caught:.3f}")
    accepted = share(matrix, true, _ACCEPTED)
    print(f"quote desk: {accepted:.3f} of the true ones accepted, {caught:.3f} caught, ", end="")
    print(f"balanced {(accepted + caught) / 2:.3f}")
    print(by_similarity(made, {article.id: article for article in articles}))
    return int(exact < _LEAST_EXACT or caught < _LEAST_CAUGHT)


if __name__ == "__main__":
    sys.exit(main())
