"""Files changed at random: bytes, pieces, repetitions and ends."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tests.sources.formats.specimens import Specimen

_MARKS = (b"<", b">", b"&", b"{", b"}", b'"', b"\0", b"\r\n\r\n", b"]]>", b"PK\3\4", b"\x1f\x8b")


def mutated(
    made: Sequence[Specimen], lot: random.Random, count: int
) -> Iterator[tuple[Specimen, bytes]]:
    """Yield so many files, each one of the given ones with one to four changes."""
    contents = [one.make() for one in made]
    for number in range(count):
        one = number % len(made)
        content = bytearray(contents[one])
        for _ in range(lot.randint(1, 4)):
            _change(content, lot)
        yield made[one], bytes(content)


def _change(content: bytearray, lot: random.Random) -> None:
    start = lot.randrange(len(content) + 1)
    end = min(len(content), start + lot.choice((1, 4, 64, 1024)))
    match lot.randrange(6):
        case 0:
            content[start:end] = lot.randbytes(end - start)
        case 1:
            del content[start:end]
        case 2:
            content[start:start] = content[start:end] * lot.choice((2, 50))
        case 3:
            content[start:start] = lot.choice(_MARKS) * lot.choice((1, 9, 500))
        case 4:
            del content[start:]
        case _:
            content[start:start] = str(lot.choice((-1, 0, 2**31, 10**30))).encode()
