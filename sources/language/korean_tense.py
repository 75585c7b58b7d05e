"""Tense of a Korean sentence, from the verbs after a time phrase."""

from __future__ import annotations

import re

from sources.language.scripts import FINALS, FIRST_SYLLABLE, HANGUL, LAST_SYLLABLE
from sources.language.sighting import Sighting, Tense


def _ending_in(final: int) -> str:
    """Return all syllables with the given final consonant, numbered in Unicode order."""
    return "".join(chr(code) for code in range(FIRST_SYLLABLE + final, LAST_SYLLABLE + 1, FINALS))


ENDING_IN_N, _ENDING_IN_R, PAST_SYLLABLES = _ending_in(4), _ending_in(8), _ending_in(20)
# "있다" is present tense, and "겠" is future.
_PAST = rf"(?:(?![있겠])[{PAST_SYLLABLES}]|있었|있던)"
# In news, the present tense ("연다") announces what is settled for a future date.
_FUTURE = (
    rf"(?:예정|계획|방침|앞두|앞둔|전망|겠|[{_ENDING_IN_R}] 것|"
    rf"[{ENDING_IN_N}]다(?![{HANGUL}])|[{ENDING_IN_N}]다(?:고|며|면서)|기로 (?:했|합의|결정))"
)
_CUES = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})")


def tense(sighting: Sighting) -> Tense | None:
    """Return the tense of the first verb after the phrase, which ends its clause, or None."""
    found = _CUES.search(sighting.after)
    if found is None:
        return None
    return Tense.FUTURE if found.lastgroup == "future" else Tense.PAST
