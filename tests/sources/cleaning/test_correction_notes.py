from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.article import Article, Page
from sources.cleaning.cleaner import clean
from sources.cleaning.correction_notes import is_correction
from sources.files import SourceFile
from sources.reading import read

NOTE = "Correction: an earlier version of this article gave the prize as 3 million euros."
BARE = "The prize was given as 3 million euros at first."
FIRST = "The chemist Karl Pohl has lost a prize of 300,000 euros for his work on tin."
LAST = "He works in Graz, where he was born in 1971, and said that he would appeal."
NITF = """<nitf><head><docdata><correction info="{bare}"/></docdata></head><body><body.head>
<hedline><hl1>Chemist loses prize</hl1><hl2>Pohl to appeal</hl2></hedline>
<note><body.content><p>{note}</p></body.content></note>
<dateline><location>GRAZ</location></dateline></body.head><body.content><p>{first}</p><p>{last}</p>
</body.content><body.end><tagline>Additional reporting by Jo.</tagline></body.end></body></nitf>"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:1"><itemMeta>
<edNote>Corrects the prize in the first paragraph.</edNote><edNote>Picture to follow.</edNote>
</itemMeta><contentMeta><headline>Chemist loses prize</headline></contentMeta><contentSet>
<inlineXML><html><body><p>{first}</p></body></html></inlineXML></contentSet></newsItem>"""
WXR = """<rss xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
<title>Chemist loses prize</title><content:encoded>{first}</content:encoded>
<wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:postmeta><wp:meta_key>correction_note</wp:meta_key><wp:meta_value>{bare}</wp:meta_value>
</wp:postmeta></item></channel></rss>"""


def _article(folder: Path, name: str, text: str) -> Article:
    path = folder / name
    path.write_text(text)
    (page,) = read(SourceFile(path.resolve(), folder.resolve()))
    assert isinstance(page, Page)
    return clean(page)


def _page(folder: Path, body: str, head: str = "") -> list[str]:
    page = (
        f"<html><head><title>Chemist loses prize</title>{head}</head><body><nav><a href='/'>Home"
        f"</a></nav>{body}</body></html>"
    )
    return _article(folder, "a.html", page).text.split("\n\n")[1:]


def _body(above: str = "", between: str = "", below: str = "", after: str = "") -> str:
    return (
        f"<article><h1>Chemist loses prize</h1>{above}<p>{FIRST}</p>{between}<p>{LAST}</p>{below}"
        f"</article>{after}"
    )


@pytest.mark.parametrize(
    "box",
    [
        f'<aside class="correction"><p>{BARE}</p></aside>',
        f"<aside><p>{NOTE}</p></aside>",
        f'<div class="article__correction"><strong>{NOTE}</strong></div>',
        f'<section data-component="EditorsNote">{BARE}</section>',
        f'<footer class="c-editors-note"><p>{BARE}</p></footer>',
        f'<div itemprop="correction" itemtype="https://schema.org/CorrectionComment">{BARE}</div>',
        f'<div role="note" aria-label="Editor\'s note">{BARE}</div>',
    ],
)
def test_a_correction_on_a_page_is_kept_at_its_place(box: str, tmp_path: Path) -> None:
    """A box that is named or begins like a correction is text, above, between or below it."""
    note = NOTE if NOTE in box else BARE
    assert _page(tmp_path, _body(above=box)) == [note, FIRST, LAST]
    assert _page(tmp_path, _body(between=box)) == [FIRST, note, LAST]
    assert _page(tmp_path, _body(below=box)) == [FIRST, LAST, note]
    assert _page(tmp_path, _body(after=box)) == [FIRST, LAST, note]


def test_a_correction_in_the_footer_of_an_article_is_kept(tmp_path: Path) -> None:
    """A footer below the article has a correction, without or with a heading of its own."""
    plain = f'<footer class="article-footer"><p>{NOTE}</p><p>© 2026 Quay Gazette</p></footer>'
    assert _page(tmp_path, _body(after=plain)) == [FIRST, LAST, NOTE]
    headed = f"<footer><h4>Editor’s note</h4><p>{BARE}</p></footer>"
    assert _page(tmp_path, _body(after=headed)) == [FIRST, LAST, "Editor’s note", BARE]


