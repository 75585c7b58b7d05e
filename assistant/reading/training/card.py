"""The model card of the weights, from their manifest, the recipe and measured figures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from assistant.reading.errors import WeightsMissing
from assistant.reading.row import LONGEST
from assistant.reading.training.recipe import CREDITS, Ingredient
from assistant.reading.weights import MANIFEST

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
