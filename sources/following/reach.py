"""Connections to checked addresses only, with a time limit for everything sent and read."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from sources.errors import NotFetched

Resolve = Callable[[str, int], Sequence[str]]
_NAT64 = IPv6Network("64:ff9b::/96")


def system_addresses(host: str, port: int) -> Sequence[str]:
    """Resolve a host name through the system; raise NotFetched if there is no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or "its name is not valid"
        raise NotFetched(f"the host {host} cannot be found: {reason}", host=True) from error
    return [str(entry[4][0]) for entry in found]


class NotPublic(NotFetched):
    """A host has an address that is not public; `where` names both."""

    def __init__(self, where: str, named: str) -> None:
        where = f"{where} is not a public address"
        super().__init__(f"{where}; to allow it, add --allow {named}", lasting=True)
        self.where = where


@dataclass(frozen=True, slots=True)
class Reach:
    """Public addresses, and `allowed` hosts, each as `host:port`."""

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = system_addresses

    def private(self, host: str, port: int) -> str:
        """Return why a host is not reached, in words, or '' if it is or cannot be found."""
        try:
            self.addresses(host, port)
        except NotPublic as error:
            return error.where
        except NotFetched:
            return ""  # it may be found when it is read
        return ""

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of a host; raise NotFetched if one of them is not public.

        The caller must connect to one of these, because another lookup may give others.
        """
        found = tuple(dict.fromkeys(self.resolve(host, port)))
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if named.lower() not in self.allowed:
            for address in found:
                if not is_public(address):
                    where = host if host == address else f"{host}, which is at {address},"
                    raise NotPublic(where, named)
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


class Deadline:
    """The time by which a request must be finished."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left; raise NotFetched if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotFetched(f"the request took more than {self.seconds:g} seconds")
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Connect to the exact address that was checked, so that no second lookup can differ."""

    def __init__(self, reach: Reach, deadline: Deadline) -> None:
        self._reach, self._deadline = reach, deadline
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline applies instead
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a connection to the first address that answers."""
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._reach.addresses(host, port):
            try:
                stream = self._system.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream that ends at the deadline, however slowly its bytes arrive."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline applies instead
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
