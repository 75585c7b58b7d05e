"""Judge: what a chat model thinks of an answer. Optional; no other measure needs a model.

A judge is as noisy as its model, weaker outside of English, and may be led astray by what the
sources say. So its measures stand beside the others, and its replies are kept: a rerun over the
same words costs nothing and says the same.
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
from assistant.writing.breakdown import reason
from assistant.writing.key_masking import Keys
from assistant.writing.models import address_of
from assistant.writing.prompts import Prompt, load
from sources.errors import Unreadable
from sources.files import content

JUDGED: Mapping[str, str] = {
    "faithfulness": "the share of an answer's statements that its citations support, by a model",
    "completeness": "the share of the expected facts that an answer states, by a model",
}
_FORMAT = "onrecord-judgement/1"
_OBJECT = re.compile(r"\{[^{}]*\}")
_MOST_SHOWN = 40
_MOST_KEPT = 1_000_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """A share, and why; the share is None where the model's reply says nothing usable."""

    share: float | None
    reason: str
    reply: str


class Judge:
    """Ask a chat model about answers, each question once.

    `model_name` is part of what a reply is kept under, so another model is asked afresh. Errors of
    the model are not caught: what could not be asked is not kept.
    """

    def __init__(self, model: BaseChatModel, model_name: str, cache: Path) -> None:
        self._model = model
        self._model_name = model_name
        self._cache = cache
        self._faithfulness = load("judge_faithfulness", ("sources", "question", "answer"))
        self._completeness = load("judge_completeness", ("question", "expected", "answer"))

    def values(self, case: Case, outcome: Outcome) -> dict[str, float | None]:
        """Judge one outcome; None where a measure does not apply or the reply is of no use."""
        values: dict[str, float | None] = dict.fromkeys(JUDGED)
        if case.is_quotation or not outcome.answered or outcome.error is not None:
            return values
        if outcome.citations:
            values["faithfulness"] = self.faithfulness(case, outcome).share
        if case.answers or case.answers_all:
            values["completeness"] = self.completeness(case, outcome).share
        return values

    def trouble(self, error: Exception) -> str:
        """Say why the model could not be asked, as part of a sentence."""
        return reason(error, address_of(self._model), Keys.of(self._model))

    def faithfulness(self, case: Case, outcome: Outcome) -> Judgement:
        """Ask how much of an answer its citations support."""
        cited = dict.fromkeys(each.words for each in outcome.citations)
        sources = "\n".join(f"[{n}] {words}" for n, words in enumerate(cited, 1))
        filled = self._faithfulness.filled(
            sources=sources, question=case.question, answer=outcome.text
        )
        return self._judged(self._faithfulness, filled, ("supported", "statements"))

    def completeness(self, case: Case, outcome: Outcome) -> Judgement:
        """Ask how much of what is expected an answer states."""
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
    """Read a reply: the last object of JSON in it that counts something, whatever is around it."""
    for found in reversed(_OBJECT.findall(reply)[-_MOST_SHOWN:]):
        try:
            counted = json.loads(found)
            numerator, denominator = float(counted[part]), float(counted[whole])
        except (ValueError, KeyError, TypeError, OverflowError):
            continue
        if 0 <= numerator <= denominator and 0 < denominator < float("inf"):
            return Judgement(numerator / denominator, str(counted.get("reason", "")), reply)
    return Judgement(None, "the reply holds no usable counts", reply)


def _kept(path: Path) -> str | None:
    try:
        kept: Any = json.loads(content(path, _MOST_KEPT, "ask again"))
        reply = kept["reply"]
    except (Unreadable, ValueError, KeyError, TypeError):
        return None  # not asked yet, or a file that a crash or a hand spoiled
    return reply if isinstance(reply, str) else None


def _keep(path: Path, reply: str) -> None:
    """Write in one step, so that no half reply is ever read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, delete=False, suffix=".part"
    ) as file:
        json.dump({"reply": reply}, file)
    Path(file.name).replace(path)
