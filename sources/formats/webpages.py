"""Saved web pages: the article without the rest of the page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from lxml.html import HtmlElement

from sources.article import (
    OTHER_STORY,
    READERS_COMMENTS,
    UNKNOWN_TIME,
    BlockKind,
    Metadata,
    Page,
    Turn,
)
from sources.cleaning.asides import keep_asides
from sources.cleaning.block_breaks import with_page_breaks
from sources.cleaning.captions import lift_captions, open_sections, with_captions
from sources.cleaning.comments import remove_comments
from sources.cleaning.correction_notes import PageCorrections
from sources.cleaning.drop_caps import keep_drop_caps
from sources.cleaning.element_parts import Parts, parts_of
from sources.cleaning.index_pages import Listing, is_list
from sources.cleaning.led_entries import listings
from sources.cleaning.link_lines import remove_link_lines
from sources.cleaning.offers import remove_offers, remove_small_print
from sources.cleaning.other_stories import join_briefs, join_chunks, settle_stories
from sources.cleaning.page_surroundings import remove_surroundings
from sources.cleaning.partial import CUT_OFF
from sources.cleaning.running_text import RunningText
from sources.cleaning.standfirst import Standfirst
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.blog_days import is_evidently_live, undated_turns
from sources.formats.decoding import decode_page, scrub
from sources.formats.extraction import extracted, recognised_in
from sources.formats.linked_data import linked_articles
from sources.formats.live_blogs import live_blog
from sources.formats.marked_blocks import MarkedBlocks, keep_signatures
from sources.formats.markup import parse, text_lines, without_markup
from sources.formats.page_authors import named_authors, page_lines, shown_authors
from sources.formats.page_cost import check_cost
from sources.formats.page_metadata import imprint, without_masthead
from sources.formats.page_state import article_in_state
from sources.formats.page_title import is_headed
from sources.formats.page_traps import without_traps
from sources.formats.page_walls import wall_in
from sources.formats.paywalls import Limit, stated_limit, what_is_missing
from sources.formats.struck_out import drop_struck_out
from sources.language.phrases import ends_sentence, folded

LOGGER = logging.getLogger(__name__)

_MOST_NAMED, _PDF = 3, b"%PDF-"
# A page saved with its pictures inside has several megabytes.
MAX_BYTES = 32_000_000
# On larger pages the extraction is not compared with jusText's, whose time is quadratic in the
# number of paragraphs. Articles have 500 to 4,000 elements, including everything around them.
MOST_COMPARED = 5_000
# If extraction keeps less than this share of the declared article element, that is used.
_LEAST_OF_BODY = 0.6
# Shorter blocks are labels, teasers and buttons.
_SHORTEST_PARAGRAPH = 80
_LONGEST_END = 10_000
_STATED_AUTHORS = (
    "//meta[contains(@name, 'author') or contains(@property, 'author')]/@content"
    " | //script[@type='application/ld+json']/text()"
)
_TITLE_END = re.compile(r"(?<!\s)\s++[-–—|·:]\s++")
# A text with less than this share kept is only a piece of it.
_LEAST_KEPT = 0.5


def read_webpage(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the article of a saved page, with a block of lines per paragraph or caption."""
    data = whole(stream, MAX_BYTES, "save the article's page alone, without its pictures")
    if data.lstrip()[: len(_PDF)] == _PDF:
        raise Unreadable("it is a PDF, not a web page", "let its name end in .pdf")
    source = decode_page(data, origin)
    tree = parse(source)
    struck = drop_struck_out(tree)
    compared = check_cost(tree) <= MOST_COMPARED
    if wall := wall_in(tree):
        raise Unreadable(wall.reason, "save the page again as its readers see it")
    join_briefs(tree)
    saved = _Saved.of(tree, origin)
    page = _live(saved) or _article(saved, source, compared=compared)
    yield replace(page, left_out=page.left_out + struck)


