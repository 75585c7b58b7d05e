from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.article import Article, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.cleaner import clean, removals
from sources.errors import NothingLeft
from sources.language.sentences import sentences
from tests.timing import shortest

PIECES = (
    "Advertisement here",
    "본문 바로가기",
    "Home",
    "Text Size",
    "Ferry Line Between Two Islands Reopens After Nine Years",
    "Ferry Line Between Two Islands Reopens After Nine Years The ferry leaves Sella.",
    "Tickets Stay Cheap",
    "By Ida Brandt",
    "Published: 16 June 2024",
    "SELLA —",
    "A ferry between the islands has started to run again, nine years after a storm destroyed both"
    " of its piers. It carries 80 people.",
    "He wept.",
    '"No."',
    "[Photo by Ida Brandt]",
    "The pier at dusk. (Photo: Harbour News)",
    "as part of the tour of President Y",
    "oon Suk Yeol, who went to the islands in June",
    "정부는 내년에 정상회의를 서울에서 연다고 밝혔다. 다섯 나라의 정상이 모두 참석한다."
    " 의제는 아직 정하지 않았다.",
    "• 80 people",
    "Read more: What the new timetable means",
    "© 2024 Harbour News. All rights reserved.",
    "Sign up for our newsletter",
    "* * *",
)
scraped = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n"])), max_size=14)
arbitrary = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\n\n\n  .\"'“”()[]—©|:-\u00ad\u200b\u00a0가다.AaBb1"),
    ),
    max_size=300,
)
texts = st.one_of(arbitrary, scraped.map(lambda parts: "".join(a + b for a, b in parts)))
titles = st.one_of(st.none(), st.sampled_from(PIECES), st.text(max_size=20))


def cleaned(page: Page) -> Article | None:
    """Clean a page; None when nothing of it is left."""
    try:
        return clean(page)
    except NothingLeft:
        return None


def visible(text: str) -> Counter[str]:
    """Count the characters of a text that a reader sees."""
    return Counter(c for c in readable(text) if not c.isspace())


@settings(max_examples=400)
@given(texts, titles)
@example("Y\noon", None)
@example("\u0300" * 200, "\u0300")
def test_blocks_are_ordered_and_never_empty(text: str, title: str | None) -> None:
    """Blocks lie in order, apart from each other, and hold words without outer spaces."""
    article = cleaned(Page("a.txt", text, Metadata(title=title)))
    if article is None:
        return
    end = 0
    for number, block in enumerate(article.blocks):
        words = article.text[block.start : block.end]
        assert block.start == end + (2 if number else 0)
        assert words
        assert words == words.strip()
        assert "\n" not in words
        end = block.end
        for span in sentences(article, block):
            assert block.start <= span.start < span.end <= block.end
    assert end == len(article.text)


@settings(max_examples=400)
@given(texts, titles)
def test_every_kept_character_came_from_the_page(text: str, title: str | None) -> None:
    """What is kept was on the page or in its title, and what went is reported."""
    page = Page("a.txt", text, Metadata(title=title))
    article = cleaned(page)
    if article is None:
        return
    source = visible(text + "\n" + (title or ""))
    assert not visible(article.text) - source
    reported = visible("\n".join(removal.text for removal in removals(page)))
    lost = visible(text) - visible(article.text) - reported
    # Only the hyphen of a divided word goes without a report.
    assert set(lost) <= {"-", "\u2010"}


def some(*pieces: str) -> st.SearchStrategy[list[str]]:
    """Draw a few of the pieces."""
    return st.lists(st.sampled_from(pieces), max_size=3)


HEADLINE, PROSE = PIECES[4], PIECES[10]
pages = st.tuples(
    some("Home", "본문 바로가기", "Text Size", "Advertisement here", "News | Markets | Weather"),
    st.just([HEADLINE]),
    some("Tickets Stay Cheap", "By Ida Brandt", "Published: 16 June 2024", "Share", "SELLA —"),
    st.just([PROSE]),
    st.lists(st.sampled_from([*PIECES[4:6], *PIECES[10:22]]), max_size=9),
    some("By Ida Brandt", "홍길동 기자 hong@harbour.example", "He wept.", "Read more"),
    some("© 2024 Harbour News. All rights reserved.", "Top", "Special Coverage"),
).map(lambda parts: [line for part in parts for line in part])


@settings(max_examples=400)
@given(pages, st.sampled_from(["\n", "\n\n"]), st.booleans())
def test_cleaning_twice_changes_nothing(lines: list[str], gap: str, titled: bool) -> None:
    """A cleaned article keeps all of its text when it is cleaned again."""
    title = HEADLINE if titled else None
    first = clean(Page("a.txt", gap.join(lines), Metadata(title=title)))
    again = clean(Page("a.txt", first.text, replace(first.metadata, title=title)))
    assert again.text == first.text


@given(texts)
def test_cleaning_is_deterministic(text: str) -> None:
    """The same page gives the same article."""
    assert cleaned(Page("a.txt", text)) == cleaned(Page("a.txt", text))


@given(texts)
def test_readable_text_stays_readable(text: str) -> None:
    """Characters that are readable already are left alone, and are in NFC."""
    once = readable(text)
    assert readable(once) == once
    assert unicodedata.is_normalized("NFC", once)


def one_line(size: int) -> str:
    """Return a page of one long line."""
    return "The ferry (80 people, “twelve cars” and a dog) runs again. " * (size // 60)


def one_word(size: int) -> str:
    """Return a page of one endless word."""
    return "a" * size


def short_lines(size: int) -> str:
    """Return a page of very many short lines."""
    return "Ferry line between two islands\n" * (size // 31)


def open_brackets(size: int) -> str:
    """Return a page of brackets and quotation marks that never close."""
    return "([“'" * (size // 4)


def marks(size: int) -> str:
    """Return a page of combining marks."""
    return "e" + "\u0316\u0301" * (size // 2)


def stops(size: int) -> str:
    """Return a page of full stops and spaces."""
    return ". ." * (size // 3)


@pytest.mark.parametrize(
    "make", [one_line, one_word, short_lines, open_brackets, marks, stops], ids=lambda f: f.__name__
)
def test_time_grows_with_length_only(make: Callable[[int], str]) -> None:
    """Eight times the text takes about eight times as long, whatever it consists of."""

    def read(size: int) -> None:
        page = Page("a.txt", make(size), Metadata(language="en"))
        article = cleaned(page)
        for block in article.blocks if article else ():
            sentences(article, block)  # type: ignore[arg-type]

    small, large = (shortest(lambda size=size: read(size)) for size in (50_000, 400_000))
    # Eight is linear and 64 quadratic; the floor keeps a timer's noise out.
    assert large <= 28 * max(small, 0.004)
