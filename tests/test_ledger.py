"""The ledger over the sample articles: what is false never passes, what is true does."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from assistant.ledger.ledger import Support
from assistant.ledger.support import SupportCheck
from index.embedding.embedder import Embedder
from tests.testsets.changes import ADDED, EXCHANGED, TRIMMED, VERBATIM, changed
from tests.testsets.question import SAMPLES, cleaned
from tests.testsets.support import EXCHANGED as IN_A_WORD
from tests.testsets.support import PATH, TRUE, written

FALSE_MARKED = 0.95
TRUE_SUPPORTED = 0.98
PARAPHRASES_SUPPORTED = 0.8
WORDS_ADDED_MARKED, WORDS_EXCHANGED_MARKED = 0.85, 0.75
IN_A_WORD_MARKED, IN_A_WORD_SUPPORTED = 0.85, 0.8


@pytest.fixture(scope="module")
def check(embedder: Embedder) -> SupportCheck:
    """Return the check with the default embedder."""
    return SupportCheck(embedder)


def test_changed_sentences_of_the_samples(check: SupportCheck) -> None:
    """Of every sentence, changed by program: each kind of change is marked, none but these."""
    marked: dict[str, list[bool]] = defaultdict(list)
    for case in changed(list(cleaned(SAMPLES).values())):
        entry = check.entry(case.sentence, [case.evidence], said_on=case.said_on)
        marked[case.kind].append(entry.support is not Support.SUPPORTED)
    shares = {kind: sum(each) / len(each) for kind, each in marked.items()}
    assert len(marked[VERBATIM]) >= 300
    assert min(len(each) for each in marked.values()) >= 10
    for kind in (VERBATIM, TRIMMED):
        assert 1 - shares.pop(kind) >= TRUE_SUPPORTED, kind
    # A word may stand for the one that it is put in the place of, or say nothing.
    assert shares.pop(ADDED) >= WORDS_ADDED_MARKED
    assert shares.pop(EXCHANGED) >= WORDS_EXCHANGED_MARKED
    false = [each for kind in shares for each in marked[kind]]
    assert sum(false) / len(false) >= FALSE_MARKED
    # The hedge that a program drops is now and then no hedge, and the rest no sentence.
    assert {kind for kind, share in shares.items() if share < 0.9} == set()


def test_sentences_that_people_wrote(check: SupportCheck) -> None:
    """Of sentences written by hand: what is false is marked, what is true is supported."""
    right: dict[str, list[bool]] = defaultdict(list)
    for case in written():
        right[case.kind].append(case.passes(case.judged(check)))
    assert len(right["paraphrase"]) >= 40
    false = [each for kind, found in right.items() if kind not in TRUE for each in found]
    assert len(false) >= 150
    assert sum(false) / len(false) >= FALSE_MARKED
    for kind, least in (
        ("verbatim", TRUE_SUPPORTED),
        ("trimmed", TRUE_SUPPORTED),
        ("paraphrase", PARAPHRASES_SUPPORTED),
    ):
        assert sum(right[kind]) / len(right[kind]) >= least, kind


def test_sentences_that_differ_in_a_word(check: SupportCheck) -> None:
    """What is false by a word that is no name and no number is marked, other words are not."""
    right: dict[bool, list[bool]] = defaultdict(list)
    for case in written(IN_A_WORD):
        if case.kind != VERBATIM:
            right[case.kind in TRUE].append(case.passes(case.judged(check)))
    assert min(len(right[True]), len(right[False])) >= 30
    assert sum(right[False]) / len(right[False]) >= IN_A_WORD_MARKED
    assert sum(right[True]) / len(right[True]) >= IN_A_WORD_SUPPORTED


@pytest.mark.parametrize(("path", "least"), [(PATH, 100), (IN_A_WORD, 30)])
def test_the_file_quotes_the_articles(path: Path, least: int) -> None:
    """Every evidence stands in the article that is named, and both halves are of use."""
    cases = list(written(path))
    for case in cases:
        assert all(words in case.article.text for words in case.evidence), case.id
    assert min(sum(c.split == split for c in cases) for split in ("dev", "held_out")) >= least