@dataclass(frozen=True)
class _Saved:
    """A page without its readers' comments, and what it states about its article.

    `everything` is its running text before anything was removed. `names` are the authors that its
    head states, and `lines` the lines that it shows, by which names are checked.
    """

    origin: str
    tree: HtmlElement
    linked: Mapping[str, object]
    stated: Metadata
    headings: Sequence[HtmlElement]
    everything: RunningText
    names: Sequence[str]
    lines: Sequence[str]

    @classmethod
    def of(cls, tree: HtmlElement, origin: str) -> _Saved:
        linked = next(linked_articles(tree), {})
        stated = imprint(tree, linked, origin)
        headings = tree.xpath("//h1")
        everything = RunningText(tree)
        remove_comments(tree)
        everything.note(tree, READERS_COMMENTS)
        if not without_masthead(stated, headings).authors:
            titles = [*(h1.text_content() for h1 in headings), stated.title or ""]
            stated = replace(stated, authors=shown_authors(tree, titles))
        names, lines = tree.xpath(_STATED_AUTHORS), page_lines(tree)
        return cls(origin, tree, linked, stated, headings, everything, names, lines)

    def known(self, found: Metadata) -> Metadata:
        """Return the metadata without the name of the site."""
        return without_masthead(found, self.headings)


def _live(saved: _Saved) -> Page | None:
    """Return the page of a live blog, or None if it is not one."""
    blog = live_blog(saved.tree, saved.linked, saved.stated.published)
    if not blog:
        return None
    late = PageCorrections.of(saved.tree, saved.linked).missing(blog.text)
    turns = (*blog.turns, *(Turn(block, None, ()) for block in late))
    told = "\n\n".join([blog.opening, *(turn.text for turn in turns)])
    left = saved.everything.left_out(told)
    return Page(saved.origin, blog.opening, saved.known(saved.stated), turns, left_out=left)


def _article(saved: _Saved, source: str, *, compared: bool) -> Page:
    """Return the page of an article; raise Unreadable if it has none, or is a list."""
    tree, linked, stated = saved.tree, saved.linked, saved.stated
    _report(saved.origin, settle_stories(tree))
    saved.everything.note(tree, OTHER_STORY)
    join_chunks(tree)
    corrections = PageCorrections.of(tree, linked)
    keep_drop_caps(tree)
    open_sections(tree)
    marked = MarkedBlocks(tree)
    keep_signatures(tree)
    parts = parts_of(tree)
    dated = stated.published is not None
    listed = listings(tree, parts, is_declared=bool(linked), is_dated=dated)
    limited = stated_limit(tree, linked)
    titles = [stated.title or "", *(h1.text_content() for h1 in saved.headings)]
    stored = _only_stored(tree, titles)
    _remove_surroundings(tree, parts, limited is not Limit.NONE, stated.authors)
    standfirst = Standfirst.of(tree)
    text, captions, recognised = _extracted_text(saved, compared=compared)
    text = stored or _fuller(text, linked)
    _check_article(text, listed)
    text = stored or standfirst.added_to(text)
    text, part = what_is_missing(text, linked, limited)
    text = corrections.restored(text)
    left = saved.everything.left_out(text)
    text, turns = _without_times(tree, text, linked, saved.origin)
    known = saved.known(stated.filled_from(recognised))
    metadata = replace(known, part=part or _cut_off(source))
    marked.label(captions, BlockKind.CAPTION)
    roles = marked.roles_of(text)
    return Page(saved.origin, text, metadata, turns, roles=roles, left_out=left)


def _extracted_text(saved: _Saved, *, compared: bool) -> tuple[str, list[str], Metadata]:
    """Return the text, its captions, and the metadata that the extractor recognised."""
    tree = saved.tree
    running = sum(map(len, _running(tree)))
    captions = lift_captions(tree)
    body = "\n\n".join(filter(_is_paragraph, _running(_stated_body(tree))))
    without_traps(tree)
    found = extracted(tree, compared=compared, running=running)
    shown = tree.find("body")
    blocks = text_lines(tree if shown is None else shown).split("\n\n")
    taken = "" if found is None else with_page_breaks(text_lines(found.body), blocks)
    text = with_captions(taken if len(taken) >= _LEAST_OF_BODY * len(body) else body, captions)
    recognised = Metadata()
    if found is not None:
        recognised = recognised_in(found, saved.origin)
        names = named_authors(recognised.authors, saved.names, saved.lines)
        recognised = replace(recognised, authors=names)
        if recognised.title and is_headed(taken, recognised.title, blocks):
            recognised = replace(recognised, title=taken.partition("\n")[0].strip())
    return text, [caption for group in captions for caption in group], recognised


