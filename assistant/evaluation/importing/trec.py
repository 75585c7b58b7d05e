"""TREC: a folder with one file of topics and one of qrels.

Topics are `number <tab> words`, or the marked-up form with <num> and <title>. Qrels are `topic 0
article grade`. Gold is whole articles, identified by the ids in the qrels. The archive must contain
them under these ids.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.beir import Judged, judgements
from assistant.evaluation.importing.found import Found, Problem
from assistant.evaluation.importing.row import Row, each, text_of
from assistant.evaluation.line import GoldWords, Line

_TAG = re.compile(r"<(/?\w+)>")
_LABEL = re.compile(r"\A\s*(?:Number|Topic)\s*:", re.IGNORECASE)


def read(folder: Path) -> Iterator[Found]:
    """Read a folder with a file `qrels…` and a file `topics…`."""
    judged: Judged = defaultdict(dict)
    yield from judgements(_only(folder, "qrels"), judged)
    yield from each(_topics(_only(folder, "topics")), lambda row: _query(row, judged))


def _only(folder: Path, name: str) -> Path:
    found = sorted(p for p in folder.glob("*") if name in p.name.lower() and p.is_file())
    if len(found) != 1:
        raise ImportUnusable(f"{folder} has {len(found)} files named {name}…, and needs one.")
    return found[0]


def _query(row: Row, judged: Judged) -> Iterable[Found]:
    name = row.text("number")
    if name in judged:
        yield Line(
            id=name,
            question=" ".join(row.text("title").split()),
            gold=tuple(GoldWords(article=article) for article in judged[name]),
            answerable=True,
            tags=("trec",),
        )


def _topics(path: Path) -> Iterator[Row | Problem]:
    text = text_of(path, errors="replace")
    yield from _marked_up(path, text) if "<num>" in text else _tabbed(path, text)


def _tabbed(path: Path, text: str) -> Iterator[Row | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        name, tab, words = line.partition("\t")
        if tab:
            yield Row(path, number, {"number": name.strip(), "title": words})
        elif line.strip():
            yield Problem(path, number, "it has no tab between number and words")


def _marked_up(path: Path, text: str) -> Iterator[Row]:
    """Read tags that are often never closed: a field ends at the next tag."""
    fields: dict[str, str] = {}
    line, begun = 1, 0
    tags = [*_TAG.finditer(text)]
    for tag, following in zip(tags, [*tags[1:], None], strict=True):
        line += text.count("\n", begun, tag.start())
        begun = tag.start()
        if tag[1] == "top":
            fields = {}
        content = text[tag.end() : following.start() if following else len(text)]
        if tag[1] == "num":
            fields["number"] = _LABEL.sub("", content).strip()
        elif tag[1] == "title":
            fields["title"] = _LABEL.sub("", content)
            yield Row(path, line, fields)
