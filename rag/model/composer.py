"""An answer in a language model's words: it sees numbered paragraphs, and only what they bear out is kept.

It begins where the rules have an answer to quote. Every sentence is checked as soon as it is whole (``rag.claims``), so
that what is kept can be shown while the rest still comes; what is struck, and what goes wrong, is told beside it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from corpus.about import CompanyNames
from corpus.types import Passage
from index.expand import Expander
from index.types import Hit
from rag.claims import Checker, Sentence, SentenceStream, Strike, Verdict
from rag.compose import Claim, Composer, Draft, Say, ShortAnswer, Written
from rag.extractive import ExtractiveComposer
from rag.model.bare_figure import weighed
from rag.model.kept import Kept
from rag.model.mapped import moved_short, overlaps, says_figure
from rag.model.nli import SecondOpinion
from rag.model.orders import Dictated, asked_of, is_order, rests_on_order
from rag.model.prompt import ABSTAINS, answer_prompt, chosen
from rag.model.settings import ModelSettings
from rag.model.trust import trusted
from rag.model.types import Failure, LanguageModel, ModelError, Prompt
from rag.question import Reading
from rag.types import Notice

ShortIn = Callable[[Reading, Sequence[Hit], Sequence[Claim]], ShortAnswer | None]
"""Finds the bare answer in some claims of the hits."""
# Sentences that are shown, and that are read at all: who says more is not stopped by his token limit.
MOST_SENTENCES, MOST_READ = 6, 24
# What shows nothing or moves the cursor has no place on a reader's screen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Small models cite a paragraph by the fence that it stands in: ⟦2⟧.
_FENCES = str.maketrans("⟦⟧", "[]")
_INSTEAD = "The documents' own words are shown instead."
_OTHERWISE = "Without it (--no-model) the documents' own words are an answer."
_SO_FAR = "What it had said by then and the documents bear out is shown."
_BESIDE = "What it had said by then and the documents bear out is shown, with their own words."


class LLMComposer:
    """``Writer`` over a language model.

    ``checker`` says what of its words is kept, ``second`` is asked, too, where it is given; ``short`` finds the
    bare answer.
    """

    def __init__(
        self, model: LanguageModel, checker: Checker, settings: ModelSettings, *, short: ShortIn | None = None,
        second: SecondOpinion | None = None,
    ) -> None:  # fmt: skip
        self._model = model
        self._checker = checker
        self._settings = settings
        self._short = short
        self._second = second

    @property
    def name(self) -> str:
        """The model's name behind ``llm:``."""
        return f"llm:{self._model.name}"

    @property
    def where(self) -> str:
        """Where questions and paragraphs are sent."""
        return self._model.where

    def write(
        self, reading: Reading, hits: Sequence[Hit], draft: Draft, say: Say | None = None,
        arrived: Callable[[], None] | None = None,
    ) -> Draft:  # fmt: skip
        """Return the draft with what the model makes of it: sentences, an abstention, or only a notice.

        The confidence of what is said in the model's words is never higher than the draft's, which is the estimate for
        the quotations (``rag.model.trust``). ``say`` gets each sentence that is kept; ``arrived`` is called for each
        part of the reply that says something, before it is checked.
        """
        passages = (*(claim.passage for claim in draft.claims), *(hit.passage for hit in hits))
        given = chosen(passages, self._settings.context_chars)
        kept = Kept(reading.script, MOST_SENTENCES, say)
        failed, abstains = None, False
        try:
            abstains = self._heard(reading, given, kept, draft, arrived)
        except ModelError as error:
            line = " ".join(str(error).split())
            failed = Notice(
                error.failure.value, line, model=self._model.name, where=error.where, detail=error.detail
            )
        if abstains and not kept.sentences:
            line = f"{self._model.name} finds no answer in the paragraphs. {_OTHERWISE}"
            told = Notice("abstained", line, model=self._model.name)
            sure = trusted(draft.confidence, kept=0, struck=len(kept.struck), agrees=False)
            written = Written(self.name, (), True, tuple(kept.struck), told)
            return replace(draft, confidence=sure, written=written)
        if not kept.sentences:
            return replace(
                draft, written=Written(self.name, (), False, tuple(kept.struck), self._none(kept, failed))
            )
        return self._told(reading, hits, draft, kept, failed)

    def _heard(
        self, reading: Reading, given: Sequence[Passage], kept: Kept, draft: Draft, arrived: Callable[[], None] | None
    ) -> bool:  # fmt: skip
        """Ask the model and check its sentences as they come; return whether it abstains. Raises ModelError.

        Of a paragraph that is too long to be sent, the sentences about the draft's answer are.
        """
        asked, ordered = asked_of(reading.text)
        limit = self._settings.context_chars
        sentences = self._sentences(
            answer_prompt(asked, reading.script, given, limit, _answering(draft)), arrived
        )
        # Words of a question bear out what is said of it, unless it tells what to say.
        asked = "" if is_order(asked) else asked
        dictated = Dictated(asked, ordered, given)
        with contextlib.closing(sentences):
            for number, sentence in enumerate(sentences):
                if sentence.text.startswith(ABSTAINS):
                    return not kept.sentences
                order = dictated.says(sentence.text)
                kept.take(_struck(sentence) if order else self._checked(sentence, given, asked, draft))
                if kept.full or number + 1 >= MOST_READ:
                    break
        return False

    def _checked(self, sentence: Sentence, given: Sequence[Passage], asked: str, draft: Draft) -> Verdict:
        if self._second is None:
            verdict = self._checker.check(sentence, given, asked)
        else:
            verdict = self._second.check(self._checker, sentence, given, asked)
        verdict = weighed(verdict, sentence, given, asked, draft)
        if any(rests_on_order(claim) for claim in verdict.claims):
            return _struck(sentence)
        return verdict

    def _sentences(self, prompt: Prompt, arrived: Callable[[], None] | None) -> Generator[Sentence]:
        """Yield the sentences of the reply as they become whole; what a failure cuts off is no sentence."""
        stream = SentenceStream()
        parts = self._model.stream(prompt)
        try:
            for part in parts:
                if arrived is not None and part.strip():
                    arrived()
                yield from stream.feed(_UNSEEN.sub("", part).translate(_FENCES))
        finally:
            if (close := getattr(parts, "close", None)) is not None:
                close()
        yield from stream.finish()

    def _none(self, kept: Kept, failed: Notice | None) -> Notice:
        """Return why none of the model's words are shown."""
        if failed is not None:
            return replace(failed, message=f"{failed.message} {_INSTEAD}", shown="instead")
        if not kept.struck:
            line = f"{self._model.name} gave no sentence. {_INSTEAD}"
            return Notice(Failure.EMPTY.value, line, model=self._model.name, shown="instead")
        count = len(kept.struck)
        said = "its one sentence is not" if count == 1 else f"none of its {count} sentences is"
        line = f"{self._model.name}: {said} borne out by the paragraphs. {_INSTEAD}"
        return Notice("struck", line, model=self._model.name, shown="instead", count=count)

    def _told(
        self, reading: Reading, hits: Sequence[Hit], draft: Draft, kept: Kept, failed: Notice | None
    ) -> Draft:
        """Return the draft in the kept sentences; the best quotation stands behind them where something was lost."""
        claims = list(kept.claims)
        best = draft.claims[draft.short.claim if draft.short else 0]
        agrees = _agrees(draft, claims, [told.words for told in kept.sentences])
        quoted = not agrees and bool(kept.struck or failed)
        if quoted:
            claims.append(best)
        if failed is not None:
            line = f"{failed.message} {_BESIDE if quoted else _SO_FAR}"
            failed = replace(failed, message=line, shown="beside" if quoted else "so far")
        short = moved_short(draft, claims)
        derivation = draft.derivation if short is not None else None
        if short is None and self._short is not None:
            short = self._short(reading, hits, claims)
        written = Written(self.name, tuple(kept.sentences), False, tuple(kept.struck), failed)
        sure = trusted(draft.confidence, kept=len(kept.sentences), struck=len(kept.struck), agrees=agrees)
        return replace(
            draft, claims=tuple(claims), confidence=sure, short=short, derivation=derivation, written=written
        )


