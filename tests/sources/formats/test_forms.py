"""The contract of all forms: what is read, what is refused, and what stays within bounds."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sources.article import Metadata, Page
from sources.cleaning.cleaner import clean
from sources.cleaning.partial import SUMMARY_OF_FEED
from sources.errors import Refusal
from sources.file_ending import ENDINGS
from sources.files import SourceFile, file_of
from sources.formats import form, forms, unpacking
from sources.formats.form import Extra
from sources.formats.forms import FORMS
from sources.reading import read
from tests.sources.formats import specimens
from tests.sources.formats.specimens import SPECIMENS, TEXT, TITLE, Specimen
from tests.sources.mutation import mutated

# Forms in which any text is a text.
_LENIENT = (".txt", ".md", ".eml", "html", "html.gz")
EACH = pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda one: one.name)


def found_in(folder: Path, name: str, content: bytes) -> list[Page | Refusal]:
    """Read a file with this content."""
    path = folder / name
    path.write_bytes(content)
    return list(read(SourceFile(path, folder)))


def test_every_ending_has_a_reader_and_every_reader_an_ending() -> None:
    """The endings that are looked for are those that are read."""
    assert {ending for form in FORMS for ending in form.endings} | {".zip"} == set(ENDINGS)
    assert all(form.original and form.name for form in FORMS)


def test_every_form_has_a_specimen() -> None:
    """A new form comes with a file of its own."""
    given = {Path(one.name.removesuffix(".gz")).suffix for one in SPECIMENS}
    own_tests = {".pdf", ".srt", ".vtt", ".odt"}
    assert all(given & set(form.endings) or own_tests & set(form.endings) for form in FORMS)


@EACH
def test_the_article_is_read_whole(tmp_path: Path, specimen: Specimen) -> None:
    """The text is that of the article, letter by letter, and so is what is known about it."""
    (page,) = found_in(tmp_path, specimen.name, specimen.make())
    assert isinstance(page, Page), page
    assert page.text.removeprefix(f"{TITLE}\n\n") == TEXT
    assert page.metadata == specimen.metadata
    assert file_of(page.origin) == tmp_path / specimen.name


@EACH
def test_what_is_cut_off_is_refused_or_read_and_never_raises(
    tmp_path: Path, specimen: Specimen
) -> None:
    """Half a file gives pages or refusals that name the file, with a reason and a next step."""
    content = specimen.make()
    for found in found_in(tmp_path, specimen.name, content[: len(content) // 2]):
        assert found.origin.startswith(str(tmp_path / specimen.name))
        if isinstance(found, Refusal):
            assert found.reason
            assert found.next_step


@EACH
@pytest.mark.parametrize("content", [b"", b" \n", b"\0" * 500, b"\xff\xfe<\0", b"{}", b"<a/>"])
def test_what_is_no_such_file_is_refused(
    tmp_path: Path, specimen: Specimen, content: bytes
) -> None:
    """Nothing, zeros and other forms are refused by name."""
    for found in found_in(tmp_path, specimen.name, content):
        assert isinstance(found, Refusal) or specimen.name.endswith(_LENIENT)


@EACH
def test_a_packed_file_is_read_as_the_plain_one(tmp_path: Path, specimen: Specimen) -> None:
    """Each form may be compressed, and packed in a zip beside others."""
    content = specimen.make()
    name = specimen.name.removesuffix(".gz")
    plain = gzip.decompress(content) if name != specimen.name else content
    (page,) = found_in(tmp_path, f"{name}.gz", gzip.compress(plain))
    *inner, last = found_in(
        tmp_path, "all.zip", specimens.zipped(**{specimen.name: content, "last.txt": b"Last one."})
    )
    assert isinstance(page, Page), page
    assert isinstance(last, Page)
    assert [one.text for one in inner if isinstance(one, Page)] == [page.text]
    assert inner[0].metadata == page.metadata
    assert str(tmp_path / "all.zip") + "#" + specimen.name in inner[0].origin


ENTITY = '<!DOCTYPE {0} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{0}>&x;</{0}>'
LAUGHS = '<!DOCTYPE {0} [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><{0}>&b;</{0}>'


@pytest.mark.parametrize("root", ["rss", "feed", "nitf", "newsItem", "newsMessage"])
@pytest.mark.parametrize("hostile", [ENTITY, LAUGHS])
def test_entities_are_never_expanded(tmp_path: Path, root: str, hostile: str) -> None:
    """XML that declares entities is refused, and nothing outside of the file is read."""
    (found,) = found_in(tmp_path, "a.xml", hostile.format(root).encode())
    assert isinstance(found, Refusal)
    assert "entities" in found.reason


def test_entities_in_an_export_of_wordpress_are_not_expanded(tmp_path: Path) -> None:
    """They are noticed before the first post is read."""
    head = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss version'
    content = specimens.wordpress().replace(b"<rss version", head).replace(b"closing", b"&x;")
    (found,) = found_in(tmp_path, "a.xml", content)
    assert isinstance(found, Refusal)
    assert "entities" in found.reason


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a\\..\\..\\b.txt", "C:\\out.txt", "a\x1b.txt"]
)
def test_a_member_whose_name_leads_out_of_its_zip_is_refused(tmp_path: Path, name: str) -> None:
    """It is refused by name, and the others are read."""
    refused, page = found_in(tmp_path, "a.zip", specimens.zipped(**{name: b"x", "b.txt": b"Text."}))
    assert isinstance(refused, Refusal)
    assert "its name" in refused.reason
    assert isinstance(page, Page)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A member that shrank to a thousandth is refused before it is read."""
    content = specimens.zipped(**{"bomb.txt": b" " * 50_000_000, "b.txt": b"Text."})
    tracemalloc.start()
    refused, page = found_in(tmp_path, "a.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(refused, Refusal)
    assert "over 100 times" in refused.reason
    assert isinstance(page, Page)
    assert peak < 10_000_000


def test_members_share_one_allowance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many members that are each within the bounds do not pass them together."""
    monkeypatch.setattr(unpacking, "FREE_BYTES", 300_000)
    content = specimens.zipped(**{f"{n}.txt": b"word " * 40_000 for n in range(9)})
    found = found_in(tmp_path, "a.zip", content)
    assert (
        sum("unpacks to more than" in one.reason for one in found if isinstance(one, Refusal)) > 5
    )


def test_packing_in_packing_has_an_end(tmp_path: Path) -> None:
    """The fourth layer is refused."""
    content = b"Text."
    for name in ("a.txt", "b.zip", "c.zip", "d.zip"):
        content = specimens.zipped(**{name: content})
    (found,) = found_in(tmp_path, "e.zip", content)
    assert isinstance(found, Refusal)
    assert "more than 3 layers" in found.reason


def test_a_zip_without_articles_says_what_it_holds(tmp_path: Path) -> None:
    """The endings are counted."""
    (found,) = found_in(tmp_path, "a.zip", specimens.zipped(**{"a.png": b"x", "b.png": b"x"}))
    assert isinstance(found, Refusal)
    assert ".png (2)" in found.reason


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    """Its flag says that it is encrypted."""
    packed = bytearray(specimens.zipped(**{"a.txt": b"Text."}))
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    (found,) = found_in(tmp_path, "a.zip", bytes(packed))
    assert isinstance(found, Refusal)
    assert "password" in found.reason


def test_a_member_has_its_sidecar(tmp_path: Path) -> None:
    """A zip of a folder is read as the folder is."""
    content = specimens.zipped(**{"a.txt": b"Text.", "a.txt.meta.json": b'{"outlet": "Courier"}'})
    (page,) = found_in(tmp_path, "a.zip", content)
    assert isinstance(page, Page)
    assert page.metadata == Metadata(outlet="Courier")


def test_columns_are_mapped_by_a_sidecar(tmp_path: Path) -> None:
    """A table may name its columns as it likes; a wrong mapping names those that there are."""
    sidecar = tmp_path / "a.csv.meta.json"
    sidecar.write_text(json.dumps({"columns": {"text": "Artikel", "title": "Zeile"}}))
    (page,) = found_in(tmp_path, "a.csv", b"Zeile,Artikel,title\nTitle,The text.,other\n")
    assert isinstance(page, Page)
    assert (page.text, page.metadata.title) == ("The text.", "Title")
    (refused,) = found_in(tmp_path, "a.csv", b"Zeile,Text\nTitle,The text.\n")
    assert isinstance(refused, Refusal)
    assert "no column 'Artikel'; its columns are 'Zeile', 'Text'" in refused.reason


def test_a_dependency_that_is_missing_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the line that installs it."""
    monkeypatch.setattr(form, "find_spec", lambda _: None)
    (found,) = found_in(tmp_path, "a.parquet", b"PAR1")
    assert isinstance(found, Refusal)
    assert "pip install 'onrecord[parquet]'" in found.next_step
    assert Extra("zlib", "x").is_installed is False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", specimens.wordpress("draft")),
        ("a.json", specimens.ghost("draft")),
        ("b.json", specimens.drupal(published=False)),
        ("c.json", specimens.ninjs(status="canceled")),
        ("b.xml", specimens.newsml("stat:withheld")),
    ],
)
def test_the_status_is_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    """What decides about drafts finds the status under one name, whatever the form."""
    seen: list[object] = []
    before = forms.read_json.__globals__["metadata_of"]
    monkeypatch.setitem(
        forms.read_json.__globals__,
        "metadata_of",
        lambda fields, origin: seen.append(fields.get("status")) or before(fields, origin),
    )
    found_in(tmp_path, name, content)
    assert seen[-1] in ("draft", "canceled", "withheld")


