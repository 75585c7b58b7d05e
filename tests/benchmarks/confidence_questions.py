"""Questions asked of archives, with what was known of each sentence that was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence import NAMES, Combiner, Judge, form_of
from assistant.answering.findings import Finder
from assistant.answering.quoting import MOST_CLAIMS, NEARLY_AS_GOOD
from assistant.answering.sentence import Sentence
from assistant.evaluation.case import Case
from assistant.evaluation.holding import holds
from assistant.evaluation.matching import states_expected
from assistant.evaluation.testset import load
from assistant.question import Question, parts
from assistant.reading.training.calibration import is_calibration
from assistant.reading.training.paragraph import Paragraphs, records
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.search import Search
from sources.language.scripts import holds_hangul
from tests.benchmarks.scorecards import DATA, bereft, source, split_by_lot
from tests.testsets.question import SAMPLES, SHARED, TESTSETS

READING = DATA / "reading"
CASES = ("samples", "articles", "realtimeqa2022", "unanswerable", "squad2")
_PARAGRAPHS = "paragraphs_squad11_train"
_SEARCHES = ("questions_qed_nq", "questions_covidqa", "questions_selqa")
_POLAR = "yesno_boolq"
_SEED = 16
_NEWS = 1_000
# Longer gold is a whole article: then the answer tells which of its sentences is right.
_PASSAGE = 1_500

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question with the signals of its sentences, a row each, and which of them are right."""

    question: str
    set: str
    half: str
    answerable: bool
    signals: Floats
    right: NDArray[np.bool_]

    def answer(self, combiner: Combiner) -> tuple[float, bool]:
        """Return the probability of the best sentence, and whether one that is quoted is right.

        Those that are nearly as good as the best one are quoted with it.
        """
        if not len(self.signals):
            return 0.0, False
        likely = combiner.weighing(form_of(self.question)).probability(self.signals)
        order = np.argsort(-likely, kind="stable")[:MOST_CLAIMS]
        best = likely[order[0]]
        quoted = [number for number in order if likely[number] >= NEARLY_AS_GOOD * best]
        return float(best), bool(self.right[quoted].any())


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that answers a question, as an article; without `right`, any sentence of it does."""

    question: str
    doc: str
    title: str
    text: str
    right: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What the article is called."""
        return f"{self.doc}:{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"


class Asker:
    """Asks questions of one archive, and keeps what was known of the sentences that were read."""

    def __init__(self, archive: Archive, embedder: Embedder, judge: Judge) -> None:
        self._archive, self._embedder, self._judge = archive, embedder, judge

    def ask(self, question: str) -> Iterator[tuple[Sentence, Floats]]:
        """Yield the sentences that were read for the first part of a question."""
        plain = Question(question).plain
        part = parts(plain)[0]
        with self._archive.view() as view:
            finder = Finder(view, self._embedder, self._judge)
            sentences = finder.sentences(Search(view, self._embedder).passages(plain))
            topic = finder.topic(part, view.scope().passages)
        for read in self._judge.read(part, sentences, topic):
            yield read.sentence, read.signals.values


def cases(name: str, folder: Path, embedder: Embedder, judge: Judge) -> Iterator[Asked]:
    """Ask the English questions of a test set."""
    if name in ("samples", "articles"):
        path, articles = TESTSETS / f"{name}.jsonl", {"samples": SAMPLES, "articles": SHARED}[name]
    else:
        found = source(name, folder, None if name == "squad2" else _NEWS)
        path, articles = found.cases, found.articles
    with closing(Archive.create_or_open(folder / "archive", embedder)) as archive:
        archive.add([articles])
        asker = Asker(archive, embedder, judge)
        known = load(bereft(path, archive) if name == "unanswerable" else path, archive)
        for case in split_by_lot(known).cases:
            if case.is_quotation or case.history or holds_hangul(case.question):
                continue
            read = list(asker.ask(case.question))
            right = [_is_right(case, sentence) for sentence, _ in read]
            answerable, rows = case.answerable is not False, _rows(read, right)
            yield Asked(case.question, name, case.split or "", answerable, *rows)


