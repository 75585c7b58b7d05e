"""Chat models: their names and settings.

Supported are the providers of LangChain's `init_chat_model` (`anthropic:…`, `openai:…`, `ollama:…`)
and any OpenAI-compatible server, by its address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel

from assistant.errors import ModelUnusable
from assistant.writing.key_masking import without

_INSTALLED = re.compile(r"pip install (?P<package>langchain-[a-z-]+)")
# The packages that this project can install as an extra.
_EXTRAS = {f"langchain-{name}": name for name in ("anthropic", "ollama", "openai")}
# The attributes of LangChain's models that may hold the address of their server.
_ADDRESSES = ("openai_api_base", "anthropic_api_url", "base_url")
# Classes that always report why a reply ended. A reply without a report was interrupted.
_TELL_THEIR_END = frozenset({"ChatOpenAI", "ChatAnthropic", "ChatOllama"})
# A local server needs no key, but its client requires one.
_NO_KEY = "none"
_COMPATIBLE = "openai"
_NAMING = (
    "Name a model as PROVIDER:MODEL, for example openai:gpt-5, and set the key that its provider "
    "requires. For a model on your own server, set ONRECORD_MODEL_URL to the server's address."
)


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The address and limits of a chat model. Times are in seconds.

    `name` is PROVIDER:MODEL. With a `base_url`, the provider may be left out.
    """

    name: str
    base_url: str = ""
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    retries: int = 2
    answer_tokens: int = 600


def chat_model(settings: ModelSettings) -> BaseChatModel:
    """Return the model without calling it; raise ModelUnusable if it does not exist."""
    if not settings.name.strip(": "):
        raise ModelUnusable(f"{settings.name!r} does not name a chat model. {_NAMING}")
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a second, and few need it

    try:
        model: BaseChatModel = init_chat_model(**_arguments(settings))
    except ImportError as error:
        raise ModelUnusable(_missing(settings.name, str(error))) from error
    # Each provider raises its own exceptions, which have no common base class.
    except Exception as error:
        said = _first_line(without(settings.key, str(error)))
        raise ModelUnusable(_unusable(settings, said)) from error
    return model


def address_of(model: BaseChatModel) -> str:
    """Return the address of a model's server, or "" if only its provider knows it."""
    found = (getattr(model, name, None) for name in _ADDRESSES)
    return next((str(address) for address in found if address), "")


def tells_its_end(model: BaseChatModel) -> bool:
    """Return True if the model always reports how a reply ended."""
    return model.get_name() in _TELL_THEIR_END


def _arguments(settings: ModelSettings) -> Mapping[str, Any]:
    provider, _, model = settings.name.partition(":")
    if settings.base_url and not model:
        provider, model = _COMPATIBLE, settings.name
    arguments: dict[str, Any] = {"model": model or settings.name, "temperature": 0}
    if model:
        arguments["model_provider"] = provider
    if settings.base_url:
        arguments["base_url"] = settings.base_url
    if settings.key or (settings.base_url and provider == _COMPATIBLE):
        arguments["api_key"] = settings.key or _NO_KEY
    if provider == "ollama":
        client = {"timeout": settings.timeout}
        return arguments | {"num_predict": settings.answer_tokens, "client_kwargs": client}
    return arguments | {
        "timeout": settings.timeout,
        "max_retries": settings.retries,
        "max_tokens": settings.answer_tokens,
    }


def _unusable(settings: ModelSettings, said: str) -> str:
    if ":" not in settings.name and not settings.base_url:
        return f"The name of the chat model {settings.name!r} has no provider. {_NAMING}"
    return f"The chat model {settings.name!r} cannot be set up: {said}. {_NAMING}"


def _missing(name: str, said: str) -> str:
    found = _INSTALLED.search(said)
    package = found["package"] if found else ""
    extra = _EXTRAS.get(package)
    command = (
        f"pip install -c constraints.txt -e '.[{extra}]'" if extra else f"pip install {package}"
    )
    if not package:
        return (
            f"The chat model {name!r} needs a package that is not installed: {_first_line(said)}."
        )
    return (
        f"The chat model {name!r} needs {package}, which is not installed. In OnRecord's folder, "
        f"run: .venv/bin/{command}"
    )


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:300].rstrip(".")
