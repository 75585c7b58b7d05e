from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.facts.draft_facts import FactSentence
from assistant.facts.fact_finding import FactFinding, FactVerdict
from assistant.quotes.verdict import Check, Verdict
from assistant.receipts.receipt import ReadReceipt, Receipt, read_receipt
from assistant.receipts.receipt_finding import FindingKind
from assistant.receipts.receipt_verification import Verification, verify
from index.scope import Filters
from sources.article import Article
from tests.assistant.fakes import (
    SAID,
    STATE,
    FakeDesk,
    FakeFacts,
    FakeRecord,
    absent,
    altered,
    an_article,
    contradicted,
    disputed,
    exact,
    misattributed,
    place,
)

ARTICLE = an_article()
COPY = an_article("/archive/copy.txt", outlet="Tashkent Lantern")
CHANGED = an_article(said="We will raise the fares soon.")
LONGER = Article.from_blocks(
    ARTICLE.origin,
    [(b.kind, f"{ARTICLE.text[b.start : b.end]} More follows.") for b in ARTICLE.blocks],
    ARTICLE.metadata,
)


def verified(
    then: Check, record: FakeRecord, today: Check | None = None, *, intact: bool = True
) -> Verification:
    """Verify the receipt of a check against a record, where the desk says something today."""
    receipt = Receipt.of([then], STATE)
    desk = FakeDesk(otherwise=today or then)
    return verify(ReadReceipt(receipt, intact), record, desk, FakeFacts())


def kinds(found: Verification) -> list[tuple[FindingKind, bool]]:
    """Return what was found, and whether it breaks the receipt."""
    return [(finding.kind, finding.breaks) for finding in found.findings]


@pytest.mark.parametrize("check", [exact(ARTICLE, COPY), altered(ARTICLE), absent(ARTICLE)])
def test_a_receipt_holds_while_nothing_changes(check: Check) -> None:
    """Nothing is found, and it is said how much was compared."""
    found = verified(check, FakeRecord().hold(ARTICLE, COPY))
    assert found.holds
    assert found.findings == ()
    assert found.checks == 1
    assert found.excerpts >= 2


def test_a_receipt_from_before_attributions_were_sure_still_holds() -> None:
    """What it does not state is not compared; what it states is."""
    today = exact(ARTICLE, COPY)
    (spot,), record = today.places, FakeRecord().hold(ARTICLE, COPY)
    assert spot.attribution is not None
    sure, unsure = (
        replace(today, places=(replace(spot, attribution=replace(spot.attribution, sure=one)),))
        for one in (True, False)
    )
    assert verified(today, record, sure).holds
    assert not verified(unsure, record, sure).holds


def test_the_same_is_asked_again() -> None:
    """Words, speaker and filters of the receipt go to the desk as they were."""
    filters = Filters(outlets=("Steppe Courier",))
    check = exact(ARTICLE)
    check = replace(check, scope=replace(check.scope, filters=filters))
    desk = FakeDesk(otherwise=check)
    verify(
        ReadReceipt(Receipt.of([check], STATE), True), FakeRecord().hold(ARTICLE), desk, FakeFacts()
    )
    assert desk.asked == [(SAID, "Dana Orlova", filters)]


def test_a_changed_receipt_does_not_hold() -> None:
    """That it was edited is said first."""
    found = verified(exact(ARTICLE), FakeRecord().hold(ARTICLE), intact=False)
    assert kinds(found) == [(FindingKind.CHANGED, True)]
    assert found.findings[0].check == 0


def test_words_that_the_version_does_not_hold_are_found() -> None:
    """A forger who also made the digest anew is caught by the stored version."""
    check = exact(ARTICLE)
    citation = replace(check.places[0].citation, words="We will raise the fares at once.")
    forged = replace(check, places=(replace(check.places[0], citation=citation),))
    found = verified(forged, FakeRecord().hold(ARTICLE))
    assert kinds(found) == [(FindingKind.WORDS, True)]
    assert "We will raise the fares at once." in found.findings[0].text


def test_a_speaker_who_is_not_there_is_found() -> None:
    """The name that the words are given to is compared with today's."""
    check = exact(ARTICLE)
    given = check.places[0].attribution
    assert given is not None
    forged = replace(
        check, places=(replace(check.places[0], attribution=replace(given, name="Timur Aliev")),)
    )
    found = verified(forged, FakeRecord().hold(ARTICLE), today=check)
    assert kinds(found) == [(FindingKind.VERDICT, True)]
    assert "attributed to Timur Aliev, but today to Dana Orlova" in found.findings[0].text


