"""``rag eval --squad``: sets to a printed table or JSON. Bars on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.bench.index import digest_of, open_bench
from eval.bench.report import rows_of, to_json, to_text
from eval.bench.run import ask_sets, sampled
from eval.bench.squad import read_squad
from eval.report import Signature
from eval.sources import code_digest
from index.encode import Encoder
from rag.render import Progress


def bench(
    paths: Sequence[Path], *, most: int | None, as_json: bool, version: str, announce: Callable[[str], None],
    folder: Path | None = None, encoder: Encoder | None = None, reader: bool = True,
) -> str:  # fmt: skip
    """Run the sets and return what is printed; ``most`` questions of each file, None for all.

    ``folder`` and ``encoder`` are as ``open_bench`` takes them; ``reader`` says whether the embedded reader
    reads. Raises EvalError for a malformed file, SourceError for
    one that cannot be read or two of one name.
    """
    sets = [sampled(read_squad(path), most) for path in paths]
    with Progress(sys.stderr) as progress:
        session = open_bench(sets, progress=progress.show, announce=announce, folder=folder, encoder=encoder)
        session = session if reader else session.with_reader(None)
        total = 2 * sum(len(given.questions) for given in sets)
        trials = []
        for trial in ask_sets(sets, session):
            trials.append(trial)
            progress.show("asking", len(trials), total)
    rows, paragraphs = rows_of(trials), sum(len(given.spans) for given in sets)
    read_by = f";reader={session.engine.reader.name}" if session.engine.reader else ""
    settings = f"composer={session.composer.name}{read_by};code={code_digest()}"
    signature = Signature(digest_of(sets), session.fingerprint, settings, version, total)
    if as_json:
        return json.dumps(to_json(rows, signature, paragraphs=paragraphs), ensure_ascii=False)
    left_out = sum(given.left_out for given in sets)
    return to_text(rows, signature, paragraphs=paragraphs, left_out=left_out)
