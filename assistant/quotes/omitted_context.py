"""Surroundings: whether the words around a quotation, or left out of it, change its meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.quotes.alignment import Alignment
from assistant.quotes.framing import FURTHEST, is_joined, is_unasserted
from assistant.quotes.recorded_words import Recorded
from sources.language.alternatives import any_of
from sources.language.meaning_words import SAYING, turns
from sources.language.words import Token, holds_word, tokens
from sources.span import Span

_NOT_ME = (
    r"(?:he|she|they|you|people|some|many|critics|others|the \w+(?: \w+)?|(?:my|his|her) \w+"
    r"|[A-Z]\w+(?: [A-Z]\w+)?)"
)
_SAYS = any_of(
    "say, says, said, claim, claims, claimed, think, thought, tell, tells, told, believe, "
    "believed, want, wants, wanted, argue, argued, insist, insists, insisted, used to, like to, "
    "likes to, wrote, keep, kept, call, called, calls".split(", ")
)
# "The doctor says a week, I say four days": others' opinion contrasted with the speaker's own.
_OWN_VIEW = re.compile(r"^,\s*I (?:say|think|believe|would say|make it|call)\b")
_SAID = re.compile(
    r"^\W*(?:(?:or so|as|at least|or at least|so|that's what|which is what|is what|like) )?"
    rf"{_NOT_ME}"
    rf" (?:\w+ ){{0,2}}?(?:{_SAYS})\b"
)
_QUALIFIED = any_of(
    "or so, so they, as they say, they say, supposedly, allegedly, in theory, on paper, in "
    "principle, at least, so far, for now, in part, partly, sometimes, technically, "
    "hypothetically, officially, perhaps, maybe, probably, possibly, apparently, I hope, I guess, "
    "I suppose, I imagine, I fear, I doubt, I suspect, I wish, according to, in my dreams, if "
    "only, as if, as though, on the surface, in some, in certain, in a few, in one, in rare, in "
    "most, in parts, for some, for certain, for a few, only, or, but, yet, not, rather than, "
    "except, unless, if, until, till, without, provided, providing, assuming, in case, as long as, "
    "so long as, when, once, whenever, though, although, however, depending, subject to".split(", ")
)
_SAYS_SO = re.compile(rf"\b(?:{_SAYS})\b")
_IN_MINDS = (
    r"in (?:his|her|their|some people's) (?:\w+ )?(?:minds?|eyes|view|opinion|words|dreams?)"
)
_BEGINS_IN_DOUBT = re.compile(rf"^\W*(?:{_QUALIFIED}|{_IN_MINDS})\b")
_FINITE = re.compile(
    r"^\s*'?\s*(?:(?:is|are|was)(?:n't)?|were|will|would|has|had|does|did|can|could|should|must"
    r"|may|might|sounds?|remains?|seems?)\b"
)
_DENIAL = any_of(
    "lie, lies, myth, nonsense, false, untrue, wrong, ridiculous, absurd, rubbish, fiction, "
    "propaganda, joke, not true, garbage, fantasy, hoax, bullshit, baloney, laughable, mistaken, "
    "delusion, delusional, illusion, fallacy, insane, crazy, preposterous, bunk, invention, fairy "
    "tale, fairytale, bogus, fake, misleading, lying".split(", ")
)
_DENIES = re.compile(rf"\b(?:{_DENIAL})\b", re.IGNORECASE)
# The start of another clause, which the one that is kept does not need.
_GOES_ON = re.compile(
    r"[;—–]|\s-\s|,\s+(?:and|so|because|which|who|where|while)\b|\bbecause\b"
    r"|\b(?:and|so)\s+(?:I|we|you|he|she|they|it|there|that's)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:if|unless|until|except|provided|providing|as long as|so long as|only if|but only"
    r"|assuming)\b",
    re.IGNORECASE,
)
_RESTRICTS = re.compile(
    r"^\s+(?:in|on|at|for|from|with|during|after|before|since|under|among|amongst|against|over"
    r"|within|between|who|that|where|any ?more|again|yet|outside|inside|through|than)\b"
    r"(?! (?:in my life|the world|at all|all|history|ever|my life|that|fact|particular|addition"
    r"|earth))",
    re.IGNORECASE,
)
# A clause with one of these words claims more if its last phrase is cut: "no crime (in Vienna)".
_BROAD = frozenset(
    "not no never nobody nothing none nowhere neither nor few hardly all every everyone everybody "
    "everything always most any anybody anyone more less fewer better worse best worst least "
    "largest biggest greatest highest lowest smallest only".split()
)
_PEOPLE = frozenset("people men women children police muslims jews".split())
_NOT_PLURAL = ("ss", "us", "is", "'s")


def is_turned(rest: str, kept: Sequence[str]) -> bool:
    """Return True if words cut off after a clause may retract or restrict it.

    `rest` is the text from the cut to the end of the sentence or quotation. `kept` are the folded
    words of the clause.
    """
    text = rest[:FURTHEST].replace("’", "'").rstrip(" \n\"'”.")
    if not holds_word(text):
        return False
    if _OWN_VIEW.match(text) and _SAYS_SO.search(" ".join(kept)):
        return True
    if _SAID.match(text) or _BEGINS_IN_DOUBT.match(text) or _FINITE.match(text):
        return True
    same_clause = _GOES_ON.split(text)[0]
    if _LIMITS.search(same_clause):
        return True
    if not same_clause.strip(" ,") and _DENIES.search(text):
        return True
    return _is_broad(kept) and _RESTRICTS.match(text) is not None


def _is_broad(kept: Sequence[str]) -> bool:
    """Return True if another phrase would limit what a clause claims."""
    if any(word in _BROAD or word.endswith("n't") for word in kept):
        return True
    first = kept[0] if kept else ""
    plural = len(first) > 3 and first.endswith("s") and not first.endswith(_NOT_PLURAL)
    return plural or first in _PEOPLE


@dataclass(frozen=True)
class Surroundings:
    """The rest of the sentences around an article's words, from `first` to `last`.

    Quoted words are limited to their quotation, without the outlet's own words beside it.
    """

    recorded: Recorded
    first: Token
    last: Token
    quoted: bool

    @cached_property
    def turning(self) -> tuple[str, ...]:
        """The text cut before and after the words that may change their meaning."""
        kept = tuple(
            word.folded for word in self.recorded.words_between(self.first.start, self.last.end)
        )
        sides = (self._lead, is_unasserted), (self._rest, is_turned)
        return tuple(
            side.strip()
            for side, takes_back in sides
            if takes_back(side, kept) and (self.quoted or _turns(side))
        )

    @property
    def passage(self) -> str:
        """The sentences that contain the words, within their quotation if they are quoted."""
        start = self.first.start - len(self._lead)
        return self.recorded.article.text[start : self.last.end + len(self._rest)].strip()

    @cached_property
    def _lead(self) -> str:
        start = max(self._bounds(self.first)[0], self._sentence(self.first).start)
        return self.recorded.article.text[start : self.first.start]

    @cached_property
    def _rest(self) -> str:
        end = min(self._bounds(self.last)[1], self._sentence(self.last).end)
        return self.recorded.article.text[self.last.end : end]

    def _bounds(self, word: Token) -> tuple[int, int]:
        quotation = self.recorded.quotation_at(word)
        if quotation is None:
            return 0, len(self.recorded.article.text)
        return quotation.start, quotation.end

    def _sentence(self, word: Token) -> Span:
        return self.recorded.sentences[self.recorded.sentence_number(word.start)]


def _turns(text: str) -> bool:
    # "May" is mostly a month.
    return any(turns(word.folded) and text[word.start : word.end] != "May" for word in tokens(text))


# A verb that governs the words after the ellipsis: "support Ukraine and to stop supporting".
_OTHER_VERB = re.compile(
    r"\b(?:and|or|but)\s+(?:(?:to|not|never|then|will|would|must|should|can|could|we|I|they|he|she)\b"
    r"|(?!(?:the|an?|his|her|its|our|their|my|your|this|that|these|those|all|some|other|every|more|\d\S*"
    r"|[A-Z]\S*|in|on|at|of|for|from|with|by)\b)\w+\s+\w+)[^,;.]*$"
)
# The words after the ellipsis belong to another clause: "the rig, and the bank gave us".
_OTHER_CLAUSE = re.compile(r"\w\W+(?:and|or|but|while|whereas|although|though)\b", re.IGNORECASE)
# The words after the ellipsis are about someone left out: "met the mayor, who".
_OF_ANOTHER = re.compile(
    r"\w\W+(?:who|which|that|whose\s+\w+)(?:\s+(?:\w+ly|then|later|also|once|had|has|have|was|were"
    r"|is|are|would|will))?\W*$",
    re.IGNORECASE,
)
# Words without which the number after them means something else: "less than 45,000".
_LIMITING = re.compile(
    r"\b(?:than|at least|at most|up to|about|around|nearly|almost|not|no|never|without|from|only)"
    r"\W*$",
    re.IGNORECASE,
)
# A remark about the words takes nothing back: "and I say this as a nurse".
_OWN_SAYING = re.compile(r"\b(?:I|we) (?:(?:must|have to|would|will|can) )?(?:say|tell)\b")
# Words that open a clause that must not be left out: "If the ferry stops, I close."
_OPENING = frozenset("if when unless once while because until although though whether".split())


@dataclass(frozen=True)
class Omission:
    """Words `first` to `last` of an alignment's stream, which an ellipsis replaces."""

    alignment: Alignment
    first: int
    last: int

    @cached_property
    def turns(self) -> bool:
        """True if the omission may change the meaning of the claim."""
        if not self.first < self.last < len(self.alignment.stream.numbers) or not self.first:
            return False
        lead, kept = self._text(self._resumes, self.last), self._kept(self.last, +1)
        if self._crosses:
            rest = self._text(self.first, self._ends)
            if is_turned(rest, self._kept(self.first, -1)):
                return True
            return bool(lead.strip()) and (is_unasserted(lead, kept) or not is_joined(lead))
        left_out = _OWN_SAYING.sub("", lead.strip())
        said = any(word.folded in SAYING for word in tokens(left_out))
        opened = self._kept(self.first, -1)[-1:]
        turned = (_OTHER_VERB, _OTHER_CLAUSE, _OF_ANOTHER, _LIMITING)
        return said or not _OPENING.isdisjoint(opened) or any(p.search(left_out) for p in turned)

    @cached_property
    def _crosses(self) -> bool:
        """True if the words after the omission are in another sentence than those before."""
        return self._sentence(self.first - 1) != self._sentence(self.last)

    @cached_property
    def _resumes(self) -> int:
        """The position of the first omitted word in the sentence where the words continue."""
        inside = range(self.first, self.last)
        own = self._sentence(self.last)
        return next((place for place in inside if self._sentence(place) == own), self.last)

    @cached_property
    def _ends(self) -> int:
        """The position after the last omitted word in the sentence where the words break off."""
        own = self._sentence(self.first - 1)
        inside = [p for p in range(self.first, self.last) if self._sentence(p) == own]
        return inside[-1] + 1 if inside else self.first

    def _sentence(self, place: int) -> int:
        recorded = self.alignment.recorded
        return recorded.sentence_number(recorded.tokens[self.alignment.stream.numbers[place]].start)

    def _text(self, first: int, last: int) -> str:
        """Return the words from one position to another, without an attribution between them."""
        recorded, numbers = self.alignment.recorded, self.alignment.stream.numbers
        text, words = recorded.article.text, recorded.tokens
        parts = [""]
        for place in range(first, last):
            word, number = words[numbers[place]], numbers[place]
            follows = place + 1 < len(numbers) and numbers[place + 1] == number + 1
            parts.append(text[word.start : words[number + 1].start if follows else word.end])
        lead = " " if first else ""
        return lead + "".join(parts) if len(parts) > 1 else ""

    def _kept(self, place: int, way: int) -> tuple[str, ...]:
        """Return the words of a sentence before a position (-1) or from it on (+1)."""
        folded = self.alignment.stream.folded
        own = self._sentence(place if way > 0 else place - 1)
        places = range(place, len(folded)) if way > 0 else range(place - 1, -1, -1)
        kept: list[str] = []
        for number in places:
            if self._sentence(number) != own:
                break
            kept.append(folded[number])
        return tuple(kept if way > 0 else reversed(kept))
