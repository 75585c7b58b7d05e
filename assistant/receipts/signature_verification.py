"""Signature verification: whether a receipt is exactly what a key's owner signed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.receipts.receipt import ReadReceipt
from assistant.receipts.receipt_finding import Finding, FindingKind
from assistant.receipts.signing import PublicKey


def compare_signature(read: ReadReceipt, key: PublicKey | None) -> Iterator[Finding]:
    """Yield findings on a signature, including whether it was made with `key`, if one is given.

    Without a key, only a mismatch between signature and file is found, and not who signed it.
    """
    if read.signature is None:
        if key is not None:
            yield _finding("The receipt is not signed.")
        return
    maker = PublicKey.of(read.signature)
    if key is not None and maker != key:
        yield _finding("The receipt is signed with another key.")
    elif maker is None or read.signed is None or not maker.fits(read.signature, read.signed):
        yield _finding("The receipt was changed after it was signed: its signature does not match.")
    elif key is None:
        text = (
            f"The receipt is signed with the key {maker.name[:16]}…. To check whose key that is, "
            "give the desk's public key (--public-key)."
        )
        yield Finding(FindingKind.SIGNATURE, 0, text, breaks=False)


def _finding(text: str) -> Finding:
    return Finding(FindingKind.SIGNATURE, 0, text)
