"""Facts of a draft: how many changed sentences are flagged, and how many true ones.

    python -m tests.benchmarks.draft_facts CASES --archive DIR [--alone] [--show] [--questions N]

CASES is JSONL: `sentence` restates an article of the archive, `changed` is the same with one
number, name, date or negation changed, `change` says which, `source` names the article and
`contradicting` has its words. Cases in a row with the same source make a draft; with --alone each
is one. Prints the shares with 95 % intervals, and how long 40 sentences take beside 40 questions of
RealTimeQA 2022 to the same archive.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.chain import build_chain
from assistant.facts.draft_facts import FactSentence
from assistant.facts.fact_desk import FactDesk
from assistant.facts.fact_finding import FactFinding, FactVerdict
from assistant.question import Question
from assistant.reading.trained import shipped_reader
from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.benchmarks import realtimeqa
from tests.benchmarks.sealed_support import wilson

Case = Mapping[str, Any]
_WARM, _ASKED = 3, 40


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a case, whether it was changed, and what was found."""

    case: Case
    changed: bool
    finding: FactFinding

    @property
    def flagged(self) -> bool:
        """Return True if it is said to be contradicted."""
        return self.finding.verdict is FactVerdict.CONTRADICTED

    @property
    def shown(self) -> bool:
        """Return True if the words that contradict it are shown."""
        wanted = _plain(self.case["contradicting"])
        cited = [_plain(each.words) for each in self.finding.evidence]
        return any(wanted in words or words in wanted for words in cited)


def cases(path: Path) -> list[Case]:
    """Read the cases."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def judged(desk: FactDesk, given: Sequence[Case], *, alone: bool) -> Iterator[Judged]:
    """Check the sentences as they are and as they were changed, draft by draft."""
    drafts = (
        [[case] for case in given]
        if alone
        else [list(group) for _, group in groupby(given, key=lambda case: str(case["source"]))]
    )
    for draft in drafts:
        for changed in (False, True):
            written = [case["changed" if changed else "sentence"] for case in draft]
            sentences = tuple(FactSentence(words, 1) for words in written)
            for case, finding in zip(draft, desk.facts(sentences).findings, strict=True):
                yield Judged(case, changed, finding)


def interval(hits: int, of: int) -> str:
    """Write a share with its Wilson interval."""
    if not of:
        return "none"
    low, high = wilson(hits, of)
    return f"{hits:4} of {of:4}  {hits / of:.3f} ({low:.3f} to {high:.3f})"


def told(found: Sequence[Judged]) -> Iterator[str]:
    """Yield the shares."""
    changed = [one for one in found if one.changed]
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in changed:
        kinds[one.case["change"]].append(one)
    for kind, ones in sorted(kinds.items()):
        yield f"{kind + ' changed, flagged':34}{interval(sum(o.flagged for o in ones), len(ones))}"
    yield f"{'changed, flagged':34}{interval(sum(o.flagged for o in changed), len(changed))}"
    both = sum(one.flagged and one.shown for one in changed)
    yield f"{'changed, with the right sentence':34}{interval(both, len(changed))}"
    true = [one for one in found if not one.changed]
    yield f"{'unchanged, flagged':34}{interval(sum(o.flagged for o in true), len(true))}"
    for verdict in FactVerdict:
        number = sum(one.finding.verdict is verdict for one in true)
        yield f"{'unchanged, ' + verdict.value:34}{interval(number, len(true))}"


def ratio(
    archive: Archive, desk: FactDesk, written: Sequence[str], questions: Sequence[str]
) -> str:
    """Return how long sentences take, and as many questions."""
    chain = build_chain(archive, default_embedder())
    for question in questions[:_WARM]:
        chain.invoke(Question(question))
    desk.facts(tuple(FactSentence(words, 1) for words in written[:_WARM]))
    asked = questions[_WARM:][: len(written) - _WARM]
    start = time.perf_counter()
    desk.facts(tuple(FactSentence(words, 1) for words in written[_WARM:][: len(asked)]))
    facts = time.perf_counter() - start
    start = time.perf_counter()
    for question in asked:
        chain.invoke(Question(question))
    asking = time.perf_counter() - start
    return (
        f"{len(asked)} sentences {facts:.1f} s, as many questions {asking:.1f} s: "
        f"{facts / asking:.2f}"
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--alone", action="store_true", help="each sentence without the others")
    parser.add_argument("--show", action="store_true", help="print what is missed and false")
    parser.add_argument("--questions", type=int, default=_ASKED, help="for the ratio of times")
    options = parser.parse_args()
    realtimeqa.require(parser)
    given = cases(options.cases)
    with closing(Archive.open(options.archive, default_embedder())) as archive:
        desk = FactDesk(archive, default_embedder(), shipped_reader())
        found = list(judged(desk, given, alone=options.alone))
        for one in found if options.show else ():
            if one.flagged != one.changed:
                kind = "missed" if one.changed else "false"
                print(kind, one.case["change"], one.finding.words, one.finding.differences)
        print("\n".join(told(found)))
        written = [case["sentence"] for case in given][: options.questions + _WARM]
        questions = [each.text for each in realtimeqa.questions()][: options.questions + _WARM]
        print(
            ratio(
                archive, FactDesk(archive, default_embedder(), shipped_reader()), written, questions
            )
        )


if __name__ == "__main__":
    main()
