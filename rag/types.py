"""Answers and their citations, in the terms of the command line's contract."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.reading import Box
from corpus.script import detect
from corpus.subject import DocumentKind, Period
from corpus.types import Script, Span

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source file that supports the answer.

    ``start`` and ``end`` are code points of the decoded source file, half open; ``quote`` is that slice, in the
    source's script, with runs of white space squeezed. ``id`` names the passage and is accepted by ``rag show``.
    ``kind``, ``period`` and ``published`` are of the document, None where it does not say; ``also`` are other places
    with the passage's words, ``boxes`` where its lines stand on a page, for formats that have pages.
    """

    number: int
    id: str
    file: str
    title: str
    section: tuple[str, ...]
    company: str | None
    year: int | None
    paragraph: int
    page: int | None
    start: int
    end: int
    quote: str
    kind: DocumentKind | None = None
    period: Period | None = None
    published: str | None = None
    also: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()

    def to_json(self) -> JsonObject:
        """Return the contract's citation object; ``boxes`` stands only where there are some."""
        data: JsonObject = {
            "number": self.number, "id": self.id, "file": self.file, "title": self.title,
            "section": list(self.section), "company": self.company, "year": self.year,
            "paragraph": self.paragraph, "page": self.page, "start": self.start, "end": self.end,
            "quote": self.quote, "kind": self.kind.value if self.kind else None,
            "period": str(self.period) if self.period else None, "published": self.published,
            "also": [{"start": s.start, "end": s.end} for s in self.also],
        }  # fmt: skip
        if self.boxes:
            data["boxes"] = [
                {"page": b.page, "left": b.left, "bottom": b.bottom, "right": b.right, "top": b.top}
                for b in self.boxes
            ]
        return data


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A retrieved passage as the answer reports it: source offsets and fused score (higher is better)."""

    id: str
    file: str
    start: int
    end: int
    score: float

    def to_json(self) -> JsonObject:
        """Return the contract's passage object."""
        return {
            "file": self.file,
            "start": self.start,
            "end": self.end,
            "id": self.id,
            "score": round(self.score, 4),
        }


AFFIRMATION, CELL, CONVERSION = "affirmation", "cell", "convert"
"""Operations of a derivation: a yes or no, a cell with its unit, a figure told in another unit."""
DENIAL, LIST = "denial", "list"
"""Operations of a derivation: a no, by a sentence that denies; the items of a list, each quoted."""
JOINED = "joined"
"""Operation of a derivation: words of one quotation without what the file has between them, a footnote's mark."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a short answer was computed from quoted values, e.g. ``difference`` of two operands in one unit.

    ``cell`` puts the value of a table cell and the unit of its row or column together. The operations of comparisons
    are in ``rag/comparison/types.py``; ``sides`` name the operands where the answer is the name of one of them.
    """

    op: str
    operands: tuple[str, ...]
    unit: str
    sides: tuple[str, ...] = ()

    def to_json(self) -> JsonObject:
        """Return the contract's derivation object; ``sides`` stands only where there are some."""
        data: JsonObject = {"op": self.op, "operands": list(self.operands), "unit": self.unit}
        if self.sides:
            data["sides"] = list(self.sides)
        return data


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall-clock milliseconds."""

    retrieve_ms: float = 0.0
    compose_ms: float = 0.0
    total_ms: float = 0.0

    def to_json(self) -> JsonObject:
        """Return the contract's timings object."""
        return {
            "retrieve_ms": round(self.retrieve_ms, 1),
            "compose_ms": round(self.compose_ms, 1),
            "total_ms": round(self.total_ms, 1),
        }


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence of a language model that is not shown, and why: ``reason`` is a value of ``rag.claims.Strike``.

    ``over`` are the words at fault, empty where the sentence as a whole is.
    """

    text: str
    reason: str
    over: str = ""

    def to_json(self) -> JsonObject:
        """Return the object that the answer's ``struck`` lists."""
        return {"text": self.text, "reason": self.reason, "over": self.over}


NOT_ASKED = "not asked"
"""Kind of a notice: nothing was sent to the model, and nothing went wrong."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One line that says why an answer is not, or not only, in the words of the language model that was named.

    ``message`` is English, for other programs; ``rag.notices`` says it in a question's script. For that are ``model``,
    ``where`` it is ("" where no address is told), the ``detail`` of a failure, the ``count`` of sentences that were
    struck, and what is ``shown``: ``instead``, ``so far`` or ``beside``. ``kind`` is
    a value of ``rag.model.types.Failure``, ``struck`` (nothing it said is borne out), ``abstained``, or ``NOT_ASKED``,
    which is told as data only: the answer is whole without it.
    """

    kind: str
    message: str
    model: str = field(default="", compare=False)
    where: str = field(default="", compare=False)
    detail: str = field(default="", compare=False)
    shown: str = field(default="", compare=False)
    count: int = field(default=0, compare=False)

    def to_json(self) -> JsonObject:
        """Return the answer's ``notice`` object."""
        return {"kind": self.kind, "message": self.message}


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or an abstention that says what was found nearest.

    ``answer`` is in the question's script and carries a mark ``[n]`` on every sentence when not abstained. ``script``
    is what it is told in: NONE for a question asked in English, which may name things in Chinese.
    ``understood`` are the constraints read from the question ("2023年", "中国移动"), printed, never dropped in silence.
    ``confidence`` is the estimated probability, 0 to 1, that the answer is right. ``reading`` explains as data how the
    question was read; empty where nothing was searched. ``struck`` and ``notice`` are of the language model that was
    named, ``struck`` None where none was asked.
    """

    question: str
    script: Script
    answer: str
    short_answer: str | None
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...]
    passages: tuple[RetrievedPassage, ...]
    composer: str
    understood: tuple[str, ...] = ()
    derivation: Derivation | None = None
    timings: Timings = field(default_factory=Timings)
    reading: JsonObject = field(default_factory=dict, compare=False)
    struck: tuple[Struck, ...] | None = None
    notice: Notice | None = None

    def to_json(self) -> JsonObject:
        """Return the contract's answer object, with ``understood``, ``reading`` and ``derivation`` added.

        Its script is that of the question's characters, also where an English question names things in Chinese.
        ``struck`` stands only where a language model was asked, ``notice`` also where one was named and not asked.
        """
        script = detect(self.question) if self.script is Script.NONE else self.script
        data: JsonObject = {
            "question": self.question, "script": script.value, "answer": self.answer,
            "short_answer": self.short_answer, "abstained": self.abstained, "confidence": round(self.confidence, 3),
            "citations": [c.to_json() for c in self.citations], "passages": [p.to_json() for p in self.passages],
            "composer": self.composer, "understood": list(self.understood), "timings": self.timings.to_json(),
        }  # fmt: skip
        if self.reading:
            data["reading"] = self.reading
        if self.derivation is not None:
            data["derivation"] = self.derivation.to_json()
        if self.struck is not None:
            data["struck"] = [one.to_json() for one in self.struck]
        if self.struck is not None or self.notice is not None:
            data["notice"] = self.notice.to_json() if self.notice else None
        return data
