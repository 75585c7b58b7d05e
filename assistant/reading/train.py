"""Train the reader, from the shipped encoder to a file of weights, with a single command.

    python -m assistant.reading.train --data DIR --out DIR [--minutes M | --rows N]

The DIR of --out gets a checkpoint every few minutes. If the run is interrupted, the same command
resumes it. When the budget is spent, the weights and their manifest are written there too. The
learning rate falls to zero as the budget is spent. The budget may be changed when a run is resumed:
with fewer minutes it ends earlier, and with no more than it has used it only writes its weights.
Minutes count training time, also on a busy machine, but not pauses. With --rows, the same seed
gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.reading.errors import ReadingError
from assistant.reading.piece_rows import Cutter
from assistant.reading.training.learner import Learner
from assistant.reading.training.loop import Loop
from assistant.reading.training.recipe import RECIPE, Budget, Settings, recipe_without
from assistant.reading.training.schedule import Kitchen, Portion, Schedule
from assistant.reading.training.weight_export import export
from index.embedding.shipped import shipped_tokenizer

log = logging.getLogger(__name__)

_ROWS = 180_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and return the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        _train(options)
    except ReadingError as error:
        log.error("%s", error)
        return error.exit_code
    return 0


def _train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    rows = options.rows if options.rows or options.minutes else _ROWS
    settings = Settings(
        recipe_without(options.without),
        Budget(rows, options.minutes),
        seed=options.seed,
        batch=options.batch,
        rate=options.rate,
        average=options.average,
    )
    cutter = Cutter(shipped_tokenizer())
    kitchen = Kitchen(options.data, "train", cutter)
    portions = tuple(
        Portion(each.name, kitchen.stock(each), each.share) for each in settings.recipe
    )
    schedule = Schedule(portions, settings.batch, settings.seed)
    log.info("%d items to draw rows from", sum(each.stock.size for each in portions))
    options.out.mkdir(parents=True, exist_ok=True)
    learner = Learner.beginning(settings.seed, device)
    loop = Loop(learner, schedule, settings, options.out, options.save_every)
    tensors = loop.run()
    export(tensors, loop.progress, settings, options.data, options.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/reading"))
    parser.add_argument("--out", type=Path, default=Path("build/reader"))
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--rows", type=int, help=f"number of rows to train on (default: {_ROWS:,})")
    budget.add_argument(
        "--minutes", type=float, help="training time in minutes, instead of a number of rows"
    )
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--batch", type=int, default=24, help="rows per batch")
    parser.add_argument("--rate", type=float, default=2.2e-4, help="maximum learning rate")
    parser.add_argument(
        "--average", type=float, default=0.995, help="decay of the moving average of the weights"
    )
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument(
        "--save-every", type=int, default=200, help="training steps between checkpoints"
    )
    parser.add_argument(
        "--without",
        nargs="+",
        default=[],
        choices=sorted({each.file for each in RECIPE}),
        help="data files to leave out, for ablations",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
