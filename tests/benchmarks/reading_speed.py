"""Measure how fast each form is read: `python -m tests.benchmarks.reading_speed [SECONDS]`.

Prints the articles read in a second, and how many times as long one takes as plain text does.
With `--warc MEGABYTES` it writes a WARC of that size, reads it, and prints the peak memory at
every tenth of its pages.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.reading import SourceFile, read
from tests.sources.formats import specimens
from tests.sources.formats.specimens import SPECIMENS

SECONDS = 1.0
_FILLING = "<script>" + "var a = 1;\n" * 20_000 + "</script>"


def main(arguments: list[str]) -> None:
    """Print a line for each form, or the memory that a large WARC takes."""
    if arguments[:1] == ["--warc"]:
        read_warc(int(arguments[1]))
        return
    seconds = float(arguments[0]) if arguments else SECONDS
    with TemporaryDirectory() as folder:
        files = []
        for specimen in SPECIMENS:
            path = Path(folder) / specimen.name
            path.write_bytes(specimen.make())
            files.append(SourceFile(path, path.parent))
        plain = seconds_for(files[0], seconds)
        for file in files:
            taken = plain if file is files[0] else seconds_for(file, seconds)
            print(f"{file.path.name:16}{1 / taken:10,.0f} articles/s{taken / plain:8.1f}")


def seconds_for(file: SourceFile, least: float) -> float:
    """Return how long reading a file takes, on average over at least so many seconds."""
    list(read(file))  # libraries are imported
    begun, times = time.perf_counter(), 0
    while (passed := time.perf_counter() - begun) < least:
        list(read(file))
        times += 1
    return passed / times


def read_warc(megabytes: int) -> None:
    """Write a WARC of pages that are mostly scripts, and read it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.warc"
        body = specimens.page().replace("</head>", f"{_FILLING}</head>").encode()
        pages = megabytes * 1_000_000 // len(body)
        with path.open("wb") as target:
            writer = WARCWriter(target, gzip=False)
            for number in range(pages):
                _write(writer, f"https://courier.example/{number}", body)
        print(f"{pages:,} pages, {path.stat().st_size / 1e6:,.0f} MB")
        for number, _ in enumerate(read(SourceFile(path, path.parent)), start=1):
            if number % max(1, pages // 10) == 0:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{number:,} read, peak {peak:,.0f} MB", flush=True)


def _write(writer: WARCWriter, address: str, body: bytes) -> None:
    kind = [("Content-Type", "text/html; charset=utf-8")]
    headers = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        address, "response", payload=io.BytesIO(body), http_headers=headers
    )
    writer.write_record(record)


if __name__ == "__main__":
    main(sys.argv[1:])
