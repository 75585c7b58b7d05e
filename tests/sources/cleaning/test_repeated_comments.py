from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.files import SourceFile
from sources.reading import read

STORY = (
    "For eleven months the dredgers worked their way up the Sarn, and nobody in Old Quay slept.",
    "The council had paid most of the bill by then, according to minutes released in August.",
)
SAID = (
    (
        "Marta K.",
        "2 hours ago",
        "I rowed past those dredgers every morning, and saw no one on them.",
    ),
    (
        "oldquay64",
        "3 hours ago",
        "My father always said that the county could lose a bet with itself.",
    ),
    ("Jens", "yesterday", "Would it not be cheaper to let the river go where it wants to go?"),
)
DATED = tuple((name, f"{n} May 2026", text) for n, (name, _, text) in enumerate(SAID, 3))


def _text(
    below: str, folder: Path, above: str = "".join(f"<p>{text}</p>" for text in STORY)
) -> str:
    path = folder / "page.html"
    path.write_text(f"<html><body><main><h1>The river</h1>{above}{below}</main></body></html>")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    return found.text


def _each(one: str, said: tuple[tuple[str, str, str], ...] = SAID) -> str:
    return "".join(one.format(name=name, when=when, text=text) for name, when, text in said)


BOX = "<div><b>{name}</b> <span>{when}</span><p>{text}</p></div>"
LINES = "<p><b>{name}</b> {when}</p><p>{text}</p>"


@pytest.mark.parametrize(
    "below",
    [
        _each(BOX),
        _each(LINES),
        "<ul>" + _each("<li><p><strong>{name}</strong>, {when}</p><p>{text}</p></li>") + "</ul>",
        "<div>" + _each("<div><p>{text}</p><p>— {name}, {when}</p></div>") + "</div>",
        "<dl>" + _each("<dt>{name} ({when})</dt><dd>{text}</dd>") + "</dl>",
        "<h3>What readers say</h3>" + _each(BOX, DATED),
        "<h3>댓글 12</h3>" + _each(LINES, DATED),
        "<p>Leserkommentare</p>" + _each(BOX, DATED[:2]),
        _each(BOX.replace("</p>", "</p><a href='#'>Reply</a>"), DATED),
    ],
)
def test_names_and_times_that_repeat_below_an_article_are_comments(
    below: str, tmp_path: Path
) -> None:
    """They need neither classes nor a heading."""
    assert _text(below, tmp_path).split("\n\n")[-len(STORY) :] == [*STORY]


AGED = tuple((name, f"{n} years old", text) for n, (name, _, text) in enumerate(SAID, 34))


@pytest.mark.parametrize(
    "below",
    [
        "<h3>What is on</h3>" + _each(BOX, DATED),
        _each(LINES, DATED),
        _each(LINES, AGED),
        _each("<div><h3>{name}</h3><p>{when}</p><p>{text}</p></div>"),
        _each(BOX, SAID[:2]),
        _each(BOX) + f"<p>{STORY[0].replace('eleven', 'nine')}</p>",
    ],
)
def test_events_interviewees_and_sections_are_the_articles(below: str, tmp_path: Path) -> None:
    """Names with dates or ages are not enough, and no text of the article follows comments."""
    text = _text(below, tmp_path)
    assert all(said in text for _, _, said in SAID if said in below)


def test_an_article_of_letters_is_not_emptied(tmp_path: Path) -> None:
    """Comments are below the text of an article."""
    assert all(said in _text(_each(BOX), tmp_path, above="") for _, _, said in SAID)


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
def test_comments_below_a_line_that_counts_them_are_left_out(thread: str, tmp_path: Path) -> None:
    """They are known by their blocks, whatever the boxes are named, in any language."""
    text = _text(thread, tmp_path)
    assert all(said in text for said in STORY)
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
    assert _text(f"<div>{blocks}</div>", tmp_path).count("XX") == len(NAMES)


def test_what_follows_a_headline_without_text_is_kept(tmp_path: Path) -> None:
    """The answers to a question of the day are the article."""
    asked = f"<div><div>3 answers</div>{_blocks()}</div>"
    assert _text(asked, tmp_path, above="").count("XX") == len(NAMES)


ONE = (
    "<p><b>oldquay64</b> vor 3 Stunden</p><p>XX Das Amt würde jede Wette gegen sich verlieren.</p>"
)


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h2>Diskutieren Sie mit</h2>{ONE}</div>",
        f'<div class="leserbeitraege"><h3>Ihre Meinung</h3>{ONE}<p>XX Noch eins.</p></div>',
    ],
)
def test_a_box_of_readers_may_have_one_comment(box: str, tmp_path: Path) -> None:
    """Its heading or its name is about readers, and the comment says how old it is."""
    text = _text(box, tmp_path)
    assert "XX" not in text
    assert all(paragraph in text for paragraph in STORY)


def test_a_box_with_one_name_and_age_is_kept_without_readers(tmp_path: Path) -> None:
    """The last update of an article has a name, an age and a text too."""
    assert "XX" in _text(f"<div><h2>Nachtrag</h2>{ONE}</div>", tmp_path)
