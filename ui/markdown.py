"""Markdown: an answer with its citations, to be pasted where a reporter writes."""

from __future__ import annotations

from assistant.answer import NOT_IN_RECORD, Answer, Citation
from assistant.markdown import plain
from assistant.wording import day, searched, unanswered

BROKEN_NOTE = "(this citation does not match the stored article)"


def answer_markdown(answer: Answer, broken: frozenset[int] = frozenset()) -> str:
    """Write an answer with a footnote for each citation."""
    question = f"**{plain(answer.question)}**"
    if not answer.found:
        return f"{question}\n\n{NOT_IN_RECORD} {plain(searched(answer.scope))}\n"
    claims = [
        f"> {plain(claim.text)}"
        + "".join(f"[^{c.number}]" for c in (*claim.citations, *claim.also))
        for claim in answer.claims
    ]
    if answer.unanswered:
        claims.append(f"> {plain(unanswered(answer))}")
    notes = [_footnote(c, c.number in broken) for c in answer.citations]
    return "\n\n".join([question, "\n>\n".join(claims), "\n".join(notes)]) + "\n"


def _footnote(citation: Citation, broken: bool) -> str:
    outlet = plain(citation.outlet or "outlet unknown")
    note = (
        f"[^{citation.number}]: {plain(citation.headline)}. {outlet}, {day(citation.published)}: "
        f"“{plain(citation.words)}”"
    )
    if citation.url:
        note += f" {plain(citation.url)}"
    return f"{note} {BROKEN_NOTE}" if broken else note
