"""The ledger's check of sentences against evidence, next to trivial ones, with 95 % intervals.

    python -m tests.benchmarks.support [--refit] [--split dev]

First sentences of the sample archive, changed by program and written by hand, then how long a
sentence takes, then WiCE (claim_dev): supported against the rest. Gold evidence is the first set of
sentences that an annotator gave; claims without any get the sentences that come closest, as all
do under "retrieved". Thresholds and, with --refit, weights come from the development half alone.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.evaluation.scorecard import LEVEL, RESAMPLES
from assistant.ledger.ledger import Support
from assistant.ledger.support import SupportCheck
from index.embedding.embedder import default_embedder
from tests.benchmarks.wice import CLAIMS, Judged, claims, judged
from tests.testsets.changes import changed
from tests.testsets.question import SAMPLES, cleaned
from tests.testsets.support import EXCHANGED, PATH, written

SPLITS = ("dev", "held_out")
_SEED = 20241101
_REGULARISATION = 3.0
Scores = NDArray[np.float64]
Measure = Callable[[NDArray[np.bool_], Scores, NDArray[np.bool_]], float]


def auroc(truth: NDArray[np.bool_], scores: Scores, _: NDArray[np.bool_]) -> float:
    """Return how often a supported claim is scored above another; equals count half."""
    above = scores[truth][:, None] - scores[~truth][None, :]
    return float((above > 0).mean() + (above == 0).mean() / 2) if above.size else 0.5


def f1(truth: NDArray[np.bool_], _: Scores, said: NDArray[np.bool_]) -> float:
    """Return the F1 of saying "supported"."""
    right = (truth & said).sum()
    return float(2 * right / max(1, truth.sum() + said.sum()))


def accuracy(truth: NDArray[np.bool_], _: Scores, said: NDArray[np.bool_]) -> float:
    """Return the share of claims that are told right."""
    return float((truth == said).mean())


MEASURES: dict[str, Measure] = {"AUROC": auroc, "F1": f1, "accuracy": accuracy}


def best_threshold(truth: NDArray[np.bool_], scores: Scores) -> float:
    """Return the score from which on "supported" has the best F1."""
    return float(max(sorted(set(scores)), key=lambda least: f1(truth, scores, scores >= least)))


def cell(
    measure: Measure, truth: NDArray[np.bool_], scores: Scores, said: NDArray[np.bool_]
) -> str:
    """Return a measure with its interval: claims drawn again, many times."""
    chance = np.random.default_rng(_SEED)
    drawn = [chance.integers(len(truth), size=len(truth)) for _ in range(RESAMPLES)]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(
        [measure(truth[each], scores[each], said[each]) for each in drawn], [tail, 1 - tail]
    )
    return f"{measure(truth, scores, said):.3f} [{low:.3f}, {high:.3f}]"


def table(development: Sequence[Judged], shown: Sequence[Judged]) -> Iterator[str]:
    """Write a row for each way to tell; thresholds come from the development half."""
    yield f"{'':<28}" + "".join(f"{name:<24}" for name in MEASURES)
    truth = np.array([case.truth for case in shown])
    known = np.array([case.truth for case in development])
    verdicts = np.array([case.support is Support.SUPPORTED for case in shown])
    rows = {"all supported": (np.ones(len(shown)), np.ones(len(shown), dtype=bool))}
    for name in shown[0].scores:
        scores = np.array([case.scores[name] for case in shown])
        least = best_threshold(known, np.array([case.scores[name] for case in development]))
        rows[f"{name} >= {least:.2f}"] = (scores, scores >= least)
    rows["ledger, its verdict"] = (verdicts.astype(np.float64), verdicts)
    for name, (scores, said) in rows.items():
        cells = (cell(measure, truth, scores, said) for measure in MEASURES.values())
        yield f"{name:<28}" + "".join(f"{each:<24}" for each in cells)
    counts = Counter((case.label, case.support.value) for case in shown)
    for label in sorted({case.label for case in shown}):
        told = ", ".join(f"{n} {s}" for (given, s), n in sorted(counts.items()) if given == label)
        yield f"  {label}: {told}"


def refitted(development: Sequence[Judged]) -> str:
    """Fit the weights of `assistant.ledger.doubts.support_likelihood` again."""
    rows = np.array([case.signs.row for case in development])
    model = LogisticRegression(C=_REGULARISATION).fit(rows, [case.truth for case in development])
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    return f"coverage, sense, number, date, name: {weights}; constant {model.intercept_[0]:.2f}"


def samples(check: SupportCheck) -> Iterator[str]:
    """Count what the ledger says of changed and of written sentences, and time it."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for case in changed(list(cleaned(SAMPLES).values())):
        entry = check.entry(case.sentence, [case.evidence], said_on=case.said_on)
        told[f"by program: {case.kind}"][entry.support.value] += 1
    seconds = []
    for path, sort in ((PATH, "by hand"), (EXCHANGED, "in a word")):
        for sentence in written(path):
            begun = time.perf_counter()
            entry = sentence.judged(check)
            seconds.append(time.perf_counter() - begun)
            told[f"{sort} ({sentence.split}): {sentence.kind}"][entry.support.value] += 1
    for kind, counts in sorted(told.items()):
        listed = ", ".join(f"{counts[s.value]} {s.value}" for s in Support if counts[s.value])
        yield f"{kind:<36}{counts.total():>5}: {listed}"
    p50, p95 = np.quantile(seconds, [0.5, 0.95]) * 1000
    yield f"a sentence took {p50:.1f} ms (median), {p95:.1f} ms (95 %), {len(seconds)} sentences"


def wice(check: SupportCheck, splits: Sequence[str], *, refit: bool) -> Iterator[str]:
    """Measure on WiCE, its halves apart; the development half is needed for thresholds."""
    found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for claim in claims(check, {"dev", *splits}):
        for kind, evidence in (("gold", claim.gold), ("retrieved", claim.retrieved)):
            found[kind, claim.split].append(judged(claim, evidence, check))
    if refit:
        yield refitted([*found["gold", "dev"], *found["retrieved", "dev"]])
    for (kind, split), cases in sorted(found.items()):
        if split not in splits:
            continue
        supported = sum(case.truth for case in cases)
        yield f"\nWiCE {split}, {kind} evidence: {len(cases)} claims, {supported} supported"
        yield from table(found[kind, "dev"], cases)


def main() -> None:
    """Print everything whose data is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--refit", action="store_true", help="fit the weights again and print them")
    parser.add_argument("--split", choices=SPLITS, help="show one half of WiCE only")
    options = parser.parse_args()
    check = SupportCheck(default_embedder())
    check.entry("The model is loaded before anything is timed.", ["It is loaded."])
    print("\n".join(samples(check)))
    if not CLAIMS.exists():
        print(f"WiCE: skipped, {CLAIMS} is not there")
        return
    splits = [options.split] if options.split else SPLITS
    for line in wice(check, splits, refit=options.refit):
        print(line, flush=True)


if __name__ == "__main__":
    main()
