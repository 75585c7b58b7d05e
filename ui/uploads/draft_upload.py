"""Drafts that visitors paste or upload."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.receipts.draft_verification import DraftFile
from ui.errors import RequestUnusable
from ui.requests.check import pasted_draft
from ui.requests.quotation_input import draft_file
from ui.uploads.kept_uploads import let_go


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft and the path of its upload, which has been removed."""

    file: DraftFile
    upload: str = ""


def given_draft(pasted: str, upload: str | None, earlier: ReadDraft | None = None) -> ReadDraft:
    """Return the pasted or uploaded draft; raise RequestUnusable unless exactly one is given.

    An uploaded file is removed once it was read. To check it again, pass the returned value as
    `earlier`.
    """
    if pasted.strip() and upload:
        raise RequestUnusable(
            "You pasted text and chose a file. Remove one of them, then check again."
        )
    if not upload:
        if not pasted.strip():
            raise RequestUnusable("Paste the text of a draft, or choose its file first.")
        return ReadDraft(pasted_draft(pasted))
    path = Path(upload)
    if path.exists():
        try:
            return ReadDraft(draft_file(path), upload)
        finally:
            let_go(path)
    if earlier is None or earlier.upload != upload:
        raise RequestUnusable(f"{path.name} is no longer on the server. Choose it again.")
    return earlier
