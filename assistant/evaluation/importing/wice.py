"""WiCE: claims, the page each one cites, and the sets of sentences that support the claim.

Each page becomes an article and the claim becomes the question. A partially supported claim has
gold, but is neither answerable nor unanswerable. Fully supported and unsupported claims are one or
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.evaluation.importing.source_records import Found, Row, Text, Unfit, each, json_lines
from assistant.evaluation.importing.stock import Stock
from assistant.evaluation.line import GoldWords, Line

_ANSWERABLE = {"supported": True, "partially_supported": None, "not_supported": False}
_TITLE = "(meta data) TITLE:"
_META = "(meta data)"


def read(path: Path) -> Iterator[Found]:
    """Read a file of claims."""
    stock = Stock()
    yield from each(json_lines(path), lambda row: _claim(row, stock))


def _claim(row: Row, stock: Stock) -> Iterable[Found]:
    meta = row.fields.get("meta")
    name = Row(row.path, row.place, meta if isinstance(meta, dict) else row.fields).text("id")
    label = row.text("label")
    if label not in _ANSWERABLE:
        raise Unfit(f"its label is {label!r}; it must be one of {', '.join(_ANSWERABLE)}")
    sentences = row.items("evidence", str)
    text = _page(name, sentences)
    stock.put(text)
    yield text
    sets = tuple(_sets(row, name, sentences, stock)) if label != "not_supported" else ()
    if label != "not_supported" and not sets:
        raise Unfit("cleaning its page removes sentences from all of its supporting sets")
    yield Line(
        id=name,
        question=row.text("claim"),
        gold_sets=sets,
        answerable=_ANSWERABLE[label],
        kind="claim",
        tags=("wice", label),
    )


def _page(name: str, sentences: Sequence[str]) -> Text:
    title = next((s.removeprefix(_TITLE).strip() for s in sentences if s.startswith(_TITLE)), "")
    body = "\n\n".join(s for s in sentences if not s.startswith(_META))
    if not body.strip():
        raise Unfit("its page has no sentences")
    return Text(name, body, title or None)


def _sets(
    row: Row, name: str, sentences: Sequence[str], stock: Stock
) -> Iterator[tuple[GoldWords, ...]]:
    """Yield the sets of supporting sentences that cleaning leaves intact, and so can be cited."""
    for numbers in row.items("supporting_sentences", list):
        if not numbers:
            continue
        if not all(isinstance(n, int) and 0 <= n < len(sentences) for n in numbers):
            raise Unfit(f"its page has {len(sentences)} sentences, so it cannot cite {numbers}")
        try:
            yield tuple(stock.gold(name, sentences[n]) for n in numbers)
        except Unfit:
            continue
