"""Claims: decide whether a sentence of a draft states a fact that an archive could have."""

from __future__ import annotations

import re

from assistant.ledger.doubts.assertion import claims
from assistant.ledger.doubts.days import moments
from assistant.ledger.doubts.names import names
from assistant.ledger.doubts.reading import Reading
from sources.language.numbers import numbers

_LEAST_WORDS = 4
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
# Opinions, wishes and demands: the language of comment, not of news.
_OPINION = re.compile(
    r"\b(?:i|we) (?:think|believe|feel|hope|wish|doubt|wonder|suspect)\b|"
    r"\b(?:in (?:my|our) (?:view|opinion)|let us|let's|how (?:sad|wonderful|lucky|strange))\b|"
    r"\b(?:should|ought to|must|deserves?|worth (?:asking|reading|a look))\b|"
    r"^(?:it|that|this|there) (?:is|was|would be|seems) (?:an? |the |no |simply |just |hardly )*"
    r"(?:\w+ly )?(?:\w+(?:ful|ous|ing|ible|able|ant|ive)|disgrace|scandal|shame|pity|joy|mistake|"
    r"good|bad|great|sad|wrong|right|clear|time|disaster|triumph|miracle|surprise)\b",
    re.IGNORECASE,
)


def states_fact(sentence: str) -> bool:
    """Return True unless a sentence is a question, an opinion without a fact, or a fragment.

    A number, a date or a name makes any sentence a statement of fact.
    """
    if not claims(sentence) or _ASKS.search(sentence):
        return False
    reading = Reading.of(sentence)
    named = [name for name in names(reading) if not name.opens]
    if numbers(sentence) or named or moments(sentence):
        return True
    return len(reading.words) >= _LEAST_WORDS and not _OPINION.search(sentence)
