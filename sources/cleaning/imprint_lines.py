"""Lines below a headline that state when and by whom an article was published."""

from __future__ import annotations

import re

from sources.cleaning.notices import is_date_line
from sources.language.phrases import ends_sentence

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"[^\W\d_]{3,12}\.?"
# A whole date in figures, or with a month's name in any language.
_DATE = re.compile(
    rf"\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?{_YEAR}"
    rf"|{_YEAR} ?[-./年년] ?\d{{1,2}} ?[-./月월] ?\d{{1,2}} ?[日일.]?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|[.ºª])? (?:de |of )?{_MONTH},? (?:de |of )?{_YEAR}(?: г\.| р\.)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[|·•/]\s*|\s+[–—-]\s+")
_SEPARATED = re.compile(r"(?:[|·•/]|\s[–—-])\s*$")
_SIZER = re.compile(r"(?<!\w)[AА가あ][+-]?(?!\w)")
_LONGEST, _MOST_WORDS = 160, 8
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def is_imprint(line: str, known: tuple[str, ...]) -> bool:
    """Return True if a line is a date with the outlet, the author or the page's buttons.

    The outlet and the authors are those that are `known`. What else is beside the date is short,
    and a sign separates it.
    """
    if len(line) > _LONGEST or ends_sentence(line) or is_date_line(line):
        return False
    date = _DATE.match(line) or next(
        (d for d in _DATE.finditer(line) if d.end() == len(line)), None
    )
    if date is None:
        return False
    before, after = line[: date.start()], line[date.end() :]
    rest = f"{before} {after}"
    for name in known:
        rest = rest.replace(name, " ")
    rest = _SIZER.sub(" ", rest)
    if not _LETTERS.search(rest):
        return True
    parted = _SEPARATOR.match(after) or _SEPARATED.search(before)
    return bool(parted) and len(_LETTERS.findall(rest)) <= _MOST_WORDS
