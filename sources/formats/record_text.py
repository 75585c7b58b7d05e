"""The text of a record, from the fields that hold it or parts of it."""

from __future__ import annotations

from collections.abc import Mapping

from sources.cleaning.correction_notes import with_stated
from sources.formats.decoding import scrub
from sources.formats.field_names import LEAD_NAMES, SUBTITLE_NAMES, TEXT_NAMES, WHOLE_NAMES
from sources.formats.markup import MarkedText, marked_body
from sources.formats.typed_blocks import html_of_blocks
from sources.language.phrases import folded

LEAD_ONLY = "its export has only the lead or an abstract"
"""What is missing of an article whose record has no text."""
# A text with less than this share of another field's is a teaser.
_MOST_OF_TEASER = 0.5


def body_of(fields: Mapping[str, object]) -> MarkedText:
    """Return the article's text from fields by compact name, or ''."""
    body = marked_body(text_in(fields))
    # Marked text has no blank lines around it.
    text = with_stated(body.text.strip(), fields)
    roles = body.roles
    for above in reversed(_above(fields)):
        if text and folded(above) not in folded(text[: 2 * len(above)]):
            text = f"{above}\n\n{text}"
            moved = above.count("\n") + 2
            roles = {number + moved: role for number, role in roles.items()}
    return body._replace(text=text, roles=roles)


def lead_of(fields: Mapping[str, object]) -> str:
    """Return the first paragraph or the summary of a record without a text, or ''."""
    return next(filter(None, (_plain(fields.get(name)) for name in LEAD_NAMES)), "")


def text_in(fields: Mapping[str, object]) -> str:
    """Return the first text of an article as it is in its field, or the whole that it is from."""
    given = {name: text for name in TEXT_NAMES if (text := _text(fields.get(name)).strip())}
    if len(given) < 2:
        return next(iter(given.values()), "")
    (_, first), *others = given.items()
    own = folded(marked_body(first).text)
    for name, text in others:
        told = folded(marked_body(text).text)
        if len(own) <= _MOST_OF_TEASER * len(told) and (name in WHOLE_NAMES or own in told):
            return text
    return first


def _above(fields: Mapping[str, object]) -> list[str]:
    """Return the subtitle and the first paragraph that are in fields of their own."""
    subtitles = (_plain(fields.get(name)) for name in SUBTITLE_NAMES)
    return [*filter(None, (next(filter(None, subtitles), ""), lead_of(fields)))]


def _plain(value: object) -> str:
    return marked_body(_text(value)).text.strip()


def _text(value: object) -> str:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):  # paragraphs
        return scrub(html_of_blocks(value)) or "\n\n".join(
            scrub(part) for part in map(_paragraph, value) if part
        )
    return _paragraph(value)


def _paragraph(value: object) -> str:
    if isinstance(value, Mapping):  # WordPress writes {"rendered": "<p>...</p>"}
        value = value.get("rendered") or value.get("text") or value.get("value")
    return value if isinstance(value, str) else ""
