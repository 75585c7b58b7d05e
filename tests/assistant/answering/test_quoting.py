from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer import Answer
from assistant.answering.evidence import Evidence
from assistant.answering.findings import Finding
from assistant.answering.quoting import MOST_CLAIMS, NEAREST_SHOWN, choose, compose
from assistant.answering.sentence import Sentence
from assistant.question import Kind, Part
from index.scope import Scope
from sources.article import Article
from tests.assistant.articles import article, evidence, sentence

SCOPE = Scope(2, 9, 0, ("Port Gazette",), ("en",), None, None)
COST = "The new harbour bridge cost 40 million dollars, the port authority said on Monday."
COST_TOO = "The new harbour bridge cost 40 million dollars, the authority said."


def said(*texts: str) -> list[Sentence]:
    """Make a sentence in an article of its own for each text."""
    return [
        sentence(article(text, origin=f"/news/{n}.txt"), text[:5]) for n, text in enumerate(texts)
    ]


def quoted(*texts: str) -> list[str]:
    """Quote from sentences that are equally good, each in its own article."""
    return [quote.sentence.text for quote in choose([[evidence(s) for s in said(*texts)]])]


def answered(*parts: Sequence[Evidence]) -> Answer:
    """Return the complete answer to a question of these parts."""
    findings = [Finding(Part("?", Kind.OTHER, ("x",)), tuple(ranked)) for ranked in parts]
    return list(compose("?", findings, SCOPE))[-1]


def test_a_repetition_is_left_out_but_its_carrier_is_named() -> None:
    """The second article is cited beside the first, with its own exact words."""
    first, second = said(COST, COST_TOO)
    (claim,) = answered([evidence(first), evidence(second)]).claims
    assert claim.text == COST
    assert [citation.words for citation in claim.also] == [COST_TOO]
    assert claim.also[0].span.article_id == second.article.id


def test_an_article_that_repeats_itself_is_named_once() -> None:
    """A second carrier is another article."""
    one = article(COST, COST_TOO)
    ranked = [evidence(sentence(one, COST)), evidence(sentence(one, COST_TOO))]
    (claim,) = answered(ranked).claims
    assert claim.also == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge cost 40 million dollars.", "The bridge cost 52 million dollars."),
        ("The talks took six years in all.", "The talks took five years in all."),
        ("The council will accept the offer.", "The council will not accept the offer."),
        ("Varga said the council paid bribes.", "Varga denied the council paid bribes."),
        ("Prices rose by 5 percent in May.", "Prices fell by 5 percent in May."),
        ("Kazakhstan will host the next forum.", "Uzbekistan will host the next forum."),
        ("The deal with Ilsa Varga is off.", "The deal with Oskar Lind is off."),
        ("시의회는 예산안을 통과시켰다.", "시의회는 예산안을 통과시키지 않았다."),
    ],
)
def test_sentences_that_differ_in_what_matters_are_both_quoted(one: str, other: str) -> None:
    """Another figure, name, direction or polarity is another fact."""
    assert sorted(quoted(one, other)) == sorted([one, other])


def test_a_figure_written_with_commas_is_the_same_figure() -> None:
    """9,000 is 9000."""
    assert len(quoted("The bridge carries 9,000 cars a day.", "The bridge carries 9000 cars.")) == 1


def test_shared_boilerplate_makes_no_second_carrier() -> None:
    """Sentences that only begin alike state different facts."""
    answer = answered(
        [
            evidence(s)
            for s in said(
                "The Port Gazette reported on Monday that the bridge is open.",
                "The Port Gazette reported on Monday that the ferry was sold.",
            )
        ]
    )
    assert [claim.also for claim in answer.claims] == [(), ()]


@pytest.mark.parametrize(
    "leaning",
    [
        "She called it a gift.",
        "The minister called it a gift.",
        '"It is a gift," she said.',
        "Both were late.",
        "The ferry could not be.",
        "Oslo did not.",
        "The ferry can’t.",
    ],
)
def test_a_sentence_that_leans_takes_its_neighbour_along(leaning: str) -> None:
    """Whom it speaks of stands in the sentence before."""
    one = article(f"Ilsa Varga opened the bridge. {leaning}")
    (claim,) = answered([evidence(sentence(one, leaning[:8]))]).claims
    assert claim.text == f"Ilsa Varga opened the bridge. {leaning}"


def test_a_korean_sentence_that_leans_takes_its_neighbour_along() -> None:
    """그는 refers back."""
    one = article("김 장관이 다리를 열었다. 그는 선물이라고 말했다.")
    (claim,) = answered([evidence(sentence(one, "그는"))]).claims
    assert claim.text == one.text


def test_a_leaning_paragraph_takes_the_paragraph_above_along() -> None:
    """News is often written one sentence to a paragraph; the context then holds both."""
    one = article("Ilsa Varga opened the bridge.", "She called it a gift.")
    (claim,) = answered([evidence(sentence(one, "She"))]).claims
    (citation,) = claim.citations
    assert claim.text == one.text
    assert citation.context_words == one.text


def test_nothing_is_taken_along_from_above_a_headline() -> None:
    """A headline is no neighbour of the first paragraph."""
    one = article("She called it a gift.", headline="A bridge opens")
    (claim,) = answered([evidence(sentence(one, "She"))]).claims
    assert claim.text == "She called it a gift."


def test_a_neighbour_in_another_passage_is_taken_along() -> None:
    """Where a long paragraph was cut makes no difference."""
    long = "Ilsa Varga spoke of the harbour and of all its bridges for an hour. " * 14
    one = article(f"{long}Oskar Lind listened to every word of it. He left early.")
    (claim,) = answered([evidence(sentence(one, "He left"))]).claims
    assert claim.text.endswith("Oskar Lind listened to every word of it. He left early.")


