"""Endings of file names, which state the format of a file."""

from __future__ import annotations

from pathlib import PurePath

# Each ending has a reader in `sources.formats.forms`. Files may be compressed, as in
# `page.html.gz`.
ENDINGS = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".json", ".jsonl"),
    *(".ndjson", ".pdf", ".srt", ".vtt", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mht"),
    *(".mhtml", ".rss", ".atom", ".rdf", ".xml", ".nitf", ".newsml", ".csv", ".tsv", ".parquet"),
    *(".warc", ".wacz", ".zip"),
)
COMPRESSED = ".gz"
SIDECAR_ENDING = ".meta.json"

_LIST_FORMATS = "`onrecord formats` lists the supported formats"
_STATE_FORMAT = "add the ending of its format, such as .txt; `onrecord formats` lists them"
# What to do with common files that are not read.
_REMEDIES = (
    ((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".rar", ".7z"), "unpack it and add the folder"),
    ((".bz2", ".xz", ".zst"), "unpack it, or compress it with gzip or zip"),
    ((".doc", ".pages", ".hwp"), "save it as .docx"),
    ((".xls", ".xlsx", ".ods", ".numbers"), "save its sheet as .csv"),
    ((".mbox", ".msg", ".pst"), "save each email as .eml"),
)


def ending_of(name: str) -> str:
    """Return the supported ending of a file name, such as `.html.gz`, or ''."""
    lower = name.lower()
    suffix = COMPRESSED if lower.endswith(COMPRESSED) else ""
    plain = lower.removesuffix(suffix)
    return next((ending + suffix for ending in ENDINGS if plain.endswith(ending)), "")


def unsupported(name: str) -> tuple[str, str]:
    """Return the reason and next step for a file with an unsupported ending."""
    ending = full_suffix(name)
    if not ending:
        return "its name has no ending, which states its format", _STATE_FORMAT
    if ending == COMPRESSED:
        return (
            f"its name does not state what is compressed, as in page.html{COMPRESSED}",
            "rename it",
        )
    remedies = (remedy for endings, remedy in _REMEDIES if ending.endswith(endings))
    return f"files ending in {ending!r} are not supported", next(remedies, _LIST_FORMATS)


def full_suffix(name: str) -> str:
    """Return the ending of a file name in small letters, with the one before `.gz`."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix + COMPRESSED if path.suffix == COMPRESSED else path.suffix
