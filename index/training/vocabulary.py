"""The pieces that the reader knows: those of XLM-R's 250,002 that simplified Chinese, Latin words, figures are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.script import fold
from index.embedded_tokenizer import SPECIAL
from index.reader.pieces import Ids

# The vocabulary begins with the commonest pieces of a hundred languages.
COMMON_LATIN = 25_000
_BLANK = "▁"
_CHINESE = re.compile("[\x20-\x7e\u2010-\u2027\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[\x20-\x7e]*")


def reader_vocabulary(pieces: Sequence[str]) -> Ids:
    """Return the ids to keep, rising; texts come folded, so hardly a word in traditional characters is met.

    Kept are all single characters, all pieces of simplified Han, and the commonest of plain Latin letters, figures and
    marks. The fold goes by phrases and leaves some traditional characters where they belong: 乾 in 乾隆, 徵 in 魏徵.
    """
    return np.array(
        [n for n, piece in enumerate(pieces) if n < len(SPECIAL) or _is_kept(n, piece)], dtype=np.int64
    )


def _is_kept(number: int, piece: str) -> bool:
    bare = piece.removeprefix(_BLANK)
    if len(bare) <= 1:
        return True
    if _HAN.search(bare):
        return bool(_CHINESE.fullmatch(bare)) and fold(bare) == bare
    return number < COMMON_LATIN and bool(_LATIN.fullmatch(bare))
