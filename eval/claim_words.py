"""Writes claim_glosses, claim_ordinary and claim_roots of rag/data from CC-CEDICT: python -m eval.claim_words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.script import HAN
from index.glossary import dictionary
from index.segment import dictionary_frequency, labelled
from rag.claims.roots import roots

# How often jieba's dictionary must have counted a word; glosses shared by more words than this say little.
LEAST_FREQUENT, LEAST_FREQUENT_NAME, MOST_SHARING = 20, 5, 14
_LONGEST, _MOST_WORDS, _LEAST_LETTERS = 4, 4, 3
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_REFERS = re.compile(r"(?:variant|see|old|archaic|abbr|surname|coll|fig|lit|CL:)")
_LEAD = re.compile(r"^(?:to be|to|a|an|the|be) ")
_CAPITAL, _PLACE = (
    re.compile(r"\b[A-Z][a-z]+"),
    re.compile(r"\b(?:city|county|prefecture|district|province)\b"),
)
_DOING = re.compile(r"^(?:to |newly)")
# How often a word must be counted to be kept by the roots that explain it, and how many words a root may bring.
_FREQUENT_BY_ROOT, _MOST_BY_ROOT, _LONGEST_BY_ROOT, _LEAST_ROOT = 100, 30, 5, 3
_NAME = re.compile(r"(?:[A-Z][a-z]+[ -]?)+")
_GRAMMAR = re.compile(
    r"(?:the|an?|of|in|on|at|to|is|are|was|were|be|been|and|or|for|by|with|from|as|that|this|its?|how|what|which|who|"
    r"when|where|why|did|does|do|many|much|into|over|under|than|then|there|their|they|he|she|his|her|not|no|any|all|"
    r"have|has|had|can|will|would|could|should|according|whose|whom|about|between|per|each|both|said|says?|one)"
)
_NAMES = ("nr", "ns", "nt")
_DATA = Path(__file__).parent.parent / "rag" / "data"


def _glosses() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, glosses in dictionary():
        if len(word) <= _LONGEST and all(HAN.match(char) for char in word):
            parts = (_BRACKETS.sub("", part).strip() for gloss in glosses for part in gloss.split(";"))
            found.setdefault(word, []).extend(part for part in parts if part and not _REFERS.match(part))
    return found


def alike(glosses: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the words that share a gloss of a few plain words, commonest first, in a line."""
    sharing: dict[str, set[str]] = {}
    for word, said in glosses.items():
        if dictionary_frequency(word) < LEAST_FREQUENT:
            continue
        for gloss in said:
            bare = _LEAD.sub("", gloss)
            plain = not _CAPITAL.search(bare) and not HAN.search(bare)
            if plain and len(bare) >= _LEAST_LETTERS and len(bare.split()) <= _MOST_WORDS:
                sharing.setdefault(bare, set()).add(word)
    groups = [group for group in sharing.values() if 2 <= len(group) <= MOST_SHARING]
    yield from sorted({" ".join(sorted(g, key=lambda w: (-dictionary_frequency(w), w))) for g in groups})


def ordinary(glosses: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the words that jieba's dictionary takes for names and CC-CEDICT explains as ordinary ones."""
    for word, said in sorted(glosses.items()):
        tags = labelled(word)
        if dictionary_frequency(word) < LEAST_FREQUENT_NAME or len(tags) > 1:
            continue
        named = any(_CAPITAL.search(gloss) or _PLACE.search(gloss) for gloss in said)
        done = len(word) == 2 and any(_DOING.match(gloss) for gloss in said)
        if tags[0][1].startswith(_NAMES) and said and (not named or done):
            yield word


def by_root() -> dict[str, str]:
    """Return the roots of English words, each with the words that it explains, commonest first."""
    found: dict[str, dict[str, float]] = {}
    for word, said in dictionary():
        frequency = dictionary_frequency(word)
        if len(word) > _LONGEST_BY_ROOT or not all(HAN.match(char) for char in word):
            continue
        for part in (_BRACKETS.sub("", part).strip() for gloss in said for part in gloss.split(";")):
            for one in _explaining(part, frequency):
                if len(one) >= _LEAST_ROOT:
                    found.setdefault(one, {})[word] = frequency
    return {
        one: " ".join(sorted(words, key=lambda w: (-words[w], w))[:_MOST_BY_ROOT])
        for one, words in sorted(found.items())
    }


def _explaining(gloss: str, frequency: float) -> list[str]:
    """Return the roots of a gloss that explain its word: of a name its first word or two, of other words all."""
    if not gloss or _REFERS.match(gloss):
        return []
    if name := _NAME.match(gloss):
        return roots(name.group().lower())[:2] if frequency >= LEAST_FREQUENT_NAME else []
    words = [word for word in re.findall(r"[a-z]+", gloss.lower()) if not _GRAMMAR.fullmatch(word)]
    short = len(words) <= _MOST_WORDS and frequency >= _FREQUENT_BY_ROOT
    return roots(" ".join(words)) if short else []


def main() -> None:
    """Write the files."""
    glosses = _glosses()
    source = "from CC-CEDICT (CC BY-SA 4.0) by eval/claim_words.py"
    comments = {
        "glosses": f"Words that are explained by the same English words, plain, commonest first; {source}.",
        "ordinary": f"Ordinary words that jieba's dictionary takes for names, plain; {source}.",
    }
    for name, words in (("glosses", alike(glosses)), ("ordinary", ordinary(glosses))):
        data = {"comment": comments[name], "words": list(words)}
        text = json.dumps(data, ensure_ascii=False, indent=0)
        (_DATA / f"claim_{name}.json").write_text(f"{text}\n", encoding="utf-8")
    comment = f"Roots of English words with the words, plain, that they explain, commonest first; {source}."
    text = json.dumps({"comment": comment, "roots": by_root()}, ensure_ascii=False, indent=0)
    (_DATA / "claim_roots.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
