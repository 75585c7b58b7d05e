"""Plausible questions, which a person might ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.quotes.words import is_content, tokens

# Verbs used in news for things that can be counted, in the reported form and in the form used in a
# question.
_ASKED_FOR = dict(
    pair.split(":")
    for pair in (
        "added:add approved:approve arrested:arrest bought:buy built:build cancelled:cancel "
        "canceled:cancel carried:carry closed:close collected:collect counted:count "
        "delivered:deliver employed:employ employs:employ evacuated:evacuate found:find had:have "
        "has:have have:have hired:hire holds:hold injured:injure installed:install invited:invite "
        "issued:issue killed:kill launched:launch leased:lease lost:lose made:make moved:move "
        "needed:need needs:need opened:open operated:operate operates:operate ordered:order "
        "owned:own owns:own plans:plan planned:plan planted:plant produced:produce "
        "published:publish ran:run received:receive recorded:record registered:register "
        "rejected:reject repaired:repair replaced:replace rescued:rescue restored:restore "
        "runs:run sent:send shipped:ship signed:sign sold:sell tested:test trained:train "
        "treated:treat used:use visited:visit wants:want welcomed:welcome won:win"
    ).split()
)
_PRESENT = frozenset("has have holds needs operates owns plans runs wants employs".split())
# A named subject, with the words before the name: "the council of Gull Island".
_SUBJECT = re.compile(
    r"(?:^|[—–:;,] )(?P<subject>(?:[Tt]he )?(?:[a-z-]+ ){0,3}[A-Z][\w’'-]*"
    r"(?: (?:of |and )?[A-Z][\w’'-]*){0,4})"
    r"(?: (?P<helper>has|have|had))? (?P<verb>[a-z]+) (?:about |around |more than |nearly |only )?$"
)
_PASSIVE = re.compile(
    r" (?P<be>were|are|have been|had been|will be) (?P<done>[a-z]{2,}(?:ed|en|lt|ld|nt|ght|ut))"
    r"(?P<where> (?:in|at|on|to|from|by|near) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
)
_LONGEST_SUBJECT = 200
_NO_SUBJECT = frozenset("the he she it they we i you this that these those who which".split())
# Words for an opinion about a thing rather than for what it is.
_EVALUATING = frozenset(
    "right wrong good bad better best worst big bigger biggest small smaller great greater little "
    "different difficult hard harder easy easier important real true certain only such very main "
    "huge enormous terrible wonderful perfect proper serious simple clear strong weak".split()
)


def counting(sentence: str, start: int, end: int, counted: str) -> str | None:
    """Return the question for the number of a counted thing; None if nobody would ask it.

    `start` and `end` are the positions of the number and its noun in the sentence.
    """
    before = _SUBJECT.search(sentence, max(0, start - _LONGEST_SUBJECT), start)
    behind = _PASSIVE.match(sentence, end)
    if behind is not None:
        return f"How many {counted} {behind['be']} {behind['done']}{behind['where']}?"
    if before is None:
        return None
    verb, subject = before["verb"], before["subject"]
    if verb not in _ASKED_FOR or not _is_somebody(subject):
        return None
    if subject.startswith("The "):
        subject = f"the {subject[4:]}"
    if before["helper"] in ("has", "have"):
        return f"How many {counted} {before['helper']} {subject} {verb}?"
    do = ("do" if verb == "have" else "does") if verb in _PRESENT else "did"
    return f"How many {counted} {do} {subject} {_ASKED_FOR[verb]}?"


def _is_somebody(subject: str) -> bool:
    """Return True if a subject contains a name, not only an initial capital."""
    words = subject.split()
    names = [word for word in words if word[0].isupper() and word.lower() not in _NO_SUBJECT]
    return len(names) > 1 or (len(words) > 1 and bool(names) and names[0] != words[0])


def is_topic(topic: str, words: str, article: str) -> bool:
    """Return True if a person would ask what was said about a topic.

    The article must be about it: it has a content word of the topic outside the quotation, too. A
    phrase that only evaluates ("the right document") is not a topic.
    """
    telling = list(_telling(topic))
    if not telling or (len(telling) < 2 and not any(map(str.isupper, topic))):
        return False
    elsewhere = frozenset(token.folded for token in tokens(article.replace(words, " ")))
    return any(word in elsewhere for word in telling)


def _telling(topic: str) -> Iterator[str]:
    for token in tokens(topic):
        if is_content(token.folded) and token.folded not in _EVALUATING:
            yield token.folded