def _agrees(draft: Draft, claims: Sequence[Claim], said: Sequence[str]) -> bool:
    """Tell whether sentences ``said`` on some claims answer as the draft does.

    A quotation may be of several sentences, and one of several figures: only who rests on the bare answer's own words,
    and gives its figure, agrees with it.
    """
    short = draft.short
    if short is None:
        return any(overlaps(draft.claims[0], claim) for claim in claims)
    words = draft.claims[short.claim].passage.words(short.span) if short.span and not short.items else ""
    return moved_short(draft, claims) is not None and says_figure(words, said)


def _answering(draft: Draft) -> str:
    """Return the words of the first quotation that answer: its bare answer, else all."""
    first, short = draft.claims[0], draft.short
    span = short.span if short is not None and short.claim == 0 and short.span is not None else first.span
    return span.of(first.passage.text)


def _struck(sentence: Sentence) -> Verdict:
    """Return that a sentence is not shown, because an order wants it said."""
    return Verdict(sentence.text, strike=Strike.FORM)


def writer_of(
    settings: ModelSettings, expander: Expander, names: CompanyNames, composer: Composer,
    second: SecondOpinion | None = None,
) -> LLMComposer:  # fmt: skip
    """Return what writes in the words of the model that the settings name, over an index of these words and names.

    ``second`` is asked on what the check decides. Nothing is sent yet. Raises ModelError where the model cannot be
    opened.
    """
    # Seconds to import, and only where a model is asked.
    from rag.langchain import open_model

    checker = Checker(expander.segmenter, names=names, glossary=expander.glossary)
    short = composer.short_in if isinstance(composer, ExtractiveComposer) else None
    return LLMComposer(open_model(settings), checker, settings, short=short, second=second)
