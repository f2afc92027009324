"""Why a language model is not asked, though one is named: where the rules are surer, or where there is no answer."""

from __future__ import annotations

from enum import StrEnum

from rag.agreement import disagreement
from rag.compose import Draft
from rag.premise import false_premise
from rag.question import Reading
from rag.several import parts_of
from rag.types import NOT_ASKED, Notice


class Unasked(StrEnum):
    """Why an answer stays with the rules, as the end of a sentence."""

    NO_QUESTION = "this is no question to documents"
    NO_ANSWER = "there is no answer to put in words"
    COMPUTED = "the answer is computed from quoted figures"
    CORRECTED = "the documents contradict what the question takes for granted"
    SEVERAL = "several questions are asked at once"
    DISPUTED = "the documents give different figures"


def unasked(reading: Reading, draft: Draft, limit: float) -> Unasked | None:
    """Return why a language model may not tell a draft; None for an answer that is quoted.

    ``limit`` is the ``answerable`` below which there is no answer.
    """
    none = not draft.claims or draft.answerable < limit
    several = bool(parts_of(reading))
    if draft.computed is not None:
        # So are the answers to several questions told, side by side.
        return Unasked.NO_ANSWER if none else Unasked.SEVERAL if several else Unasked.COMPUTED
    # A correction is given also where there is no answer else.
    if draft.claims and false_premise(reading, draft.claims) is not None:
        return Unasked.CORRECTED
    if none:
        return Unasked.NO_ANSWER
    if several:
        return Unasked.SEVERAL
    return Unasked.DISPUTED if disagreement(reading, draft.claims, draft.short) is not None else None


def not_asked(composer: str, why: Unasked) -> Notice:
    """Return what tells that a model was not asked; ``composer`` is its name as an answer tells it.

    >>> not_asked("llm:openai:qwen3", Unasked.COMPUTED).message
    'openai:qwen3 was not asked: the answer is computed from quoted figures.'
    """
    return Notice(NOT_ASKED, f"{composer.removeprefix('llm:')} was not asked: {why.value}.")
