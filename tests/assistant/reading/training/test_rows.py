from __future__ import annotations

from random import Random

from assistant.reading.piece_rows import Row
from assistant.reading.training.claims import BORNE_OUT, CONTRADICTED, Claim, ClaimMaker
from assistant.reading.training.conversations import FollowUp, conversation_example
from assistant.reading.training.example import UNLABELLED
from assistant.reading.training.paragraph import Paragraph, Paragraphs, occurrences
from assistant.reading.training.passages import PassageMaker, exchanged, window
from assistant.reading.training.selections import Selection, selected
from assistant.reading.training.typed_questions import as_typed
from tests.assistant.reading.tiny import CUTTER

TEXT = (
    "The bridge of Talgar opened in May 2004. It cost 15 million. Mayor Ana Ruiz said that the "
    "bridge opened late. Trams came in 2009."
)
PARAGRAPH = Paragraph(
    "d", "Bridges", TEXT, (("When did the bridge of Talgar open?", "May 2004"),), ("who sang?",)
)
MAKER = PassageMaker(CUTTER, Paragraphs((PARAGRAPH,), {"d": [PARAGRAPH]}))
DRAWS = 60


def said(row: Row, start: int, end: int) -> str:
    """Return what some pieces of a row stand for."""
    return str(CUTTER.tokenizer.decode(list(row.ids[start:end])))


def test_the_answering_sentence_and_its_words_are_labelled() -> None:
    """Whatever is drawn around it, the label is on the sentence that holds the answer."""
    answered = 0
    for seed in range(DRAWS):
        example = MAKER.answerable(PARAGRAPH, 0, Random(seed))
        if 1 in example.labels:
            answered += 1
            start, end = example.row.segments[example.labels.index(1)]
            assert "may 2004" in said(example.row, start, end)
            assert said(example.row, example.starts[0], example.ends[0] + 1) == "may 2004"
        else:
            assert example.starts == example.ends == (0,)
    assert DRAWS * 0.6 < answered < DRAWS


def test_an_answer_that_stands_twice_is_labelled_once() -> None:
    """Of two sentences with the answer's words, one is labelled and the other left open."""
    paragraph = Paragraph("d", "", TEXT, (("Who is mayor?", "bridge opened"),), ())
    text = TEXT.replace("of Talgar opened", "opened")
    paragraph = Paragraph("d", "", text, (("What did the mayor Ruiz say?", "bridge opened"),), ())
    maker = PassageMaker(CUTTER, Paragraphs((paragraph,), {"d": [paragraph]}))
    seen = set()
    for seed in range(DRAWS):
        example = maker.answerable(paragraph, 0, Random(seed))
        if 1 in example.labels:
            start, end = example.row.segments[example.labels.index(1)]
            assert "mayor" in said(example.row, start, end)
            seen.add(UNLABELLED in example.labels)
    assert True in seen


def test_an_impossible_question_has_no_answer() -> None:
    """All sentences are wrong, and the words are the first piece."""
    example = MAKER.impossible(PARAGRAPH, 0, Random(1))
    assert set(example.labels) == {0}
    assert example.starts == example.ends == (0,)


def test_a_name_or_number_is_exchanged_for_another_of_the_paragraph() -> None:
    """What the answer holds is never put in, and a question without either is left alone."""
    found = {exchanged("What cost 15 million?", TEXT, "2004", Random(n)) for n in range(20)}
    assert found == {"What cost 2009 million?"}
    assert exchanged("What sank?", TEXT, "it", Random(1)) is None


def test_words_are_found_whole_where_they_can_be() -> None:
    """The 5 of 15 is not the answer 5."""
    assert occurrences("In 15 days 5 came", "5") == [11]
    assert occurrences("In 15 days", "5") == [4]


def test_a_window_holds_whole_sentences_within_its_budget() -> None:
    """The sentence in the middle is always there, however long it is."""
    sentences = ((0, 10), (11, 30), (31, 40), (41, 99))
    for seed in range(20):
        first, last = window(sentences, 2, 30, Random(seed))
        assert first <= 2 < last
        assert (first, last) in {(1, 3)}
    assert window(sentences, 3, 10, Random(1)) == (3, 4)


def test_candidates_get_their_neighbours_without_labels() -> None:
    """A lone candidate brings the sentences beside it; a run of candidates is a passage."""
    lone = Selection.of("Q?", "", [["B.", "A.", "C.", 1]])
    assert (lone.sentences, lone.labels) == (("A.", "B.", "C."), (UNLABELLED, 1, UNLABELLED))
    run = Selection.of("Q?", "", [["A.", "", "B.", 0], ["B.", "A.", "", 1]])
    assert (run.sentences, run.labels) == (("A.", "B."), (0, 1))


def test_without_its_answer_a_selection_teaches_none() -> None:
    """Where the answering sentence is taken out, all that is left is wrong."""
    selection = Selection.of("What fell?", "", [["Rain fell.", "", "", 1], ["Ice.", "", "", 0]])
    labels = {selected(CUTTER, selection, Random(seed)).labels for seed in range(DRAWS)}
    assert labels == {(1, 0), (0,)}


def test_joined_claims_are_borne_out_only_together() -> None:
    """One contradicted half contradicts the whole."""
    claims = [Claim("It rained.", "It rained.", BORNE_OUT, "a")] * 3
    claims += [Claim("It snowed.", "It did not snow.", CONTRADICTED, "b")] * 3
    maker = ClaimMaker(CUTTER, Paragraphs((), {}))
    for seed in range(DRAWS):
        example = maker.claimed(claims, 0, Random(seed))
        text = said(example.row, 0, len(example.row.ids))
        assert example.labels == (CONTRADICTED if "and it snowed" in text else BORNE_OUT,)


def test_evidence_is_widened_by_its_neighbours() -> None:
    """The sentences around evidence come from its own paragraph."""
    claims = [Claim("It cost 15 million.", "It cost 15 million.", BORNE_OUT, "d")]
    maker = ClaimMaker(CUTTER, MAKER.paragraphs)
    found = {
        said(example.row, *example.row.segments[0])
        for example in (maker.claimed(claims, 0, Random(seed)) for seed in range(DRAWS))
    }
    assert "it cost 15 million." in found
    assert any("opened in may 2004. it cost 15 million. mayor" in each for each in found)


def test_missing_words_are_those_that_a_rewriting_takes_up() -> None:
    """Words of the question, and words that say nothing, are not missing."""
    follow_up = FollowUp(
        "When did she open it?",
        (),
        ("Who opened the bridge?", "Ana Ruiz."),
        "When did Ana Ruiz's open the bridge?",
    )
    example = conversation_example(CUTTER, follow_up, ())
    words = [said(example.row, start, end) for start, end in example.row.segments]
    marked = {word for word, label in zip(words, example.labels, strict=True) if label}
    assert marked == {"bridge", "ana", "ruiz"}


def test_most_questions_are_left_as_they_are() -> None:
    """Some lose their mark, few get a slip or a lead-in, and the words stay."""
    question = "Which company won the contract?"
    typed = [as_typed(question, Random(seed)) for seed in range(400)]
    assert typed.count(question) > 280
    assert question.rstrip("?") in typed
    assert len(set(typed)) > 5
