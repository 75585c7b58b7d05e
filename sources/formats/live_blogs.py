"""Live blogs: pages of entries, each with its own time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile, islice

from lxml.html import HtmlElement

from sources.article import UNKNOWN_TIME, BlockKind, Turn
from sources.cleaning.element_parts import HEADINGS, is_running
from sources.cleaning.standfirst import Standfirst
from sources.formats.blog_days import days_above, is_evidently_live
from sources.formats.dates import parse_published
from sources.formats.decoding import scrub
from sources.formats.entry_times import Stamp, moments, stamp_of
from sources.formats.linked_data import kinds
from sources.formats.live_evidence import is_live, is_titled_live
from sources.formats.markup import is_caption, text_lines, without_markup
from sources.formats.metadata_fields import line
from sources.formats.timed_posts import TimedPost, counted_moment, timed_posts, with_untimed
from sources.language.phrases import ends_sentence, is_prose, word_count

# Long live blogs have several hundred.
MOST_ENTRIES = 5_000
_FEWEST, _LONGEST_LABEL = 2, 2
_ENTRY_NAME = re.compile(
    r"(?:(?:live|blog|lb|liveblog|feed|timeline|stream|ticker|newsticker)[-_]*)+"
    r"(?:post|entry|update|item|event|block)(?:[-_]*(?:item|wrapper|container))?"
    r"|(?:post|entry|update|key-event)|(?:live)?[-_]*blog[-_]*(?:post|entry)|lcpost",
    re.IGNORECASE,
)
_ENTRY_TYPES = ("BlogPosting", "LiveBlogPosting")
_TIMES = ".//time[@datetime] | .//meta[@itemprop='datePublished'][@content]"
_BLOCKS = ("p", "div", "li", "dd", "td")
_BOXES = ("article", "div", "li", "section")
_LEAST_STATED = 0.8
_SEPARATORS = " |:–—-"


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """The text above the entries, and the paragraphs of the entries with their times."""

    opening: str
    turns: tuple[Turn, ...]

    @property
    def text(self) -> str:
        """The opening and the entries, with a blank line between paragraphs."""
        return "\n\n".join([self.opening, *(turn.text for turn in self.turns)])


Entry = tuple[str, tuple[str, ...]]


def live_blog(
    tree: HtmlElement, linked: Mapping[str, object], published: date | None = None
) -> LiveBlog | None:
    """Return the entries of a live blog in page order, or None if the page is not one.

    They are taken from the page's markup if it has any, otherwise from its linked data, whose texts
    are often shortened. None is also returned if that data lacks entries that the page shows.
    Entries that show only a time of day are of the day on which the page was `published`.
    """
    stated = [*_stated_entries(linked)]
    is_stated = "LiveBlogPosting" in kinds(linked)
    marked = _marked_elements(tree, is_stated)
    shown = _without_repetitions([e for element in marked if (e := _shown_entry(element))])
    days = {time for time, _ in shown if time}
    if not is_stated and (len(days) < _FEWEST or not is_titled_live(tree, linked)):
        shown = []
    live = is_stated or is_evidently_live(tree, linked)
    posts = timed_posts(tree, _FEWEST) if live else timed_posts(tree)
    posts = with_untimed(posts) if live or is_live(tree, posts, linked) else []
    timed = _timed_entries(posts, published)
    if not (is_stated or shown or timed):
        return None
    entries = max(shown, timed, stated, key=_length)
    if not entries or (entries is stated and _shows_more(tree, stated)):
        return None
    if entries is timed:
        marked = [post.place for post in posts]
    captions = {_words(one) for one in tree.iter("figcaption") if is_caption(one)}
    turns = (
        Turn(
            text,
            None,
            (),
            time or UNKNOWN_TIME,
            BlockKind.CAPTION if text in captions else BlockKind.PARAGRAPH,
        )
        for time, texts in entries
        for text in texts
        if text
    )
    return LiveBlog(_opening(tree, marked), tuple(turns))


def _timed_entries(posts: Sequence[TimedPost], published: date | None) -> list[Entry]:
    around = _common(posts[0].place, posts[-1].place) if posts else None
    days = [None] if around is None else days_above(around, [post.place for post in posts])
    stamps = [post.stamp for post in posts]
    if any(days):
        pairs = zip(stamps, days, strict=True)
        stamps = [
            replace(stamp, day=day) if stamp and day and not stamp.day else stamp
            for stamp, day in pairs
        ]
    times = moments(stamps, published)
    found = [
        (post.moment or time, entry[1])
        for post, time in zip(posts, times, strict=True)
        if (entry := _shown_entry(post.element, post.stamp))
    ]
    return _without_repetitions(found)


def _length(entries: Sequence[Entry]) -> int:
    return sum(len(text) for _, texts in entries for text in texts if is_running(text))


def _shows_more(tree: HtmlElement, stated: Sequence[Entry]) -> bool:
    """Return True if the page shows much more text where it shows the stated entries."""
    texts = {text for _, parts in stated for text in parts if is_running(text)}
    places = [p for p in tree.iter(*_BLOCKS) if " ".join(p.text_content().split()) in texts]
    if not places:
        return False
    around = _common(places[0], places[-1]) if len(stated) > 1 else _list_around(places[0])
    parts = [] if around is None else list(around)
    holders = {places[0], *places[0].iterancestors()}
    # What is above the first entry introduces them all.
    entries = dropwhile(lambda part: part not in holders, parts)
    blocks = [block for part in entries for block in text_lines(part).split("\n\n")]
    shown = sum(len(block) for block in blocks if is_running(" ".join(block.split())))
    return sum(map(len, texts)) < _LEAST_STATED * shown


def _list_around(element: HtmlElement) -> HtmlElement | None:
    """Return the element around the entry that an element is in, and others alike."""
    for box in element.iterancestors(*_BOXES):
        beside = (*box.itersiblings(preceding=True), *box.itersiblings())
        kind = (box.tag, box.get("class"))
        if any((one.tag, one.get("class")) == kind and _tells(one) for one in beside):
            return box.getparent()
    return next(islice(element.iterancestors(), 1, 2), None)


def _tells(element: HtmlElement) -> bool:
    """Return True if an element has running text."""
    return any(map(is_running, element.itertext()))


def _stated_entries(linked: Mapping[str, object]) -> Iterator[Entry]:
    updates = linked.get("liveBlogUpdate")
    for update in (updates if isinstance(updates, list) else [updates])[:MOST_ENTRIES]:
        if not isinstance(update, Mapping):
            continue
        time, body = update.get("datePublished"), update.get("articleBody")
        text = without_markup(scrub(body)) if isinstance(body, str) else ""
        texts = [" ".join(part.split()) for part in text.split("\n") if part.strip()]
        headline = line(update.get("headline"))
        if headline and texts and not texts[0].startswith(headline):
            texts.insert(0, headline)
        if texts and parse_published(time):
            yield str(time), tuple(texts)


def _marked_elements(tree: HtmlElement, is_stated: bool) -> list[HtmlElement]:
    """Return the elements that contain one entry each, the outermost of nested ones."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in tree.iter("article", "div", "section", "li"):
        if len(found) == MOST_ENTRIES:
            break
        if element in inside or not _is_entry(element, is_stated):
            continue
        found.append(element)
        inside.update(element.iterdescendants())
    return found


