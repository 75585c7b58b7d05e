from __future__ import annotations

import pytest
from pydantic import SecretStr

from assistant.writing.key_masking import Keys, without
from tests.assistant.recorded_model import RecordedModel

KEY = "sk-hunter22-0123456789abcdef"
KEYS = Keys((KEY,))


def test_messages_of_providers_lose_what_looks_like_a_key() -> None:
    """They repeat the key that they refuse, whole or with its middle left out."""
    assert without("hunter22", "no hunter22, no sk-proj_12345678") == "no ***, no ***"
    assert without("", "sk-S...abcdef was refused, and so was abcd****wxyz") == (
        "*** was refused, and so was ***"
    )


@pytest.mark.parametrize(
    "part",
    [
        KEY,
        KEY[:16],
        KEY[5:],
        f"{KEY[:4]}...{KEY[-4:]}",
        f"{KEY[:3]}…{KEY[-3:]}",
        f"sk-***{KEY[-4:]}",
    ],
)
def test_a_key_is_hidden_also_in_part(part: str) -> None:
    """What is around it stays."""
    assert KEYS.hidden(f"The key, {part}, is this.") == "The key, ***, is this."


def test_other_words_stay_as_they_are() -> None:
    """Prose has dots, long words and pairs of stars too."""
    prose = "Wait...what? She ordered twenty-four high-speed trains, **said** the sk-operator."
    assert KEYS.hidden(prose) == prose


def test_the_beginning_of_a_key_waits_for_its_end() -> None:
    """While a reply grows, half of a key is not shown."""
    assert KEYS.settled(f"It cost {KEY[:6]}") == "It cost "
    assert KEYS.settled("It cost sk") == "It cost sk"


def test_keys_are_those_that_are_set_and_those_of_the_provider() -> None:
    """Words that a server on one's own machine takes for a key are none."""
    model = RecordedModel(api_key=SecretStr("from-a-variable"))
    assert set(Keys.of(model, KEY).known) == {KEY, "from-a-variable"}
    assert Keys.of(RecordedModel(), "none").known == ()
    assert KEY not in repr(KEYS)
