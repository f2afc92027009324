"""A small folder of documents in both scripts, and builds of it without a model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import BuildReport, build
from index.encode import Encoder
from index.segment import Segmenter
from tests.fakes import HashEncoder

FILES = {
    "網絡.md": "# 山海郵局2024年網絡整理\n\n## 站點\n\n去年在山區新建了三百二十個站點，覆蓋率達到96.5%。\n\n## 車隊\n\n運輸車全部換成電動車，一年省下四成油費。\n",
    "仓库.md": "# 山海邮局2023年仓库整理\n\n## 仓库\n\n三座仓库加装了雨棚和照明，夜间也能装卸。\n\n## 培训\n\n新员工先培训两周再上岗，考核不过的重学。\n",
    "子/會員.txt": "會員人數去年增加一成，到年底有五萬人。\n\n會員生日當月寄送免郵券，使用率過半。\n",
}


def write_files(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_files(tmp_path / "文件")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "索引"


Indexer = Callable[..., BuildReport]


@pytest.fixture
def index(documents: Path, folder: Path) -> Indexer:
    """Return a function that indexes the documents, with a ``HashEncoder`` unless another is given."""

    def run(encoder: Encoder | None = None, **options: object) -> BuildReport:
        options.setdefault("segmenter", Segmenter())
        return build(
            [documents], folder, encoder=encoder or HashEncoder(), encoder_choice="embedded", **options
        )

    return run
