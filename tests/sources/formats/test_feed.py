from __future__ import annotations

from pathlib import Path

from sources.article import Page
from sources.reading import SourceFile, read


def _page(entry: str, folder: Path) -> Page:
    path = folder / "feed.atom"
    path.write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>{entry}'
        "<content>The café of Varnby closes.</content></entry></feed>",
        encoding="utf-8",
    )
    (page,) = read(SourceFile(path, folder))
    assert isinstance(page, Page)
    return page


def test_markup_in_the_title_of_an_entry_is_left_out(tmp_path: Path) -> None:
    """Atom states that a title is HTML, and RSS does not need to."""
    title = '<title type="html">Caf&amp;eacute; &lt;b&gt;closes&lt;/b&gt;</title>'
    assert _page(title, tmp_path).metadata.title == "Café closes"


def test_an_author_without_a_name_is_unknown(tmp_path: Path) -> None:
    """A damaged name leaves an address alone."""
    author = "<author><nime>Ann Writer</nime><email>ann@courier.example</email></author>"
    assert _page(author, tmp_path).metadata.authors == ()


def test_a_draft_of_the_publishing_protocol_is_not_published(tmp_path: Path) -> None:
    """As blog software marks it in the feed of an editor."""
    control = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>{}</app:draft></app:control>'
    for said, reason in (("yes", "draft"), ("no", None)):
        assert _page(control.format(said), tmp_path).metadata.unpublished == reason
