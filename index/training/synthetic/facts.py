"""What a made text says: its facts, each under what it is about, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """What a fact is about. Two facts of one key say the same thing.

    ``subject`` is a full name, ``metric`` a name of the tables, ``time`` the id of a period (2023, 2023H1) or empty,
    ``aspect`` what of it: amount, growth, change, new, target, rank, all, ``part:`` or ``share:`` with a part's name.
    """

    subject: str
    metric: str
    time: str
    aspect: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with a key, ``text`` answers it.

    ``wide`` is how many characters before it belong to it as well; where ``text`` is empty they alone are the answer.
    ``sign`` says the direction of a growth or change (1, -1), ``amount`` the number behind an amount.
    """

    text: str
    key: Key | None = None
    wide: int = 0
    sign: int = 0
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece with a key, where it stands: ``span`` of the bare answer, ``wide`` with the word of its direction."""

    key: Key
    span: tuple[int, int]
    wide: tuple[int, int]
    sign: int = 0
    amount: float = 0.0


@dataclass(slots=True)
class Draft:
    """A text in the making, in simplified characters, with its facts."""

    text: str = ""
    facts: list[Fact] = field(default_factory=list)

    def add(self, pieces: list[Piece]) -> None:
        """Append the pieces and note the facts in them."""
        for piece in pieces:
            start = len(self.text)
            self.text += piece.text
            if piece.key:
                span = (start, len(self.text))
                wide = (start - piece.wide, len(self.text))
                span = span if piece.text else wide
                self.facts.append(Fact(piece.key, span, wide, piece.sign, piece.amount))

    def known(self) -> set[Key]:
        """Return what the text says something about."""
        return {fact.key for fact in self.facts}

    def clause(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the clause around a span: up to the nearest mark of punctuation on either side.

        >>> Draft("2023年，客户达2亿户，增长5%。").clause((8, 11))
        (6, 12)
        """
        start, end = span
        while start > 0 and self.text[start - 1] not in "，。；：\n|":
            start -= 1
        while end < len(self.text) and self.text[end] not in "，。；\n|":
            end += 1
        while self.text[start] == " ":
            start += 1
        while self.text[end - 1] == " ":
            end -= 1
        return start, end