def test_a_dispute_that_is_not_there_is_found() -> None:
    """What an article says about the words is compared with the version and with today."""
    check = disputed(ARTICLE)
    assert verified(check, FakeRecord().hold(ARTICLE)).holds
    assert check.dispute is not None
    other = replace(check, dispute=replace(check.dispute, words="She said it."))
    found = verified(other, FakeRecord().hold(ARTICLE), today=check)
    assert kinds(found) == [(FindingKind.WORDS, True), (FindingKind.VERDICT, True)]
    assert "disputing sentence was “She said it.”" in found.findings[1].text


def test_details_that_are_not_those_of_the_version_are_found() -> None:
    """Headline, outlet and date are part of what a receipt says."""
    check = exact(ARTICLE)
    citation = replace(check.places[0].citation, outlet="Steppe Herald", published=None)
    forged = replace(check, places=(replace(check.places[0], citation=citation),))
    found = verified(forged, FakeRecord().hold(ARTICLE))
    assert kinds(found) == [(FindingKind.DETAILS, True), (FindingKind.DETAILS, True)]
    assert (
        "The date is “date unknown” in the receipt, but “14 June 2024” in" in found.findings[1].text
    )


def test_an_archive_that_never_held_the_article_is_told_apart() -> None:
    """A receipt of another archive is no receipt that was broken."""
    found = verified(exact(ARTICLE), FakeRecord())
    assert not found.holds
    assert {kind for kind, _ in kinds(found)} == {FindingKind.UNKNOWN}
    assert len(found.findings) == 1


def test_a_newer_version_with_the_same_words_is_only_noted() -> None:
    """A correction elsewhere in the article leaves the quotation as it was."""
    record = FakeRecord().hold(ARTICLE).hold(LONGER)
    found = verified(exact(ARTICLE), record)
    assert found.holds
    assert kinds(found) == [(FindingKind.REPLACED, False)]
    assert "which still has these words" in found.findings[0].text


def test_a_newer_version_without_the_words_breaks_the_receipt() -> None:
    """The words were corrected away: the verdict is another, and why is said."""
    record = FakeRecord().hold(ARTICLE).hold(CHANGED)
    found = verified(exact(ARTICLE), record, today=absent(ARTICLE))
    assert kinds(found) == [(FindingKind.REPLACED, True), (FindingKind.VERDICT, True)]
    assert "no longer has these words" in found.findings[0].text
    assert "was “exact” and is “not in the record” today" in found.findings[1].text


def test_a_removed_source_breaks_the_receipt() -> None:
    """Its words can still be read, but the newsroom took it back."""
    record = FakeRecord().hold(ARTICLE, COPY)
    record.remove(ARTICLE)
    found = verified(exact(ARTICLE, COPY), record)
    assert kinds(found) == [(FindingKind.REMOVED, True)]


def test_a_removed_carrier_is_only_noted() -> None:
    """The source itself still stands."""
    record = FakeRecord().hold(ARTICLE, COPY)
    record.remove(COPY)
    found = verified(exact(ARTICLE, COPY), record)
    assert found.holds
    assert kinds(found) == [(FindingKind.REMOVED, False)]


def test_the_same_verdict_for_other_reasons_is_found() -> None:
    """Altered then and altered now, but with other differences."""
    then = altered(ARTICLE)
    pieces = tuple(replace(piece, grave=False) for piece in then.pieces)
    found = verified(then, FakeRecord().hold(ARTICLE), today=replace(then, pieces=pieces))
    assert kinds(found) == [(FindingKind.VERDICT, True)]
    assert "the differences have changed" in found.findings[0].text


def test_what_cannot_be_checked_again_does_not_hold() -> None:
    """A hostile receipt with endless words ends in a finding, not in an error."""
    receipt = ReadReceipt(Receipt.of([exact(ARTICLE)], STATE), True)
    desk = FakeDesk(trouble=ValueError("The quotation has 9 million characters."))
    found = verify(receipt, FakeRecord().hold(ARTICLE), desk, FakeFacts())
    assert kinds(found) == [(FindingKind.VERDICT, True)]
    assert "9 million" in found.findings[0].text


