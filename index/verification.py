"""Verification: check that every visible passage is in all three parts and finds itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.catalogue.snapshot import Snapshot
from index.errors import ArchiveError, ArticleMissing
from index.intake.layer import LAYERS, Layer
from index.lock import is_full
from index.protocols import Words
from index.vectors.generation import current
from index.vectors.publication import probe


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in one part of the archive: what it concerns, the reason, and how to fix it.

    A harmless problem has no effect on users: the next writer clears it, or something could not be
    checked.
    """

    part: str
    subject: str
    reason: str
    next_step: str
    harmless: bool = False


_PART = 2_000
# Vectors are normalised to unit length and then stored as float32.
_UNIT = 1e-3
_REBUILD = "rebuild words and vectors with `onrecord rebuild`"
_RESTORE = "restore the archive from a backup, or add the article again"


def verify(
    archive: Path, snapshot: Snapshot, words: Words, writable: bool = True
) -> Iterator[Problem]:
    """Yield every problem, as of the snapshot."""
    for complaint in snapshot.integrity():
        yield Problem("catalogue", "the database", complaint, _RESTORE)
    yield from _texts(snapshot)
    yield from _passages(snapshot)
    for layer in LAYERS:
        yield from _layer(snapshot, layer)
    yield from _words(snapshot, words)
    yield from _generation(archive, writable)


def _texts(snapshot: Snapshot) -> Iterator[Problem]:
    """Check that each visible text matches its hash and the passages cut from it."""
    for article_id, content_hash, passages in snapshot.visible_articles():
        try:
            article = snapshot.article(article_id)
        except (ArticleMissing, ValueError) as error:
            yield Problem("catalogue", article_id, str(error), _RESTORE)
            continue
        if (article.id, article.content_hash) != (article_id, content_hash):
            yield Problem(
                "catalogue", article.origin, "its text has changed since it was added", _RESTORE
            )
        if not passages:
            yield Problem("catalogue", article.origin, "it has no passages", _RESTORE)


def _passages(snapshot: Snapshot) -> Iterator[Problem]:
    """Check that each visible passage matches its article's text and has a valid vector."""
    dimensions = int(snapshot.setting("dimensions"))
    for seq, passage_id, blob, passage in snapshot.visible_passages():
        span = passage.span
        key = f"{span.article_id}:{span.content_hash}:{span.start}:{span.end}"
        expected = hashlib.sha256(key.encode()).hexdigest()[:32]
        if passage_id != expected or len(passage.text) != span.end - span.start or not passage.text:
            yield Problem(
                "catalogue", f"passage {seq}", "it does not match the text of its article", _RESTORE
            )
        vector = np.frombuffer(blob or b"", dtype=np.float32)
        if len(vector) != dimensions or not abs(float(np.linalg.norm(vector)) - 1) < _UNIT:
            yield Problem(
                "catalogue",
                f"passage {seq}",
                "its vector is missing or invalid",
                "re-embed the archive with `onrecord rebuild --embed`",
            )


def _layer(snapshot: Snapshot, layer: Layer[Any]) -> Iterator[Problem]:
    """Check that everything a layer found lies within the text of its article."""
    next_step = f"find {layer.table} again with `onrecord rebuild`"
    for key, origin, length in snapshot.visible_texts():
        try:
            found = snapshot.stored_layer(layer, key)
        except (ValueError, TypeError) as error:
            yield Problem("catalogue", f"the {layer.table} of {origin}", str(error), next_step)
            continue
        for number, each in enumerate(found, start=1):
            if not all(0 <= e.start < e.end <= length for e in layer.extents(each)):
                subject = f"{layer.table[:-1]} {number} of {origin}"
                yield Problem(
                    "catalogue", subject, "it does not match the text of its article", next_step
                )


def _words(snapshot: Snapshot, words: Words) -> Iterator[Problem]:
    """Check that each visible passage is in the word index once and is found by its own words."""
    try:
        held = Counter(words.seqs(snapshot.revision))
        visible = snapshot.seqs().tolist()
        for seq in visible:
            if held[seq] != 1:
                reason = f"it is in the word index {held[seq]} times instead of once"
                yield Problem("words", f"passage {seq}", reason, _REBUILD)
        for start in range(0, len(visible), _PART):
            for record in snapshot.records(visible[start : start + _PART]):
                if held[record.seq] and not words.finds(record, snapshot.revision):
                    reason = "a search for its own words does not find it"
                    yield Problem("words", f"passage {record.seq}", reason, _REBUILD)
        hidden = held.total() - sum(held[seq] for seq in visible)
        if hidden:
            reason = f"passages in it that are no longer visible: {hidden}"
            next_step = "the next `onrecord add` removes them"
            yield Problem("words", "the word index", reason, next_step, harmless=True)
    except ArchiveError as error:
        yield Problem("words", "the word index", str(error), _REBUILD)


def _generation(archive: Path, writable: bool) -> Iterator[Problem]:
    """Check that a search for its own vector finds each passage in the published generation."""
    if current(archive) is None:
        return
    full = writable and is_full(archive)
    if full or not writable:
        cause = "the disk is full" if full else "the folder is not writable"
        reason = f"it was not checked and is not used, because {cause}"
        next_step = "free some space" if full else "verify the archive where you can write to it"
        yield Problem("vectors", "the published generation", reason, next_step, harmless=True)
        return
    try:
        for seq in probe(archive):
            reason = "a search for its own vector does not find it"
            yield Problem("vectors", f"passage {seq}", reason, _REBUILD)
    except ArchiveError as error:
        yield Problem("vectors", "the published generation", str(error), _REBUILD)
