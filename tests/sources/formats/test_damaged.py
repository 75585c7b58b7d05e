"""Compressed files that are cut short or damaged: what is read, and what is said about it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.article import Page
from sources.errors import Refusal
from sources.formats import unpacking
from sources.reading import SourceFile, read

LINES = 300
_WORDS = "bridge river vote budget minister harbour train school court water night".split()


def _told(count: int = 40, seed: int = 0) -> str:
    lot = random.Random(seed)  # noqa: S311
    return " ".join(lot.choice(_WORDS) for _ in range(count)) + "."


def _found(folder: Path, name: str, content: bytes) -> tuple[list[Page], list[Refusal]]:
    path = folder / name
    path.write_bytes(content)
    found = list(read(SourceFile(path, folder)))
    pages = [one for one in found if isinstance(one, Page)]
    return pages, [one for one in found if isinstance(one, Refusal)]


def _collection() -> list[bytes]:
    articles = ({"id": str(number), "text": _told(seed=number)} for number in range(LINES))
    return [json.dumps(one).encode() + b"\n" for one in articles]


def _crawl(records: int = 9) -> tuple[bytes, list[int]]:
    """Return a WARC with a gzip member for each page, and where each member begins."""
    target, starts = io.BytesIO(), []
    writer = WARCWriter(target, gzip=True)
    for number in range(records):
        starts.append(target.tell())
        body = f"<article><h1>Town {number} votes</h1><p>{_told(60, number)}</p></article>"
        page = f"<html><head><title>Town {number} votes</title></head><body>{body}</body></html>"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        address = f"https://steppe.example/{number}"
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(page.encode()), http_headers=headers
            )
        )
    return target.getvalue(), [*starts, target.tell()]


def _spoilt(data: bytes, place: int, count: int = 12) -> bytes:
    return data[:place] + b"\xff" * count + data[place + count :]


def _towns(pages: list[Page]) -> list[str]:
    return [page.origin.rpartition("/")[2] for page in pages]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_every_line_before_a_cut_is_read(tmp_path: Path, share: float) -> None:
    """The number of articles is that of the whole lines which the remaining bytes unpack to."""
    packed = gzip.compress(b"".join(_collection()))
    packed = packed[: int(share * len(packed))]
    whole = unpacking.zlib.decompressobj(31).decompress(packed).count(b"\n")
    pages, (refused,) = _found(tmp_path, "a.jsonl.gz", packed)
    assert len(pages) == whole > 0
    assert refused.reason.startswith("it was cut short")
    assert refused.reason.endswith(f"articles read from before that: {whole:,}")


def test_a_wrong_checksum_is_reported_after_everything_was_read(tmp_path: Path) -> None:
    """Any words may be altered, so the message says so."""
    packed = bytearray(gzip.compress(b"".join(_collection())))
    packed[-6] ^= 1
    pages, (refused,) = _found(tmp_path, "a.jsonl.gz", bytes(packed))
    assert len(pages) == LINES
    assert f"before that: {LINES}, whose words may be altered" in refused.reason


def test_a_last_row_that_is_cut_off_is_no_article(tmp_path: Path) -> None:
    """A row of a table that ends in the middle of its text is left out."""
    rows = "id,text\n" + "".join(f"{number},{_told(30, number)}\n" for number in range(200))
    packed = gzip.compress(rows.encode())
    pages, (refused,) = _found(tmp_path, "a.csv.gz", packed[: len(packed) // 2])
    assert pages
    assert all(page.text == _told(30, number) for number, page in enumerate(pages))
    assert f"before that: {len(pages)}" in refused.reason


def test_what_is_left_of_a_single_article_is_marked_as_a_part(tmp_path: Path) -> None:
    """Half a text is read with a mark, and the file is reported."""
    packed = gzip.compress(_told(3_000).encode())
    (page,), (refused,) = _found(tmp_path, "a.txt.gz", packed[: len(packed) // 2])
    assert page.metadata.part == "its file was cut short"
    assert _told(3_000).startswith(page.text)
    assert "cut short" in refused.reason


def test_a_single_article_with_altered_words_is_refused(tmp_path: Path) -> None:
    """The words around damage are not those of the article."""
    packed = bytearray(gzip.compress(_told(3_000).encode()))
    packed[-6] ^= 1
    pages, (refused,) = _found(tmp_path, "a.txt.gz", bytes(packed))
    assert not pages
    assert refused.reason.endswith("nothing was read from it")


def test_bytes_after_the_end_do_not_make_an_article_a_part(tmp_path: Path) -> None:
    """They are reported, and what comes before them is whole."""
    (page,), (refused,) = _found(tmp_path, "a.txt.gz", gzip.compress(_told().encode()) + b"more")
    assert (page.text, page.metadata.part) == (_told(), None)
    assert refused.reason.endswith("articles read from before that: 1")


def test_a_file_that_is_not_compressed_says_so(tmp_path: Path) -> None:
    """A file that is only named .gz is reported as such."""
    _, (refused,) = _found(tmp_path, "a.txt.gz", b"The council met.")
    assert refused.reason.startswith("it is not compressed with gzip")


def test_a_damaged_record_of_a_crawl_costs_that_record_alone(tmp_path: Path) -> None:
    """Reading goes on at the next gzip member, and the loss is reported."""
    data, starts = _crawl()
    content = _spoilt(_spoilt(data, (starts[3] + starts[4]) // 2), starts[6], 3)
    pages, refused = _found(tmp_path, "a.warc.gz", content)
    assert _towns(pages) == ["0", "1", "2", "4", "5", "7", "8"]
    assert [one.reason.partition(";")[0].split()[-1] for one in refused] == [
        "https://steppe.example/2",
        "https://steppe.example/5",
    ]


def test_a_record_whose_checksum_is_wrong_is_left_out(tmp_path: Path) -> None:
    """Its words may be altered, although it unpacks."""
    data, starts = _crawl()
    pages, refused = _found(tmp_path, "a.warc.gz", _spoilt(data, starts[5] - 7, 2))
    assert _towns(pages) == ["0", "1", "2", "3", "5", "6", "7", "8"]
    assert len(refused) == 1


def test_altered_records_are_left_out_even_if_they_unpack_to_several(tmp_path: Path) -> None:
    """Damaged data may repeat the header of a record, so that another seems to follow."""
    data, starts = _crawl()
    record = gzip.decompress(data[starts[3] : starts[4]]).replace(b"votes", b"vetos")
    member = bytearray(gzip.compress(record + record.replace(b"example/3", b"example/X")))
    member[-6] ^= 1
    content = data[: starts[3]] + member + data[starts[4] :]
    pages, refused = _found(tmp_path, "a.warc.gz", content)
    assert _towns(pages) == ["0", "1", "2", "4", "5", "6", "7", "8"]
    assert len(refused) == 1


def test_a_crawl_that_is_cut_short_keeps_its_whole_records(tmp_path: Path) -> None:
    """Also in a WACZ, whose WARC is packed once more."""
    data, starts = _crawl()
    cut = data[: (starts[6] + starts[7]) // 2]
    wacz = io.BytesIO()
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.writestr("archive/a.warc.gz", cut)
    for name, content in (("a.warc.gz", cut), ("a.wacz", wacz.getvalue())):
        pages, (refused,) = _found(tmp_path, name, content)
        assert _towns(pages) == ["0", "1", "2", "3", "4", "5"]
        assert refused.reason.endswith("read from before that: 6")


def test_a_crawl_of_little_but_damage_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of damaged members that are skipped is limited."""
    monkeypatch.setattr(unpacking, "_MOST_RESUMPTIONS", 3)
    data, starts = _crawl()
    for start, end in pairwise(starts[1:8]):
        data = _spoilt(data, (start + end) // 2)
    pages, refused = _found(tmp_path, "a.warc.gz", data)
    assert _towns(pages) == ["0"]
    assert len(refused) == 4
    assert "its compressed data is damaged" in refused[-1].reason


def test_a_member_that_is_damaged_costs_that_member_alone(tmp_path: Path) -> None:
    """The others of its zip are read, and the message does not claim that it was read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", _told(80, number))
    data = packed.getvalue()
    pages, (refused,) = _found(tmp_path, "a.zip", _spoilt(data, data.find(b"1.txt") + 40))
    assert _towns(pages) == ["a.zip#0.txt", "a.zip#2.txt"]
    assert refused.origin.endswith("a.zip#1.txt")
    assert refused.reason.endswith("nothing was read from it")
