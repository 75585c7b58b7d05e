"""Standing alone by rule: the same conversation always gives the same question.

A fragment goes into the frame of the last question; a word that points at the conversation gives
its place to what it means; where that leaves a question without a name, the names of the last
question stand behind it. Everything else is left as it was typed: a false rewrite is worse than
none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.followup.ellipsis import filled, lead
from assistant.followup.korean import is_korean, korean_standalone
from assistant.followup.references import phrases_named, points, resolved
from assistant.followup.things import context
from assistant.question import REMEMBERED, Exchange, Question
from sources.characters import readable

# Longer than that is no follow-up, but a text.
_LONGEST = 300
# So much of an answer, and of the paragraphs around it, is read for names.
_READ = 3_000


def standalone(question: Question) -> str:
    """Return the question as it can be looked for by itself; "" where it stands alone already."""
    text = " ".join(readable(question.text).split())
    if not question.history or not text or len(text) > _LONGEST:
        return ""
    whole = _rewritten(text, _standing(question.history[-REMEMBERED:]))
    return whole if len(whole) <= 2 * _LONGEST else ""


def _standing(history: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Make the earlier questions stand alone as well, each after the ones before it."""
    known: tuple[Exchange, ...] = ()
    for whole in history:
        exchange = _short(whole)
        said = exchange.standalone or (_rewritten(exchange.question, known) if known else "")
        known = (*known, replace(exchange, standalone=said))
    return known


def _short(exchange: Exchange) -> Exchange:
    """Leave out what is beyond the length of a question, and of the paragraphs of an answer."""
    return replace(
        exchange,
        question=exchange.question[:_LONGEST],
        standalone=exchange.standalone[:_LONGEST],
        answer=exchange.answer[:_READ],
        around=exchange.around[:_READ],
    )


def _rewritten(text: str, history: Sequence[Exchange]) -> str:
    if is_korean(text):
        return korean_standalone(text, history)
    last = history[-1].looked_for
    if not is_korean(last) and (whole := filled(text, last, lambda part: resolved(part, history))):
        return whole
    begun = lead(text)
    said = text[len(begun) :]
    said = said[:1].upper() + said[1:]
    changed = resolved(said, history)
    if not (begun or changed != said or points(said)):
        return ""
    unresolved = changed == said
    if phrases_named(changed) and not (unresolved and points(said)):
        return "" if unresolved else changed
    names = context(history, changed, whole=unresolved)
    if not names:
        return "" if unresolved else changed
    return f"{re.sub(r'[ ?.!]+$', '', changed)} ({', '.join(names)})?"