def test_a_sentence_that_stands_alone_comes_alone() -> None:
    """Nothing is quoted that is not needed."""
    one = article("Ilsa Varga opened the bridge. Oskar Lind called it a gift.")
    (claim,) = answered([evidence(sentence(one, "Oskar"))]).claims
    assert claim.text == "Oskar Lind called it a gift."


def test_no_words_are_quoted_twice() -> None:
    """A neighbour that is quoted already is not quoted again, in either order."""
    one = article("Ilsa Varga opened the bridge in the rain. She called it a gift.")
    both = [sentence(one, "Ilsa"), sentence(one, "She")]
    assert [c.text for c in answered([evidence(s) for s in both]).claims] == [s.text for s in both]
    (claim,) = answered([evidence(s) for s in reversed(both)]).claims
    assert claim.text == one.text


def test_sentences_of_an_article_come_in_its_order() -> None:
    """The article with the best sentence is first, however its others rank."""
    one = article("Lind came early. Varga left late.", origin="/news/1.txt")
    other = article("Rain fell on the harbour all day.", origin="/news/2.txt")
    ranked = [
        evidence(sentence(one, "Varga"), 0.9),
        evidence(sentence(other, "Rain"), 0.85),
        evidence(sentence(one, "Lind"), 0.8),
    ]
    assert [claim.text for claim in answered(ranked).claims] == [
        "Lind came early.",
        "Varga left late.",
        "Rain fell on the harbour all day.",
    ]


ANIMALS = ("Herons", "Otters", "Badgers", "Foxes", "Salmon", "Beetles", "Owls")


def many() -> list[Evidence]:
    """Make evidence of seven different facts."""
    return [evidence(s) for s in said(*(f"{a} were seen near {a} bay." for a in ANIMALS))]


def test_an_answer_is_short() -> None:
    """There are no more claims than people read."""
    assert len(answered(many()).claims) == MOST_CLAIMS


def test_the_parts_of_a_question_share_the_room_in_the_order_asked() -> None:
    """Each part gets its say; what the first said already the second does not repeat."""
    first = [evidence(s) for s in said("Rain fell all day.")]
    answer = answered(first, many(), first)
    assert len(answer.claims) <= MOST_CLAIMS
    assert answer.claims[0].text == "Rain fell all day."
    assert answer.claims[1].text.startswith("Herons")


def test_much_weaker_sentences_are_not_quoted() -> None:
    """What is merely sufficient is left out beside what is much better."""
    strong, weak = said("Herons were seen.", "Otters swam past.")
    assert len(answered([evidence(strong, 0.9), evidence(weak, 0.1)]).claims) == 1


def test_a_rival_figure_is_quoted_though_it_scores_lower() -> None:
    """Readers learn that the record disagrees, whatever words the other article uses."""
    first, other = said(COST, "Auditors put the price at 52 million dollars.")
    best = evidence(first, 0.7, Kind.HOW_MUCH)
    rival = Evidence(other, best.part, 0.4, "it is too unlikely")
    assert rival.score < 0.82 * best.score
    assert len(answered([best, rival]).claims) == 2


def citations_of(answer: Answer, *articles: Article) -> None:
    """Check that each citation is exact and lies in its context."""
    by_id = {one.id: one for one in articles}
    for citation in (*answer.citations, *answer.nearest):
        one = by_id[citation.span.article_id]
        assert citation.words == one.words(citation.span)
        assert citation.context_words == one.words(citation.context)
        assert citation.context.contains(citation.span)
        assert (citation.headline, citation.outlet) == (one.headline, "Port Gazette")


def test_citations_are_numbered_in_order_and_exact() -> None:
    """Numbers run from one without a gap, second carriers included."""
    found = said(COST, COST_TOO, "Herons were seen in May.")
    answer = answered([evidence(s) for s in found])
    assert [c.number for c in answer.citations] == [1, 2, 3]
    assert all(claim.text == claim.citations[0].words for claim in answer.claims)
    citations_of(answer, *(s.article for s in found))


def test_an_abstention_shows_what_came_nearest_once_each() -> None:
    """Parts of a question may have met the same sentence."""
    found = said(*(f"{a} were seen near {a} bay." for a in ANIMALS))
    ranked = [evidence(s, 0.1, sufficient=False) for s in found]
    answer = answered(ranked, ranked)
    assert not answer.found
    assert [c.number for c in answer.nearest] == list(range(1, NEAREST_SHOWN + 1))
    assert len({c.span for c in answer.nearest}) == NEAREST_SHOWN
    assert answer.scope == SCOPE
    citations_of(answer, *(s.article for s in found))


def test_what_only_ranks_below_others_does_not_answer() -> None:
    """A sufficient sentence that is not among the closest is no answer."""
    found = said(*(f"{a} were seen near {a} bay." for a in ANIMALS))
    ranked = [evidence(s, 0.9, sufficient=False) for s in found[:4]] + [evidence(found[4], 0.4)]
    assert not answered(ranked).found


def test_nothing_found_is_an_abstention() -> None:
    """There is an answer object even for nothing."""
    answer = answered(())
    assert (answer.claims, answer.nearest) == ((), ())


def test_a_part_without_an_answer_is_named() -> None:
    """Half an answer says which half is missing."""
    found = [evidence(s) for s in said("Rain fell all day.")]
    parts = [Part("How did it rain", Kind.OTHER, ("x",)), Part("who paid", Kind.WHO, ("y",))]
    findings = [Finding(parts[0], tuple(found)), Finding(parts[1], ())]
    assert list(compose("?", findings, SCOPE))[-1].unanswered == ("who paid",)
    assert list(compose("?", findings[:1], SCOPE))[-1].unanswered == ()
