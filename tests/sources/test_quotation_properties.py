from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.article import Article, BlockKind, Metadata
from sources.quotations.finding import quotations
from tests.timing import shortest

MARKS = "\"“”„‘’«»‹›「」『』'"
PIECES = [
    *MARKS,
    *" \n.,:;—―()",
    " Lena Okafor ",
    "the mayor",
    " said ",
    " told reporters that ",
    "according to ",
    "who",
    " he ",
    "We will not accept it",
    "조태열 장관은 ",
    "라고 말했다",
    "며 ",
    "다고 밝혔다. ",
    "에 따르면 ",
    "\ue000",
    "İ",
    "𝒜",
]
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)
KINDS = st.sampled_from(list(BlockKind))


@settings(max_examples=300)
@given(st.lists(st.tuples(KINDS, WORDS), max_size=6))
@example([(BlockKind.PARAGRAPH, "The plan is dead\x1faccording to Okafor")])
@example([(BlockKind.QUOTATION, ' ."'), (BlockKind.SIGNATURE, "İ")])
@example([(BlockKind.QUOTATION, '"'), (BlockKind.SIGNATURE, "Lena Okafor")])
def test_any_text_gives_extents_inside_of_it(blocks: list[tuple[BlockKind, str]]) -> None:
    """No text raises; extents are in order, lie in the text, and have no marks at their ends."""
    article = Article.from_blocks("/press/any.txt", blocks, Metadata())
    found = quotations(article)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        words = article.text[one.start : one.end]
        assert words == words.strip() != ""
        assert words[0] not in MARKS
        assert words[-1] not in MARKS
        places = [one.speaker.mention] if one.speaker else []
        for place in [*places, *([one.cue] if one.cue else [])]:
            assert 0 <= place.start < place.end <= len(article.text)


def _paragraphs(count: int) -> Article:
    paragraph = (
        "“We are late,” Lena Okafor said. “We know it,” she added, according to Dana Whitlow, who"
        " said that the 'ferry' was full. 서보람 시장은 “늦지 않다”라고 말했다."
    )
    blocks = [(BlockKind.PARAGRAPH, paragraph)] * count
    return Article.from_blocks("/press/long.txt", blocks, Metadata())


def _one_block(text: str) -> Callable[[int], Article]:
    def build(count: int) -> Article:
        blocks = [(BlockKind.PARAGRAPH, text * count)]
        return Article.from_blocks("/press/long.txt", blocks, Metadata())

    return build


@pytest.mark.parametrize(
    "build",
    [
        _paragraphs,
        _one_block("“a” said "),
        _one_block("“"),
        _one_block('" '),
        _one_block("' a'"),
        _one_block("Kim said he said, "),
        _one_block("the A of the B for "),
        _one_block("a, said Kim Lee, "),
        _one_block("장관은 말했다고 "),
        _one_block("- "),
        _one_block("Aa "),
        _one_block("("),
    ],
)
def test_time_grows_with_the_length(build: Callable[[int], Article]) -> None:
    """Eight times the text takes about eight times as long, whatever it holds."""
    small, large = build(100), build(800)
    quotations(small)
    assert shortest(lambda: quotations(large)) < 20 * shortest(lambda: quotations(small)) + 0.02
