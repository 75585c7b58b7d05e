"""Signature verification: whether a receipt is exactly what a key's owner signed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.receipts.receipt import ReadReceipt
from assistant.receipts.receipt_finding import Finding, FindingKind
from assistant.receipts.signing import PublicKey


def compare_signature(read: ReadReceipt, key: PublicKey | None) -> Iterator[Finding]:
    """Yield what is wrong with a signature; given a key, also that the receipt is not signed by it.

    Without a key, this only detects a signature that does not match the file, whoever made it.
    """
    if read.signature is None:
        if key is not None:
            yield _finding("The receipt is not signed.")
        return
    maker = PublicKey.of(read.signature)
    if key is not None and maker != key:
        yield _finding("The receipt is signed with another key.")
    elif maker is None or read.signed is None or not maker.fits(read.signature, read.signed):
        yield _finding("The receipt was changed after it was signed: its signature does not fit.")
    elif key is None:
        text = (
            f"It is signed with the key {maker.name[:16]}…. Give the desk's public key "
            "(--public-key) to learn whether that is its key."
        )
        yield Finding(FindingKind.SIGNATURE, 0, text, breaks=False)


def _finding(text: str) -> Finding:
    return Finding(FindingKind.SIGNATURE, 0, text)
