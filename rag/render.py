"""What a person sees: answers, contexts, progress. Works on a terminal and in a pipe. The only file that knows rich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from corpus.dates.periods import in_words
from corpus.files import Skipped
from corpus.script import to_script
from corpus.types import Script
from index.build import BuildReport
from rag.context import Context
from rag.notices import none_struck_said, struck_said
from rag.types import Answer, Citation
from rag.wording import quoted, wording

# In a pipe lines are not wrapped: other programs read them.
_PIPE_WIDTH = 10_000
# Up to so many steps each gets a line: tenths of twelve files would leave some out, as if they had not been read.
_COUNTED, _TENTHS = 20, 10


def _paint(parts: Sequence[Text | str], stream: TextIO | None = None) -> str:
    """Return text with terminal colours when standard output is a terminal, plain otherwise."""
    probe = Console(file=stream)
    out = StringIO()
    console = Console(
        file=out, force_terminal=probe.is_terminal, width=probe.width if probe.is_terminal else _PIPE_WIDTH,
        color_system="auto" if probe.is_terminal else None, highlight=False, soft_wrap=True,
    )  # fmt: skip
    for part in parts:
        console.print(part)
    return out.getvalue().rstrip("\n")


def _place(citation: Citation, script: Script) -> str:
    section = " > ".join(dict.fromkeys((citation.title, *citation.section)))
    page = f" p. {citation.page}" if citation.page else ""
    part = citation.period if citation.period and citation.period.number else None
    when = in_words(part, chinese=script is not Script.NONE) if part else citation.year
    about = " ".join(to_script(str(x), script) for x in (citation.company, when) if x)
    return f"{section}{page}" + (f" ({about})" if about else "")


def terminal_answer(answer: Answer, *, said: int = 0) -> str:
    """Return an answer for reading: what was understood, the answer, and where each quotation stands.

    ``said`` first lines of it are left out: they have been shown already. Under the places that a language model's
    words rest on stand the words of the source.
    """
    words = wording(answer.script)
    parts: list[Text | str] = []
    if answer.understood:
        told = words.understood.format(constraints=words.joint.join(answer.understood))
        parts.append(Text(told, style="dim"))
    lines = answer.answer.split("\n")[said:]
    written = answer.composer.startswith("llm:") and not answer.abstained
    for number, line in enumerate(lines):
        shown = Text(line)
        if number == 0 and not written and (answer.short_answer or answer.abstained):
            shown.stylize("bold yellow" if answer.abstained else "bold green")
        parts.append(shown)
    parts.append("")
    for citation in answer.citations:
        parts.append(Text.assemble((f"[{citation.number}] ", "bold"), _place(citation, answer.script)))
        # The quoted words, not the paragraph: `rag show` marks them in it.
        parts.append(Text(f"    {citation.file}:{citation.start}-{citation.end}", style="dim"))
        if written:
            parts.append(Text(f"    {quoted(citation.quote, answer.script)}"))
    return _paint(parts)


def struck_lines(answer: Answer) -> list[str]:
    """Return a line for each sentence of a language model that was struck: why, over which words, and the sentence."""
    lines = [_paint([Text(struck_said(struck, answer.script))]) for struck in answer.struck or ()]
    return lines or [none_struck_said(answer.script)]


def terminal_context(context: Context) -> str:
    """Return a cited paragraph between its neighbours, the asked words marked unless they are all of it.

    Above it stand the sections around it, below it its footnotes, its repeats and the names of the asked table cells.
    """
    p = context.passage
    page = f"  p. {p.page}" if p.page else ""
    parts: list[Text | str] = [Text(p.header, style="bold"), Text(f"{p.id}{page}", style="dim"), ""]
    if len(context.sections) > 1:
        for headings in context.sections:
            here = headings == p.headings
            parts.append(
                Text(f"{'→' if here else ' '} {' > '.join(headings)}", style="bold" if here else "dim")
            )
        parts.append("")
    if context.before:
        parts += [Text(context.before.text, style="dim"), ""]
    parts.append(_marked(context))
    if context.after:
        parts += ["", Text(context.after.text, style="dim")]
    told = list(_ties(context))
    return _paint([*parts, "", *told] if told else parts)


def _ties(context: Context) -> Iterator[Text]:
    """Yield what hangs together with a paragraph: table cells with their names, footnotes, repeats."""
    p = context.passage
    for cell in context.cells:
        names = " | ".join(name for name in (cell.row, cell.column, cell.unit) if name)
        yield Text(f"{cell.value.of(p.text)}: {names}")
    for note in context.notes:
        yield Text(f"{note.id}  {note.text}", style="dim")
    for place in p.also:
        yield Text(f"= {p.file}:{place.start}-{place.end}", style="dim")


def _marked(context: Context) -> Text:
    """Return the passage with the asked place between arrows (and reversed on a terminal)."""
    p = context.passage
    inside = [i for i in range(len(p.text)) if context.start <= p.source_offset(i) < context.end]
    if not inside or len(inside) == len(p.text):
        return Text(p.text)
    first, last = inside[0], inside[-1] + 1
    text = Text(p.text[:first] + "»")
    text.append(p.text[first:last], style="reverse")
    return text.append("«" + p.text[last:])


def build_summary(report: BuildReport, folder: Path) -> str:
    """Return the line that ends ``rag index``."""
    counts = f"{report.files} files, {report.passages} passages"
    left = f", {len(report.skipped)} skipped" if report.skipped else ""
    if report.unchanged:
        return f"{folder}: up to date ({counts}{left})"
    return f"{folder}: {counts}{left}, {report.encoded} passages encoded"


def skipped_lines(skipped: Sequence[Skipped]) -> list[str]:
    """Return a line per file that was left out, saying why."""
    return [f"skipped: {s.reason}" for s in skipped]


class Progress:
    """A progress bar on a terminal; in a pipe a plain line for each of a few steps, for each tenth of many.

    A context manager.
    """

    def __init__(self, stream: TextIO | None) -> None:
        # Python has no standard error where that was closed.
        self._stream = stream or StringIO()
        self._bar: RichProgress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, int] = {}

    def __enter__(self) -> Self:
        if self._stream.isatty():
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = RichProgress(*columns, console=Console(file=self._stream), transient=True)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is."""
        if self._bar is not None:
            if stage not in self._tasks:
                self._tasks[stage] = self._bar.add_task(stage, total=total)
            self._bar.update(self._tasks[stage], completed=done, total=total)
            return
        steps = total if total <= _COUNTED else _TENTHS
        step = steps * done // max(1, total)
        if step > self._told.get(stage, -1):
            self._told[stage] = step
            self._stream.write(f"{stage}: {done}/{total}\n")
            self._stream.flush()
