"""Tense of an English sentence, from the verbs near a time phrase."""

from __future__ import annotations

import re

from sources.language.sighting import Sighting, Tense

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


def tense(sighting: Sighting) -> Tense | None:
    """Return the tense of the nearest verb, or None if no verb shows it."""
    cue = sighting.nearest_cue(_CUES)
    if not cue:
        return None
    told = Tense(cue)
    if told is Tense.PAST and _LIMIT.search(sighting.before):
        return Tense.UNCERTAIN
    return told
