"""Ask every question and keep the answers as the command line would store them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.errors import WenjuError
from eval.questions import Asked
from eval.types import Conversation
from rag.session import Session
from rag.types import JsonObject, JsonValue

Ask = Callable[[Sequence[str]], Sequence[JsonObject]]
"""Takes the turns of one case (one for a single question), returns one contract answer object a turn."""


def asker(session: Session) -> Ask:
    """Return what asks an open session one question or the turns of a conversation."""

    def ask(turns: Sequence[str]) -> list[JsonObject]:
        answers = [session.ask(turns[0])] if len(turns) == 1 else session.ask_turns(turns)
        return [answer.to_json() for answer in answers]

    return ask


def ask_all(
    asked: Sequence[Asked], ask: Ask, *, on_asked: Callable[[int], None] | None = None
) -> list[JsonObject]:
    """Return one record a question or conversation, in order, in the format of ``rag ask --batch``.

    A question that raises WenjuError gets an error object in its place and the rest go on; any other
    exception is a defect and passes through. ``on_asked`` is told after each one how many are done.
    """
    records = []
    for done, one in enumerate(asked, start=1):
        records.append(_record(one, ask))
        if on_asked is not None:
            on_asked(done)
    return records


def _record(one: Asked, ask: Ask) -> JsonObject:
    """Ask one question or conversation."""
    turns = [turn.question for turn in one.turns] if isinstance(one, Conversation) else [one.question]
    try:
        answers = ask(turns)
    except WenjuError as error:
        kind = type(error).__name__
        return {"id": one.id, "error": {"kind": kind, "message": str(error)}}
    if isinstance(one, Conversation):
        listed: list[JsonValue] = list(answers)
        return {"id": one.id, "turns": listed}
    return {"id": one.id, **(answers[0] if answers else {})}
