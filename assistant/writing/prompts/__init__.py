"""Prompts: text files with placeholders, which are checked on loading."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from string import Formatter

from assistant.errors import PromptUnusable

_FOLDER = Path(__file__).parent


class Prompt:
    """A prompt text with placeholders. Its text is also part of cache keys."""

    def __init__(self, name: str, text: str, places: Collection[str]) -> None:
        try:
            found = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
        except ValueError as error:
            raise PromptUnusable(f"The prompt {name} cannot be read: {error}.") from error
        if found != set(places):
            has, needs = (", ".join(sorted(names)) or "none" for names in (found, places))
            raise PromptUnusable(
                f"The prompt {name} has the wrong placeholders: {has}. It needs {needs}, each "
                "written {like_this}."
            )
        self.name = name
        self.text = text

    def filled(self, **given: str) -> str:
        """Return the text with its placeholders filled. Braces in the values are kept."""
        return self.text.format(**given)


def load(name: str, places: Collection[str], folder: Path = _FOLDER) -> Prompt:
    """Load a prompt by name; raise PromptUnusable if its placeholders differ from `places`."""
    try:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptUnusable(f"The prompt {folder / name}.txt cannot be read: {error}.") from error
    return Prompt(name, text, places)
