from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from assistant.evaluation.line import Line
from index.scope import Filters
from sources.article import Article
from tests.testsets.question import NAMES, SAMPLES, SHARED, cleaned, questions

SEED = "20241101"
GIVEN = (
    "How much was the high-speed train contract worth, and who won it?",
    "How many train cars will be supplied?",
    "With which countries has Korea signed partnerships on critical minerals?",
    'Which minister called cooperation a "win-win"?',
    "Which countries sent diplomats to the forum?",
    "What is the EDCF?",
    "When will the summit be held?",
    "Who won the 2022 World Cup?",
    "What did the minister say about fishing rights?",
    "How many tourists visited Samarkand?",
)


@pytest.fixture(scope="module")
def samples() -> dict[str, Article]:
    """Return the sample articles by name."""
    return cleaned(SAMPLES)


@pytest.fixture(scope="module")
def archives(samples: dict[str, Article]) -> dict[str, dict[str, Article]]:
    """Return the articles that each question set is asked of; the shared ones may be absent."""
    shared = {"articles": cleaned(SHARED)} if SHARED.is_dir() else {}
    return {"samples": samples, "followups": samples, **shared}


def archive(archives: dict[str, dict[str, Article]], name: str) -> dict[str, Article]:
    """Return one archive, or skip where its pages are absent."""
    if name not in archives:
        pytest.skip("../shared/articles is absent, so its questions cannot be checked")
    return archives[name]


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique(name: str) -> None:
    """No two questions share an id."""
    counts = Counter(item.id for item in questions(name))
    assert [key for key, count in counts.items() if count > 1] == []


KINDS = frozenset(
    "who when where how_much how_many what which why yes_no quote list definition".split()
)


@pytest.mark.parametrize("name", NAMES)
def test_kinds_are_known(name: str) -> None:
    """Every question is of one of the kinds that the description names."""
    assert {item.kind for item in questions(name)} <= KINDS


@pytest.mark.parametrize("name", NAMES)
def test_gold_fits_answerable(name: str) -> None:
    """Answerable questions say where and what the answer is, the others nothing."""
    for item in questions(name):
        stated = bool(item.gold), bool(item.answer or item.answer_all)
        assert stated == (item.answerable, item.answerable), item.id


