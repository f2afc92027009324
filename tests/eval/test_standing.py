"""What evidence stands in, told by reading its document."""

from pathlib import Path

import pytest

from corpus.types import Span
from eval.score import score, summarise
from eval.sources import Sources
from eval.standing import with_standing
from eval.types import Case, Evidence, Row

PAGE = """# 山海郵局年報

投遞員每天送信兩次，節假日照常營業[^1]，沿海各縣的居民都很滿意。

| 項目 | 2023年 | 2024年 |
| --- | --- | --- |
| 網點（個） | 310 | 325 |
| 投递员（人） | 1,204 | 1,250 |

[^1]: 颱風天除外。
"""


def row(*quotes: str, file: str = "a.md") -> Row:
    evidence = tuple(
        Evidence(file, (Span(PAGE.index(quote), PAGE.index(quote) + len(quote)),)) for quote in quotes
    )
    return score([Case("q", "？", "s", "hant", items=(("x",),), evidence=evidence)], {}, Sources())[0]


@pytest.mark.parametrize(
    ("quotes", "names"),
    [
        (("每天送信兩次",), ("in text",)),
        (("| 網點（個） | 310 | 325 |",), ("in table",)),
        (("投递员（人） | 1,204",), ("in table",)),
        (("颱風天除外",), ("in footnote",)),
        (("每天送信兩次", "1,250"), ("in text", "in table")),
        (("節假日照常營業", "每天送信兩次"), ("in text",)),
        ((), ()),
    ],
)
def test_what_evidence_stands_in(tmp_path: Path, quotes: tuple[str, ...], names: tuple[str, ...]) -> None:
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    (found,) = with_standing([row(*quotes)], Sources((tmp_path,)))
    assert found.slices == names
    assert set(names) <= set(summarise([found]).slices)


def test_a_source_that_is_not_at_hand_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"\x00\x01 no document")
    rows = [row("每天送信兩次"), row("每天送信兩次", file="b.pdf")]
    assert [r.slices for r in with_standing(rows, Sources((tmp_path,)))] == [(), ()]
