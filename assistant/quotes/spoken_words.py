"""Spoken words: the speaker to whom an article attributes them, and the evidence for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.speaker_identity import Identity, identity
from assistant.quotes.verdict import Attribution, Excerpt
from sources.article import Article
from sources.language.words import Token
from sources.people.names import Aliases
from sources.quotations.grounds import SURE, Grounds, grounds
from sources.quotations.quotation import Extent, Quotation, Speaker

# A speech verb and an opening mark, which start a quotation inside a quotation.
_INNER = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:old|ell|ells|elling)|ask(?:s|ed|ing)?|wr(?:ite|ites|ote)|went|like)\b"
    r"[^.!?'‘\"“]{0,40}\s['‘\"“][^'‘’\"”]*(?:(?<=\w)['’](?=\w)[^'‘’\"”]*)*$"
)
_LONGEST_INNER = 1_000
_INNER_END = re.compile(r"(?:[.,!?…]['’\"”]|['’\"”](?=[\s,.;!?]|$))")


@dataclass(frozen=True)
class SpokenWords:
    """The words from `first` to `last` in a speech of an article, and the speaker of the speech."""

    article: Article
    speech: Quotation
    speaker: Speaker
    first: Token
    last: Token

    @cached_property
    def attribution(self) -> Attribution:
        """The speaker as the article names them."""
        speaker, cue = self.speaker, self.speech.cue
        return Attribution(
            name=speaker.name,
            mention=self._excerpt(speaker.mention),
            kind=speaker.kind,
            resolved=speaker.resolved,
            cue=None if cue is None else self._excerpt(cue),
            sure=self.grounds in SURE,
        )

    @cached_property
    def grounds(self) -> Grounds:
        """The evidence for the attribution."""
        if self._is_inner:
            return Grounds.TWO_VOICES
        return grounds(self.article.text, self.speech, self.speaker)

    def identity(self, claimed: str, aliases: Aliases) -> Identity:
        """Return whether this is the speaker whom a claim names."""
        if self.grounds is Grounds.TWO_VOICES:
            return Identity.UNSURE
        return identity(self.attribution, claimed, self.article.text, aliases)

    @property
    def _is_inner(self) -> bool:
        """True if the speaker quotes the words: "She told me, 'Never trust a banker.'"."""
        text = self.article.text
        start = max(self.speech.start, self.first.start - _LONGEST_INNER)
        end = min(self.speech.end, self.last.end + _LONGEST_INNER)
        opened = _INNER.search(text[start : self.first.start])
        return opened is not None and _INNER_END.search(text, self.last.end, end) is not None

    def _excerpt(self, extent: Extent) -> Excerpt:
        span = self.article.span(extent.start, extent.end)
        return Excerpt(span, self.article.words(span))