def _is_entry(element: HtmlElement, is_stated: bool) -> bool:
    kind = element.get("itemtype", "").rpartition("/")[2]
    named = any(_ENTRY_NAME.fullmatch(name) for name in element.get("class", "").split())
    prop = element.get("itemprop") == "liveBlogUpdate"
    if not (prop or named or (is_stated and kind in _ENTRY_TYPES)):
        return False
    none = prop or bool(counted_moment(element))
    return len(element.xpath(_TIMES)) in ((0, 1, 2) if none else (1, 2))


def _shown_entry(element: HtmlElement, stamp: Stamp | None = None) -> Entry | None:
    times = element.xpath(_TIMES)
    moments = [moment for time in times if parse_published(moment := _moment(time))]
    moments.append(counted_moment(element))
    feet = [block for foot in element.iter("footer") for block in text_lines(foot).split("\n\n")]
    labels = {*map(_words, times), *(" ".join(block.split()) for block in feet)} - {""}
    shown = labels | ({stamp.text} if stamp else set())
    headings = {_words(heading) for heading in element.iter(*HEADINGS)}
    strong = {_words(one) for one in element.iter("b", "strong")}

    def without_stamp(block: str) -> str:
        begins = stamp and block.startswith(stamp.text)
        return block[len(stamp.text) :].lstrip(_SEPARATORS) if stamp and begins else block

    def belongs(block: str) -> bool:
        title = without_stamp(block)
        if block in headings or (title != block and title in headings | strong):
            return True
        if block in labels or (stamp_of(block) and any(text in block for text in shown)):
            return False
        return block in strong or not _is_label(block)

    blocks = (" ".join(block.split()) for block in text_lines(element).split("\n\n"))
    texts = tuple(filter(None, map(without_stamp, filter(belongs, blocks))))
    return (moments[0], texts) if texts else None


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _moment(element: HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or ""


def _without_repetitions(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without the texts that most of them have: labels and buttons."""
    times = Counter(text for _, texts in entries for text in set(texts))
    most = max(_FEWEST, len(entries) // 2)
    kept = ((time, tuple(x for x in texts if times[x] <= most)) for time, texts in entries)
    return [(time, texts) for time, texts in kept if texts]


def _is_label(block: str) -> bool:
    """Return True for the buttons and labels of an entry: "Share", "Updated at 11:02"."""
    short = word_count(block) <= _LONGEST_LABEL and not ends_sentence(block)
    return short or block.lower().startswith("updated at")


def _opening(tree: HtmlElement, entries: Sequence[HtmlElement]) -> str:
    """Return the headline and the paragraphs above the first entry, without the site's notices."""
    first = next(iter(entries), None)
    headline = tree.xpath("//h1")[:1]
    found = [" ".join(h1.text_content().split()) for h1 in headline]
    above = [] if first is None else first.xpath("preceding::p")[:MOST_ENTRIES]
    around = _common(first, headline[0]) if above and headline else None
    for paragraph in above:
        text = " ".join(paragraph.text_content().split())
        within = around is None or around in paragraph.iterancestors()
        if within and (is_prose(text) or is_running(text)):
            found.append(text)
    standfirst = Standfirst() if first is None else Standfirst.of(tree, first)
    return standfirst.added_to("\n\n".join(filter(None, found)))


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement | None:
    """Return the smallest element around two."""
    around = {*one.iterancestors()}
    return next((above for above in other.iterancestors() if above in around), None)
