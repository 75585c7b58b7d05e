"""Pages with the text that was published on them, all invented.

`ours` are made here, like pages that were read wrongly, and the reading was improved on them.
`dev`, `dev2`, `dev4`, `dev5`, `sealed` and `sealed2` (pages_dev.jsonl and so on) were written by
people who had not seen the program, and `dev3` by a developer before the reading was improved on
it. Look for faults in all of them except the sealed ones, which are for measuring only.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.pdfs import drawn_pdf

_PLACES = ("Kelmar", "Ostvik", "Varnby", "Lutsk", "Korva", "Sandholm", "Brevik", "Talgar")
_TOPICS = ("bridge", "ferry", "school", "harbour", "clinic", "tram", "library", "market")
_PEOPLE = ("Ilse Varga", "Nora Blix", "Erik Lund", "Petra Hol", "Seo Da-eun", "Viktor Zinko")
_SENTENCES = (
    "The {topic} of {place} will close for {number} weeks from 3 March, the county said.",
    "“We cannot repair it while people use it,” said {person}, who has led the works since autumn.",
    "The work costs {number}.2 million crowns, of which the county pays a third part.",
    "Residents of {place} had asked for the repair of the {topic} since the flood of {number} May.",
    "A petition of {number},400 names was handed to the council, which put it off twice last year.",
    "{person} told the council that the {topic} would be open again before the first snow falls.",
    "The opposition called the plan for the {topic} too dear, and wants a vote in {number} days.",
    "Shops around the {topic} of {place} expect to lose a tenth of their trade to the works.",
)
_EACH = 6
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page, its kind of difficulty, and its article's text; `neutral` may be kept or not.

    `title`, `published` (a day, or "" if the page does not say it) and `authors` are None in the
    sets that do not state them.
    """

    name: str
    kind: str
    ending: str
    data: bytes
    truth: str
    neutral: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    number: int

    @property
    def title(self) -> str:
        return f"Council of {self._pick(_PLACES)} decides on its {self._pick(_TOPICS)}"

    def _pick(self, among: tuple[str, ...], step: int = 0) -> str:
        return among[(self.number * 3 + step) % len(among)]

    def paragraphs(self, count: int, first: int = 0) -> list[str]:
        """Return paragraphs of three sentences, none of which is like another."""
        return [
            " ".join(
                _SENTENCES[(at * 3 + n) % len(_SENTENCES)].format(
                    topic=self._pick(_TOPICS, at),
                    place=self._pick(_PLACES, at + n),
                    person=self._pick(_PEOPLE, at + n),
                    number=self.number + at * 3 + n + 2,
                )
                for n in range(3)
            )
            for at in range(first, first + count)
        ]


def published_pages(name: str = "ours") -> Iterator[PublishedPage]:
    """Yield the pages of a set: `ours`, or the name of a file, such as `dev2`."""
    if name == "ours":
        yield from _our_pages()
        return
    with (_FOLDER / f"pages_{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            yield PublishedPage(
                each["name"],
                each["kind"],
                each["ending"],
                base64.b64decode(each["data"]),
                each["truth"],
                (*_neutral(each["neutral"]), each["title"] or ""),
                each["title"],
                _published(each),
                None if (authors := each.get("authors")) is None else tuple(authors),
            )


def _neutral(stated: str | list[str]) -> list[str]:
    """Return the neutral texts, which some sets have in a list and others between blank lines."""
    return stated.split("\n\n") if isinstance(stated, str) else stated


def _published(page: dict[str, str]) -> str | None:
    """Return the day of a page, or "" where its author says that it states none."""
    if page["published"]:
        return page["published"][:10]
    return "" if "authors" in page else None


def _our_pages() -> Iterator[PublishedPage]:
    for kind, make in _KINDS.items():
        for number in range(_EACH):
            story = _Story(number)
            page = make(f"{kind}-{number}", kind, story)
            yield replace(page, neutral=(*page.neutral, story.title))


def _html(story: _Story, body: str, head: str = "") -> bytes:
    menu = "".join(f'<li><a href="/{t}">{t.title()}</a></li>' for t in _TOPICS)
    more = "".join(f'<li><a href="/{n}">{_Story(n).title}</a></li>' for n in range(20, 26))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{story.title}</title>{head}</head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"{body}<aside><h4>Most read</h4><ul>{more}</ul></aside>"
        "<footer><p>Courier of the County, Harbour Road 1. Contact us or read our terms.</p>"
        "</footer></body></html>"
    ).encode()


