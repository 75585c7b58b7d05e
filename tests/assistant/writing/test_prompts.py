from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PromptUnusable
from assistant.writing.prompts import load


def test_places_are_filled_with_what_is_given(tmp_path: Path) -> None:
    """Braces in what is put in are text."""
    (tmp_path / "ask.txt").write_text("Q: {question} {{as is}}", encoding="utf-8")
    prompt = load("ask", ("question",), tmp_path)
    assert prompt.filled(question="{x}?") == "Q: {x}? {as is}"


@pytest.mark.parametrize("text", ["no place", "{other}", "{question} {other}", "{question", "{}"])
def test_wrong_places_are_told_at_load(text: str, tmp_path: Path) -> None:
    """A prompt whose places are not just those that are needed is refused before it is used."""
    (tmp_path / "ask.txt").write_text(text, encoding="utf-8")
    with pytest.raises(PromptUnusable, match="The prompt ask"):
        load("ask", ("question",), tmp_path)


def test_absent_prompt_is_told(tmp_path: Path) -> None:
    """A prompt that is not there is an error that names its file."""
    with pytest.raises(PromptUnusable, match=r"ask\.txt cannot be read"):
        load("ask", ("question",), tmp_path)
