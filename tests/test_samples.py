from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sources.article import Article
from tests.testsets.question import SAMPLES, SHARED, cleaned

RUN = 8  # so many words in a row that two writers share only by copying


@pytest.fixture(scope="module")
def samples() -> dict[str, Article]:
    """Return the sample articles by name."""
    return cleaned(SAMPLES)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return all runs of RUN words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_samples_come_in_every_format() -> None:
    """The archive holds pages in each text format, several in one file, and sidecars."""
    names = [path.name for path in SAMPLES.iterdir()]
    suffixes = Counter(
        Path(name).suffix for name in names if not name.endswith((".meta.json", "__init__.py"))
    )
    assert suffixes == {".txt": 14, ".md": 4, ".html": 2, ".json": 1, ".jsonl": 1}
    sidecars = [name for name in names if name.endswith(".txt.meta.json")]
    assert len(sidecars) >= 5
    assert all(sidecar.removesuffix(".meta.json") in names for sidecar in sidecars)


def test_samples_are_all_read(samples: dict[str, Article]) -> None:
    """Every sample is taken, one article for each page, short, with a headline."""
    assert len(samples) == 24
    for name, article in samples.items():
        assert 120 <= len(article.text.split()) <= 450, name
        assert article.headline != article.name


def test_samples_are_dated_and_undated(samples: dict[str, Article]) -> None:
    """Some articles have a date in 2024, and some have none because their page has none."""
    dates = {name: article.metadata.published for name, article in samples.items()}
    assert {found.year for found in dates.values() if found} == {2024}
    for stem in ("hangang-ledger-driver-training", "port-harvest-cherries"):
        assert dates[f"{stem}.txt"] is None
    assert sum(found is None for found in dates.values()) >= 6
    assert dates["steppe-courier-correction-train-cars.txt"] == date(2024, 6, 18)


def test_samples_come_from_several_outlets(samples: dict[str, Article]) -> None:
    """Six outlets are known by name, in no other spelling."""
    outlets = {article.metadata.outlet for article in samples.values()}
    assert outlets - {None} == {
        *("The Steppe Courier", "Hangang Ledger", "The Tashkent Lantern"),
        *("Port & Harvest Weekly", "Saebyeol Wire", "동녘나루신문"),
    }


def test_samples_hold_korean(samples: dict[str, Article]) -> None:
    """Three articles are Korean and quote people."""
    korean = [article for article in samples.values() if article.metadata.language == "ko"]
    assert len(korean) == 3
    assert all(re.search(r"“[^”]+”라고 [^.]*(말했다|전했다)", a.text) for a in korean)


def test_samples_hold_a_syndicated_copy(samples: dict[str, Article]) -> None:
    """Two outlets carry one agency text under different headlines."""
    first = samples["steppe-courier-electric-buses.txt"]
    second = samples["tashkent-lantern-electric-buses.md"]
    assert first.headline != second.headline
    assert len(runs(first.text) & runs(second.text)) > 200
    assert first.text != second.text


def test_samples_hold_a_correction_and_a_disagreement(samples: dict[str, Article]) -> None:
    """One number is corrected by a later article, another stays disputed between outlets."""
    assert "ordered 36 " in samples["steppe-courier-high-speed-trains.txt"].text
    assert "42 cars" in samples["steppe-courier-correction-train-cars.txt"].text
    assert "120 electric buses" in samples["steppe-courier-electric-buses.txt"].text
    assert "150 electric buses" in samples["hangang-ledger-bus-order.txt"].text


def test_samples_hold_a_hidden_instruction() -> None:
    """One page carries an instruction behind invisible characters, a tag and a remote image."""
    page = (SAMPLES / "steppe-courier-greenhouses.txt").read_text(encoding="utf-8")
    assert "\u200b" in page
    assert "ignore all previous instructions" in page.replace("\u200b", "")
    assert "<img src=" in page
    assert "![offer](https://" in page


def test_samples_hold_namesakes(samples: dict[str, Article]) -> None:
    """Several people are called Park, and two Kims stand in one article."""
    everything = "\n".join(article.text for article in samples.values())
    assert {"Park Ji-ho", "Park Sang-woo", "Park Eun-bi"} <= set(
        re.findall(r"Park \w+-\w+", everything)
    )
    hikers = samples["tashkent-lantern-hiking-guides.txt"].text
    assert "Kim Sol-ah" in hikers
    assert "Kim Tae-yang" in hikers


def test_samples_are_our_own_words() -> None:
    """No run of words was taken from the shared pages."""
    if not SHARED.is_dir():
        pytest.skip("../shared/articles is absent, so nothing can be compared with it")
    shared = set().union(*(runs(path.read_text(encoding="utf-8")) for path in SHARED.iterdir()))
    for path in SAMPLES.iterdir():
        if path.is_file():
            assert not runs(path.read_text(encoding="utf-8")) & shared, path.name


def test_no_furniture_is_left(samples: dict[str, Article]) -> None:
    """Of the mess that the samples imitate nothing is left in the cleaned articles."""
    junk = ("bar_progress", "가+", "사진=", "cookies", "newsletter", "**", "](", "# ", "©", "ⓒ")
    # What readers wrote below an article stays its text; the page escapes it.
    own = {name: article.text for name, article in samples.items() if "greenhouses" not in name}
    assert {name: mark for name, text in own.items() for mark in junk if mark in text} == {}
