from __future__ import annotations

import pytest

from sources.errors import NotFetched
from sources.following.reach import Reach, is_public

INSIDE = (
    *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104 - nothing is bound to it
    *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1"),
    *("2001:0:4136:e378:8000:63bf:80ff:fffe", "not an address"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_a_network_is_public(address: str) -> None:
    """Private, loopback, link-local, multicast and reserved ones are not, also in other clothes."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    """Version 4 and version 6."""
    assert is_public(address)


def test_one_private_address_among_public_ones_closes_a_host() -> None:
    """A host that resolves to both is not reached at either."""
    reach = Reach(resolve=lambda *_: ["93.184.215.14", "10.0.0.7"])
    with pytest.raises(NotFetched, match=r"at 10\.0\.0\.7, is not a public address"):
        reach.addresses("courier.example", 80)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "localhost"])
def test_other_spellings_of_loopback_are_seen_through(host: str) -> None:
    """What counts is the address that the system would connect to."""
    with pytest.raises(NotFetched, match="not a public address"):
        Reach().addresses(host, 80)


def test_an_allowed_host_is_reached_on_its_port_alone() -> None:
    """127.0.0.1:8000 allows nothing on port 8001."""
    reach = Reach(frozenset({"127.0.0.1:8000"}))
    assert reach.addresses("127.0.0.1", 8000) == ("127.0.0.1",)
    with pytest.raises(NotFetched, match="--allow 127"):
        reach.addresses("127.0.0.1", 8001)
