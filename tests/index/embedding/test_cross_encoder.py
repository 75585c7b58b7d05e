from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from index.embedding.cross_encoder import CrossEncoderEntailment
from index.embedding.entailment import named_entailment
from index.errors import ModelMissing, ModelUnreadable

ORDER = ("contradiction", "entailment", "neutral")
PAIRS = [
    ("The bridge cost 40 million dollars.", "The bridge cost 40 million dollars."),
    ("The ferry stopped running in May.", "The bridge cost 40 million dollars."),
    ("", ""),
    ("다리를 놓는 데 80억 원이 들었다.", "The bridge \ud800 cost " + "money " * 2_000),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a cross-encoder as small as can be, with weights by lot."""
    import torch  # noqa: PLC0415 - slow, and for these tests only
    import transformers  # noqa: PLC0415 - the same

    folder = tmp_path_factory.mktemp("models") / "tiny-entailment"
    folder.mkdir()
    words = [*"[PAD] [UNK] [CLS] [SEP] [MASK]".split(), *"the bridge cost million ferry".split()]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(7)
    configuration = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(ORDER)),
        label2id={label: number for number, label in enumerate(ORDER)},
    )
    transformers.BertForSequenceClassification(configuration).save_pretrained(folder)
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64)
    tokenizer.save_pretrained(folder)
    return folder


def _relabelled(made: Path, folder: Path, labels: list[str]) -> Path:
    shutil.copytree(made, folder)
    configuration = json.loads((folder / "config.json").read_text())
    configuration["id2label"] = {str(number): label for number, label in enumerate(labels)}
    configuration["label2id"] = {label: number for number, label in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps(configuration))
    return folder


def test_a_probability_for_each_pair(made: Path) -> None:
    """Each pair gets a probability, whatever its texts are, and no pairs get none."""
    model = named_entailment(str(made))
    found = model.entails(PAIRS)
    assert len(found) == len(PAIRS)
    assert all(0 < probability < 1 for probability in found)
    assert model.entails([]) == []


def test_the_configuration_says_which_output_is_entailment(made: Path, tmp_path: Path) -> None:
    """The same weights with other labels give the probability of the output so labelled."""
    orders = (ORDER, ("ENTAILMENT", "neutral", "contradiction"), ("a", "not_entailment", "entails"))
    columns = [
        named_entailment(str(_relabelled(made, tmp_path / str(n), list(order)))).entails(PAIRS)
        for n, order in enumerate(orders)
    ]
    for sums in zip(*columns, strict=True):
        assert sum(sums) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1", "LABEL_2"], ["bad", "good", "better"]])
def test_a_model_without_that_label_is_refused(
    made: Path, tmp_path: Path, labels: list[str]
) -> None:
    """A model that judges something else is refused with the labels that it has."""
    folder = _relabelled(made, tmp_path / "ranker", labels)
    said = f"entailment model ranker cannot be used: its labels are {', '.join(labels)}"
    with pytest.raises(ModelUnreadable, match=said):
        named_entailment(str(folder)).entails(PAIRS)


def test_a_missing_model_is_explained() -> None:
    """A name that is nowhere on this machine says how to get the model."""
    with pytest.raises(ModelMissing, match=r"no entailment model 'someone/none'.*hf download"):
        named_entailment("someone/none")


def test_pickled_weights_are_refused(made: Path, tmp_path: Path) -> None:
    """Weights whose reading could run code are not read."""
    folder = tmp_path / "pickled"
    shutil.copytree(made, folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelUnreadable, match=r"no \*\.safetensors file.* or do without"):
        named_entailment(str(folder)).entails(PAIRS)


def test_what_is_no_model_is_refused(made: Path, tmp_path: Path) -> None:
    """A folder whose files cannot be read says what the library said of them."""
    folder = tmp_path / "broken"
    shutil.copytree(made, folder)
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelUnreadable, match="broken cannot be used"):
        named_entailment(str(folder)).entails(PAIRS)


def test_a_model_is_known_by_its_weights(made: Path, tmp_path: Path) -> None:
    """The same weights under another name have the same digest."""
    shutil.copytree(made, tmp_path / "copy")
    one, other = (CrossEncoderEntailment.named(str(p)).model_id for p in (made, tmp_path / "copy"))
    assert one.startswith("tiny-entailment@")
    assert one.split("@")[1] == other.split("@")[1]
