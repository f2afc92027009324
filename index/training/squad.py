"""Examples from reading-comprehension sets in SQuAD's layout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError
from index.training.examples import Example

_QUESTION_NUMBER = re.compile(r"_QUERY_\d+$")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a set: its id, the title of its article, its words, and the examples over it by question id."""

    id: str
    title: str
    text: str
    examples: dict[str, Example]


def read_texts(path: Path) -> list[Text]:
    """Return the paragraphs of a set in order, with the questions whose answer stands where the set says.

    A paragraph is called by the id of its first question without the question's number, "" where nothing is
    asked of it: it counts as a place all the same. SourceError when the file is
    not in SQuAD's layout.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return list(_texts(data["data"], path.stem))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}: cannot be read as a set in SQuAD's layout ({type(error).__name__}: {error})."
        ) from error


def _texts(articles: list[dict[str, object]], name: str) -> Iterator[Text]:
    for article in articles:
        title = str(article.get("title", "")).replace("_", " ")
        paragraphs = article["paragraphs"]
        if not isinstance(paragraphs, list):
            raise TypeError("paragraphs: no list")
        for paragraph in paragraphs:
            text = str(paragraph["context"]).strip()
            examples = {
                str(qa["id"]): Example(str(qa["question"]), text, span, f"squad:{name}", title)
                for qa in paragraph["qas"]
                if (span := _span(text, qa["answers"][0])) is not None
            }
            number = _QUESTION_NUMBER.sub("", str(paragraph["qas"][0]["id"])) if paragraph["qas"] else ""
            yield Text(number, title, text, examples)


def _span(text: str, answer: dict[str, object]) -> tuple[int, int] | None:
    """Return where an answer stands: where it is said to, else where its words stand nearest to there."""
    words, start = str(answer["text"]).strip(), int(str(answer["answer_start"]))
    if not words:
        return None
    if not text.startswith(words, start):
        places = [m.start() for m in re.finditer(re.escape(words), text)]
        if not places:
            return None
        start = min(places, key=lambda place: abs(place - start))
    return start, start + len(words)
