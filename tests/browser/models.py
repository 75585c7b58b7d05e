"""Chat models for the page in a browser: one that is honest at times, and one that hangs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.ledger.support import SupportCheck
from assistant.writing.writer import Limits, Writer
from index.embedding.embedder import Embedder
from tests.assistant.recorded_model import Hangs, RecordedModel
from tests.patience import PATIENCE

TODAY = date(2024, 7, 1)
SCRIBE, SLOW = "fake:scribe", "fake:slow"
HOSTILE = (
    "<img src=//elsewhere.example/a.png onerror=alert(1)> "
    "![pixel](http://elsewhere.example/p.png) [here](javascript:alert(2)) <script>alert(3)</script>"
)
REPLY = (
    "Uzbekistan ordered 42 train cars [{42}]. Uzbekistan ordered 99 train cars [{42}]. "
    "Hyundai Rotem builds the cars for Uzbekistan Railways. The cars were paid for in gold [9.9]. "
    f"{HOSTILE} [{{42}}]."
)


class Citing(RecordedModel):
    """Writes the number of the sentence that has the number of cars in place of {42}."""

    def _stream(
        self, messages: list[BaseMessage], *rest: Any, **more: Any
    ) -> Iterator[ChatGenerationChunk]:
        found = re.search(r"\[(\d+\.\d+)\][^\n]*\b42\b", str(messages[-1].content))
        label = found[1] if found else "1.1"
        self.replies = [[REPLY.replace("{42}", label)]]
        yield from super()._stream(messages, *rest, **more)


def writers(embedder: Embedder) -> dict[str, Writer]:
    """Return the models by their names."""
    ledger = SupportCheck(embedder)

    def written(name: str, model: RecordedModel, limits: Limits) -> Writer:
        return Writer(model, name, ledger, lambda: TODAY, limits)

    return {
        SCRIBE: written(SCRIBE, Citing.saying(REPLY), Limits()),
        SLOW: written(
            SLOW, RecordedModel.saying(["Uzbekistan ", Hangs()]), Limits(seconds=PATIENCE)
        ),
    }