def passages(
    name: str, found: Sequence[Passage], folder: Path, embedder: Embedder, judge: Judge
) -> Iterator[Asked]:
    """Ask questions of all passages, and again as if the one that answers were not there."""
    with closing(archived(found, folder, embedder)) as archive:
        asker = Asker(archive, embedder, judge)
        for each in found:
            read = list(asker.ask(each.question))
            half = "dev" if is_calibration(each.doc) else "held_out"
            gold = [sentence.text in each.text for sentence, _ in read]
            right = [
                here and (not each.right or sentence.text in each.right)
                for here, (sentence, _) in zip(gold, read, strict=True)
            ]
            yield Asked(each.question, name, half, True, *_rows(read, right))
            others = [one for one, here in zip(read, gold, strict=True) if not here]
            nothing = [False] * len(others)
            yield Asked(each.question, name, half, False, *_rows(others, nothing))


def paragraphs(folder: Path, embedder: Embedder, judge: Judge, most: int) -> Iterator[Asked]:
    """Ask questions about paragraphs, half of them impossible, in lower case as those are."""
    known = Paragraphs.read(READING, _PARAGRAPHS, "dev")
    drawn = Random(_SEED)  # noqa: S311 - nothing to do with secrets
    possible = [(q, p, answer) for p in known.all for q, answer in p.answerable]
    impossible = [(q, p, "") for p in known.all for q in p.impossible]
    articles = [
        Passage("", doc, some[0].title.replace("_", " "), "\n\n".join(p.text for p in some))
        for doc, some in known.articles.items()
    ]
    with closing(archived(articles, folder, embedder)) as archive:
        asker = Asker(archive, embedder, judge)
        for some in (possible, impossible):
            chosen = drawn.sample(some, min(most // 2, len(some)))
            for question, paragraph, answer in chosen:
                read = list(asker.ask(question.lower()))
                right = [bool(answer) and answer in sentence.text for sentence, _ in read]
                half = "dev" if is_calibration(paragraph.doc) else "held_out"
                rows = _rows(read, right)
                yield Asked(question, "paragraphs", half, bool(answer), *rows)


def searches(most: int) -> list[Passage]:
    """Return questions that people typed into a search engine, and others like them."""
    found = []
    for name in _SEARCHES:
        for *_, record in records(READING, name, "dev"):
            sentences = [str(each[0]) for each in record["candidates"]]
            right = frozenset(str(each[0]) for each in record["candidates"] if each[3] == 1)
            if right:
                passage = Passage(
                    record["question"], record["doc"], record["title"], " ".join(sentences), right
                )
                found.append(passage)
    return some_of(found, most)


def polar(most: int) -> list[Passage]:
    """Return questions of yes or no, each with a passage that settles it."""
    lines = (record for *_, record in records(READING, _POLAR, "dev"))
    found = (Passage(f"{r['question']}?", r["doc"], r["title"], r["passage"]) for r in lines)
    return some_of(found, most)


def some_of(found: Iterable[Passage], most: int) -> list[Passage]:
    """Return some passages, the same ones each time."""
    distinct = list(found)
    drawn = Random(_SEED)  # noqa: S311 - nothing to do with secrets
    return drawn.sample(distinct, min(most, len(distinct)))


def archived(found: Iterable[Passage], folder: Path, embedder: Embedder) -> Archive:
    """Make an archive of passages, each an article."""
    path = folder / "articles.jsonl"
    articles = {e.name: {"id": e.name, "title": e.title, "text": e.text} for e in found}
    path.write_text("".join(f"{json.dumps(each)}\n" for each in articles.values()), "utf-8")
    archive = Archive.create_or_open(folder / "archive", embedder)
    archive.add([path])
    return archive


def _is_right(case: Case, sentence: Sentence) -> bool:
    if case.answerable is False:
        return False
    gold = [span for span in case.gold if span.article_id == sentence.article.id]
    if any(holds(sentence.span, span) for span in gold if span.end - span.start < _PASSAGE):
        return True
    return states_expected(case, sentence.text)


def _rows(
    read: Sequence[tuple[Sentence, Floats]], right: Sequence[bool]
) -> tuple[Floats, NDArray[np.bool_]]:
    signals = np.array([values for _, values in read]).reshape(len(read), len(NAMES))
    return signals, np.array(right, dtype=bool)
