"""Fact rechecks: compare the facts in a receipt with the same facts checked today."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.facts.draft_facts import FactChecker, FactSentence
from assistant.facts.finding import FactFinding
from assistant.receipts.finding import Finding, FindingKind, short
from assistant.receipts.receipt import Receipt
from assistant.wording import searched

# Verdicts within this distance of another one may differ between processors.
NEAR = 0.05


def compare_facts(receipt: Receipt, desk: FactChecker, *, unmoved: bool) -> Iterator[Finding]:
    """Yield the facts of a receipt with a different result today; `unmoved` as in `Recheck`."""
    then = receipt.facts
    if then is None:
        return
    asked = tuple(FactSentence(one.words, one.line, one.before) for one in then.findings)
    today = desk.facts(asked, then.scope.filters)
    other = _other_reader(receipt, desk)
    if other:
        yield Finding(FindingKind.FACTS, 0, other, breaks=False)
    for before, now in zip(then.findings, today.findings, strict=True):
        yield from _compared(before, now, unmoved=unmoved, other=bool(other))
    if unmoved and then.scope != today.scope:
        text = f"Of the facts it says: {searched(then.scope)} The archive says: "
        yield Finding(FindingKind.SEARCHED, 0, text + searched(today.scope))


def _other_reader(receipt: Receipt, desk: FactChecker) -> str:
    if receipt.reader == desk.reader_id:
        return ""
    return (
        f"Its facts were read by {short(receipt.reader) or 'a model that it does not name'}, today "
        f"by {desk.reader_id}: a verdict near its threshold may differ."
    )


def _compared(
    then: FactFinding, now: FactFinding, *, unmoved: bool, other: bool
) -> Iterator[Finding]:
    where = f"Line {then.line}, “{short(then.words)}”"
    if then.verdict is not now.verdict:
        near = other and min(then.margin, now.margin) < NEAR
        why = (
            " The verdict is near its threshold, and another model or processor read."
            if near
            else ""
        )
        text = f"{where}: the verdict was “{then.verdict}” and is “{now.verdict}” today.{why}"
        yield Finding(FindingKind.FACTS, 0, text, breaks=not near)
    elif _told(then) != _told(now):
        text = f"{where}: the verdict rests on other words of the record today."
        yield Finding(FindingKind.FACTS, 0, text, breaks=unmoved and not other)


def _told(finding: FactFinding) -> object:
    return finding.differences, [(c.span, c.words) for c in finding.evidence]
