"""What every ``CrossScorer`` must do. Each check takes the scorer; a test module runs them all by ``CHECKS``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.cross_encoder import CrossScorer

QUESTION = "食堂几点开门？"
TEXTS = ["食堂早上七点开门，晚上八点关门。", "工地今天停工。", "食堂", "", "The canteen opens at seven."]


def is_a_scorer_with_a_name(scorer: CrossScorer) -> None:
    assert isinstance(scorer, CrossScorer)
    assert scorer.name.strip() == scorer.name != ""


def gives_one_finite_float32_for_each_text(scorer: CrossScorer) -> None:
    scores = scorer.scores(QUESTION, TEXTS)
    assert scores.dtype == np.float32
    assert scores.shape == (len(TEXTS),)
    assert np.isfinite(scores).all()


def no_texts_give_no_scores(scorer: CrossScorer) -> None:
    assert scorer.scores(QUESTION, []).shape == (0,)
    assert scorer.scores(QUESTION, []).dtype == np.float32


def a_text_has_one_score_whatever_stands_beside_it(scorer: CrossScorer) -> None:
    together = scorer.scores(QUESTION, TEXTS)
    np.testing.assert_allclose(together, scorer.scores(QUESTION, TEXTS[::-1])[::-1], atol=1e-4)
    np.testing.assert_allclose(together, [scorer.scores(QUESTION, [t])[0] for t in TEXTS], atol=1e-4)


def the_same_call_gives_the_same_scores(scorer: CrossScorer) -> None:
    np.testing.assert_array_equal(scorer.scores(QUESTION, TEXTS), scorer.scores(QUESTION, TEXTS))


def the_question_counts(scorer: CrossScorer) -> None:
    assert not np.array_equal(scorer.scores(QUESTION, TEXTS), scorer.scores("工地今天停工吗", TEXTS))


def odd_code_points_are_no_error(scorer: CrossScorer) -> None:
    assert np.isfinite(scorer.scores("\ud800 half a pair", ["\x00", "\u200b", "\udce7", "\U00020bb7"])).all()


def a_text_beyond_the_limit_is_cut_not_refused(scorer: CrossScorer) -> None:
    assert np.isfinite(scorer.scores(QUESTION * 300, ["很长的一段话，重复许多次。" * 400])).all()


CHECKS: tuple[Callable[[CrossScorer], None], ...] = (
    is_a_scorer_with_a_name,
    gives_one_finite_float32_for_each_text,
    no_texts_give_no_scores,
    a_text_has_one_score_whatever_stands_beside_it,
    the_same_call_gives_the_same_scores,
    the_question_counts,
    odd_code_points_are_no_error,
    a_text_beyond_the_limit_is_cut_not_refused,
)
