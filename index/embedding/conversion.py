"""Conversion of a sentence-transformers model to an OpenVINO graph, which needs torch once.

The model's own modules (encoder, pooling, dense layers, normalisation) are traced together, so no
kind of pooling is known here. The graph is accepted only if its vectors equal those of torch.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
import transformers
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.embedding.converted_model import ConvertedModel
from index.embedding.model_cache import Description
from index.embedding.openvino_runtime import (
    CONVERSION_FAILURES,
    EXACT,
    Model,
    convert_model,
    name_inputs,
    native_precision,
)
from index.embedding.sentence_transformer import SentenceTransformerEmbedder, maximum_tokens
from index.embedding.text_encoder import INPUTS

LEAST_COSINE = 0.9999
# bfloat16 must do better on the few texts compared here, as other texts may do worse.
_LEAST_FAST_COSINE = 0.99993
# Two texts of different lengths, so that the traced graph has padding to take into account.
_EXAMPLE = ["The mayor opened the new bridge on Tuesday.", "It rained."]
_COMPARED = (
    *_EXAMPLE,
    "",
    "Who won the contract for the trains, and for how many million?",
    "대통령은 화요일 정상회담에서 핵심 광물 협력에 합의했다.",
    "“Nous n’accepterons pas ces conditions”, a déclaré la présidente.",
    "The ferry carries 1,250 passengers. " * 10,
    "A court in the capital rejected the appeal of three former bankers. " * 60,
)
# What tracing and converting a model can raise, as libraries have no error of their own for it.
_FAILURES = (
    *CONVERSION_FAILURES,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


class NotConvertible(Exception):
    """A model has no OpenVINO graph with the same vectors; the message is the reason."""


@dataclass(frozen=True)
class Conversion:
    """A model as a graph, with what is needed to run it."""

    graph: Model
    tokenizer: Tokenizer
    description: Description


def convert(reference: SentenceTransformerEmbedder) -> Conversion:
    """Convert a model. Raise NotConvertible if that fails or changes its vectors.

    A model whose vectors bfloat16 would change runs in float32.
    """
    model = reference.model
    example = _example(model)
    tokenizer = _tokenizer(model)
    description = _description(model, reference.dimensions)
    try:
        graph = _graph(model, example)
        agreement = _agreement(reference, Conversion(graph, tokenizer, description))
        if agreement < _LEAST_FAST_COSINE:
            description = replace(description, precision=EXACT)
            agreement = _agreement(reference, Conversion(graph, tokenizer, description))
    except _FAILURES as error:
        raise NotConvertible(f"its conversion failed ({_first_line(error)})") from error
    if agreement < LEAST_COSINE:
        raise NotConvertible(
            f"its conversion changes the vectors (cosine {agreement:.4f}, at least "
            f"{LEAST_COSINE} is needed)"
        )
    return Conversion(graph, tokenizer, description)


class _Modules(torch.nn.Module):
    """A model's modules in sequence, as one function of tensors."""

    def __init__(self, model: SentenceTransformer, names: list[str]) -> None:
        super().__init__()
        self._model = model
        self._names = names

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        features: dict[str, Any] = dict(zip(self._names, inputs, strict=True))
        for module in self._model:
            features = module(features)
        vectors: torch.Tensor = features["sentence_embedding"]
        return vectors


def _example(model: SentenceTransformer) -> dict[str, torch.Tensor]:
    """Return the model's inputs for the example, by name."""
    features = model.preprocess(_EXAMPLE)
    tensors = {name: it for name, it in features.items() if isinstance(it, torch.Tensor)}
    if unknown := sorted(tensors.keys() - set(INPUTS)):
        raise NotConvertible(f"it needs an unsupported input: {', '.join(unknown)}")
    return tensors


def _graph(model: SentenceTransformer, example: dict[str, torch.Tensor]) -> Model:
    with _quiet():
        graph = convert_model(
            _Modules(model.eval(), list(example)), example_input=tuple(example.values())
        )
    return name_inputs(graph, list(example))


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence tracing, which warns of each condition in a model's code."""
    level = transformers.logging.get_verbosity()
    transformers.logging.set_verbosity(logging.ERROR)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        transformers.logging.set_verbosity(level)


def _tokenizer(model: SentenceTransformer) -> Tokenizer:
    theirs = model.tokenizer
    backend = getattr(theirs, "backend_tokenizer", None)
    if not isinstance(backend, Tokenizer):
        raise NotConvertible(f"its tokenizer, {type(theirs).__name__}, has no fast version")
    ours = Tokenizer.from_str(backend.to_str())
    ours.no_padding()
    ours.enable_truncation(maximum_tokens(model), direction=theirs.truncation_side)
    return ours


def _description(model: SentenceTransformer, dimensions: int) -> Description:
    return Description(
        dimensions=dimensions,
        maximum_tokens=maximum_tokens(model),
        document_prompt=_prompt(model, "document", "passage", "corpus"),
        query_prompt=_prompt(model, "query"),
        # Pad on the right, even if the tokenizer pads on the left: causal models do not need left
        # padding, and its rows, which attend to nothing, would become NaN.
        padding=model.tokenizer.pad_token_id or 0,
        precision=native_precision(),
    )


def _prompt(model: SentenceTransformer, *names: str) -> str:
    """Return the prompt that sentence-transformers would choose."""
    chosen = next((name for name in names if name in model.prompts), model.default_prompt_name)
    return (model.prompts[chosen] or "") if chosen else ""


def _agreement(reference: SentenceTransformerEmbedder, conversion: Conversion) -> float:
    """Return the lowest cosine between the vectors of torch and of the graph for the same text."""
    ours = ConvertedModel.of(
        reference.model_id, conversion.description, conversion.tokenizer, conversion.graph
    )
    texts, question = _COMPARED, _COMPARED[3]
    expected = [*reference.embed_passages(texts), reference.embed_question(question)]
    found = [*ours.embed_passages(texts), ours.embed_question(question)]
    cosines = np.sum(np.stack(expected) * np.stack(found), axis=1)
    # A vector with a NaN agrees with nothing.
    return float(np.nan_to_num(cosines, nan=-1.0).min())


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
