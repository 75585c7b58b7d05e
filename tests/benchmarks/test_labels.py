from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.ledger.support import SupportCheck
from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.benchmarks.labels import (
    KEPT,
    Labelled,
    is_marked,
    is_unsupported,
    labelled,
    rates,
    report,
)


@pytest.fixture(scope="module")
def rows(
    tmp_path_factory: pytest.TempPathFactory,
    embedder: Embedder,
    samples_at: Callable[[Path], Path],
) -> Iterator[list[Labelled]]:
    """Judge the sentences about the samples that a small model wrote."""
    archive = Archive.open(samples_at(tmp_path_factory.mktemp("labels") / "archive"), embedder)
    with closing(archive):
        yield list(labelled(KEPT, archive, SupportCheck(embedder)))


def test_what_a_small_model_makes_up_does_not_pass_unmarked(rows: list[Labelled]) -> None:
    """Of what a person found unsupported, or supported in part, nearly all is marked."""
    precision, recall = rates(rows, is_marked)
    assert recall >= 0.85
    assert precision >= 0.75


def test_unsupported_is_mostly_what_a_person_calls_so(rows: list[Labelled]) -> None:
    """The gravest mark is not given lightly."""
    precision, recall = rates(rows, is_unsupported)
    assert precision >= 0.85
    assert recall >= 0.8


def test_the_report_counts_every_sentence(rows: list[Labelled]) -> None:
    """By hand down, by the ledger across."""
    head, _, *body = report(rows)
    counted = sum(int(cell) for line in body[:4] for cell in line[18:].split())
    assert head.startswith(f"{len(rows)} sentences")
    assert counted == len(rows)
