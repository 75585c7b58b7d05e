"""Count and log wrong password guesses per address, and delay the responses."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from ipaddress import IPv6Address, ip_address, ip_network

FIRST_DELAY = 0.25
LONGEST_DELAY = 10.0
MEMORY_SECONDS = 900.0
MOST_ADDRESSES = 4096
MOST_WAITING = 256
_IPV6_SITE = 64  # the prefix assigned to one subscriber, who may use any address in it

_log = logging.getLogger(__name__)


class Guesses:
    """The recent wrong guesses of each address.

    Only wrong guesses are delayed. The right password is never looked up here, so nobody can lock
    its owner out with wrong guesses from the same address. Both the table and the number of delayed
    responses are bounded.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._pause = pause
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._waiting = 0

    def __len__(self) -> int:
        return len(self._failures)

    async def wrong(self, address: str) -> bool:
        """Log a wrong guess and wait, longer each time; return False if too many already wait."""
        source = _source(address)
        count = self._counted(source)
        _log.warning("Wrong password from %s (failure %d).", source, count)
        if self._waiting >= MOST_WAITING:
            return False
        self._waiting += 1
        try:
            await self._pause(min(FIRST_DELAY * 2 ** min(count - 1, 10), LONGEST_DELAY))
        finally:
            self._waiting -= 1
        return True

    def _counted(self, source: str) -> int:
        now = self._clock()
        count, last = self._failures.pop(source, (0, now))
        count = count + 1 if now - last < MEMORY_SECONDS else 1
        self._failures[source] = count, now
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)
        return count


def _source(address: str) -> str:
    """Return the unit that is counted: an IPv4 address, or the IPv6 network of one site."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "an unknown address"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((int(parsed), _IPV6_SITE), strict=False))
    return str(parsed)
