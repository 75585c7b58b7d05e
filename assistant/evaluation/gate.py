"""Gates: the largest fall of each measure that a change may cause.

A gate is a JSON file, {"citation recall": 0.02}, or is written as `citation recall=0.02`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from math import isfinite
from pathlib import Path

from assistant.errors import GateUnreadable
from sources.errors import Unreadable
from sources.files import content

_MOST_BYTES = 1_000_000

Gate = dict[str, float]


def read_gate(stated: Sequence[str], measured: Collection[str]) -> Gate:
    """Read gates from files or text; `measured` are the known measures.

    Raise GateUnreadable if a gate is empty or malformed.
    """
    gate: Gate = {}
    for each in stated:
        name, equals, tolerance = each.rpartition("=")
        gate |= {name.strip(): _tolerance(each, tolerance)} if equals else _file(Path(each))
    if gate and not measured:
        raise GateUnreadable("The runs have no case in common that a gate could hold.")
    for name in gate:
        if name not in measured:
            raise GateUnreadable(
                f"The gate names {name!r}, which is not measured in both runs. Measured are: "
                f"{', '.join(measured)}."
            )
    return gate


def _file(path: Path) -> Gate:
    try:
        found = json.loads(content(path, _MOST_BYTES, "write measures and tolerances alone"))
    except (Unreadable, ValueError, RecursionError) as error:
        raise GateUnreadable(
            f"{path} is no gate ({error}): give MEASURE=TOLERANCE, or a file that holds "
            '{"MEASURE": TOLERANCE}.'
        ) from error
    if not isinstance(found, dict) or not found:
        raise GateUnreadable(f'{path} is no gate: write {{"MEASURE": TOLERANCE}} into it.')
    return {name: _tolerance(str(path), value) for name, value in found.items()}


def _tolerance(where: str, stated: object) -> float:
    try:
        value = float(stated) if isinstance(stated, str | int | float) else -1.0
    except ValueError:
        value = -1.0
    if not isfinite(value) or value < 0 or isinstance(stated, bool):
        raise GateUnreadable(f"{where}: {stated!r} is no tolerance: give a number from 0 on.")
    return value
