from __future__ import annotations

import pytest

from sources.language.day_order import puts_day_first, with_dots


@pytest.mark.parametrize(
    ("tag", "first"),
    [
        *(("fr", True), ("pt-BR", True), ("de", True), ("id-ID", True)),
        *(("fr-CA", False), ("hu", False), ("ja", False), ("en", False), ("en-GB", False)),
        *(("", False), ("xx-unknown", False), ("template", False)),
    ],
)
def test_the_order_of_a_date_is_that_of_its_language(tag: str, first: bool) -> None:
    """English has both orders, and what is not a language has none."""
    assert puts_day_first(tag) is first


@pytest.mark.parametrize(
    ("line", "dotted"),
    [
        ("Publié le 03/10/2020 à 06h30", "Publié le 03.10.2020 à 06h30"),
        ("07.05.12 | Von: Jon Wry", "07.05.2012 | Von: Jon Wry"),
        ("07-05-99, 18:30", "07.05.1999, 18:30"),
        ("192.168.10.12 and 2020/03/10", "192.168.10.12 and 2020/03/10"),
        ("07.05.60", "07.05.60"),
        ("1/2/3", "1/2/3"),
    ],
)
def test_dates_in_figures_become_unambiguous(line: str, dotted: str) -> None:
    """Two figures are a year since there has been news on the web."""
    assert with_dots(line) == dotted
