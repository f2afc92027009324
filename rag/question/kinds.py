"""Kinds of answers that questions want, read by a table of named rules (``rag/data/kinds.json``)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any


class AnswerKind(StrEnum):
    """The kind of answer a question wants."""

    FIGURE = "figure"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    YES_NO = "yes/no"
    COMPARISON = "comparison"
    DEFINITION = "definition"
    REASON = "reason"
    MANNER = "manner"
    OTHER = "other"


FIGURES = frozenset({AnswerKind.FIGURE, AnswerKind.SHARE, AnswerKind.MONEY, AnswerKind.DURATION})
"""Kinds whose answer is a number with its unit."""
NAMES = frozenset({AnswerKind.NAME, AnswerKind.ORGANISATION, AnswerKind.PERSON, AnswerKind.PLACE})
"""Kinds whose answer is what somebody or something is called."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """One row of the table: a pattern over folded, lower-case questions in mainland words, and what it tells."""

    name: str
    kind: AnswerKind
    pattern: re.Pattern[str]


@cache
def _table() -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = json.loads(
        resources.files("rag").joinpath("data/kinds.json").read_text("utf-8")
    )
    return table


@cache
def kind_rules() -> tuple[KindRule, ...]:
    """Return the table in its order: the first rule that matches decides."""
    return tuple(
        KindRule(row["name"], AnswerKind(row["kind"]), re.compile("|".join(row["any"])))
        for row in _table()["rules"]
    )


@cache
def _spoken() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of Cantonese question words with the mainland's words for them."""
    return tuple((re.compile(said), meant) for said, meant in _table()["spoken"])


def kind_rule(folded: str) -> KindRule | None:
    """Return the rule that tells what kind of answer a folded question wants, None when none does.

    >>> kind_rule("到哪里办理").name
    'where'
    """
    low = folded.lower()
    for said, meant in _spoken():
        low = said.sub(meant, low)
    return next((rule for rule in kind_rules() if rule.pattern.search(low)), None)


def kind_of(folded: str) -> AnswerKind:
    """Return the kind of answer that a folded question wants."""
    rule = kind_rule(folded)
    return rule.kind if rule else AnswerKind.OTHER
