"""Receipt signatures: Ed25519, with the desk's own key.

The signature covers the whole file, byte for byte, except the signature itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assistant.errors import KeyUnusable


@dataclass(frozen=True, slots=True)
class Signature:
    """The public key that a receipt was signed with, and the signature, both in hexadecimal."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key that a signature is verified with."""

    raw: bytes

    @classmethod
    def read(cls, data: bytes) -> PublicKey:
        """Return the key in a PEM file; raise KeyUnusable if it contains none."""
        try:
            key = serialization.load_pem_public_key(data)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyUnusable(
                "it is not a public key in PEM format. Give the .pub file that "
                "`onrecord make-key` wrote next to the private key"
            ) from error
        if not isinstance(key, Ed25519PublicKey):
            raise KeyUnusable("it is a public key, but not an Ed25519 key")
        return cls(key.public_bytes_raw())

    @classmethod
    def of(cls, signature: Signature) -> PublicKey | None:
        """Return the public key in a receipt's signature; None if it is not a key."""
        raw = _bytes(signature.key)
        return None if raw is None or len(raw) != _KEY_BYTES else cls(raw)

    @property
    def name(self) -> str:
        """The key in hexadecimal."""
        return self.raw.hex()

    def fits(self, signature: Signature, message: bytes) -> bool:
        """Return True if this key signed exactly these bytes."""
        value = _bytes(signature.value)
        if value is None or signature.key != self.name:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(value, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The key that receipts are signed with."""

    key: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> PrivateKey:
        """Return a new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, data: bytes) -> PrivateKey:
        """Return the key in a PEM file; raise KeyUnusable if it contains none."""
        try:
            key = serialization.load_pem_private_key(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnusable(
                "it is not a private key in PEM format without a password. Make one with "
                "`onrecord make-key FILE`"
            ) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusable("it is a private key, but not an Ed25519 key")
        return cls(key)

    @property
    def public(self) -> PublicKey:
        """The public key that verifies this key's signatures."""
        return PublicKey(self.key.public_key().public_bytes_raw())

    @property
    def private_pem(self) -> bytes:
        """The private key in PEM, to be kept in a file that no one else can read."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def public_pem(self) -> bytes:
        """The public key in PEM."""
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, message: bytes) -> str:
        """Return the signature of some bytes, in hexadecimal."""
        return self.key.sign(message).hex()


_KEY_BYTES = 32


def _bytes(written: str) -> bytes | None:
    """Return the bytes of a hexadecimal string, or None if it is not in canonical form."""
    try:
        value = bytes.fromhex(written)
    except ValueError:
        return None
    return value if value.hex() == written else None
