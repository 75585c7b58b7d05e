"""The verdict on a quotation as HTML, with all text from elsewhere escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.answer import Citation
from assistant.quotes.statement import ascribed, headline, next_step, statement, symbol, whom
from assistant.quotes.verdict import Check, Excerpt, Place, standing
from assistant.wording import count, searched
from sources.span import Span
from ui.render.html.page_parts import article_href, byline, in_context
from ui.render.html.side_by_side import NOTHING, comparison_html, speaker_html

WAITING = Markup('<p class="note waiting">Searching the archive …</p>')
_WORDS = Markup("<mark>{}</mark>")
_MENTION = Markup('<span class="mention">{}</span>')
HINT = Markup(
    '<div class="hint"><h2>Check a quotation against the archive.</h2>'
    "<p>Paste a quotation, and the speaker if you know who it is. You see whether the archive has "
    "the same words, which words differ, who said them, and in which article. You also get a "
    "receipt that an editor can verify.</p></div>"
)


def verdict_html(check: Check) -> Markup:
    """Return a verdict, the evidence for it, and links to the articles."""
    compared = bool(check.differences) or len(check.places) > 1
    return Markup(
        '<section class="verdict {}" aria-label="Verdict">{}'
        '<p class="saying" dir="auto">{}</p>{}{}{}{}{}{}<p class="next">{}</p>'
        '<p class="note searched">{}</p></section>'
    ).format(
        standing(check).value,
        stamp(check),
        statement(check),
        _notes(check),
        _checked(check) if not compared else NOTHING,
        comparison_html(check) if compared else NOTHING,
        NOTHING.join(_place(place, check) for place in check.places),
        _carriers(check),
        _nearest(check),
        next_step(check),
        searched(check.scope),
    )


def stamp(check: Check, tag: str = "h3") -> Markup:
    """Return the sign and the name of a verdict."""
    return Markup(
        '<{0} class="stamp"><span class="sign" aria-hidden="true">{1}</span>{2}</{0}>'
    ).format(tag, symbol(check), headline(check))


def spoken_html(message: str) -> Markup:
    """Return the element with the announcement of a check for screen readers."""
    return Markup('<p role="status">{}</p>').format(message)


def spoken(check: Check) -> str:
    """Return the announcement of a check for screen readers."""
    return f"{headline(check)}. {statement(check)}"


def _checked(check: Check) -> Markup:
    return Markup('<blockquote class="checked" dir="auto">“{}”{}</blockquote>').format(
        check.words, speaker_html(check)
    )


def _notes(check: Check) -> Markup:
    if not check.notes:
        return NOTHING
    items = NOTHING.join(
        Markup('<li class="{}" dir="auto">{}</li>').format(note.kind.value, note.text)
        for note in check.notes
    )
    return Markup('<h4>Notes</h4><ul class="notes">{}</ul>').format(items)


def _place(place: Place, check: Check) -> Markup:
    citation = place.citation
    number = Markup('<span class="number" aria-hidden="true">{}</span>').format(citation.number)
    return Markup(
        '<article class="source place">{}<h4 dir="auto">{}</h4>{}{}{}{}'
        '<p class="context" dir="auto">{}</p>{}{}</article>'
    ).format(
        number if len(check.places) > 1 else NOTHING,
        citation.headline,
        byline(citation),
        _first(place, check),
        _said(place),
        _beside(place.before, citation.context),
        _in_context(place),
        _beside(place.after, citation.context),
        _ways(citation),
    )


def _said(place: Place) -> Markup:
    how = ascribed(place.attribution)
    return Markup('<p class="said" dir="auto">Said by: <b>{}</b>{}{}</p>').format(
        whom(place.attribution),
        Markup(' <span class="how">({})</span>').format(how) if how else NOTHING,
        "" if place.quoted else ". Not in quotation marks.",
    )


def _in_context(place: Place) -> Markup:
    """Return the words marked in their paragraph, with the speaker and the cue underlined."""
    citation, given = place.citation, place.attribution
    context, words = citation.context, citation.span
    if not context.contains(words):
        return in_context(citation)
    marks = [(words, _WORDS)]
    for excerpt in (given.mention, given.cue) if given else ():
        beside = excerpt is not None and context.contains(excerpt.span)
        if (
            excerpt
            and beside
            and (excerpt.span.end <= words.start or words.end <= excerpt.span.start)
        ):
            marks.append((excerpt.span, _MENTION))
    return _with_marks(citation.context_words, context.start, marks)


def _with_marks(text: str, offset: int, marks: Sequence[tuple[Span, Markup]]) -> Markup:
    shown, place = NOTHING, 0
    for span, template in sorted(marks, key=lambda marked: marked[0].start):
        start, end = span.start - offset, span.end - offset
        if start < place:  # the cue is inside the mention
            continue
        shown += Markup("{}").format(text[place:start]) + template.format(text[start:end])
        place = end
    return shown + Markup("{}").format(text[place:])


def _beside(excerpt: Excerpt | None, context: Span) -> Markup:
    """Return the sentence before or after the words, unless the paragraph has it already."""
    if excerpt is None or context.contains(excerpt.span):
        return NOTHING
    return Markup('<p class="beside" dir="auto">{}</p>').format(excerpt.words)


def _ways(citation: Citation) -> Markup:
    return Markup(
        '<div class="ways"><a class="open" href="{}">Read the whole article</a></div>'
    ).format(article_href(citation.span))


def _carriers(check: Check) -> Markup:
    if not check.carriers:
        return NOTHING
    items = NOTHING.join(_carrier(place, check) for place in check.carriers)
    return Markup('<h4>Also carried by {}</h4><ul class="carriers">{}</ul>').format(
        count(len(check.carriers), "article"), items
    )


def _carrier(place: Place, check: Check) -> Markup:
    return Markup('<li><a class="open" dir="auto" href="{}">{}</a>{}{}</li>').format(
        article_href(place.citation.span),
        place.citation.headline,
        byline(place.citation),
        _first(place, check),
    )


def _first(place: Place, check: Check) -> Markup:
    if not check.carriers or place is not check.first:
        return NOTHING
    return Markup('<p class="first">Earliest publication</p>')


def _nearest(check: Check) -> Markup:
    if not check.nearest:
        return NOTHING
    cards = NOTHING.join(
        Markup(
            '<article class="source"><h4 dir="auto">{}</h4>{}<p class="context" dir="auto">{}</p>'
            "{}</article>"
        ).format(citation.headline, byline(citation), in_context(citation), _ways(citation))
        for citation in check.nearest
    )
    return Markup(
        '<div class="unanswering"><h4>Closest passages</h4>'
        '<p class="note">None of them has these words.</p>{}</div>'
    ).format(cards)
