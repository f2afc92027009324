"""Call-outs: a figure and its label, set apart from the prose in either order.

Labels and values are joined only where no doubt is left which belongs to which: a run of them, one by one in turn,
from a label to a value or from a value to a label. Everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from corpus.block import Block
from corpus.mapped import Mapped, concat
from corpus.structure.callout_words import Role, ends_with_figure, is_qualifier, leads_with_figure, role_of
from corpus.types import Cell, ParagraphKind, Span

# A call-out in one block has at most so many lines.
_MOST_LINES = 6
# Fewer labels in a row, and then as many values, are a chance.
_FEWEST_APART = 3
# From two values on the one may be taken for the other.
_FEWEST_PAIRS = 2
# What the pieces of a panel may have been named before.
_IN_PANELS = (ParagraphKind.TEXT, ParagraphKind.FRAGMENT, ParagraphKind.TABLE)
_SHARES = re.compile(r"率|比例|占比|比重|份额|份額|比$")


def _role(block: Block) -> Role:
    """Return what a whole block is in a panel: lines that are all labels are one label, else as its only line."""
    if block.marks or block.cells or block.kind not in _IN_PANELS:
        return Role.NONE
    roles = {role_of(line) for line in block.text.split("\n")}
    if roles == {Role.LABEL} or (roles == {Role.VALUE} and "\n" not in block.text):
        return roles.pop()
    if {role_of(value) for value in _values(block)} == {Role.VALUE}:
        return Role.VALUE
    return Role.PHRASE if block.kind is ParagraphKind.TEXT and _is_callout(block) else Role.NONE


def _values(block: Block) -> list[str]:
    """Return the values that stand side by side in a block of one line: `14.79% 100%`."""
    return re.split(r"(?<=[^\d\s]) +(?=[\d>≥≤])", block.text)


def _is_callout(block: Block) -> bool:
    """Tell whether a block holds label and value by itself: short lines, none a sentence, a figure among them."""
    lines = block.text.split("\n")
    roles = [role_of(line.rstrip("，、,")) for line in lines]
    held = Role.PHRASE in roles or {Role.VALUE, Role.LABEL} <= set(roles)
    whole = roles[-1] is not Role.PHRASE or ends_with_figure(lines[-1])
    return len(lines) <= _MOST_LINES and held and whole and Role.NONE not in roles


def _joined(first: Block, second: Block) -> Block | None:
    """Return two blocks as one call-out, a newline between; None where no place in the source is left for it."""
    end = int(first.content.offsets[-1]) + 1
    if int(second.content.offsets[0]) <= end:
        return None
    content = concat([first.content, Mapped("\n", np.array([end], dtype=np.int32)), second.content])
    return replace(first, content=content, kind=ParagraphKind.CALLOUT, mark="")


def _in_turn(run: Sequence[Block], roles: Sequence[Role]) -> list[Block] | None:
    """Join a run of labels and values that take turns; None where it leaves a doubt what belongs to what.

    The order may change within the run, where two of a kind meet: `甲 12 家` and then `46 座 乙`. Each stretch between
    must come out even: labels first and as many values later do not. One label more at the head or the end of several
    pairs is a title.
    """
    cuts = [0, *(k for k in range(1, len(run)) if roles[k - 1] is roles[k]), len(run)]
    parts = list(pairwise(cuts))
    even = [(a, b) for a, b in parts if (b - a) % 2 == 0]
    odd = [(a, b) for a, b in parts if (b - a) % 2]
    title = odd in ([parts[0]], [parts[-1]]) and odd[0][1] - odd[0][0] == 1 and roles[odd[0][0]] is Role.LABEL
    several = sum(b - a for a, b in even) >= 2 * _FEWEST_PAIRS
    if not even or (odd and not (title and several)):
        return None
    done: list[Block] = []
    for a, b in parts:
        pairs = [_joined(run[k], run[k + 1]) for k in range(a, b - 1, 2)]
        if None in pairs:
            return None
        done += [pair for pair in pairs if pair] or [run[a]]
    return done


def _in_doubt(run: Sequence[Block], roles: Sequence[Role]) -> list[Block]:
    """Return a run that cannot be paired with its values, and the labels right beside them, as fragments.

    A single value leaves no doubt that another could be taken for it.
    """
    if roles.count(Role.VALUE) < _FEWEST_PAIRS:
        return list(run)
    done = []
    for k, block in enumerate(run):
        beside = Role.VALUE in roles[max(0, k - 1) : k + 2]
        done.append(replace(block, kind=ParagraphKind.FRAGMENT, mark="") if beside else block)
    return done


def _by_lines(block: Block) -> list[Block]:
    """Return a block of several labels and values, a line each, as blocks of one line; any other as it is."""
    lines = block.text.split("\n")
    plain = block.kind is ParagraphKind.TEXT and not (block.marks or block.cells)
    if not plain or len(lines) < 2 * _FEWEST_PAIRS:
        return [block]
    roles = [role_of(line) for line in lines if not is_qualifier(line)]
    if set(roles) != {Role.LABEL, Role.VALUE} or roles.count(Role.VALUE) < _FEWEST_PAIRS:
        return [block]
    pieces, at = [], 0
    for line in lines:
        pieces.append(replace(block, content=block.content.part(at, at + len(line)).strip()))
        at += len(line) + 1
    return pieces


def _apart(run: Sequence[Block], roles: Sequence[Role]) -> Block | None:
    """Return labels that stand before as many values as one call-out with its pairs as cells; None if any doubt.

    Labels and values must come in the same groups, and a share must have a percentage and a percentage a share: else
    the order of the ones need not be that of the others.
    """
    half = len(run) // 2
    if half < _FEWEST_APART or list(roles) != [Role.LABEL] * half + [Role.VALUE] * half:
        return None
    labels: list[str] = []
    values: list[str] = []
    for label, value in zip(run[:half], run[half:], strict=True):
        side_by_side = _values(value)
        values += side_by_side
        labels += label.text.split(" ") if len(side_by_side) > 1 else [label.text]
    if len(labels) != len(values) or len({"%" in value for value in values}) < 2:
        return None
    if any(bool(_SHARES.search(a)) != ("%" in b) for a, b in zip(labels, values, strict=True)):
        return None
    return _with_cells(run, labels, values)


def _with_cells(run: Sequence[Block], labels: Sequence[str], values: Sequence[str]) -> Block | None:
    """Return a run as one call-out whose cells name each value by its label."""
    whole: Block | None = run[0]
    for block in run[1:]:
        whole = _joined(whole, block) if whole else None
    if whole is None:
        return None
    cells, at = [], sum(len(block.text) + 1 for block in run[: len(run) // 2])
    for label, value in zip(labels, values, strict=True):
        at = whole.text.index(value, at)
        cells.append(Cell(Span(at, at + len(value)), row=label, column=""))
        at += len(value)
    return replace(whole, cells=tuple(cells))


def _settled(run: Sequence[Block], roles: Sequence[Role], *, amid: bool) -> list[Block]:
    """Return a run paired if no doubt is left; ``amid`` says that whole call-outs stand right above and below it.

    Between them a last label too many belongs to what follows: nothing above the run leaves a first one to be a title.
    """
    if len(run) < 2:
        return list(run)
    if (
        amid
        and len(run) % 2
        and roles[0] is roles[-1] is Role.LABEL
        and roles.count(Role.VALUE) >= _FEWEST_PAIRS
    ):
        pairs = _in_turn(run[:-1], roles[:-1])
        if pairs:
            return [*pairs, run[-1]]
    pairs = _in_turn(run, roles)
    if pairs:
        return pairs
    whole = _apart(run, roles)
    return [whole] if whole else _in_doubt(run, roles)


def join_callouts(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with label and value of every call-out in one block."""
    done: list[Block] = []
    run: list[Block] = []
    roles: list[Role] = []
    above = False
    for block in (piece for whole in blocks for piece in _by_lines(whole)):
        if run and is_qualifier(block.text) and (qualified := _joined(run[-1], block)):
            run[-1] = replace(qualified, kind=run[-1].kind)
            continue
        role = _role(block)
        # `100% 具備千兆能力` below its label: the value's words run on.
        if role is Role.PHRASE and roles[-1:] == [Role.LABEL] and leads_with_figure(block.text):
            role = Role.VALUE
        if role in (Role.LABEL, Role.VALUE):
            run.append(block)
            roles.append(role)
            continue
        done += _settled(run, roles, amid=above and role is Role.PHRASE)
        run, roles, above = [], [], role is Role.PHRASE
        done.append(replace(block, kind=ParagraphKind.CALLOUT) if role is Role.PHRASE else block)
    return [*done, *_settled(run, roles, amid=False)]
