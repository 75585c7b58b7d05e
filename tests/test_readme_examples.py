"""The README's examples of other programs' use of an archive, run as they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Told(FakeListChatModel):
    """A chat model that keeps what it was told."""

    told: list[str] = []  # noqa: RUF012 - a field of a pydantic model

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.told += [str(message.text) for message in messages]
        return super()._generate(messages, *args, **kwargs)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, samples_at: Callable[[Path], Path]) -> Path:
    """Return a folder with the archive that `make run` builds."""
    folder = tmp_path_factory.mktemp("home")
    samples_at(folder / "build/sample-archive")
    return folder


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the examples in that folder."""
    monkeypatch.chdir(home)


def example(heading: str, most_lines: int) -> str:
    """Return the first Python example under a heading, which is no longer than it promises."""
    _, _, section = README.partition(f"### {heading}\n")
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found is not None
    assert sum(map(bool, found[1].splitlines())) <= most_lines
    return found[1]


def test_chroma_opens_the_collection(capsys: pytest.CaptureFixture[str]) -> None:
    """The published passages are all there, with ids, embeddings, words and metadata."""
    names: dict[str, Any] = {}
    exec(example("With Chroma", 5), names)  # noqa: S102 - our own README
    assert "'outlet': 'The Steppe Courier'" in capsys.readouterr().out
    passages = names["client"].get_collection("passages")
    records = passages.get(include=["embeddings", "documents", "metadatas"])
    assert len(records["ids"]) == passages.count() > 90
    assert records["embeddings"].shape == (len(records["ids"]), 384)
    assert all(records["documents"])
    dated = [known for known in records["metadatas"] if "published" in known]
    assert 0 < len(dated) < len(records["ids"])
    needed = {"article_id", "content_hash", "start", "end", "headline"}
    assert all(needed <= known.keys() for known in records["metadatas"])


def test_a_chain_of_ones_own_answers_over_the_archive(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chat model is given the passages with what is known of their articles."""
    model = Told(responses=["42 train cars."])
    monkeypatch.setattr("langchain.chat_models.init_chat_model", lambda _: model)
    exec(example("With LangChain", 10), {})  # noqa: S102 - our own README
    assert capsys.readouterr().out == "42 train cars.\n"
    (told,) = model.told
    assert "Uzbekistan" in told
    assert "'outlet': " in told
