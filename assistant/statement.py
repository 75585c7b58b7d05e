"""Statements: a verdict and its differences in words, for the page, the terminal and receipts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.standing import Standing, is_cut, standing
from assistant.verdict import Attribution, Change, Check, Piece, Verdict
from assistant.wording import count

# With the verdict's name beside it: no colour and no symbol says anything alone.
SYMBOLS = {
    Verdict.EXACT: "✓",
    Verdict.FILLERS: "✓",
    Verdict.PARTIAL: "✓",
    Verdict.ALTERED: "≠",
    Verdict.SPLICED: "⋈",
    Verdict.MISATTRIBUTED: "⇄",
    Verdict.PARAPHRASE: "≈",
    Verdict.UNCONFIRMED: "?",
    Verdict.UNQUOTED: "?",
    Verdict.TRANSLATED: "?",
    Verdict.TOO_SHORT: "?",
    Verdict.NOT_IN_RECORD: "∅",
}
_CUT = "✂"
_FIXED = {
    Verdict.UNQUOTED: "These words stand in the record, but not between quotation marks: they are "
    "the outlet's own, or what it reports.",
    Verdict.PARAPHRASE: "The record does not have these words. A passage says something near: "
    "that is no quotation.",
    Verdict.TRANSLATED: "Translated: words cannot be compared with those of another language.",
    Verdict.TOO_SHORT: "Too few words to tell where they come from.",
    Verdict.NOT_IN_RECORD: "The record does not have these words.",
}


def title(verdict: Verdict) -> str:
    """Name a verdict."""
    return verdict.value[0].upper() + verdict.value[1:]


def symbol(check: Check) -> str:
    """Return the sign of how a check turned out."""
    if check.verdict in (Verdict.PARTIAL, Verdict.FILLERS) and is_cut(check):
        return _CUT
    return SYMBOLS[check.verdict]


def tally(checks: Sequence[Check]) -> str:
    """Count the verdicts on several quotations, those that most need attention first."""
    order, verdicts = list(Standing), list(Verdict)
    counted = Counter((standing(check), check.verdict) for check in checks)
    ranked = sorted(counted, key=lambda one: (order.index(one[0]), verdicts.index(one[1])))
    return ", ".join(f"{counted[one]} {_tallied(*one)}" for one in ranked)


def _tallied(found: Standing, verdict: Verdict) -> str:
    cut = verdict in (Verdict.PARTIAL, Verdict.FILLERS) and found is Standing.DIFFERS
    return f"{verdict} with a cut that may change the meaning" if cut else verdict


def statement(check: Check) -> str:
    """Say in a sentence what the verdict means for these words."""
    if check.verdict in _FIXED:
        return _FIXED[check.verdict]
    if check.verdict is Verdict.ALTERED:
        return _altered(check)
    if check.verdict is Verdict.SPLICED:
        places = count(len(check.places), "place")
        return f"The record has these words, but not together: they are joined from {places}."
    if check.verdict is Verdict.FILLERS:
        end = " What was left out besides may change the meaning." if is_cut(check) else ""
        return (
            f"The archive has these words{_said_by(check)}, with fillers, repeats or false starts "
            f"that the quotation leaves out.{end}"
        )
    if check.verdict is Verdict.PARTIAL:
        end = "and what was left out may change the meaning" if is_cut(check) else "not the whole"
        return f"The record has these words{_said_by(check)}. They are an excerpt, {end}."
    if check.verdict is Verdict.MISATTRIBUTED:
        claimed = f", not of {check.speaker}" if check.speaker else ""
        return f"The record has these words as those of {_whose(check)}{claimed}."
    if check.verdict is Verdict.UNCONFIRMED:
        who = check.speaker or "the speaker that was named"
        return (
            f"The record has these words between quotation marks{_said_by(check)}. "
            f"Whether they are those of {who} it does not tell."
        )
    return f"The record has these words between quotation marks{_said_by(check)}."


def difference(piece: Piece) -> str:
    """Name a difference and both sides of it."""
    name = piece.change.value if piece.change else "the same"
    claimed, recorded = piece.claimed.strip(), piece.recorded.strip()
    if piece.change is Change.REORDERED and not (claimed and recorded):
        told = f"“{claimed or recorded}” → the record has it in another place"
    elif claimed and recorded:
        told = f"“{claimed}” → the record has “{recorded}”"
    elif claimed:
        told = f"“{claimed}” → not in the record"
    else:
        told = f"nothing → the record has “{recorded}”"
    return f"{name}: {told}{' (changes the meaning)' if piece.grave else ''}"


def attributed(attribution: Attribution | None) -> str:
    """Say whom an article gives words to, by which mention and cue."""
    how = ascribed(attribution)
    return f"{whom(attribution)} ({how})" if how else whom(attribution)


def whom(attribution: Attribution | None) -> str:
    """Name the one whom an article gives words to."""
    if attribution is None:
        return "speaker not named"
    return attribution.name or "somebody who is not named"


def ascribed(attribution: Attribution | None) -> str:
    """Say by which mention and cue an article gives words to somebody; '' where it does not."""
    if attribution is None:
        return ""
    mention, cue = attribution.mention.words, attribution.cue
    parts = [f"“{mention}”"] if mention != attribution.name else []
    parts += [f"“{cue.words}”"] if cue is not None else []
    parts += ["resolved from the text before"] if attribution.resolved else []
    return ", ".join(parts)


def _altered(check: Check) -> str:
    differing = check.differences
    grave = sum(piece.grave for piece in differing)
    told = f"The record has these words otherwise: {count(len(differing), 'difference')}"
    if not grave:
        return f"{told}, none of which is known to change the meaning."
    if grave == len(differing):
        return f"{told} that {'changes' if grave == 1 else 'change'} the meaning."
    return f"{told}, of which {grave} {'changes' if grave == 1 else 'change'} the meaning."


def _said_by(check: Check) -> str:
    given = check.places[0].attribution if check.places else None
    return f", said by {given.name}" if given and given.name else ""


def _whose(check: Check) -> str:
    given = check.places[0].attribution if check.places else None
    if given is None:
        return "somebody else"
    return given.name or f"“{given.mention.words}”"
