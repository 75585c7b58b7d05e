"""Rechecks of facts: compare the facts in a receipt with the same ones checked today."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.facts.draft_facts import FactChecker, FactSentence
from assistant.facts.fact_finding import FactFinding
from assistant.receipts.receipt import Receipt
from assistant.receipts.receipt_finding import Finding, FindingKind, short
from assistant.wording import searched

# Verdicts within this distance of another one may differ between processors.
NEAR = 0.05


def compare_facts(receipt: Receipt, desk: FactChecker, *, unmoved: bool) -> Iterator[Finding]:
    """Yield findings on facts with a different result today.

    `unmoved` means an unchanged archive.
    """
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
        text = f"For the facts, the receipt says: {searched(then.scope)} The archive says: "
        yield Finding(FindingKind.SEARCHED, 0, text + searched(today.scope))


def _other_reader(receipt: Receipt, desk: FactChecker) -> str:
    if receipt.reader == desk.reader_id:
        return ""
    return (
        f"The facts were checked with {short(receipt.reader) or 'an unnamed model'}, and today "
        f"with {desk.reader_id}. A verdict near its threshold may differ."
    )


def _compared(
    then: FactFinding, now: FactFinding, *, unmoved: bool, other: bool
) -> Iterator[Finding]:
    where = f"Line {then.line}, “{short(then.words)}”"
    if then.verdict is not now.verdict:
        near = other and min(then.margin, now.margin) < NEAR
        why = (
            " The verdict is near its threshold, and the model or processor has changed."
            if near
            else ""
        )
        text = f"{where}: the verdict was “{then.verdict}” and is “{now.verdict}” today.{why}"
        yield Finding(FindingKind.FACTS, 0, text, breaks=not near)
    elif _told(then) != _told(now):
        text = f"{where}: the verdict is based on other words of the archive today."
        yield Finding(FindingKind.FACTS, 0, text, breaks=unmoved and not other)


def _told(finding: FactFinding) -> object:
    return finding.differences, [(c.span, c.words) for c in finding.evidence]
