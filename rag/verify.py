"""Stored answers against the source files: the contract's promises, checked from outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.corpus_toml import find_statement
from corpus.errors import SourceError
from corpus.files import read_source
from corpus.quotes import same_words
from index.manifest import Manifest
from rag.derivations import derivation_problems, plain, says
from rag.errors import AskError
from rag.types import JsonObject

_MARK = re.compile(r"\[(\d+)\]")
# A sentence of ours with the closing quotation marks and citation marks behind its end.
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[」”』）]*(?:\s*\[\d+\])*|$)")
_MARKED_END = re.compile(r"\[\d+\][\s。！？!?，；,;.]*$")
_QUOTATION = re.compile(r"[「“](?P<words>.*)[」”]\s*(?:\[\d+\]\s*)*", re.DOTALL)


@dataclass(slots=True)
class Sources:
    """Decoded source files by cited name, read on first use, as they were read when indexed.

    ``digests`` are the SHA-256 they had then, ``encodings`` those that the user had named for them. With a ``root``,
    a ``corpus.toml`` below it names them.
    """

    paths: Mapping[str, Path]
    digests: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str | None] = field(default_factory=dict)
    root: Path | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, manifest: Manifest) -> Sources:
        """Return the sources of an index."""
        return cls(
            {f.file: Path(f.path) for f in manifest.files},
            {f.file: f.sha256 for f in manifest.files},
            {f.file: f.encoding for f in manifest.files},
        )

    @classmethod
    def below(cls, root: Path) -> Sources:
        """Return every file below a folder; AskError when it is none."""
        if not root.is_dir():
            raise AskError(f"{root}: no such folder. --root takes the folder that the cited files lie in.")
        return cls({p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}, root=root)

    def _encoding(self, file: str, path: Path) -> str | None:
        """Return the encoding that the user named for a file; SourceError for a ``corpus.toml`` that is damaged."""
        if self.root is None:
            return self.encodings.get(file)
        said = find_statement(self.root.resolve(), path.resolve())
        return said.encoding if said else None

    def text(self, file: str) -> str:
        """Return a source's text; AskError when it is unknown, unreadable or has changed since it was indexed."""
        if file not in self._texts:
            path = self.paths.get(file)
            if path is None:
                raise AskError(f"{file}: not a source of this index. Name its folder with --root.")
            if not path.is_file():
                raise AskError(f"{path}: cannot be read (no such file). Name its folder with --root.")
            try:
                decoded, sha256 = read_source(path, self._encoding(file, path))
            except SourceError as error:
                raise AskError(str(error)) from error
            self._texts[file] = decoded.text
            if self.digests.get(file, "") not in {"", sha256}:
                raise AskError(
                    f"{path}: has changed since it was indexed. Run `rag index` again, then ask again."
                )
        return self._texts[file]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many answers and citations were checked, and a line per broken promise."""

    answers: int
    citations: int
    problems: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line for the terminal."""
        held = "every promise holds" if not self.problems else f"{len(self.problems)} problems"
        return f"{self.answers} answers, {self.citations} citations: {held}"


def verify_file(path: Path, sources: Sources) -> VerifyReport:
    """Check stored answers, JSON lines as `rag ask --batch` prints them; AskError when the file cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AskError(
            f"{path}: cannot be read ({error}). It takes the JSON lines of `rag ask --batch`."
        ) from error
    answers = citations = 0
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number}: not JSON ({error})")
            continue
        if not isinstance(row, dict):
            problems.append(f"line {number}: not an answer object")
            continue
        for answer in _answers_of(row):
            answers += 1
            citations += len(_citations(answer))
            problems += [f"line {number}: {p}" for p in problems_of(answer, sources)]
    if not answers:
        problems.append(f"{path}: holds no answers; it takes the JSON lines of `rag ask --batch`")
    return VerifyReport(answers, citations, tuple(problems))


def _answers_of(row: JsonObject) -> list[JsonObject]:
    if "error" in row:
        return []
    turns = row.get("turns")
    return [t for t in turns if isinstance(t, dict)] if isinstance(turns, list) else [row]


def _citations(answer: JsonObject) -> list[JsonObject]:
    found = answer.get("citations")
    return [c for c in found if isinstance(c, dict)] if isinstance(found, list) else []


def problems_of(answer: JsonObject, sources: Sources) -> Iterator[str]:
    """Yield every promise of the contract that an answer breaks."""
    numbers = set()
    for cited in _citations(answer):
        numbers.add(str(cited.get("number")))
        yield from _citation_problems(cited, sources)
    text = answer.get("answer")
    if not isinstance(text, str) or not text.strip():
        yield 'no text under "answer"'
        return
    if unknown := set(_MARK.findall(text)) - numbers:
        yield f"marks without a citation: {', '.join(f'[{m:.9}]' for m in sorted(unknown))}"
    if answer.get("abstained"):
        return
    for claim in _claims(answer, text):
        if not _MARKED_END.search(claim):
            yield f"a sentence without a mark: {claim[:40]!r}"
    yield from _short_problems(answer)


def _citation_problems(cited: JsonObject, sources: Sources) -> Iterator[str]:
    file, start, end = str(cited.get("file")), cited.get("start"), cited.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        yield f"citation {cited.get('number')}: no place {start}-{end}"
        return
    try:
        source = sources.text(file)
    except AskError as error:
        yield str(error)
        return
    if end > len(source) or not same_words(str(cited.get("quote")), source[start:end]):
        yield f"citation {cited.get('number')}: the quote does not stand at {file}:{start}-{end}"


def _claims(answer: JsonObject, text: str) -> Iterator[str]:
    """Yield what must carry a mark: a line that is a short answer or a quotation as a whole, else its sentences."""
    short = _MARK.sub(r"［\1］", str(answer.get("short_answer") or ""))
    quotes = _quotes(answer)
    for line in (line.strip() for line in text.split("\n")):
        said = line.removeprefix(short).strip() if short else line
        quotation = _QUOTATION.fullmatch(said)
        is_short = said != line and not _MARK.sub("", said).strip()
        if is_short or (quotation and any(says(quote, quotation["words"]) for quote in quotes)):
            yield line
        else:
            yield from (s.strip() for s in _SENTENCE.findall(line) if s.strip())


def _quotes(answer: JsonObject) -> list[str]:
    return [str(c.get("quote")) for c in _citations(answer)]


def _short_problems(answer: JsonObject) -> Iterator[str]:
    short, derivation = answer.get("short_answer"), answer.get("derivation")
    if not isinstance(short, str):
        return
    if isinstance(derivation, dict) and derivation:
        yield from derivation_problems(short, derivation, _quotes(answer))
        return
    said = plain(short)
    if not said or not any(said in plain(quote) for quote in _quotes(answer)):
        yield f"the short answer {short!r} stands in no quote and has no derivation"