def _p(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _article(story: _Story, inside: str) -> str:
    return f"<main><article><h1>{story.title}</h1>{inside}</article></main>"


def _linked(**fields: object) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def _page(
    name: str, kind: str, data: bytes, truth: list[str], neutral: tuple[str, ...] = ()
) -> PublishedPage:
    return PublishedPage(name, kind, ".html", data, "\n\n".join(truth), neutral)


def _plain(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(2 + story.number)
    return _page(name, kind, _html(story, _article(story, _p(texts))), texts)


def _gallery(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(3)
    captions = tuple(
        f"Picture {n}: {sentence}" for n, sentence in enumerate(story.paragraphs(25, first=40))
    )
    pictures = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{caption}</figcaption></figure>'
        for n, caption in enumerate(captions)
    )
    names = ("gallery", "post-content", "article-body")
    gallery = f'<section class="{names[story.number % 3]}">{pictures}</section>'
    text = f'<div class="story">{_p(texts)}</div>'
    inside = gallery + text if story.number % 2 else text + gallery
    return _page(name, kind, _html(story, f"<h1>{story.title}</h1>{inside}"), texts, captions)


def _figure(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(4)
    wrapped = f'<figure class="content">{_p(texts)}</figure>'
    if story.number % 2:
        wrapped = f"<figure>{_p(texts[:2])}</figure><figure>{_p(texts[2:])}</figure>"
    return _page(name, kind, _html(story, _article(story, wrapped)), texts)


def _live_blog(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(6)
    times = [f"2024-08-{20 + n}T09:00:00Z" for n in range(len(texts))]
    pairs = [*zip(times, texts, strict=True)]
    updates = [{"@type": "BlogPosting", "datePublished": t, "articleBody": x} for t, x in pairs]
    blog = {"@type": "LiveBlogPosting", "headline": story.title, "datePublished": times[0]}
    if story.number % 2:
        return _page(name, kind, _html(story, "", _linked(**blog, liveBlogUpdate=updates)), texts)
    entries = "".join(
        f'<div class="live-blog-entry"><time datetime="{time}">11:00</time><p>{text}</p>'
        "<button>Share</button></div>"
        for time, text in pairs
    )
    head = _linked(**blog)
    return _page(name, kind, _html(story, _article(story, entries), head), texts)


def _teaser(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(1)
    wall = "<p>Subscribe to continue reading</p><p>From 3 crowns a week. Cancel at any time.</p>"
    head = _linked(headline=story.title, isAccessibleForFree=False)
    return _page(name, kind, _html(story, _article(story, _p(texts) + wall), head), texts)


def _list(name: str, kind: str, story: _Story) -> PublishedPage:
    others = [_Story(story.number + n) for n in range(1, 10)]
    cards = "".join(
        f'<div><h3><a href="/{n}">{one.title}</a></h3><p>{one.paragraphs(1)[0][:150]}…</p></div>'
        for n, one in enumerate(others)
    )
    head = '<meta property="og:type" content="website">'
    return _page(name, kind, _html(story, f"<main>{cards}</main>", head), [])


def _comments(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(3)
    said = "".join(
        f"<div><b>reader{n}</b><p>I have never seen such a thing as number {n} in all my life here,"
        " and the mayor should be ashamed of it, if you ask me.</p></div>"
        for n in range(12)
    )
    box = (
        f'<section id="reader-comments">{said}</section>',
        f"<h3>12 comments</h3><div>{said}</div>",
        f'<div itemprop="comment" itemtype="https://schema.org/Comment">{said}</div>',
    )[story.number % 3]
    return _page(name, kind, _html(story, _article(story, _p(texts) + box)), texts)


def _broken_byte(name: str, kind: str, story: _Story) -> PublishedPage:
    page = _plain(name, kind, story)
    return _page(name, kind, page.data.replace(b"council", b"council\xe4", 1), [page.truth])


def _linked_only(name: str, kind: str, story: _Story) -> PublishedPage:
    texts = story.paragraphs(3)
    head = _linked(headline=story.title, articleBody="\n\n".join(texts))
    body = '<div id="root"></div><noscript>Enable JavaScript to read this page.</noscript>'
    return _page(name, kind, _html(story, body, head), texts)


def _boxes(name: str, kind: str, story: _Story) -> PublishedPage:
    """Divide the text into boxes whose names an extractor takes for furniture."""
    texts = story.paragraphs(6)
    names = ("teaser-text", "related-content", "widget-body", "promo-text", "story-share", "box")
    inside = _p(texts[:1]) + "".join(
        f'<div class="{cls}">{_p([text])}</div>'
        for cls, text in zip(names, texts[1:], strict=False)
    )
    return _page(name, kind, _html(story, _article(story, inside)), texts)


def _columns(name: str, kind: str, story: _Story) -> PublishedPage:
    """Draw two articles in two columns of a PDF, row by row."""
    texts = [*story.paragraphs(2), *story.paragraphs(2, first=50)]
    columns = [
        [line for text in part for line in _wrapped(text)] for part in (texts[:2], texts[2:])
    ]
    items = [
        (left, 720 - 13 * row, 9, line)
        for row in range(max(map(len, columns)))
        for left, lines in zip((50, 310), columns, strict=True)
        for line in lines[row : row + 1]
    ]
    heads = [(50, 760, 20, story.title)]
    data = drawn_pdf([[*heads, *items]])
    return PublishedPage(name, kind, ".pdf", data, "\n\n".join(texts))


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.replace("“", "'").replace("”", "'").split():
        if len(lines[-1]) + len(word) > 48:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


_KINDS: dict[str, Callable[[str, str, _Story], PublishedPage]] = {
    "plain": _plain,
    "gallery": _gallery,
    "figure": _figure,
    "live blog": _live_blog,
    "teaser": _teaser,
    "list": _list,
    "comments": _comments,
    "broken byte": _broken_byte,
    "linked data": _linked_only,
    "boxes": _boxes,
    "columns": _columns,
}
