"""What a model is sent: the question, and numbered paragraphs fenced as data. The words are in ``rag/data/prompts``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.dates.periods import in_words
from corpus.types import Passage, Script
from rag.model.orders import HIDDEN, without_orders
from rag.model.types import Prompt

ABSTAINS = "NO_ANSWER"
"""What a model is told to reply where the paragraphs do not answer."""

# Paragraphs that a model is shown at most.
MOST_PARAGRAPHS = 8
_NAMES = {Script.HANT: "hant", Script.NONE: "en"}
# A fence that a paragraph's own words cannot close, and marks that a model could take for ours.
_OPEN, _CLOSE = "⟦", "⟧"
_FENCE = re.compile(rf"[{_OPEN}{_CLOSE}]")
_FOREIGN_MARK = re.compile(r"[\[【］［](\^?\d{1,3})[\]】］]")
_SPLIT = re.compile(r"^--- (system|user)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt's words: ``version`` rises when they change; ``{question}`` and ``{paragraphs}`` are filled in."""

    version: int
    system: str
    user: str


@cache
def template(name: str) -> Template:
    """Return a prompt of ``rag/data/prompts`` by its name, ``answer.hans``; FileNotFoundError for another."""
    text = resources.files("rag").joinpath(f"data/prompts/{name}.txt").read_text("utf-8")
    head, *parts = _SPLIT.split(text)
    named = dict(zip(parts[::2], parts[1::2], strict=True))
    return Template(int(head.partition(":")[2]), named["system"].strip(), named["user"].strip())


def chosen(passages: Iterable[Passage], characters: int) -> list[Passage]:
    """Return the paragraphs that a model is shown, each once, the first first, together at most so many characters.

    One that does not fit is left out, not cut: a part of it could not be cited. The first is always shown.
    """
    found: list[Passage] = []
    left = characters
    for passage in dict.fromkeys(passages):
        size = len(passage.text) + len(passage.header)
        if found and (size > left or len(found) == MOST_PARAGRAPHS):
            continue
        found.append(passage)
        left -= size
    return found


def language(script: Script) -> str:
    """Return what the prompts for questions in a script are called by."""
    return _NAMES.get(script, "hans")


def answer_prompt(question: str, script: Script, passages: Sequence[Passage]) -> Prompt:
    """Return the prompt for a question in a script over paragraphs, numbered from 1 in their order.

    Lines of paragraphs that give orders are left out.
    """
    words = template(f"answer.{language(script)}")
    asked = _FENCE.sub(" ", HIDDEN.sub("", question))
    numbered = "\n".join(_fenced(number, passage) for number, passage in enumerate(passages, start=1))
    # Not str.format: a paragraph may hold braces.
    user = words.user.replace("{question}", asked).replace("{paragraphs}", numbered)
    return Prompt(words.system, user)


def _fenced(number: int, passage: Passage) -> str:
    subject = passage.subject
    about = [passage.header, subject.company or ""]
    if subject.period:
        about.append(in_words(subject.period, chinese=True))
    about.append(subject.published or "")
    head = data(" | ".join(dict.fromkeys(filter(None, about))))
    return f"{_OPEN}{number}{_CLOSE} {head}\n{data(without_orders(passage.text))}\n{_OPEN}/{number}{_CLOSE}"


def data(text: str) -> str:
    """Return a document's words so that they cannot be taken for our fences or marks, nor hide anything."""
    return _FOREIGN_MARK.sub(r"(\1)", _FENCE.sub(" ", HIDDEN.sub("", text)))
