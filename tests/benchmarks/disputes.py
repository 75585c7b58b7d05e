"""Fit what tells disputed quotations, and measure it beside the patterns of `assistant.dispute`.

    python -m tests.benchmarks.disputes [--refit] [--news N]

`tests/testsets/disputes.jsonl` holds articles of invention by six writers who had not seen the
program, half of them with a quotation that the article disputes; `disputes_held_out.jsonl` is by a
seventh. Ordinary quotations are added from the samples, from `desk_quotes_dev.jsonl` and from the
paragraphs of `../shared/data/reading` (SQuAD 1.1, Rajpurkar et al. 2016, CC BY-SA 4.0). Printed
are, for each writer with weights that were fitted without them, and for the held-out one with the
shipped weights, the share of disputed and of other quotations that are called disputed or doubted;
and the share of real news (RealTimeQA 2022), which nothing was fitted to.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.dispute import DISPUTED, DOUBTED, Attitude
from assistant.doubt import SHIPPED, Doubts, shipped_doubts
from assistant.reading.training.files import records
from assistant.recorded import Recorded
from assistant.telltales import parts, telltales
from sources.article import Page
from sources.cleaning import clean
from sources.quotation import Quotation
from sources.quotations import quotations
from tests.benchmarks import realtimeqa
from tests.benchmarks.confidence_questions import READING
from tests.testsets.question import SAMPLES, TESTSETS

_PARAGRAPHS = "paragraphs_squad11_train"
_EACH, _OF_A_TEXT = 6, 2
_SHORTEST = 30
_KEPT = 6_000
_STRENGTH = 30.0
_UNPLAIN = frozenset({"disputed", "asked", "inner quotation"})


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation of an article, by whom it was written, and whether the article disputes it."""

    writer: str
    recorded: Recorded
    quotation: Quotation
    disputed: bool

    @property
    def grams(self) -> list[str]:
        """What around it may tell."""
        around = parts(self.recorded, self.quotation)
        return [g for part in around for g in telltales(self.recorded, self.quotation, part)]


def _recorded(text: str) -> Recorded:
    article = clean(Page("a.txt", text))
    return Recorded(article, quotations(article))


def written(name: str) -> Iterator[Example]:
    """Yield the examples of a file of invented articles."""
    for line in (TESTSETS / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = _recorded(case["record"])
        start = found.article.text.find(case["words"])
        inside = (q for q in found.quoted if q.start <= start < q.end)
        if quotation := next(inside, None):
            yield Example(case["writer"], found, quotation, case["disputed"])


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
            yield from list(_all_of("paragraphs", text, frozenset()))[:_OF_A_TEXT]


def _all_of(writer: str, text: str, unplain: frozenset[str]) -> Iterator[Example]:
    found = _recorded(text)
    for quotation in found.quoted:
        words = found.article.text[quotation.start : quotation.end]
        if len(words) >= _SHORTEST:
            disputed = any(each in words or words in each for each in unplain)
            yield Example(writer, found, quotation, disputed)


def fitted(examples: Sequence[Example]) -> Doubts:
    """Fit the regression; of the n-grams, those are kept that weigh most in a first fit."""
    grams = [example.grams for example in examples]
    disputed = [example.disputed for example in examples]
    chosen: list[str] | None = None
    for _ in range(2):
        counting = TfidfVectorizer(
            analyzer=list, lowercase=False, min_df=2, use_idf=False, binary=True, vocabulary=chosen
        )
        if chosen is not None:
            counting.set_params(min_df=1)
        rows = counting.fit_transform(grams)
        model = LogisticRegression(C=_STRENGTH, max_iter=3_000).fit(rows, disputed)
        names, weights = counting.get_feature_names_out(), model.coef_[0]
        chosen = [str(names[n]) for n in np.argsort(-abs(weights), kind="stable")[:_KEPT]]
    kept = {str(name): round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return Doubts(kept, round(float(model.intercept_[0]), 4))


def main() -> None:
    """Fit where that is wanted, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--refit", action="store_true", help="write the weights anew")
    parser.add_argument("--news", type=int, default=200, help="how many articles of news")
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
    print(_line("held out", list(written("disputes_held_out.jsonl")), shipped_doubts()))
    if realtimeqa.ARTICLES.exists():
        texts = (f"{item.title}\n\n{item.text}" for item in realtimeqa.items(options.news))
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
    if name == "held out":
        rules = [Attitude(each.recorded, each.quotation).by_rule for each in examples]
        truth = np.array([each.disputed for each in examples])
        cells.append(f"by the patterns alone {np.mean(np.array(rules)[truth]):.3f}")
    return "  ".join(cells)


if __name__ == "__main__":
    main()
