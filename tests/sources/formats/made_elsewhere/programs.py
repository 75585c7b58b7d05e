"""Articles saved by programs that convert documents: LibreOffice, pandoc and Chromium."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.sources.formats.made_elsewhere.articles import CELL, DAY, MOMENT, PICTURE, Written
from tests.sources.formats.made_elsewhere.documents import flat_document

# pandoc writes this moment into the files that it makes.
_ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp()))}


def output(*command: str, given: bytes = b"", folder: Path | None = None) -> bytes:
    """Return what a program writes to the standard output."""
    done = subprocess.run(  # noqa: S603
        command, input=given, capture_output=True, check=True, cwd=folder, env=_ENVIRONMENT
    )
    return done.stdout


def libreoffice(folder: Path, written: Written, form: str, **options: object) -> bytes:
    """Return an article as LibreOffice saves it."""
    source = folder / f"{written.slug}.fodt"
    source.write_text(flat_document(written, **options))  # type: ignore[arg-type]
    output("soffice", "--headless", "--convert-to", form, "--outdir", str(folder), str(source))
    return source.with_suffix("." + form.partition(":")[0]).read_bytes()


def pandoc(folder: Path, articles: Sequence[Written], form: str, *options: str) -> bytes:
    """Return articles as pandoc saves them, from its Markdown."""
    (folder / "bridge.png").write_bytes(PICTURE)
    target = folder / "target"
    text = "\n\n".join(_markdown(one, chapters=len(articles) > 1) for one in articles)
    output(
        *("pandoc", "--standalone", "--wrap=none", "--from", "markdown-smart", "--to", form),
        *options,
        *("--output", str(target)),
        given=text.encode(),
        folder=folder,
    )
    return target.read_bytes()


def ffmpeg(folder: Path, captions: bytes, form: str) -> bytes:
    """Return captions as ffmpeg converts them."""
    target = folder / f"captions.{form}"
    output("ffmpeg", "-v", "error", "-i", "-", str(target), given=captions)
    return target.read_bytes()


def _markdown(written: Written, *, chapters: bool) -> str:
    head = (
        f'title: "{written.title}"\nauthor: {written.author}\ndate: {DAY}\nlang: {written.language}'
    )
    lines = [f"# {written.title}"] if chapters else [f"---\n{head}\n---"]
    note = "[^1]" if written.note else ""
    before = ""
    for block in written.blocks:
        text = block.text
        if block.kind == "caption":
            text = f"![{text}](bridge.png)"
        elif block.kind == "heading":
            text = f"## {text}"
        elif block.kind == "item":
            text = f"- {text}"
        elif block.kind == "quote":
            text = f"> {text}"
        elif block.kind == "row":
            text = f"| {' | '.join(text.split(CELL))} |"
            if before != "row":
                text += "\n" + "|---" * (block.text.count(CELL) + 1) + "|"
        elif note:
            text, note = text + note, ""
        lines.append(("" if before == block.kind in ("item", "row") else "\n") + text)
        before = block.kind
    if written.note:
        lines.append(f"\n[^1]: {written.note}")
    return "\n".join(lines)
