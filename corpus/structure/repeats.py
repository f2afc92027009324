"""Paragraphs that repeat an earlier one word for word.

Copies of a text may be cut into paragraphs at other places, so sentences are compared: a paragraph repeats an earlier
stretch if its sentences stand there in the same order, one behind the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.script import fold
from corpus.sentences import sentences

# Shorter than this, in characters that say something, a paragraph is a phrase that any text may hold twice.
SHORTEST = 20
# A sentence that stands more often than this is a formula; its later places are not looked at.
_MOST_PLACES = 8
_SAYS_NOTHING = re.compile(r"[\W_]+")


def key_of(text: str) -> str:
    """Return the form in which texts are compared: one script, without white space and punctuation.

    >>> key_of("新建 5G 基站，共 46.7 萬個。") == key_of("新建5G基站共46.7万个")
    True
    >>> key_of("共 46.7 萬個") == key_of("共467萬個")
    False
    """
    # A decimal point tells one figure from another.
    return _SAYS_NOTHING.sub("", re.sub(r"(?<=\d)\.(?=\d)", "点", fold(text))).lower()


def find_repeats(texts: Sequence[str]) -> dict[int, int]:
    """Map the place of each text that repeats an earlier one to the place of the first.

    Where the words stand across several earlier texts, the one in which they begin is named. Punctuation, white space
    and script do not count; texts with fewer than 20 characters besides are no repeats. An empty text never is one.

    >>> text = "門店都在春天完成了改造，客人多了一成，利潤持平。"
    >>> find_repeats([text, "又一段。", text.replace("，", " ")])
    {2: 0}
    """
    owners: list[int] = []
    keys: list[str] = []
    places: dict[str, list[int]] = defaultdict(list)
    repeats: dict[int, int] = {}
    for i, text in enumerate(texts):
        own = [key for key in (key_of(span.of(text)) for span in sentences(text)) if key]
        if sum(map(len, own)) >= SHORTEST:
            at = next((at for at in places.get(own[0], ()) if keys[at : at + len(own)] == own), None)
            if at is not None:
                repeats[i] = repeats.get(owners[at], owners[at])
        for key in own:
            if len(places[key]) < _MOST_PLACES:
                places[key].append(len(keys))
            keys.append(key)
            owners.append(i)
    return repeats
