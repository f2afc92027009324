"""What a person sees: in a pipe no colours and no wrapping, never a tag; on a terminal both."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.files import Skipped
from corpus.quotes import same_words
from corpus.subject import Period
from corpus.types import Script
from index.build import BuildReport
from rag import render
from rag.context import find_context
from rag.render import Progress, build_summary, skipped_lines, terminal_answer, terminal_context


@pytest.fixture
def answer(small):
    return small.ask("山海郵局2023年新建了多少個網點？")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_an_answer_in_a_pipe_is_plain_and_unwrapped(answer):
    long = replace(answer, answer="很長的句子。" * 200 + " [1]")
    shown = terminal_answer(long)
    assert "\x1b" not in shown
    assert "很長的句子。" * 200 in shown


def test_an_answer_shows_what_was_understood_the_quotes_and_their_places(answer):
    lines = terminal_answer(answer).split("\n")
    assert lines[:2] == ["理解為：2023年", "120個 [1]"]
    for cited in answer.citations:
        assert f"    {cited.file}:{cited.start}-{cited.end}" in lines
        assert any(line.startswith(f"[{cited.number}] {cited.title}") for line in lines)


def test_tags_of_the_source_are_not_shown(small):
    shown = terminal_answer(small.ask("山海郵局2023年的營業收入是多少？"))
    assert "全年营业收入5.8亿元，同比增长7.7%" in shown
    assert "sup" not in shown


def test_what_only_looks_like_a_tag_is_shown(answer):
    assert "“x<y 而 y>z” [1]" in terminal_answer(replace(answer, answer="“x<y 而 y>z” [1]"))


@pytest.mark.parametrize(
    "question", ["山海郵局2023年的營業收入是多少？", "海湾巴士有多少辆车？", "雲山書店的會員有多少？"]
)
def test_the_printed_place_leads_to_exactly_the_quoted_words(small, question):
    answer = small.ask(question)
    places = [line.strip() for line in terminal_answer(answer).split("\n") if line.startswith("    ")]
    assert len(places) == len(answer.citations) > 0
    for place, cited in zip(places, answer.citations, strict=True):
        context = find_context(place, small.searcher.passages)
        whole = (context.start, context.end) == (context.passage.source.start, context.passage.source.end)
        if whole:
            assert "»" not in terminal_context(context)
            continue
        (marked,) = re.findall("»([^«]*)«", terminal_context(context))
        # A footnote mark is in the file's words, not in what is shown.
        assert same_words(marked, re.sub("<sup>.*?</sup>", "", cited.quote))


def test_a_terminal_gets_the_quoted_words_reversed(small, terminal, monkeypatch):
    monkeypatch.setattr("sys.stdout", terminal)
    cited = small.ask("山海郵局2023年新建了多少個網點？").citations[0]
    context = find_context(f"{cited.file}:{cited.start}-{cited.start + 12}", small.searcher.passages)
    assert re.search("»\x1b\\[7m[^\x1b]+\x1b\\[0m«", terminal_context(context))


def test_nothing_in_an_answer_is_taken_for_markup(answer):
    odd = replace(answer, answer="[bold]粗[/bold] :smile: [link=x]連結 [1]", short_answer=None)
    assert "[bold]粗[/bold] :smile: [link=x]連結 [1]" in terminal_answer(odd)


@pytest.mark.parametrize(
    ("script", "shown"), [(Script.HANT, "(中國移動 2020年第三季度)"), (Script.NONE, "(中国移动 2020 Q3)")]
)
def test_a_half_or_quarter_stands_in_place_of_its_year(answer, script, shown):
    cited = replace(answer.citations[0], company="中国移动", year=2020, period=Period.parse("2020-Q3"))
    assert shown in terminal_answer(replace(answer, script=script, citations=(cited,)))


def test_a_page_company_and_year_stand_behind_the_section(answer):
    cited = replace(answer.citations[0], page=12, company="中国移动", year=2024, section=("財務", "收入"))
    assert " > 財務 > 收入 p. 12 (中國移動 2024)" in terminal_answer(replace(answer, citations=(cited,)))


def test_a_terminal_gets_colours(answer, terminal):
    painted = render._paint([render.Text("重要", style="bold green")], terminal)
    assert re.search("\x1b\\[1;32m重要", painted)


def test_a_context_marks_the_asked_words(small):
    passages = small.searcher.passages
    passage = next(p for p in passages if "新建网点" in p.text)
    at = passage.source_offset(passage.text.index("新建网点"))
    shown = terminal_context(find_context(f"{passage.file}:{at}-{at + 4}", passages))
    assert "»新建网点«" in shown
    assert "»" not in terminal_context(find_context(passage.id, passages))
    assert "\x1b" not in shown


def test_a_build_is_summed_up_in_a_line():
    report = BuildReport(2, 30, 12, (Skipped(Path("a.txt"), "a.txt: not UTF-8"),))
    assert build_summary(report, Path("索引")) == "索引: 2 files, 30 passages, 1 skipped, 12 passages encoded"
    assert (
        build_summary(replace(report, unchanged=True), Path("x"))
        == "x: up to date (2 files, 30 passages, 1 skipped)"
    )
    assert skipped_lines(report.skipped) == ["skipped: a.txt: not UTF-8"]


def test_progress_in_a_pipe_is_a_line_for_each_tenth():
    stream = io.StringIO()
    with Progress(stream) as progress:
        for done in range(101):
            progress.show("encoding", done, 100)
        progress.show("reading", 0, 0)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 12
    assert (lines[0], lines[10]) == ("encoding: 0/100", "encoding: 100/100")


def test_progress_in_a_pipe_names_each_of_a_few_steps():
    stream = io.StringIO()
    with Progress(stream) as progress:
        for done in range(1, 13):
            progress.show("reading", done, 12)
    assert stream.getvalue().splitlines() == [f"reading: {done}/12" for done in range(1, 13)]


def test_progress_on_a_terminal_is_a_bar_that_goes_away(terminal):
    with Progress(terminal) as progress:
        progress.show("encoding", 1, 2)
        progress.show("encoding", 2, 2)
    assert "encoding" in terminal.getvalue()


def test_progress_without_standard_error_is_silent():
    with Progress(None) as progress:
        progress.show("encoding", 1, 1)
