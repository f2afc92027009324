"""The XLM-R tokenizer of the embedded model: the one file that knows the library ``tokenizers``.

Pieces are found by a Unigram model: of all ways to cut a text into known pieces, the likeliest. So pieces
that never win can be left out without changing the others, see ``keep_for_chinese``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.types import FloatArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
"""Positions the model was trained with; what a text has beyond them is not seen."""

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
"""Ids 0 to 3. Text is ``<s>`` pieces ``</s>``."""

_OTHER_ALPHABET = (
    r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\ua4d0-\ua6ff\ua800-\ud7ff\ufb13-\ufdff\ufe70-\ufefe]"
)
_SPELLED_IN_OTHER_ALPHABET = re.compile(f"{_OTHER_ALPHABET}.*{_OTHER_ALPHABET}")

# What XLM-R's own character map does beyond NFKC, found by comparing the 4,837 entries with it: these
# vanish ...
_DROPPED = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
# ... these become a space ...
_SPACES = "[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
# ... and the full-width tilde of ranges (2019～2020) stays, so it steps aside as a code point no text may
# hold.
_TILDE, _STAND_IN = "～", "\ufdd0"


def keep_for_chinese(pieces: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the ids to keep, rising: all but pieces spelled in alphabets foreign to Chinese text.

    Left out is a piece with two or more letters of such an alphabet. Kept are Han, kana, bopomofo, Latin,
    digits, punctuation, symbols, and every single letter of every script, so that foreign names are
    spelled rather than unknown. Measured on the five reports and the paragraphs and questions of three
    reading sets (11,874 texts, 0.7 million tokens): 140,583 of 250,002 pieces stay; 5 texts get other
    tokens, those with a Thai, Kazakh, Hebrew or ancient Greek word; loading falls from 1.3 s to 0.2 s.
    """
    keep = [
        number
        for number, piece in enumerate(pieces)
        if number < len(SPECIAL) or (piece != "<mask>" and not _SPELLED_IN_OTHER_ALPHABET.search(piece))
    ]
    return np.array(keep, dtype=np.int64)


def write_tokenizer(path: Path, pieces: Sequence[str], scores: FloatArray) -> None:
    """Write the tokenizer of a vocabulary in id order, with log probabilities, as a ``tokenizer.json``."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(_TILDE, _STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(_STAND_IN, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in SPECIAL])
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(path), pretty=False)


class PieceTokenizer:
    """Turns text into ids, truncated to ``MAX_TOKENS``; safe to use from several threads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    @classmethod
    def open(cls, path: Path) -> PieceTokenizer:
        """Read a ``tokenizer.json``."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(path)))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of each text with ``<s>`` and ``</s>``. Lone surrogates count as question marks."""
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(clean)]


class WordTokenizer:
    """Turns words into pieces with their places; no piece reaches over the border of a word.

    Words follow each other without blanks in Chinese: only one that stands after white space begins with the
    mark of a blank, as XLM-R's own cutting of running text has it.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    @classmethod
    def open(cls, path: Path) -> WordTokenizer:
        """Read a ``tokenizer.json``; its way of parting words is replaced."""
        from tokenizers import Tokenizer, pre_tokenizers

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=False)
        return cls(tokenizer)

    def pieces(self, words: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
        """Yield (word, id, start, end) of each piece, places in characters of its word.

        A word may begin with one blank, which is no piece alone.
        """
        clean = [word.encode("utf-8", "replace").decode("utf-8") for word in words]
        found = self._tokenizer.encode(clean, is_pretokenized=True, add_special_tokens=False)
        for piece, word, (begin, end) in zip(found.ids, found.word_ids, found.offsets, strict=True):
            if word is None:
                continue
            start = begin + words[word][begin:end].startswith(" ")
            if start < end:
                yield word, piece, start, end
