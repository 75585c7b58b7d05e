"""Markdown receipts: a receipt for an editor to read, with all foreign text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.facts.fact_finding import (
    SIGNS,
    FactCheck,
    FactFinding,
    fact_difference,
    fact_statement,
    fact_tally,
)
from assistant.markdown_escaping import plain
from assistant.quotes.draft import Draft
from assistant.quotes.draft_text import Reason, Unchecked
from assistant.quotes.statement import (
    attributed,
    difference,
    headline,
    next_step,
    statement,
    symbol,
    tally,
    title,
)
from assistant.quotes.verdict import Attribution, Check, Excerpt, Place
from assistant.receipts.receipt import FORMAT, Receipt
from assistant.wording import NO_OUTLET, count, day, searched
from sources.span import Span

# As visible as bold text, without Markdown's rules about adjacent characters.
OPENING, CLOSING = "⟦", "⟧"


def receipt_markdown(receipt: Receipt) -> str:
    """Return a receipt as Markdown for people. Only the JSON form can be verified."""
    blocks = [*_head(receipt)]
    for number, check in enumerate(receipt.checks, start=1):
        blocks += _check(check, f"{number}. " if receipt.draft else "", line_of(receipt, number))
    if receipt.facts is not None:
        blocks += _facts(receipt.facts)
    return "\n\n".join([*blocks, *_foot(receipt)]) + "\n"


def line_of(receipt: Receipt, number: int) -> str:
    """Return where a quotation begins in the draft, such as "line 12", or "" if unknown."""
    draft = receipt.draft
    return draft.where(number - 1) if draft and 0 < number <= len(draft.lines) else ""


def _head(receipt: Receipt) -> Iterator[str]:
    if receipt.draft is None:
        yield "# Receipt of a quotation check"
        return
    yield f"# Receipt of a draft: {plain(receipt.draft.name)}"
    yield told_of_draft(receipt.draft, receipt.checks)
    rows = [_row(receipt, row) for row in receipt.draft.rows]
    if rows:
        head = f"| | {receipt.draft.unit.capitalize()} | Verdict | Quotation | Speaker |"
        yield "\n".join([head, "|---|---|---|---|---|", *rows])


def _row(receipt: Receipt, row: int | Unchecked) -> str:
    if isinstance(row, Unchecked):
        return f"| | {row.line} | – Not checked: {row.reason} | “{plain(row.words)}” | |"
    check = receipt.checks[row]
    line = receipt.draft.where(row).rpartition(" ")[2] if receipt.draft else ""
    verdict = f"{symbol(check)} {headline(check)}"
    said = f"“{plain(check.words)}” | {plain(check.speaker or '')}"
    return f"| {row + 1} | {line} | {verdict} | {said} |"


def told_of_draft(draft: Draft, checks: Sequence[Check]) -> str:
    """Return how many of a draft's quotations were checked, the results, and the unchecked ones."""
    found = len(checks) + len(draft.unchecked)
    noun = "marked passage" if draft.unchecked else "quotation"
    checked = f"{count(found, noun)} found, {len(checks)} checked"
    checked += f": {tally(checks)}." if checks else "."
    if draft.unchecked:
        reasons = Counter(one.reason for one in draft.unchecked)
        told = ", ".join(f"{reason} ({reasons[reason]})" for reason in Reason if reasons[reason])
        checked += f" {len(draft.unchecked)} not checked: {told}."
    if not found:
        checked = "Nothing was checked: no quotation was found in the draft."
    if not draft.reported:
        return checked
    statements = count(draft.reported, "statement")
    was = "was" if draft.reported == 1 else "were"
    return (
        f"{checked} {statements} without quotation marks {was} not checked: reported speech has "
        "no words to compare."
    )


def _check(check: Check, number: str, line: str) -> Iterator[str]:
    yield f"## {number}{symbol(check)} {headline(check)}"
    yield f"> “{plain(check.words)}”"
    if line:
        yield f"In the draft: {line}"
    if check.speaker:
        yield f"Claimed speaker: {plain(check.speaker)}"
    yield plain(statement(check))
    if check.notes:
        yield "### Notes"
        yield "\n".join(f"- {plain(note.text)}" for note in check.notes)
    if check.differences:
        yield "### Differences"
        yield "\n".join(f"- {plain(difference(piece))}" for piece in check.differences)
    for place in check.places:
        yield from _place(place)
    yield from _elsewhere(check)
    yield f"Next: {plain(next_step(check))}"
    yield plain(searched(check.scope))


def _place(place: Place) -> Iterator[str]:
    citation = place.citation
    yield f"### In the archive: {plain(citation.headline)}"
    context = citation.context
    around = [e.words for e in (place.before,) if e and not context.contains(e.span)]
    after = [e.words for e in (place.after,) if e and not context.contains(e.span)]
    shown = [plain(text) for text in around] + [_marked(citation)] + [plain(t) for t in after]
    yield "\n>\n".join(f"> {text}" for text in shown)
    quoted = "in quotation marks" if place.quoted else "not in quotation marks"
    facts = [
        f"Published: {source(citation)}",
        *_address(citation),
        f"Words: {quoted}, {where(citation.span)}",
        f"Speaker: {_speaker(place.attribution)}",
        *(f"Sentence before: {_excerpt(e)}" for e in (place.before,) if e),
        *(f"Sentence after: {_excerpt(e)}" for e in (place.after,) if e),
        f"Article: {plain(citation.span.article_id)}",
        f"Version (SHA-256 of its text): {plain(citation.span.content_hash)}",
    ]
    yield "\n".join(f"- {fact}" for fact in facts)


