"""A tiny cross-encoder of sentence-transformers, made in the test that needs one."""

from __future__ import annotations

from pathlib import Path

import pytest


def tiny_model(folder: Path, *, labels: int = 1, head: bool = True) -> Path:
    """Make a BERT of two small layers with random weights, which reads characters."""
    transformers = pytest.importorskip("transformers")
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"食堂几点开门早上七晚八关工地今天停吗很长的一段话canteopsvthi",
    ]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(words)), encoding="utf-8")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64)
    tokenizer.save_pretrained(folder)
    transformers.set_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64, num_labels=labels, initializer_range=0.5,
    )  # fmt: skip
    made = transformers.BertForSequenceClassification if head else transformers.BertModel
    made(config).save_pretrained(folder)
    return folder
