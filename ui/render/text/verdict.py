"""Verdicts on quotations and drafts as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.facts.fact_finding import FactCheck, FactVerdict, fact_difference, fact_tally
from assistant.quotes.draft_text import Unchecked
from assistant.quotes.statement import attributed, difference, headline, next_step, statement, title
from assistant.quotes.verdict import Check, Place, Verdict, warnings
from assistant.receipts.receipt import Receipt
from assistant.receipts.receipt_markdown import told_of_draft
from assistant.receipts.receipt_verification import Verification
from assistant.wording import count, day, in_quotes, searched
from index.view import View
from sources.article import Article
from ui.render.text.answer import CLOSING, OPENING
from ui.render.text.sources import by_article, quoted, source, span_arguments
from ui.render.text.terminal import one_line, safe, say, say_whole
from ui.requests.lookup import short_name

_NEAREST = "Closest passages, which do not have these words"


def say_check(check: Check, view: View, program: str, *, verbose: bool = False) -> None:
    """Print a verdict, its evidence and what to do next; `verbose` prints all evidence."""
    say(f"{headline(check)}.", style="bold")
    say(one_line(statement(check)))
    _say_list("Notes", [note.text for note in check.notes])
    _say_list("Differences", [difference(piece) for piece in check.differences])
    if verbose:
        _say_in_full(check, view, program)
    else:
        _say_in_short(check, view, program)
    _say_list("Next", [next_step(check)])
    say()
    say(one_line(searched(check.scope)))


def _say_in_full(check: Check, view: View, program: str) -> None:
    for place in check.places:
        _say_place(place, view, program)
    _say_first(check)
    _say_sources(_carried(check), [place.citation for place in check.carriers], program)
    _say_nearest(check.nearest, program)


def _say_in_short(check: Check, view: View, program: str) -> None:
    """Print the articles that have the words, each with the words and the speaker."""
    for group in by_article(check.places, lambda place: place.citation.span):
        cited = group[0].citation
        article = view.version(cited.span.content_hash, cited.span.article_id)
        say()
        shown = source(*(place.citation for place in group))
        say(f"{shown} · {short_name(view, article.id)}", style="bold")
        for place in group:
            say(in_its_sentences(place, article), indent=4)
            say(one_line(f"Said by: {attributed(place.attribution)}"), indent=4)
    _say_first(check)
    if check.carriers:
        say()
        say(_carried(check), style="bold")
        for group in by_article(check.carriers, lambda place: place.citation.span):
            say(_named([place.citation for place in group], view), indent=4)
    if check.nearest:
        say()
        say(_NEAREST, style="bold")
        for passages in by_article(check.nearest, lambda citation: citation.span):
            say(_named(passages, view), indent=4)
            for citation in passages:
                say(quoted(citation, passages), indent=8)
    cited_first = [*(place.citation for place in check.places), *check.nearest]
    if cited_first:
        say()
        say_whole(f"{program} show {short_name(view, cited_first[0].span.article_id)}")


def _named(group: Sequence[Citation], view: View) -> str:
    return f"{source(*group)} · {short_name(view, group[0].span.article_id)}"


def _say_first(check: Check) -> None:
    if check.first is not None and check.carriers:
        say()
        say(f"Earliest publication: {source(check.first.citation)}")


def _carried(check: Check) -> str:
    return f"Also carried by {count(len(check.carriers), 'article')}"


def _say_list(heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    say()
    say(heading, style="bold")
    for line in lines:
        say(f"- {one_line(line)}", indent=4)


def _say_place(place: Place, view: View, program: str) -> None:
    span = place.citation.span
    article = view.version(span.content_hash, span.article_id)
    say()
    say("In the archive", style="bold")
    say(in_its_sentences(place, article), indent=4)
    say(one_line(f"Said by: {attributed(place.attribution)}"), indent=4)
    say(one_line(f"{source(place.citation)} · {article.name}"), indent=4)
    say_whole(f"{program} show {span_arguments(span)}", indent=4)


def in_its_sentences(place: Place, article: Article) -> str:
    """Return the words between ⟦ and ⟧, with the sentences before and after them."""
    span, context = place.citation.span, place.citation.context
    start = place.before.span.start if place.before else context.start
    end = place.after.span.end if place.after else context.end
    before, after = _within(article, start, span.start), _within(article, span.end, end)
    words = one_line(place.citation.words)
    # Any run of whitespace in the article becomes one space.
    left = f"{one_line(before)}{' ' if before[-1:].isspace() else ''}"
    right = f"{' ' if after[:1].isspace() else ''}{one_line(after)}"
    return f"{left}{OPENING}{words}{CLOSING}{right}"


def _within(article: Article, start: int, end: int) -> str:
    return article.text[start:end] if start < end else ""


def _say_sources(heading: str, citations: Sequence[Citation], program: str) -> None:
    if not citations:
        return
    say()
    say(heading, style="bold")
    for citation in citations:
        say(source(citation), indent=4)
        say_whole(f"{program} show {span_arguments(citation.span)}", indent=8)


def _say_nearest(nearest: Sequence[Citation], program: str) -> None:
    if not nearest:
        return
    say()
    say(_NEAREST, style="bold")
    for citation in nearest:
        say(in_quotes(one_line(citation.words)), indent=4)
        say(source(citation), indent=4)
        say_whole(f"{program} show {span_arguments(citation.span)}", indent=8)


def say_draft(receipt: Receipt) -> None:
    """Print a verdict for each quotation of a draft, in the draft's order, and then its facts."""
    draft = receipt.draft
    if draft is None:
        raise ValueError("the receipt is not for a draft")
    say(one_line(f"{draft.name}: {told_of_draft(draft, receipt.checks)}"))
    for row in draft.rows:
        say()
        if isinstance(row, Unchecked):
            say(one_line(f"Not checked, {draft.unit} {row.line}: {row.reason}"))
            say(f"“{one_line(row.words)}”", indent=4)
            continue
        check = receipt.checks[row]
        whose = f", attributed to {check.speaker}" if check.speaker else ""
        where = f", {draft.where(row)}" if draft.lines else ""
        say(one_line(f"{row + 1}. {headline(check)}{whose}{where}"), style="bold")
        say(f"“{one_line(check.words)}”", indent=4)
        if check.verdict is Verdict.DISPUTED:
            say(one_line(statement(check)), indent=4)
        for line in [*map(difference, check.differences), *warnings(check)]:
            say(f"- {one_line(line)}", indent=4)
        for place in check.places:
            say(one_line(f"{source(place.citation)}. {attributed(place.attribution)}"), indent=4)
    if receipt.facts is not None:
        _say_facts(receipt.facts)


