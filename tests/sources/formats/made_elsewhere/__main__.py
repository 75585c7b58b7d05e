"""Make the files in `files/` again: `python -m tests.sources.formats.made_elsewhere [NAME ...]`.

The tests only read the files. To make them, install from Debian libreoffice-writer-nogui, pandoc,
chromium, wget, ffmpeg, wordpress, php-cli, php-mysql, php-xml, mariadb-server, fonts-dejavu-core,
fonts-ipafont-gothic, fonts-nanum and hyphen-en-us, and install with pip PACKAGES below, into an
environment whose `bin` is first on the PATH. superdesk-core is installed without its dependencies.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.sources.formats.made_elsewhere.made import FILES, MADE, MADE_WITH

PACKAGES = """pelican wacz srt webvtt-py followthemoney pandas pyarrow ebooklib
lxml_html_clean playwright superdesk-core regex beautifulsoup4 chardet arrow pytz
draftjs-exporter"""
_COMMANDS = {
    "LibreOffice": "soffice --version",
    "Python": f"{sys.executable} --version",
    "Chromium": "chromium --version",
    "ffmpeg": "ffmpeg -version",
    "WordPress": "dpkg-query --show wordpress",
}


def _version(program: str) -> str:
    try:
        return f"{program} {version(program)}"
    except PackageNotFoundError:
        command = _COMMANDS.get(program, f"{program} --version").split()
    if not shutil.which(command[0]):
        return program  # an example of the IPTC
    said = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    return said.stdout.split("\n")[0].strip()


def main(names: list[str]) -> None:
    """Make these files, or all of them."""
    FILES.mkdir(exist_ok=True)
    made_with = json.loads(MADE_WITH.read_text()) if MADE_WITH.exists() else {}
    for made in MADE:
        if not names or made.name in names:
            with tempfile.TemporaryDirectory() as folder:
                made.path.write_bytes(made.make(Path(folder)))
            made_with[made.name] = _version(made.program)
    MADE_WITH.write_text(json.dumps(made_with, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
