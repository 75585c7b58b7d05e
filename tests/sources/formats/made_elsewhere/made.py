"""The files that other programs made: of which articles, and what a reader must return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sources.article import Metadata
from tests.sources.formats.made_elsewhere import (
    agencies,
    libraries,
    programs,
    websites,
    wordpress,
)
from tests.sources.formats.made_elsewhere.articles import (
    ALL,
    ARABIC,
    ENGLISH,
    HEARING,
    JAPANESE,
    KOREAN,
    RUSSIAN,
    SITE,
    Layout,
    Written,
)

FILES = Path(__file__).with_name("files")
MADE_WITH = FILES / "made_with.json"


@dataclass(frozen=True)
class Made:
    """A file that a program made of some articles.

    `missing` names the metadata that the file does not hold, and `stated` what it states instead.
    `around` holds the texts that the file adds above and below that of the article.
    """

    name: str
    program: str
    make: Callable[[Path], bytes]
    articles: tuple[Written, ...]
    layout: Layout = field(default_factory=Layout)
    missing: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    around: tuple[str, str] = ("", "")

    @property
    def path(self) -> Path:
        """The file."""
        return FILES / self.name

    @property
    def texts(self) -> list[str]:
        """The texts in the file."""
        above, below = self.around
        return [above + written.text(self.layout) + below for written in self.articles]

    @property
    def metadata(self) -> list[Metadata]:
        """What the file states about each of its articles."""
        return [written.metadata(self.missing, **self.stated) for written in self.articles]


_WEB = Layout(note="{}")
_DOCUMENT = Layout(head="{0.title}", note="[1] {}")
_PANDOC = replace(_DOCUMENT, head="{0.title}\n\n{0.author}\n\n2025-02-11")
_PARAGRAPHS = Layout(kinds="paragraph quote")
_OFFICE = "outlet url"
_RTF = f"{_OFFICE} language"
_PDF = f"{_RTF} published authors"
_ALL_MISSING = f"{_PDF} title"
_PAGE = {"url": "{0.url}.html"}
_URI = {"url": f"{SITE}/ninjs/{{0.slug}}"}
_PRINT = replace(_DOCUMENT, cells=" ", note="1 {}", marked={"item": "• {}"})


def _office(written: Written, form: str, **options: bool | int) -> Callable[[Path], bytes]:
    return lambda folder: programs.libreoffice(folder, written, form, **options)


def _pandoc(articles: tuple[Written, ...], form: str, *options: str) -> Callable[[Path], bytes]:
    return lambda folder: programs.pandoc(folder, articles, form, *options)


def _superdesk(form: str) -> Callable[[Path], bytes]:
    return lambda _: agencies.superdesk(ENGLISH, form)


def _alone(make: Callable[[], bytes]) -> Callable[[Path], bytes]:
    return lambda _: make()


_EN, _KO, _RU, _AR, _JA = ((one,) for one in (ENGLISH, KOREAN, RUSSIAN, ARABIC, JAPANESE))
_EDITED = partial(_office, ENGLISH, changes=True)
_LO, _LAST_FIRST = "LibreOffice", (ARABIC, JAPANESE, KOREAN, RUSSIAN, ENGLISH)
_ISSUE = ("-Mtitle=Kelmar Courier", "-Mdate=2025-02-11", "-Mlang=en")
MADE = (
    Made("libreoffice.odt", _LO, _EDITED("odt"), _EN, _DOCUMENT, _OFFICE),
    Made("libreoffice-ar.odt", _LO, _office(ARABIC, "odt"), _AR, _DOCUMENT, _OFFICE),
    Made("libreoffice.docx", _LO, _EDITED("docx"), _EN, _DOCUMENT, _OFFICE),
    Made("libreoffice-ko.docx", _LO, _office(KOREAN, "docx"), _KO, _DOCUMENT, _OFFICE),
    Made("libreoffice.rtf", _LO, _EDITED("rtf"), _EN, _DOCUMENT, _RTF),
    Made("libreoffice-ru.rtf", _LO, _office(RUSSIAN, "rtf"), _RU, _DOCUMENT, _RTF),
    Made("libreoffice-ja.rtf", _LO, _office(JAPANESE, "rtf"), _JA, _DOCUMENT, _RTF),
    Made("libreoffice.pdf", _LO, _office(ENGLISH, "pdf", columns=2), _EN, _PRINT, _PDF),
    Made("libreoffice-ru.pdf", _LO, _office(RUSSIAN, "pdf", columns=2), _RU, _PRINT, _PDF),
    Made("libreoffice-ko.pdf", _LO, _office(KOREAN, "pdf"), _KO, _PRINT, _PDF),
    Made("libreoffice-ja.pdf", _LO, _office(JAPANESE, "pdf"), _JA, _PRINT, _PDF),
    Made("libreoffice-ko-fonts.pdf", _LO, _office(KOREAN, "pdf", latin=True), _KO, _PRINT, _PDF),
    Made("libreoffice-ja-fonts.pdf", _LO, _office(JAPANESE, "pdf", latin=True), _JA, _PRINT, _PDF),
    Made("libreoffice-ar.pdf", _LO, _office(ARABIC, "pdf"), ()),
    Made("pandoc.docx", "pandoc", _pandoc(_EN, "docx"), _EN, _PANDOC, _OFFICE),
    Made("pandoc.odt", "pandoc", _pandoc(_RU, "odt"), _RU, _PANDOC, _OFFICE),
    Made(
        "pandoc.epub",
        "pandoc",
        _pandoc(ALL, "epub3", *_ISSUE),
        ALL,
        replace(_WEB, head="{0.title}"),
        "url authors",
    ),
    Made(
        "pandoc.md",
        "pandoc",
        _pandoc(_EN, "gfm-smart+yaml_metadata_block"),
        _EN,
        Layout(kinds="paragraph heading item row quote", note="[1] {}"),
        _OFFICE,
    ),
    Made(
        "pandoc.txt",
        "pandoc",
        _pandoc(_JA, "plain"),
        _JA,
        Layout(head="{0.title}\n{0.author}\n2025-02-11", marked={"caption": "[{}]"}),
        _ALL_MISSING,
    ),
    Made(
        "ebooklib.epub",
        "EbookLib",
        _alone(libraries.book),
        ALL,
        replace(_WEB, head="{0.title}\n\n{0.author}"),
        "url authors",
    ),
    Made(
        "pelican.html",
        "Pelican",
        partial(websites.page, name="harbour-bridge.html"),
        _EN,
        _WEB,
        _OFFICE,
    ),
    Made(
        "pelican.atom",
        "Pelican",
        partial(websites.page, name="all.atom.xml"),
        _LAST_FIRST,
        _WEB,
        "language",
        _PAGE,
    ),
    Made(
        "pelican.rss",
        "Pelican",
        partial(websites.page, name="all.rss.xml"),
        _LAST_FIRST,
        _WEB,
        "language",
        _PAGE,
    ),
    Made(
        "chromium.mhtml",
        "Chromium",
        partial(websites.mhtml, slug="harbour-bridge"),
        _EN,
        _WEB,
        "outlet",
        _PAGE,
    ),
    Made(
        "chromium-ar.mhtml",
        "Chromium",
        partial(websites.mhtml, slug="bridge-ar"),
        _AR,
        _WEB,
        "outlet",
        _PAGE,
    ),
    Made("wget.warc.gz", "wget", websites.warc, ALL, _WEB, "outlet", _PAGE),
    Made("py-wacz.wacz", "wacz", websites.wacz, ALL, _WEB, "outlet", _PAGE),
    Made(
        "wordpress.xml",
        "WordPress",
        wordpress.export,
        ALL,
        Layout(note="Source\n\n{}"),
    ),
    Made(
        "superdesk-nitf.xml",
        "superdesk-core",
        _superdesk("nitf"),
        _EN,
        _PARAGRAPHS,
        "outlet url language",
    ),
    Made(
        "superdesk-newsml.xml", "superdesk-core", _superdesk("newsml_g2"), _EN, _PARAGRAPHS, "url"
    ),
    Made("superdesk-ninjs.json", "superdesk-core", _superdesk("ninjs"), _EN, Layout(), "url"),
    Made(
        "iptc-nitf.xml",
        "the IPTC's example",
        _alone(partial(agencies.nitf, ENGLISH)),
        _EN,
        Layout(marked={"quote": "{}\n\nIlse Varga"}),
        around=("Divers found cracks\n\n", "\n\nAnn Lindqvist covers the harbour."),
    ),
    Made(
        "iptc-newsml.xml",
        "the IPTC's example",
        _alone(partial(agencies.newsml, JAPANESE)),
        _JA,
        missing="url",
    ),
    Made(
        "iptc-ninjs-1.json",
        "the IPTC's example",
        _alone(partial(agencies.ninjs, RUSSIAN, 1)),
        _RU,
        stated=_URI,
    ),
    Made(
        "iptc-ninjs-3.json",
        "the IPTC's example",
        _alone(partial(agencies.ninjs, ENGLISH, 3)),
        _EN,
        stated=_URI,
    ),
    Made(
        "email.eml",
        "Python",
        _alone(partial(libraries.mail, ENGLISH, "utf-8", "quoted-printable")),
        _EN,
        missing="outlet language",
    ),
    Made(
        "email-ja.eml",
        "Python",
        _alone(partial(libraries.mail, JAPANESE, "iso-2022-jp", "7bit")),
        _JA,
        missing="outlet language",
    ),
    Made(
        "email-ru.eml",
        "Python",
        _alone(partial(libraries.mail, RUSSIAN, "windows-1251", "base64")),
        _RU,
        missing="outlet language",
    ),
    Made("srt.srt", "srt", _alone(libraries.subrip), (HEARING,), missing=_ALL_MISSING),
    Made("webvtt-py.vtt", "webvtt-py", _alone(libraries.webvtt), (HEARING,), missing=_ALL_MISSING),
    Made(
        "ffmpeg.vtt",
        "ffmpeg",
        lambda folder: programs.ffmpeg(folder, libraries.subrip(), "vtt"),
        (HEARING,),
        missing=_ALL_MISSING,
    ),
    Made("pandas.csv", "pandas", _alone(libraries.csv), ALL),
    Made("pandas.jsonl", "pandas", _alone(libraries.jsonl), ALL),
    Made("pyarrow.parquet", "pyarrow", _alone(libraries.parquet), ALL),
    Made("followthemoney.jsonl", "followthemoney", _alone(libraries.entities), ALL),
)