def _say_facts(facts: FactCheck) -> None:
    say()
    say(one_line(f"Facts: {fact_tally(facts)}"))
    for finding in facts.findings:
        say()
        say(f"Line {finding.line}. {title(finding.verdict)}", style="bold")
        say(one_line(finding.words), indent=4)
        for each in [*map(fact_difference, finding.differences), finding.remark]:
            if each:
                say(f"- {one_line(each)}", indent=4)
        if finding.verdict in (FactVerdict.CONTRADICTED, FactVerdict.BORNE_OUT):
            for citation in finding.evidence:
                say(f"{source(citation)}: {in_quotes(one_line(citation.words))}", indent=4)


def say_verification(found: Verification, receipt: Receipt) -> None:
    """Print whether a receipt is still valid, and the findings."""
    made = f"{day(receipt.made.date())}, {receipt.made:%H:%M} UTC"
    what = f"{count(found.checks, 'check')} made on {made}"
    compared = f"{count(found.excerpts, 'excerpt')} compared with the archive."
    if found.holds:
        say(f"The receipt is still valid: {what}, {compared}", style="bold")
    else:
        say(f"The receipt is no longer valid: {what}, {compared}", style="bold")
    for finding in found.findings:
        where = f"check {finding.check}: " if found.checks > 1 and finding.check else ""
        note = "" if finding.breaks else "note: "
        say(safe(f"{note}{where}{one_line(finding.text)}"), indent=4)
