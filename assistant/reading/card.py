"""Write the model card of trained weights into their folder.

    python -m assistant.reading.card DIR --figures FILE

DIR holds the weights and their manifest. `python -m tests.benchmarks.reader --json` writes FILE.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.reading.errors import ReadingError
from assistant.reading.training.recipe import recipe_without
from assistant.reading.training.weight_export import CARD, card

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the card, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--without", nargs="+", default=[], help="files that were left out")
    options = parser.parse_args(arguments)
    try:
        measured = json.loads(options.figures.read_text(encoding="utf-8"))
        written = card(options.folder, recipe_without(options.without), measured)
    except ReadingError as error:
        log.error("%s", error)
        return error.exit_code
    (options.folder / CARD).write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
