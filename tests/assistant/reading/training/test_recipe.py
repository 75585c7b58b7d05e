from __future__ import annotations

from assistant.reading.training.recipe import CREDITS, RECIPE, digest_of, recipe_without


def test_whatever_is_trained_on_is_credited() -> None:
    """Every file has its authors and its licence, and none is credited that is not used."""
    assert {each.file for each in RECIPE} == {each.file for each in CREDITS}
    assert all(each.authors and each.licence and each.what for each in CREDITS)
    assert len({each.name for each in RECIPE}) == len(RECIPE)


def test_a_file_can_be_left_out() -> None:
    """A recipe without a file is another recipe."""
    less = recipe_without(["paragraphs_squad20_dev_rest"])
    assert len(less) == len(RECIPE) - 2
    assert digest_of(less) != digest_of(RECIPE)
