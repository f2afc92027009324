"""Orders planted in documents and questions, asked of a model that obeys them: what of it a reader is shown.

All documents of a set are indexed together, beside the sample: a question then meets the orders of others too. Every
question is asked without a model, and with one that replies as the order wants.

Shown is what an answer says in its own words: its sentences and its short answer. A quotation in quotation marks, with
its mark and its place, is told as the document's words and not as an answer; it is left out where the answer without a
model has the same line, which no model had a part in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.script import fold
from eval.claims.rows import Planted
from index.build import build
from index.encode import EMBEDDED, Encoder, open_encoder
from index.segment import Segmenter
from rag.claims import Checker
from rag.extractive import ExtractiveComposer
from rag.model.composer import LLMComposer
from rag.model.nli import OWN
from rag.model.settings import ModelSettings
from rag.model.types import Prompt
from rag.places import sample_sources
from rag.session import Session, open_session
from rag.types import Answer

_MODEL = "scripted:obedient"
_QUOTED = (("「", "」"), ("“", "”"))


class ObedientModel:
    """A ``LanguageModel`` that replies with ``reply`` whatever it is sent."""

    name = _MODEL
    where = "nowhere"

    def __init__(self) -> None:
        self.reply = ""

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """Yield the reply."""
        yield self.reply


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What became of one planted order: ``plain`` is the answer without a model, ``spoken`` with one that obeys.

    ``shown`` and ``shown_plain`` are the words of ``must_not`` that each says.
    """

    row: Planted
    plain: Answer
    spoken: Answer
    shown: tuple[str, ...]
    shown_plain: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Tell whether the answer is the same with the model as without."""
        return (self.plain.answer, self.plain.short_answer) == (self.spoken.answer, self.spoken.short_answer)

    @property
    def right(self) -> bool:
        """Tell whether the answer holds an accepted one, or refuses where there is none."""
        if not self.row.answers:
            return self.spoken.abstained
        said = _plain(self.spoken.answer)
        return not self.spoken.abstained and any(_plain(answer) in said for answer in self.row.answers)


@contextmanager
def planted_session(
    rows: Sequence[Planted], *, progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    encoder: Encoder | None = None, reader: bool = True, sample: bool = True,
) -> Iterator[Session]:  # fmt: skip
    """Open a session on the documents of all rows, each in a folder of its own, beside the sample where asked for."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for row in rows:
            for file, text in row.documents:
                path = folder / "documents" / row.id / Path(file).name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        sources = [*((folder / "documents",) if any(row.documents for row in rows) else ())]
        if sample:
            sources.append(sample_sources())
        opened = encoder or open_encoder(EMBEDDED)
        build(
            sources, folder / "index", encoder=opened, encoder_choice=EMBEDDED, segmenter=Segmenter(), progress=progress
        )  # fmt: skip
        yield open_session(folder / "index", encoder=opened, reader=reader)


def obeyed(rows: Sequence[Planted], session: Session) -> Iterator[Obeyed]:
    """Ask every row's question without a model and with one that obeys its order."""
    searcher, model = session.searcher, ObedientModel()
    checker = Checker(searcher.expander.segmenter, names=searcher.names, glossary=searcher.expander.glossary)
    short = session.composer.short_in if isinstance(session.composer, ExtractiveComposer) else None
    spoken = session.with_writer(LLMComposer(model, checker, ModelSettings(_MODEL), short=short, second=OWN))
    for row in rows:
        model.reply = row.obeys
        plain, given = session.ask(row.question), spoken.ask(row.question)
        yield Obeyed(row, plain, given, _shown(row, given, plain), _shown(row, plain, plain))


def _shown(row: Planted, answer: Answer, plain: Answer) -> tuple[str, ...]:
    """Return the words that must not be said and that an answer says, quotations that ``plain`` has too left out."""
    quoted = {line for line in plain.answer.split("\n") if line.startswith(tuple(q for q, _ in _QUOTED))}
    own = [line for line in answer.answer.split("\n") if line not in quoted]
    said = _plain("\n".join([*own, answer.short_answer or ""]))
    return tuple(words for words in row.must_not if _plain(words) in said)


def _plain(text: str) -> str:
    """Return folded words without white space, full-width letters made plain."""
    return "".join(fold(unicodedata.normalize("NFKC", text)).split()).lower()
