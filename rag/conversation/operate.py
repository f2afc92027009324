"""The last answer told in another way: in another unit, with more or less of its source, in the other script.

Nothing is searched. What is said stays in the quotations of the last answer, or in sentences beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.script import HAN, detect, fold, tells_script, to_script
from corpus.types import Passage, Script
from rag.amounts import (
    CURRENCIES,
    IN_ENGLISH,
    MEASURES,
    SCALE_WORDS,
    Amount,
    amount_in,
    same_measure,
    told,
)
from rag.conversation.beside import sentences_beside
from rag.conversation.operations import Operation, Request
from rag.conversation.phrases import phrases
from rag.conversation.state import Exchange
from rag.figures import figures
from rag.ground import citation
from rag.types import CELL, CONVERSION, JOINED, Answer, Citation, Derivation
from rag.wording import quoted, wording

_MARK = re.compile(r"\[(\d+)\]")
_MONEY = {"元": "人民币"}
_ENDS = re.compile(r"[。！？!?]")
_OURS = str.maketrans({"[": "［", "]": "］"})


def operate(turn: str, request: Request, last: Exchange, passages: Sequence[Passage] = ()) -> Answer:
    """Return the last answer as a turn asks for it, or a refusal that says why it cannot be told so.

    ``passages`` are those of the index in reading order. ValueError when nothing was answered yet.
    """
    if last.answer is None:
        raise ValueError("nothing was answered yet")
    script = _script(turn, request, last.answer)
    before = _in_quotations(replace(last.answer, question=turn, script=script))
    said = phrases(script)
    if before.abstained and request.operation not in _OF_ANY:
        return _refused(before, last, said.nothing_yet)
    return _OPERATIONS[request.operation](before, request, last, passages)


def _in_quotations(answer: Answer) -> Answer:
    """Return a language model's answer as the rules' own: what is told of it is told of what it cites."""
    if not answer.composer.startswith("llm:") or answer.abstained:
        return answer
    short = fold(answer.short_answer or "")
    number = next((c.number for c in answer.citations if short and short in fold(c.quote)), 1)
    return replace(answer, answer=f"[{number}]", composer="extractive", struck=None, notice=None)


def _script(turn: str, request: Request, answer: Answer) -> Script:
    """Return the script to answer in: the one asked for, else the turn's where it tells, else as before."""
    asked = {
        Operation.TRADITIONAL: Script.HANT,
        Operation.SIMPLIFIED: Script.HANS,
        Operation.ENGLISH: Script.NONE,
    }
    if request.operation in asked:
        return asked[request.operation]
    if not HAN.search(turn):
        return Script.NONE if re.search(r"[A-Za-z]{2}", turn) else answer.script
    return detect(turn) if tells_script(turn) else answer.script


def _understood(before: Answer, last: Exchange, note: str) -> tuple[str, ...]:
    return (quoted(last.question, before.script), note)


def _refused(before: Answer, last: Exchange, why: str) -> Answer:
    """Return a refusal that keeps the citations, and says why the answer cannot be told so."""
    words = wording(before.script)
    lines = [why]
    if before.citations:
        lines.append(words.nearest)
        lines += [_quoted(c, before.script) for c in before.citations]
    return replace(
        before, answer="\n".join(lines), short_answer=None, derivation=None, abstained=True,
        understood=_understood(before, last, before.question),
    )  # fmt: skip


def _quoted(cited: Citation, script: Script) -> str:
    quote = _MARK.sub(r"［\1］", cited.quote)
    return f"{quoted(quote, script)} [{cited.number}]"


def _composed(before: Answer, last: Exchange, short: str | None, note: str) -> Answer:
    """Return the answer made anew of a short answer and its citations."""
    lines = [f"{short.translate(_OURS)} [{_rests_on(before)}]"] if short else []
    lines += [_quoted(c, before.script) for c in before.citations]
    return replace(
        before, answer="\n".join(lines), short_answer=short, understood=_understood(before, last, note)
    )


def _rests_on(answer: Answer) -> int:
    """Return the number of the citation that the short answer was taken from: the first mark of the answer."""
    mark = _MARK.search(answer.answer)
    number = int(mark.group(1)) if mark else 1
    return number if any(c.number == number for c in answer.citations) else 1


def _told_in(text: str, script: Script) -> str:
    return to_script(text, script)


def _convert(before: Answer, request: Request, last: Exchange, _: Sequence[Passage]) -> Answer:
    """Tell a figure in another scale or unit; currencies are never converted, for nobody says the rate."""
    said = phrases(before.script)
    operands = _operands(before)
    amount = amount_in(fold("".join(operands))) if operands else None
    computed = before.derivation is not None and before.derivation.op not in (CELL, CONVERSION, JOINED)
    if amount is None or computed:
        return _refused(before, last, said.no_figure)
    # The unit of a bare number may stand elsewhere, in the head of a table: 3,549.4 may be of 亿元.
    if not amount.unit:
        return _refused(before, last, said.no_unit)
    if request.unit and (why := _unfit(before, amount, request.unit)):
        return _refused(before, last, why)
    value, shown = _in_unit(amount, request, before.script)
    space = " " if shown[:1].isascii() and shown else ""
    answer = _composed(before, last, f"{told(value)}{space}{shown}", said.unit.format(unit=shown))
    return replace(answer, derivation=Derivation(CONVERSION, operands, shown))


