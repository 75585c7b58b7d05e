"""The reader's figures on every set that it may be measured on, with 95 % intervals.

    python -m tests.benchmarks.reader [--weights DIR] [--only SET...] [--most N] [--half HALF]
                                      [--data DIR] [--json FILE]

| set        | what                                                                             |
|------------|----------------------------------------------------------------------------------|
| squad      | the dev part of `paragraphs_*`: each question with its whole paragraph           |
| squad2     | `../shared/data/squad2`, each question with its gold context                     |
| selections | the dev parts of `questions_*`, with all their candidate sentences               |
| claims     | the dev parts of `claims_*`                                                      |
| wice       | `../shared/data/wice`, claims with their gold evidence                           |
| followups  | the dev part of `rewrites_*`: the words that the rewriting takes up              |
| yesno      | the dev part of `yesno_*`, the question taken as a claim about its passage       |

Where temperatures were taken from half of the documents of a dev part, the other half counts.
squad2 and wice are halved by document: --half dev may be looked at, figures count on the other.
What has no data is skipped. --weights names a folder with a manifest, or a bare .safetensors file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.reading.reader_weights import SHIPPED, load_weights
from assistant.reading.trained import LoadedReader, loaded
from assistant.reading.training.calibration import is_calibration
from assistant.reading.training.recipe import RECIPE
from assistant.reading.training.schedule import Kitchen
from tests.assistant.reading.prototype import bare_weights
from tests.benchmarks import reader_claims, reader_questions
from tests.benchmarks.curves import Figure, half_of
from tests.benchmarks.reader_claims import Stated
from tests.benchmarks.reader_questions import Asked, some

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
READING, SQUAD2, WICE = "reading", "squad2", "wice/claim_dev.jsonl"


@dataclass(frozen=True)
class Bench:
    """A reader, the dev parts of the training data, and how much of each set is taken."""

    reader: LoadedReader
    data: Path
    most: int
    half: str

    @cached_property
    def kitchen(self) -> Kitchen:
        """The dev parts of the training data."""
        return Kitchen(self.data / READING, "dev", self.reader.cutter)

    def squad(self) -> Iterator[Figure]:
        """Measure answerable and impossible questions over whole paragraphs."""
        paragraphs = [
            each
            for name in _files("impossible")
            for each in self.kitchen.paragraphs(name).all
            if not is_calibration(each.doc)
        ]
        asked = [
            Asked(question, each.text, answers, each.doc, each.title)
            for each in paragraphs
            for question, answers in (
                *((question, (answer,)) for question, answer in each.answerable),
                *((question, ()) for question in each.impossible),
            )
        ]
        return reader_questions.paragraphs("squad", asked, self.reader, self.most)

    def squad2(self) -> Iterator[Figure]:
        """Measure the questions of a half over their gold contexts."""
        folder = self.data / SQUAD2
        truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
        rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))["queries"]
        asked = []
        for row in rows:
            said, context = truth[row["id"]], row["context"]
            answers = () if said["is_impossible"] else tuple(said["answers"])
            if half_of(context) == self.half:
                asked.append(Asked(row["question"], context, answers, context))
        return reader_questions.paragraphs(f"squad2 {self.half}", asked, self.reader, self.most)

    def selections(self) -> Iterator[Figure]:
        """Measure which of a question's candidate sentences comes first."""
        for part in ("questions", "news", "encyclopedia"):
            for name in _files(part):
                found = self.kitchen.selections(name, part)
                title = f"{name} {part}"
                yield from reader_questions.selections(title, found, self.reader, self.most)

    def claims(self) -> Iterator[Figure]:
        """Measure claims over all files together, and each file."""
        files = _files("claims")
        every: list[Stated] = []
        likely = []
        for name in files:
            stated = [
                Stated(claim.text, claim.evidence, claim.label, claim.doc)
                for claim in self.kitchen.claims(name)
                if not is_calibration(claim.doc)
            ]
            taken = some(stated, max(1, self.most // len(files)))
            found = reader_claims.bearings(self.reader, taken)
            every += taken
            likely.append(found)
            yield from reader_claims.accuracy(name, taken, found)
        yield from reader_claims.accuracy("claims, all", every, np.concatenate(likely))
        yield from reader_claims.supported("claims, all", every, np.concatenate(likely))

    def wice(self) -> Iterator[Figure]:
        """Measure whether claims are supported in full by the evidence that people chose."""
        stated = reader_claims.wice(self.data / WICE, self.half)
        found = reader_claims.bearings(self.reader, stated)
        return reader_claims.supported(f"wice {self.half}", stated, found)

    def followups(self) -> Iterator[Figure]:
        """Measure which words of the conversation are found missing."""
        kept = [
            each
            for name in _files("conversations")
            for each in self.kitchen.follow_ups(name)
            if not is_calibration(each.rewrite)
        ]
        return reader_claims.missing("followups", kept, self.reader, self.most)

    def yesno(self) -> Iterator[Figure]:
        """Measure questions of yes or no, and how many of them are right in 19 of 20."""
        stated = [
            Stated(claim.text, claim.evidence, claim.label, claim.doc)
            for name in _files("yesno")
            for claim in self.kitchen.claims(name)
        ]
        return reader_claims.yesno("yesno", stated, self.reader, self.most)


def _files(part: str) -> list[str]:
    return [each.file for each in RECIPE if each.part == part]


SETS: dict[str, tuple[str, Callable[[Bench], Iterator[Figure]]]] = {
    "squad": (READING, Bench.squad),
    "squad2": (SQUAD2, Bench.squad2),
    "selections": (READING, Bench.selections),
    "claims": (READING, Bench.claims),
    "wice": (WICE, Bench.wice),
    "followups": (READING, Bench.followups),
    "yesno": (READING, Bench.yesno),
}


def main() -> None:
    """Print the figures of each set whose data is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--most", type=int, default=1200, help="cases of a set, at most")
    parser.add_argument("--half", choices=("dev", "held_out"), default="held_out")
    parser.add_argument("--json", type=Path, help="write the figures here, for the model card")
    options = parser.parse_args()
    bare = options.weights.suffix == ".safetensors"
    weights = (bare_weights if bare else load_weights)(options.weights)
    reader = loaded(weights)
    bench = Bench(reader, options.data, options.most, options.half)
    print(reader.model_id)
    found: list[Figure] = []
    for name in options.only:
        place, measured = SETS[name]
        data = options.data / place
        if not data.exists():
            print(f"{name}: skipped, {data} is not there")
            continue
        for figure in measured(bench):
            print(figure, flush=True)
            found.append(figure)
    if options.json:
        figures = {"model": reader.model_id, "figures": [asdict(each) for each in found]}
        options.json.write_text(f"{json.dumps(figures, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
