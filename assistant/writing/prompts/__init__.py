"""Prompts: text files with places for what is asked, checked when they are loaded."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from string import Formatter

from assistant.errors import PromptUnusable

_FOLDER = Path(__file__).parent


class Prompt:
    """A text with named places; `digest` material for caches is the text itself."""

    def __init__(self, name: str, text: str, places: Collection[str]) -> None:
        try:
            found = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
        except ValueError as error:
            raise PromptUnusable(f"The prompt {name} cannot be read: {error}.") from error
        if found != set(places):
            raise PromptUnusable(
                f"The prompt {name} has places for {', '.join(sorted(found)) or 'nothing'}; it "
                f"needs {', '.join(sorted(places))}, each written {{like_this}}."
            )
        self.name = name
        self.text = text

    def filled(self, **given: str) -> str:
        """Return the text with its places filled; braces in what is given stay as they are."""
        return self.text.format(**given)


def load(name: str, places: Collection[str], folder: Path = _FOLDER) -> Prompt:
    """Read a prompt by its name; PromptUnusable when its places are not just these."""
    try:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptUnusable(f"The prompt {folder / name}.txt cannot be read: {error}.") from error
    return Prompt(name, text, places)
