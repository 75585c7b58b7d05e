from __future__ import annotations

from datetime import date

import pytest

from assistant.facts.conflicting_values import absent
from assistant.facts.fact_evidence import Source
from sources.article import Article, BlockKind, Metadata, Turn
from sources.language.analysis import analysed

ENTRIES = (
    Turn("The bridge will open tomorrow.", None, dated="2024-08-30T09:00:00+02:00"),
    Turn("The last test was made yesterday.", None, dated="2024-08-27T18:00:00+02:00"),
)


@pytest.fixture
def blog() -> Article:
    """Return a live blog whose entries are of other days than the page."""
    about = Metadata(title="Bridge", published=date(2024, 8, 20))
    return Article.from_blocks("/blog.html", [(BlockKind.HEADLINE, "Bridge")], about, ENTRIES)


def source(article: Article, entry: int) -> Source:
    """Return an entry as a sentence from the archive."""
    block = article.blocks[1 + entry]
    return Source(article, block, article.span(block.start, block.end), 1.0, 1.0)


@pytest.mark.parametrize(
    ("entry", "claim"),
    [
        (0, "The bridge will open on 31 August."),
        (1, "The last test was made on 26 August."),
    ],
)
def test_tomorrow_in_an_entry_is_the_entrys(blog: Article, entry: int, claim: str) -> None:
    """The entry bears its own day out, and not the one counted from the day of the page."""
    said = analysed(claim)
    near = source(blog, entry)
    assert absent(said, [near.told]) == []
    assert absent(said, near.whole) == []
    wrong = analysed(claim.replace("31", "21").replace("26", "19"))
    assert len(absent(wrong, [near.told])) == len(absent(wrong, near.whole)) == 1
