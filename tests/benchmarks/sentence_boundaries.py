"""Compare sentence splitters by boundary F1 on tests/testsets/sentences.jsonl.

    python -m tests.benchmarks.sentence_boundaries [ARTICLES.jsonl.gz]

nupunkt and pysbd take part where they are installed (`pip install nupunkt pysbd`). With a file of
articles it also states how fast each splitter goes through them, and how fast cleaning does.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.language.sentences import boundaries

TESTSET = Path(__file__).parents[1] / "testsets" / "sentences.jsonl"
Splitter = Callable[[str], Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Case:
    """A text, where its sentences end, and which half of the set it belongs to."""

    id: str
    split: str
    kind: str
    text: str
    sentences: tuple[str, ...]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence lies in the text."""
        spans, position = [], 0
        for sentence in self.sentences:
            start = self.text.index(sentence, position)
            position = start + len(sentence)
            spans.append((start, position))
        return tuple(spans)


@dataclass(frozen=True)
class Score:
    """How many inner boundaries were right, proposed and expected."""

    right: int
    proposed: int
    expected: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find."""
        total = self.proposed + self.expected
        return 2 * self.right / total if total else 1.0


def cases(split: str | None = None) -> list[Case]:
    """Read the set, or one half of it."""
    lines = TESTSET.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    read = [Case(**{**row, "sentences": tuple(row["sentences"])}) for row in rows]
    return [case for case in read if split in (None, case.split)]


def score(splitter: Splitter, over: Iterable[Case]) -> Score:
    """Count the boundaries between sentences; the end of the text is no boundary to find."""
    right = proposed = expected = 0
    for case in over:
        found = {end for _, end in list(splitter(case.text))[:-1]}
        wanted = {end for _, end in case.spans[:-1]}
        right += len(found & wanted)
        proposed += len(found)
        expected += len(wanted)
    return Score(right, proposed, expected)


def _spans_of(pieces: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Strip outer white space from spans and drop empty ones."""
    found = []
    for start, end in pieces:
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end = start + len(inner.strip())
        if start < end:
            found.append((start, end))
    return found


def _has_hangul(text: str) -> bool:
    return any("\uac00" <= character <= "\ud7a3" for character in text)


def _sentencex() -> Splitter:
    library: Any = importlib.import_module("sentencex")

    def split(text: str) -> list[tuple[int, int]]:
        found = library.get_sentence_boundaries("ko" if _has_hangul(text) else "en", text)
        return _spans_of(((b["start_index"], b["end_index"]) for b in found), text)

    return split


def _nupunkt() -> Splitter:
    library: Any = importlib.import_module("nupunkt")
    return lambda text: _spans_of(library.sent_spans(text), text)


def _pysbd() -> Splitter:
    library: Any = importlib.import_module("pysbd")
    segmenter = library.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: _spans_of(((s.start, s.end) for s in segmenter.segment(text)), text)


def splitters() -> dict[str, Splitter]:
    """Return ours and those of the others that are installed."""
    found: dict[str, Splitter] = {"ours": boundaries}
    for name, load in (("sentencex", _sentencex), ("nupunkt", _nupunkt), ("pysbd", _pysbd)):
        try:
            found[name] = load()
        except ImportError:
            sys.stderr.write(f"{name} is not installed; pip install {name} to compare with it\n")
    return found


def _report_quality(found: dict[str, Splitter]) -> None:
    for split in ("dev", "held_out"):
        over = cases(split)
        kinds = list(dict.fromkeys(case.kind for case in over))
        print(f"\n{split}: {len(over)} texts; boundary F1")
        print(f"{'':14}" + "".join(f"{name:>11}" for name in found))
        for kind in [*kinds, None]:
            chosen = [case for case in over if kind in (None, case.kind)]
            row = "".join(f"{score(splitter, chosen).f1:11.3f}" for splitter in found.values())
            print(f"{kind or 'all':14}{row}")


def _report_speed(found: dict[str, Splitter], articles: Path) -> None:
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    began = time.process_time()
    for text in texts:
        clean(Page("page.txt", text))
    print(f"\ncleaning: {len(texts) / (time.process_time() - began):.0f} articles/s")
    blocks = [block for text in texts for block in text.split("\n\n")]
    for name, splitter in found.items():
        # pysbd takes hours for all of them, so everybody but ours splits a tenth.
        chosen = blocks if name == "ours" else blocks[::10]
        began = time.process_time()
        count = sum(len(splitter(block)) for block in chosen)
        spent = time.process_time() - began
        size = sum(map(len, chosen))
        whole = spent * sum(map(len, blocks)) / size
        print(f"{name}: {whole:.0f} s for all, {count} sentences in {size} characters")


def main() -> None:
    """Print the comparison."""
    found = splitters()
    _report_quality(found)
    if len(sys.argv) > 1:
        _report_speed(found, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
