"""Paragraphs out of wrapped lines: the sample's own text, wrapped anew, comes back as it was."""

import re
from pathlib import Path

import pytest

import corpus
from corpus.layout.blocks import to_blocks
from corpus.layout.lines import cells, split_lines
from corpus.steps import LINE_STEPS

HANGING = "，。、；：！？）」』”"


def paragraphs(source):
    lines = split_lines(source)
    for step in LINE_STEPS:
        lines = step(lines).lines
    return [block.text for block in to_blocks(lines) if block.kind.value == "text"]


def prose():
    """Return the paragraphs of the sample documents, in both scripts, that are sentences from end to end."""
    sample = sorted((Path(corpus.__file__).parent / "sample").iterdir())
    texts = [text for file in sample for text in paragraphs(file.read_text(encoding="utf-8"))]
    return [
        re.sub(r"(?<=[^!-~]) | (?=[^!-~])", "", text)
        for text in texts
        if len(text) >= 30 and text.endswith("。") and not re.search(r"\n|^[-\d（(]", text)
    ]


def wrapped(text, width, indent):
    """Set a paragraph in lines of so many cells: words and figures are not parted, punctuation may hang over."""
    lines, line, used = [], "", 4 * indent
    for token in re.findall(r"[A-Za-z0-9.,%]+[A-Za-z0-9%]|.", text):
        if used + cells(token) > width and not (token in HANGING and used + cells(token) <= width + 2):
            lines.append(line.strip())
            line, used = "", 0
        line, used = line + token, used + cells(token)
    return [*lines, line.strip()]


def page_text(texts, width, indent, everywhere, furniture):
    """Set paragraphs as an extractor leaves them: a blank line behind every line or every paragraph, page marks."""
    out, count = [], 0
    for text in texts:
        for line in wrapped(text, width, indent):
            count += 1
            out += [line, ""] if everywhere else [line]
            if furniture and count % 30 == 0:
                mark = "山海客運年報" if furniture == "header" else str(count // 30 + 6)
                out += [mark, ""] if everywhere else ["", mark, ""]
        if not everywhere:
            out.append("")
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("furniture", ["", "header", "number"])
@pytest.mark.parametrize(("everywhere", "least"), [(False, 0.95), (True, 0.88)])
@pytest.mark.parametrize("indent", [False, True])
@pytest.mark.parametrize("width", [36, 56, 80, 110])
def test_text_wrapped_anew_comes_back(width, indent, everywhere, least, furniture):
    texts = prose()
    found = [
        text.replace(" ", "") for text in paragraphs(page_text(texts, width, indent, everywhere, furniture))
    ]
    whole = [text.replace(" ", "") for text in texts]
    assert "".join(found) == "".join(whole)
    assert sum(text in set(found) for text in whole) >= least * len(whole)
    # What comes apart does so where a sentence ends at the very edge of the column, but for a few.
    assert sum(not text.endswith(("。", "！", "？")) for text in found) <= 5


def test_the_sample_has_prose_in_both_scripts():
    texts = "".join(prose())
    assert len(texts) > 5000
    assert "網" in texts
    assert "网" in texts
