"""BEIR and TREC: data sets of queries with judged documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.source_records import (
    Found,
    Problem,
    Row,
    Text,
    Unfit,
    each,
    json_lines,
    text_of,
)
from assistant.evaluation.importing.stock import as_added
from assistant.evaluation.line import GoldWords, Line

Judged = dict[str, dict[str, None]]


def read_beir(folder: Path) -> Iterator[Found]:
    """Read a folder in BEIR's layout."""
    splits: dict[str, Judged] = {}
    for path in sorted((folder / "qrels").glob("*.tsv")):
        judged: Judged = defaultdict(dict)
        splits[path.stem] = judged
        yield from judgements(path, judged)
    if not splits:
        raise ImportUnusable(
            f"{folder / 'qrels'} has no .tsv file. Name a folder in BEIR's layout."
        )
    wanted = {name for judged in splits.values() for names in judged.values() for name in names}
    kept: set[str] = set()
    yield from each(json_lines(folder / "corpus.jsonl"), lambda row: _article(row, wanted, kept))
    yield from each(json_lines(folder / "queries.jsonl"), lambda row: _query(row, splits, kept))


def judgements(path: Path, judged: Judged) -> Iterator[Problem]:
    """Collect the relevant articles of each query, from BEIR's three columns or TREC's four."""
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        columns = [column.strip() for column in columns]
        if not any(columns) or (number == 1 and columns[-1].lower() in ("score", "rel")):
            continue
        grade = columns[-1].removeprefix("-")
        if len(columns) not in (3, 4) or not (grade.isascii() and grade.isdigit()):
            yield Problem(path, number, "it does not have the columns query, (0,) article, grade")
        elif not columns[-1].startswith("-") and int(grade[:9]) > 0:
            judged[columns[0]].setdefault(columns[-2])


def _article(row: Row, wanted: set[str], kept: set[str]) -> Iterable[Found]:
    text = Text(
        row.text("_id", "id"),
        row.text("text"),
        row.text("title", default="") or None,
        url=_url(row),
    )
    if text.id in wanted:
        as_added(text)  # so that errors are reported here, not when the gold is looked up
        kept.add(text.id)
    yield text


def _url(row: Row) -> str | None:
    metadata = row.fields.get("metadata")
    url = metadata.get("url") if isinstance(metadata, dict) else None
    return url if isinstance(url, str) else None


def _query(row: Row, splits: Mapping[str, Judged], kept: set[str]) -> Iterable[Found]:
    name = row.text("_id", "id")
    split = next((split for split, judged in splits.items() if name in judged), None)
    if split is None:
        return
    gold = tuple(splits[split][name])
    missing = [each for each in gold if each not in kept]
    if missing:
        raise Unfit(f"{len(missing)} of its {len(gold)} relevant articles are not in the corpus")
    yield Line(
        id=name,
        question=row.text("text"),
        gold=tuple(GoldWords(article=article) for article in gold),
        answerable=True,
        split=split,
        tags=("beir",),
    )


_TAG = re.compile(r"<(/?\w+)>")
_LABEL = re.compile(r"\A\s*(?:Number|Topic)\s*:", re.IGNORECASE)


def read_trec(folder: Path) -> Iterator[Found]:
    """Read a folder with a file `qrels…` and a file `topics…`."""
    judged: Judged = defaultdict(dict)
    yield from judgements(_only(folder, "qrels"), judged)
    yield from each(_topics(_only(folder, "topics")), lambda row: _trec_query(row, judged))


def _only(folder: Path, name: str) -> Path:
    found = sorted(p for p in folder.glob("*") if name in p.name.lower() and p.is_file())
    if len(found) != 1:
        raise ImportUnusable(f"{folder} has {len(found)} files named {name}…; it must have one.")
    return found[0]


def _trec_query(row: Row, judged: Judged) -> Iterable[Found]:
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
            yield Problem(path, number, "it has no tab between the number and the query")


def _marked_up(path: Path, text: str) -> Iterator[Row]:
    """Read TREC's markup. A field ends at the next tag, because many tags are never closed."""
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
