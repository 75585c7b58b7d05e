"""A real nginx in front of the page, with the site that `ui/README.md` shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.serving import ROOT, free_port, until_it_listens

HOW_TO_GET_ONE = "no nginx was found; on Debian and Ubuntu: apt-get install nginx-light"
NAME = "archive.example.org"
_AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def executable() -> str | None:
    """Find nginx, which Debian keeps off the path of users; None where there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def proxied(nginx: str, folder: Path, server: int, authority: trustme.CA) -> Iterator[str]:
    """Run nginx in front of the server on a port, and give the address of the site."""
    port = free_port()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "site.pem")
    configuration = folder / "nginx.conf"
    site = _site(port, server, folder / "site.pem")
    configuration.write_text(_AROUND.format(folder=folder, site=site), encoding="utf-8")
    log = folder / "nginx.log"
    with subprocess.Popen(  # noqa: S603 - the proxy of this test
        [nginx, "-p", folder, "-c", configuration, "-e", log],
    ) as process:
        try:
            until_it_listens(port, process, log)
            yield f"https://{NAME}:{port}"
        finally:
            process.terminate()


def _site(port: int, server: int, certificate: Path) -> str:
    """Return the site of the README with ports that are free and a certificate that exists."""
    readme = (ROOT / "ui" / "README.md").read_text(encoding="utf-8")
    (site,) = re.findall(r"```nginx\n(.*?)```", readme, re.DOTALL)
    replacements = {
        r"listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        r"proxy_pass http://127.0.0.1:7860;": f"proxy_pass http://127.0.0.1:{server};",
        r"(ssl_certificate(?:_key)?) .*;": rf"\1 {certificate};",
    }
    for pattern, replacement in replacements.items():
        site, found = re.subn(pattern, replacement, site)
        assert found, f"the site of the README has no {pattern}"
    return site
