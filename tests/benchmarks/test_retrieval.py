from __future__ import annotations

import pytest

from tests.benchmarks.realtimeqa import halves, item_id
from tests.benchmarks.retrieval import Measures, Result, behind, by_best, first_gold


def test_an_article_ranks_where_it_is_first_found() -> None:
    """Further passages of an article that was found already do not push others down."""
    found = ["a", "a", "b", "a", "c", "b"]
    assert first_gold(found, frozenset({"a"})) == 1
    assert first_gold(found, frozenset({"b"})) == 2
    assert first_gold(found, frozenset({"c"})) == 3


def test_the_first_of_several_gold_articles_counts() -> None:
    """A question with two gold articles is answered by whichever comes first."""
    assert first_gold(["x", "b", "a"], frozenset({"a", "b"})) == 2


def test_an_absent_gold_article_has_no_rank() -> None:
    """What was not found, and what was searched for in vain, is None and not a large number."""
    assert first_gold(["a", "b"], frozenset({"c"})) is None
    assert first_gold([], frozenset({"c"})) is None


def test_measures_of_a_case_worked_by_hand() -> None:
    """Ranks 1, 2, 5, 11 and none: one hit at 1, two at 4, three at 10, and (1 + 1/2 + 1/5) / 5."""
    measures = Measures.of([1, 2, 5, 11, None])
    assert measures.hit_1 == pytest.approx(1 / 5)
    assert measures.hit_4 == pytest.approx(2 / 5)
    assert measures.hit_10 == pytest.approx(3 / 5)
    assert measures.mrr_10 == pytest.approx(1.7 / 5)


def test_the_edges_of_the_measures_belong_to_them() -> None:
    """Rank 4 is a hit at 4 and rank 10 one at 10; rank 5 and rank 11 are not."""
    assert Measures.of([4]).hit_4 == 1
    assert Measures.of([5]).hit_4 == 0
    assert Measures.of([10]) == Measures(0, 0, 1, 0.1)
    assert Measures.of([11]) == Measures(0, 0, 0, 0)


def test_nothing_to_measure_is_an_error() -> None:
    """No questions have no measures: a mean of nothing would look like a result."""
    with pytest.raises(ValueError, match="no questions"):
        Measures.of([])


def test_articles_are_ordered_by_their_best_passage() -> None:
    """One good passage lifts its article, whatever the others score, negative ones included."""
    assert by_best(["a", "b", "a", "c"], [0.1, 0.5, 0.9, -0.2]) == ["a", "b", "c"]


def test_equal_scores_are_ordered_by_name() -> None:
    """Ties fall the same way whatever order the passages come in."""
    assert by_best(["b", "a"], [0.5, 0.5]) == by_best(["a", "b"], [0.5, 0.5]) == ["a", "b"]


def test_the_halves_part_the_questions() -> None:
    """Every question is in one half, and the halves are the same in every run."""
    development, held_out = halves(99)
    assert (len(development), len(held_out)) == (50, 49)
    assert sorted(development + held_out) == list(range(99))
    assert halves(99) == (development, held_out)
    assert development != tuple(range(50))


def test_each_half_is_measured_on_its_own_questions() -> None:
    """Ranks of the development half do not leak into the measures of the held-out half."""
    development, _ = halves(99)
    result = Result.of([1 if number in development else None for number in range(99)])
    assert result.development.hit_1 == 1
    assert result.held_out.hit_1 == 0
    assert result.all.hit_1 == pytest.approx(50 / 99)


def test_a_search_that_only_equals_words_at_ten_is_behind() -> None:
    """Hit@10 must be ahead of words alone; Hit@4 and MRR@10 must not be behind."""
    words = Measures(0.5, 0.7, 0.9, 0.6)
    same = Result(words, words, words)
    assert len(list(behind(same, same))) == 2
    ahead = Measures(0.4, 0.7, 0.95, 0.6)
    assert list(behind(Result(ahead, words, ahead), same)) == []
    worse = Measures(0.5, 0.69, 0.95, 0.59)
    assert len(list(behind(Result(worse, words, ahead), same))) == 2


def test_an_id_is_what_follows_the_name_of_the_file() -> None:
    """The id of a record is told from the path of its file."""
    assert item_id("/data/articles.jsonl.gz#cnn.com/2022/06/13/a") == "cnn.com/2022/06/13/a"
