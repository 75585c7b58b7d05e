"""Trailing words: whether the words after a clause retract or restrict it.

Without "… is what they want you to believe" or "… in one district", a clause claims what its
speaker did not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.quotes.framing import FURTHEST
from assistant.quotes.words import tokens
from sources.language.alternatives import any_of

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
# Without its last phrase, a clause with one of these says more: "no crime (in Vienna)".
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
    if not tokens(text):
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
    """Return True if a further phrase would make a clause claim less."""
    if any(word in _BROAD or word.endswith("n't") for word in kept):
        return True
    first = kept[0] if kept else ""
    plural = len(first) > 3 and first.endswith("s") and not first.endswith(_NOT_PLURAL)
    return plural or first in _PEOPLE
