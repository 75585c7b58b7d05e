"""How follow-ups are found: as they were typed, with the words of the question before, rewritten.

    python -m tests.benchmarks.followups [--model PROVIDER:MODEL [--base-url URL]] [--show]

Asks the conversations of `tests/testsets/followups.jsonl` of the sample articles, the earlier
questions first, and prints retrieval by article and citation recall of the last question for each
half: as typed, with the content words of the question before it appended, with the words that the
program adds, and rewritten by a chat model where one is named. Then every question of the other
sets is asked behind one that it has nothing to do with: a question that stands alone and is
rewritten all the same is a false rewrite.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.chain import Setup, build_chain
from assistant.evaluation.case import Case
from assistant.evaluation.measures import Values, measure
from assistant.evaluation.respondent import asked, outcome_of
from assistant.evaluation.testset import load
from assistant.followup import FollowUps, Rewriter, Rewriting
from assistant.history import history_of
from assistant.question import Exchange, Question
from assistant.reading.trained import shipped_reader
from assistant.writing.models import ModelSettings, chat_model
from assistant.writing.question_rewriting import ModelRewriter
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from index.search import Search
from sources.language.words import tokens
from tests.testsets.measuring import archive_of
from tests.testsets.question import SHARED, TESTSETS, questions

MEASURES = ("article Success@1", "article Success@4", "article RR@10", "citation recall")
NEW_TOPIC = "new_topic"
# How far apart, in the order of the file, two questions are put into one conversation.
_APART = (1, 7, 19)
# Nobody waits: what a model says is measured, not how fast it says so.
_SECONDS = 180.0


class AsTyped:
    """Rewrites nothing."""

    def rewrite(self, question: Question) -> Rewriting:
        """Leave the question as it is."""
        del question
        return Rewriting()


class LastWords:
    """Appends the content words of the question before: the baseline for everything cleverer."""

    def rewrite(self, question: Question) -> Rewriting:
        """Append them, whatever the question is about."""
        if not question.history:
            return Rewriting()
        before = question.history[-1].looked_for
        words = (before[word.start : word.end] for word in tokens(before) if word.is_content)
        return Rewriting(" ".join([question.text, *words]))


@dataclass
class Noting:
    """A rewriter that keeps what it made of the last question of each conversation."""

    rewriter: Rewriter
    made: dict[tuple[str, ...], Rewriting] = field(default_factory=dict)

    def rewrite(self, question: Question) -> Rewriting:
        """Rewrite, and keep it."""
        earlier = tuple(exchange.question for exchange in question.history)
        made = self.made[*earlier, question.text] = self.rewriter.rewrite(question)
        return made


@dataclass(frozen=True)
class Measured:
    """What the conversations came to with one rewriter: a case, its values, its rewriting."""

    name: str
    rows: tuple[tuple[Case, Values, Rewriting], ...]

    def mean(self, measure_name: str, split: str) -> float:
        """Return the mean of a measure over the cases of a half that it applies to."""
        values = [
            value
            for case, measured, _ in self.rows
            if case.split == split and (value := measured.get(measure_name)) is not None
        ]
        return sum(values) / len(values)

    def dependent(self, split: str, *, rewritten: bool) -> int:
        """Count the cases that turn to nothing new and that were rewritten, or were not."""
        return sum(
            bool(made.text) is rewritten
            for case, _, made in self.rows
            if case.split == split and NEW_TOPIC not in case.tags
        )

    def remarks(self, split: str) -> int:
        """Count the cases in which what a model said was not used."""
        return sum(bool(made.remark) for case, _, made in self.rows if case.split == split)

    def false_rewrites(self, split: str) -> int:
        """Count the cases that turn to something new and were rewritten all the same."""
        return sum(
            bool(made.text)
            for case, _, made in self.rows
            if case.split == split and NEW_TOPIC in case.tags
        )


def asked_with(name: str, rewriter: Rewriter, archive: Archive, embedder: Embedder) -> Measured:
    """Ask all conversations with a rewriter."""
    noting = Noting(rewriter)
    chain = build_chain(archive, embedder, Setup(rewriting=lambda *_: noting))
    search = Search(archive, embedder)
    rows = []
    for case in load(TESTSETS / "followups.jsonl", archive).cases:
        history = history_of(chain, case.history, case.filters)
        answer, heard = asked(chain, search, Question(case.question, case.filters, history))
        values = measure(case, outcome_of(case, answer, heard))
        rows.append((case, values, noting.made[*case.history, case.question]))
    return Measured(name, tuple(rows))


def unrelated(split: str) -> Iterator[Question]:
    """Put each question of the other sets behind questions that it has nothing to do with."""
    for name in ("samples", "articles"):
        items = [item for item in questions(name) if item.split == split]
        for apart in _APART:
            for number, item in enumerate(items):
                other = items[number - apart]
                if item.family == other.family:
                    continue
                said = " ".join(gold.quote for gold in other.gold[:1])
                before = Exchange(other.question, said)
                yield Question(item.question, history=(before,))


def report(measured: Sequence[Measured], *, show: bool) -> None:
    """Print each half of what was measured."""
    for split in ("dev", "held_out"):
        cases = [case for case, _, _ in measured[0].rows if case.split == split]
        new = sum(NEW_TOPIC in case.tags for case in cases)
        print(f"\n{split}: {len(cases)} conversations, of which {new} turn to something new")
        print(
            f"{'':16}{''.join(f'{name:>19}' for name in MEASURES)}{'rewritten':>11}{'falsely':>9}"
        )
        for one in measured:
            figures = "".join(f"{one.mean(name, split):19.3f}" for name in MEASURES)
            done = one.dependent(split, rewritten=True)
            told = f"{done:>11}{one.false_rewrites(split):>9}{one.remarks(split):>9}"
            print(f"{one.name:16}{figures}{told}")
    if show:
        _show(measured)


def _show(measured: Sequence[Measured]) -> None:
    for one in measured:
        for case, values, made in one.rows:
            if made.text or made.remark:
                print(f"\n{case.id} {case.split}: {' | '.join((*case.history, case.question))}")
                print(f"    {one.name}: {made.text} {made.remark}")
                print(f"    {values.get('article RR@10')}, {values.get('citation recall')}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print every rewritten question")
    parser.add_argument("--model", default="", help="a chat model that rewrites as well")
    parser.add_argument("--base-url", default="", help="where it is served as OpenAI's are")
    options = parser.parse_args()
    embedder, reader = default_embedder(), shipped_reader()
    with (
        tempfile.TemporaryDirectory() as scratch,
        archive_of("followups", embedder, Path(scratch)) as archive,
    ):
        follow_ups = FollowUps(Search(archive, embedder), reader)
        rewriters: dict[str, Rewriter] = {
            "as typed": AsTyped(),
            "last words": LastWords(),
            "words added": follow_ups,
        }
        if options.model:
            model = chat_model(ModelSettings(options.model, options.base_url, timeout=_SECONDS))
            made = ModelRewriter(model, options.model, follow_ups, _SECONDS)
            rewriters["by the model"] = made
        measured = [
            asked_with(name, rewriter, archive, embedder) for name, rewriter in rewriters.items()
        ]
        report(measured, show=options.show)
        print("\nQuestions that stand alone, each behind one that it has nothing to do with")
        archive.add([SHARED])
        for split in ("dev", "held_out"):
            alone = list(unrelated(split))
            changed = [each.text for each in alone if follow_ups.rewrite(each).text]
            print(f"{split}: {len(changed)} of {len(alone)} rewritten", *changed, sep="\n    ")


if __name__ == "__main__":
    main()
