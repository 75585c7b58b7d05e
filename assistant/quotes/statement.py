"""Statements: verdicts and differences as text, for the page, the terminal and receipts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.facts.fact_finding import FactVerdict
from assistant.quotes.verdict import (
    PRINTABLE,
    Attribution,
    Change,
    Check,
    NoteKind,
    Piece,
    Standing,
    Verdict,
    is_cut,
    is_padded,
    is_withheld,
    standing,
)
from assistant.wording import count, ended
from sources.people.names import same_person

# Always shown with the verdict's name, so that no meaning depends on colour or a symbol alone.
SYMBOLS = {
    Verdict.EXACT: "✓",
    Verdict.FILLERS: "✓",
    Verdict.PARTIAL: "✓",
    Verdict.ALTERED: "≠",
    Verdict.SPLICED: "⋈",
    Verdict.MISATTRIBUTED: "⇄",
    Verdict.UNSURE: "?",
    Verdict.DISPUTED: "⊘",
    Verdict.PARAPHRASE: "≈",
    Verdict.UNCONFIRMED: "?",
    Verdict.UNQUOTED: "?",
    Verdict.TRANSLATED: "?",
    Verdict.TOO_SHORT: "?",
    Verdict.NOT_IN_RECORD: "∅",
}
_CUT, _DECIDE = "✂", "?"
# Verdicts that a cut or a bracket makes worse. The others already advise against printing.
_QUALIFIED = frozenset(
    {
        *(Verdict.EXACT, Verdict.FILLERS, Verdict.PARTIAL),
        *(Verdict.UNCONFIRMED, Verdict.UNQUOTED, Verdict.UNSURE),
    }
)
_FIXED = {
    Verdict.UNQUOTED: "The archive has these words, but not in quotation marks: they are the "
    "outlet's own, or reported speech.",
    Verdict.PARAPHRASE: "The archive does not have these words. A passage says something similar "
    "in other words.",
    Verdict.TRANSLATED: "These words may be a translation: the closest passage is in another "
    "language, so the wording cannot be compared.",
    Verdict.TOO_SHORT: "There are too few words to identify their source.",
}
_NEXT = {
    Verdict.EXACT: "The words can be printed as a quotation.",
    Verdict.FILLERS: "The words can be printed as a quotation.",
    Verdict.PARTIAL: "The words can be printed as part of what was said.",
    Verdict.ALTERED: "Use the archive's words, or remove the quotation marks.",
    Verdict.SPLICED: "Quote each part on its own, with its speaker.",
    Verdict.MISATTRIBUTED: "Correct the speaker, or read the article to see who spoke.",
    Verdict.UNSURE: "Read the article to see who spoke.",
    Verdict.DISPUTED: "Do not print the words as a quotation, or report that they are disputed.",
    Verdict.PARAPHRASE: "Use the archive's words, or remove the quotation marks.",
    Verdict.UNCONFIRMED: "Read the article to see who spoke.",
    Verdict.UNQUOTED: "Remove the quotation marks, or find where the speaker is quoted.",
    Verdict.TRANSLATED: "Ask someone who reads both languages.",
    Verdict.TOO_SHORT: "Check more of the quotation at once.",
    Verdict.NOT_IN_RECORD: "Ask where the quotation comes from. If an article has it, add that "
    "article to the archive.",
}
_NEXT_OF_CUT = "Read what was left out, and quote it if it changes the meaning."
_NEXT_OF_WITHHELD = (
    "Do not print the words from this source alone: find a published, complete article that has "
    "them, or ask whoever is responsible for this one."
)
_NEXT_OF_BRACKET = "Remove the words in brackets, or find an article that supports them."


def title(verdict: Verdict | FactVerdict) -> str:
    """Return the name of a verdict, capitalised for use as a title."""
    return verdict.value[0].upper() + verdict.value[1:]


def headline(check: Check) -> str:
    """Return the verdict of a check as a title, with any problematic cut or bracket."""
    return title(check.verdict) + _qualification(check)


def symbol(check: Check) -> str:
    """Return a one-character symbol for the result of a check."""
    if check.verdict in _QUALIFIED and (is_cut(check) or is_padded(check)):
        return _CUT
    return _DECIDE if check.verdict in PRINTABLE and is_withheld(check) else SYMBOLS[check.verdict]


def _qualification(check: Check) -> str:
    if check.verdict not in _QUALIFIED:
        return ""
    faults = ["a cut that may change the meaning"] * is_cut(check)
    faults += ["unsupported words in brackets"] * is_padded(check)
    faults += ["an unpublished or incomplete source"] * is_withheld(check)
    return f", with {' and '.join(faults)}" if faults else ""


def tally(checks: Sequence[Check]) -> str:
    """Return the number of each verdict on several quotations, most urgent first."""
    order, verdicts = list(Standing), list(Verdict)
    counted = Counter((standing(check), check.verdict, _qualification(check)) for check in checks)
    ranked = sorted(counted, key=lambda one: (order.index(one[0]), verdicts.index(one[1]), one[2]))
    return ", ".join(f"{counted[one]} {one[1]}{one[2].removeprefix(',')}" for one in ranked)


def statement(check: Check) -> str:
    """Return the reason for a verdict, and any other obstacle to printing the words."""
    told = _verdict_in_words(check)
    if check.verdict in _QUALIFIED - {Verdict.PARTIAL} and is_cut(check):
        told += " What was left out may change the meaning."
    if check.verdict in _QUALIFIED and is_padded(check):
        told += " The archive does not support the words in brackets."
    return told


def _verdict_in_words(check: Check) -> str:
    if check.verdict in _FIXED:
        return _FIXED[check.verdict]
    if check.verdict is Verdict.ALTERED:
        return _altered(check)
    if check.verdict is Verdict.SPLICED:
        places = count(len(check.places), "place")
        return f"The archive has these words, but not together: they are joined from {places}."
    if check.verdict is Verdict.FILLERS:
        return (
            f"The archive has these words{_said_by(check)}, with fillers, repeats or false starts "
            "that the quotation leaves out."
        )
    if check.verdict is Verdict.PARTIAL:
        if is_cut(check):
            end = "what was left out may change the meaning"
            return f"The archive has these words{_said_by(check)}, but {end}."
        return f"The archive has these words{_said_by(check)}, as part of what was said."
    if check.verdict is Verdict.MISATTRIBUTED:
        claimed = f", not to {check.speaker}" if check.speaker else ""
        return ended(f"The archive attributes these words to {_whose(check)}{claimed}")
    if check.verdict is Verdict.UNSURE:
        return ended(f"The archive seems to attribute these words to {_unsurely(check)}")
    if check.verdict is Verdict.DISPUTED:
        return _disputed(check)
    if check.verdict is Verdict.UNCONFIRMED and any(
        note.kind is NoteKind.SECOND_HAND for note in check.notes
    ):
        return "The archive has these words as a quotation, but only as a second-hand report."
    if check.verdict is Verdict.UNCONFIRMED:
        who = check.speaker or "the claimed speaker"
        return (
            f"The archive has these words as a quotation{_said_by(check)}. "
            f"It does not say that {who} said them."
        )
    if check.verdict is Verdict.NOT_IN_RECORD:
        if _has_part(check):
            return "The archive does not have this quotation, only some of its words."
        return "Nothing in the archive matches these words."
    return f"The archive has these words as a quotation{_said_by(check)}."


def next_step(check: Check) -> str:
    """Return what the user should do next, given the result of a check."""
    if check.verdict in _QUALIFIED and is_cut(check):
        step = _NEXT_OF_CUT
    elif check.verdict in _QUALIFIED and is_padded(check):
        step = _NEXT_OF_BRACKET
    elif check.verdict in PRINTABLE and is_withheld(check):
        step = ""
    else:
        step = _NEXT[check.verdict]
    withheld = [note.text for note in check.notes if note.kind is NoteKind.WITHHELD]
    return " ".join([*filter(None, [step]), *withheld, *[_NEXT_OF_WITHHELD] * bool(withheld)])


def _has_part(check: Check) -> bool:
    return any(note.kind is NoteKind.PART for note in check.notes)


def difference(piece: Piece) -> str:
    """Return a line with the kind of a difference, the checked words and the archive's words."""
    name = piece.change.value if piece.change else "the same"
    claimed, recorded = piece.claimed.strip(), piece.recorded.strip()
    if piece.change is Change.REORDERED and not (claimed and recorded):
        told = f"“{claimed or recorded}” → elsewhere in the archive's sentence"
    elif claimed and recorded:
        told = f"“{claimed}” → the archive has “{recorded}”"
    elif claimed:
        told = f"“{claimed}” → not in the archive"
    else:
        told = f"(missing) → the archive has “{recorded}”"
    return f"{name}: {told}{' (changes the meaning)' if piece.grave else ''}"


