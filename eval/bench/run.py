"""Ask every question of the sets without its paragraph, in both scripts, and keep what came of each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import WenjuError
from corpus.script import detect, to_script
from corpus.types import Script, Span
from eval.bench.squad import SquadQuestion, SquadSet
from rag.session import Session
from rag.types import Answer

_SEED = 20261121


@dataclass(frozen=True, slots=True)
class Trial:
    """One question asked in one script.

    ``own`` says whether that is the set's script. ``rank`` is the place, from 1, of the first passage of the right
    paragraph, None beyond twenty. ``short`` is the short answer, empty where it refused or found none; ``unrefused``
    the one that it gives when it may not refuse. ``ms`` is the time from question to answer.
    """

    set: str
    script: Script
    own: bool
    question: SquadQuestion
    rank: int | None = None
    short: str = ""
    unrefused: str = ""
    abstained: bool = False
    ms: float | None = None
    error: str | None = None


def sampled(given: SquadSet, most: int | None) -> SquadSet:
    """Return a set with at most so many of its questions, in order, always the same ones; None keeps all."""
    if most is None or most >= len(given.questions):
        return given
    chosen = sorted(random.Random(_SEED).sample(range(len(given.questions)), most))  # noqa: S311 - no secret
    return replace(given, questions=tuple(given.questions[i] for i in chosen))


def scripts_of(given: SquadSet) -> tuple[Script, Script]:
    """Return a set's own script and the other one; text that tells none counts as simplified."""
    own = Script.HANT if detect(given.text) is Script.HANT else Script.HANS
    return own, Script.HANS if own is Script.HANT else Script.HANT


def ask_sets(sets: Sequence[SquadSet], session: Session) -> Iterator[Trial]:
    """Yield a trial a question and script: set by set, first in the set's own script, then converted to the other.

    A question that raises WenjuError is not found and not answered, with the error's words.
    """
    for given in sets:
        for script in scripts_of(given):
            own = script is scripts_of(given)[0]
            for question in given.questions:
                words = question.question if own else to_script(question.question, script)
                yield _trial(Trial(given.name, script, own, question), words, session)


def _trial(trial: Trial, words: str, session: Session) -> Trial:
    try:
        answer = session.ask(words)
        unrefused = session.with_threshold(0.0).ask(words) if answer.abstained else answer
    except WenjuError as error:
        return replace(trial, error=str(error))
    return replace(
        trial,
        rank=rank_of(answer, trial.set, trial.question.spans),
        short=answer.short_answer or "",
        unrefused=unrefused.short_answer or "",
        abstained=answer.abstained,
        ms=answer.timings.total_ms,
    )


def rank_of(answer: Answer, file: str, spans: Sequence[Span]) -> int | None:
    """Return the place of the first passage that overlaps one of the spans of a file; None where none does."""
    for rank, passage in enumerate(answer.passages, start=1):
        if passage.file == file and any(passage.start < s.end and s.start < passage.end for s in spans):
            return rank
    return None
