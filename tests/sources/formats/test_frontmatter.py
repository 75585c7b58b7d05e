from __future__ import annotations

import pytest

from sources.errors import Unreadable
from sources.formats.markdown_text import split
from tests.timing import shortest


def test_fields_and_text_are_told_apart() -> None:
    """The fields stand above, the text below the fence."""
    fields, text = split("---\ntitle: Trains\nauthors: [A B, C D]\n---\nThe first line.\n")
    assert fields == {"title": "Trains", "authors": ["A B", "C D"]}
    assert text == "The first line.\n"


def test_front_matter_of_hugo_is_read() -> None:
    """It is TOML between lines of three plus signs."""
    fields, text = split('+++\ntitle = "Trains"\ndate = 2024-06-16\ndraft = true\n+++\nThe text.\n')
    assert fields == {"title": "Trains", "date": "2024-06-16", "draft": True}
    assert text == "The text.\n"
    with pytest.raises(Unreadable, match="not TOML"):
        split("+++\ntitle = Trains\n+++\nThe text.\n")


@pytest.mark.parametrize(
    "text", ["No fence.", "---\nJust a line.\n---\nMore.", "--- a\nb: c\n---\n"]
)
def test_text_without_front_matter_is_left_alone(text: str) -> None:
    """Rules in Markdown are not taken for fences."""
    assert split(text) == ({}, text)


def test_values_stay_as_written() -> None:
    """YAML's own reading would make a date of one value and false of the other."""
    fields, _ = split("---\ndate: 2024-06-16\nlanguage: no\nid: 0123\n---\n")
    assert fields == {"date": "2024-06-16", "language": "no", "id": "0123"}


@pytest.mark.parametrize(
    "fields",
    [
        "title: [unclosed",
        "a: b: c",
        "x: !!python/object/apply:os.system ['true']\n\ty: z",
        "[" * 5000,
    ],
    ids=["unclosed", "colons", "tabs", "deep"],
)
def test_broken_front_matter_is_refused(fields: str) -> None:
    """Broken or nested front matter is an Unreadable, not an exception of the YAML library."""
    with pytest.raises(Unreadable, match="front matter"):
        split(f"---\n{fields}\n---\ntext")


def test_objects_are_never_made() -> None:
    """A tag that asks for a Python object gives text."""
    fields, _ = split("---\nx: !!python/name:os.system\n---\n")
    assert fields == {"x": ""}


def test_an_alias_bomb_is_harmless() -> None:
    """Aliases of aliases neither multiply in memory nor take time."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    text = "---\n" + "\n".join(lines) + "\nm:\n  <<: *a29\n---\n"
    fields, _ = split(text)
    assert "a29" in fields
    assert shortest(lambda: split(text)) < 1


def test_endless_front_matter_is_refused() -> None:
    """The YAML parser, which is slow, never gets more than some thousand characters."""
    with pytest.raises(Unreadable, match="more than 64,000"):
        split("---\n" + "a: b\n" * 50_000 + "---\n")
