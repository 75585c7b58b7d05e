"""The running text of a web page as it was before anything was removed from it."""

from __future__ import annotations

from lxml.html import HtmlElement

from sources.article import TEXT_AROUND
from sources.cleaning.element_parts import is_running, outermost
from sources.formats.markup import text_lines
from sources.language.phrases import folded

# Blocks that are not in the text as they are may be joined there. Each is looked for in all of it.
_MOST_SOUGHT = 500
_OUTSIDE = frozenset("a dialog footer form nav".split())


class RunningText:
    """The paragraphs of a page, and the rules that left some of them out."""

    def __init__(self, tree: HtmlElement) -> None:
        outside = {
            block for one in outermost(tree, _OUTSIDE) for block in text_lines(one).split("\n\n")
        }
        blocks = text_lines(tree).split("\n\n")
        self._rules = {block: "" for block in blocks if is_running(block) and block not in outside}

    def note(self, tree: HtmlElement, rule: str) -> None:
        """Note the rule by which paragraphs that are no longer on the page were removed."""
        held = {*text_lines(tree).split("\n\n")}
        self._rules |= {
            block: rule for block, noted in self._rules.items() if not noted and block not in held
        }

    def left_out(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the paragraphs that a text lacks, each with its rule."""
        held = {*text.split("\n\n")}
        missing = [block for block in self._rules if block not in held]
        whole = folded(text) if missing else ""
        joined = {block for block in missing[:_MOST_SOUGHT] if folded(block) in whole}
        return tuple(
            (self._rules[block] or TEXT_AROUND, block) for block in missing if block not in joined
        )
