"""A chat model that says what it was told to say, and keeps what it was asked."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr, SecretStr

from tests.patience import PATIENCE

Reply = str | Exception


class Hangs(Exception):
    """Stands in a reply for a model from which nothing more comes."""


class RecordedModel(BaseChatModel):
    """Gives its replies in turn, word by word, the last one for ever.

    A reply may be a list: what it says, and then an exception that it fails with, or `Hangs`.
    `told` is what it says of the end of a reply, as a provider does.
    """

    told: dict[str, str] = Field(default_factory=dict)
    api_key: SecretStr | None = None
    base_url: str = ""

    replies: list[list[Reply]] = Field(default_factory=list)
    _asked: list[list[BaseMessage]] = PrivateAttr(default_factory=list)
    _release: threading.Event = PrivateAttr(default_factory=threading.Event)

    @classmethod
    def saying(cls, *replies: str | list[Reply]) -> RecordedModel:
        """Make a model of its replies."""
        return cls(replies=[[r] if isinstance(r, str) else r for r in replies])

    @property
    def asked(self) -> list[list[BaseMessage]]:
        """The messages of each request, in their order."""
        return self._asked

    @property
    def prompts(self) -> list[str]:
        """Each request as one text."""
        return ["\n".join(str(m.content) for m in messages) for messages in self._asked]

    def release(self) -> None:
        """Let a reply that hangs come to its end."""
        self._release.set()

    @property
    def _llm_type(self) -> str:
        return "recorded"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        self._asked.append(messages)
        reply = self.replies[min(len(self._asked), len(self.replies)) - 1]
        for part in reply:
            if isinstance(part, Hangs):
                self._release.wait(PATIENCE)
                return
            if isinstance(part, Exception):
                raise part
            for word in re.findall(r"\s*\S+|\s+$", part):
                yield ChatGenerationChunk(message=AIMessageChunk(content=word))
        if self.told:
            ended = AIMessageChunk(content="", response_metadata=dict(self.told))
            yield ChatGenerationChunk(message=ended)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        spoken = self._stream(messages, stop, run_manager, **kwargs)
        said = "".join(str(chunk.message.content) for chunk in spoken)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said))])
