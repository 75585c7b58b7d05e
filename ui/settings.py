"""What can be set, in one place; the environment is read here and nowhere else."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
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
