"""Question sets: JSON lines to cases. Evidence comes as spans, or as quotes to be found in the source.

One object a line, in one of three forms: a question, ``{"id", "turns": [question, …]}`` for a conversation,
or ``{"id", "answers", "evidence", "variants": [wording, …]}`` for the wordings of one question (a family).
Evidence is ``{"file", "start", "end"}``, ``{"file", "spans": [[start, end], …]}``, or ``{"file", "quote"}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from corpus.types import Span
from eval.errors import EvalError
from eval.lines import Line, read_lines
from eval.sources import Sources
from eval.types import Case, Conversation, Evidence
from rag.types import JsonObject, JsonValue

Asked = Case | Conversation


def built_in_sets() -> tuple[str, ...]:
    """Return the names of the sets that come with the program, ``sample`` first."""
    names = (Path(entry.name) for entry in files("eval").joinpath("sets").iterdir())
    found = sorted(name.stem for name in names if name.suffix == ".jsonl")
    return tuple(sorted(found, key=lambda name: name != "sample"))


def find_sets(names: Sequence[str]) -> list[Path]:
    """Return the set files behind names: built-in sets (``sample``, ``reports`` …), files, or folders of them.

    A built-in name wins over a file of that name; write ``./sample`` for the file. EvalError when nothing is
    there.
    """
    found: list[Path] = []
    known = built_in_sets()
    for name in names:
        path = Path(str(files("eval") / "sets" / f"{name}.jsonl")) if name in known else Path(name)
        if path.is_dir():
            inside = sorted(path.glob("*.jsonl"))
            if not inside:
                raise EvalError(
                    f"{path}: no .jsonl file in this folder. Name a folder that holds question sets."
                )
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            built_in = ", ".join(known)
            raise EvalError(
                f"{name}: no such question set. Give a .jsonl file, a folder of them, or one of: {built_in}."
            )
    return found


def read_sets(paths: Sequence[Path], sources: Sources) -> list[Asked]:
    """Read set files into questions and conversations, in file order, families as one case a wording.

    ``sources`` is needed for evidence given as quotes only. Raises EvalError, with file and line, for a bad
    line, a quote that is not in its source, and an id met twice; also when the sets hold no question.
    """
    asked: list[Asked] = []
    seen: dict[str, str] = {}
    for path in paths:
        for line in read_lines(path):
            for one in _read_line(line, sources):
                if one.id in seen:
                    raise line.wrong(
                        f"id '{one.id}' was already used in {seen[one.id]}", "Give it an id of its own."
                    )
                seen[one.id] = f"{path}, line {line.number}"
                asked.append(one)
    if not asked:
        raise EvalError(
            f"{', '.join(map(str, paths))}: no questions. Each line of a set holds one JSON object."
        )
    return asked


def cases_of(asked: Iterable[Asked]) -> list[Case]:
    """Return the single questions, conversations taken apart into their turns."""
    return [c for one in asked for c in (one.turns if isinstance(one, Conversation) else (one,))]


def _read_line(line: Line, sources: Sources) -> list[Asked]:
    """Read one line of any of the three forms."""
    name = line.text("id")
    if "turns" in line.data:
        turns = [line.part(turn, "a turn") for turn in line.array("turns")]
        if not turns:
            raise line.wrong("a conversation without turns", "Give it at least one turn, or remove the line.")
        read = (replace(_case(turn, f"{name}.{i}", sources), turn=i) for i, turn in enumerate(turns))
        return [Conversation(name, line.path.stem, tuple(read))]
    if "variants" in line.data:
        return _family(line, name, sources)
    return [_case(line, name, sources)]


def _family(line: Line, name: str, sources: Sources) -> list[Asked]:
    """Expand the wordings of one question; each is a text or an object with ``question`` (or ``text``)."""
    family: list[Asked] = []
    for i, variant in enumerate(line.array("variants")):
        wording: JsonObject = (
            {"question": variant} if isinstance(variant, str) else line.part(variant, "a wording").data
        )
        question = wording.get("question") or wording.get("text")
        data: JsonObject = {
            **line.data,
            "question": question,
            "script": wording.get("script"),
            "type": "paraphrase",
        }
        family.append(replace(_case(Line(line.path, line.number, data), f"{name}.{i}", sources), family=name))
    if not family:
        raise line.wrong("a family without wordings", "Give it at least one, or remove the line.")
    return family


def _case(line: Line, name: str, sources: Sources) -> Case:
    """Read one question object."""
    answers = line.array("answers")
    needs = line.text("needs", "any")
    if needs not in ("any", "all"):
        raise line.wrong(f"'needs' must be any or all, got '{needs}'", "Correct the field.")
    return Case(
        id=name,
        question=line.text("question"),
        set=line.path.stem,
        script=line.text("script", ""),
        type=line.text("type", "?"),
        items=_items(line, answers),
        single=tuple(a for a in answers if isinstance(a, str)),
        evidence=tuple(_evidence(line.part(e, "an evidence"), sources) for e in line.array("evidence")),
        needs="all" if needs == "all" else "any",
    )


def _items(line: Line, answers: list[JsonValue]) -> tuple[tuple[str, ...], ...]:
    """Return the required parts: one holding all variants, or one a list when any answer is a list."""
    if all(isinstance(a, str) for a in answers):
        return (_texts(line, answers),) if answers else ()
    return tuple(_texts(line, a if isinstance(a, list) else [a]) for a in answers)


def _texts(line: Line, values: list[JsonValue]) -> tuple[str, ...]:
    """Return a list of texts, or the error that an answer is none."""
    texts = tuple(v for v in values if isinstance(v, str))
    if len(texts) != len(values):
        raise line.wrong("'answers' must hold texts, or lists of texts", "Correct the field.")
    return texts


def _evidence(line: Line, sources: Sources) -> Evidence:
    """Read one evidence in any of its forms."""
    file = line.text("file")
    if "quote" in line.data:
        return Evidence(file, _located(line, file, sources))
    pairs = line.array("spans") or [[line.data.get("start"), line.data.get("end")]]
    return Evidence(file, tuple(_span(line, pair) for pair in pairs))


def _span(line: Line, pair: JsonValue) -> Span:
    """Read ``[start, end]``; evidence of no length is an error because nothing could overlap it."""
    if not isinstance(pair, list) or len(pair) != 2:
        raise line.wrong("a span must be [start, end]", "Correct the evidence.")
    start, end = line.offset(pair[0], "start"), line.offset(pair[1], "end")
    if not 0 <= start < end:
        raise line.wrong(f"a span needs 0 <= start < end, got {start} and {end}", "Correct the evidence.")
    return Span(start, end)


def _located(line: Line, file: str, sources: Sources) -> tuple[Span, ...]:
    """Find a quote in its source; not finding it is an error, because gold must not vanish in silence."""
    if sources.path(file) is None:
        raise line.wrong(f"the source {file} is not there", "Name its folder with --root.")
    spans = sources.locate(file, line.text("quote"))
    if not spans:
        raise line.wrong(f"the quote does not stand in {file}", "Correct the quote, or the file's version.")
    return spans
