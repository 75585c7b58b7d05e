"""References: words of a question that point at the conversation, and what stands in their place.

What is bound in the question itself is no reference: "What is the EDCF and what does it lend?",
"Is it true that …".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.followup.people import who
from assistant.followup.phrases import PREPOSITIONS, WH, Phrase, phrases
from assistant.followup.things import body, called, is_body, office, place, thing
from assistant.followup.verbs import AUXILIARIES, may_be_verb
from assistant.question import Exchange
from sources.cues import VERBS
from sources.titles import ROLES
from sources.tokens import words

_PERSONAL = re.compile(
    r"\b(?P<he>he|him)\b|\b(?P<his>his)\b|\b(?P<she>she)\b|"
    r"\b(?P<her>her)\b"
    r"(?P<owned>(?= [a-z]+)(?! (?:about|to|in|at|for|from|on|with|by|say|said)\b))?",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\b(?P<it>it)\b(?!['’])|\b(?P<its>its)\b|\b(?P<they>they|them)\b|\b(?P<their>their)\b",
    re.IGNORECASE,
)
# "Is it true that", "How long does it take to", "How much does it cost to": it points ahead.
_AHEAD = re.compile(
    r"\bit\b(?: (?:\w+ ){0,3}?(?:true|possible|likely|known|clear|legal|safe|important|better|"
    r"planned|expected|said|reported|confirmed)\b| (?:take|takes|took|cost|costs|mean|means|rain|"
    r"snow)\w*\b.*\b(?:to [a-z]+|until|before)\b| (?:was|is) \w+ (?:who|that)\b)|"
    r"\b(?:is|was|be|becomes?|became) it (?:\w+ )?\w+ to\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )(?<!\bhow many )\bthere\b"
    r"(?! (?:is|are|was|were|be|been|will be|has|have|had)\b)(?=\W*$| (?:now|in|by|since|today|for|"
    r"at|during|and|each|every|a|this|last|next)\b)",
    re.IGNORECASE,
)
# A "that" which is no conjunction: at the end, behind the first word, before a verb of its own.
_THAT = re.compile(
    r"\b(?P<one>that|this)\b(?=\W*$| (?:cost|mean|happen|depend|include|take|come|help|work|change|"
    r"matter|affect|begin|start|end|compare)\w*\b| (?:happening|true|right|so|possible|planned|"
    r"different|important|necessary|allowed|legal)\b)|"
    r"\b(?P<several>those|these)\b(?=\W*$| (?:cost|mean|happen|depend|include|take|come|work)\b)|"
    r"(?<=\bof )(?P<out_of>those|these)\b(?= (?:are|were|have|had|will|do|did|can)\b)",
    re.IGNORECASE,
)
# What was said is meant, not a thing: it cannot be put into the question.
_CLAIMED = re.compile(
    r"\bthat (?:true|right|so|correct|the case|why)\b|\b(?:say|says|said|claim|claims|claimed|tell|"
    r"tells|told|think|thinks|thought|deny|denies|denied|confirm|confirms|confirmed|know|knows|knew|"
    r"report|reported)(?: (?:you|us|me|them|him|her))? (?:that|this)\W*$|^\W*why (?:is|was) that\b",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\b(?P<by>that|this|those|these|the same|such) (?P<noun>[a-z][\w-]+)"
    r"(?: (?P<second>[a-z]+))?\b",
    re.IGNORECASE,
)
# "Who is the supplier?" asks who that is.
_IDENTITY = re.compile(r"^\W*(?:who|what)(?:['’]s| is| was| are| were) the\b", re.IGNORECASE)
# Of these nouns a question says whose they are, or the conversation did.
_SOMETHINGS = frozenset(
    "agreement aim amount award budget capacity condition conditions contract cost costs date "
    "deadline deal duration fare fee fees goal guarantee length name number order outcome "
    "population price profit purpose reason result results salary share size staff supplier target "
    "terms ticket value winner".split()
)
_CLAUSE = re.compile(
    r"[,;?]|\. | and (?=who|what|when|where|why|how|which)| (?:but|if|until|that|because|when|"
    r"while|whether|after|before|once|unless|although) ",
    re.IGNORECASE,
)
_TIMES = frozenset(
    "year month week day morning evening night summer winter spring autumn season decade century "
    "weekend time afternoon".split()
)
_MODIFIERS = frozenset("new same other last first second third next old whole two three".split())

_OWNING = frozenset("its their his her".split())

Resolve = Callable[[re.Match[str]], str]


def resolved(question: str, history: Sequence[Exchange]) -> str:
    """Return the question with what is meant in the place of each word that points at it."""
    said = question
    question = _bound(_PERSONAL, question, lambda found: _person(found, history))
    if not _AHEAD.search(question):
        question = _bound(_IMPERSONAL, question, lambda found: _thing(found, history))
    question = _bound(_THERE, question, lambda found: place(history) or found[0])
    if not _IMPERSONAL.search(said) and not _CLAIMED.search(said):
        question = _bound(_THAT, question, lambda found: _that(found, history))
    if not _CLAIMED.search(said):
        question = _POINTED.sub(lambda found: _pointed(found, history), question)
    return _definites(question, history)


def points(question: str) -> bool:
    """Say whether a question holds a word that points at something outside of it."""
    impersonal = () if _AHEAD.search(question) else (_IMPERSONAL,)
    for pattern in (_PERSONAL, *impersonal, _THERE, _THAT):
        found = pattern.search(question)
        if found is not None and not _is_bound(question, found.start()):
            return True
    pointed = _POINTED.search(question)
    if pointed is not None and _is_pointing(pointed):
        return True
    return not phrases_named(question) and any(is_somethings(one) for one in phrases(question)[:1])


def _bound(pattern: re.Pattern[str], question: str, resolve: Resolve) -> str:
    """Replace what points outside of the question: what stands behind no phrase of its own."""
    return pattern.sub(
        lambda found: found[0] if _is_bound(question, found.start()) else resolve(found), question
    )


def _is_bound(question: str, start: int) -> bool:
    """Say whether the question names before a place what a pronoun there may stand for.

    "Its" may stand for whatever was named, "it" only for what an earlier clause named: in "How
    much did the ministry pay for it", it is not the ministry.
    """
    pronoun = question[start:].split()[0].strip(" ?.,!").lower()
    before = question[:start]
    if pronoun not in _OWNING and not _reports(before):
        before = " ".join(_CLAUSE.split(before)[:-1])
    return any(_may_be(pronoun, one) for one in phrases(before))


def _reports(before: str) -> bool:
    """Say whether somebody says something right before a pronoun: "the firm announced it is"."""
    row = words(before, 0, len(before))
    if not row or row[-1].lower in PREPOSITIONS:
        return False
    said = [n for n, word in enumerate(row) if word.lower in VERBS]
    return bool(said) and bool(phrases(before[: row[said[-1]].start]))


def _may_be(pronoun: str, one: Phrase) -> bool:
    if pronoun in ("he", "him", "his", "she", "her"):
        is_one = not one.plural and (one.asked or one.text[:2].lower() == "a ")
        return is_one or one.head in ROLES or (one.proper and not one.behind)
    if pronoun in ("they", "them", "their"):
        return one.plural or one.proper or one.asked
    return not one.plural


def _person(found: re.Match[str], history: Sequence[Exchange]) -> str:
    female = found["she"] or found["her"]
    one = who(history, "female" if female else "male")
    meant = one.name if one else office(history)
    owning = found["his"] or (found["her"] and found["owned"] is not None)
    return _possessive(meant) if owning and meant else meant or found[0]


def _thing(found: re.Match[str], history: Sequence[Exchange]) -> str:
    plural = bool(found["they"] or found["their"])
    meant = thing(history, plural=plural) or (body(history) if plural else "")
    if not meant:
        return found[0]
    return _possessive(meant) if found["its"] or found["their"] else meant


def _that(found: re.Match[str], history: Sequence[Exchange]) -> str:
    return thing(history, plural=None if found["one"] else True) or found[0]


def _is_pointing(found: re.Match[str]) -> bool:
    by, noun = found["by"].lower(), found["noun"].lower()
    before = found.string[: found.start()].lower().split()
    if noun in AUXILIARIES or (may_be_verb(noun) and before and before[-1] in AUXILIARIES):
        return False  # "What does that cost", where it is no "that cost"
    if noun in _TIMES or (noun in ROLES and by == "that" and found["second"] is not None):
        return False
    if by == "that":
        # Behind a verb it is a conjunction: "say that prices rise".
        led = not before or before[-1] in AUXILIARIES | PREPOSITIONS | WH
        return led and not noun.endswith("s")
    return by != "such"


def _pointed(found: re.Match[str], history: Sequence[Exchange]) -> str:
    if not _is_pointing(found):
        return found[0]
    noun = found["noun"].lower()
    rest = f" {found['second']}" if found["second"] else ""
    if noun in _MODIFIERS:
        return found[0]
    meant = _meant(noun, history) or thing(history, plural=noun.endswith("s"))
    return f"{meant}{rest}" if meant else found[0]


def _definites(question: str, history: Sequence[Exchange]) -> str:
    """Put what was called more fully before in the place of "the course" and the like."""
    if phrases_named(question) or _IDENTITY.search(question):
        return question
    for one in reversed(phrases(question)):
        if one.text.lower() == f"the {one.head}" and (meant := _meant(one.head, history)):
            question = f"{question[: one.start]}{meant}{question[one.end :]}"
    return question


def is_somethings(one: Phrase) -> bool:
    """Say whether a phrase is "the price" or the like, and does not say of what."""
    return one.text.lower() == f"the {one.head}" and one.head in _SOMETHINGS


def phrases_named(question: str) -> bool:
    """Say whether a question names something that it is about."""
    return any(one.named for one in phrases(question))


def _meant(noun: str, history: Sequence[Exchange]) -> str:
    """Return whom or what of the conversation a noun takes up."""
    if noun in ROLES and (one := who(history, role=noun)) is not None:
        return one.name
    return called(history, noun) or (body(history, noun) if is_body(noun) else "")


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
