"""Extraction of an article's quotations and their speakers.

Quotation marks are paired first and their contents are masked, so that cues and speakers are
searched for only in the outlet's own words. Reported speech may contain partial quotations: "Cho
said that it would be a 'win-win'" is one of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sources.article import HEADS, Article, Block
from sources.cleaning.bylines import is_byline
from sources.language.speaker_tokens import MASK
from sources.people.coreference import Cast
from sources.quotations.block_quotations import attributed, block_quotations
from sources.quotations.interviews import answers
from sources.quotations.quotation import Quotation
from sources.quotations.quotation_kind import is_nickname
from sources.quotations.quote_marks import Quoted, quoted
from sources.quotations.speakers import Voices
from sources.quotations.transcript_turns import beside, speeches

# Increment this when different quotations or speakers would be found in the same text. Archives use
# it to detect that their stored quotations are outdated.
QUOTATION_RULES = 9


def quotations(article: Article) -> tuple[Quotation, ...]:
    """Return the quotations in an article, in order of position."""
    groups = block_quotations(article)
    found = _quotations(article, groups)
    given = attributed(article.text, groups, found)
    return found if len(given) == len(groups) else _quotations(article, given)


def _quotations(article: Article, groups: Sequence[Sequence[Quoted]]) -> tuple[Quotation, ...]:
    """Return the quotations between marks and in these block quotations."""
    text, blocks = article.text, article.blocks
    found = _with_groups(quoted(text, [(block.start, block.end) for block in blocks]), groups)
    if article.is_transcript:
        found = _within_speeches(found, blocks)
    nicknames, parts = _parted(text, found)
    masked = _blanked(_blanked(text, map(_outer, parts), MASK), map(_outer, nicknames), " ")
    labels = ((b.start, b.words) for b in blocks if b.words is not None)
    masked = _blanked(masked, labels, " ")
    # Title-case headings would look like names, and bylines name writers rather than people in the
    # story.
    unread = (b for b in blocks if b.kind in HEADS or is_byline(text[b.start : b.end]))
    prose = _blanked(masked, ((b.start, b.end) for b in unread), " ")
    voices = Voices(text, masked, Cast(prose))
    voices.read_all(blocks, parts)
    said = sorted(voices.found, key=lambda one: (one.start, one.end))
    if article.is_transcript:
        return tuple(beside(text, said, speeches(text, blocks)))
    return tuple(beside(text, said, list(answers(text, masked, blocks))))


def _with_groups(
    found: tuple[Quoted, ...], groups: Sequence[Sequence[Quoted]]
) -> tuple[Quoted, ...]:
    """Return the text in quotation marks and the block quotations, whose own marks are nested."""
    set_apart = [part for group in groups for part in group]
    extents = [_outer(part) for part in set_apart]
    outside = [part for part in found if not _inside(part.start, extents)]
    return tuple(sorted([*outside, *set_apart], key=_outer)) if set_apart else found


def _within_speeches(found: Iterable[Quoted], blocks: Sequence[Block]) -> tuple[Quoted, ...]:
    """Drop quotations that open in one paragraph of a transcript and close in another.

    The two paragraphs may have different speakers.
    """
    spoken = [(block.start, block.end) for block in blocks if block.words is not None]
    return tuple(
        part
        for part in found
        if not (part.continues or part.open) or not _inside(part.start, spoken)
    )


def _inside(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(stretches, place, key=lambda one: one[0]) - 1
    return number >= 0 and place < stretches[number][1]


def _parted(text: str, found: Iterable[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    """Split quoted text into nicknames and quotations."""
    nicknames: list[Quoted] = []
    parts: list[Quoted] = []
    for part in found:
        (nicknames if is_nickname(text, part) else parts).append(part)
    return nicknames, parts


def _outer(part: Quoted) -> tuple[int, int]:
    return part.outer_start, part.outer_end


def _blanked(text: str, places: Iterable[tuple[int, int]], mark: str) -> str:
    """Replace each stretch with as many marks, which preserves all offsets."""
    pieces: list[str] = []
    last = 0
    for start, end in places:
        pieces += [text[last:start], mark * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])
