"""The judge: a chat model that rates answers. It is optional, and no other measure needs a model.

A judge is as noisy as its model, weaker outside English, and can be misled by text in the sources.
Its measures are therefore shown separately from the others. Its replies are cached: a rerun over
the same words costs nothing and gives the same result.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from assistant.evaluation.case import Case, Outcome
from assistant.writing.key_masking import Keys
from assistant.writing.model_stream import reason
from assistant.writing.models import address_of
from assistant.writing.prompts import Prompt, load
from sources.errors import Unreadable
from sources.files import content

JUDGED: Mapping[str, str] = {
    "faithfulness": "the share of statements that an answer's citations support, judged by a model",
    "completeness": "the share of the expected facts that an answer states, judged by a model",
}
_FORMAT = "onrecord-judgement/1"
_OBJECT = re.compile(r"\{[^{}]*\}")
_MOST_SHOWN = 40
_MOST_KEPT = 1_000_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """A share and its reason. The share is None if the model's reply was unusable."""

    share: float | None
    reason: str
    reply: str


class Judge:
    """Ask a chat model about answers, each question once.

    `model_name` is part of the cache key, so another model is asked again. Errors of the model are
    not caught, and a failed call is not cached.
    """

    def __init__(self, model: BaseChatModel, model_name: str, cache: Path) -> None:
        self._model = model
        self._model_name = model_name
        self._cache = cache
        self._faithfulness = load("judge_faithfulness", ("sources", "question", "answer"))
        self._completeness = load("judge_completeness", ("question", "expected", "answer"))

    def values(self, case: Case, outcome: Outcome) -> dict[str, float | None]:
        """Judge one outcome; None if a measure does not apply or the reply was unusable."""
        values: dict[str, float | None] = dict.fromkeys(JUDGED)
        if case.is_quotation or not outcome.answered or outcome.error is not None:
            return values
        if outcome.citations:
            values["faithfulness"] = self.faithfulness(case, outcome).share
        if case.answers or case.answers_all:
            values["completeness"] = self.completeness(case, outcome).share
        return values

    def trouble(self, error: Exception) -> str:
        """Return a clause that explains why the model could not be asked."""
        return reason(error, address_of(self._model), Keys.of(self._model))

    def faithfulness(self, case: Case, outcome: Outcome) -> Judgement:
        """Ask the model what share of an answer its citations support."""
        cited = dict.fromkeys(each.words for each in outcome.citations)
        sources = "\n".join(f"[{n}] {words}" for n, words in enumerate(cited, 1))
        filled = self._faithfulness.filled(
            sources=sources, question=case.question, answer=outcome.text
        )
        return self._judged(self._faithfulness, filled, ("supported", "statements"))

    def completeness(self, case: Case, outcome: Outcome) -> Judgement:
        """Ask the model what share of the expected content an answer states."""
        expected = [f"- {words}" for words in case.answers_all]
        if case.answers:
            expected.append(f"- {' (or: '.join(case.answers)}{')' * (len(case.answers) - 1)}")
        filled = self._completeness.filled(
            question=case.question, expected="\n".join(expected), answer=outcome.text
        )
        return self._judged(self._completeness, filled, ("stated", "expected"))

    def _judged(self, prompt: Prompt, filled: str, counts: tuple[str, str]) -> Judgement:
        key = "\0".join((_FORMAT, self._model_name, prompt.text, filled))
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        path = self._cache / digest[:2] / f"{digest}.json"
        reply = _kept(path)
        if reply is None:
            reply = Keys.of(self._model).hidden(self._model.invoke(filled).text)
            _keep(path, reply)
        return read(reply, *counts)


def read(reply: str, part: str, whole: str) -> Judgement:
    """Parse a reply: the last JSON object in it that has counts, whatever surrounds it."""
    for found in reversed(_OBJECT.findall(reply)[-_MOST_SHOWN:]):
        try:
            counted = json.loads(found)
            numerator, denominator = float(counted[part]), float(counted[whole])
        except (ValueError, KeyError, TypeError, OverflowError):
            continue
        if 0 <= numerator <= denominator and 0 < denominator < float("inf"):
            return Judgement(numerator / denominator, str(counted.get("reason", "")), reply)
    return Judgement(None, "the reply contains no usable counts", reply)


def _kept(path: Path) -> str | None:
    try:
        kept: Any = json.loads(content(path, _MOST_KEPT, "ask again"))
        reply = kept["reply"]
    except (Unreadable, ValueError, KeyError, TypeError):
        return None  # not asked yet, or the file was damaged by a crash or an edit
    return reply if isinstance(reply, str) else None


def _keep(path: Path, reply: str) -> None:
    """Write a reply to the cache atomically, so that a partial one is never read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, delete=False, suffix=".part"
    ) as file:
        json.dump({"reply": reply}, file)
    Path(file.name).replace(path)