def attributed(attribution: Attribution | None) -> str:
    """Return the speaker that an article names, with the words and the cue it uses."""
    how = ascribed(attribution)
    return f"{whom(attribution)} ({how})" if how else whom(attribution)


def whom(attribution: Attribution | None) -> str:
    """Return the speaker that an article names."""
    if attribution is None:
        return "speaker not named"
    return attribution.name or "an unnamed speaker"


def ascribed(attribution: Attribution | None) -> str:
    """Return the words and the cue by which an article names a speaker; "" if it names none."""
    if attribution is None:
        return ""
    mention, cue = attribution.mention.words, attribution.cue
    parts = [f"“{mention}”"] if mention != attribution.name else []
    parts += [f"“{cue.words}”"] if cue is not None else []
    parts += ["inferred from the text before"] if attribution.resolved else []
    parts += ["unsure"] if attribution.sure is False else []
    return ", ".join(parts)


def _disputed(check: Check) -> str:
    told = "An article has these words, but disputes that they were said"
    return f"{told}: “{check.dispute.words}”" if check.dispute else f"{told}."


def _altered(check: Check) -> str:
    differing = check.differences
    grave = sum(piece.grave for piece in differing)
    if _has_part(check):
        return "The archive has only part of this quotation."
    if not grave:
        told = f"{count(len(differing), 'difference')}, with no known change in meaning"
    else:
        told = f"{count(grave, 'change')} in meaning"
        if grave < len(differing):
            told += f" and {count(len(differing) - grave, 'other difference')}"
    return f"The archive has different wording: {told}."


def _said_by(check: Check) -> str:
    given = check.places[0].attribution if check.places else None
    return f", said by {given.name}" if given and given.name else ""


def _unsurely(check: Check) -> str:
    """Return the apparent speaker, with a note that the attribution is uncertain."""
    whose, claimed = _whose(check), check.speaker
    if claimed is None or same_person(whose.strip("“”"), claimed):
        return f"{whose}, but this is uncertain"
    return f"{whose} and not to {claimed}, but this is uncertain"


def _whose(check: Check) -> str:
    given = check.places[0].attribution if check.places else None
    if given is None:
        return "someone else"
    return given.name or f"“{given.mention.words}”"
