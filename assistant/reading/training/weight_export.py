"""Export of trained weights: half precision, calibrated, with their manifest."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from torch import Tensor

from assistant.reading.errors import WeightsMissing
from assistant.reading.piece_rows import LONGEST
from assistant.reading.reader_weights import (
    MANIFEST,
    WEIGHTS,
    Temperatures,
    packed_weights,
    parsed_weights,
)
from assistant.reading.trained import loaded
from assistant.reading.training.calibration import calibrated
from assistant.reading.training.loop import Progress
from assistant.reading.training.recipe import CREDITS, Ingredient, Settings
from index.embedding.shipped import NAME, WEIGHTS_SHA256
from index.whole_files import replace_file

log = logging.getLogger(__name__)


def export(
    tensors: Mapping[str, Tensor],
    progress: Progress,
    settings: Settings,
    data: Path,
    folder: Path,
) -> None:
    """Calibrate weights on the dev split and write them, each file atomically."""
    arrays = {name: tensor.numpy() for name, tensor in tensors.items()}
    described = {
        **settings.described,
        "base": f"{NAME}@{WEIGHTS_SHA256[:12]} (its word embeddings are not included)",
        "steps": str(progress.steps),
        "rows": str(progress.rows),
    }
    path = folder / WEIGHTS
    plain = parsed_weights(packed_weights(arrays, Temperatures(), described), path)
    temperatures = calibrated(loaded(plain), data)
    content = packed_weights(arrays, temperatures, described)
    digest = hashlib.sha256(content).hexdigest()
    manifest = {"sha256": digest, "bytes": len(content), **described}
    replace_file(path, content)
    replace_file(folder / MANIFEST, f"{json.dumps(manifest, indent=2)}\n".encode())
    log.info("wrote %s, %.1f MB, SHA-256 %s", path, len(content) / 1e6, digest)


CARD = "CARD.md"
_TEMPLATE = Path(__file__).with_name("card.txt")


def card(folder: Path, recipe: tuple[Ingredient, ...], measured: Mapping[str, Any]) -> str:
    """Return the card of the weights in a folder."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WeightsMissing(path, error.strerror or str(error)) from error
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        manifest,
        megabytes=f"{manifest['bytes'] / 1e6:.1f}",
        model=measured["model"],
        data="\n".join(_data(recipe)),
        figures="\n".join(_figures(measured["figures"])),
        longest=LONGEST,
    )


def _data(recipe: tuple[Ingredient, ...]) -> list[str]:
    whole = sum(each.share for each in recipe)
    shares: defaultdict[str, float] = defaultdict(float)
    for each in recipe:
        shares[each.file] += each.share / whole
    rows = ["| file | what | authors | licence | share |", "|---|---|---|---|---|"]
    for credit in CREDITS:
        if credit.file in shares:
            share = f"{100 * shares[credit.file]:.1f} %"
            columns = (f"`{credit.file}`", credit.what, credit.authors, credit.licence, share)
            rows.append(f"| {' | '.join(columns)} |")
    return rows


def _figures(figures: list[Mapping[str, Any]]) -> list[str]:
    rows = ["| figure | value | 95 % interval | cases |", "|---|---|---|---|"]
    for each in figures:
        interval = f"{each['low']:.3f} to {each['high']:.3f}"
        rows.append(f"| {each['name']} | {each['value']:.3f} | {interval} | {each['count']} |")
    return rows
