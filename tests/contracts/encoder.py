"""What every ``Encoder`` must do. Each check takes the encoder; a test module runs them all by ``CHECKS``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.encode import Encoder

TEXTS = [
    "中国移动2023年营业收入为10,093亿元，同比增长7.7%。",
    "中國移動2023年營業收入為10,093億元，同比增長7.7%。",
    "數位轉型與數字化转型，說的是同一件事。",
    "Total revenue was RMB 1,009.3 billion.",
    "𠮷野家的「𨋢」字，㐂慶。",
    "短",
    "",
]

SIMPLIFIED = [
    "公司在2020年建成了全球最大的5G网络。",
    "联通发布了人工智能大模型的白皮书。",
    "营业收入比上年增长了多少？",
]
TRADITIONAL = [
    "公司在2020年建成了全球最大的5G網絡。",
    "聯通發布了人工智能大模型的白皮書。",
    "營業收入比上年增長了多少？",
]


def has_a_name_and_a_dimension(encoder: Encoder) -> None:
    assert encoder.name.strip() == encoder.name != ""
    assert encoder.dim > 0


def gives_one_float32_row_for_each_text(encoder: Encoder) -> None:
    for encode in (encoder.encode_queries, encoder.encode_passages):
        vectors = encode(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(TEXTS), encoder.dim)


def rows_have_unit_length(encoder: Encoder) -> None:
    for encode in (encoder.encode_queries, encoder.encode_passages):
        np.testing.assert_allclose(np.linalg.norm(encode(TEXTS), axis=1), 1.0, atol=1e-4)


def no_texts_give_no_rows(encoder: Encoder) -> None:
    for encode in (encoder.encode_queries, encoder.encode_passages):
        assert encode([]).shape == (0, encoder.dim)
        assert encode([]).dtype == np.float32


def a_text_has_one_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    together = encoder.encode_passages(TEXTS)
    backwards = encoder.encode_passages(TEXTS[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, backwards, atol=1e-4)
    np.testing.assert_allclose(together, alone, atol=1e-4)


def the_same_call_gives_the_same_vectors(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.encode_queries(TEXTS), encoder.encode_queries(TEXTS))


def different_texts_have_different_vectors(encoder: Encoder) -> None:
    one, other = encoder.encode_passages([TEXTS[0], TEXTS[3]])
    assert one @ other < 0.999


def odd_code_points_are_no_error(encoder: Encoder) -> None:
    vectors = encoder.encode_queries(
        ["\ud800 half a pair", "\x00", "\u200b", "<s></s><unk>", "\uf06c 項目符號"]
    )
    assert np.isfinite(vectors).all()


def a_text_beyond_the_limit_is_cut_not_refused(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(["很长的一段话，重复许多次。" * 200])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def both_scripts_are_close(encoder: Encoder) -> None:
    """Simplified and traditional wording of a sentence: cosine above 0.9, and nearer than any other sentence."""
    cosines = encoder.encode_passages(SIMPLIFIED) @ encoder.encode_passages(TRADITIONAL).T
    assert np.diag(cosines).min() > 0.9
    assert (cosines.argmax(axis=1) == np.arange(len(SIMPLIFIED))).all()


CHECKS: tuple[Callable[[Encoder], None], ...] = (
    has_a_name_and_a_dimension,
    gives_one_float32_row_for_each_text,
    rows_have_unit_length,
    no_texts_give_no_rows,
    a_text_has_one_vector_whatever_stands_beside_it,
    the_same_call_gives_the_same_vectors,
    different_texts_have_different_vectors,
    odd_code_points_are_no_error,
    a_text_beyond_the_limit_is_cut_not_refused,
)
MODEL_CHECKS = (both_scripts_are_close,)
