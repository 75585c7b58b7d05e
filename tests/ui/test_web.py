from __future__ import annotations

import pytest
from pydantic import ValidationError

from ui.access.login import LinkEntry, OpenEntry, PasswordEntry
from ui.settings import Settings
from ui.web import LinkUnusable, PasswordMissing, entry_of

PASSWORD = "seven grey ferries to Talgar"  # noqa: S105 - of this test
PROXY = {"server_names": "archive.example.org", "trusted_proxies": "127.0.0.1"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "192.0.2.1"])
def test_a_password_counts_at_every_address(host: str) -> None:
    """On this machine's own address too."""
    assert isinstance(entry_of(Settings(host=host, password=PASSWORD)), PasswordEntry)


def test_without_a_password_only_this_machine_is_let_in() -> None:
    """Everybody on it, or who has the link."""
    assert isinstance(entry_of(Settings()), OpenEntry)
    assert isinstance(entry_of(Settings(), "token"), LinkEntry)


@pytest.mark.parametrize(
    "opened", [{"host": "192.0.2.1"}, {"host": "127.0.0.2"}, *({k: PROXY[k]} for k in PROXY)]
)
@pytest.mark.parametrize("token", ["", "token"])
def test_what_others_reach_needs_a_password(opened: dict[str, str], token: str) -> None:
    """A network address and a proxy are refused without one; a link does not replace it."""
    with pytest.raises(PasswordMissing, match="Set ONRECORD_PASSWORD"):
        entry_of(Settings.model_validate(opened), token)


def test_a_link_and_a_password_are_one_too_many() -> None:
    """The message says which to leave out."""
    with pytest.raises(LinkUnusable, match="Leave out --link"):
        entry_of(Settings(password=PASSWORD), "token")


def test_names_and_proxies_are_lists() -> None:
    """Commas stand between several; letters of a name have no case."""
    settings = Settings(server_names="A.example, b.example,", trusted_proxies="10.0.0.0/24, ::1")
    assert settings.names == ("a.example", "b.example")
    assert settings.proxies == ("10.0.0.0/24", "::1")


@pytest.mark.parametrize("name", ["https://a.example", "a.example:443", "*", "*.example", "ä.de"])
def test_a_name_is_a_plain_host_name(name: str) -> None:
    """No pattern, scheme or port opens the server to more than was meant."""
    with pytest.raises(ValidationError, match="is not a host name"):
        Settings(server_names=name)


@pytest.mark.parametrize("proxy", ["*", "nginx", "10.0.0.5/24", "127.0.0.1:80", "0.0.0.0/0"])
def test_a_proxy_is_an_address_or_a_network(proxy: str) -> None:
    """Nobody is trusted by a slip."""
    with pytest.raises(ValidationError, match=r"such as 1\d+\.0\.0\.\d"):
        Settings(trusted_proxies=proxy)
