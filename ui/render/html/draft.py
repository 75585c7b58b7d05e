"""A checked draft as a table, one row for each quotation in order."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.facts.fact_finding import (
    SIGNS,
    FactCheck,
    FactFinding,
    FactVerdict,
    fact_difference,
    fact_statement,
    fact_tally,
)
from assistant.quotes.draft import Draft
from assistant.quotes.draft_text import Unchecked
from assistant.quotes.statement import difference, statement, title
from assistant.quotes.verdict import Check, standing, warnings
from assistant.receipts.receipt import Receipt
from assistant.receipts.receipt_markdown import told_of_draft
from ui.render.html.page_parts import article_href, byline
from ui.render.html.side_by_side import NOTHING
from ui.render.html.verdict import stamp

# The CSS classes of the verdicts, which set their colours.
_CLASSES = {
    FactVerdict.CONTRADICTED: "differs",
    FactVerdict.NOT_IN_RECORD: "undecided",
    FactVerdict.BORNE_OUT: "holds",
    FactVerdict.NO_CLAIM: "no-claim",
}
_HEAD = Markup(
    '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th>'
    '<th role="columnheader" scope="col">In the draft</th>'
    '<th role="columnheader" scope="col">In the archive</th></tr></thead>'
)


def draft_html(receipt: Receipt) -> Markup:
    """Return every quotation in a draft with its verdict, and those that were not checked."""
    if receipt.draft is None:
        raise ValueError("the receipt is not for a draft")
    rows = NOTHING.join(_row(receipt.draft, receipt.checks, row) for row in receipt.draft.rows)
    return Markup(
        '<section class="draft" aria-label="Draft"><h3 dir="auto">{}</h3>'
        '<p class="note">{}</p>{}{}</section>'
    ).format(
        receipt.draft.name,
        told_of_draft(receipt.draft, receipt.checks),
        _table(rows) if rows else NOTHING,
        _facts(receipt.facts) if receipt.facts else NOTHING,
    )


def _table(rows: Markup) -> Markup:
    # Explicit ARIA roles: on a phone the rows are laid out as blocks and lose their own.
    return Markup('<table role="table">{}<tbody role="rowgroup">{}</tbody></table>').format(
        _HEAD, rows
    )


def draft_spoken(receipt: Receipt) -> str:
    """Return the screen reader's announcement for a checked draft."""
    if receipt.draft is None:
        return ""
    told = [told_of_draft(receipt.draft, receipt.checks)]
    return " ".join([*told, *([fact_tally(receipt.facts)] if receipt.facts else [])])


def _facts(facts: FactCheck) -> Markup:
    rows = NOTHING.join(map(_fact, facts.findings))
    return Markup('<h4>Facts</h4><p class="note">{}</p>{}').format(
        fact_tally(facts), _table(rows) if facts.findings else NOTHING
    )


def _fact(finding: FactFinding) -> Markup:
    stamped = Markup(
        '<p class="stamp"><span class="sign" aria-hidden="true">{}</span>{}</p>'
    ).format(SIGNS[finding.verdict], title(finding.verdict))
    items = NOTHING.join(
        Markup('<li dir="auto">{}</li>').format(fact_difference(each))
        for each in finding.differences
    )
    found = (FactVerdict.CONTRADICTED, FactVerdict.BORNE_OUT)
    cited = finding.evidence if finding.verdict in found else ()
    sources = NOTHING.join(
        Markup(
            '<p class="beside" dir="auto">{}</p><p class="from">'
            '<a class="open" dir="auto" href="{}">{}</a></p>{}'
        ).format(each.words, article_href(each.span), each.headline, byline(each))
        for each in cited
    )
    return Markup(
        '<tr role="row" class="{}"><td role="cell">{}</td><td role="cell">'
        '<p class="wording" dir="auto">{}</p><p class="byline">line {}</p></td>'
        '<td role="cell"><p>{}</p>{}{}</td></tr>'
    ).format(
        _CLASSES[finding.verdict],
        stamped,
        finding.words,
        finding.line,
        fact_statement(finding),
        Markup('<ul class="notes">{}</ul>').format(items) if items else NOTHING,
        sources,
    )


def _row(draft: Draft, checks: Sequence[Check], row: int | Unchecked) -> Markup:
    if isinstance(row, Unchecked):
        return Markup(
            '<tr role="row" class="unchecked"><td role="cell"><p class="stamp">Not checked</p>{}'
            '</td><td role="cell"><p class="wording" dir="auto">“{}”</p></td>'
            '<td role="cell"><p>Reason: {}.</p></td></tr>'
        ).format(_line(f"{draft.unit} {row.line}"), row.words, row.reason)
    number, check = row + 1, checks[row]
    whose = Markup('<p class="byline"><bdi>{}</bdi></p>').format(
        check.speaker or "no speaker named"
    )
    return Markup(
        '<tr role="row" class="{}"><td role="cell">{}{}</td>'
        '<td role="cell"><p class="wording" dir="auto">“{}”</p>{}'
        '</td><td role="cell">{}{}<button type="button" data-words="{}" data-speaker="{}" '
        'aria-label="Check quotation {} on its own">Check on its own</button></td></tr>'
    ).format(
        standing(check).value,
        stamp(check, "p"),
        _line(draft.where(row)),
        check.words,
        whose,
        _found(check),
        _sources(check),
        check.words,
        check.speaker or "",
        number,
    )


def _line(where: str) -> Markup:
    return Markup('<p class="byline">{}</p>').format(where) if where else NOTHING


def _found(check: Check) -> Markup:
    told = [*map(difference, check.differences), *warnings(check)]
    items = NOTHING.join(Markup('<li dir="auto">{}</li>').format(line) for line in told)
    listed = Markup('<ul class="notes">{}</ul>').format(items) if told else NOTHING
    return Markup('<p dir="auto">{}</p>{}').format(statement(check), listed)


def _sources(check: Check) -> Markup:
    return NOTHING.join(
        Markup('<p class="from"><a class="open" dir="auto" href="{}">{}</a></p>{}').format(
            article_href(place.citation.span), place.citation.headline, byline(place.citation)
        )
        for place in check.places
    )
