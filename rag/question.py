"""Reading a question: its script, the years and companies it names, and the kind of answer it wants."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.about import CompanyNames, built_in, company_pattern
from corpus.dates.periods import in_words, narrow, periods_of
from corpus.script import HAN, detect, fold
from corpus.subject import Period
from corpus.types import Script
from index.expand import mainland_wording
from rag.errors import AskError

# Longer input is a document, not a question; the contract asks for a clear word instead of a slow answer.
LONGEST = 2000
_YEAR = re.compile(r"(?<![\d.])(20[0-4]\d)(?!\d|[.,]\d)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
# The bare short name 移动 is also a common word: only where a company can stand.
_MOBILE = re.compile(
    r"(?<!中国)(?<!中)移动(?=公司|集团|和|跟|与|、|的(?!5g|4g)|呢|比|，|20\d\d|还|谁|$|5g|4g)|"
    r"(?<=[跟和与、比])移动"
)


class AnswerKind(StrEnum):
    """The kind of answer a question wants."""

    FIGURE = "figure"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    YES_NO = "yes/no"
    COMPARISON = "comparison"
    DEFINITION = "definition"
    REASON = "reason"
    MANNER = "manner"
    OTHER = "other"


# Keyword questions that end in, or are about, a quantity: 云服务器 规模 2023年底.
_QUANTITY = re.compile(
    r"(?:数量?|数是|次数|人数|户数|总数|总量|总额|规模|用量|产量|金额|收入|营收|利润|开支|投资额|额|率|"
    r"占比|比例|份额|速度|速率|深度|高度|长度|"
    r"面积|价格|月活|多少)(?:呢|是)?[？?。]?$|(?:数|量|率|规模|收入|开支|月活) (?:20\d\d|"
    r"\S{1,8}底)\S{0,4}$|\b(?:revenue|profit|ratio|rate|number)\b"
)
# First match wins. Patterns run over folded, lower-case text, so one covers both scripts.
_KINDS: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (AnswerKind.COMPARISON,
         (r"哪(?:边|个|家|一家|年|一年|一种|一层|一级|一季).{0,12}(?:更|最|比较|大|高|多|低|快|"
          r"少)(?!少)|更多的是|还是.{1,12}(?:多|高|大|低|快|少)|谁(?:更|的.{1,8}(?:更|最))|"
          r"(?<!同)(?<!环)比.{1,16}(?:多|少|高|低|增|涨)(?:出|了)?(?:多少|几)|差(?:多少|几)|几倍|"
          r"which .{0,40}(?:more|higher|larger|lower|less)|difference between")),
        (AnswerKind.LIST,
         (r"哪(?:几|两|三|四|五|六|七|八|九|十|些)|分别(?:是|有|为|在|排|跟)|都有(?:谁|哪)|"
          r"(?:两|三|四|五|六|七|八|九|十)(?:个|项|款|种|类|家|大|座|位).{0,10}(?:是什么|叫什么|分别)|"
          r"从哪.{1,6}到哪|which (?:two|three|four|five|six|\w+s )|what are the")),
        (AnswerKind.REASON, r"为什么|为何|为啥|什么缘故|原因|怎么会|哪些做法造成|给的理由|\bwhy\b|reason"),
        (AnswerKind.SHARE,
         (r"百分之|几趴|(?:增长|成长|上涨|涨|下降|降低|提升|上升|增幅|"
          r"降幅)了?(?:多少(?![个家名人户万亿])|几(?![个家名])|$)|比例|占比|占.{0,8}(?:多少|几成)|几成|"
          r"(?:率|覆盖率|满意度)(?:有|是|为)?(?:多少|多高|几)|percentage|what percent|\brate\b|"
          r"what share")),
        (AnswerKind.MONEY,
         (r"多少(?:钱|元|亿元|万元|美元|港元)|几(?:亿|万)?元|"
          r"(?:金额|收入|营收|投资额|利润|净利|费用|总额|资本开支)(?:是|有|为|达|多少|呢|？|$)|"
          r"how much (?:money|did .{1,60}(?:cost|spend|pay|invest|raise))|revenue")),
        (AnswerKind.DURATION, r"多久|多长时间|几(?:分钟|天|小时|秒|个月)|多少(?:分钟|天|小时|秒)|how long"),
        (AnswerKind.FIGURE,
         (r"多少|几(?!乎|号|月|年)[\u4e00-\u9fff]|第几|多(?:大|高|快|深|宽|远|重|长)|"
          r"how (?:many|high|fast|deep|large|big|far)|"
          r"what (?:was|is|were) the (?:number|total|debt|magnitude|capacity|ratio)|\bnumber of\b")),
        (AnswerKind.DATE,
         (r"(?:什么|啥|几|哪)时(?:候)?|何时|年份[？?]?$|哪(?:一)?(?:年|天|日|月)|几(?:年|月|号)|哪时候|"
          r"哪年哪月|\bwhen\b|what (?:date|year|day)")),
        (AnswerKind.PERSON, r"谁|哪(?:一)?位|什么人|叫什么名字的人|\bwho\b|whose"),
        (AnswerKind.PLACE,
         (r"在哪|哪里|哪儿|哪(?:个|座|一个)?(?:城市|地方|国家|省|市|县|村)|什么地方|\bwhere\b|"
          r"which (?:city|country|province)")),
        (AnswerKind.DEFINITION,
         (r"是(?:什么|啥)(?:意思|？|$|\?)|什么(?:是|叫)|(?:指|代表)(?:的)?(?:是|什么|啥)|什么意思|"
          r"啥意思|定义|怎么算|含意|含义|what (?:is|does .{1,30} mean)|\bdefine")),
        (AnswerKind.MANNER,
         (r"怎么|怎样|如何|用什么(?:办法|方法|技术|工具)|什么(?:办法|方法|手段)|怎么个|\bhow\b")),
        (AnswerKind.YES_NO,
         (r"(?:吗|(?<!什)(?<!怎)(?<!多)(?<!这)么)[？?]?$|是不是|有没有|能不能|会不会|可不可以|是否|还能|"
          r"准不准|^(?:did|does|do|is|are|was|were|has|have|can) ")),
        (AnswerKind.NAME,
         (r"哪(?:个|家|款|一个|一家|一项|条|所|种|一种|份|一份|一环|环)|叫(?:什么|啥)|名(?:字|称)|"
          r"什么(?:名|奖|荣誉|职位|平台|称号)|\bwhich\b|what (?:name|award)|called")),
    )
)  # fmt: skip
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
_YEAR_WORDS = re.compile(r"20[0-4]\d ?年?(?:度|底|末)?(?![\d.,])")
FIGURES = frozenset({AnswerKind.FIGURE, AnswerKind.SHARE, AnswerKind.MONEY, AnswerKind.DURATION})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a question.

    ``text`` is the question without control characters; ``companies`` are usual names, folded. ``foreign`` means that
    it holds no Chinese, so that only meaning and figures can match. ``periods`` are the parts of years that it
    names; their years are among ``years``. ``names`` are the companies known where it is asked.
    """

    text: str
    script: Script
    kind: AnswerKind
    years: tuple[int, ...]
    companies: tuple[str, ...]
    periods: tuple[Period, ...] = ()
    names: CompanyNames = field(default_factory=built_in, compare=False, repr=False)

    @property
    def foreign(self) -> bool:
        """Whether the question holds no Chinese."""
        return self.script is Script.NONE

    @property
    def understood(self) -> tuple[str, ...]:
        """The constraints in the question's script, for printing."""
        from corpus.script import to_script

        parts = {p.year for p in self.periods}
        named = [in_words(p, chinese=True) for p in self.periods]
        named += [f"{y}年" for y in self.years if y not in parts]
        return tuple(to_script(word, self.script) for word in (*self.companies, *named))


