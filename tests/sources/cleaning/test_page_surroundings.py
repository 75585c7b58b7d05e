from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.files import SourceFile
from sources.reading import Refusal, read

# Short paragraphs: nothing may be lost because an article is shorter than what surrounds it.
FIRST = "The council of Kelmar voted on Monday to repair the bridge across the river."
SECOND = "The works will cost two million crowns and end in the autumn, it said."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
CARDS = "".join(
    f'<div class="c{n}"><a href="/{n}"><h3>{title}</h3></a><p>{summary}</p></div>'
    for n, (title, summary) in enumerate(
        [
            ("Storks return", "Since Tuesday the nest on the old brewery has been taken again."),
            ("Baker reopens", "He was bored, so he lit the oven again, two mornings a week."),
            ("Late frost", "Growers fear for the apricots, which came into flower early."),
        ]
    )
)


def _read(inside: str, tmp_path: Path, head: str = "") -> Page | Refusal:
    path = tmp_path / "page.html"
    page = f"<html><head><title>Bridge</title>{head}</head><body>{inside}</body></html>"
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, path.parent))
    return found


def _text(inside: str, tmp_path: Path, head: str = "") -> str:
    found = _read(inside, tmp_path, head)
    assert isinstance(found, Page), found
    return found.text


@pytest.mark.parametrize(
    "box",
    [
        "<div hidden><p>XX. May we send you news? You can end it.</p><button>OK</button></div>",
        '<div style="display: none"><p>XX. Thank you for the report.</p><button>X</button></div>',
        '<div role="alertdialog"><p>XX. This site stores files on your device.</p></div>',
        "<dialog open><p>XX. Your session has ended, so please sign in.</p></dialog>",
        '<span class="visually-hidden">XX. These links open in a window of their own.</span>',
        '<div><p>XX. Each morning the best of the region by mail.</p><input type="email"></div>',
        '<div class="player"><button>Listen</button> <span>XX, read by a machine</span></div>',
        f"<section><h2>XX you may like</h2>{CARDS}</section>",
        '<h4>XX</h4><ul><li><a href="/1">Storks return</a></li><li><a href="/2">Late frost</a></li>'
        '<li><a href="/3">Baker reopens</a></li></ul>',
        '<p><a href="/other"><b>XX: will the river ever get a second bridge?</b></a></p>',
        '<p>XX | <a href="/other">How to cross a river in under a minute</a></p>',
        "<p><small>XX seen? Tell the editors, who will look into it.</small></p>",
    ],
)
@pytest.mark.parametrize(
    "form", ["<article><h1>Bridge</h1>{}</article>", "<h1>Bridge</h1><div>{}</div>"]
)
def test_what_surrounds_an_article_is_left_out(box: str, form: str, tmp_path: Path) -> None:
    """It is known by its structure, whatever its words, and however short the article is."""
    between = f"<p>{FIRST}</p>{box}<p>{SECOND}</p>"
    for inside in (TEXT + box, between) if "<h4" not in box else (TEXT + box,):
        text = _text(form.format(inside), tmp_path)
        assert FIRST in text
        assert SECOND in text
        assert "XX" not in text
        assert "oven" not in text


@pytest.mark.parametrize(
    "inside",
    [
        # ASP.NET puts the whole page into a form.
        f'<form id="aspnetForm"><h1>Bridge</h1><div>{TEXT}</div><input type="text"></form>',
        f'<h1>Bridge</h1><div>{TEXT}<form><input type="email"></form><button>Share</button></div>',
        f"<article><h1>Bridge</h1><p>{FIRST}</p>"
        f'<div style="display:none"><p>{SECOND}</p></div></article>',
        f'<div style="visibility:hidden"><article><h1>Bridge</h1>{TEXT}</article></div>',
        f'<h1>Bridge</h1><div role="log">{TEXT * 5}</div>',
        f"<h1>Bridge</h1>{TEXT}<p><small>{FIRST[:-1]} again.</small></p>",
    ],
)
def test_the_text_of_an_article_is_never_taken_for_its_surroundings(
    inside: str, tmp_path: Path
) -> None:
    """Forms, hidden elements and links around the text itself are no reason to remove it."""
    text = _text(inside, tmp_path)
    assert FIRST in text
    assert SECOND in text


def test_a_list_of_linked_entries_is_an_article_if_it_has_no_other_text(tmp_path: Path) -> None:
    """Ten walks, each with a link and its description, are the article."""
    walks = "".join(
        f'<div><h3><a href="/walk/{n}">Walk {n}</a></h3><p>Walk {n} leads along the river to a'
        f" mill, where number {n} of the old locks has been repaired. It takes {n} hours, and an"
        f" hour more with children, who like to look at the water wheel of that mill, and at the"
        f" ducks below it, of which there were {n} when we came by.</p></div>"
        for n in range(2, 8)
    )
    head = '<meta property="og:type" content="article">'
    text = _text(f"<article><h1>Six walks</h1><p>{FIRST}</p>{walks}</article>", tmp_path, head)
    assert all(f"number {n} of the old locks" in text for n in range(2, 8))


def test_a_box_between_paragraphs_is_kept(tmp_path: Path) -> None:
    """A summary in an aside is the article's; one with links is not."""
    box = "<aside class='x'><h4>In short</h4><ul><li>Two million crowns</li></ul></aside>"
    links = '<aside><h4>Read on</h4><ul><li><a href="/x">Old bridges</a></li></ul></aside>'
    inside = f"<article><h1>Bridge</h1><p>{FIRST}</p>{box}{links}<p>{SECOND}</p></article>"
    text = _text(inside, tmp_path)
    assert "In short\n\nTwo million crowns" in text.replace("- ", "")
    assert "Old bridges" not in text


@pytest.mark.parametrize("repeated", [False, True])
def test_a_pull_quote_is_kept_where_the_text_lacks_it(repeated: bool, tmp_path: Path) -> None:
    """Most repeat a sentence of the text, and some are nowhere else."""
    quote = "“A bridge is a promise to a stranger.”"
    inside = (
        f"<article><h1>Bridge</h1><p>{FIRST}</p><figure class='wp-block-pullquote'><blockquote><p>"
        f"{quote}</p></blockquote></figure><p>{SECOND} {quote if repeated else ''}</p></article>"
    )
    assert _text(inside, tmp_path).count(quote) == 1


def test_the_heads_of_a_table_are_no_menu(tmp_path: Path) -> None:
    """A row of short words is a menu only where no rows of the same form are beside it."""
    rows = (
        "<tr><th>House</th><th>before</th><th>now</th></tr><tr><td>1</td><td>8</td><td>9</td></tr>"
    )
    inside = f"<article><h1>Fees</h1><p>{FIRST} {SECOND}</p><table>{rows}</table></article>"
    page = _read(inside, tmp_path)
    assert isinstance(page, Page)
    assert "House | before | now" in clean(page).text


def test_teasers_longer_than_a_short_article_are_left_out(tmp_path: Path) -> None:
    """An article of two short sentences is whole, whatever is teased below it."""
    teasers = "".join(
        f'<article class="card"><h3><a href="/{n}">{name}</a></h3><p>{text}</p></article>'
        for n, name, text in ((1, "Festival", FIRST), (2, "Dog finds ring", SECOND))
    )
    story = (
        "<article><h1>Road closed</h1><p>Mill Road is closed.</p><p>It opens soon.</p></article>"
    )
    text = _text(f'{story}<div class="x"><h3>More</h3>{teasers}</div>', tmp_path)
    assert text.split("\n\n")[-2:] == ["Mill Road is closed.", "It opens soon."]