def test_a_hash_that_was_cut_short_proves_nothing() -> None:
    """The archive finds a version by the beginning of its hash; a receipt must name all of it."""
    short = ARTICLE.content_hash[:12]
    record = FakeRecord().hold(ARTICLE)
    record.versions[short, ARTICLE.id] = ARTICLE
    check = exact(ARTICLE)
    span = replace(check.places[0].citation.span, content_hash=short)
    citation = replace(check.places[0].citation, span=span)
    found = verified(replace(check, places=(replace(check.places[0], citation=citation),)), record)
    assert (FindingKind.WORDS, True) in kinds(found)


def test_each_article_is_told_of_once() -> None:
    """Two parts of a splice from one article do not double what became of it."""
    record = FakeRecord().hold(ARTICLE)
    record.remove(ARTICLE)
    check = exact(ARTICLE)
    twice = replace(check, verdict=Verdict.SPLICED, places=(place(ARTICLE), place(ARTICLE)))
    assert kinds(verified(twice, record)) == [(FindingKind.REMOVED, True)]


def test_a_purged_article_was_removed_by_the_archive() -> None:
    """It is not taken for one that the archive never held, and each excerpt is not told apart."""
    record = FakeRecord().hold(ARTICLE)
    record.purge(ARTICLE, date(2026, 3, 1))
    found = verified(exact(ARTICLE), record)
    assert not found.holds
    assert kinds(found) == [(FindingKind.PURGED, True)]
    assert "permanently removed on 1 March 2026" in found.findings[0].text


def test_a_receipt_of_an_earlier_version_still_verifies() -> None:
    """One that was stored before lines, facts and signatures were added holds."""
    data = (Path(__file__).with_name("format1.json")).read_bytes()
    checks = [exact(ARTICLE, COPY), altered(ARTICLE), misattributed(ARTICLE), absent(ARTICLE)]
    desk = FakeDesk(otherwise=None)
    asked = iter(checks)
    desk.judge = lambda *_: next(asked)  # type: ignore[method-assign]
    found = verify(read_receipt(data), FakeRecord().hold(ARTICLE, COPY), desk, FakeFacts())
    assert found.findings == ()


def test_a_receipt_of_the_future_does_not_hold() -> None:
    """No receipt was made after it is verified."""
    receipt = Receipt.of([], STATE, made=datetime.now(UTC) + timedelta(days=2))
    found = verify(ReadReceipt(receipt, True), FakeRecord(), FakeDesk(), FakeFacts())
    assert kinds(found) == [(FindingKind.CHANGED, True)]
    assert "is in the future" in found.findings[0].text


def facts_of(desk: FakeFacts, *words: str) -> Receipt:
    """Make the receipt of a draft whose facts were checked."""
    sentences = tuple(FactSentence(each, line) for line, each in enumerate(words, start=1))
    return Receipt.of([], STATE, facts=(desk.reader_id, desk.facts(sentences)))


def test_a_fact_that_turns_out_otherwise_breaks_a_receipt() -> None:
    """Verdict and the record's words are compared with those of today."""
    words = "We will raise the fares before the bridge is open."
    told = contradicted(ARTICLE, words, "will raise", "will not raise")
    then = FakeFacts().lay(told)
    record = FakeRecord().hold(ARTICLE)
    read = ReadReceipt(facts_of(then, words), True)
    assert verify(read, record, FakeDesk(), then).findings == ()
    found = verify(read, record, FakeDesk(), FakeFacts())
    assert kinds(found) == [(FindingKind.FACTS, True)]
    assert (
        "the verdict was “contradicted” and is “not in the record” today" in found.findings[0].text
    )


def test_a_verdict_near_its_threshold_may_differ_on_another_processor() -> None:
    """That is said, and does not break the receipt; far from the threshold it does."""
    words = "It cost 36."
    for margin, breaks in ((0.01, False), (0.4, True)):
        then = FakeFacts(reader_id="onrecord-reader@c167/bf16").lay(
            FactFinding(words, 1, FactVerdict.BORNE_OUT, margin=margin)
        )
        today = FakeFacts(reader_id="onrecord-reader@c167/f32")
        read = ReadReceipt(facts_of(then, words), True)
        found = verify(read, FakeRecord(), FakeDesk(), today)
        assert kinds(found) == [(FindingKind.FACTS, False), (FindingKind.FACTS, breaks)]
        assert "onrecord-reader@c167/f32" in found.findings[0].text
        assert ("near its threshold" in found.findings[1].text) is not breaks
