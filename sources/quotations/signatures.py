"""Signatures: blocks, or ends of blocks, that only name the speaker of the quotation above them."""

from __future__ import annotations

from dataclasses import dataclass

from sources.article import Block
from sources.people.coreference import Cast
from sources.people.mentions import following
from sources.quotations.quotation import Extent, MentionKind
from sources.quotations.speech_cues import LONGEST_SIGNATURE, NAME_ALONE, SIGNATURE, WORDS_OF
from sources.quotations.voice import Voice


@dataclass(frozen=True, slots=True)
class Signatures:
    """Reads signatures in a text with masked quotations, and adds their speakers to the cast."""

    masked: str
    cast: Cast

    def after_dash(self, start: int, end: int) -> Voice | None:
        """Return the speaker named after a dash at the end of a block: "…" ― Kim Do-yun."""
        dash = SIGNATURE.match(self.masked, start, end)
        if dash is None or end - dash.end() > LONGEST_SIGNATURE:
            return None
        mention = following(self.masked, dash.end(), end)
        if mention is None or mention.kind is not MentionKind.NAMED:
            return None
        return Voice(self.cast.speaker(mention), Extent(dash.start("cue"), dash.end("cue")))

    def name_alone(self, block: Block) -> Voice | None:
        """Return the person if the block contains only their name: "Erik Lund, mayor of Pellan"."""
        alone = NAME_ALONE.fullmatch(self.masked, block.start, block.end)
        if alone is None or block.end - block.start > LONGEST_SIGNATURE:
            return None
        mention = following(self.masked, block.start, block.end)
        if mention is None or not mention.person or mention.name is None:
            return None
        return Voice(self.cast.speaker(mention))

    def of_element(self, block: Block) -> Voice | None:
        """Return the speaker named in a block that the page itself sets as a signature."""
        dash = SIGNATURE.match(self.masked, block.start, block.end)
        mention = following(self.masked, dash.end() if dash else block.start, block.end)
        if mention is None or mention.name is None:
            return None
        # The cue is the element itself, which has no words.
        return Voice(self.cast.speaker(mention), Extent(mention.start, mention.end))

    def after_words_of(self, block: Block) -> Voice | None:
        """Return the speaker in "These are the words of Erik Lund."."""
        words_of = WORDS_OF.match(self.masked, block.start, block.end)
        mention = following(self.masked, words_of.end(), block.end) if words_of else None
        if words_of is None or mention is None:
            return None
        return Voice(self.cast.speaker(mention), Extent(words_of.start(), words_of.end() - 1))
