"""Questions that name nothing: 是谁说的？ 那呢？ How many? By themselves there is nothing to search for."""

from __future__ import annotations

import re
import unicodedata

from corpus.dates.periods import narrow

# Words that ask, point or soften and name no thing; longer ones first. Folded, lower case.
_ASKING = (
    r"百分之几|什么时候|哪一?[个家年里儿些位天种款项条次月座所本份]|什么|为何|为啥|怎么样?|怎样|如何|何[时处地人]|"
    r"多[少大高快深久长宽远重]|第几|几多?[个家年位次名天月岁点号时]?|啥|谁|哪|乜嘢?|咩|点[解样]|边[个度年间家位]|"
    r"(?<=哪|啥|么)时候?|地方|意思|原因|名字"
)
_POINTING = (
    r"[那这咁][么样]?[多少大高快久贵](?!数)|[那这][个些边里位次年时么样]?|[它他她佢][们哋]?|其[他它中]?|"
    r"上面|刚才|后来|然后|接着|还有|别的|另外|[呢吗]"
)
_SMALL = (
    r"请问|你?知道|我?想[问知]道?|到底|究竟|大概|大约|具体|一共|总共|分别|真的|是不是|有没有|(?:做|办|说|写|讲|问)(?:到|出来?|过)?|[是系在喺有为叫指算话]过?|"
    r"[的嘅了咗吧啊呀么嘛哦噢呃嗯咁都也又还再就才人年先]"
)
_ASKS = re.compile(f"{_ASKING}|{_POINTING}")
_WORDS = re.compile(f"{_ASKING}|{_POINTING}|{_SMALL}")
# A time asked for nothing: 那2023年呢？ 去年呢？
_TIME = re.compile(
    r"20[0-4]\d ?年?度?底?|[一二三四]季度?|第[一二三四1-4]季度?|[上下]半年|[去今前明]年|(?:1[0-2]|[1-9])月份?(?=呢)"
)
_ENGLISH_WORDS = """
    who whom whose what when where why which how many much long often far is are was were be did does do has have had
    that this these those it they them he she him her there said say says mean means about else the a an of to in for
    and so then but or by on at really please tell me us you one ones come
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# 公司 of which nothing is asked may be a keyword; a longer text has something to say.
_LONGEST = 40


def names_nothing(question: str) -> bool:
    """Tell whether a question names no thing, so that it makes sense only behind another one.

    >>> [names_nothing(q) for q in ("是誰說的？", "那2023年呢？", "How many?", "谁写的报告？", "5G呢？")]
    [True, True, True, False, False]
    """
    low = narrow(unicodedata.normalize("NFKC", question)).strip()
    if not low or len(low) > _LONGEST:
        return False
    if low.isascii():
        # IT is a trade, it is a pronoun.
        words = re.findall(r"[a-z\d']+", low)
        return bool(words) and not re.search(r"\bIT\b", question) and _ENGLISH.issuperset(words)
    rest = _WORDS.sub("", _TIME.sub("", low) if "呢" in low else low)
    return bool(_ASKS.search(low)) and not any(unicodedata.category(c)[0] in "LN" for c in rest)
