from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.line import Line, to_json
from assistant.evaluation.making.maker import Wishes, make
from assistant.evaluation.testset import load
from assistant.quotes.desk import QuoteDesk
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters

LIGHTHOUSE = """Lighthouse to be sold

GULL ISLAND — The council voted on Monday to sell its lighthouse to a private owner.

“We will not pay for the old lighthouse keeper, whatever they offer for it,” Ana Reyes said.
"""


@pytest.fixture(scope="module")
def samples(
    tmp_path_factory: pytest.TempPathFactory,
    embedder: Embedder,
    samples_at: Callable[[Path], Path],
) -> Iterator[Archive]:
    """Return an archive of the sample articles."""
    archive = Archive.open(samples_at(tmp_path_factory.mktemp("samples") / "archive"), embedder)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def wishes(tmp_path_factory: pytest.TempPathFactory) -> Wishes:
    """Wish for cases of every sort, with one article that the archive does not have."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "lighthouse.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    return Wishes(held_out=(folder,))


@pytest.fixture(scope="module")
def made(samples: Archive, wishes: Wishes) -> list[Line]:
    """Make a test set."""
    return list(make(samples, wishes).lines)


def test_every_case_says_that_it_is_made(made: list[Line]) -> None:
    """Made cases are marked, and have names of their own."""
    assert all(line.made for line in made)
    assert len({line.id for line in made}) == len(made)


def test_all_sorts_are_made(made: list[Line]) -> None:
    """Questions from words and from numbers, quotations, and questions without an answer."""
    sorts = {line.id.partition("-")[0] for line in made}
    assert sorts == {"said", "number", "quotation", "absent"}
    assert {tag for line in made if line.answerable is False for tag in line.tags} == {
        "held_out",
        "filtered_out",
    }


def test_same_seed_makes_the_same(samples: Archive, wishes: Wishes, made: list[Line]) -> None:
    """A set can be made again; another seed makes another one."""
    assert list(make(samples, wishes).lines) == made
    assert list(make(samples, replace(wishes, seed=2)).lines) != made


def test_set_can_be_loaded(samples: Archive, made: list[Line], tmp_path: Path) -> None:
    """All gold of a made set resolves, and the set says that it is made."""
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(map(to_json, made)), encoding="utf-8")
    loaded = load(path, samples)
    assert loaded.made
    asked = [case for case in loaded.cases if not case.is_quotation]
    assert all(bool(case.gold) == case.answerable for case in asked)


def test_gold_answers_the_question(made: list[Line]) -> None:
    """What is asked about stands in the gold words, and so does the number."""
    for line in made:
        for gold in line.gold:
            assert all(number in gold.quote for number in line.numbers)
            if line.kind == "quote":
                topic = line.question.rpartition(" about ")[2].rstrip("?").removeprefix("the ")
                assert topic.lower() in gold.quote.lower()


def test_nothing_of_what_is_unanswerable_is_left_by_the_filters(
    samples: Archive, made: list[Line]
) -> None:
    """A case whose article is filtered out names other outlets only."""
    narrowed = [line for line in made if "filtered_out" in line.tags]
    assert narrowed
    for line in narrowed:
        assert set(line.filters.outlets) < set(samples.scope(Filters()).outlets)


def test_what_another_article_answers_is_not_unanswerable(
    tmp_path: Path, embedder: Embedder, wishes: Wishes
) -> None:
    """An article that was held out may have been told elsewhere, too; that is counted."""
    only_absent = replace(wishes, questions=0, numbers=0, quotations=0)
    (tmp_path / "told.txt").write_text(
        LIGHTHOUSE.replace("Lighthouse to be sold", "Council sells"), encoding="utf-8"
    )
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([tmp_path / "told.txt"])
    made = make(archive, only_absent)
    assert (made.lines, made.dropped) == ((), 1)
    archive.close()


def test_number_of_cases_is_bounded(samples: Archive, wishes: Wishes) -> None:
    """No more are made than are wished for."""
    few = replace(wishes, questions=1, numbers=0, quotations=1, unanswerable=1)
    sorts = [line.id.partition("-")[0] for line in make(samples, few).lines]
    assert (sorts.count("said"), sorts.count("number"), sorts.count("absent")) == (1, 0, 1)
    assert len({line.family for line in make(samples, few).lines if line.words}) == 1


def test_quote_desk_gives_exact_quotations_as_exact(
    samples: Archive, embedder: Embedder, made: list[Line]
) -> None:
    """What is made as it stands in the archive is no trick question."""
    desk = QuoteDesk(samples, embedder)
    exact = [line for line in made if line.words and "exact" in line.tags]
    assert len(exact) >= 8
    for line in exact:
        assert desk.check(line.words or "", line.speaker).verdict is line.verdict
