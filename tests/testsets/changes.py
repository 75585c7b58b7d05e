"""Changes: sentences of the sample articles, changed so that they say something else, or less.

The words that are exchanged here are listed here: nothing is shared with the check.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sources.article import Article, BlockKind
from sources.language.sentences import sentences
from tests.benchmarks.mutations import Kind, Quoted, mutations

VERBATIM, TRIMMED, UNRELATED, DATE = "verbatim", "trimmed", "unrelated", "date changed"
ADDED, EXCHANGED = "word put in", "word exchanged"
_TAKEN = {
    Kind.NEGATION: "negation flipped",
    Kind.NUMBER: "number changed",
    Kind.NAME: "name swapped",
    Kind.HEDGE: "hedge dropped",
}
_LEAST_WORDS = 6
# Words that are no names and long enough to say something.
_PLAIN = re.compile(r"(?<![\w’'-])[a-z]{6,}(?![\w’'-])")
# Where a sentence can end before it does, and what is left is still a sentence.
_END = re.compile(r"(?:; |, (?:but|and|or|which|who|where|with|after|because|so) )")
_MONTHS = ("January", "March", "June", "July", "August", "September", "October", "November")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEED = 20241125


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence as somebody might write it, what was done to it, and what it cites."""

    kind: str
    sentence: str
    evidence: str
    said_on: date | None


def changed(articles: Sequence[Article]) -> Iterator[Changed]:
    """Change each sentence of prose in each way that it allows."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing to do with secrets
    stock = [(article, words) for article in articles for words in _prose(article)]
    plain = sorted({word for _, words in stock for word in _PLAIN.findall(words)})
    for number, (article, words) in enumerate(stock):
        for kind, sentence in _each(words, chance, number):
            yield Changed(kind, sentence, words, article.metadata.published)
        yield from _in_a_word(words, plain, chance, article.metadata.published)
        other, strange = chance.choice(stock)
        while other is article:
            other, strange = chance.choice(stock)
        yield Changed(UNRELATED, strange, words, article.metadata.published)


def _in_a_word(
    words: str, plain: Sequence[str], chance: random.Random, said_on: date | None
) -> Iterator[Changed]:
    """Put a word of another sentence in, and put one in the place of one that ends as it does."""
    found = list(_PLAIN.finditer(words))
    strange = [word for word in plain if not re.search(rf"\b{word[:4]}", words, re.IGNORECASE)]
    if not found:
        return
    place = chance.choice(found)
    added = f"{words[: place.start()]}{chance.choice(strange)} {words[place.start() :]}"
    yield Changed(ADDED, added, words, said_on)
    alike = [word for word in strange if word[-2:] == place[0][-2:]]
    if alike:
        other = words[: place.start()] + chance.choice(alike) + words[place.end() :]
        yield Changed(EXCHANGED, other, words, said_on)


def _prose(article: Article) -> list[str]:
    found = [
        article.words(span)
        for block in article.blocks
        if block.kind is BlockKind.PARAGRAPH
        for span in sentences(article, block)
    ]
    return [w for w in found if len(w.split()) >= _LEAST_WORDS and not w.endswith("?")]


def _each(words: str, chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    yield VERBATIM, words
    trimmed = _trimmed(words)
    if trimmed is not None:
        yield TRIMMED, trimmed
    for mutation in mutations([Quoted("a", words)], (), _SEED + number):
        if mutation.kind in _TAKEN:
            yield _TAKEN[mutation.kind], mutation.words
    for names in (_MONTHS, _DAYS):
        other = _exchanged(words, names, chance)
        if other is not None:
            yield DATE, other


def _trimmed(words: str) -> str | None:
    found = next((f for f in _END.finditer(words) if _stands(words[: f.start()])), None)
    return None if found is None else words[: found.start()] + "."


def _stands(part: str) -> bool:
    """Return True if a part is long enough, and leaves no quotation or bracket open."""
    marks: Sequence[Callable[[str], bool]] = (
        lambda text: text.count("“") == text.count("”"),
        lambda text: text.count('"') % 2 == 0,
        lambda text: text.count("(") == text.count(")"),
    )
    return len(part.split()) >= _LEAST_WORDS and all(holds(part) for holds in marks)


def _exchanged(words: str, names: Sequence[str], chance: random.Random) -> str | None:
    found = re.search(rf"\b(?:{'|'.join(names)})\b", words)
    if found is None:
        return None
    other = chance.choice([name for name in names if name not in words])
    return words[: found.start()] + other + words[found.end() :]
