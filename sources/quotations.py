"""The quotations of an article, with those who speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.article import Article, Block, BlockKind
from sources.attributions import Attribution, Order, attributions
from sources.cast import Cast
from sources.cues import VERB
from sources.persons import MASK, after, words
from sources.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker
from sources.quote_marks import Quoted, quoted
from sources.sentences import boundaries

_GAP_AFTER = re.compile(rf"[\s,;{MASK}—–-]*(?:and\s)?")
_GAP_BEFORE = re.compile(
    rf"[\s,:;.—–{MASK}-]*(?:that|of|as|is|was|how|because|a|an|the|it|to)?[\s,:]*"
)
_SIGNATURE = re.compile(r"\s*(?P<cue>[―—–]|--?)\s*(?=[A-Z])")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BLANK = re.compile(rf"[\s\W{MASK}]*")
_HEADS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.HEADING})

# Raised whenever other quotations, or other speakers of them, are found in the same text: an archive
# says then that its own are older.
QUOTATION_RULES = 1


def quotations(article: Article) -> tuple[Quotation, ...]:
    """Return what an article gives as somebody's words, in order of where it starts."""
    text = article.text
    parts = quoted(text, [(block.start, block.end) for block in article.blocks])
    masked = _masked(text, parts)
    reader = _Reader(text, masked, Cast(masked))
    number = 0
    for block in article.blocks:
        first = number
        while number < len(parts) and parts[number].outer_start < block.end:
            number += 1
        reader.read(block, parts[first:number])
    return tuple(sorted(reader.found, key=lambda one: (one.start, one.end)))


def _masked(text: str, parts: Sequence[Quoted]) -> str:
    pieces: list[str] = []
    place = 0
    for part in parts:
        pieces += [text[place : part.outer_start], MASK * (part.outer_end - part.outer_start)]
        place = part.outer_end
    return "".join([*pieces, text[place:]])


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks, by which cue."""

    speaker: Speaker | None
    cue: Extent | None


class _Reader:
    """Reads an article from its beginning and remembers who spoke last."""

    def __init__(self, text: str, masked: str, cast: Cast) -> None:
        self._text = text
        self._masked = masked
        self._cast = cast
        self._last: _Voice | None = None
        self._waiting: list[int] = []
        self.found: list[Quotation] = []

    def read(self, block: Block, parts: Sequence[Quoted]) -> None:
        """Find the quotations of one block."""
        signed = _SIGNATURE.match(self._masked, block.start, block.end)
        if signed and self._waiting:
            self._sign(signed, block.end)
        self._waiting = []
        if not parts and not VERB.search(self._masked, block.start, block.end):
            self._cast.open_sentence(block.start, block.end)
            return
        number = 0
        for start, end in self._sentences(block, parts):
            first = number
            while number < len(parts) and parts[number].outer_start < end:
                number += 1
            self._sentence(start, end, parts[first:number])

    def _sign(self, signed: re.Match[str], end: int) -> None:
        """Give quotations that stand alone to the name below them, behind a dash."""
        mention = after(words(self._masked, signed.end(), end), 0)
        if mention is None or mention.kind is not MentionKind.NAMED:
            return
        speaker = self._cast.speaker(mention)
        cue = Extent(signed.start("cue"), signed.end("cue"))
        for number in self._waiting:
            old = self.found[number]
            self.found[number] = Quotation(old.kind, old.start, old.end, speaker, cue)

    def _sentences(self, block: Block, parts: Sequence[Quoted]) -> list[tuple[int, int]]:
        """Return the sentences of a block; one that ends inside a quotation goes on."""
        if block.kind in _HEADS:
            return [(block.start, block.end)]
        cuts = [block.start + start for start, _ in boundaries(self._text[block.start : block.end])]
        inner = 0
        kept = []
        for cut in cuts[1:]:
            while inner < len(parts) and parts[inner].outer_end <= cut:
                inner += 1
            if inner == len(parts) or not parts[inner].outer_start < cut:
                kept.append(cut)
        return list(pairwise([block.start, *kept, block.end]))

    def _sentence(self, start: int, end: int, parts: Sequence[Quoted]) -> None:
        """Find the quotations of one sentence."""
        cues = [one for one in attributions(self._masked, start, end) if one.speaker]
        if not cues and not parts:
            self._cast.open_sentence(start, end)
            return
        voices = [_Voice(self._cast.speaker(cue.speaker), cue.cue) for cue in cues if cue.speaker]
        alone = self._alone(start, end)
        for part in parts:
            chosen = _nearest(self._masked, part, cues)
            kind = self._kind(part, start, end)
            voice = self._without_cue(part, alone) if chosen is None else voices[chosen]
            if alone and chosen is None:
                self._waiting.append(len(self.found))
            self.found.append(Quotation(kind, part.start, part.end, voice.speaker, voice.cue))
            if voice.speaker is not None:
                self._last = voice

    def _alone(self, start: int, end: int) -> bool:
        """Say whether nothing stands beside the quotations of a sentence."""
        return _BLANK.fullmatch(self._masked, start, end) is not None

    def _without_cue(self, part: Quoted, alone: bool) -> _Voice:
        """Return who goes on speaking where no cue says who does."""
        if self._last is None or not (alone or part.continues):
            return _Voice(None, None)
        return _Voice(self._last.speaker, None)

    def _kind(self, part: Quoted, start: int, end: int) -> QuotationKind:
        content = self._text[part.start : part.end]
        count = len(_WORD.findall(content))
        if part.continues or part.open or self._alone(start, end):
            return QuotationKind.DIRECT
        ended = content[-1:] in ".,!?…" or self._text[part.end : part.end + 1] in ("!", "?")
        if count >= 3 and ended and (content[0].isupper() or part.outer_start == start):
            return QuotationKind.DIRECT
        return QuotationKind.DIRECT if count >= 6 and ended else QuotationKind.PARTIAL


def _nearest(masked: str, part: Quoted, cues: Sequence[Attribution]) -> int | None:
    """Return the number of the attribution that a quotation belongs to."""
    best: tuple[int, int] | None = None
    for number, cue in enumerate(cues):
        cost = _distance(masked, part, cue)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, number)
    return best[1] if best else None


def _distance(masked: str, part: Quoted, cue: Attribution) -> int | None:
    if cue.end <= part.outer_start:
        gap = _GAP_BEFORE.fullmatch(masked, cue.end, part.outer_start)
        return 1 if gap else 1000 + part.outer_start - cue.end
    if cue.start >= part.outer_end:
        gap = _GAP_AFTER.fullmatch(masked, part.outer_end, cue.start)
        far = 0 if cue.order is Order.ACCORDING else 4000
        return 0 if gap else 1500 + far + cue.start - part.outer_end
    return 500
