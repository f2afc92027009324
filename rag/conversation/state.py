"""What a conversation remembers: its questions, each as completed, and the answers they got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.about import CompanyNames, built_in
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was completed, and what was answered; None where that is not known."""

    question: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges so far, oldest first. A value: every turn makes a new one.

    ``names`` are the companies that the index knows.
    """

    exchanges: tuple[Exchange, ...] = ()
    names: CompanyNames = field(default_factory=built_in, compare=False, repr=False)

    @classmethod
    def of(cls, questions: Sequence[str], names: CompanyNames | None = None) -> Conversation:
        """Return a conversation of completed questions whose answers are not known."""
        return cls(tuple(Exchange(q) for q in questions), names or built_in())

    @property
    def last(self) -> Exchange | None:
        """The exchange that a follow-up leans on."""
        return self.exchanges[-1] if self.exchanges else None

    def with_exchange(self, question: str, answer: Answer | None) -> Conversation:
        """Return the conversation after one more question."""
        return replace(self, exchanges=(*self.exchanges, Exchange(question, answer)))

    def with_answer(self, answer: Answer) -> Conversation:
        """Return the conversation with its last answer told in another way (another unit, shorter)."""
        if self.last is None:
            return self
        return replace(self, exchanges=(*self.exchanges[:-1], replace(self.last, answer=answer)))
