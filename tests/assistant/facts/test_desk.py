from __future__ import annotations

import pytest

from assistant.errors import DraftUnusable
from assistant.facts.draft_facts import FactSentence, check_facts, fact_sentences
from assistant.facts.fact_desk import FactDesk, states_fact
from assistant.facts.fact_finding import FactFinding, FactVerdict
from assistant.ledger.ledger import DoubtKind
from assistant.reading.trained import shipped_reader
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from sources.article import Page
from tests.assistant.conftest import AUDIT, BRIDGE, FERRY, KOREAN, Fill
from tests.assistant.fakes import FakeFacts

CARS = {
    "title": "Railway buys fast trains",
    "outlet": "Steppe Courier",
    "published": "2024-06-15",
    "language": "en",
    "text": (
        "The railway has ordered 36 high-speed cars from Hyundai Rotem of South Korea.\n\n"
        "Rustam Yuldoshev, who runs its rolling stock, said that the first set would arrive in "
        "March. Passengers will not pay for the purchase."
    ),
}
CORRECTION = {
    "title": "Correction: cars of the railway",
    "outlet": "Steppe Courier",
    "published": "2024-06-18",
    "language": "en",
    "text": (
        "An article on Saturday gave a wrong number. The railway has ordered 42 cars from Hyundai "
        "Rotem, not 36 as we reported."
    ),
}


@pytest.fixture(scope="module")
def archive(fill: Fill) -> Archive:
    """Return an archive in which one article corrects another."""
    return fill(CARS, CORRECTION, BRIDGE, AUDIT, FERRY, KOREAN)


@pytest.fixture(scope="module")
def desk(archive: Archive, embedder: Embedder) -> FactDesk:
    """Return a desk with the shipped reader."""
    return FactDesk(archive, embedder, shipped_reader())


def found(desk: FactDesk, *words: str) -> tuple[FactFinding, ...]:
    """Check sentences as those of a draft."""
    return desk.facts(tuple(FactSentence(each, 1) for each in words)).findings


@pytest.mark.parametrize(
    ("sentence", "kind", "claimed", "recorded"),
    [
        ("The ferry carried 500 people a day.", DoubtKind.NUMBER, "500", "300"),
        ("The ferry to Gull Island stopped running in June.", DoubtKind.DATE, "June", "May"),
        ("The ferry to Crab Island stopped in May.", DoubtKind.NAME, "Crab Island", "Gull Island"),
        ("The first set of the railway would arrive in April.", DoubtKind.DATE, "April", "March"),
    ],
)
def test_a_changed_value_is_contradicted_by_the_record_s_own(
    desk: FactDesk, sentence: str, kind: DoubtKind, claimed: str, recorded: str
) -> None:
    """The difference has the draft's words, and those of the record with their place."""
    (finding,) = found(desk, sentence)
    assert finding.verdict is FactVerdict.CONTRADICTED
    (difference,) = finding.differences
    assert (difference.kind, difference.claimed) == (kind, claimed)
    assert difference.recorded.words == recorded
    assert finding.evidence[0].span.contains(difference.recorded.span)


FARES = {
    "title": "Ferry fare rises",
    "outlet": "Ostvik Post",
    "published": "2024-06-10",
    "language": "en",
    "text": (
        "The ferry fare rises to 35 crowns on 1 July, the council said.\n\n"
        "Drivers pay a toll of 12 rupees on the Korva bridge. The old pier cost 5 million tenge to "
        "repair.\n\n"
        "The stadium in Samarkand cost 12 billion soums. The museum in Karshi cost $7 million. The "
        "temple in Pune cost 300 crore rupees.\n\n"
        "The bridge in Basel cost EUR 4.2m. The library in Incheon cost 4.2 billion won."
    ),
}


@pytest.mark.parametrize(
    ("sentence", "claimed", "recorded"),
    [
        ("The ferry fare rises to 35 euros on 1 July.", "35 euros", "35 crowns"),
        ("The ferry fare rises to €35 on 1 July.", "€35", "35 crowns"),
        ("The ferry fare rises to 40 crowns on 1 July.", "40 crowns", "35 crowns"),
        ("Drivers pay a toll of 12 dollars on the Korva bridge.", "12 dollars", "12 rupees"),
        ("The stadium in Samarkand cost $12 billion.", "$12 billion", "12 billion soums"),
        ("The stadium in Samarkand cost 12 billion won.", "12 billion won", "12 billion soums"),
        ("The museum in Karshi cost 7 million soums.", "7 million soums", "$7 million"),
        ("The temple in Pune cost 300 crore dollars.", "300 crore dollars", "300 crore rupees"),
    ],
)
def test_the_same_figure_in_another_currency_is_contradicted(
    fill: Fill, embedder: Embedder, sentence: str, claimed: str, recorded: str
) -> None:
    """An amount of money has its currency in the difference."""
    (finding,) = found(FactDesk(fill(FARES), embedder, shipped_reader()), sentence)
    assert finding.verdict is FactVerdict.CONTRADICTED
    (difference,) = finding.differences
    assert (difference.claimed, difference.recorded.words) == (claimed, recorded)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry fare rises to 35 kronor on 1 July.",
        "Drivers pay a toll of Rs 12 on the Korva bridge.",
        "Drivers pay a toll of INR 12 on the Korva bridge.",
        "The old pier cost KZT 5m to repair.",
        "The old pier cost ₸5m to repair.",
        "The stadium in Samarkand cost 12 billion so'm.",
        "The museum in Karshi cost US$7 million.",
        "The bridge in Basel cost €4.2m.",
        "The bridge in Basel cost 4.2 million euros.",
        "The bridge in Basel cost 4,2 Millionen Euro.",
        "The library in Incheon cost KRW4.2bn.",
    ],
)
def test_one_currency_by_name_code_and_sign_is_borne_out(
    fill: Fill, embedder: Embedder, sentence: str
) -> None:
    """The codes and abbreviations of currencies are no names that the record lacks."""
    (finding,) = found(FactDesk(fill(FARES), embedder, shipped_reader()), sentence)
    assert finding.verdict is FactVerdict.BORNE_OUT


