"""Stored answers that belong to the questions at hand: one clear error when they answer others, or too few."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.answers import outcomes_of, read_answers
from eval.errors import EvalError
from eval.types import Case, Outcome

# Ids that a message names before it says how many more there are.
_NAMED = 10


def read_stored(path: Path, cases: Sequence[Case], *, complete: bool = False) -> dict[str, Outcome]:
    """Read stored answers to these questions, by question id; answers to other questions are left in.

    Raises EvalError when the file cannot be read, answers none of the questions, answers another question under an id
    of theirs, or, where they must be ``complete``, lacks one: the message names the ids.
    """
    outcomes = outcomes_of(read_answers(path))
    check_stored(path, cases, outcomes, complete=complete)
    return outcomes


def check_stored(
    path: Path, cases: Sequence[Case], outcomes: Mapping[str, Outcome], *, complete: bool
) -> None:
    """Raise EvalError when stored answers do not belong to these questions, as ``read_stored`` says."""
    asked = [case.id for case in cases]
    absent = [name for name in asked if name not in outcomes]
    if len(absent) == len(asked):
        held = f"it holds {_named(outcomes)}" if outcomes else "it is empty"
        raise EvalError(
            f"{path}: no answer to any of the {len(asked)} questions ({held}; asked are {_named(asked)}). "
            "Name the set that it answers."
        )
    if others := [c.id for c in cases if c.id in outcomes and not _same(c.question, outcomes[c.id].question)]:
        raise EvalError(
            f"{path}: answers other questions under the ids {_named(others)}. "
            "Name the set that it answers, or ask again."
        )
    if complete and absent:
        raise EvalError(
            f"{path}: no answer to {len(absent)} of {len(asked)} questions: {_named(absent)}. "
            "Only runs over the same questions are compared: ask these too, or name the set that it answers."
        )


def _named(names: Iterable[str]) -> str:
    """List ids, the first few of many."""
    every = list(names)
    more = f", … ({len(every) - _NAMED} more)" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


def _same(asked: str, answered: str) -> bool:
    """Whether an answer repeats the question that was asked; one that repeats none is believed."""
    return not answered or _bare(asked) == _bare(answered)


def _bare(text: str) -> str:
    """Return a text without what tidying a question may change: white space, invisible characters, width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isprintable() and not c.isspace())
