"""Readers' comments in the lines of a text that was copied from a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.cleaning.repeated_comments import AGO
from sources.language.phrases import ends_sentence

_NOUN = (
    r"(?:reader |readers['’] |user )?comments?|(?:leser)?kommentare?|commentaires?|comentarios?"
    r"|comentários?|commenti|(?:lezers)?reacties|kommentarer|komentarze|комментарии|댓글|コメント|评论"
)
COMMENTS_HEADING = re.compile(
    rf"\d[\d,.]* (?:{_NOUN}|responses)|(?:{_NOUN}|responses)(?: ?[(:]? ?\d[\d,.]* ?\)?)?",
    re.IGNORECASE,
)
# "nonna55: …", "Jan K. wrote: …"
_NAMED = re.compile(r"@?[^\W\d_][\w.-]{1,30}(?: [\w.'’-]{1,20}){0,2}\s?:\s+\S")
_LONGEST_HEAD, _FIRST_LINES = 60, 2


def first_comment(lines: Sequence[str]) -> int | None:
    """Return the number of the line that announces readers' comments below a text, or None.

    Most of the text is above it, and a name and a time, or a name and a colon, are below it.
    """
    told = [len(line) if ends_sentence(line) else 0 for line in lines]
    whole, above = sum(told), 0
    for number, line in enumerate(lines):
        above += told[number - 1] if number else 0
        if COMMENTS_HEADING.fullmatch(line.strip(" .:")) is None:
            continue
        below = lines[number + 1 : number + 1 + _FIRST_LINES]
        if 2 * above > whole and any(map(_begins_comment, below)):
            return number
    return None


def _begins_comment(line: str) -> bool:
    timed = len(line) <= _LONGEST_HEAD and AGO.search(line) is not None
    return timed or _NAMED.match(line) is not None
