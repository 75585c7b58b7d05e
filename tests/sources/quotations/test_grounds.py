from __future__ import annotations

import pytest

from sources.quotations.finding import quotations
from sources.quotations.grounds import SURE, Grounds, grounds
from tests.sources.quoting import article_of


def of_last(*paragraphs: str) -> Grounds:
    """Return what the last attribution of some paragraphs rests on."""
    article = article_of(*paragraphs)
    last = quotations(article)[-1]
    assert last.speaker is not None
    return grounds(article.text, last, last.speaker)


NAMED = "Lena Okafor opened the bridge."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("“The bridge is ours to keep,” Lena Okafor said.",), Grounds.FULL_NAME),
        ((NAMED, "“The bridge is ours to keep,” Okafor said."), Grounds.FAMILY_NAME),
        ((NAMED, "“It is ours,” Okafor said. “We paid for it.”"), Grounds.CONTINUED),
        (("“The bridge is ours to keep,” a spokesman said.",), Grounds.UNNAMED),
        (("“The bridge is ours to keep,” a report said.",), Grounds.PHRASE),
        ((NAMED, "“The bridge is ours to keep,” she said."), Grounds.NEAR_PRONOUN),
        (
            (NAMED, "Tom Ode and Ann Lee watched.", "“The bridge is ours to keep,” she said."),
            Grounds.PRONOUN,
        ),
        (
            ("Lena Okafor and Ben Okafor came.", "Ben Okafor spoke.", "“It is ours,” Okafor said."),
            Grounds.NAMESAKE,
        ),
        (("Mayor Lena Okafor came.", "“The bridge is ours,” the mayor said."), Grounds.ROLE),
        (
            ("Okafor said in a long letter to all of the towns up the river that it is “a gift”.",),
            Grounds.DISTANT,
        ),
        (("“The bridge is ours,” Okafor said.", "“Who else paid for it?”"), Grounds.UNCUED),
        (("In it, Meryl Streep as Lena Okafor says: “It is ours.”",), Grounds.TWO_VOICES),
        (("Yet, as Lena Okafor observed, “it is ours”.",), Grounds.FULL_NAME),
        (("“I paid for it all alone,” the Brooklyn Nets said.",), Grounds.BODY),
        (("“I paid for it all alone,” the Rev. Ann Lee said.",), Grounds.FULL_NAME),
        (("“The bridge is ours,” Okafor said, quoting Ann Lee.",), Grounds.TWO_VOICES),
        (("Tom Ode accused Okafor of saying “the bridge is ours to keep”.",), Grounds.TWO_VOICES),
    ],
)
def test_attributions_have_classes(paragraphs: tuple[str, ...], expected: Grounds) -> None:
    """What stands beside the words, and how it names the speaker, decides the class."""
    assert of_last(*paragraphs) is expected


def test_a_speaker_in_front_of_a_colon_is_beside_the_words() -> None:
    """Whatever stands between, a colon says that the words follow."""
    assert of_last("Okafor told us outside her house: “The bridge is ours.”") in SURE


@pytest.mark.parametrize("opening", ["Machado came.", "Fifty towns paid."])
def test_a_sentence_may_begin_with_a_name(opening: str) -> None:
    """A word that nothing in the article writes small may be one."""
    assert of_last(f"{NAMED} {opening}", "“It is ours,” she said.") is Grounds.PRONOUN
    assert of_last(f"{NAMED} The bridge is long.", "“It is ours,” she said.") in SURE


def test_a_pronoun_is_never_sure_beside_two_names() -> None:
    """Either could be meant."""
    assert of_last(f"{NAMED} Ann Lee paid for it.", "“It is ours,” she said.") not in SURE
