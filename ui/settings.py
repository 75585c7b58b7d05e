"""What can be set, in one place; the environment is read here and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting, with its default; `ONRECORD_<NAME>` in the environment changes one."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="forbid", frozen=True)

    archive: Path = Field(
        default_factory=lambda: user_data_path("onrecord", appauthor=False) / "archive",
        description="The folder that holds the archive.",
    )
    embedding_model: str = Field(
        default="",
        description="A sentence-transformers model, by folder or name; empty for the bundled one.",
    )
    aliases: str = Field(
        default="",
        description="A file of further names of people; empty for `aliases.txt` in the archive.",
    )
    runs: str = Field(
        default="",
        description="The folder of runs of test sets; empty for `runs/` in the archive.",
    )
    model: str = Field(
        default="",
        description="Chat models that may write answers, as PROVIDER:MODEL, with commas between "
        "several; empty for answers by quotation alone.",
    )
    model_url: str = Field(
        default="",
        description="The address of a server that speaks as OpenAI's does: http://127.0.0.1:8080/v1.",
    )
    model_key: str = Field(
        default="",
        description="Its key; empty for the variable that the provider itself reads.",
        repr=False,
    )
    model_seconds: float = Field(
        default=120.0, gt=0, description="How long a model may take to write an answer."
    )
    model_retries: int = Field(
        default=2, ge=0, le=10, description="How often a model that failed is asked again."
    )
    model_context: int = Field(
        default=3000, ge=200, description="How many tokens of the record a model is given at most."
    )
    model_answer: int = Field(
        default=600, ge=50, description="How many tokens a model may write at most."
    )
    unsupported: Literal["mark", "remove"] = Field(
        default="mark", description="What becomes of written sentences that the record lacks."
    )
    entailment_model: str = Field(
        default="",
        description="A cross-encoder that the ledger asks besides, by folder or name.",
    )
    host: str = Field(default="127.0.0.1", description="The address that the page is served on.")
    port: int = Field(default=7860, ge=1, le=65535, description="The port of the page.")
    password: str = Field(
        default="",
        description="Required to serve the page on an address other than this machine's own.",
        repr=False,
    )
    max_upload_megabytes: int = Field(
        default=50, ge=1, description="The largest file that the page accepts."
    )

    @field_validator("model_url")
    @classmethod
    def _address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in ("http", "https") and parts.hostname):
            raise PydanticCustomError(
                "address", "That is no address of a server, such as http://127.0.0.1:8080/v1"
            )
        return url

    @property
    def models(self) -> tuple[str, ...]:
        """The chat models that may write answers, the preferred one first."""
        named = (name.strip() for name in self.model.split(","))
        return tuple(dict.fromkeys(name for name in named if name))
