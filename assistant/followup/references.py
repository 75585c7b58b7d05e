"""References: words of a question that point at the conversation, and what stands in their place.

What is bound in the question itself is no reference: "What is the EDCF and what does it lend?",
"Is it true that …".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.followup.people import who
from assistant.followup.phrases import phrases
from assistant.followup.things import body, called, is_body, office, place, thing
from assistant.followup.verbs import AUXILIARIES, may_be_verb
from assistant.question import Exchange
from sources.titles import ROLES

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
    r"snow)\w*\b.*\b(?:to [a-z]+|until|before)\b| (?:was|is) \w+ (?:who|that)\b)",
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
    r"\b(?P<several>those|these)\b(?=\W*$| (?:cost|mean|happen|depend|include|take|come|work)\b)",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\b(?P<by>that|this|those|these|the same|such) (?P<noun>[a-z][\w-]+)"
    r"(?: (?P<second>[a-z]+))?\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;?]| and (?=who|what|when|where|why|how|which)| (?:but|if|until|that|because|when|while|"
    r"after|before|once|unless|although) ",
    re.IGNORECASE,
)
_TIMES = frozenset(
    "year month week day morning evening night summer winter spring autumn season decade century "
    "weekend time afternoon".split()
)
_MODIFIERS = frozenset("new same other last first second third next old whole two three".split())

Resolve = Callable[[re.Match[str]], str]


def resolved(question: str, history: Sequence[Exchange]) -> str:
    """Return the question with what is meant in the place of each word that points at it."""
    said = question
    if not _holds_person(question):
        question = _PERSONAL.sub(lambda found: _person(found, history), question)
    if not _AHEAD.search(question):
        question = _bound(_IMPERSONAL, question, lambda found: _thing(found, history))
    question = _bound(_THERE, question, lambda found: place(history) or found[0])
    if not _IMPERSONAL.search(said):
        question = _bound(_THAT, question, lambda found: _that(found, history))
    question = _POINTED.sub(lambda found: _pointed(found, history), question)
    return _definites(question, history)


def points(question: str) -> bool:
    """Say whether a question holds a word that points at something outside of it."""
    if _PERSONAL.search(question) and not _holds_person(question):
        return True
    impersonal = _IMPERSONAL.search(question)
    if impersonal and not _AHEAD.search(question) and not _is_bound(question, impersonal.start()):
        return True
    for pattern in (_THERE, _THAT):
        found = pattern.search(question)
        if found and not _is_bound(question, found.start()):
            return True
    pointed = _POINTED.search(question)
    return pointed is not None and _is_pointing(pointed)


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
    before = question[:start]
    pointing = re.match(r"\w+", question[start:])
    owning = pointing is not None and pointing[0].lower() in ("its", "their")
    if not owning:
        before = " ".join(_CLAUSE.split(before)[:-1])
    plural = pointing is not None and pointing[0].lower() in ("they", "them", "their")
    return any(not one.asked and (one.plural is plural or one.proper) for one in phrases(before))


def _holds_person(question: str) -> bool:
    """Say whether a question names, before a "he", somebody whom it may mean."""
    found = _PERSONAL.search(question)
    if found is None:
        return False
    before = question[: found.start()]
    named = any(one.proper or one.head in ROLES for one in phrases(before))
    return named and bool(re.search(r"\b(?:when|while|after|before|that|if|and|because)\b", before))


def _person(found: re.Match[str], history: Sequence[Exchange]) -> str:
    female = found["she"] or found["her"]
    one = who(history, "female" if female else "male")
    meant = one.name if one else office(history)
    owning = found["his"] or (found["her"] and found["owned"] is not None)
    return _possessive(meant) if owning and meant else meant or found[0]


def _thing(found: re.Match[str], history: Sequence[Exchange]) -> str:
    plural = bool(found["they"] or found["their"])
    meant = thing(history, plural=plural)
    if plural and not meant:
        # Beside an "it" they are somebody else.
        beside_it = re.search(r"\bits?\b", found.string, re.IGNORECASE)
        meant = body(history) or ("" if beside_it else thing(history, plural=False))
    if not meant:
        return found[0]
    return _possessive(meant) if found["its"] or found["their"] else meant


def _that(found: re.Match[str], history: Sequence[Exchange]) -> str:
    return thing(history, plural=None if found["one"] else True) or found[0]


def _is_pointing(found: re.Match[str]) -> bool:
    by, noun = found["by"].lower(), found["noun"].lower()
    before = found.string[: found.start()].lower().split()
    if may_be_verb(noun) and before and before[-1] in AUXILIARIES:
        return False  # "What does that cost", where it is no "that cost"
    if noun in _TIMES or (noun in ROLES and by == "that" and found["second"] is not None):
        return False
    if by == "that":
        # "that" before a plural or a verb is a conjunction: "say that prices rise".
        return not noun.endswith("s") and found.start() > 0 and not _is_clause(found)
    return by != "such"


def _is_clause(found: re.Match[str]) -> bool:
    """Say whether "that" opens a clause: a verb follows its noun and another came before."""
    before = found.string[: found.start()].lower().split()
    return bool(before) and before[-1] in frozenset(
        "say says said think thinks thought mean means claim claims claimed believe believes true "
        "clear promise promised promises know confirm confirmed deny denied argue argued".split()
    )


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
    if phrases_named(question):
        return question
    for one in reversed(phrases(question)):
        if one.text.lower() == f"the {one.head}" and (meant := _meant(one.head, history)):
            question = f"{question[: one.start]}{meant}{question[one.end :]}"
    return question


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
