from __future__ import annotations

import pytest

from sources.article import Article
from sources.quotations.finding import quotations
from sources.quotations.quotation import QuotationKind
from tests.sources.quoting import Found, listed
from tests.testsets.question import SAMPLES, SHARED, cleaned

CHO = "000_5b0ba33d9b196134.txt"
YOON = "004_8c828a580b4acd51.txt"


@pytest.fixture(scope="module")
def samples() -> dict[str, Article]:
    """Return the sample articles by name."""
    return cleaned(SAMPLES)


@pytest.fixture(scope="module")
def shared() -> dict[str, Article]:
    """Return the two shared articles by name."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not there")
    return cleaned(SHARED)


def beginning(article: Article, words: str) -> Found:
    """Return the one quotation that begins with some words."""
    quoted = [one for one in listed(article) if one.kind != QuotationKind.REPORTED.value]
    (found,) = [one for one in quoted if one.words.startswith(words)]
    return found


@pytest.mark.parametrize(
    ("name", "words", "speaker", "resolved"),
    [
        (CHO, "win-win", "Cho Tae-yul", False),
        (CHO, "Win-Win", "Cho Tae-yul", False),
        (CHO, "global pivotal state", "Cho Tae-yul", True),
        (CHO, "K-Silk Road", "Cho Tae-yul", True),
        (YOON, "The importance of securing critical minerals", None, False),
        (YOON, "This year marks the 20th anniversary", "Park Chun-seop", False),
        (YOON, "This project is being promoted", "Park Chun-seop", True),
        (YOON, "The KTX-Eum trains", "Park Sang-woo", False),
        (YOON, "Central Asia is an emerging strategic region", "Kim Tae-hyo", False),
        (YOON, "Amid escalating global energy", "Kim Tae-hyo", True),
        (YOON, "We will appropriately combine", "Kim Tae-hyo", True),
        (YOON, "Through summit diplomacy", "Presidential Office", False),
        (YOON, "As faithful implementers", "Presidential Office", False),
    ],
)
def test_shared_quotations_have_their_speakers(
    shared: dict[str, Article], name: str, words: str, speaker: str | None, resolved: bool
) -> None:
    """The quotations of the shared articles are given to those who speak in them."""
    found = beginning(shared[name], words)
    assert found.mention is not None
    assert (found.name, found.resolved) == (speaker, resolved)


@pytest.mark.parametrize(
    "words",
    ["Korea-Central Asia Five Nations Summit", "U.S.-Japan", "China-Russia", "Bold Initiative"],
)
def test_shared_names_of_things_are_nobodys_words(shared: dict[str, Article], words: str) -> None:
    """Names of programmes and alliances in marks are partial and have no speaker."""
    found = beginning(shared[YOON], words)
    assert (found.kind, found.mention) == ("partial", None)


@pytest.mark.parametrize(
    ("name", "words", "mention", "speaker"),
    [
        (
            "hangang-ledger-bus-order.txt",
            "For a company",
            "chief executive Seo Min-kyu",
            "Seo Min-kyu",
        ),
        ("hangang-ledger-bus-order.txt", "We turned down", "he", "Seo Min-kyu"),
        ("hangang-ledger-driver-training.txt", "A driver who", "she", "Park Ji-ho"),
        ("hangang-ledger-driver-training.txt", "Here he has", "she", "Park Ji-ho"),
        ("hangang-ledger-lithium-survey.txt", "Between a good core", "he", "Moon Gi-tae"),
        ("hangang-ledger-lithium-survey.txt", "But the last company", "she", "Saule Tokhtarova"),
        ("hangang-ledger-loan-explainer.md", "we would certainly", "she", "Shin Bo-reum"),
        ("hangang-ledger-minerals-forum.html", "Twelve would change", "she", "Firuza Rahmonova"),
        ("port-harvest-caspian-hatchery.txt", "No foreign vessel", "he", "Marat Dzhaksybekov"),
        ("port-harvest-cherries.txt", "One box in twelve", "Choi", "Choi Ra-on"),
        ("saebyeol-wire-briefs.jsonl#startup-contest", "Cheap is", "he", "Gong Do-ha"),
        ("saebyeol-wire-summit-office.json", "They have asked", "she", "Noh Hye-sung"),
        ("steppe-courier-gas-treatment.txt", "impatience from", "She", "Ogulgerek Annayeva"),
        ("steppe-courier-high-speed-trains.txt", "From Nukus", "she", "Gulbahor Nazarova"),
        ("tashkent-lantern-hiking-guides.txt", "Our customers", "Kim", "Kim Sol-ah"),
        ("tashkent-lantern-hiking-guides.txt", "I teach them", "he", "Kim Tae-yang"),
        ("dongnyeok-naru-minerals.md", "실험실이", "배 단장", "배가람"),
        ("dongnyeok-naru-minerals.md", "그런 약속은", "그", "셰르조드 알리예프"),
        ("dongnyeok-naru-scholarship.txt", "지금도 신입생", "총학생회", "총학생회"),
        ("dongnyeok-naru-scholarship.txt", "사람을 빼", "그", "윤하람"),
        ("dongnyeok-naru-train-parts.txt", "선금 없이", "한 협력사 임원", None),
        ("dongnyeok-naru-train-parts.txt", "필요하면", "오세린 창원상생협의회 사무국장", "오세린"),
    ],
)
def test_sample_quotations_have_their_speakers(
    samples: dict[str, Article], name: str, words: str, mention: str, speaker: str | None
) -> None:
    """The quotations of the samples are given to those who speak in them."""
    found = beginning(samples[name], words)
    assert (found.mention, found.name) == (mention, speaker)


def test_most_sample_quotations_have_a_speaker(samples: dict[str, Article]) -> None:
    """Of all direct quotations in the samples at most two are nobody's."""
    found = [
        one
        for article in samples.values()
        for one in quotations(article)
        if one.kind is QuotationKind.DIRECT
    ]
    assert len(found) > 80
    assert sum(one.speaker is None for one in found) <= 2