@pytest.mark.parametrize(
    ("outlet", "text", "claimed", "verdict"),
    [
        ("Harbour Post", "$7 million", "A$7 million", FactVerdict.NOT_IN_RECORD),
        ("Harbour Post", "$7 million", "US$7 million", FactVerdict.BORNE_OUT),
        ("Australian Post", "$7 million", "A$7 million", FactVerdict.BORNE_OUT),
        ("Australian Post", "$7 million", "$7 million", FactVerdict.BORNE_OUT),
        ("Australian Post", "$7 million", "US$7 million", FactVerdict.NOT_IN_RECORD),
        ("Australian Post", "US$7 million", "US$7 million", FactVerdict.BORNE_OUT),
        ("Harbour Post", "¥7 million", "7 million yen", FactVerdict.BORNE_OUT),
        ("Harbour Post", "¥7 million", "7 million yuan", FactVerdict.NOT_IN_RECORD),
        ("China Daily Post", "¥7 million", "7 million yuan", FactVerdict.BORNE_OUT),
        ("China Daily Post", "¥7 million", "7 million yen", FactVerdict.NOT_IN_RECORD),
    ],
)
def test_a_sign_that_currencies_share_is_read_as_that_of_the_outlets_country(
    fill: Fill, embedder: Embedder, outlet: str, text: str, claimed: str, verdict: FactVerdict
) -> None:
    """It contradicts none of them, and a remark says that it may mean another one."""
    article = {**FARES, "outlet": outlet, "text": f"The museum in Karshi cost {text}."}
    desk = FactDesk(fill(article), embedder, shipped_reader())
    (finding,) = found(desk, f"The museum in Karshi cost {claimed}.")
    assert finding.verdict is verdict
    unclear = f"The closest article writes “{text}”, which may mean “{claimed}”"
    assert finding.remark.startswith(unclear) == (verdict is FactVerdict.NOT_IN_RECORD)


DISPUTE = {
    "title": "Council argues over the pool",
    "outlet": "Harbour Post",
    "published": "2024-03-05",
    "language": "en",
    "text": (
        "The council argued about the swimming pool for three hours on Tuesday.\n\n"
        "Marta Lund, who heads the building office, said that the roof would have to be replaced "
        "before the winter. Repairs would take until October, she added.\n\n"
        "The swimmers' club wants the pool to stay open. Its chairman, Peter Hale, called the plan "
        "a bad joke. Erik Lund's brother resigned from the board in protest."
    ),
}


@pytest.mark.parametrize(
    ("sentence", "claimed", "recorded"),
    [
        (
            "A new roof is needed by winter, according to Peter Hale, the head of the building "
            "office.",
            "Peter Hale",
            "Marta Lund",
        ),
        (
            "A bad joke, Marta Lund, the chairman of the swimmers' club, called the plan.",
            "Marta Lund",
            "Peter Hale",
        ),
        ("The pool was the subject of a debate of five hours.", "five", "three"),
    ],
)
def test_the_reader_is_asked_what_the_record_has_in_its_place(
    fill: Fill, embedder: Embedder, sentence: str, claimed: str, recorded: str
) -> None:
    """A value of the same article that belongs to something else bears nothing out."""
    desk = FactDesk(fill(DISPUTE), embedder, shipped_reader())
    (finding,) = found(desk, sentence)
    assert finding.verdict is FactVerdict.CONTRADICTED
    (difference,) = finding.differences
    assert (difference.claimed, difference.recorded.words) == (claimed, recorded)


def test_a_person_is_not_taken_for_a_relative(fill: Fill, embedder: Embedder) -> None:
    """What somebody's brother did, that person did not do."""
    desk = FactDesk(fill(DISPUTE), embedder, shipped_reader())
    (finding,) = found(desk, "Erik Lund resigned from the board in protest.")
    assert finding.verdict is not FactVerdict.BORNE_OUT


