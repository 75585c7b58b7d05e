"""The quotations of an article, with those who speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.article import Article, Block, BlockKind
from sources.ascription import is_beside, nearest
from sources.attributions import Attribution, attributions, opening
from sources.cast import Cast
from sources.cues import ACCORDING_TO, VERB
from sources.korean_speech import HANGUL, QUOTING, is_korean, korean_attributions
from sources.persons import MASK, after, words
from sources.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker
from sources.quote_marks import Quoted, quoted
from sources.reported import reported
from sources.sentences import boundaries

_SIGNATURE = re.compile(r"\s*(?P<cue>[―—–]|--?)\s*(?=[A-Z])")
_LONGEST_SIGNATURE = 60
# A headline may end in the speaker: "'Win-win' for both sides: Cho".
_NAMED_LAST = re.compile(r":\s(?=(?:[A-Z][\w'’.-]*\s?){1,5}\.?$)")
_CUE = re.compile(f"{VERB.pattern}|{ACCORDING_TO.pattern}|{HANGUL.pattern}")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BLANK = re.compile(rf"[\s\W{MASK}]*")
_HEADS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.HEADING})

# Raised whenever other quotations, or other speakers of them, are found in the same text: an
# archive says then that its own are older.
QUOTATION_RULES = 1


def quotations(article: Article) -> tuple[Quotation, ...]:
    """Return what an article gives as somebody's words, in order of where it starts."""
    text = article.text
    parts = quoted(text, [(block.start, block.end) for block in article.blocks])
    masked = _masked(text, parts)
    reader = _Reader(text, masked, Cast(_without_heads(masked, article.blocks)))
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


