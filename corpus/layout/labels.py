"""Words set one character a line, as titles down a margin and labels in narrow boxes are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.layout.lines import Line, Lines
from corpus.mapped import concat

_ONE_CHARACTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def join_labels(lines: Sequence[Line]) -> Lines:
    r"""Return the lines with each run of one-character lines, no blank line within, as one line.

    >>> from corpus.layout.lines import split_lines
    >>> [line.text for line in join_labels(split_lines("新\n建\n站\n\n維\n護\n")).lines]
    ['新建站', '維護']
    """
    joined: list[Line] = []
    run: list[Line] = []
    for line in lines:
        single = bool(_ONE_CHARACTER.fullmatch(line.text))
        if run and not (single and not line.blank_before and not line.opens_page):
            joined.append(_label(run))
            run = []
        if single:
            run.append(line)
        else:
            joined.append(line)
    return Lines((*joined, *([_label(run)] if run else [])))


def _label(run: Sequence[Line]) -> Line:
    if len(run) == 1:
        return run[0]
    return replace(run[0], content=concat([line.content for line in run]), label=True)
