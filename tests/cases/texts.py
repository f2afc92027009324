"""Random documents that mix what real ones mix, for property tests."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from corpus.documents import read_document
from corpus.types import Document

HAN_OR_DIGIT = re.compile("[0-9\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")

_PIECES = [
    "公司在山区新建了三百个站点", "公司在山區新建了三百個站點", "𠮷野家", "𨋢門", "網絡", "网络", "覆蓋率達到", "覆盖率达到",
    "，", "。", "！", "？", "；", "：", "、", "「", "」", "“", "”", "（", "）", "《", "》", "…", "——",
    "5G", "5G-A", "1,865.20", "96.5%", "2024年", "2023", "7", "Revenue", "x<y", "NB-", "a@b.c", "?", "!", ".", ",",
    "# ", "## ", "### 第三章 ", "一、", "（二）", "- ", "* ", "① ", "**", "*", "\\#", "\\", "#", "|", " | ", "|---|", "---",
    "<br>", "<p>", "</p>", "<td>", "</td>", "<sup>1</sup>", "<sup>", "</b>", "<a b>", "<p style=\"x\">", "<", ">",
    " ", "  ", "\t", "\u3000", "\u00a0", "\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\f", "\u2028", "\x85",
    "\u200b", "\ufeff", "\uf06c", "\u00ad", "\x00", "😀", "👨‍👩‍👧", "e\u0301", "⼀⼈",
    "本年度的各項工作都按照年初訂下的時間表完成並且在預算之內把所有的設備換成了新的機型",
    "本年度的各项工作都按照年初订下的时间表完成并且在预算之内把所有的设备换成了新的机型，",
    "合计 1,200 1,300", "山海邮局2022年年度报告",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=30).map("".join),
)


@st.composite
def run_together(draw: st.DrawFn) -> str:
    """Return one line above the limit, with running headers whose page numbers count up, some with a total."""
    header = draw(
        st.sampled_from(
            ["山海邮局绿色运输白皮书（2023年）", "山海邮局2022年年度报告", "山海邮局工作情况报告摘要"]
        )
    )
    total = draw(st.sampled_from(["", "/8", "/16"]))
    count = draw(st.integers(0, 30))
    bodies = draw(
        st.lists(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join), min_size=count, max_size=count)
    )
    pages = "".join(f"{header}{i}{total}{body}" for i, body in enumerate(bodies, start=1))
    filling = "各地的门店都在春天完成了改造，客人比去年多了一成。" * 250
    return f"{draw(texts)}{filling}{pages}".replace("\n", "").replace("\r", "")


_GLUED = [
    "公司代码：600000公司简称：山海邮局", "证券代码：600000证券简称：山海邮局", "股份代號：0600", "山海邮局股份有限公司2022年第三季度报告",
    "山海郵局股份有限公司2022年度審計委員會履職報告", "第一节重要提示", "一、总体情况", "二、風險", "（一）网点", "1.收入", "1.1人数", "目录",
    "目錄", "前言........1", "一、总体情况....2", "图1网点分布", "表2收入", "数据来源：山海邮局", "資料來源：山海郵局", "注1：口径为合并报表的全部收入。",
    "注2：未經審計", "（注1）", "占比41%8；", "规模9达到178.5亿元", "8口径为全部门店。", "9山海邮局，2023年。", "版权声明", "本白皮书版权属于山海邮局。",
    "单位：元币种：人民币项目2023年2022年", "营业收入1,234,5671,100,000", "净利润98,765-4,321", "53.718.94%", "（文：张三）",
    "（來源：山海郵報）", "山海邮局：", "近日，", "【系列报道】", "地址：山海市邮政编码：100000电话：010-00000000网址：www.example.com",
    "??????????", "(*&%$^(", "\uf06c", "公司的工作平稳有序。", "公司的工作平穩有序。", "而且继续保持稳定态势", "各地门店都完成了改造，",
]  # fmt: skip


@st.composite
def glued_report(draw: st.DrawFn) -> str:
    """Return one line above the limit that mixes what reports, white papers and press texts glue together."""
    before = draw(st.lists(st.sampled_from(_GLUED), max_size=25).map("".join))
    behind = draw(st.lists(st.sampled_from(_GLUED), max_size=40).map("".join))
    return before + "各地的门店都在春天完成了改造，客人比去年多了一成。" * 210 + behind


def document(source: str) -> Document:
    """Read a text as a file called ``a.md``."""
    return read_document(source, file="a.md", sha256="0" * 64)
