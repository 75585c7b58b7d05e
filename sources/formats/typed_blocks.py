"""Bodies of editorial systems: lists of blocks, each with its type, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

_WORDS = ("text", "html", "content", "value", "quote", "body")
_SPEAKERS = ("author", "speaker", "attribution", "cite", "credit", "source")
_PICTURES = ("image", "photo", "picture", "figure", "media", "video", "gallery")
_QUOTES = ("quote", "blockquote", "pullquote", "quotation")
_HEADINGS = ("heading", "header", "subheading", "crosshead")


def html_of_blocks(blocks: Sequence[object]) -> str:
    """Return a body as HTML, or '' unless each of its parts is a block with a type."""
    typed = [one for one in blocks if isinstance(one, Mapping) and isinstance(one.get("type"), str)]
    if not typed or len(typed) < len(blocks):
        return ""
    return "\n".join(filter(None, map(_html, typed)))


def _html(block: Mapping[str, object]) -> str:
    kind = str(block["type"]).lower().replace("-", "").replace("_", "")
    if kind in _PICTURES:
        caption = _first(block, ("caption",))
        return f"<figure><figcaption>{caption}</figcaption></figure>" if caption else ""
    words = _first(block, _WORDS)
    if not words:
        return ""
    if kind in _QUOTES:
        speaker = _first(block, _SPEAKERS)
        signature = f"<p>— {speaker}</p>" if speaker else ""
        return f"<blockquote><p>{words}</p>{signature}</blockquote>"
    return f"<h2>{words}</h2>" if kind in _HEADINGS else f"<p>{words}</p>"


def _first(block: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the first of these values that is a text, as HTML."""
    return next(_texts(block.get(name) for name in names), "")


def _texts(values: Iterator[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield value.strip() if "<" in value else escape(value.strip(), quote=False)
