"""The schedule: rows drawn from a recipe's data, in the same order for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypeVar

from assistant.reading.errors import DataMissing, DataUnusable
from assistant.reading.piece_rows import Cutter
from assistant.reading.training.claims import CLASSES, Claim, ClaimMaker
from assistant.reading.training.conversations import FollowUp, followed
from assistant.reading.training.example import Example
from assistant.reading.training.paragraph import Paragraphs, Record, records
from assistant.reading.training.passages import PassageMaker
from assistant.reading.training.recipe import Ingredient
from assistant.reading.training.selections import Selection, selected

# The file whose paragraphs provide the sentences around the evidence of claims.
_AROUND = "paragraphs_squad11_train"
_NEWS = "wikinews"

_Item = TypeVar("_Item")
Draw = Callable[[int, Random], Example]


@dataclass(frozen=True, slots=True)
class Stock:
    """A number of items, and the function that makes a row from the item at an index."""

    size: int
    draw: Draw


@dataclass(frozen=True)
class Kitchen:
    """Makes stocks from the data files of one split. Paragraphs are read only once."""

    folder: Path
    split: str
    cutter: Cutter
    _read: dict[str, Paragraphs] = field(default_factory=dict)

    def stock(self, ingredient: Ingredient) -> Stock:
        """Return the stock of an ingredient; raise DataMissing if its file has no such rows."""
        stock = self._stock(ingredient)
        if not stock.size:
            path = self.folder / ingredient.file
            raise DataMissing(
                path, f"its {self.split} split has no rows of the kind {ingredient.part}"
            )
        return stock

    def _stock(self, ingredient: Ingredient) -> Stock:
        name = ingredient.file
        match ingredient.part:
            case "answerable":
                return self._answerable(self.paragraphs(name))
            case "impossible":
                return self._impossible(self.paragraphs(name))
            case "asserted":
                return self._asserted(self.paragraphs(name))
            case "questions" | "news" | "encyclopedia":
                return self._questions(name, ingredient.part)
            case "claims":
                return self._claims(self.claims(name))
            case "yesno":
                return self._yesno(self.claims(name))
            case "conversations":
                return self._conversations(self.follow_ups(name))
        raise ValueError(f"unknown kind of rows: {ingredient.part!r}")

    def paragraphs(self, name: str) -> Paragraphs:
        """Return the paragraphs of a file."""
        if name not in self._read:
            self._read[name] = Paragraphs.read(self.folder, name, self.split)
        return self._read[name]

    def claims(self, name: str) -> list[Claim]:
        """Return the claims of a file, or its yes/no questions."""
        return list(self._lines(name, _claim))

    def follow_ups(self, name: str) -> list[FollowUp]:
        """Return the follow-ups of a file."""
        return list(self._lines(name, _follow_up))

    def selections(self, name: str, part: str) -> list[Selection]:
        """Return the questions of a file with their candidate sentences."""
        found = self._lines(name, _selection)
        wanted = {"news": True, "encyclopedia": False}.get(part)
        return [each for news, each in found if wanted in (None, news)]

    def _lines(self, name: str, made: Callable[[Record], _Item]) -> Iterator[_Item]:
        for path, number, record in records(self.folder, name, self.split):
            try:
                yield made(record)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise DataUnusable(path, number, f"lacks {error}") from error

    def _answerable(self, paragraphs: Paragraphs) -> Stock:
        maker = PassageMaker(self.cutter, paragraphs)
        items = [(each, n) for each in paragraphs.all for n in range(len(each.answerable))]
        return Stock(len(items), lambda number, random: maker.answerable(*items[number], random))

    def _impossible(self, paragraphs: Paragraphs) -> Stock:
        maker = PassageMaker(self.cutter, paragraphs)
        items = [(each, n) for each in paragraphs.all for n in range(len(each.impossible))]
        return Stock(len(items), lambda number, random: maker.impossible(*items[number], random))

    def _asserted(self, paragraphs: Paragraphs) -> Stock:
        maker = ClaimMaker(self.cutter, paragraphs)
        items = [(each, n) for each in paragraphs.all for n in range(len(each.answerable))]
        return Stock(len(items), lambda number, random: maker.asserted(*items[number], random))

    def _questions(self, name: str, part: str) -> Stock:
        items = self.selections(name, part)
        return Stock(
            len(items), lambda number, random: selected(self.cutter, items[number], random)
        )

    def _claims(self, items: list[Claim]) -> Stock:
        maker = ClaimMaker(self.cutter, self.paragraphs(_AROUND))
        return Stock(len(items), lambda number, random: maker.claimed(items, number, random))

    def _yesno(self, items: list[Claim]) -> Stock:
        maker = ClaimMaker(self.cutter, self.paragraphs(_AROUND))
        return Stock(len(items), lambda number, random: maker.asked(items[number], random))

    def _conversations(self, items: list[FollowUp]) -> Stock:
        return Stock(
            len(items), lambda number, random: followed(self.cutter, items[number], random)
        )


def _claim(record: Record) -> Claim:
    if "passage" in record:
        return Claim(
            record["question"], record["passage"], CLASSES[record["answer"]], record["doc"]
        )
    return Claim(record["claim"], record["evidence"], CLASSES[record["label"]], record["doc"])


def _follow_up(record: Record) -> FollowUp:
    topic = tuple(each for each in (record["topic"], record["section"]) if each)
    return FollowUp(record["question"], topic, tuple(record["history"]), record["rewrite"])


def _selection(record: Record) -> tuple[bool, Selection]:
    selection = Selection.of(record["question"], record["title"], record["candidates"])
    return _NEWS in record["doc"], selection


# The number of rows drawn at once. They are batched by length, so that there is little padding.
POOL = 2048


@dataclass(frozen=True, slots=True)
class Portion:
    """A stock, its name, and its share of all rows."""

    name: str
    stock: Stock
    share: float


@dataclass(frozen=True)
class Schedule:
    """Draw pools of rows by number.

    Pool n takes from each stock the rows that are due by its end and were not by its start. Each
    pass over a stock has its own order.
    """

    portions: tuple[Portion, ...]
    batch: int
    seed: int
    pool: int = POOL

    def batches(self, number: int) -> list[list[Example]]:
        """Return the batches of a pool, in training order."""
        random = _random(self.seed, "pool", number)
        drawn = list(self._drawn(number))
        random.shuffle(drawn)
        drawn.sort(key=lambda example: len(example.row.ids))
        batches = [drawn[start : start + self.batch] for start in range(0, len(drawn), self.batch)]
        random.shuffle(batches)
        return batches

    def _drawn(self, number: int) -> Iterator[Example]:
        whole = sum(portion.share for portion in self.portions)
        for portion in self.portions:
            rows = self.pool * portion.share / whole
            for turn in range(int(number * rows), int((number + 1) * rows)):
                random = _random(self.seed, portion.name, turn)
                again, place = divmod(turn, portion.stock.size)
                item = _order(self.seed, portion.name, again, portion.stock.size)[place]
                yield portion.stock.draw(item, random)


def _random(*of: object) -> Random:
    return Random(":".join(map(str, of)))


@lru_cache(maxsize=64)
def _order(seed: int, name: str, again: int, size: int) -> list[int]:
    order = list(range(size))
    _random(seed, name, "order", again).shuffle(order)
    return order
