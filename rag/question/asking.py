"""The words of a question that only ask, and those that restrict: what is left is what an answer should speak of."""

from __future__ import annotations

import re

from corpus.about import company_pattern
from corpus.script import fold
from rag.question.text import lowered

# Words that ask, frame or soften: they stand in questions and not in what answers them.
_ASKING = re.compile(
    r"请问|请教一?下?|请给我|帮我?(?:查|看|找)一?下|我想(?:了解|知道|确认|核实)(?:一?下)?|"
    r"想(?:了解|知道|确认|问)(?:一?下)?|我?听说|你知道|麻烦"
    r"|到底|究竟|具体|大概|大约|一共|总共|合计|加起来|分别|各自|比较|真的|其实|来着"
    r"|(?:是|有|为|达|叫|在)?(?:多少|什么|啥|哪些|哪几|哪里|哪儿|怎么样?|怎样|如何|为什么|为何|为啥|"
    r"何时|几时)"
    r"|哪(?:一)?(?:年|天|日|月|个|家|款|项|种|条|位|边|所|座|份|次|层|级|季|环|方面|时候)|"
    r"多(?:大|高|快|深|久|长|宽|远|重)"
    r"|百分之几|第几|几(?!何|乎|多|"
    r"率)[个家座台次位名人项款种条支万亿册封省处吨米则回户辆场倍岁级成秒年天月号件本所头份套张股分片季]?"
    r"|什么时候|的时候|几多|边个|边度|点解|乜嘢|边(?=[年间家])|咗|嘅|啱|那个|那次|那位|那款|这个|吗|呢|吧|么(?=[？?]|$)"
)
# Of these, the ones that stand where the answer would: the others only soften.
_ASKED = re.compile("多少|几|什么|啥|哪|谁|何|怎|为啥|多[大高快深久长宽远重]|吗|呢|点解|乜|边")
_YEAR_WORDS = re.compile(r"20[0-4]\d ?年?(?:度|底|末)?(?![\d.,])")


def content_of(question: str) -> str:
    """Return a question, in its own script, without the words that only ask: what an answer should speak of.

    >>> content_of("請問中國移動2024年一共建成了多少個5G基站？")
    '中國移動2024年 建成了 個5G基站？'
    """
    folded = fold(question)
    dropped = {i for m in _ASKING.finditer(folded) for i in range(*m.span())}
    kept = "".join(" " if i in dropped else c for i, c in enumerate(question))
    return " ".join(kept.split()) or question


def asking_spans(folded: str) -> list[tuple[int, int]]:
    """Return where a folded, lower-case question asks: (start, end) of its asking words; none in bare keywords.

    >>> asking_spans("请问网点有多少个")
    [(4, 7)]
    """
    return [m.span() for m in _ASKING.finditer(folded) if _ASKED.search(m.group(0))]


def constraints_of(question: str) -> str:
    """Return the words of a question that name years and companies, in its own script.

    >>> constraints_of("請問中國移動2024年一共建成了多少個5G基站？")
    '中國移動2024年'
    """
    folded = lowered(fold(question))
    spans = sorted(m.span() for p in (company_pattern(), _YEAR_WORDS) for m in p.finditer(folded))
    return "".join(question[start:end] for start, end in spans)
