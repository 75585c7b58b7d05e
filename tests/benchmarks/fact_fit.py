"""Fit the weights by which facts are contradicted, and measure them on articles left out.

    python -m tests.benchmarks.fact_fit CASES --archive DIR [--refit]

CASES is JSONL as `tests.benchmarks.draft_facts` reads it; `draft_facts_dev.jsonl` is what the
shipped weights were fitted to. Printed is, for each likelihood from which a contradiction may be
said, how many changed sentences would be flagged and how many true ones, by weights fitted without
the article that the sentences restate.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answering.vector_cache import SentenceMemory
from assistant.facts.conflicting_values import Extent
from assistant.facts.contenders import Contenders
from assistant.facts.denials import Denials
from assistant.facts.fact_comparison import SHIPPED, Likelihood, close_to
from assistant.facts.fact_evidence import FactSearch, Source
from assistant.reading.trained import shipped_reader
from index.archive import Archive
from index.embedding.embedder import default_embedder
from index.scope import Filters
from sources.language.analysis import analysed
from sources.language.scripts import holds_hangul
from tests.benchmarks.draft_facts import Case, cases

_THRESHOLDS = (0.3, 0.4, 0.5, 0.6)
_STRENGTH = {"values": 0.3, "denials": 0.1}


@dataclass(frozen=True, slots=True)
class Example:
    """Features of a sentence, and whether they come from what was changed in it."""

    source: str
    sentence: str
    changed: bool
    contradicts: bool
    features: Mapping[str, float]


def examples(search: FactSearch, given: Sequence[Case]) -> Iterator[tuple[str, Example]]:
    """Yield the examples of "values" and "denials" that cases make.

    "others" are values of articles that a true sentence does not restate: they contradict
    nothing.
    """
    reader = shipped_reader()
    contenders, denials = Contenders(search, reader), Denials(reader)
    for source, group in groupby(given, key=lambda case: str(case["source"])):
        draft = list(group)
        for changed in (False, True):
            written = [str(case["changed" if changed else "sentence"]) for case in draft]
            near = search.of_draft(written, Filters())
            for case, words, sources in zip(draft, written, near, strict=True):
                if not sources or holds_hangul(words) or (close := close_to(sources)) is None:
                    continue
                claim, denied = analysed(words), case["change"] == "negation"
                for found in contenders.of(claim, close):
                    told = changed and not denied and _meets(found.value.extent, case)
                    yield "values", Example(source, words, changed, told, found.features)
                for found in contenders.of(claim, [] if changed else _others(case, close)):
                    yield "others", Example(source, words, False, False, found.features)
                if denied or not changed:
                    bearings = reader.bears(words, [each.text for each in sources])
                    features = denials.features(claim, sources, bearings)
                    yield "denials", Example(source, words, changed, changed, features)


def _others(case: Case, close: Sequence[Source]) -> list[Source]:
    """Return the sentences of articles that a case does not restate."""
    words = " ".join(str(case["contradicting"]).replace("’", "'").split())
    return [s for s in close if words not in " ".join(s.article.text.replace("’", "'").split())]


def fitted(found: Sequence[Example], strength: float) -> Likelihood:
    """Fit the regression; the weights are those of the features as they come."""
    names = list(found[0].features)
    rows = np.array([[each.features[name] for name in names] for each in found])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=2_000)
    model.fit((rows - middle) / spread, [each.contradicts for each in found])
    weights = model.coef_[0] / spread
    constant = float(model.intercept_[0] - weights @ middle)
    kept = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    return Likelihood(kept, round(constant, 4))


def told(name: str, found: Sequence[Example], others: Sequence[Example] = ()) -> Iterator[str]:
    """Yield what weights say of the sentences of an article that they were not fitted to."""
    likely: dict[tuple[str, bool], float] = {}
    for source in dict.fromkeys(each.source for each in found):
        known = [e for e in [*found, *others] if e.source != source]
        likelihood = fitted(known, _STRENGTH[name])
        for each in (e for e in found if e.source == source):
            key = (each.sentence, each.changed)
            likely[key] = max(likely.get(key, 0.0), likelihood.of(each.features))
    for threshold in _THRESHOLDS:
        flagged = [changed for (_, changed), p in likely.items() if p >= threshold]
        yield f"{name} from {threshold}: {sum(flagged)} changed, {flagged.count(False)} true"


def _meets(extent: Extent, case: Case) -> bool:
    """Return True if a value of the changed sentence has what was changed."""
    before, after = str(case["sentence"]), str(case["changed"])
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    rest = (before[start:][::-1], after[start:][::-1])
    back = next((n for n, (a, b) in enumerate(zip(*rest, strict=False)) if a != b), 0)
    return extent[0] <= len(after) - back and start <= extent[1]


def main() -> None:
    """Fit where that is wanted, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--refit", action="store_true", help="write the weights anew")
    options = parser.parse_args()
    found: dict[str, list[Example]] = defaultdict(list)
    embedder = default_embedder()
    with closing(Archive.open(options.archive, embedder)) as archive, archive.view() as view:
        search = FactSearch(view, embedder, SentenceMemory(embedder))
        for name, example in examples(search, cases(options.cases)):
            found[name].append(example)
    others = {"values": found["others"], "denials": []}
    for name, more in others.items():
        print("\n".join(told(name, found[name], more)))
    if options.refit:
        content: dict[str, Any] = {}
        for name, more in others.items():
            likelihood = fitted([*found[name], *more], _STRENGTH[name])
            content[name] = {"constant": likelihood.constant, "weights": dict(likelihood.weights)}
        SHIPPED.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
