"""A checked draft as a table, a row for each quotation in its order."""

from __future__ import annotations

from markupsafe import Markup

from assistant.receipt import Receipt
from assistant.receipt_markdown import told_of_draft
from assistant.standing import standing, warnings
from assistant.statement import difference, statement
from assistant.verdict import Check
from ui.comparison_view import NOTHING
from ui.render import article_href, byline
from ui.verdict_view import stamp

_HEAD = Markup(
    '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Verdict</th>'
    '<th role="columnheader" scope="col">In the draft</th>'
    '<th role="columnheader" scope="col">In the archive</th></tr></thead>'
)


def draft_html(receipt: Receipt) -> Markup:
    """Show every quotation of a draft with its verdict, and what was not checked."""
    if receipt.draft is None:
        raise ValueError("the receipt is of no draft")
    rows = NOTHING.join(_row(number, check) for number, check in enumerate(receipt.checks, start=1))
    # With roles of their own: on a phone the rows are laid out as blocks and lose theirs.
    table = Markup('<table role="table">{}<tbody role="rowgroup">{}</tbody></table>').format(
        _HEAD, rows
    )
    return Markup(
        '<section class="draft" aria-label="Draft"><h3 dir="auto">{}</h3>'
        '<p class="note">{}</p>{}</section>'
    ).format(
        receipt.draft.name,
        told_of_draft(receipt.draft, receipt.checks),
        table if receipt.checks else NOTHING,
    )


def draft_spoken(receipt: Receipt) -> str:
    """Return what is said of a checked draft."""
    return told_of_draft(receipt.draft, receipt.checks) if receipt.draft else ""


def _row(number: int, check: Check) -> Markup:
    whose = Markup('<p class="byline"><bdi>{}</bdi></p>').format(
        check.speaker or "no speaker named"
    )
    return Markup(
        '<tr role="row" class="{}"><td role="cell">{}</td>'
        '<td role="cell"><p class="wording" dir="auto">“{}”</p>{}'
        '</td><td role="cell">{}{}<button type="button" data-words="{}" data-speaker="{}" '
        'aria-label="Check quotation {} alone">Check alone</button></td></tr>'
    ).format(
        standing(check).value,
        stamp(check, "p"),
        check.words,
        whose,
        _found(check),
        _sources(check),
        check.words,
        check.speaker or "",
        number,
    )


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
