from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.vectors.generation import Generation, Standing, point_to


def standing(published: int, *, tail: int = 0, dead: int = 0) -> Standing:
    """Return how a generation compares with the catalogue, in numbers of passages."""
    generation = Generation("000001", published, published + dead, (), "a model")
    return Standing(generation, published + tail, published, published + tail, 384)


class Catalogued:
    """Says of a catalogue that it has 30 passages, 20 of them up to number 25."""

    def setting(self, name: str) -> str:
        """Return a setting."""
        return {"model_id": "a model", "dimensions": "384"}[name]

    def count(self, upto: int | None = None) -> int:
        """Count visible passages."""
        return 30 if upto is None else {25: 20}[upto]

    def newest_seq(self) -> int:
        """Return the last number."""
        return 40


@pytest.mark.parametrize(("model", "published"), [("a model", 20), ("another model", 0), (None, 0)])
def test_a_generation_counts_if_it_is_of_the_model_in_use(
    tmp_path: Path, model: str | None, published: int
) -> None:
    """Without one, or with one of another model, nothing is published."""
    if model is not None:
        generation = Generation("000001", 25, 22, (), model)
        generation.folder(tmp_path).mkdir(parents=True)
        generation.describe(generation.folder(tmp_path))
        point_to(tmp_path, generation.name)
    found = Standing.of(tmp_path, Catalogued())  # type: ignore[arg-type]
    assert (found.visible, found.published, found.newest, found.dimensions) == (
        *(30, published),
        *(40, 384),
    )
    assert (found.generation is not None) is (published > 0)
    assert found.dead == (2 if published else 0)


@pytest.mark.parametrize(
    ("published", "most"),
    [(100, 2_000), (20_000, 2_000), (20_010, 2_001), (50_000, 5_000)],
)
def test_a_generation_is_due_once_more_than_the_slack_is_behind(published: int, most: int) -> None:
    """The slack is 2,000 passages or a tenth of those published, whichever is more."""
    assert not standing(published, tail=most).due
    assert standing(published, tail=most + 1).due
    assert not standing(published, dead=most).due
    assert standing(published, dead=most + 1).due


def test_what_is_behind_and_what_is_dead_are_not_added_up() -> None:
    """Each of them has the slack to itself."""
    both = standing(100, tail=2_000, dead=2_000)
    assert (both.tail, both.dead, both.due) == (2_000, 2_000, False)


def test_a_generation_is_copied_while_at_most_a_tenth_of_it_is_dead() -> None:
    """With more dead records, or no generation, the next one is built from nothing."""
    kept, given_up = standing(900, dead=100), standing(899, dead=101)
    assert kept.base is kept.generation
    assert given_up.base is None
    without = replace(kept, generation=None, published=0)
    assert (without.base, without.dead, without.tail) == (None, 0, 900)


def test_the_room_that_is_needed_grows_with_every_record() -> None:
    """Dead records take as much as visible ones, and larger vectors take more."""
    none, some = standing(0), standing(1_000)
    room = some.bytes_needed - none.bytes_needed
    assert none.bytes_needed > 0
    assert room > 1_000 * 4 * 384 * 3
    assert standing(1_000, tail=1_000).bytes_needed - some.bytes_needed == room
    assert standing(1_000, dead=1_000).bytes_needed - some.bytes_needed == room
    assert replace(some, dimensions=768).bytes_needed - some.bytes_needed == 12 * 384 * 1_000