def tidy(question: str) -> str:
    """Return a question without control characters and outer white space.

    Raises AskError when nothing is left to search for, or when it is longer than a question can be.
    """
    text = " ".join(_CONTROL.sub(" ", question).split())
    if len(text) > LONGEST:
        raise AskError(
            f"the question has {len(text):,} characters, {LONGEST:,} at most. Ask one thing in a sentence or two."
        )
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise AskError(
            "the question is empty: it holds no word and no figure. Type a question, for example: 5G基站有多少个？"
        )
    return text


def lowered(text: str) -> str:
    """Return text in lower case, length kept, so that offsets hold: only İ would grow, and stays.

    >>> lowered("İ5G Network")
    'İ5g network'
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def content_of(question: str) -> str:
    """Return a question, in its own script, without the words that only ask: what an answer should speak of.

    >>> content_of("請問中國移動2024年一共建成了多少個5G基站？")
    '中國移動2024年 建成了 個5G基站？'
    """
    return _without((_ASKING,), question) or question


def constraints_of(question: str) -> str:
    """Return the words of a question that name years and companies, in its own script.

    >>> constraints_of("請問中國移動2024年一共建成了多少個5G基站？")
    '中國移動2024年'
    """
    folded = lowered(fold(question))
    spans = sorted(m.span() for p in (company_pattern(), _YEAR_WORDS) for m in p.finditer(folded))
    return "".join(question[start:end] for start, end in spans)


def _without(patterns: tuple[re.Pattern[str], ...], question: str) -> str:
    """Cut what the patterns match in the fold out of the question itself."""
    folded = fold(question)
    dropped = {i for p in patterns for m in p.finditer(folded) for i in range(*m.span())}
    return " ".join("".join(" " if i in dropped else c for i, c in enumerate(question)).split())


def kind_of(folded: str) -> AnswerKind:
    """Return the kind of answer that a folded question wants."""
    lowered = folded.lower()
    found = next((kind for kind, pattern in _KINDS if pattern.search(lowered)), AnswerKind.OTHER)
    return AnswerKind.FIGURE if found is AnswerKind.OTHER and _QUANTITY.search(lowered) else found


def companies_of(folded: str, names: CompanyNames | None = None) -> tuple[str, ...]:
    """Return the companies a folded question names, in order, each once; a bare 移动 where it can be one."""
    named = (names or built_in()).found_in(folded)
    if _MOBILE.search(folded.lower()):
        named.append("中国移动")
    return tuple(dict.fromkeys(named))


def read_question(question: str, names: CompanyNames | None = None) -> Reading:
    """Read a question; ``names`` are the companies known to the index, None for the usual ones.

    >>> r = read_question("中國移動2024年累計建成多少個5G基站？")
    >>> r.script.value, r.kind.value, r.years, r.companies, r.understood
    ('hant', 'figure', (2024,), ('中国移动',), ('中國移動', '2024年'))
    """
    text = tidy(question)
    folded = fold(unicodedata.normalize("NFKC", text))
    named, parts = periods_of(narrow(folded))
    return Reading(
        text=text,
        script=detect(text) if HAN.search(text) else Script.NONE,
        kind=kind_of(mainland_wording(text)),
        years=tuple(dict.fromkeys([*map(int, _YEAR.findall(folded)), *named])),
        companies=companies_of(folded, names),
        periods=parts,
        names=names or built_in(),
    )
