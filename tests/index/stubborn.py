"""The process that reads articles, as it would be if some articles were traps.

    python -m tests.index.stubborn SECONDS LIFELINE

It is `index.intake.worker`, but where the text of an article ends with the name of a trap,
cleaning or analysing it springs the trap. A record that ends with "unmarked" is a trap for its
reader, and a file whose name begins with "unfinished" kills the reader after its first record.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from index.intake import intake, worker
from index.intake.layer import found_in
from sources.article import Article, Metadata, Page
from sources.cleaning.cleaner import Removal, clean_and_list
from sources.errors import Refusal
from sources.formats import record_text
from sources.formats.markup import MarkedText, marked_body
from sources.reading import NOTHING_KNOWN, SourceFile, read


def _spin() -> None:
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001, S112 - as some parsers do
            continue


def _backtrack() -> None:
    re.match(r"(?:a|a)*b", "a" * 60)


def _compose() -> None:
    # Native code that looks for no signal: it sorts the marks, in the square of their number.
    unicodedata.normalize("NFC", "a" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}" * 10**6)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hoard() -> None:
    bytearray(2**40)


TRAPS = {
    "spin": _spin,
    "backtrack": _backtrack,
    "compose": _compose,
    "crash": _crash,
    "hoard": _hoard,
}


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2].strip(" .\n")


def _spring(text: str) -> None:
    trap = TRAPS.get(_last_word(text))
    if trap:
        trap()


def _clean(page: Page) -> tuple[Article, tuple[Removal, ...]]:
    _spring(page.text)
    return clean_and_list(page)


def _found_in(article: Article) -> Mapping[str, Iterable[Any]]:
    _spring(article.text)
    return found_in(article)


def _marked_body(text: str) -> MarkedText:
    if _last_word(text) == "unmarked":
        _backtrack()
    return marked_body(text)


def _read(
    file: SourceFile,
    metadata: Metadata = NOTHING_KNOWN,
    opened: Callable[[BinaryIO], None] = lambda _: None,
) -> Iterator[Page | Refusal]:
    for page in read(file, metadata, opened):
        yield page
        if file.path.name.startswith("unfinished"):
            _crash()


if __name__ == "__main__":
    record_text.marked_body = _marked_body
    intake.clean_and_list, worker.found_in = _clean, _found_in
    intake.read = worker.read = _read
    sys.exit(worker.main(sys.argv[1:]))
