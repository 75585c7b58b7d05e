from __future__ import annotations

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelFailed, ModelUnusable
from assistant.writing.model_stream import words
from assistant.writing.models import ModelSettings, chat_model
from tests.patience import PATIENCE

NOBODY = "http://127.0.0.1:9/v1"


def test_a_compatible_server_needs_no_provider_and_no_key() -> None:
    """Its address is enough; time, tries and length are what the settings say."""
    pytest.importorskip("langchain_openai")
    model = chat_model(ModelSettings("qwen", base_url=NOBODY, timeout=7, retries=1))
    told = model.model_dump()
    assert (told["model_name"], told["openai_api_base"]) == ("qwen", NOBODY)
    assert (told["request_timeout"], told["max_retries"], told["max_tokens"]) == (7, 1, 600)


def test_a_server_that_is_not_there_is_a_failure_with_a_reason() -> None:
    """Not an error of the provider's own kind."""
    pytest.importorskip("langchain_openai")
    model = chat_model(ModelSettings("qwen", base_url=NOBODY, timeout=2, retries=0))
    with pytest.raises(ModelFailed, match=f"nothing answers at {NOBODY}; check that its server"):
        list(words(model, [HumanMessage("Well?")], PATIENCE))


@pytest.mark.parametrize(
    ("provider", "extra"),
    [("mistralai", "pip install langchain-mistralai"), ("groq", "pip install langchain-groq")],
)
def test_a_missing_provider_is_told_with_the_line_that_installs_it(
    provider: str, extra: str
) -> None:
    """So that nobody has to look it up."""
    with pytest.raises(ModelUnusable, match=extra):
        chat_model(ModelSettings(f"{provider}:any"))


@pytest.mark.parametrize("name", ["", "no-such-model", "nobody:nothing"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    """With what a name looks like."""
    with pytest.raises(ModelUnusable, match="PROVIDER:MODEL"):
        chat_model(ModelSettings(name))


def test_a_name_without_a_provider_is_told_of_both_ways() -> None:
    """With PROVIDER:MODEL, or with the address of a server; no name of an error is shown."""
    with pytest.raises(ModelUnusable, match="has no provider") as refused:
        chat_model(ModelSettings("no-such-model"))
    assert "ONRECORD_MODEL_URL" in str(refused.value)
    assert "Error" not in str(refused.value)


def test_a_key_is_not_in_the_settings_as_text() -> None:
    """They may be logged."""
    assert "hunter22" not in repr(ModelSettings("openai:x", key="hunter22"))