def test_what_wordpress_keeps_for_itself_is_no_article(tmp_path: Path) -> None:
    """Attachments, menus and revisions are passed over."""
    assert found_in(tmp_path, "a.xml", specimens.wordpress(post_type="revision")) == []


RSS_ITEM = "<item><guid>{id}</guid><title>A bridge</title>{text}</item>"
SENTENCE = "<p>The council of Talgar voted on Monday to build a bridge.</p>"


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("a.rss", f"<description><![CDATA[{SENTENCE}]]></description>", SUMMARY_OF_FEED),
        ("a.rss", f"<description><![CDATA[{60 * SENTENCE}]]></description>", None),
        (
            "a.rss",
            f"<description>Short.</description><c:encoded><![CDATA[{SENTENCE}]]></c:encoded>",
            None,
        ),
        ("a.atom", f"<summary type='html'><![CDATA[{SENTENCE}]]></summary>", SUMMARY_OF_FEED),
        ("a.atom", f"<content type='html'><![CDATA[{SENTENCE}]]></content>", None),
    ],
)
def test_the_summary_of_a_feed_is_a_part(
    tmp_path: Path, name: str, text: str, part: str | None
) -> None:
    """A short description without the content of its article is marked in the headline."""
    if name.endswith(".rss"):
        space = "xmlns:c='http://purl.org/rss/1.0/modules/content/'"
        item = RSS_ITEM.format(id=1, text=text)
        feed = f"<rss version='2.0' {space}><channel><title>Post</title>{item}</channel></rss>"
    else:
        entry = f"<entry><id>1</id><title>A bridge</title>{text}</entry>"
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{entry}</feed>"
    (page,) = found_in(tmp_path, name, feed.encode())
    assert isinstance(page, Page)
    assert page.metadata.part == part
    assert ("[only a part: " in clean(page).headline) is (part is not None)


