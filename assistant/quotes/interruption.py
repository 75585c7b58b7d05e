"""Interruptions: join the parts of a quotation that its attribution breaks in two."""

from __future__ import annotations

from collections.abc import Sequence

from sources.article import Article
from sources.quotations.quotation import Quotation

_MARKS = " \t\"'“”‘’„«»‹›「」『』＂＇"
_GOING_ON = (",", "，", "、", "—", "–", "-", "―")


def whole(article: Article, found: Sequence[Quotation]) -> tuple[tuple[Quotation, ...], ...]:
    """Return the quotations, each as its parts.

    “We will build it,” he said, “if they pay.” is one quotation, because a single attribution is
    between the parts and does not end a sentence. “We will build it,” he said. “They pay.” is two.
    """
    together: list[list[Quotation]] = []
    for quotation in found:
        if together and _goes_on(article, together[-1][-1], quotation):
            together[-1].append(quotation)
        else:
            together.append([quotation])
    return tuple(map(tuple, together))


def joined(article: Article, parts: Sequence[Quotation]) -> str:
    """Return the words of a quotation without interruptions and the commas before them."""
    words = [article.text[part.start : part.end] for part in parts]
    return " ".join([*(part.rstrip(",") for part in words[:-1]), words[-1]])


def _goes_on(article: Article, before: Quotation, after: Quotation) -> bool:
    if before.cue is None or before.speaker is None or before.cue != after.cue:
        return False
    if not before.end <= before.cue.start < before.cue.end <= after.start:
        return False
    between = article.text[before.end : after.start].rstrip(_MARKS)
    return between.endswith(_GOING_ON) and "\n" not in between
