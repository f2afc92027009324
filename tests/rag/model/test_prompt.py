"""What a model is sent: the question and the paragraphs as they are, within the limit."""

import time

import pytest

from corpus.script import to_script
from corpus.subject import Subject
from corpus.types import Passage, Script, Span
from rag.model.arguments import arguments
from rag.model.prompt import MOST_PARAGRAPHS, answer_prompt, chosen, shortened
from rag.model.settings import ModelSettings
from rag.question import LONGEST

SCRIPTS = [Script.HANS, Script.HANT]
TEXT = "邮局今年新建网点120个。网点累计3,450个。包裹寄送了5.8亿件。员工共有21,300人。"


def passage_of(text, title="年报"):
    return Passage(
        file=f"{len(text)}.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, headings=(), paragraph=1,
        subject=Subject(title), runs=((0, 0),),
    )  # fmt: skip


@pytest.mark.parametrize("script", [*SCRIPTS, Script.NONE])
def test_braces_of_the_question_and_of_the_paragraphs_are_words(script):
    question = "{paragraphs}和{question}里写了什么？"
    user = answer_prompt(question, script, [passage_of("模板{question}有{paragraphs}两处。")], 500).user
    assert user.count(question) == 2
    assert user.count("⟦1⟧") == 1
    assert "模板{question}有{paragraphs}两处。" in user


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("near", "most", "expected"), [
    ("邮局今年", 30, "邮局今年新建网点120个。网点累计3,450个。"),
    ("3,450", 30, "网点累计3,450个。包裹寄送了5.8亿件。"),
    ("21,300", 30, "包裹寄送了5.8亿件。员工共有21,300人。"),
    ("21,300", 8, "21,300人。"),
    ("", 20, "邮局今年新建网点120个。"),
    ("没有这些字", 20, "邮局今年新建网点120个。"),
    ("3,450", 500, TEXT),
    ("3,450", 0, ""),
])  # fmt: skip
def test_what_is_too_long_is_cut_about_the_answer_between_sentences(near, most, expected, script):
    text, near = to_script(TEXT, script), to_script(near, script)
    assert shortened(text, near, most) == to_script(expected, script)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("title", ["年报", "很长的标题" * 100])
def test_the_paragraphs_are_never_longer_than_the_limit(title, script):
    text = to_script(TEXT * 20, script)
    passages = [passage_of(text, title), passage_of(text[:40], title)]
    given = chosen(passages, 200)
    assert given == passages[:1]
    alone = answer_prompt("多少？", script, [], 200).user
    user = answer_prompt("多少？", script, given, 200, near=text[-10:]).user
    assert len(user) - len(alone) <= 200 + len("⟦1⟧ \n\n⟦/1⟧")
    assert to_script("21,300人", script) in user


@pytest.mark.parametrize("script", [*SCRIPTS, Script.NONE])
def test_the_longest_prompt_and_reply_fit_what_ollama_is_told(script):
    settings = ModelSettings("ollama:qwen3")
    room = arguments(settings, None)["num_ctx"]
    passages = [passage_of("网" * (1400 + n), "山海邮局2023年经营摘要") for n in range(20)]
    given = chosen(passages, settings.context_chars)
    prompt = answer_prompt("问" * LONGEST, script, given, settings.context_chars)
    # A Chinese character is one token at most, two Latin letters are less than one.
    tokens = sum(0.5 if char.isascii() else 1 for char in prompt.system + prompt.user)
    assert len(given) == MOST_PARAGRAPHS
    assert tokens + settings.max_tokens <= room


def test_a_long_text_is_cut_in_linear_time():
    began = time.process_time()
    shortened("网点120个。" * 20_000, "网点120个", 500)
    assert time.process_time() - began < 2
