"""An answer with its citations as Markdown, for reporters to paste."""

from __future__ import annotations

from assistant.answer import NO_CLEAR_ANSWER, Answer, Citation, Claim
from assistant.markdown import plain
from assistant.wording import NO_OUTLET, day, searched, times, unanswered, windowed
from ui.render.ledger_wording import doubts, heading, verdict

BROKEN_NOTE = "(this citation does not match the stored article)"


def answer_markdown(answer: Answer, broken: frozenset[int] = frozenset()) -> str:
    """Return the question and its answer, with a footnote for each citation."""
    body = answer_body(answer, broken)
    return f"**{plain(answer.question)}**\n\n{body}"


def answer_body(answer: Answer, broken: frozenset[int] = frozenset(), label: str = "") -> str:
    """Return an answer without its question. `label` is the prefix of footnote numbers."""
    remarks = [plain(remark) for remark in (windowed(answer), *answer.remarks) if remark]
    if not answer.found:
        return "\n\n".join([f"{NO_CLEAR_ANSWER} {plain(searched(answer.scope))}", *remarks]) + "\n"
    claims = [f"> {_claim(claim, label, written=bool(answer.writer))}" for claim in answer.claims]
    if answer.unanswered:
        claims.append(f"> {plain(unanswered(answer))}")
    head = [plain(heading(answer))] if heading(answer) else []
    notes = [_footnote(c, label, c.number in broken) for c in answer.citations]
    return "\n\n".join([*head, "\n>\n".join(claims), *remarks, "\n".join(notes)]) + "\n"


def _claim(claim: Claim, label: str, *, written: bool) -> str:
    notes = "".join(_reference(c, label) for c in (*claim.citations, *claim.also))
    said = f"{_emphasised(claim)}{notes}"
    if not written:
        return said
    said += f" ({verdict(claim)})"
    if why := doubts(claim):
        said += f" {plain(why)}"
    if claim.offered is not None:
        said += f" Closest in the record:{_reference(claim.offered, label)}"
    return said


def _emphasised(claim: Claim) -> str:
    before, short, after = claim.parted
    if not short:
        return plain(claim.text)
    gaps = (" " if before[-1:].isspace() else "", " " if after[:1].isspace() else "")
    return f"{plain(before)}{gaps[0]}**{plain(short)}**{gaps[1]}{plain(after)}"


def _reference(citation: Citation, label: str) -> str:
    return f"[^{label}{citation.number}]"


def _footnote(citation: Citation, label: str, broken: bool) -> str:
    outlet = plain(citation.outlet or NO_OUTLET)
    at = f", at {citation.clock}" if citation.clock else ""
    note = (
        f"{_reference(citation, label)}: {plain(citation.headline)}. {outlet}, "
        f"{day(citation.published)}{at}: “{plain(citation.words)}”"
    )
    if said := "; ".join(times(citation)):
        note += f" {plain(said)}"
    if citation.url:
        note += f" {plain(citation.url)}"
    return f"{note} {BROKEN_NOTE}" if broken else note
