"""Masking of API keys in text that is shown or stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

HIDDEN = "***"
# Shorter keys are not masked, since local servers use dummy keys such as "none" and "ollama".
_SHORTEST = 8
# If partial output ends with this many first characters of a key, the key may follow.
_BEGUN = 4
_RUN = re.compile(r"[\w+/=~-]{8,}")
# Match a run of letters once, from its start.
_BEGINS = r"(?<![\w-])([\w-]{2,}+)"
_SHORTENED = re.compile(_BEGINS + r"(?:\.{2,}+|…|\*{2,}+)([\w-]{2,})")
# Providers repeat a rejected key, in full or with its middle left out.
_LIKE_A_KEY = re.compile(
    r"\b(?:sk|key|api)[-_][\w-]{6,}|" + _BEGINS + r"(?:\.{3}|…|\*{2,})[\w-]{2,}"
)


def without(key: str, text: str) -> str:
    """Return a provider's message without the key and without anything that looks like one."""
    hidden = text.replace(key, HIDDEN) if key else text
    return _LIKE_A_KEY.sub(HIDDEN, hidden)


@dataclass(frozen=True, slots=True)
class Keys:
    """The API keys sent with a model's requests, which its output might repeat."""

    known: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, model: BaseChatModel, key: str = "") -> Keys:
        """Collect the configured key and those that the provider reads from its own variables."""
        values = (getattr(model, name, None) for name in type(model).model_fields)
        held = (value.get_secret_value() for value in values if isinstance(value, SecretStr))
        known = {one for one in (key, *held) if len(one) >= _SHORTEST}
        return cls(tuple(sorted(known, key=lambda one: (-len(one), one))))

    def hidden(self, text: str) -> str:
        """Return a model's output without the keys, including cut or abbreviated ones."""
        for key in self.known:
            text = text.replace(key, HIDDEN)
        if not self.known:
            return text
        return _SHORTENED.sub(self._shortened, _RUN.sub(self._part, text))

    def settled(self, text: str) -> str:
        """Return partial output without the beginning of a key at its end."""
        for key in self.known:
            for length in range(len(key) - 1, _BEGUN - 1, -1):
                if text.endswith(key[:length]):
                    return text[:-length]
        return text

    def in_message(self, text: str) -> str:
        """Return a provider's message without the keys and anything that looks like one."""
        return without("", self.hidden(text))

    def _part(self, run: re.Match[str]) -> str:
        return HIDDEN if any(run[0] in key for key in self.known) else run[0]

    def _shortened(self, run: re.Match[str]) -> str:
        shown = any(key.startswith(run[1]) and key.endswith(run[2]) for key in self.known)
        return HIDDEN if shown else run[0]
