from __future__ import annotations

import pytest

from tests.benchmarks.polnear import Predicted, is_right, matched, source_class
from tests.benchmarks.polnear_gold import Gold, between_marks, gold, is_development


def inside(text: str) -> list[str]:
    """Return the gold spans of a content that is the whole text."""
    return [text[start:end] for start, end in between_marks(text, 0, len(text))]


@pytest.mark.parametrize(
    ("content", "spans"),
    [
        ("“We will,”", ["We will,"]),
        ('it was "a win" for "both"', ["a win", "both"]),
        ("a win” for both", ["a win"]),
        ('a win," she', ["a win,"]),
        ("the “open end", ["open end"]),
        ("“One.\n“Two.”", ["One.", "Two."]),
        ("no marks at all", []),
    ],
)
def test_gold_spans_stand_between_marks(content: str, spans: list[str]) -> None:
    """Marks take turns in a piece of the content; what is open ends with the piece."""
    assert inside(content) == spans


def test_annotation_is_read() -> None:
    """Fragments with only a space between are one, and the shortest content names the source."""
    text = 'Kim said Lee called it "a long day". '
    annotation = "\n".join(
        (
            "T1\tSource 0 3\tKim",
            "T2\tContent 9 25;26 35\tLee called it …",
            "T3\tSource 9 12\tLee",
            'T4\tContent 23 35\t"a long day"',
            "E1\tAttribution:T9 Content:T2 Source:T1",
            "E2\tAttribution:T9 Content:T4 Source:T3",
        )
    )
    assert list(gold(text, annotation)) == [Gold(24, 34, ((9, 12),))]


def test_gold_span_is_found_once() -> None:
    """Two predictions of one span count once, and a near one only where overlap is allowed."""
    expected = [Gold(0, 100, ())]
    near = Predicted(0, 95, None, None)
    assert matched(expected, [near, near], 0.9) == {0: 0}
    assert matched(expected, [near], 1.0) == {}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("he", "pronoun"),
        ("Lena Okafor, the mayor of Eastport", "named"),
        ("a spokesman for Okafor", "noun phrase"),
        ("Okafor's aides", "noun phrase"),
    ],
)
def test_sources_have_classes(source: str, kind: str) -> None:
    """A source is a pronoun, a name, or a noun phrase."""
    assert source_class(source, [(0, len(source))]) == kind


def test_speaker_is_right_by_mention_or_by_name() -> None:
    """A mention elsewhere is right only by the name that it was resolved to."""
    text = "Okafor spoke. She said it."
    elsewhere = Predicted(0, 1, (14, 17), "Lena Okafor")
    assert is_right(text, [(14, 17)], elsewhere) == (True, True)
    assert is_right(text, [(0, 6)], elsewhere) == (False, True)
    assert is_right(text, [(0, 6)], Predicted(0, 1, None, None)) == (False, False)


def test_halves_are_told_by_the_name() -> None:
    """The half of an article depends on its name alone."""
    halves = [is_development(f"article-{number}") for number in range(200)]
    assert halves == [is_development(f"article-{number}") for number in range(200)]
    assert 70 < sum(halves) < 130
