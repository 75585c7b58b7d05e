"""Articles exported by WordPress, which needs PHP and a MariaDB server of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

from tests.sources.formats.made_elsewhere.articles import ALL, MOMENT, Written
from tests.sources.formats.made_elsewhere.programs import output

_FOLDER = Path("/usr/share/wordpress")
_PATIENCE_S = 30


def export(folder: Path) -> bytes:
    """Return the export of a site with the articles, a draft, comments and pictures."""
    data, socket = folder / "database", folder / "database" / "socket"
    plain = ("--no-defaults", f"--datadir={data}", "--user=root")
    output("mariadb-install-db", *plain, "--auth-root-authentication-method=normal")
    server = subprocess.Popen(  # noqa: S603
        [shutil.which("mariadbd") or "mariadbd", *plain, f"--socket={socket}", "--skip-networking"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + _PATIENCE_S
        while not socket.exists() and time.monotonic() < until:
            time.sleep(0.1)
        sql = b"create database wp character set utf8mb4"
        output("mariadb", "--no-defaults", "-uroot", f"--socket={socket}", given=sql)
        script = Path(__file__).with_suffix(".php")
        posts = json.dumps([*map(_post, ALL), _DRAFT]).encode()
        return output("php", str(script), str(_FOLDER), str(socket), given=posts)
    finally:
        server.terminate()
        server.wait()


_DRAFT = {
    "author": "Bo Ek",
    "post_name": "ferries",
    "post_title": "Ferries to run all night",
    "post_content": "<p>Ferries will run all night.</p>",
    "post_status": "draft",
    "post_date": "2025-02-12 08:00:00",
}


def _post(written: Written) -> dict[str, str]:
    """Return an article as a post: of the classic editor in English, of blocks otherwise."""
    html = written.html("http://courier.example/bridge.png")
    if written.note:
        caption = written.blocks[0].text
        figure = (
            '[caption id="attachment_9" align="aligncenter" width="600"]<img class="wp-image-9"'
            f' src="http://courier.example/bridge.png" alt="" /> {caption}[/caption]\n'
        )
        html = figure + html.partition("</figure>\n")[2]
        html = html.replace("</p>\n", "\n\n").replace("</p>", "").replace("<p>", "")
        html += f"\n<h6>Source</h6>\n{written.note}"
    else:
        html = html.replace("<figure>", '<figure class="wp-block-image size-full">')
        html = "\n\n".join(
            f"<!-- wp:{kind} -->\n{line}\n<!-- /wp:{kind} -->"
            for line in html.split("\n")
            for kind in ["image" if line.startswith("<figure") else "paragraph"]
        )
    return {
        "author": written.author,
        "post_name": written.slug,
        "post_title": written.title,
        "post_content": html,
        "post_status": "publish",
        "post_date": f"{MOMENT:%Y-%m-%d %H:%M:%S}",
    }
