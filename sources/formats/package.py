"""The zip of XML parts that holds a document or a book."""

from __future__ import annotations

import os
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from sources.errors import Unreadable

# A book without its pictures has several megabytes of XML. Pictures are never unpacked.
MAX_BYTES, MAX_PART_BYTES = 128_000_000, 32_000_000
MAX_ENTRIES = 20_000
# XML compresses to a tenth or a twentieth. A higher ratio is meant to fill the memory.
MAX_RATIO, FREE_BYTES = 200, 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "open it in a word processor and save it again, or save its text as .txt"
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError),
    *(ValueError, RuntimeError, NotImplementedError),
)


@dataclass(frozen=True, slots=True)
class Package:
    """A document's zip. Reading a part raises Unreadable if it is damaged or too large."""

    archive: zipfile.ZipFile

    @classmethod
    def of(cls, stream: BinaryIO) -> Package:
        """Open a package; raise Unreadable if it is not one, is locked, or is too large."""
        start = stream.read(len(_OLE))
        if start == _OLE:
            if _ENCRYPTED in stream.read(MAX_BYTES):
                raise Unreadable("it is protected by a password", "save a copy without a password")
            raise Unreadable(
                "it is in the Word format from before 2007, whatever its name says",
                "save it as .docx in a word processor",
            )
        if (size := stream.seek(0, os.SEEK_END)) > MAX_BYTES:
            raise Unreadable(f"it has {size:,} bytes, more than {MAX_BYTES:,}", "split it")
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            raise Unreadable(f"it is not a document, or it is damaged ({error})", _AGAIN) from error
        if len(archive.filelist) > MAX_ENTRIES:
            raise Unreadable(
                f"it has {len(archive.filelist):,} parts, more than {MAX_ENTRIES:,}", _AGAIN
            )
        return cls(archive)

    def root(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, or None if there is no such part."""
        if name not in self.archive.NameToInfo:
            return None
        data = self.data(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"its part {name} is damaged ({error})", _AGAIN) from error
        # No word processor writes a document type, which is where entities are declared.
        if root.getroottree().docinfo.doctype:
            raise Unreadable(f"its part {name} declares a document type", _AGAIN)
        return root

    def required(self, name: str) -> etree._Element:
        """Return the root of an XML part; raise Unreadable if there is no such part."""
        root = self.root(name)
        if root is None:
            raise Unreadable(f"it has no part {name}", _AGAIN)
        return root

    def data(self, name: str) -> bytes:
        """Return the bytes of a part; raise Unreadable if there is no such part."""
        info = self.archive.NameToInfo.get(name)
        if info is None:
            raise Unreadable(f"it has no part {name}", _AGAIN)
        if info.flag_bits & 1:
            raise Unreadable("it is protected by a password", "save a copy without a password")
        most = min(MAX_PART_BYTES, max(FREE_BYTES, MAX_RATIO * info.compress_size))
        try:
            with closing(self.archive.open(info)) as part:
                data = part.read(most + 1)
        except _DAMAGE as error:
            raise Unreadable(f"its part {name} is damaged ({error})", _AGAIN) from error
        if len(data) > most:
            raise Unreadable(
                f"its part {name} unpacks from {info.compress_size:,} bytes to more than {most:,}",
                "check what it contains, and save its text as .txt",
            )
        return data
