from __future__ import annotations

from random import Random

from assistant.reading.training.claims import BORNE_OUT, CONTRADICTED, NOT_TOLD
from assistant.reading.training.frames import FrameMaker
from sources.sentences import boundaries
from tests.assistant.reading.tiny import CUTTER

SENTENCE = "The old bridge of Talgar was opened by Ana Ruiz after Ben Okri had refused."
BESIDE = "Crowds cheered the head of Almaty Works."
SEEDS = range(200)


def drawn(text: str) -> list[tuple[str, str, int]]:
    """Return claims with the evidence that the model is shown, and their labels."""
    maker = FrameMaker(CUTTER)
    rows = []
    for seed in SEEDS:
        example = maker.framed(text, boundaries(text)[:1], Random(seed))
        claim, evidence = CUTTER.tokenizer.decode(
            list(example.row.ids), skip_special_tokens=False
        ).split("[SEP]")[:2]
        rows.append((claim.removeprefix("[CLS]").strip(), evidence.strip(), example.labels[0]))
    return rows


def test_every_label_comes_with_frames_that_earn_it() -> None:
    """A sentence that stands as it is, or is confirmed, bears the claim out; no other does."""
    rows = drawn(SENTENCE)
    assert {label for *_, label in rows} == {BORNE_OUT, NOT_TOLD, CONTRADICTED}
    for claim, evidence, label in rows:
        bare = claim.rstrip(" .") in evidence
        if label == BORNE_OUT:
            assert bare
            assert "myth that" not in evidence.replace("no myth", "")
            assert "denied that" not in evidence
        if label == NOT_TOLD and not bare:
            assert "was opened" not in evidence


def test_names_are_exchanged_in_the_claim_and_never_in_the_evidence() -> None:
    """What the evidence says of one, the claim says of the other: that is contradicted."""
    exchanged = [row for row in drawn(SENTENCE) if "by ben okri after ana ruiz" in row[0]]
    assert exchanged
    for _, evidence, label in exchanged:
        assert "by ana ruiz after ben okri" in evidence
        assert label == CONTRADICTED


def test_a_sentence_without_names_or_passive_is_framed() -> None:
    """There is always something to tell."""
    rows = drawn("The rain had gone on for eleven days before the river rose.")
    assert {label for *_, label in rows} == {BORNE_OUT, NOT_TOLD, CONTRADICTED}


def test_the_sentences_around_it_stay() -> None:
    """The evidence is a passage."""
    text = f"{SENTENCE} {BESIDE}"
    maker = FrameMaker(CUTTER)
    for seed in SEEDS:
        row = maker.framed(text, boundaries(text), Random(seed)).row
        assert "cheered" in CUTTER.tokenizer.decode(list(row.ids))
