"""Negated claims: add a negation to a sentence, or remove one.

If the archive supports the negated claim more, it contradicts the claim. The negated sentence may
be ungrammatical, which matters little to the reader.
"""

from __future__ import annotations

import re

_VERBS = r"is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did"
# Negations, most explicit first, with their replacement, then affirmations with their negation.
_TURNS = tuple(
    (re.compile(rf"\b(?:{denied})\b", re.IGNORECASE), left)
    for denied, left in (
        (rf"({_VERBS}) not", r"\1"),
        (r"cannot|can['’]t", "can"),
        (r"won['’]t", "will"),
        (r"(\w+)n['’]t", r"\1"),
        ("no longer", "still"),
        ("never", "often"),
        ("unable", "able"),
        ("without", "with"),
        ("refuse[sd]", "agreed"),
        ("fail(?:ed|s) to", "managed to"),
        ("declined to", "agreed to"),
        ("nobody", "somebody"),
        ("nothing", "something"),
        ("none|neither", "all"),
        ("no", "some"),
        ("not ?", ""),
        ("still", "no longer"),
        ("already", "not yet"),
    )
)
_AUXILIARY = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:[a-z]+ed|won|lost|beat|rose|fell|said|took|made|came|went|gave|got|found|held|paid|put|"
    r"left|led|kept|told|saw|met|ran|began|became|knew|grew|spent|sold|bought)\b"
)
_PRESENT = re.compile(r"(?<= )[a-z]{3,}s\b")


def turned(claim: str) -> str | None:
    """Return an English sentence negated, or None if no verb was found."""
    for denied, left in _TURNS:
        found, changes = denied.subn(left, claim, count=1)
        if changes:
            return found
    if match := _AUXILIARY.search(claim):
        return f"{claim[: match.end()]} not{claim[match.end() :]}"
    for verb, helper in ((_PAST, "did not "), (_PRESENT, "does not ")):
        if match := verb.search(claim):
            return claim[: match.start()] + helper + claim[match.start() :]
    return None
