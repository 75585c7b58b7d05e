"""Show quoted words next to the archive's, so that they can be compared without colours."""

from __future__ import annotations

from markupsafe import Markup

from assistant.quotes.statement import difference
from assistant.quotes.verdict import Check, Piece

NOTHING = Markup("")
# Text for screen readers, which do not announce struck or underlined words.
_HEARD = Markup('<span class="heard">{}</span>')
_CARET = Markup('<span class="gap"><span aria-hidden="true">‸</span>{}{}</span>')
_SEAM = Markup('<span class="seam"><span aria-hidden="true"> ⋯ </span>{}</span>').format(
    _HEARD.format(" from another place: ")
)


def comparison_html(check: Check) -> Markup:
    """Return both wordings with numbered differences, and the list of differences."""
    numbers = {id(piece): n for n, piece in enumerate(check.differences, start=1)}
    return Markup(
        '<div class="sides"><section class="side" aria-label="As quoted"><h4>As quoted</h4>'
        '<p class="wording" dir="auto">{}</p>{}</section>'
        '<section class="side" aria-label="In the archive"><h4>In the archive</h4>'
        '<p class="wording" dir="auto">{}</p></section></div>{}'
    ).format(
        _quoted(check, numbers),
        speaker_html(check),
        _recorded(check, numbers),
        differences_html(check),
    )


def speaker_html(check: Check) -> Markup:
    """Return the speaker that the quotation names, if any."""
    if check.speaker is None:
        return NOTHING
    return Markup('<p class="byline">— <bdi>{}</bdi></p>').format(check.speaker)


def differences_html(check: Check) -> Markup:
    """Return the differences as a list, changes of meaning first."""
    if not check.differences:
        return NOTHING
    items = NOTHING.join(_item(piece) for piece in check.differences)
    return Markup('<h4>Differences</h4><ol class="differences">{}</ol>').format(items)


def _item(piece: Piece) -> Markup:
    kind, _, told = difference(piece).partition(": ")
    return Markup('<li class="{}" dir="auto"><b>{}</b> {}</li>').format(
        "grave" if piece.grave else "slight", kind.capitalize(), told
    )


def _quoted(check: Check, numbers: dict[int, int]) -> Markup:
    shown = [
        _piece(piece, numbers.get(id(piece)), piece.claimed, "del", "not so in the archive: ")
        for piece in check.pieces
    ]
    return NOTHING.join(shown)


def _recorded(check: Check, numbers: dict[int, int]) -> Markup:
    shown: list[Markup] = []
    before: Piece | None = None
    for piece in check.pieces:
        if before is not None and _is_elsewhere(check, before, piece):
            shown.append(_SEAM)
        number = numbers.get(id(piece))
        shown.append(_piece(piece, number, piece.recorded, "ins", "only so in the archive: "))
        before = piece if piece.span is not None else before
    return NOTHING.join(shown)


def _is_elsewhere(check: Check, before: Piece, piece: Piece) -> bool:
    """Return True if a piece comes from a different place than the piece before it."""
    return piece.span is not None and _place_of(check, before) != _place_of(check, piece)


def _place_of(check: Check, piece: Piece) -> int | None:
    spans = [place.citation.span for place in check.places]
    if piece.span is None:
        return None
    inside = (
        number
        for number, span in enumerate(spans)
        if span.article_id == piece.span.article_id
        and span.start < piece.span.end
        and piece.span.start < span.end
    )
    return next(inside, None)


def _piece(piece: Piece, number: int | None, text: str, tag: str, heard: str) -> Markup:
    if number is None:
        edited = any(mark in piece.claimed for mark in ("[", "…", "..."))
        return Markup('<span class="edited">{}</span>').format(text) if edited else _plain(text)
    mark = Markup("<sup>{}</sup>").format(number)
    if not text.strip():
        return _CARET.format(_HEARD.format("nothing here, difference "), mark) + " "
    bare = text.rstrip()
    return Markup('<{0} class="{1}">{2}{3}</{0}>{4}{5}').format(
        tag,
        "grave" if piece.grave else "slight",
        _HEARD.format(heard),
        bare,
        mark,
        text[len(bare) :],
    )


def _plain(text: str) -> Markup:
    return Markup("{}").format(text)
