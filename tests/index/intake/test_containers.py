"""What is packed or encoded in a file is read, within bounds."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.intake import containers
from index.intake.containers import MOST_LAYERS, Contents
from index.purging.encodings import readings
from index.purging.fingerprints import MOST_BYTES, Names, Wanted, of_bytes, of_words
from index.purging.traces import Traces

WORDS = "Every marimba in Oddville belongs to somebody else, she said"
KOREAN = "서울시는 어제 새 다리를 열었다고 발표했다"
FILLING = "Something else stands in these lines, again and again.\n" * 200
FREE_BYTES = 2**17
NOTHING = Wanted(np.empty(0, dtype=np.uint64))


def traces(words: str = WORDS, *names: str) -> Traces:
    """Look for words in a row and for names."""
    return Traces(Wanted(of_words(words.encode())), NOTHING, Names.of(names))


def zipped(data: bytes) -> bytes:
    """Put data into a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.txt", FILLING)
        archive.writestr("story", data)
    return packed.getvalue()


def tarred(data: bytes) -> bytes:
    """Put data into a tar, under a name so long that it has a header of its own."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in (("other.txt", FILLING.encode()), ("s" * 200, data)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "zip": zipped,
    "tar": tarred,
    "base64": base64.b64encode,
}
ENCODERS: dict[str, Callable[[str], bytes]] = {
    "UTF-16-LE": lambda text: text.encode("utf-16-le"),
    "UTF-16-BE": lambda text: text.encode("utf-16-be"),
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16 from an odd place": lambda text: b"!" + text.encode("utf-16-le"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 in lines": lambda text: b"body:\n" + base64.encodebytes(text.encode()) + b"\nend of it",
    "base64 in quoted lines": lambda text: base64.encodebytes(text.encode()).replace(
        b"\n", b"\r\n> "
    ),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).rstrip(b"="),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")),
    "UTF-16 of base64": lambda text: base64.b64encode(text.encode()).decode().encode("utf-16"),
    "JSON": lambda text: b"".join(rb"\u%04x" % ord(c) for c in text),
}


def found(path: Path, data: bytes, sought: Traces) -> tuple[bool, list[str]]:
    """Write a file; return whether it has what is sought, and what could not be read of it."""
    path.write_bytes(data)
    contents = Contents()
    pieces = list(contents.of(path))
    return any(map(sought.in_data, pieces)), contents.unread


@pytest.mark.parametrize("outer", PACKERS.values(), ids=PACKERS)
@pytest.mark.parametrize("inner", PACKERS.values(), ids=PACKERS)
def test_packed_words_are_found(
    tmp_path: Path, inner: Callable[[bytes], bytes], outer: Callable[[bytes], bytes]
) -> None:
    """By their first bytes, not their name: alone, and one inside another."""
    data = f"{FILLING}{WORDS}\n".encode()
    for packed in (inner(data), outer(inner(data))):
        assert found(tmp_path / "stray", packed, traces()) == (True, [])
    assert found(tmp_path / "stray", outer(inner(FILLING.encode())), traces()) == (False, [])


def test_all_members_of_a_stream_are_read(tmp_path: Path) -> None:
    """Compressed files can be put one behind the other."""
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        data = pack(FILLING.encode()) + pack(WORDS.encode())
        assert found(tmp_path / "stray", data, traces()) == (True, [])


@pytest.mark.parametrize("text", [WORDS, KOREAN])
@pytest.mark.parametrize("encoder", ENCODERS.values(), ids=ENCODERS)
def test_encoded_words_are_found(encoder: Callable[[str], bytes], text: str) -> None:
    """Alone, in the middle of other text, and in the middle of a binary file."""
    sought = traces(text)
    for written in (encoder(text), encoder(f"{FILLING}{text}\n{FILLING}")):
        assert sought.in_data(written)
    if encoder is not ENCODERS["JSON"]:
        noise = np.random.default_rng(1).normal(size=20_000).astype(np.float32).tobytes()
        assert sought.in_data(noise + encoder(f"\n{FILLING}{text}\n{FILLING}") + noise)
    assert not sought.in_data(encoder(FILLING))


@pytest.mark.parametrize("place", [MOST_BYTES - 40, MOST_BYTES - 4_096, 2 * MOST_BYTES - 4_100])
def test_base64_and_utf16_are_found_where_a_piece_is_cut(tmp_path: Path, place: int) -> None:
    """The pieces overlap, and a run is tried from each of its places."""
    before = (FILLING * 300)[:place].encode()
    assert len(before) == place
    for written in (base64.b64encode(f"{FILLING[:300]}{WORDS}".encode()), WORDS.encode("utf-16")):
        assert found(tmp_path / "stray", before + b"\n" + written, traces()) == (True, [])


def test_names_are_found_by_their_digests() -> None:
    """Exactly, wherever they are; one that only begins alike is another."""
    sought = traces(WORDS, "/pages/secret-story.txt", "too short", "/pages/secret-storm.txt")
    assert len(sought.names.all) == 2
    assert sought.in_data(b"xx/pages/secret-story.txtyy")
    assert not sought.in_data(b"/pages/secret-stories.txt and too short")
    assert Traces.from_json(sought.to_json()).names == sought.names
    assert b"secret" not in sought.to_json().encode()


def unreadable() -> dict[str, tuple[bytes, str]]:
    """Return files that cannot be read through, and what is said of each."""
    deep = WORDS.encode()
    for _ in range(MOST_LAYERS + 2):
        deep = gzip.compress(deep)
    locked = bytearray(zipped(WORDS.encode()))
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = locked.rfind(mark)
        locked[place + flags] |= 1
    full = bytearray(zipped(b""))
    full[-10:-6] = (2**30).to_bytes(4, "little")
    return {
        "cut": (gzip.compress(os.urandom(9_000))[:-900], "its gzip data is damaged"),
        "damaged": (lzma.compress(os.urandom(9_000))[:-900], "its xz data is damaged"),
        "locked": (bytes(locked), "» story: it is encrypted"),
        "deep": (deep, "more than 5 layers"),
        "large": (gzip.compress(bytes(FREE_BYTES + 2**19), 9), "unpacked content is too large"),
        "large inside": (
            zipped(gzip.compress(bytes(FREE_BYTES + 2**19))),
            "unpacked content is too large",
        ),
        "many entries": (bytes(full), "list of entries is too long"),
        "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "cannot unpack 7z"),
        "PDF": (b"%PDF-1.4 and no more", "the PDF is damaged"),
    }


@pytest.mark.parametrize("kind", unreadable())
def test_what_cannot_be_read_through_is_listed(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By name, with the reason."""
    monkeypatch.setattr(containers, "FREE_BYTES", FREE_BYTES)
    data, reason = unreadable()[kind]
    _, unread = found(tmp_path / "stray", data, traces())
    (line,) = unread
    assert line.startswith(str(tmp_path / "stray"))
    assert reason in line