def convertible(request: Request, answer: Answer) -> bool:
    """Tell whether the last answer is an amount of what a request for another unit names."""
    operands = _operands(answer)
    amount = amount_in(fold("".join(operands))) if operands and not answer.abstained else None
    if amount is None:
        return False
    money = request.unit in CURRENCIES and amount.currency is not None
    return money or request.unit in ("", amount.unit) or same_measure(request.unit, amount.unit)


def _operands(answer: Answer) -> tuple[str, ...]:
    """Return the quoted words that the figure of an answer is written in: its short answer's, else its quotation's."""
    if answer.derivation is not None:
        return answer.derivation.operands
    if answer.short_answer:
        return (answer.short_answer,)
    cited = next((c for c in answer.citations if c.number == _rests_on(answer)), None)
    return _only_figure(cited.quote) if cited else ()


def _only_figure(quote: str) -> tuple[str, ...]:
    """Return the one quantity of a quotation as it is written there; nothing when it has none or several."""
    found = [f for f in figures(fold(quote)) if not f.is_year and not f.in_words and (f.scale or f.unit)]
    return (found[0].span.of(quote),) if len(found) == 1 else ()


def _unfit(before: Answer, amount: Amount, unit: str) -> str | None:
    """Return why an amount cannot be told in a unit; None when it can."""
    said, asked = phrases(before.script), CURRENCIES.get(unit)
    new = _told_in(asked or unit, before.script)
    if asked is not None and amount.currency is not None:
        old, new = (_told_in(_MONEY.get(name, name), before.script) for name in (amount.currency, asked))
        return None if amount.currency == asked else said.no_rate.format(old=old, new=new)
    if asked is None and (amount.unit.lower() == unit or same_measure(unit, amount.unit)):
        return None
    return said.other_measure.format(old=before.short_answer, new=new)


def _in_unit(amount: Amount, request: Request, script: Script) -> tuple[Decimal, str]:
    """Return the value and the unit with its scale that a request asks for, in words of a script."""
    value, unit = amount.value, amount.unit
    for units in MEASURES:
        if request.unit in units and unit.lower() in units:
            value, unit = value * units[unit.lower()] / units[request.unit], request.unit
    if request.scale:
        value /= SCALE_WORDS[request.scale]
    if script is Script.NONE:
        unit = IN_ENGLISH.get(unit, unit)
    joint = " " if request.scale.isascii() and request.scale else ""
    return value, _told_in(f"{request.scale}{joint}{unit}".strip(), script)


def _more(before: Answer, _: Request, last: Exchange, passages: Sequence[Passage]) -> Answer:
    """Quote the sentences beside those that were quoted."""
    said = phrases(before.script)
    claims = sentences_beside(before.citations, passages)
    if not claims:
        return _refused(before, last, said.no_more)
    first = len(before.citations) + 1
    added = tuple(citation(number, claim) for number, claim in enumerate(claims, start=first))
    longer = replace(before, citations=before.citations + added)
    return _composed(longer, last, before.short_answer, said.more)


def _shorter(before: Answer, _: Request, last: Exchange, passages: Sequence[Passage]) -> Answer:
    """Keep the short answer and the one quotation it rests on; the quotation alone where there is no short answer."""
    kept = next(c for c in before.citations if c.number == _rests_on(before))
    one = replace(before, citations=(replace(kept, number=1),), answer="[1]")
    told_so = _composed(one, last, before.short_answer, phrases(before.script).shorter)
    return replace(told_so, answer=told_so.answer.split("\n")[0])


def _source(before: Answer, _: Request, last: Exchange, passages: Sequence[Passage]) -> Answer:
    """Say where each quotation stands: document, section, page, and its place in the file."""
    said, lines = phrases(before.script), []
    for cited in before.citations:
        names = " > ".join(dict.fromkeys((cited.title, *cited.section)))
        page = f" {said.page.format(page=cited.page)}" if cited.page else ""
        place = _ENDS.sub(" ", f"{names}{page} ({cited.file}:{cited.start}-{cited.end})").translate(_OURS)
        lines += [f"{place} [{cited.number}]", _quoted(cited, before.script)]
    return replace(
        before,
        answer="\n".join(lines),
        short_answer=None,
        derivation=None,
        understood=_understood(before, last, said.source),
    )


def _in_script(before: Answer, request: Request, last: Exchange, _: Sequence[Passage]) -> Answer:
    """Tell the answer in the other script; quotations stay as they are in the source."""
    said = phrases(before.script)
    note = said.not_translated if request.operation is Operation.ENGLISH else said.script
    if before.abstained:
        text = before.answer if before.script is Script.NONE else _told_in(before.answer, before.script)
        return replace(before, answer=text, understood=_understood(before, last, note))
    short = _told_in(before.short_answer, before.script) if before.short_answer else None
    return _composed(before, last, short, note)


_OF_ANY = frozenset({Operation.SIMPLIFIED, Operation.TRADITIONAL, Operation.ENGLISH})
_OPERATIONS: dict[Operation, Callable[[Answer, Request, Exchange, Sequence[Passage]], Answer]] = {
    Operation.CONVERT: _convert,
    Operation.MORE: _more,
    Operation.SHORTER: _shorter,
    Operation.SOURCE: _source,
    Operation.SIMPLIFIED: _in_script,
    Operation.TRADITIONAL: _in_script,
    Operation.ENGLISH: _in_script,
}
