"""Block quotations: paragraphs set apart as somebody's words, mostly without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from sources.article import Article, Block, BlockKind
from sources.language.scripts import holds_hangul
from sources.language.sentences import boundaries
from sources.people.given_names import given_gender
from sources.quotations.quotation import Quotation, Speaker
from sources.quotations.quote_marks import Quoted, quoted
from sources.quotations.speech_cues import CUE, DOCUMENTS

_SIGNED = re.compile(r"(?P<words>.*\S)\s+(?P<by>(?:[—–―]|--?)\s?[A-Z][\w .,'’-]{1,80})$", re.DOTALL)
# A signature below the words: "Erik Lund, mayor of Pellan".
_NAME_ALONE = re.compile(r"(?=.{3,60}$)(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]*(?:, [^.!?:;]*)?")
DASHES = ("—", "–", "―")
_MARKS = "\"'“”„‘’«»‹›「」『』"
_COLONS = (":", "：")
_MOSTLY = 0.7
# A page with a larger share of its text in block quotations uses them to indent its text.
_LARGEST_SHARE = 0.8
_FURTHEST_SIGNATURE = 80
_LONGEST_INTRODUCTION = 500
_WORD = re.compile(r"\w+")


def has_own_marks(text: str) -> bool:
    """Return True if most of a paragraph is between quotation marks."""
    inside = sum(part.end - part.start for part in quoted(text, [(0, len(text))]))
    return inside >= _MOSTLY * len(text)


def is_signature(text: str) -> bool:
    """Return True for a dash with a name, or a person's name, with or without a role after it."""
    if text.startswith(DASHES):
        return True
    found = _NAME_ALONE.fullmatch(text)
    return found is not None and given_gender(text.partition(" ")[0]) is not None


def words_and_signature(text: str) -> tuple[str, str]:
    """Return the words of a paragraph, and the signature at its end or ''."""
    signed = _SIGNED.fullmatch(text)
    return (signed["words"], signed["by"]) if signed else (text, "")


def block_quotations(article: Article) -> list[tuple[Quoted, ...]]:
    """Return the block quotations of an article that have no marks, each as its paragraphs."""
    # A signature shows that the words above it are a quotation.
    unsigned = (
        block
        for block, below in zip_longest(article.blocks, article.blocks[1:])
        if block.kind is BlockKind.QUOTATION
        and (below is None or below.kind is not BlockKind.SIGNATURE)
    )
    share = sum(block.end - block.start for block in unsigned)
    if article.is_transcript or share > _LARGEST_SHARE * len(article.text):
        return []
    groups = groupby(article.blocks, key=lambda block: block.kind is BlockKind.QUOTATION)
    found = (tuple(_paragraphs(article.text, [*group])) for inside, group in groups if inside)
    return [group for group in found if group]


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[Quoted]:
    written = [(block.start, text[block.start : block.end]) for block in blocks]
    if any(has_own_marks(words) for _, words in written):
        return
    said = [(start, words) for start, words in written if not is_signature(words)]
    inside = [(start, end) for start, words in said for start, end in _without_marks(start, words)]
    for number, (start, end) in enumerate(inside):
        yield Quoted(start, end, start, end, number > 0, number < len(inside) - 1)


def _without_marks(start: int, paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a paragraph are, without the marks and spaces around them."""
    words = words_and_signature(paragraph)[0]
    letters = (n for n, one in enumerate(words) if not (one.isspace() or one in _MARKS))
    if (first := next(letters, None)) is not None:
        behind = (
            n for n, one in enumerate(reversed(words)) if not (one.isspace() or one in _MARKS)
        )
        yield start + first, start + len(words) - next(behind)


def attributed(
    text: str, groups: Sequence[tuple[Quoted, ...]], found: Sequence[Quotation]
) -> list[tuple[Quoted, ...]]:
    """Return the block quotations that a line above or a signature gives to a speaker."""
    speakers = {one.start: one.speaker for one in found if one.speaker}
    return [
        group
        for group in groups
        if (speaker := speakers.get(group[0].start)) and _is_given(text, group, speaker)
    ]


def _is_given(text: str, group: Sequence[Quoted], speaker: Speaker) -> bool:
    first, last = group[0].start, group[-1].end
    above = text[max(0, first - _LONGEST_INTRODUCTION) : first].rstrip()
    line = above[above.rfind("\n") + 1 :]
    if _introduces(line) and (speaker.name or not holds_hangul(line)):
        return True
    return last <= speaker.mention.start <= last + _FURTHEST_SIGNATURE


def _introduces(line: str) -> bool:
    """Return True if a line ends with a colon and states that somebody says or writes something."""
    if not line.endswith(_COLONS):
        return False
    sentence = line[boundaries(line)[-1][0] :]
    if holds_hangul(sentence) or CUE.search(sentence):
        return True
    return not DOCUMENTS.isdisjoint(_WORD.findall(sentence.lower()))