@pytest.mark.parametrize("name", NAMES)
def test_gold_words_stand_in_the_articles(
    name: str, archives: dict[str, dict[str, Article]]
) -> None:
    """Every gold quote stands exactly once in the cleaned article that it names."""
    articles = archive(archives, name)
    missing = [
        (item.id, gold.article, gold.quote)
        for item in questions(name)
        for gold in item.gold
        if gold.article not in articles or articles[gold.article].text.count(gold.quote) != 1
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_answers_stand_in_the_gold_words(name: str) -> None:
    """Each gold quote holds one of the answers and all of those that belong together."""
    wrong = [
        (item.id, gold.quote)
        for item in questions(name)
        for gold in item.gold
        if not all(words in gold.quote for words in item.answer_all)
        or (item.answer and not any(words in gold.quote for words in item.answer))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_idle(name: str) -> None:
    """Every accepted answer occurs in at least one gold quote."""
    for item in questions(name):
        for words in (*item.answer, *item.answer_all):
            assert any(words in gold.quote for gold in item.gold), (item.id, words)


def test_filters_leave_the_gold_article(samples: dict[str, Article]) -> None:
    """A filter that comes with an answerable question lets every gold article through."""
    filtered = [item for item in questions("samples") if item.filters]
    assert {item.answerable for item in filtered} == {True, False}
    for item in filtered:
        filters = item.filters
        assert filters, item.id
        for gold in item.gold:
            assert passes(samples[gold.article], filters), item.id


def test_filters_take_the_answer_away(samples: dict[str, Article]) -> None:
    """A filter that comes with an unanswerable question leaves out its family's gold articles."""
    by_id = {item.id: item for item in questions("samples")}
    for item in by_id.values():
        if item.filters and not item.answerable:
            filters = item.filters
            answers = {gold.article for gold in by_id[item.family].gold}
            assert answers, item.id
            assert not [name for name in answers if passes(samples[name], filters)], item.id


def passes(article: Article, filters: Filters) -> bool:
    """Return True if a filter lets the article through, read from the definition of Filters."""
    known = article.metadata
    ranged = filters.since or filters.until
    first, last = filters.since or date.min, filters.until or date.max
    return (
        (not filters.outlets or known.outlet in filters.outlets)
        and (not filters.languages or known.language in filters.languages)
        and (not ranged or (known.published is not None and first <= known.published <= last))
    )


@pytest.mark.parametrize("name", NAMES)
def test_split_follows_the_rule(name: str) -> None:
    """The side of a question follows from its family's name, or from everybody having read it."""
    for item in questions(name):
        digest = hashlib.sha256(f"{SEED}:{item.family}".encode()).digest()
        by_rule = "held_out" if digest[0] % 2 else "dev"
        assert item.split == ("dev" if "given" in item.tags else by_rule), item.id


def test_no_question_is_on_both_sides() -> None:
    """Neither a family nor the same words in the two sets fall on different sides."""
    sides: dict[str, set[str]] = defaultdict(set)
    for name in NAMES:
        for item in questions(name):
            sides[item.family].add(item.split)
            asked = " ".join((*item.history, item.question)).lower()
            sides[" ".join(re.findall(r"\w+", asked))].add(item.split)
    assert [key for key, found in sides.items() if len(found) > 1] == []


def test_sample_questions_are_enough() -> None:
    """The sample set keeps its size on both sides, and the kinds of question it promises."""
    items = questions("samples")
    counts = Counter((item.split, item.answerable) for item in items)
    assert sum(item.answerable for item in items) >= 90
    assert sum(not item.answerable for item in items) >= 35
    assert min(counts[split, True] for split in ("dev", "held_out")) >= 40
    assert min(counts[split, False] for split in ("dev", "held_out")) >= 14
    tags = Counter(tag for item in items for tag in item.tags)
    for tag in ("careless", "ko", "numbers", "near"):
        assert tags[tag] >= 8, tag
    for tag in ("filter", "denial", "conditional", "namesake", "relative_date", "hostile", "far"):
        assert tags[tag] >= 3, tag


def test_follow_ups_are_enough() -> None:
    """Conversations are of two and three turns, on both sides, and some turn to something new."""
    items = questions("followups")
    assert len(items) >= 30
    assert {len(item.history) for item in items} == {1, 2}
    assert min(Counter(item.split for item in items).values()) >= 15
    tags = Counter(tag for item in items for tag in item.tags)
    assert tags["new_topic"] >= 5
    assert tags["ko"] >= 5
    assert not any(item.history for name in ("samples", "articles") for item in questions(name))


def test_given_questions_are_asked_carelessly_too() -> None:
    """The ten given questions stand word for word, each also typed carelessly, once or more."""
    items = questions("articles")
    by_family: dict[str, list[Line]] = defaultdict(list)
    for item in items:
        if "given" in item.tags:
            by_family[item.family].append(item)
    assert tuple(family[0].question for family in by_family.values()) == GIVEN
    for first, *others in by_family.values():
        assert others
        for other in others:
            assert "careless" in other.tags
            assert other.question == other.question.lower().rstrip("?") != first.question.lower()
    own = [item for item in items if "given" not in item.tags]
    assert sum(item.answerable for item in own) >= 16
    assert sum(not item.answerable for item in own) >= 8


def test_careless_wordings_are_careless() -> None:
    """A careless wording has no capitals and no question mark."""
    for name in NAMES:
        for item in questions(name):
            if "careless" in item.tags:
                assert item.question == item.question.lower().rstrip("?"), item.id