def test_what_only_looks_packed_is_no_damage(tmp_path: Path) -> None:
    """Base64 of any kind, and the weak mark of lzma, are met in all sorts of files."""
    for data in (b"H4sIAAAAAAAA" * 9, b"\x5d\0\0\0\1\0\0\0" * 99, b"BZhang went home.", b""):
        assert found(tmp_path / "stray", data, traces()) == (False, [])


def test_no_piece_is_longer_than_can_be_looked_at(tmp_path: Path) -> None:
    """Memory is bounded by the piece, however much a file unpacks to."""
    path = tmp_path / "stray"
    path.write_bytes(gzip.compress(os.urandom(3 * MOST_BYTES)))
    assert max(map(len, Contents().of(path))) <= MOST_BYTES
    assert len(of_bytes(b"x" * MOST_BYTES)) == MOST_BYTES - 31


def test_a_packed_container_that_needs_memory_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip inside of a gzip is held in memory, up to a limit."""
    monkeypatch.setattr(containers, "_IN_MEMORY", 1_000)
    data = gzip.compress(zipped(os.urandom(2_000)))
    assert "it is compressed and larger than" in found(tmp_path / "stray", data, traces())[1][0]


def test_readings_of_plain_text_are_few() -> None:
    """What is not encoded is read once."""
    assert list(readings(FILLING.encode())) == [FILLING.encode()]
    noise = np.random.default_rng(1).normal(size=20_000).astype(np.float32).tobytes()
    assert list(readings(noise)) == [noise]
