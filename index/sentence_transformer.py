"""Runs any sentence-transformers model: the one file that knows that library. Loading it takes seconds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.embedded_cache import sha256_of
from index.types import FloatArray

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

_Model = TypeVar("_Model")

E5_PROMPTS = {"query": "query: ", "document": "passage: "}

_BATCH = 16
_IS_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")
_WEIGHT_FILES = (".safetensors", ".bin")
_IDENTITY_FILES = (*_WEIGHT_FILES, ".json", ".model", ".txt")
_ANSWER_WITHIN = 10.0
# What inference models call it; contradiction and neutral, or not_entailment, stand beside it.
# A model without such a head would be given one with random weights.
_ENTAILMENT, _LABELS = re.compile(r"entail(?:ment|s|ed)?"), 2
_READS_PAIRS = re.compile(r"For(?:SequenceClassification|CausalLM)$")


class SentenceTransformerEncoder:
    """An ``Encoder`` over a loaded SentenceTransformer, which truncates texts longer than it takes."""

    def __init__(self, model: SentenceTransformer, *, name: str) -> None:
        self._model = model
        self._name = name
        self._dim = len(self._encode_any(model.encode_query, [""])[0])

    @classmethod
    def open(cls, folder: Path, *, name: str | None = None) -> SentenceTransformerEncoder:
        """Load a model folder; its name is by default the folder's with a digest. OSError when it is none."""
        model = _load(str(folder), local=True)
        _set_prompts(model, folder.name)
        return cls(model, name=name or f"{folder.name}/{_digest(folder)}")

    @classmethod
    def open_hub(cls, name: str, announce: Callable[[str], None]) -> SentenceTransformerEncoder:
        """Load a model by its hub name from the hub's local cache; where it is not, announce and download it.

        OSError when it can be had from neither.
        """
        model = _had(name, _load, announce)
        _set_prompts(model, name)
        return cls(model, name=f"{name}/{_revision(model)}")

    @property
    def name(self) -> str:
        """Identity of model and version."""
        return self._name

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encode questions with the model's query prompt."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encode passages with the model's document prompt."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Callable[..., object], texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.empty((0, self._dim), dtype=np.float32)
        return self._encode_any(encode, texts)

    @staticmethod
    def _encode_any(encode: Callable[..., object], texts: Sequence[str]) -> FloatArray:
        vectors = encode(_clean(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


class SentenceTransformerScorer:
    """A ``CrossScorer`` over a loaded CrossEncoder that gives one score for a pair."""

    def __init__(self, model: CrossEncoder, *, name: str) -> None:
        architectures = getattr(model.config, "architectures", None) or ()
        if model.num_labels != 1 or not any(_READS_PAIRS.search(a) for a in architectures):
            raise ValueError(
                f"it does not give one score for a pair ({', '.join(architectures) or 'no architecture named'},"
                f" {model.num_labels} labels)"
            )
        self._model = model
        self._name = name

    @classmethod
    def open(cls, folder: Path) -> SentenceTransformerScorer:
        """Load a model folder. OSError or ValueError when it is none, or does not score pairs."""
        return cls(_load_pairs(str(folder), local=True), name=f"{folder.name}/{_digest(folder)}")

    @classmethod
    def open_hub(cls, name: str, announce: Callable[[str], None]) -> SentenceTransformerScorer:
        """Load a model by its hub name from the hub's local cache; where it is not, announce and download it.

        OSError when it can be had from neither, ValueError when it does not score pairs.
        """
        model = _had(name, _load_pairs, announce)
        return cls(model, name=f"{name}/{_commit(model.config)}")

    @property
    def name(self) -> str:
        """Identity of model and version."""
        return self._name

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """Return one score a text; see ``CrossScorer``."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        (asked,) = _clean([question])
        pairs = [(asked, text) for text in _clean(texts)]
        return np.asarray(
            self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False), dtype=np.float32
        )


class SentenceTransformerEntailer:
    """An ``Entailer`` over a loaded CrossEncoder one of whose labels is entailment."""

    def __init__(self, model: CrossEncoder, *, name: str) -> None:
        labels = {
            int(at): str(said).lower() for at, said in (getattr(model.config, "id2label", None) or {}).items()
        }
        found = [at for at, said in labels.items() if _ENTAILMENT.fullmatch(said)]
        if len(found) != 1 or model.num_labels < _LABELS:
            raise ValueError(f"it has no label of entailment ({', '.join(labels.values()) or 'none named'})")
        self._model = model
        self._name = name
        self._label = found[0]

    @classmethod
    def open(cls, folder: Path) -> SentenceTransformerEntailer:
        """Load a model folder. OSError or ValueError when it is none, or was not trained on inference."""
        return cls(_load_pairs(str(folder), local=True), name=f"{folder.name}/{_digest(folder)}")

    @classmethod
    def open_hub(cls, name: str, announce: Callable[[str], None]) -> SentenceTransformerEntailer:
        """Load a model by its hub name from the hub's local cache; where it is not, announce and download it.

        OSError when it can be had from neither, ValueError when it was not trained on inference.
        """
        model = _had(name, _load_pairs, announce)
        return cls(model, name=f"{name}/{_commit(model.config)}")

    @property
    def name(self) -> str:
        """Identity of model and version."""
        return self._name

    def entailed(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Return the probability of entailment for each pair; see ``Entailer``."""
        if not pairs:
            return np.empty(0, dtype=np.float32)
        first, second = (_clean(texts) for texts in zip(*pairs, strict=True))
        logits = self._model.predict(
            list(zip(first, second, strict=True)),
            batch_size=_BATCH,
            show_progress_bar=False,
            apply_softmax=True,
        )
        return np.asarray(logits, dtype=np.float32)[:, self._label]


def _clean(texts: Sequence[str]) -> list[str]:
    """Return texts that tokenizers take: without halves of surrogate pairs."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def _had(name: str, load: Callable[..., _Model], announce: Callable[[str], None]) -> _Model:
    """Return a model from the hub's local cache, else announced and downloaded. OSError when neither has it."""
    try:
        return load(name, local=True)
    except (OSError, ValueError):
        announce(f"The model {name} is not on this machine: asking the Hugging Face hub for it")
        announce(f"Downloading {name} from the Hugging Face hub ({_size(name)})")
        return load(name, local=False)


def _load(name: str, *, local: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device="cpu", local_files_only=local)


def _load_pairs(name: str, *, local: bool) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    return CrossEncoder(name, device="cpu", local_files_only=local)


def _size(name: str) -> str:
    """Return how much there is to download, in words. OSError when the hub is silent or lacks the model.

    Asked first because the loader itself retries an absent network for more than a minute.
    """
    from huggingface_hub import HfApi

    full_name = name if "/" in name else f"sentence-transformers/{name}"  # as the loader completes it
    try:
        files = HfApi().model_info(full_name, timeout=_ANSWER_WITHIN, files_metadata=True).siblings or []
    except (
        Exception
    ) as error:  # the client lets through what its transport raises, by version httpx or requests
        raise OSError(f"the hub does not give it: {error or type(error).__name__}") from error
    sizes = [
        file.size or 0
        for file in files
        if file.rfilename.endswith(_WEIGHT_FILES) and "/" not in file.rfilename
    ]
    return f"up to {sum(sizes) / 1e6:,.0f} MB" if sum(sizes) else "size unknown"


def _set_prompts(model: SentenceTransformer, name: str) -> None:
    """Give e5 models the prefixes they were trained with, which their files omit; others keep their own."""
    lowered = name.lower()
    if _IS_E5.search(lowered) and "instruct" not in lowered:
        model.prompts = dict(E5_PROMPTS)


def _revision(model: SentenceTransformer) -> str:
    return _commit(getattr(getattr(model[0], "auto_model", None), "config", None))


def _commit(configuration: object) -> str:
    commit = getattr(configuration, "_commit_hash", None)
    return str(commit)[:8] if commit else "unknown"


def _digest(folder: Path) -> str:
    """Return eight digits that change with any file the vectors depend on."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in _IDENTITY_FILES)
    listing = [(path.relative_to(folder).as_posix(), sha256_of(path)) for path in paths]
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:8]
