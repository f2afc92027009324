"""Indexes that several stages' tests share, each made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.encode import EMBEDDED, open_encoder
from index.segment import Segmenter
from rag.places import sample_sources
from rag.session import Session, open_session
from tests.fakes import HashEncoder

# Simplified, mainland wording: a table, a footnote mark in tags, a mark in brackets that is the author's own.
_MAINLAND = """# 山海邮局2023年经营摘要

山海邮局2023年新建网点120个，累计达到3,450个，覆盖率为96.5%。网点的分布见附图[3]。

## 财务

全年营业收入5.8亿元<sup>1</sup>，同比增长7.7%。净利润为4,200万元。

| 指标（亿元） | 2022年 | 2023年 |
| --- | --- | --- |
| 营业收入 | 5.4 | 5.8 |
| 总资产 | 20.1 | 21.3 |

<sup>1</sup> 收入按不含税口径计算。
"""
# Traditional, Hong Kong wording.
_HONG_KONG = """# 海灣巴士2022年業績概覽

海灣巴士在2022年投放電動巴士85輛，車隊總數增至1,230輛，每日載客量達46萬人次。

## 服務

流動應用程式的登記用戶有72萬名。公司於2022年8月1日推出即日轉乘優惠，沒有調整車費。

由於部分路線與鐵路重疊，公司取消了三條路線。行政總裁陳國強表示，這樣做是為了減少空載。
"""
# Traditional, Taiwan wording, hard-wrapped.
_TAIWAN = """雲山書店2021年營運說明

雲山書店在2021年開設門市15家，全台門市共有210家；會員人數是38萬

人，其中透過行動裝置下單的占64%。

資訊系統

新的資料庫軟體在2021年3月上線，回應時間是20毫秒，沒有發生資料外

洩。
"""


@pytest.fixture(scope="session")
def small_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three short documents of our own: mainland, Hong Kong and Taiwan wording."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "郵局").mkdir()
    (folder / "郵局" / "山海邮局.md").write_text(_MAINLAND, encoding="utf-8")
    (folder / "海灣巴士.md").write_text(_HONG_KONG, encoding="utf-8")
    (folder / "雲山書店.txt").write_text(_TAIWAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_index(small_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the short documents, made with ``HashEncoder`` under the embedded encoder's name."""
    folder = tmp_path_factory.mktemp("small") / "index"
    build([small_documents], folder, encoder=HashEncoder(), encoder_choice=EMBEDDED, segmenter=Segmenter())
    return folder


@pytest.fixture(scope="session")
def small(small_index: Path) -> Session:
    """A session on the index of the short documents, answered by rules alone."""
    return open_session(small_index, encoder=HashEncoder(), reader=False)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the built-in sample, made with the embedded encoder (some ten seconds)."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    encoder = open_encoder()
    build([sample_sources()], folder, encoder=encoder, encoder_choice=EMBEDDED, segmenter=Segmenter())
    return folder


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> Session:
    """A session on the index of the built-in sample, answered by rules alone: its tests are theirs, and quick."""
    return open_session(sample_folder, reader=False)


@pytest.fixture(scope="session")
def sample_read(sample_folder: Path) -> Session:
    """A session on the index of the built-in sample with the embedded reader."""
    return open_session(sample_folder)
