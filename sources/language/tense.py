"""Tense of an English or Korean sentence, from the verbs near a time phrase."""

from __future__ import annotations

import re

from sources.language.scripts import FINALS, FIRST_SYLLABLE, HANGUL, LAST_SYLLABLE
from sources.language.time_phrase import Sighting, Tense

_PLANNED = r"(?:due|set|scheduled|expected|planned|supposed|slated|likely|to|about to)"
_UNCERTAIN = rf"(?:was|were|had been) (?:originally |initially )?{_PLANNED}\b|\b\w+ have been"
_FUTURE = (
    # Matched with its participle, which alone would count as past: "will be held".
    r"(?:will|would|shall|may|might|could|should|must|can|to|not|\w+['’]ll) be(?: \w+ly)? \w+|"
    r"will|won['’]t|\w+['’]ll|shall|(?:would|may|might|could|should)(?! have)|must|going to|"
    rf"(?:is|are|['’]s|['’]re|be|being) {_PLANNED}|"
    r"(?:due|scheduled|expected|planned|slated) (?:for|to|on|in|by|before)|"
    r"(?:plans?|planned|agreed|wants?|vow\w+|promis\w+|expects?|intends?|hopes?|aims?|ready|"
    r"prepar\w+|set|has|have|urged|asked|ordered|invited|decided|pledged|until) to|upcoming|"
    r"ahead of|opens|begins|starts|resumes|takes (?:place|effect)|expires|meets|closes|kicks off|"
    r"deadline|plans for|(?<!\bto )(?<!\bnot )(?:open|begin|resume|expire|take place)"
)
_NO_VERB = r"hundred|indeed|speed|seed|feed|bed|red|need|united|limited|breed|sacred|shed"
_PAST = (
    r"had to(?: be \w+)?|said|says?|told|was|were|had|did|went|came|began|took|made|gave|met|won|"
    r"lost|left|found|held|spoke|wrote|rose|fell|saw|became|got|ran|sent|sold|bought|built|led|"
    r"cut|hit|struck|drew|broke|chose|fought|flew|grew|kept|knew|paid|shot|stood|swore|threw|"
    rf"(?!(?:{_NO_VERB})\b)[a-z]{{2,}}ed"
)
# The cues are in lowercase, and none starts at the end of a word.
_CUES = re.compile(
    rf"\b(?=[\w'’])(?:(?P<uncertain>{_UNCERTAIN})|(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b"
)
# "He gave them until Friday": the verb is past, but Friday was still ahead.
_LIMIT = re.compile(r"\b(?:by|until|till|before|for) $")


def english_tense(sighting: Sighting) -> Tense | None:
    """Return the tense of the nearest verb, or None if no verb shows it."""
    cue = sighting.nearest_cue(_CUES)
    if not cue:
        return None
    told = Tense(cue)
    if told is Tense.PAST and _LIMIT.search(sighting.before):
        return Tense.UNCERTAIN
    return told


def _ending_in(final: int) -> str:
    """Return all syllables with the given final consonant, numbered in Unicode order."""
    return "".join(chr(code) for code in range(FIRST_SYLLABLE + final, LAST_SYLLABLE + 1, FINALS))


ENDING_IN_N, _ENDING_IN_R, PAST_SYLLABLES = _ending_in(4), _ending_in(8), _ending_in(20)
# "있다" is present tense, and "겠" is future.
_KOREAN_PAST = rf"(?:(?![있겠])[{PAST_SYLLABLES}]|있었|있던)"
# In news, the present tense ("연다") announces what is settled for a future date.
_KOREAN_FUTURE = (
    rf"(?:예정|계획|방침|앞두|앞둔|전망|겠|[{_ENDING_IN_R}] 것|"
    rf"[{ENDING_IN_N}]다(?![{HANGUL}])|[{ENDING_IN_N}]다(?:고|며|면서)|기로 (?:했|합의|결정))"
)
_KOREAN_CUES = re.compile(rf"(?P<future>{_KOREAN_FUTURE})|(?P<past>{_KOREAN_PAST})")


def korean_tense(sighting: Sighting) -> Tense | None:
    """Return the tense of the first verb after the phrase, which ends its clause, or None."""
    found = _KOREAN_CUES.search(sighting.after)
    if found is None:
        return None
    return Tense.FUTURE if found.lastgroup == "future" else Tense.PAST
