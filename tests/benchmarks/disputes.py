"""Fit what tells disputed quotations, and compare it with the patterns of `quotes.dispute`.

    python -m tests.benchmarks.disputes [--refit] [--news N]

`tests/testsets/disputes.jsonl` holds invented articles by eight writers who had not seen the
program; some of their quotations are disputed by the article. Two of the writers wrote long
articles with several quotations, where the denial may be far from the words.
`disputes_held_out.jsonl` and `disputes_long_held_out.jsonl` are by two more: only their totals are
looked at. Ordinary quotations are added from the samples, from `desk_quotes_dev.jsonl`, from the
paragraphs of `../shared/data/reading` (SQuAD 1.1, Rajpurkar et al. 2016, CC BY-SA 4.0) and from
news (RealTimeQA 2022, none of the articles that are measured). For each writer, with weights that
were fitted without them, and for the held-out ones and the first articles of RealTimeQA with the
shipped weights, this prints the share of disputed and of other quotations that are called disputed
or doubted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from assistant.quotes.dispute import DISPUTED, DOUBTED, Attitude
from assistant.quotes.doubt import SHIPPED, Doubts, Telltale, Telltales, shipped_doubts
from assistant.quotes.recorded_words import Recorded
from assistant.reading.training.paragraph import records
from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.quotations.finding import quotations
from sources.quotations.quotation import Quotation
from tests.benchmarks import dispute_fit, realtimeqa
from tests.benchmarks.confidence_questions import READING
from tests.testsets.question import SAMPLES, TESTSETS

_PARAGRAPHS = "paragraphs_squad11_train"
_EACH, _OF_A_TEXT = 6, 2
_SHORTEST = 30
# The first articles of RealTimeQA are measured on; of those behind them, every so many is read.
_MEASURED, _EACH_NEWS, _OF_NEWS = 200, 8, 2
_LONG = 2.0
_UNPLAIN = frozenset({"disputed", "asked", "inner quotation"})


@dataclass(frozen=True)
class Example:
    """A quotation of an article, by whom it was written, and whether the article disputes it."""

    writer: str
    recorded: Recorded
    quotation: Quotation
    disputed: bool

    @cached_property
    def telltales(self) -> tuple[Telltale, ...]:
        """The sentences that may tell."""
        return tuple(Telltales(self.recorded, self.quotation))


def _recorded(text: str) -> Recorded:
    article = clean(Page("a.txt", text))
    return Recorded(article, quotations(article))


def written(name: str) -> Iterator[Example]:
    """Yield the examples of a file of invented articles."""
    for line in (TESTSETS / name).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        found = _recorded(article["record"])
        for case in article["cases"]:
            start = found.article.text.find(case["words"])
            inside = (q for q in found.quoted if q.start <= start < q.end)
            if quotation := next(inside, None):
                writer = article.get("writer", "held out")
                yield Example(writer, found, quotation, case["disputed"])


def ordinary() -> Iterator[Example]:
    """Yield quotations of ordinary texts, and a few disputed ones of the quote desk's cases."""
    for path in sorted(SAMPLES.glob("*.txt")):
        yield from _all_of("samples", path.read_text(encoding="utf-8"), frozenset())
    for line in (TESTSETS / "desk_quotes_dev.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        unplain = frozenset(c["words"] for c in record["cases"] if c["kind"] in _UNPLAIN)
        yield from _all_of("desk", record["record"], unplain)
    quoting = (d for *_, d in records(READING, _PARAGRAPHS, "train") if '"' in d["context"])
    for number, each in enumerate(quoting):
        if number % _EACH == 0:
            text = f"{each['title'].replace('_', ' ')}\n\n{each['context']}"
            yield from islice(_all_of("paragraphs", text, frozenset()), _OF_A_TEXT)
    for number, item in enumerate(realtimeqa.items()):
        if number >= _MEASURED and number % _EACH_NEWS == 0:
            text = f"{item.title}\n\n{item.text}"
            yield from islice(_all_of("news", text, frozenset()), _OF_NEWS)


def _all_of(writer: str, text: str, unplain: frozenset[str]) -> Iterator[Example]:
    found = _recorded(text)
    for quotation in found.quoted:
        words = found.article.text[quotation.start : quotation.end]
        if len(words) >= _SHORTEST:
            disputed = any(each in words or words in each for each in unplain)
            yield Example(writer, found, quotation, disputed)


def fitted(examples: Sequence[Example]) -> Doubts:
    """Fit the weights to examples; those in long articles count more."""
    return dispute_fit.fitted(
        [
            dispute_fit.Told(e.telltales, e.disputed, _LONG if e.writer.endswith("long") else 1.0)
            for e in examples
        ]
    )


def main() -> None:
    """Fit where that is wanted, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--refit", action="store_true", help="write the weights anew")
    parser.add_argument("--held-out", action="store_true", help="measure the held-out writers")
    parser.add_argument("--news", type=int, default=_MEASURED, help="how many articles of news")
    options = parser.parse_args()
    known, plain = list(written("disputes.jsonl")), list(ordinary())
    if options.refit:
        doubts = fitted([*known, *plain])
        weights = dict(sorted(doubts.weights.items()))
        content = {"constant": doubts.constant, "weights": weights}
        SHIPPED.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")
        shipped_doubts.cache_clear()
    for writer in dict.fromkeys(example.writer for example in known):
        others = [example for example in known if example.writer != writer]
        own = [example for example in known if example.writer == writer]
        print(_line(f"{writer}, fitted without", own, fitted([*others, *plain])))
    if options.held_out:
        for name in ("disputes_held_out", "disputes_long_held_out"):
            print(_line(name, list(written(f"{name}.jsonl")), shipped_doubts()))
    if realtimeqa.ARTICLES.exists():
        texts = (
            f"{item.title}\n\n{item.text}"
            for item in realtimeqa.items(min(options.news, _MEASURED))
        )
        news = [each for text in texts for each in _all_of("news", text, frozenset())]
        print(_line("news", news, shipped_doubts()))


def _line(name: str, examples: Sequence[Example], doubts: Doubts) -> str:
    cells = [f"{name:<22}"]
    for disputed in (True, False):
        chosen = [each for each in examples if each.disputed is disputed]
        if not chosen:
            continue
        likely = np.array([doubts.of(e.recorded, e.quotation).probability for e in chosen])
        cells.append(
            f"{'disputed' if disputed else 'others'} {len(chosen)}: called disputed "
            f"{np.mean(likely >= DISPUTED):.3f}, at least doubted {np.mean(likely >= DOUBTED):.3f}"
        )
    if name.endswith("held_out"):
        rules = [Attitude(each.recorded, each.quotation).by_rule for each in examples]
        truth = np.array([each.disputed for each in examples])
        cells.append(f"by the patterns alone {np.mean(np.array(rules)[truth]):.3f}")
    return "  ".join(cells)


if __name__ == "__main__":
    main()
