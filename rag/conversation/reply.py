"""One turn of a conversation answered: completed and asked, or the last answer told in another way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.tongue import asked_script
from corpus.types import Passage
from rag.conversation.complete import completed
from rag.conversation.operate import convertible, operate
from rag.conversation.operations import Operation, request_of
from rag.conversation.phrases import phrases
from rag.conversation.stance import Stance, reset_of, stance_of
from rag.conversation.state import Conversation
from rag.question import names_nothing
from rag.types import Answer

Ask = Callable[[str, str], Answer]
"""Answers a turn, given as typed and as completed."""
Rewrite = Callable[[str, Conversation], str | None]
"""Completes a turn of a conversation in another way than the rules do; None where it cannot."""


def reply(
    turn: str,
    conversation: Conversation,
    ask: Ask,
    passages: Sequence[Passage] = (),
    rewrite: Rewrite | None = None,
) -> tuple[Answer, Conversation]:
    """Return the answer to one turn, and the conversation after it.

    ``passages`` are those of the index in reading order, for more of what a cited one says; ``rewrite`` completes turns
    that lean on earlier ones, the rules those that it cannot. Raises what ``ask`` raises.
    """
    stance = stance_of(turn, conversation.names)
    if stance is Stance.ANEW:
        conversation = Conversation(names=conversation.names)
        if not reset_of(turn):
            return _welcome(turn), conversation
    last = conversation.last
    request = request_of(turn) if last and last.answer else None
    if last and last.answer and request and request.asked and not convertible(request, last.answer):
        request = None
    if last and request:
        told = operate(turn, request, last, passages)
        kept = told.abstained or request.operation in (Operation.SOURCE, Operation.SHORTER)
        return told, conversation if kept else conversation.with_answer(told)
    full = completed(turn, conversation)
    if rewrite is not None and last is not None and (stance is Stance.LEANS or full != turn.strip()):
        full = rewrite(turn, conversation) or full
    given = ask(turn, full)
    if stance is Stance.TALK or (last is None and names_nothing(turn)):
        return given, conversation
    return given, conversation.with_exchange(full, given)


def _welcome(turn: str) -> Answer:
    """Return what is said when the subject changes and nothing is asked yet."""
    script = asked_script(turn)
    return Answer(
        question=turn.strip(), script=script, answer=phrases(script).new, short_answer=None, abstained=True,
        confidence=0.0, citations=(), passages=(), composer="conversation",
    )  # fmt: skip
