"""A follow-up completed by a language model, taken only where it adds nothing to what the conversation holds.

The rules of ``rag.conversation.complete`` stay: they complete a turn where the model fails, is slow, or adds something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from corpus.about import CompanyNames
from corpus.script import HAN, detect, fold, tells_script, to_script
from corpus.types import Script
from rag.conversation.state import Conversation
from rag.errors import AskError
from rag.model.orders import is_order
from rag.model.prompt import data, language, template
from rag.model.settings import ModelSettings
from rag.model.types import LanguageModel, ModelError, Prompt
from rag.question import Reading, fitness, read_question

# Seconds that a completed question may take, and its longest in tokens: the answer has yet to come.
PATIENCE_S, MOST_TOKENS = 4.0, 150
# Exchanges that the model is shown, and of each answer so many characters of its bare answer.
_SHOWN, _LONGEST_ANSWER = 4, 60
# A follow-up that needs more characters than this was not a follow-up.
LONGEST = 200
_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
_IN_WORDS = re.compile(r"[一二三四五六七八九十百千万亿两]{2,}|[一二三四五六七八九]成")
_LABEL = re.compile(
    r"^(?:改写后的问题|改寫後的問題|问题|問題|追问|追問|rewritten question|question)\s*[:：]\s*",
    re.IGNORECASE,
)
_QUOTES = "「」『』“”\"'` *"
_ASKED, _ANSWERED = {Script.HANT: "問", Script.NONE: "Q"}, {Script.NONE: "A"}


class LLMRewriter:
    """Completes follow-ups with a language model that was opened with little patience (``hasty``)."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def __call__(self, turn: str, conversation: Conversation) -> str | None:
        """Return a turn as a question that stands alone; None where the model gives none that can be taken."""
        prompt = rewrite_prompt(turn, conversation)
        said = ""
        try:
            for part in self._model.stream(prompt):
                said += part
                if len(said) > LONGEST:
                    break
        except ModelError:
            return None
        told = _only_line(said)
        if not told or not accepted(told, turn, conversation):
            return None
        return to_script(told, script_of(turn, conversation))


def hasty(settings: ModelSettings) -> ModelSettings:
    """Return the settings with which follow-ups are completed: seconds of patience, one attempt, one line."""
    return replace(
        settings,
        timeout_s=min(settings.timeout_s, PATIENCE_S),
        silence_s=min(settings.silence_s, PATIENCE_S),
        max_tokens=min(settings.max_tokens, MOST_TOKENS),
        retries=0,
    )


def rewrite_prompt(turn: str, conversation: Conversation) -> Prompt:
    """Return the prompt for a turn: the last questions with their bare answers, no words of documents else."""
    script = script_of(turn, conversation)
    words = template(f"rewrite.{language(script)}")
    lines: list[str] = []
    for exchange in conversation.exchanges[-_SHOWN:]:
        lines.append(f"{_ASKED.get(script, '问')}: {data(exchange.question)}")
        if exchange.answer is not None and exchange.answer.short_answer:
            lines.append(
                f"{_ANSWERED.get(script, '答')}: {data(exchange.answer.short_answer[:_LONGEST_ANSWER])}"
            )
    filled = {"{turn}": data(turn), "{history}": "\n".join(lines)}
    return Prompt(words.system, re.sub(r"\{(?:turn|history)\}", lambda m: filled[m.group()], words.user))


def script_of(turn: str, conversation: Conversation) -> Script:
    """Return the script that a turn is to be completed in: its own, else that of the question before it."""
    last = conversation.last
    told = last.question if last is not None and HAN.search(turn) and not tells_script(turn) else turn
    return detect(told) if HAN.search(told) else Script.NONE


def _only_line(said: str) -> str:
    """Return the first line of a reply without its label and quotation marks."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), "")
    return _LABEL.sub("", line.strip(_QUOTES)).strip(_QUOTES)


def accepted(told: str, turn: str, conversation: Conversation) -> bool:
    """Tell whether a completed question may be asked for a turn.

    It holds no figure, year and company that the conversation does not, all of those that the turn names, and is
    a question to documents in the turn's language, of a question's length.
    """
    if len(told) > LONGEST or bool(HAN.search(told)) != bool(HAN.search(turn)) or is_order(told):
        return False
    names = conversation.names
    before = [exchange.question for exchange in conversation.exchanges]
    before += [e.answer.short_answer for e in conversation.exchanges if e.answer and e.answer.short_answer]
    own = _held([told], names)
    asked = _held([turn], names)
    if own is None or asked is None or fitness(told).reason is not None:
        return False
    known = _held([turn, *before], names)
    return known is not None and asked <= own <= known


def _held(texts: Sequence[str], names: CompanyNames) -> frozenset[str] | None:
    """Return the figures, years and companies of some texts; None where one of them cannot be read as a question."""
    found: set[str] = set()
    for text in texts:
        plain = unicodedata.normalize("NFKC", fold(text))
        try:
            reading: Reading = read_question(text, names)
        except AskError:
            return None
        years = {str(year) for year in reading.years}
        found |= {f"year {year}" for year in years} | {f"company {name}" for name in reading.companies}
        # 24年 and 2024年 are one year.
        numbers = {number.replace(",", "") for number in _NUMBER.findall(plain)}
        found |= {number for number in numbers if f"20{number}" not in years and number not in years}
        found |= set(_IN_WORDS.findall(plain))
    return frozenset(found)


def rewriter_of(settings: ModelSettings) -> LLMRewriter:
    """Return what completes follow-ups by the model that the settings name; ModelError where it cannot be opened."""
    # Seconds to import, and only where a model is asked.
    from rag.langchain import open_model

    return LLMRewriter(open_model(hasty(settings)))
