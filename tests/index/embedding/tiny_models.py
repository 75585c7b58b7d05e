"""Sentence-transformers models as small as can be, with random weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789.,:-다리하는"
# Pieces at the beginning of a word and inside of it.
WORDS = [*_SIGNS, *(f"##{sign}" for sign in _SIGNS)]
WIDTH = 32
# Not a multiple of the lengths that batches are padded to.
LONGEST = 50


def tiny_model(folder: Path, kind: str = "mean", prompts: Mapping[str, str] | None = None) -> Path:
    """Save a model of a kind, one of KINDS, and return its folder."""
    import torch  # noqa: PLC0415 - slow, and for these tests only
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - the same

    torch.manual_seed(7)
    modules = list(_modules(folder / "parts", kind))
    model = SentenceTransformer(modules=modules, device="cpu", prompts=dict(prompts or {}))
    model.save(str(folder / kind))
    return folder / kind


def _modules(parts: Path, kind: str) -> Iterator[nn.Module]:
    from sentence_transformers.sentence_transformer import modules  # noqa: PLC0415 - slow, and for these tests only

    if kind == "static":
        yield modules.StaticEmbedding(_tokenizer(parts).backend_tokenizer, embedding_dim=WIDTH)
        return
    _save_encoder(parts, kind)
    yield modules.Transformer(str(parts), max_seq_length=LONGEST)
    pooling = {"dense": "mean", "roberta": "mean", "causal": "lasttoken"}.get(kind, kind)
    yield modules.Pooling(WIDTH, pooling_mode=pooling)
    if kind == "dense":
        yield modules.Dense(WIDTH, 24)
        yield modules.Normalize()


KINDS = ("mean", "cls", "max", "weightedmean", "lasttoken", "dense", "roberta", "causal")


def _save_encoder(folder: Path, kind: str) -> None:
    import transformers  # noqa: PLC0415 - slow, and for these tests only

    shape: dict[str, Any] = {
        "vocab_size": len(WORDS) + 5,
        "hidden_size": WIDTH,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 48,
        # So that differences between texts are not drowned by what all vectors share.
        "initializer_range": 0.3,
    }
    encoder: Any
    if kind == "roberta":  # its positions start after the padding token's number
        encoder = transformers.XLMRobertaModel(
            transformers.XLMRobertaConfig(
                **shape, pad_token_id=0, max_position_embeddings=LONGEST + 1, type_vocab_size=1
            )
        )
    elif kind == "causal":
        encoder = transformers.MistralModel(
            transformers.MistralConfig(**shape, num_key_value_heads=2, pad_token_id=0)
        )
    else:
        encoder = transformers.BertModel(
            transformers.BertConfig(**shape, max_position_embeddings=LONGEST)
        )
    encoder.save_pretrained(folder)
    tokenizer = _tokenizer(folder)
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer.backend_tokenizer,
        pad_token=tokenizer.pad_token,
        model_max_length=LONGEST,
        model_input_names=inputs[:2] if kind in ("roberta", "causal") else inputs,
        padding_side="left" if kind == "causal" else "right",
    ).save_pretrained(folder)


def _tokenizer(folder: Path) -> Any:
    import transformers  # noqa: PLC0415 - slow, and for these tests only

    folder.mkdir(parents=True, exist_ok=True)
    words = [*"[PAD] [UNK] [CLS] [SEP] [MASK]".split(), *WORDS]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    return transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=LONGEST)
