"""Chips: small labels with the settings of a question.

Those of the latest question have buttons that remove or change a setting and ask again. Those of
earlier questions are read-only.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from assistant.wording import day, language
from ui.conversations.amending import Amendment, narrowed
from ui.conversations.conversation import Turn
from ui.render.html.page_parts import NOTHING, joined
from ui.requests.ask import LONGEST_QUESTION


def chips_html(turn: Turn, *, editable: bool) -> Markup:
    """Return chips for the standalone question, the question's time window and the filters."""
    shown = joined(_chips(turn, editable=editable))
    return Markup('<div class="chips">{}</div>').format(shown) if shown else NOTHING


def _chips(turn: Turn, *, editable: bool) -> Iterator[Markup]:
    asked, answer = turn.asked, turn.answer
    looked_for = (answer.standalone if answer else "") or asked.standalone
    if looked_for:
        yield _looked_for(looked_for, turn.number, editable=editable)
    limits = list(_limits(turn, editable=editable))
    if limits:
        yield Markup('<span class="lead">Only articles </span>')
        yield from limits


def _limits(turn: Turn, *, editable: bool) -> Iterator[Markup]:
    filters = turn.asked.filters
    window = turn.answer.window if turn.answer else None
    if window is not None:
        yield _chip(narrowed(window), Amendment.WINDOW, "", editable=editable)
    for outlet in filters.outlets:
        yield _chip(f"from {outlet}", Amendment.OUTLET, outlet, editable=editable)
    for what, named in ((Amendment.SINCE, filters.since), (Amendment.UNTIL, filters.until)):
        if named:
            yield _chip(f"{what.value} {day(named)}", what, "", editable=editable)
    for code in filters.languages:
        yield _chip(f"in {language(code)}", Amendment.LANGUAGE, code, editable=editable)
    if window or filters.since or filters.until:
        yield Markup('<span class="aside">undated articles left out</span>')


def _chip(words: str, what: Amendment, value: str, *, editable: bool) -> Markup:
    remove = NOTHING
    if editable:
        remove = Markup(
            '<button type="button" data-amend="{}" data-value="{}" '
            'aria-label="Ask again without: {}" title="Remove this and ask again">×</button>'
        ).format(what.value, value, words)
    return Markup('<span class="chip"><bdi>{}</bdi>{}</span>').format(words, remove)


def _looked_for(words: str, number: int, *, editable: bool) -> Markup:
    if not editable:
        return Markup('<span class="chip looked">Searched for: <bdi>{}</bdi></span>').format(words)
    return Markup(
        '<details class="chip looked"><summary>Searched for: <bdi>{0}</bdi> '
        '<span class="edit">✎ change</span></summary>'
        '<form class="rewrite" data-amend="{1}"><label for="rewrite-{2}">Search for this instead'
        '</label><input id="rewrite-{2}" name="words" type="text" value="{0}" maxlength="{3}" '
        'dir="auto" autocomplete="off"><button type="submit">Ask again</button></form></details>'
    ).format(words, Amendment.STANDALONE.value, number, LONGEST_QUESTION)