def _without_heads(masked: str, blocks: Sequence[Block]) -> str:
    """Blank the headings out: with a capital to each word, they would look like names."""
    for block in blocks:
        if block.kind in _HEADS:
            masked = masked[: block.start] + " " * (block.end - block.start) + masked[block.end :]
    return masked


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
        self._in_head = False
        self.found: list[Quotation] = []

    def read(self, block: Block, parts: Sequence[Quoted]) -> None:
        """Find the quotations of one block."""
        self._in_head = block.kind in _HEADS
        signed = _SIGNATURE.match(self._masked, block.start, block.end)
        if signed and self._waiting:
            self._sign(signed, block.end)
        self._waiting = []
        if parts and (signature := self._signature(block, parts)):
            self._signed(parts, *signature)
            return
        if not parts and not _CUE.search(self._masked, block.start, block.end):
            self._quiet(block.start, block.end)
            return
        number = 0
        for start, end in self._sentences(block, parts):
            first = number
            while number < len(parts) and parts[number].outer_start < end:
                number += 1
            self._sentence(start, end, parts[first:number])

    def _voice(self, cue: Attribution) -> _Voice:
        """Return who speaks by a cue; in Korean, where a subject may be left out, as before."""
        if cue.speaker is not None:
            return _Voice(self._cast.speaker(cue.speaker), cue.cue)
        return _Voice(self._last.speaker if self._last else None, cue.cue)

    def _quiet(self, start: int, end: int) -> None:
        """Read words in which nobody speaks, unless a colon says that somebody is about to."""
        self._cast.open_sentence(start, end)
        if self._masked[start:end].rstrip().endswith(":"):
            mention = opening(words(self._masked, start, end))
            if mention is not None:
                self._last = _Voice(self._cast.speaker(mention), None)

    def _signature(self, block: Block, parts: Sequence[Quoted]) -> tuple[Speaker, Extent] | None:
        """Return whom a dash behind the last quotation of a block names, if nothing follows."""
        dash = _SIGNATURE.match(self._masked, parts[-1].outer_end, block.end)
        if dash is None or block.end - dash.end() > _LONGEST_SIGNATURE:
            return None
        row = words(self._masked, dash.end(), block.end)
        mention = after(row, 0)
        if mention is None or mention.kind is not MentionKind.NAMED:
            return None
        return self._cast.speaker(mention), Extent(dash.start("cue"), dash.end("cue"))

    def _signed(self, parts: Sequence[Quoted], speaker: Speaker, cue: Extent) -> None:
        for part in parts:
            self.found.append(Quotation(QuotationKind.DIRECT, part.start, part.end, speaker, cue))

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
        korean = is_korean(self._masked, start, end)
        find = korean_attributions if korean else attributions
        cues = [one for one in find(self._masked, start, end) if one.speaker or korean]
        if not cues and not parts:
            self._quiet(start, end)
            return
        self._cast.begin(start)
        voices = [self._voice(cue) for cue in cues]
        alone = self._alone(start, end)
        direct = False
        for part in parts:
            voice = self._who((start, end), part, cues, voices)
            kind = self._kind(part, start, end)
            direct = direct or kind is QuotationKind.DIRECT
            if alone:
                self._waiting.append(len(self.found))
            self.found.append(Quotation(kind, part.start, part.end, voice.speaker, voice.cue))
            if voice.speaker is not None:
                self._last = voice
        if voices and not parts:
            self._last = voices[0]
        if not direct and (place := reported(self._text, self._masked, start, end, cues)):
            voice = voices[place[2]]
            kind = QuotationKind.REPORTED
            self.found.append(Quotation(kind, place[0], place[1], voice.speaker, voice.cue))

    def _who(
        self,
        sentence: tuple[int, int],
        part: Quoted,
        cues: Sequence[Attribution],
        voices: Sequence[_Voice],
    ) -> _Voice:
        """Return who speaks a quotation: by a cue, behind a colon, or whoever spoke before."""
        chosen = nearest(self._masked, part, cues, [voice.speaker for voice in voices])
        if chosen is not None:
            # The name of a book or a programme is nobody's words, unless somebody utters it.
            uttered = not self._is_titled(part) or is_beside(self._masked, part, cues[chosen])
            return voices[chosen] if uttered else _Voice(None, None)
        alone = self._alone(*sentence)
        if not alone and (introduced := self._introduced(*sentence, part)):
            return introduced
        if self._last is None or self._in_head or not (alone or part.continues):
            return _Voice(None, None)
        return _Voice(self._last.speaker, None)

    def _introduced(self, start: int, end: int, part: Quoted) -> _Voice | None:
        """Return whom a colon makes the speaker: "Kim scolded him: "No."", "'Win-win': Cho"."""
        if last := _NAMED_LAST.search(self._masked, max(part.outer_end, end - 60), end):
            mention = after(words(self._masked, last.end(), end), 0)
            if mention is not None:
                return _Voice(self._cast.speaker(mention), None)
        if (
            not self._masked[max(start, part.outer_start - 3) : part.outer_start]
            .rstrip()
            .endswith(":")
        ):
            return None
        mention = opening(words(self._masked, start, part.outer_start))
        return _Voice(self._cast.speaker(mention), None) if mention else None

    def _alone(self, start: int, end: int) -> bool:
        """Say whether nothing stands beside the quotations of a sentence."""
        return _BLANK.fullmatch(self._masked, start, end) is not None

    def _is_titled(self, part: Quoted) -> bool:
        """Say whether each long word has a capital, as in the name of a book."""
        found = _WORD.findall(self._text, part.start, part.end)
        return (
            2 <= len(found) <= 10
            and all(len(w) < 4 or not w[0].islower() for w in found)
            and (any(w[0].isupper() and w.isascii() for w in found[1:]))
        )

    def _kind(self, part: Quoted, start: int, end: int) -> QuotationKind:
        content = self._text[part.start : part.end]
        count = len(_WORD.findall(content))
        if part.continues or part.open or self._alone(start, end):
            return QuotationKind.DIRECT
        if HANGUL.search(content):
            ascribed = QUOTING.match(self._masked, part.outer_end, end)
            return QuotationKind.DIRECT if count >= 2 and ascribed else QuotationKind.PARTIAL
        if self._is_titled(part):
            return QuotationKind.PARTIAL
        ended = content[-1:] in ".,!?…" or self._text[part.end : part.end + 1] in ("!", "?")
        if count >= 3 and ended and (content[0].isupper() or part.outer_start == start):
            return QuotationKind.DIRECT
        return QuotationKind.DIRECT if count >= 6 and ended else QuotationKind.PARTIAL
