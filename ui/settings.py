"""All settings. The environment is read only here."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ui.path import why_no_path

_BROADEST_NETWORK = 7  # the prefix length of fc00::/7, the private addresses of IPv6
_REMOVED = {"ONRECORD_ENTAILMENT_MODEL": "the ledger no longer asks another model"}
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


class Settings(BaseSettings):
    """All settings with their defaults. The variable `ONRECORD_<NAME>` overrides a default."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="forbid", frozen=True)

    archive: Path = Field(
        default_factory=lambda: user_data_path("onrecord", appauthor=False) / "archive",
        description="The archive's folder.",
    )
    embedding_model: str = Field(
        default="",
        description="A sentence-transformers model, by folder or name; empty for the bundled one.",
    )
    embedding_cache: Path = Field(
        default_factory=lambda: user_cache_path("onrecord", appauthor=False) / "models",
        description="The folder for models of ONRECORD_EMBEDDING_MODEL, converted to run fast.",
    )
    aliases: str = Field(
        default="",
        description="A file with other names of people; empty for `aliases.txt` in the archive.",
    )
    runs: str = Field(
        default="",
        description="The folder for runs of test sets; empty for `runs/` in the archive.",
    )
    model: str = Field(
        default="",
        description="Chat models that may write answers, as PROVIDER:MODEL, separated by commas; "
        "empty for quotations only.",
    )
    model_url: str = Field(
        default="",
        description="The address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1.",
    )
    model_key: str = Field(
        default="",
        description="The API key for the chat models; empty for the provider's own variable.",
        repr=False,
    )
    model_seconds: float = Field(
        default=120.0,
        gt=0,
        description="The time limit in seconds for a chat model's answer and its check.",
    )
    model_retries: int = Field(
        default=2,
        ge=0,
        le=10,
        description="How many times to retry a failed request to a chat model.",
    )
    model_context: int = Field(
        default=3000,
        ge=200,
        description="The maximum number of tokens of evidence to send to a chat model.",
    )
    model_answer: int = Field(
        default=600, ge=50, description="The maximum number of tokens in a chat model's answer."
    )
    unsupported: Literal["mark", "remove"] = Field(
        default="mark",
        description="What to do with unsupported sentences of a chat model: mark or remove.",
    )
    caution: float = Field(
        default=0.9,
        ge=0.5,
        le=0.99,
        description="How sure OnRecord must be to answer, from 0.5 to 0.99. At 0.9, it answers if "
        "9 of 10 such answers are right, and otherwise shows the closest passages.",
    )
    follow_delay: float = Field(
        default=1.0,
        ge=0,
        description="The shortest time between two requests of `follow` to one host, in seconds.",
    )
    follow_seconds: float = Field(
        default=30.0,
        gt=0,
        description="The time limit of `follow` for one page, in seconds.",
    )
    follow_page_megabytes: float = Field(
        default=8.0, gt=0, description="The largest page that `follow` reads, in megabytes."
    )
    follow_run_megabytes: float = Field(
        default=500.0,
        gt=0,
        description="The download limit of `follow --once`, or of a day of `follow`, in megabytes.",
    )
    follow_tries: int = Field(
        default=5,
        ge=1,
        le=20,
        description="How many times `follow` requests a page before it gives up.",
    )
    stale_hours: float = Field(
        default=24.0,
        ge=0,
        description="The page warns that articles may be missing if no followed source was read "
        "for this many hours; 0 for no warning.",
    )
    host: str = Field(default="127.0.0.1", description="The address to serve the page on.")
    port: int = Field(default=7860, ge=1, le=65535, description="The port of the page.")
    password: str | None = Field(
        default=None,
        description="The page's password, required on addresses other than 127.0.0.1 and behind a "
        "proxy.",
        repr=False,
    )
    password_file: str | None = Field(
        default=None, description="A file that contains only the password, on one line."
    )
    server_names: str = Field(
        default="",
        description="Host names under which a proxy serves the page, separated by commas.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto "
        "are trusted, separated by commas.",
    )
    max_upload_megabytes: int = Field(
        default=50, ge=1, description="The largest upload, in megabytes."
    )

    @model_validator(mode="before")
    @classmethod
    def _not_removed(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name, reason in _REMOVED.items():
            if os.environ.get(name):
                raise PydanticCustomError(
                    "removed",
                    "The setting {name} was removed: {reason}. Unset it",
                    {"name": name, "reason": reason},
                )
        return values

    @field_validator("archive", "embedding_cache", mode="before")
    @classmethod
    def _folder(cls, path: str | Path) -> str | Path:
        _require_path(str(path))
        return path

    @field_validator("embedding_model", "aliases", "runs", "password_file")
    @classmethod
    def _path(cls, text: str | None) -> str | None:
        if text:
            _require_path(text)
        return text

    @field_validator("model_url")
    @classmethod
    def _address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in ("http", "https") and parts.hostname):
            raise PydanticCustomError(
                "address", "give the address of a server, such as http://127.0.0.1:8080/v1"
            )
        return url

    @field_validator("server_names")
    @classmethod
    def _server_names(cls, names: str) -> str:
        for name in _listed(names):
            if not _HOST_NAME.fullmatch(name.lower()):
                raise PydanticCustomError(
                    "name",
                    "{name} is not a host name. Write a name without scheme and port, such as "
                    "archive.example.org",
                    {"name": repr(name)},
                )
        return names

    @field_validator("trusted_proxies")
    @classmethod
    def _trusted_proxies(cls, proxies: str) -> str:
        for proxy in _listed(proxies):
            try:
                network = ip_network(proxy)
            except ValueError as error:
                raise PydanticCustomError(
                    "proxy",
                    "{said}. Write an address or a network, such as 127.0.0.1 or 10.0.0.0/24",
                    {"said": str(error)},
                ) from error
            if network.prefixlen < _BROADEST_NETWORK:
                raise PydanticCustomError(
                    "proxy",
                    "{proxy} covers nearly all addresses. Write the address of the proxy, or its "
                    "network, such as 10.0.0.0/8",
                    {"proxy": proxy},
                )
        return proxies

    @property
    def names(self) -> tuple[str, ...]:
        """The host names under which a proxy serves the page."""
        return tuple(name.lower() for name in _listed(self.server_names))

    @property
    def proxies(self) -> tuple[str, ...]:
        """The addresses and networks of trusted proxies."""
        return _listed(self.trusted_proxies)

    @property
    def models(self) -> tuple[str, ...]:
        """The chat models that may write answers, the preferred one first."""
        return _listed(self.model)


def variable(name: str) -> str | None:
    """Return an environment variable that holds the credentials for a source, if it is set."""
    return os.environ.get(name)


def _listed(text: str) -> tuple[str, ...]:
    """Split a list at its commas, without empty items and duplicates."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def _require_path(text: str) -> None:
    if problem := why_no_path(text):
        raise PydanticCustomError("path", "{problem}", {"problem": problem.rstrip(".")})
