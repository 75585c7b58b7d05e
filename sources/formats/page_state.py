"""The article in a page's state: JSON that scripts build the page from.

Frameworks put it in a script element (`__NEXT_DATA__`), in an assignment (`window.__STATE__ = {…}`)
or in an attribute (`data-page`). Its form differs by site, so the article is recognised by its
title, and its text by length: the longest text, or list of paragraphs, beside the title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from sources.cleaning.element_parts import is_running
from sources.formats.decoding import scrub, unescaped
from sources.formats.markup import without_markup
from sources.language.phrases import folded

# A page's state has up to 1 MB, and hardly ever more than 10,000 values.
MAX_CHARACTERS, MAX_NODES, MAX_SCRIPTS = 4_000_000, 50_000, 50
MAX_LEVELS, MAX_ARTICLES = 20, 5
_SHORTEST_STATE = 200
# What follows may be JSON: an assignment, or the text that is handed to JSON.parse.
_BEGINNING = re.compile(r"(?:=|\bJSON\.parse\()\s*(?=[{\[\"'])")
_MOST_BEGINNINGS = 30
_CONSTANT = re.compile(r"(?<=[:,\[])\s*(undefined|void 0|!0|!1)(?=\s*[,}\]])")
_CONSTANTS = {"!0": "true", "!1": "false"}
# In JavaScript, keys need no quotes. Strings are passed over.
_UNQUOTED_KEY = re.compile(
    r'"(?:[^"\\]|\\.|\\\Z)*+(?:"|\Z)|([{,]\s*+)([A-Za-z_$][\w$]*+)(?=\s*:)', re.DOTALL
)
_TITLES = frozenset("title headline headlines heading name hed articletitle".split())
_ABOUT = frozenset("attributes fields head meta metadata seo".split())
_TITLE_PARTS = frozenset("basic default text main raw rendered value web".split())
# Parts of an article that hold its text, in the editors and systems that export JSON.
_OF_TEXT = frozenset(
    """article articlebody attributes blocks body bodyhtml bodytext children content contents
    content_elements contenthtml data document elements fields fulltext html items leaves list_items
    maintext model node nodes paragraph paragraphs props raw rendered richtext sections story
    storytext text value""".split()
)
# Types of blocks that are not the text.
_OTHER_TYPE = re.compile(
    r"image|photo|picture|gallery|video|audio|embed|iframe|\bads?\b|advert|promo|related|link-?list"
    r"|read-?(?:also|more)|newsletter|social|tweet|interstitial|caption|credit|comment|button|author",
    re.IGNORECASE,
)
_ADDRESSES = frozenset("url slug href link uri path permalink canonical_url canonicalurl".split())
_Node = object


def article_in_state(tree: HtmlElement, titles: Sequence[str]) -> str:
    """Return the text of the article in the page's state, with blank lines, or ''."""
    wanted = {key for title in titles if (key := folded(title))}
    best: list[str] = []
    for state in _states(tree, titles):
        for node in islice(_articles(state, wanted), MAX_ARTICLES):
            best = max(best, _longest(node, wanted), key=_size)
    return "\n\n".join(best)


def _size(blocks: Iterable[str]) -> int:
    return sum(map(len, blocks))


def _states(tree: HtmlElement, titles: Sequence[str]) -> Iterator[_Node]:
    left = MAX_CHARACTERS
    scripts = islice(tree.iter("script"), MAX_SCRIPTS)
    attributes = tree.xpath(f"//@*[string-length(.) > {_SHORTEST_STATE}][starts-with(., '{{')]")
    texts = [(script.get("type", ""), script.text or "") for script in scripts]
    texts += [("application/json", str(value)) for value in attributes[:MAX_SCRIPTS]]
    for kind, text in texts:
        if not _SHORTEST_STATE <= len(text) <= left or kind == "application/ld+json":
            continue
        left -= len(text)
        if text.lstrip()[:1] in "{[":
            yield from map(_resolved, _decoded(text))
            continue
        text = _CONSTANT.sub(lambda found: _CONSTANTS.get(found[1], "null"), text)
        yield from _assigned(text)
        if any(title.strip() in text for title in titles if title.strip()):
            yield from _assigned(_UNQUOTED_KEY.sub(_quoted_key, text))


def _quoted_key(found: re.Match[str]) -> str:
    return f'{found[1]}"{found[2]}"' if found[2] else found[0]


def _resolved(state: _Node) -> _Node:
    """Return a state whose values are numbers of other values (Nuxt's) with the values."""
    if not (isinstance(state, list) and state and isinstance(state[0], list | dict)):
        return state
    references = state[0].values() if isinstance(state[0], dict) else state[0][-1:]
    if not all(type(one) is int for one in references):
        return state
    left = MAX_NODES

    def value(number: _Node, level: int) -> _Node:
        nonlocal left
        left -= 1
        if type(number) is not int or not 0 <= number < len(state) or left < 0:
            return None
        held = state[number]
        if level > MAX_LEVELS or not isinstance(held, dict | list):
            return held
        if isinstance(held, dict):
            return {key: value(one, level + 1) for key, one in held.items()}
        numbers = held[1:] if held and isinstance(held[0], str) else held
        return [value(one, level + 1) for one in numbers]

    return value(0, 0)


