"""A newspaper's site, made by Pelican, and what browsers and crawlers save of it."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.sources.formats.made_elsewhere.articles import ALL, MOMENT, OUTLET, PICTURE, SITE
from tests.sources.formats.made_elsewhere.programs import output

_SETTINGS = f"""
SITENAME = {OUTLET!r}
SITEURL = {SITE!r}
PATH = 'content'
TIMEZONE = 'UTC'
DEFAULT_LANG = 'en'
STATIC_PATHS = ['bridge.png']
ARTICLE_URL = '{{slug}}.html'
ARTICLE_SAVE_AS = '{{slug}}.html'
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
FEED_ALL_ATOM = 'all.atom.xml'
FEED_ALL_RSS = 'all.rss.xml'
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
LINKS = (('Subscribe', '{SITE}/subscribe'), ('About us', '{SITE}/about'))
SOCIAL = (('Mastodon', 'https://social.example/@courier'),)
"""


def site(folder: Path) -> Path:
    """Build the site of the newspaper with Pelican, and return the folder of its pages."""
    content = folder / "content"
    content.mkdir()
    (content / "bridge.png").write_bytes(PICTURE)
    for written in ALL:
        note = '<sup id="r1"><a href="#n1">1</a></sup>' if written.note else ""
        below = f'<hr><ol><li id="n1">{written.note}</li></ol>' if written.note else ""
        (content / f"{written.slug}.html").write_text(
            f'<html lang="{written.language}"><head><title>{escape(written.title)}</title>'
            f'<meta name="date" content="{MOMENT:%Y-%m-%d %H:%M}"><meta name="authors"'
            f' content="{written.author}"><meta name="slug" content="{written.slug}">'
            f'<meta name="lang" content="{written.language}"><meta name="category"'
            f' content="Harbour"></head><body>{written.html(f"{SITE}/bridge.png", note)}'
            f"{below}</body></html>"
        )
    (folder / "pelicanconf.py").write_text(_SETTINGS)
    output("pelican", "-s", "pelicanconf.py", folder=folder)
    return folder / "output"


class _Proxy(SimpleHTTPRequestHandler):
    """Answers for every host from one folder."""

    def translate_path(self, path: str) -> str:
        """Return the file of an address, which a proxy is given whole."""
        return super().translate_path(path.removeprefix(SITE))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve the newspaper's site, and yield the address of its proxy."""
    handler = partial(_Proxy, directory=str(site(folder)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def page(folder: Path, name: str) -> bytes:
    """Return a page or a feed of the site."""
    return (site(folder) / name).read_bytes()


def warc(folder: Path) -> bytes:
    """Return the web archive that wget writes of some pages, a picture and a page that is gone."""
    addresses = [f"{SITE}/{name}" for name in ("bridge.png", "gone.html")]
    addresses += [f"{SITE}/{written.slug}.html" for written in ALL]
    with _served(folder) as proxy:
        command = ["wget", "--quiet", "--warc-file=site", "-e", f"http_proxy={proxy}", *addresses]
        subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - it complains of the 404
    return (folder / "site.warc.gz").read_bytes()


def wacz(folder: Path) -> bytes:
    """Return the same web archive as py-wacz packs it."""
    warc(folder)
    output("wacz", "create", "--detect-pages", "-o", "site.wacz", "site.warc.gz", folder=folder)
    return (folder / "site.wacz").read_bytes()


def mhtml(folder: Path, slug: str) -> bytes:
    """Return a page as Chromium saves it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with _served(folder) as proxy, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            proxy={"server": proxy},
            args=["--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page()
        page.goto(f"{SITE}/{slug}.html")
        session = page.context.new_cdp_session(page)
        saved = str(session.send("Page.captureSnapshot", {"format": "mhtml"})["data"])
        browser.close()
    return saved.encode()