def test_a_denial_that_the_record_does_not_have_is_contradicted(desk: FactDesk) -> None:
    """The whole sentence of the record is what contradicts it."""
    (finding,) = found(desk, "The passengers of the railway will pay for the purchase.")
    assert finding.verdict is FactVerdict.CONTRADICTED
    assert finding.differences[0].kind is DoubtKind.NEGATION
    assert "will not pay" in finding.differences[0].recorded.words


def test_a_correction_counts_over_the_figure_that_it_corrects(desk: FactDesk) -> None:
    """An older article that still has the figure does not bear it out."""
    (old, new) = found(
        desk,
        "The railway has ordered 36 cars from Hyundai Rotem.",
        "The railway has ordered 42 cars from Hyundai Rotem.",
    )
    assert old.verdict is FactVerdict.CONTRADICTED
    assert old.differences[0].corrected
    assert old.differences[0].recorded.words == "42"
    assert new.verdict is not FactVerdict.CONTRADICTED


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour bridge cost 40 million dollars, according to the port authority.",
        "Ferries to Gull Island stopped running in May.",
        "The ferry took 300 people a day.",
    ],
)
def test_what_the_record_states_is_borne_out(desk: FactDesk, sentence: str) -> None:
    """In other words than the record's, too."""
    (finding,) = found(desk, sentence)
    assert finding.verdict is FactVerdict.BORNE_OUT
    assert finding.evidence


def test_what_an_article_disputes_bears_nothing_out(fill: Fill, embedder: Embedder) -> None:
    """A fake is no fact, and the time of a live blog's entry is none of its figures."""
    fake = CARS | {
        "title": "Gull wars",
        "text": (
            'A post claimed that Kev Strake had called pensioners "a waste of chips". The post '
            "is fake: the paper has confirmed he never said it.\n\n12.05 The railway corrects its "
            "figure: 24 trains are cancelled, not 42."
        ),
    }
    desk = FactDesk(fill(fake), embedder, shipped_reader())
    called, cancelled = found(
        desk,
        "Strake called pensioners a waste of good chips.",
        "The railway corrected its figure: 24 trains are cancelled, not 42.",
    )
    assert called.verdict is not FactVerdict.BORNE_OUT
    assert cancelled.verdict is not FactVerdict.CONTRADICTED


def test_a_question_states_nothing(fill: Fill, embedder: Embedder) -> None:
    """It neither bears a sentence out nor contradicts it."""
    asks = CARS | {"title": "What the loan is", "text": "Is the loan a gift? Nobody would say."}
    desk = FactDesk(fill(asks), embedder, shipped_reader())
    (finding,) = found(desk, "The loan was a gift.")
    assert finding.verdict is FactVerdict.NOT_IN_RECORD


def test_what_is_about_something_else_is_not_in_the_record(desk: FactDesk) -> None:
    """A number alone contradicts nothing."""
    (finding,) = found(desk, "Nurses in Lisbon went on strike for 17 hours on Friday.")
    assert finding.verdict is FactVerdict.NOT_IN_RECORD
    assert finding.differences == ()


def test_the_sentences_beside_one_tell_what_it_is_about(desk: FactDesk) -> None:
    """That it carried 500 names no ferry."""
    (_, it) = found(desk, "The ferry to Gull Island stopped running.", "It carried 500 each day.")
    assert it.verdict is FactVerdict.CONTRADICTED


def test_progress_is_told_and_filters_hold(desk: FactDesk) -> None:
    """Each sentence counts, and articles that are filtered out say nothing."""
    told: list[tuple[int, int]] = []
    sentences = (FactSentence("The ferry took 300 people a day.", 1), FactSentence("Why?", 1))
    only = Filters(outlets=("Steppe Courier",))
    findings = desk.facts(sentences, only, lambda *one: told.append(one)).findings
    assert told == [(1, 2), (2, 2)]
    assert findings[0].verdict is FactVerdict.NOT_IN_RECORD


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("Who would have thought so?", False),
        ("It was a disgrace.", False),
        ("We think that the council should resign.", False),
        ("A fine day.", False),
        ("The council met in the old hall.", True),
        ("It was a disgrace that cost 40 million.", True),
    ],
)
def test_questions_opinions_and_fragments_state_no_fact(sentence: str, states: bool) -> None:
    """What holds a number, a date or a name states one all the same."""
    assert states_fact(sentence) is states


DRAFT = """Ferry stops

The ferry to the islands in the bay stopped running in May, and nobody at
the harbour knows when it will run again. "We are sorry," Ilsa Varga said.

She called it "a pity".
"""


def test_every_sentence_that_is_no_quotation_has_its_line() -> None:
    """A quotation with its attribution is checked as one, and not for its facts."""
    assert [(one.line, one.words) for one in fact_sentences(Page("a.txt", DRAFT))] == [
        (1, "Ferry stops"),
        (
            3,
            "The ferry to the islands in the bay stopped running in May, and nobody at the harbour "
            "knows when it will run again.",
        ),
        (6, 'She called it "a pity".'),
    ]


def test_a_draft_of_endless_sentences_is_refused() -> None:
    """There is a limit to how long a check may take."""
    with pytest.raises(DraftUnusable, match="1,001 sentences"):
        check_facts(Page("a.txt", "The ferry runs. " * 1_001), FakeFacts())
