"""What a model is sent: the question, and numbered paragraphs fenced as data. The words are in ``rag/data/prompts``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.dates.periods import in_words
from corpus.sentences import sentences
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
_SLOT = re.compile(r"\{(?:question|paragraphs)\}")
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

    One that does not fit is left out, not cut: a part of it could not be cited. The first is always shown, cut to the
    limit by ``answer_prompt``.
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


def answer_prompt(
    question: str, script: Script, passages: Sequence[Passage], characters: int, near: str = ""
) -> Prompt:
    """Return the prompt for a question in a script over paragraphs, numbered from 1 in their order.

    Lines of paragraphs that give orders are left out. No paragraph takes more than so many characters: a longer one is
    cut to the sentences about the words ``near``.
    """
    words = template(f"answer.{language(script)}")
    asked = _FENCE.sub(" ", HIDDEN.sub("", question))
    numbered = (_fenced(number, one, characters, near) for number, one in enumerate(passages, start=1))
    # In one go, and not by str.format: the question and a paragraph may hold braces.
    filled = {"{question}": asked, "{paragraphs}": "\n".join(numbered)}
    return Prompt(words.system, _SLOT.sub(lambda slot: filled[slot.group()], words.user))


def _fenced(number: int, passage: Passage, characters: int, near: str) -> str:
    subject = passage.subject
    about = [passage.header, subject.company or ""]
    if subject.period:
        about.append(in_words(subject.period, chinese=True))
    about.append(subject.published or "")
    head = data(" | ".join(dict.fromkeys(filter(None, about))))
    text = data(without_orders(passage.text))
    if len(head) + len(text) > characters:
        head = head[: characters // 2]
        text = shortened(text, data(near), characters - len(head))
    return f"{_OPEN}{number}{_CLOSE} {head}\n{text}\n{_OPEN}/{number}{_CLOSE}"


def shortened(text: str, near: str, most: int) -> str:
    """Return at most so many characters of a text: the sentence where the words ``near`` begin, and those about it.

    What follows goes before what precedes; without such words it is the text's beginning. A sentence that is too long
    itself is cut from these words on.

    >>> shortened("網點120個。包裹5億件。員工300人。", "5億", 14)
    '包裹5億件。員工300人。'
    """
    if len(text) <= most:
        return text
    at = max(text.find(near), 0)
    spans = [span for span in sentences(text) if span.end > at]
    if not spans or len(spans[0]) > most:
        return text[at : at + most]
    start = spans[0].start
    end = max(span.end for span in spans if span.end - start <= most)
    starts = [span.start for span in sentences(text) if end - span.start <= most]
    return text[min(start, *starts) : end]


def data(text: str) -> str:
    """Return a document's words so that they cannot be taken for our fences or marks, nor hide anything."""
    return _FOREIGN_MARK.sub(r"(\1)", _FENCE.sub(" ", HIDDEN.sub("", text)))
