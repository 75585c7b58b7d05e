"""Interviews printed as questions and answers, without quotation marks or labels.

Questions are paragraphs that address "you" and end in a question mark. Answers are the paragraphs
after them in the first person. The speaker is the one person whom the surrounding text introduces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.article import Block, BlockKind
from sources.cleaning.bylines import is_byline
from sources.people.names import People
from sources.people.naming import named
from sources.quotations.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker

_FEWEST_QUESTIONS = 3
_LONGEST_QUESTION = 500
_TITLES = (BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.CAPTION)
# The minimum share of answers in the first person. The answers to "Can I claim?" use "you".
_LEAST_PERSONAL = 0.5
_BETWEEN_MARKS = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?)\b(?!\.)")
_QUESTION_END = re.compile(r"\?[\"”'’)]*$")
_INTRODUCED = re.compile(
    r"\b(?:(?i:questions?|interview|conversation|q ?& ?a|minutes|chat) (?:for|with|to|of)"
    r"|(?:[Ss]poke|[Tt]alk(?:ed|s)|[Ss]at down|[Cc]aught up|[Mm]eets?|[Mm]et) (?:to|with)?"
    r"|(?:[Aa]sked|[Ii]nterviewed))\s[^.!?\n]*$"
)
_INTERVIEWED = re.compile(r"\s(?:was|were|is|has been) (?:speaking|talking|interviewed)\b")
_INTERVIEWER = re.compile(
    r"\b(?:speaking|talking|spoke|talked) (?:to|with)\s|\b(?:interviewed|by|[Ii]nterview:|"
    r"[Ww]ords:)\s$"
)
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of a possible interview."""

    block: Block
    text: str

    @property
    def _own_words(self) -> str:
        return _BETWEEN_MARKS.sub(" ", self.text)

    @property
    def is_personal(self) -> bool:
        """Return True if the paragraph is in the first person."""
        return _OWN.search(self._own_words) is not None

    @property
    def addresses(self) -> bool:
        """Return True if the paragraph is short and addresses "you", as an interviewer does."""
        short = len(self.text) <= _LONGEST_QUESTION
        return short and _YOU.search(self._own_words) is not None and not self.is_personal

    @property
    def asks(self) -> bool:
        """Return True if the paragraph ends in a question."""
        if self.block.kind in _TITLES or len(self.text) > _LONGEST_QUESTION:
            return False
        return _QUESTION_END.search(self.text) is not None


def answers(text: str, masked: str, blocks: Sequence[Block]) -> Iterator[Quotation]:
    """Yield the answers of an article that is printed as an interview.

    `masked` is the text with its quotations blanked out. Paragraphs that could also be the
    interviewer's are left out.
    """
    paragraphs = [_Paragraph(block, text[block.start : block.end]) for block in blocks]
    asked = [n for n, one in enumerate(paragraphs) if one.asks and not one.is_personal]
    addressed = sum(paragraphs[n].addresses for n in asked)
    if len(asked) < _FEWEST_QUESTIONS or 2 * addressed < len(asked):
        return
    said = _said(paragraphs, asked[0])
    personal = sum(one.is_personal for one in said)
    if len(said) < _FEWEST_QUESTIONS or personal < _LEAST_PERSONAL * len(said):
        return
    first, last = paragraphs[asked[0]].block.start, said[-1].block.end
    around = [block for block in blocks if block.end <= first or block.start >= last]
    prose = [block for block in around if block.kind not in _TITLES]
    # A headline with every word capitalised can look like a name, so the prose is tried first.
    speaker = _answering(masked, prose) or _answering(masked, around)
    if speaker is None or _is_told_of(said, speaker):
        return
    for one in said:
        yield Quotation(QuotationKind.DIRECT, one.block.start, one.block.end, speaker)


def _said(paragraphs: Sequence[_Paragraph], first: int) -> list[_Paragraph]:
    """Return the answers, up to the last one that is clearly not the outlet's own text."""
    said: list[_Paragraph] = []
    answering = False
    last = max((n for n, one in enumerate(paragraphs) if one.asks), default=0)
    for number, one in enumerate(paragraphs[first:], start=first):
        if one.block.kind is BlockKind.CAPTION:
            continue
        if one.asks and not one.is_personal:
            answering = True
        elif one.asks or one.addresses or (number > last + 1 and not one.is_personal):
            # The interviewer or, after the last answer, the outlet may also have said this.
            answering = answering and number <= last
        elif answering:
            said.append(one)
    return said


def _answering(masked: str, around: Sequence[Block]) -> Speaker | None:
    """Return the person whom the surrounding text introduces as the interviewee, or None."""
    places: dict[str, tuple[int, str]] = {}
    introduced: list[str] = []
    for block in around:
        words = masked[block.start : block.end]
        if is_byline(words):
            continue
        for place, name, *_, person in named(words):
            if not person or " " not in name:
                continue
            start = max(place, words.find(name, place))
            before, behind = words[max(0, start - _NEAR) : start], words[start + len(name) :]
            if _INTERVIEWER.search(before):
                continue
            places.setdefault(name, (block.start + start, name))
            if _INTRODUCED.search(before) or _INTERVIEWED.match(behind):
                introduced.append(name)
    for names in (introduced, list(places)):
        people = People.of(names).groups
        if len(people) == 1:
            start, name = places[people[0][0]]
            return Speaker(Extent(start, start + len(name)), MentionKind.NAMED, name)
    return None


def _is_told_of(said: Sequence[_Paragraph], speaker: Speaker) -> bool:
    """Return True if most answers name the supposed speaker, as only an outlet's own text does."""
    family = (speaker.name or "").rpartition(" ")[2]
    return 2 * sum(family in one.text for one in said) > len(said)