def _decoded(text: str) -> Iterator[_Node]:
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return


def _assigned(script: str) -> Iterator[_Node]:
    """Yield the values that a script assigns, or parses from a string."""
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for number, beginning in enumerate(_BEGINNING.finditer(script)):
        if number == _MOST_BEGINNINGS:
            return
        if beginning.end() < end:
            continue
        try:
            value, end = decoder.raw_decode(script, beginning.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):
            if len(value) >= _SHORTEST_STATE and value[:1] in "{[":
                yield from _decoded(value)
        elif end - beginning.end() >= _SHORTEST_STATE:
            yield value


def _articles(state: _Node, wanted: set[str]) -> Iterator[Mapping[str, _Node]]:
    """Yield the objects that have one of the wanted titles."""
    waiting, nodes = [(state, 0)], 0
    while waiting and nodes < MAX_NODES:
        node, level = waiting.pop()
        nodes += 1
        if isinstance(node, dict):
            if not wanted.isdisjoint(_titles(node)):
                yield node
            below: Iterable[_Node] = node.values()
        elif isinstance(node, list):
            below = node
        else:
            continue
        if level < MAX_LEVELS:
            waiting += [(one, level + 1) for one in below if isinstance(one, dict | list)]


def _titles(node: Mapping[str, _Node]) -> set[str]:
    """Return the folded titles of an object, which may be in an object about it."""
    found: set[str] = set()
    for key, value in node.items():
        if key.lower() in _TITLES:
            parts = value.items() if isinstance(value, dict) else [("value", value)]
            stated = [v for k, v in parts if k.lower() in _TITLE_PARTS and isinstance(v, str) and v]
            found.update(folded(without_markup(scrub(title))) for title in stated)
        elif key.lower() in _ABOUT and isinstance(value, dict):
            found |= _titles({k: v for k, v in value.items() if k.lower() in _TITLES})
    return found


def _longest(article: Mapping[str, _Node], wanted: set[str]) -> list[str]:
    """Return the paragraphs of the longest text in an article, not of articles inside it."""
    best: list[str] = []
    waiting: list[tuple[_Node, int]] = [(article, 0)]
    for _ in range(MAX_NODES):
        if not waiting:
            break
        node, level = waiting.pop()
        if isinstance(node, list):
            waiting += [(one, level + 1) for one in node if isinstance(one, dict)]
        if not isinstance(node, dict) or level > MAX_LEVELS:
            continue
        if (titles := _titles(node)) and wanted.isdisjoint(titles):
            continue
        for key, value in node.items():
            found = _paragraphs(value) if _may_be_text(key, value) else []
            best = max(best, found, key=_size)
            if isinstance(value, dict | list) and not found:
                waiting.append((value, level + 1))
    return best


def _may_be_text(key: str, value: _Node) -> bool:
    if isinstance(value, list):
        return not _OTHER_TYPE.search(key)
    return isinstance(value, str) and key.lower() in _OF_TEXT


def _paragraphs(value: Any) -> list[str]:
    """Return the paragraphs of a text, or of a list of blocks, if they are running text."""
    texts = [value] if isinstance(value, str) else [_text(item, 0) for item in value]
    blocks = [
        block
        for text in texts
        if text
        for block in without_markup(_escaped(scrub(text))).split("\n")
        if block.strip()
    ]
    return [" ".join(block.split()) for block in blocks] if any(map(is_running, blocks)) else []


def _escaped(text: str) -> str:
    """Return HTML that was escaped once more as HTML."""
    return unescaped(text) if "&lt;p" in text and "<p" not in text else text


def _text(node: _Node, level: int) -> str:
    """Return the text of a block: its own, or that of the spans or blocks inside it."""
    if isinstance(node, str):
        return node
    if level > MAX_LEVELS:
        return ""
    if isinstance(node, list):
        parts = [_text(item, level + 1) for item in node]
        return ("\n" if any(map(_has_blocks, node)) else "").join(filter(None, parts))
    if not isinstance(node, dict) or _is_other(node):
        return ""
    held = [value for key, value in node.items() if key.lower() in _OF_TEXT]
    own = [value for value in held if isinstance(value, str) and not value.startswith("http")]
    if own:
        return max(own, key=len)
    return max((_text(value, level + 1) for value in held), key=len, default="")


def _has_blocks(node: _Node) -> bool:
    return isinstance(node, dict) and any(
        isinstance(value, list) and key.lower() in _OF_TEXT for key, value in node.items()
    )


def _is_other(node: Mapping[str, _Node]) -> bool:
    """Return True for a block that is not text, and for another article."""
    stated = (node.get(key) for key in ("type", "_type", "__typename", "kind", "blockName"))
    if any(isinstance(kind, str) and _OTHER_TYPE.search(kind) for kind in stated):
        return True
    return bool(_titles(node)) and any(key.lower() in _ADDRESSES for key in node)
