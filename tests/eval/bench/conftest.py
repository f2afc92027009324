"""Two small sets of our own, one a script, in both layouts."""

import json
from pathlib import Path

import pytest

HANT = {
    "version": "1.0",
    "data": [
        {
            "title": "東港燈塔",
            "paragraphs": [
                {
                    "id": "1",
                    "context": "東港燈塔建於1902年，由林海山設計，塔高三十二公尺，燈光可達十八海里。",
                    "qas": [
                        {"id": "1-1", "question": "東港燈塔是誰設計的？", "answers": [{"text": "林海山", "answer_start": 13}]},
                        {"id": "1-2", "question": "東港燈塔建於哪一年？", "answers": [{"text": "1902年"}, {"text": "1902年"}]},
                    ],
                },
                {
                    "id": "2",
                    "context": "燈塔旁的茶館由漁民後代經營，每年秋天舉辦石花節，遊客可以試喝新茶。",
                    "qas": [
                        {"id": "2-1", "question": "石花節在什麼季節舉辦？", "answers": [{"text": "秋天"}]},
                        {"id": "2-2", "question": "", "answers": [{"text": "茶館"}]},
                        {"id": "2-3", "question": "茶館何時關門？", "answers": []},
                    ],
                },
            ],
        }
    ],
}  # fmt: skip
HANS = [
    {
        "title": "Salt_Lake",
        "context_text": "白盐湖位于高原北部，湖水含盐量为百分之二十六，沿岸的村民以晒盐为生。",
        "qas": [{"query_id": "Q1", "query_text": "白盐湖沿岸的村民以什么为生？", "answers": ["晒盐"]}],
    },
    {
        "title": "Salt_Lake",
        "context_text": "每年六月，候鸟飞到湖心岛上筑巢。守岛人要数清每一个鸟巢。",
        "qas": [{"query_id": "Q2", "query_text": "候鸟几月飞到湖心岛？", "answers": ["六月"]}],
    },
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The traditional set in the layout of SQuAD, the simplified one in the flat layout."""
    paths = tmp_path / "燈塔.json", tmp_path / "盐湖.json"
    for path, data in zip(paths, (HANT, HANS), strict=True):
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return paths