def test_a_truncated_feed_says_so(tmp_path: Path) -> None:
    """What could be read is read, and the file is refused as damaged."""
    content = specimens.rss().replace(b"</channel>", b"<item><title>Next")
    *pages, refused = found_in(tmp_path, "a.rss", content)
    assert isinstance(pages[0], Page)
    assert isinstance(refused, Refusal)
    assert "damaged" in refused.reason


def test_an_attachment_is_named(tmp_path: Path) -> None:
    """A file that comes with a mail is not lost without a word."""
    content = specimens.mail(html=False).replace(
        b"Content-Type: text/plain",
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
        b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="r.pdf"\n\n'
        b"x\n--b\nContent-Type: text/plain",
    )
    found = found_in(tmp_path, "a.eml", content)
    assert any("a.eml#r.pdf" in one.origin for one in found if isinstance(one, Refusal))


def test_a_member_that_is_damaged_does_not_stop_the_others(tmp_path: Path) -> None:
    """Its checksum is wrong; what follows is read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "damaged text")
        archive.writestr("b.txt", "Whole text.")
    content = packed.getvalue().replace(b"damaged text", b"d4maged text", 1)
    refused, page = found_in(tmp_path, "a.zip", content)
    assert isinstance(refused, Refusal)
    assert isinstance(page, Page)


def test_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    """Whatever is changed in a file, reading yields storable text or a reason."""
    lot = random.Random(19)  # noqa: S311 - the same files in each run
    for specimen, content in mutated(SPECIMENS, lot, 100):
        for found in found_in(tmp_path, specimen.name, content):
            if isinstance(found, Page):
                found.text.encode()
                assert found.text.strip() or found.turns
            else:
                assert found.reason
                assert found.next_step
