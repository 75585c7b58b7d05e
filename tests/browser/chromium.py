"""Where the browser is, how it is started, and a server process for it to visit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE
from tests.serving import ROOT, free_port, until_it_listens

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP archive.example.org 127.0.0.1",  # the name of the proxy's site
]
HOW_TO_GET_ONE = "no chromium was found; on Debian and Ubuntu: apt-get install chromium"
TEMPORARY = "temporary"


def executable() -> str | None:
    """Find chromium; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


@contextmanager
def running_server(folder: Path, *further: str, port: int = 0) -> Iterator[str]:
    """Serve the sample archive from the folder, and give the address of the page."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tests.browser.server", str(folder / "archive"), str(port)]
    command += further
    log, temporary = folder / "server.log", folder / TEMPORARY
    temporary.mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(temporary)},
        )
        try:
            until_it_listens(port, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE)
