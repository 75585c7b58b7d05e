"""Markdown (.md) with front matter in YAML or TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import BinaryIO

from sources.article import Metadata, Page
from sources.cleaning.correction_notes import with_stated
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.decoding import decode, scrub
from sources.formats.markdown import lines_of
from sources.formats.metadata_fields import by_compact_name, metadata_of
from sources.formats.plain_text import MAX_BYTES, SPLIT
from sources.formats.struck_out import struck_out

# Six fields fill a few lines. More is an attack on the YAML parser, which is slow.
MAX_FRONT_MATTER = 64_000

# The depth of nested lists: the parser's time grows with its square.
_DEEPEST = 20
_BRACKET = re.compile(r"[\[\]{}]")
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split(text: str) -> tuple[Mapping[str, object], str]:
    """Return the fields of the front matter and the text below it.

    Every value stays text as written. Dates are read later, exactly, and the language `no` is
    Norwegian, not false.
    """
    toml = _TOML.match(text)
    match = toml or _FENCED.match(text)
    if match is None:
        return {}, text
    if len(match[1]) > MAX_FRONT_MATTER:
        raise Unreadable(
            f"the front matter has {len(match[1]):,} characters, more than {MAX_FRONT_MATTER:,}",
            "close it with a line of three hyphens after its last field",
        )
    if _depth(match[1]) > _DEEPEST:
        raise _too_deep()
    if toml:
        return _parsed_toml(match[1]), text[match.end() :]
    fields = _parsed(match[1])
    if fields is None:  # two thematic breaks around a paragraph, not front matter
        return {}, text
    return fields, text[match.end() :]


def _depth(front_matter: str) -> int:
    """Return the maximum nesting depth of brackets, including those inside words."""
    deepest = depth = 0
    for bracket in _BRACKET.finditer(front_matter):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        deepest = max(deepest, depth)
    return deepest


def _too_deep() -> Unreadable:
    return Unreadable("the front matter is nested too deeply", "use plain `field: value` lines")


def _parsed_toml(front_matter: str) -> Mapping[str, object]:
    """Return the fields of Hugo's front matter, with days and moments as they are written."""
    try:
        fields = tomllib.loads(front_matter)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(
            f"the front matter is not TOML: {str(error)[:200]}",
            "fix that line; put text in quotation marks",
        ) from error
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in fields.items()
    }


def _parsed(front_matter: str) -> Mapping[str, object] | None:
    # Costs 16 ms, which only archives with Markdown should pay.
    import yaml  # noqa: PLC0415

    try:
        # BaseLoader is narrower than SafeLoader: it only returns text, lists and mappings,
        # and has no merge keys, so an alias cannot multiply content.
        value = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        raise Unreadable(
            f"the front matter is not YAML: {getattr(error, 'problem', None) or error}{line}",
            "fix that line; put values with a colon in quotation marks",
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    return value if isinstance(value, dict) else {} if value in (None, "") else None


def read_markdown(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the text of a Markdown file, with the file lines that it comes from."""
    text = scrub(decode(whole(stream, MAX_BYTES, SPLIT)))
    fields, body = split(text)
    found = lines_of(body)
    above = text.count("\n", 0, len(text) - len(body))
    yield Page(
        origin,
        with_stated(found.words, by_compact_name(fields)),
        metadata_of(fields, origin).filled_from(Metadata(title=found.title)),
        numbers=tuple(above + number for number in found.numbers),
        roles=found.roles,
        left_out=struck_out(found.struck),
    )
