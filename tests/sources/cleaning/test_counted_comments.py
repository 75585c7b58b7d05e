from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read

FIRST = "The council of Kelmar voted on Monday to repair the bridge across the river."
SECOND = "The works will cost two million crowns and end in the autumn, it said on Tuesday."
STORY = f"<h1>Bridge</h1><div><p>{FIRST}</p><p>{SECOND}</p></div>"
NAMES = ("Margit B.", "hinge_77", "Старый мост")


def _blocks(
    head: str = "<b>{name}</b> <i>2 May, 10:4{n}</i> <i>+{n}7</i>",
    controls: str = "<a>Reply</a> <a>Report</a>",
    names: tuple[str, ...] = NAMES,
) -> str:
    return "".join(
        f'<div class="c{n}"><div>{head.format(name=name, n=n)}</div>'
        f"<div>XX. I have crossed it every day for {n + 20} years, and it never once fell.</div>"
        f"{controls}</div>"
        for n, name in enumerate(names)
    )


def _text(inside: str, tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    page = f"<html><head><title>Bridge</title></head><body>{inside}</body></html>"
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, path.parent))
    assert isinstance(found, Page), found
    return found.text


@pytest.mark.parametrize(
    "thread",
    [
        f"<div><div>XX (5)</div>{_blocks()}</div>",
        f"<details open><summary>3 XX zum Bericht</summary>{_blocks()}</details>",
        f"<p>XX: 3</p><section>{_blocks(controls='<button>Antworten</button><a>Melden</a>')}"
        "</section>",
        f"<div><div>3 XX</div>{_blocks('<a>{name}</a>, 10:4{n} Uhr <i>Wertung: 8{n}%</i>')}"
        "<div><a>All XX</a></div></div>",
    ],
)
def test_threads_of_comments_are_left_out(thread: str, tmp_path: Path) -> None:
    """They are known by their blocks, whatever the boxes are named, in any language."""
    text = _text(f"<main>{STORY}{thread}</main>", tmp_path)
    assert FIRST in text
    assert SECOND in text
    assert "XX" not in text


@pytest.mark.parametrize(
    "blocks",
    [
        # Entries of a ticker begin with their times, and have one author.
        f"<div>Ticker (3)</div>{_blocks('<i>10:4{n}</i> <b>{name}</b> <i>+{n}7</i>')}",
        f"<div>Ticker (3)</div>{_blocks(names=('Nora Blix',) * 3)}",
        # What is listed leads to pages of its own, or has headings.
        "<div>3 films</div>" + _blocks(controls='<a href="/1">More</a> <a href="/2">Trailer</a>'),
        f"<div>3 films</div>{_blocks('<h3>{name}</h3> <i>20:1{n}</i> <i>8{n}%</i>')}",
        # Nothing counts them.
        f"<div>Films</div>{_blocks()}",
    ],
)
def test_entries_of_an_article_are_kept(blocks: str, tmp_path: Path) -> None:
    """Blocks that are alike may be the article."""
    assert _text(f"<main>{STORY}<div>{blocks}</div></main>", tmp_path).count("XX") == len(NAMES)


def test_what_follows_a_headline_without_text_is_kept(tmp_path: Path) -> None:
    """The answers to a question of the day are the article."""
    asked = f"<main><h1>Your bridge</h1><div><div>3 answers</div>{_blocks()}</div></main>"
    assert _text(asked, tmp_path).count("XX") == len(NAMES)
