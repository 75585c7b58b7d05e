from __future__ import annotations

import io

import pytest

from sources.formats.webpages import read_webpage

STORY = "".join(
    f"<p>The ferry to Brevik sailed {n} times last week, and the county paid for each of them, "
    f"said Nora Blix, who keeps the books of the harbour office for {n} years.</p>"
    for n in range(3, 9)
)
DEK = "Every crossing of the old ferry costs the county more than the last one."
LABELS = '<div class="by">By Erik Lund</div><div>3 March 2024</div>'


def _text(above: str, title: str = "The ferry that nobody can pay for") -> str:
    page = (
        f"<html><head><title>{title}</title></head><body><div class='t'><h1>{title}</h1>{above}"
        f"</div><div class='b'>{STORY}</div></body></html>"
    )
    (found,) = read_webpage(io.BufferedReader(io.BytesIO(page.encode())), "ferry.html")
    return found.text


@pytest.mark.parametrize(
    "above",
    [
        f"<div>{DEK}</div>{LABELS}",
        f"{LABELS}<div>{DEK}</div>",
        f"<h2>{DEK[:-1]}</h2>{LABELS}",
        f"{LABELS}<div itemprop='description'>{DEK[:-1]}</div>",
    ],
)
def test_the_standfirst_is_kept(above: str) -> None:
    """It is outside the element with the text, above or below the authors, and need not end."""
    assert _text(above).count(DEK[:-1]) == 1


@pytest.mark.parametrize(
    "above",
    [
        f"{LABELS}<img src='1.jpg'><div>{DEK}</div>",
        f"{LABELS}<div>{DEK} <a href='/join'>Join</a></div>",
        f"{LABELS}<div>3. Mai 2024, 14:22 Uhr, zuletzt 4. Mai, 12 Kommentare</div>",
    ],
)
def test_other_text_below_the_headline_is_not_a_standfirst(above: str) -> None:
    """A caption is below a picture, an offer has a link, and a date is not a sentence."""
    lines = _text(above).split("\n\n")
    assert not any(line.startswith((DEK, "3. Mai")) for line in lines)