def _without_times(
    tree: HtmlElement, text: str, linked: Mapping[str, object], origin: str
) -> tuple[str, tuple[Turn, ...]]:
    """Return the text above the entries of a live blog whose times are unknown, and the entries."""
    if not is_evidently_live(tree, linked):
        return text, ()
    opening, turns = undated_turns(text)
    if any(turn.dated == UNKNOWN_TIME for turn in turns):
        LOGGER.warning(
            "%s: the times of this live blog's entries were not understood, so days such as "
            "“tomorrow” stay unresolved; save the page with its times shown",
            origin,
        )
    return opening, turns


def _cut_off(source: str) -> str | None:
    """Return that a page was cut off if it ends in a tag or in the middle of a sentence."""
    lower = source.lower()
    if "<body" not in lower or "</body" in lower or "</html" in lower:
        return None
    last = source.rstrip()[-_LONGEST_END:].rpartition(">")[2].strip()
    return CUT_OFF if last and ("<" in last or not ends_sentence(last)) else None


def _report(origin: str, others: Sequence[str]) -> None:
    """Warn about the other stories of a page, which are left out."""
    if others:
        LOGGER.warning(
            "%s: further stories on its page were left out: %d (%s); save their own pages",
            origin,
            len(others),
            "; ".join(f"“{heading}”" for heading in others[:_MOST_NAMED]),
        )


def _remove_surroundings(
    tree: HtmlElement, parts: Parts, limited: bool, authors: Sequence[str]
) -> None:
    if limited:
        remove_offers(tree, parts)
    remove_surroundings(tree, parts, authors)
    remove_small_print(tree, parts)
    remove_link_lines(tree)
    keep_asides(tree, parts)


def _check_article(text: str, listed: Sequence[Listing]) -> None:
    """Raise Unreadable if the text is a list of teasers, or empty."""
    for each in listed:
        if is_list(text, each):
            raise Unreadable(
                f"it is a list of {len(each.teasers)} articles, not an article",
                "save the pages of the articles that it links to",
            )
    if not text:
        raise Unreadable(
            "no article was found on the page",
            "save the article's own page, or save its text as .txt",
        )


def _running(within: HtmlElement | None) -> list[str]:
    """Return the blocks of sentences inside an element, except those of menus and boxes."""
    if within is None:
        return []
    around = within.xpath(".//nav | .//footer | .//aside[not(ancestor::aside)]")
    beside = {block for element in around for block in text_lines(element).split("\n\n")}
    blocks = (block for block in text_lines(within).split("\n\n") if block not in beside)
    return [block for block in blocks if ends_sentence(block)]


def _is_paragraph(block: str) -> bool:
    return len(block) >= _SHORTEST_PARAGRAPH


def _stated_body(tree: HtmlElement) -> HtmlElement | None:
    """Return the element that is declared to be the article, if there is one."""
    stated = tree.xpath("//*[@itemprop='articleBody']") or tree.xpath("//article")
    return stated[0] if len(stated) == 1 else None


def _only_stored(tree: HtmlElement, titles: Sequence[str]) -> str:
    """Return the article in the page's state if most of it is not shown on the page, or ''."""
    whole = tree.findtext(".//title") or ""
    without_outlet = (whole[: end.start()] for end in _TITLE_END.finditer(whole))
    stored = article_in_state(tree, [*titles, whole, *without_outlet])
    seen = folded(text_lines(tree)) if stored else ""
    hidden = sum(len(text) for text in stored.split("\n\n") if folded(text) not in seen)
    return stored if hidden > len(stored) / 2 else ""


def _fuller(text: str, linked: Mapping[str, object]) -> str:
    """Return the text of the linked data if the page shows less than half of it."""
    body = linked.get("articleBody")
    stated = without_markup(scrub(body)).strip() if isinstance(body, str) else ""
    return stated if len(text) < _LEAST_KEPT * len(stated) else text
