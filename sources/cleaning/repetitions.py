"""Repetitions: headlines that a page shows again, also in front of captions, and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from sources.article import BlockKind
from sources.cleaning.headline import is_repeatable
from sources.cleaning.lines import Line
from sources.language.phrases import folded

_SHORTEST_PARAGRAPH = 80
_BREAKS = " -–—:|·"


def without_repetitions(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[str, str]]]:
    """Return the lines without repetitions, and what was removed: each with the rule's name."""
    headline = next((x.text for x in lines if x.kind is BlockKind.HEADLINE), "")
    alike = folded(headline)
    kept: list[Line] = []
    removed: list[tuple[str, str]] = []
    for line in lines:
        caption = _caption_behind(headline, line)
        short = len(line.text) <= 2 * len(headline)
        if short and line.kind is not BlockKind.HEADLINE and folded(line.text) == alike:
            removed.append(("repeated headline", line.text))
        elif len(line.text) >= _SHORTEST_PARAGRAPH and line.text in (
            before.text for before in kept[-2:]
        ):
            removed.append(("repeated paragraph", line.text))
        elif caption is not None:
            removed.append(("repeated headline", headline))
            kept.append(caption)
        else:
            kept.append(line)
    return kept, removed


def _caption_behind(headline: str, line: Line) -> Line | None:
    """Return the caption that follows a repeated headline on its line, or None."""
    if not line.text.startswith(headline) or not is_repeatable(headline):
        return None
    rest = line.text[len(headline) :].lstrip(_BREAKS)
    # "Yoon returns" may begin the sentence "Yoon returns to Korea": a lower-case letter follows.
    begins_anew = bool(rest) and line.text[len(headline)] in _BREAKS and not rest[0].islower()
    if begins_anew or (rest and line.kind is BlockKind.CAPTION):
        return Line(rest, line.attached, BlockKind.CAPTION)
    return None