def _address(citation: Citation) -> Iterator[str]:
    if citation.url:
        yield f"Address: {plain(citation.url)}"


def _marked(citation: Citation) -> str:
    if not citation.context.contains(citation.span):
        return f"{OPENING}{plain(citation.words)}{CLOSING}"
    text = citation.context_words
    start = citation.span.start - citation.context.start
    end = citation.span.end - citation.context.start
    marked = f"{text[:start]}{OPENING}{text[start:end]}{CLOSING}{text[end:]}"
    return plain(marked)


def _speaker(given: Attribution | None) -> str:
    told = plain(attributed(given))
    if given is None:
        return told
    cue = f"; cue at {where(given.cue.span)}" if given.cue else ""
    return f"{told}; mention at {where(given.mention.span)}{cue}"


def _elsewhere(check: Check) -> Iterator[str]:
    if check.first is not None:
        yield f"Earliest publication: {source(check.first.citation, headline=True)}"
    if check.carriers:
        yield f"### Also carried by {count(len(check.carriers), 'article')}"
        yield "\n".join(f"- {_listed(place.citation)}" for place in check.carriers)
    if check.nearest:
        yield "### Closest passages, which do not have these words"
        yield "\n".join(f"- {_listed(c)}: “{plain(c.words)}”" for c in check.nearest)


def _listed(citation: Citation) -> str:
    span = citation.span
    name = f"article {plain(span.article_id)}, version {plain(span.content_hash)}"
    told = (f"{source(citation, headline=True)}, {where(span)} ({name})", *_address(citation))
    return ". ".join(told)


def source(citation: Citation, *, headline: bool = False) -> str:
    """Return a citation's outlet and date, escaped, preceded by the headline on request."""
    written = f"{plain(citation.outlet or NO_OUTLET)}, {day(citation.published)}"
    written += "".join(f", {mark}" for mark in citation.marks)
    return f"{plain(citation.headline)}. {written}" if headline else written


def where(span: Span) -> str:
    """Return the character range of a span as text, such as "characters 10:25"."""
    return f"characters {span.start}:{span.end}"


def _excerpt(excerpt: Excerpt) -> str:
    return f"“{plain(excerpt.words)}”, {where(excerpt.span)}"


def _facts(facts: FactCheck) -> Iterator[str]:
    yield "## Facts of the draft"
    yield fact_tally(facts)
    for finding in facts.findings:
        yield from _fact(finding)
    yield plain(searched(facts.scope))


def _fact(finding: FactFinding) -> Iterator[str]:
    yield f"### Line {finding.line}: {SIGNS[finding.verdict]} {title(finding.verdict)}"
    yield f"> {plain(finding.words)}"
    told = [fact_statement(finding)]
    told += [plain(fact_difference(difference)) for difference in finding.differences]
    told += [f"{_listed(c)}: “{plain(c.words)}”" for c in finding.evidence]
    yield "\n".join(f"- {line}" for line in told)


def legend(receipt: Receipt) -> str:
    """Return an explanation of each symbol in a receipt, in order of appearance."""
    meant: dict[str, dict[str, None]] = {}
    for check in receipt.checks:
        meant.setdefault(symbol(check), {})[headline(check).lower()] = None
    for finding in receipt.facts.findings if receipt.facts else ():
        meant.setdefault(SIGNS[finding.verdict], {})[finding.verdict.value] = None
    signs = [f"{sign} {' or '.join(names)}" for sign, names in meant.items()]
    return "; ".join([*signs, f"{OPENING}{CLOSING} the words of the archive"])


def _foot(receipt: Receipt) -> Iterator[str]:
    archive = receipt.archive
    yield "---"
    facts = [
        f"Signs: {legend(receipt)}",
        f"Checked: {receipt.made.isoformat().replace('+00:00', 'Z')}",
        f"By: {plain(receipt.program)}",
        f"Archive: revision {archive.revision}, {count(archive.articles, 'article')}, "
        f"embedding model {plain(archive.model_id)}",
        f"Receipt: {FORMAT}, {receipt.digest}",
    ]
    if receipt.draft is not None:
        facts.append(f"Draft: SHA-256 of its text {plain(receipt.draft.content_hash)}")
        if receipt.draft.file_hash:
            facts.append(f"Draft: SHA-256 of its file {plain(receipt.draft.file_hash)}")
    if receipt.reader:
        facts.append(f"Reader: {plain(receipt.reader)} (digest of its weights / precision)")
    yield "\n".join(f"- {fact}" for fact in facts)
    yield (
        f"The archive's words are between {OPENING} and {CLOSING}. This page is for reading; the "
        "JSON receipt can be verified against the archive with `onrecord verify-receipt`."
    )
