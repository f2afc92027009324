"""The reader alone on reading-comprehension sets: each question with its own paragraph, nothing sought."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

from corpus.script import to_script
from corpus.types import Script
from eval.bench.cmrc import exact_match, f1
from eval.bench.index import digest_of
from eval.bench.run import sampled, scripts_of
from eval.bench.squad import SquadSet, read_squad
from eval.report import Signature
from eval.sources import code_digest
from index.reader.embedded import EmbeddedReader
from index.reader.types import Reader, Shown
from rag.render import Progress

_LEGEND = """\
The reader alone: each question with its own paragraph and the title of its article; * converted to this script.
EM, F1: by CMRC 2018's evaluation (longest common substring), scripts folded, of the likeliest words; none refused."""


@dataclass(frozen=True, slots=True)
class Given:
    """How a reader does on one set in one script: exact match and F1, 0 to 1, as CMRC 2018's evaluation has them."""

    set: str
    script: Script
    own: bool
    questions: int
    em: float
    f1: float


def read_given(
    given: SquadSet, reader: Reader, progress: Callable[[int], None] = lambda done: None
) -> Iterator[Given]:
    """Yield the figures of a set in its own script, and with its questions converted to the other.

    A text is shown with the title of its article. ``progress`` hears how many questions of the set were read for.
    """
    texts = {
        span: Shown(title, span.of(given.text)) for title, span in zip(given.titles, given.spans, strict=True)
    }
    for script in scripts_of(given):
        own = script is scripts_of(given)[0]
        scores = []
        for done, question in enumerate(given.questions, start=1):
            words = question.question if own else to_script(question.question, script)
            shown = texts[question.spans[0]]
            (read,) = reader.read(words, [shown])
            said = read.span.of(shown.text) if read.span else ""
            scores.append((exact_match(question.answers, said), f1(question.answers, said)))
            progress(done)
        yield Given(
            given.name, script, own, len(scores), fmean(s[0] for s in scores), fmean(s[1] for s in scores)
        )


def _show(progress: Progress, given: SquadSet, done: int) -> None:
    progress.show(given.name, done, len(given.questions))


def measured(paths: Sequence[Path], *, most: int | None, as_json: bool, version: str) -> str:
    """Return how the embedded reader does on sets, as a table or JSON; ``most`` questions of each, None for all.

    Raises EvalError for a malformed file, SourceError for one that cannot be read, ReaderError without the model.
    """
    sets, reader = [sampled(read_squad(path), most) for path in paths], EmbeddedReader()
    settings = f"reader={reader.name};code={code_digest()}"
    signature = Signature(digest_of(sets), "none", settings, version, 2 * sum(len(s.questions) for s in sets))
    rows: list[Given] = []
    with Progress(sys.stderr) as progress:
        for given in sets:
            rows += read_given(given, reader, partial(_show, progress, given))
    if as_json:
        told = {"signature": str(signature), "sets": [asdict(row) for row in rows]}
        return json.dumps(told, ensure_ascii=False)
    width = max(len(row.set) for row in rows)
    lines = [f"{'set':{width}}  script  questions      EM      F1"]
    for row in rows:
        script = row.script.value + ("" if row.own else "*")
        lines.append(f"{row.set:{width}}  {script:6}  {row.questions:9}{row.em:8.3f}{row.f1:8.3f}")
    return "\n".join([*lines, "", _LEGEND, str(signature)])
