"""Reachable machines: public addresses, and explicitly allowed hosts."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from sources.errors import NotFetched

Resolve = Callable[[str, int], Sequence[str]]
_NAT64 = IPv6Network("64:ff9b::/96")


def system_addresses(host: str, port: int) -> Sequence[str]:
    """Resolve a host name through the system; raise NotFetched if there is no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the host {host} cannot be found ({error})", host=True) from error
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Reach:
    """Public addresses, and `allowed` hosts, each as `host:port`."""

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = system_addresses

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of a host; raise NotFetched if one of them is not public.

        The caller must connect to one of these, because another lookup may give others.
        """
        found = tuple(dict.fromkeys(self.resolve(host, port)))
        if f"{host}:{port}".lower() not in self.allowed:
            for address in found:
                if not is_public(address):
                    where = host if host == address else f"{host}, which is at {address},"
                    raise NotFetched(
                        f"{where} is not a public address; to allow it, give --allow {host}:{port}",
                        lasting=True,
                    )
        if not found:
            raise NotFetched(f"the host {host} has no address")
        return found


PUBLIC = Reach()


def is_public(address: str) -> bool:
    """Return True if an address is on the public internet, including any address it embeds."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    if isinstance(found, IPv4Address):
        return True
    inner = _inner(found)
    return not found.is_site_local and all(one.is_global and not one.is_multicast for one in inner)


def _inner(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses embedded in an IPv6 address."""
    teredo = address.teredo or ()
    embedded = IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    found = (address.ipv4_mapped, address.sixtofour, *teredo, embedded)
    return tuple(one for one in found if one is not None)
