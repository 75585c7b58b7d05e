"""Sources as text: one line per article, with a short id for `onrecord show`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TypeVar

from assistant.answer import Citation
from assistant.wording import NO_OUTLET, day, in_quotes, times
from index.view import View
from sources.span import Span
from ui.render.text.terminal import one_line, say, say_whole
from ui.requests.lookup import short_name

Item = TypeVar("Item")


def byline(outlet: str | None, published: date | None) -> str:
    """Return the outlet and the date of an article."""
    return f"{outlet or NO_OUTLET}, {day(published)}"


def source(citation: Citation, *beside: Citation) -> str:
    """Return the outlet, date and headline of a cited article on one line.

    The kind of the words is left out if it is not that of the citations `beside` it.
    """
    alike = all(one.kind == citation.kind for one in beside)
    marks = "".join(f", {m}" for m in citation.marks if alike or m != citation.kind)
    return one_line(f"{byline(citation.outlet, citation.published)}{marks}: {citation.headline}")


def quoted(citation: Citation, group: Sequence[Citation]) -> str:
    """Return cited words in quotation marks, after their kind if others of the group differ."""
    mixed = any(one.kind != citation.kind for one in group)
    kind = f"{citation.kind}: " if mixed and citation.kind else ""
    return one_line(f"{kind}{in_quotes(citation.words)}")


def by_article(items: Iterable[Item], span: Callable[[Item], Span]) -> tuple[tuple[Item, ...], ...]:
    """Return the items grouped by article version, in order of first appearance."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        where = span(item)
        groups.setdefault((where.article_id, where.content_hash), []).append(item)
    return tuple(map(tuple, groups.values()))


def span_arguments(span: Span) -> str:
    """Return a span as arguments of `onrecord show`."""
    return f"{span.article_id} --span {span.start}:{span.end} --version {span.content_hash[:12]}"


def say_short_sources(
    citations: Iterable[Citation],
    view: View,
    program: str,
    *,
    printed: Collection[Span] = (),
    told: Collection[int] = (),
    numbered: bool = True,
) -> None:
    """Print a line for each cited article, followed by the cited words.

    The words of the spans in `printed` are left out, and so are the time phrases of the citation
    numbers in `told`. The last line is the command that shows the first article.
    """
    groups = by_article(citations, lambda citation: citation.span)
    names = [short_name(view, group[0].span.article_id) for group in groups]
    for group, name in zip(groups, names, strict=True):
        numbers = "".join(f"[{citation.number}]" for citation in group)
        say(f"{f'{numbers} ' if numbered else ''}{source(*group)} · {name}")
        mixed = len({citation.kind for citation in group}) > 1
        for citation in group:
            if citation.span not in printed or (mixed and citation.kind):
                say(quoted(citation, group), indent=4)
            for said in times(citation) if citation.number not in told else ():
                say(one_line(said), indent=4)
    say()
    say_whole(f"{program} show {names[0]}")