@pytest.mark.parametrize(
    "value", [BARE, {"@type": "CorrectionComment", "text": BARE}, [{"text": BARE}]]
)
def test_a_correction_of_the_linked_data_is_kept_once(value: object, tmp_path: Path) -> None:
    """It is put at the end, unless the page shows it."""
    stated = json.dumps({"@type": "NewsArticle", "correction": value})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert _page(tmp_path, _body(), head) == [FIRST, LAST, BARE]
    shown = f'<aside class="correction">{BARE}</aside>'
    assert _page(tmp_path, _body(above=shown), head) == [BARE, FIRST, LAST]


@pytest.mark.parametrize(
    "box",
    [
        '<p class="corrections-policy">We correct every error that readers report to us.</p>',
        '<div class="correction">Spotted an error? Please let us know at once.</div>',
        '<footer><a href="/c">Corrections and clarifications of this week.</a></footer>',
        '<div class="report-correction"><p>Send us a note about the error here.</p></div>',
    ],
)
def test_an_invitation_to_report_errors_is_not_a_correction(box: str, tmp_path: Path) -> None:
    """The page's links and requests about corrections are left out, as before."""
    assert _page(tmp_path, _body(after=f"<footer>{box}</footer>")) == [FIRST, LAST]


@pytest.mark.parametrize("field", ["correction", "Corrections", "editorsNote", "editor_note"])
@pytest.mark.parametrize(
    "value", [BARE, [BARE], [{"date": "2026-05-30", "text": f"<p>{BARE}</p>"}]]
)
def test_a_correction_in_a_field_of_a_record_is_kept(
    field: str, value: object, tmp_path: Path
) -> None:
    """It follows the text, also where that is HTML."""
    record = {"title": "Chemist loses prize", "body": f"<p>{FIRST}</p>", field: value}
    text = _article(tmp_path, "a.json", json.dumps(record)).text
    assert text.split("\n\n")[1:] == [FIRST, BARE]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f'title,text,correction\nChemist loses prize,"{FIRST}","{BARE}"\n'),
        ("a.md", f"---\ntitle: Chemist loses prize\ncorrection: {BARE}\n---\n{FIRST}\n"),
        ("a.xml", WXR.format(first=FIRST, bare=BARE)),
        ("b.xml", NITF.format(first=FIRST, last=LAST, note=NOTE, bare=BARE)),
        (
            "a.txt",
            f"Chemist loses prize\n\n{FIRST}\n\n{LAST}\n\n© 2026 Quay Gazette. All rights reserved."
            f"\n\nEditor's note: {BARE}\n",
        ),
    ],
)
def test_every_format_keeps_its_corrections(name: str, text: str, tmp_path: Path) -> None:
    """Tables, front matter, WordPress, NITF, and a text with its correction below the copyright."""
    assert BARE in _article(tmp_path, name, text).text


def test_a_nitf_article_keeps_what_its_head_and_its_end_add(tmp_path: Path) -> None:
    """The second headline, the dateline, the note and the tagline are part of the text."""
    text = _article(
        tmp_path, "a.xml", NITF.format(first=FIRST, last=LAST, note=NOTE, bare=BARE)
    ).text
    assert text.split("\n\n") == [
        *("Chemist loses prize", "Pohl to appeal", f"GRAZ — {FIRST}", LAST, NOTE),
        *("Additional reporting by Jo.", BARE),
    ]


def test_only_notes_to_editors_that_correct_are_text(tmp_path: Path) -> None:
    """Agencies also announce pictures in them."""
    text = _article(tmp_path, "a.xml", NEWSML.format(first=FIRST)).text
    assert text.split("\n\n")[1:] == [FIRST, "Corrects the prize in the first paragraph."]
    ninjs = {
        "uri": "urn:1",
        "headline": "Chemist loses prize",
        "body_text": FIRST,
        "ednote": "CORRECTION: the prize in the first paragraph.",
    }
    assert ninjs["ednote"] in _article(tmp_path, "n.json", json.dumps(ninjs)).text


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Editor's note: The mayor's name has been corrected.", True),
        ("This article was amended on 17 February 2026 to say that Sorel resigned.", True),
        ("In einer früheren Version hieß es, Pohl arbeite in Wien.", True),
        ("바로잡습니다: 상금은 3백만 유로가 아니라 30만 유로 입니다.", True),
        ("Correction, 7 May: The prize is 300,000 euros.", True),
        ("Correction of the market is under way, said Pohl.", False),
        ("Correction: please e-mail us if you see an error.", False),
        ("Corrections", False),
    ],
)
def test_a_correction_is_recognised_by_its_first_words(line: str, is_one: bool) -> None:
    """The word alone, or in a sentence about something else, is not enough."""
    assert is_correction(line) is is_one
