from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passage_cutting import LONGEST_CHARACTERS, TARGET_CHARACTERS, passages
from sources.article import Article, BlockKind, Metadata

SENTENCE = "The council of the old harbour town voted on the budget after a debate of hours. "
PROSE = (
    {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.SIGNATURE},
    {BlockKind.SUBHEADLINE},
)


def article(*blocks: tuple[BlockKind, str], title: str | None = None) -> Article:
    """Lay out blocks."""
    return Article.from_blocks("/news/one.txt", blocks, Metadata(title=title))


def texts(one: Article) -> list[str]:
    """Return the words of the passages."""
    return [passage.text for passage in passages(one)]


def test_short_paragraphs_share_a_passage_and_the_headline_stands_alone() -> None:
    """The headline is searched by itself; paragraphs are joined with the break between them."""
    one = article(
        (BlockKind.HEADLINE, "Budget passed"),
        (BlockKind.PARAGRAPH, "It was late."),
        (BlockKind.PARAGRAPH, "Few were left."),
    )
    assert texts(one) == ["Budget passed", "It was late.\n\nFew were left."]


def test_no_passage_crosses_a_heading() -> None:
    """What stands under different headings is not joined, and each passage knows its heading."""
    one = article(
        (BlockKind.PARAGRAPH, "First."),
        (BlockKind.HEADING, "The cost"),
        (BlockKind.PARAGRAPH, "Second."),
        (BlockKind.HEADING, "The time"),
        (BlockKind.PARAGRAPH, "Third."),
    )
    assert [(p.text, p.heading) for p in passages(one)] == [
        ("First.", None),
        ("Second.", "The cost"),
        ("Third.", "The time"),
    ]


def test_a_caption_stands_alone() -> None:
    """Neither its neighbours nor another caption are joined with it."""
    one = article(
        (BlockKind.PARAGRAPH, "Before."),
        (BlockKind.CAPTION, "A ship."),
        (BlockKind.CAPTION, "A crane."),
        (BlockKind.PARAGRAPH, "After."),
    )
    assert texts(one) == ["Before.", "A ship.", "A crane.", "After."]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Each piece is whole sentences within the target length."""
    found = texts(article((BlockKind.PARAGRAPH, (SENTENCE * 40).strip())))
    assert len(found) > 1
    assert all(len(text) <= TARGET_CHARACTERS for text in found)
    assert all(text.startswith("The council") and text.endswith("hours.") for text in found)


def test_a_sentence_too_long_for_a_passage_is_cut_between_words() -> None:
    """No word is cut in two where there are spaces."""
    words = ["harbour"] * 400
    found = texts(article((BlockKind.PARAGRAPH, " ".join(words))))
    assert all(len(text) <= LONGEST_CHARACTERS for text in found)
    assert " ".join(found).split() == words


def test_a_run_without_any_space_is_cut_all_the_same() -> None:
    """Nothing is lost of a word longer than a passage."""
    found = texts(article((BlockKind.PARAGRAPH, "가" * 3000)))
    assert "".join(found) == "가" * 3000
    assert all(len(text) <= LONGEST_CHARACTERS for text in found)


def test_korean_paragraphs_are_cut_between_sentences() -> None:
    """Korean sentences end where their full stop is."""
    found = texts(article((BlockKind.PARAGRAPH, ("시의회는 예산안을 통과시켰다. " * 100).strip())))
    assert len(found) > 1
    assert all(text.endswith("통과시켰다.") for text in found)


@pytest.mark.parametrize("kind", list(BlockKind))
def test_an_article_of_one_block_can_be_found(kind: BlockKind) -> None:
    """Even where there is nothing but a heading there is a passage."""
    assert texts(article((kind, "Budget passed"))) == ["Budget passed"]


def test_an_article_without_blocks_has_no_passages() -> None:
    """Nothing is made up."""
    assert passages(article()) == ()


def test_the_headline_is_embedded_with_each_passage_but_once() -> None:
    """A passage is embedded below its headline, the headline alone."""
    one = article((BlockKind.HEADLINE, "Budget passed"), (BlockKind.PARAGRAPH, "It was late."))
    assert [p.embedded_text for p in passages(one)] == [
        "Budget passed",
        "Budget passed\nIt was late.",
    ]


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(list(BlockKind)),
        st.text("aB가.!? 1\n", min_size=1, max_size=60).map(str.strip).filter(bool)
        | st.integers(1, 40).map(lambda n: (SENTENCE * n).strip())
        | st.integers(1, 2600).map(lambda n: "x" * n),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(BLOCKS)
def test_passages_cover_all_but_headings_once_and_in_order(
    blocks: list[tuple[BlockKind, str]],
) -> None:
    """Every character of text lies in exactly one passage, whose span holds exactly its words."""
    one = article(*blocks, title="Title")
    found = passages(one)
    assert all(p.text == one.words(p.span) for p in found)
    covered = [0] * len(one.text)
    for passage in found:
        for place in range(passage.span.start, passage.span.end):
            covered[place] += 1
    assert max(covered, default=0) <= 1
    only_headings = all(block.kind is BlockKind.HEADING for block in one.blocks)
    assert only_headings or all(0 < len(p.text) <= LONGEST_CHARACTERS for p in found)
    for block in one.blocks:
        for place in range(block.start, block.end):
            if one.text[place].isspace():
                continue
            assert covered[place] == (only_headings or block.kind is not BlockKind.HEADING)


@settings(max_examples=60)
@given(BLOCKS)
def test_only_running_text_is_joined(blocks: list[tuple[BlockKind, str]]) -> None:
    """A passage over several blocks holds paragraphs and block quotations, or sub-headlines."""
    one = article(*blocks)
    for passage in passages(one):
        kinds = {
            block.kind
            for block in one.blocks
            if block.start < passage.span.end and passage.span.start < block.end
        }
        assert len(kinds) == 1 or kinds <= PROSE[0]
        if "\n\n" in passage.text and "\n\n" not in "".join(text for _, text in blocks):
            assert any(kinds <= prose for prose in PROSE)
