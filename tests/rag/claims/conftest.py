"""Paragraphs of a post office of our own, and a checker with a dictionary of a few words."""

from __future__ import annotations

import pytest

from corpus.script import to_script
from corpus.subject import Period, Subject
from corpus.types import Passage, Script, Span
from rag.claims import Checker, Verdict, sentences_of

TEXTS = {
    "post": "2023年，山海邮局新建网点120个，累计达到3,450个，覆盖全国31个省份。全年寄送包裹5.8亿件，同比增长12.4%。",
    "income": "集团2023年的营业收入为86.2亿元，较上年增加4.6%；净利润9.3亿元，减少1.2%。员工共21,300人，其中女性占48.5%。",
    "offices": "客户服务委员会由董事长担任主任，总经理和副总经理任副主任。委员会2015年设立，2021年改名。",
    "denials": "邮局没有调整信件的邮费，也未发生客户资料外泄事件。夜间不提供包裹寄存。",
    "places": "冷链仓库位于合肥，由财政部出资建设；分拣中心位于兰州，由公司自建。",
    "former": "快递柜和无人车都已投入使用：前者在香港有260台，后者在澳门有45台。",
    "clouds": "公有云收入4,562万元，私有云收入1,563万元，两者的增速分别是40.1%和20.8%。",
    "way": "包裹从“收件站”到“分拣中心”再到“派送站”。主干线长5,300公里，时延只有20毫秒。",
    "sorting": "新分拣线把平均时长缩短了三成，人工成本降低20%，差错率不高于0.65%。",
    "names": "“绿色包装”行动由2021年起推行，“暖心驿站”则在2019年成立。“绿色包装”累计省下纸箱1,200万个。",
    "rivals": "2022年底共用网点5万个，自有的网点6万多个；2023年上半年新增共用约15万个，可用约21万个；到2023年底，总数达到38万个。",
    "mail": "2023年，信件业务收入86.2亿元，2022年是85.1亿元，终于止住下滑。寄件满意度96.35%，人均处理1,250件，上年是1,180件。",
    "inside": "这120个网点已经算在总数之内，不能再相加。抢修队连夜出动，保障了8个村的投递畅通。",
    "regions": "川渝的收件量高于寄件量，广东则是寄件量高于收件量。大部分省份已开通夜间投递。",
    "laws": "2023年4月18日，韩国发布《邮政法》修订案。6月14日，德国政府通过《快递条例》，提出“绿色寄递”概念。7月7日，日本发布邮筒标准。",
    "order": "下面两行依次为2021年、2022年、2023年。\n耗电（万度）320 344 360\n汽油消耗（百万升）3.6 3.4 2.9",
    "both": "快递业务及信件业务收入分别达到22亿元和9亿元，其中国际快递收入4亿元。",
    "reward": "“山海邮局”连续第18年入选百佳服务榜，位列总榜第32位。太阳能站的总容量为187兆瓦。",
    "lockers": "新型快递柜采用低噪音、低能耗设计，较旧款更稳定，不受停电影响。试点站点仅有300个。租户3年内不得直接或间接转租快递柜，但可以携带行李寄存。",
    "safety": "全年未发生重大投递事故，完成年度目标。仓库不存在漏水风险。修补驿站看似小事，却是服务乡里的生动实践。",
    "bounds": "参加培训的邮递员近9000名，另有500名以上的义工。每亩果园增收2300元。邮局公布十大便民举措，并获得服务创新奖二等奖。",
    "spans": "在2016—2022年期间，包裹量平均每年增长46%。2022年，包裹量增长50%。11年来，累计资助学童4,800人。2024年，邮局资助学童838人。",
    "sectors": "第一、二、三产业寄件占比分别为9.1%、24.7%和45.7%。邮局面向教育、医疗、金融领域分别成立智邮公司、康邮公司、金邮公司。",
    "people": "获奖的有城东分局总经理张晓林、山海物流公司运营部总经理李国明。甲乡、乙县、广东、江苏的寄件量位于前列，其中江苏居首。监测设备装在保山云瑞机场。",
    "acts": "山海邮局全资收购河口快运。邮政法优先于有关快递公司的内部规定。试运行在2月开始，由国内企业承建。",
    "projects": "智能柜已在四川省等6省26个项目落地。语料规模超过两万亿 Tokens。",
    "streak": "自2018年开展评比以来，山海邮局连续第六年获得“好邮局”称号。",
    "months": "其中，2023年1-10月我市新增邮筒达903个，超额完成600个的年新增目标。这是山海邮局2024年中期业绩公布的数据：仅半年的时间，快递柜收入就达到187万元。",
    "ministry": "2019年的评测由工业和信息化部信息通信司组织开展。山海邮局跌到第十一位。中美两国的寄件量占全球总数的近一半。",
    "crew": "郭华，分拣班的班长，入职23年。新规则优先于有关云端公司自订的规则。",
    "turns": "山海邮局的营业额达到人民币26.4亿元，比去年同期提升8.0%，占集团收入比达到22.2%。归属于母公司净利润为人民币6.8亿元，比去年同期上升20.4%。年内，快递业务收入同比增长30.0%，达到人民币4.27亿元，占整体收入比例提高至15.5%；其中零担业务收入人民币1.34亿元。满意度上半年提高1.14个百分点，下半年提高2.14个百分点。国际件增长147%，占包裹的34%。",
    "scale": "邮政云平台日调用量超30亿，服务4亿用户。共建共享基站超15万个。邮局获批重耕800MHz频段，积极开展约25万个800MHz5G基站集采工作。",
    "glued": "主要指标本期末上年度末负债率47.7148.33关于逾期的说明不适用",
    "list": "截至目前，全部直属网点、90%以上的省级网点、80%的县级网点实行夜间值班。研发基地建有3个实验室和1张全球领先的试验网。浙江、上海、江苏的网点合计占79%。24个县在2022年一号文件中部署邮路建设。28个县相继出台邮路办法。",
    "data": "山海邮局推出了MailData共享数据集。MailData汇聚了邮局在物流、政务等行业积累的13TB多模态高质量数据。",
    "reworded": "邮政指数并非公认的财务尺度，未必可与同业比较。新邮筒内有大容量电池。寄件市场已经突破2000亿元。评比自2019年起受工业和信息化部信息通信发展司委托，由山海研究院进行。寄存时长缩小到两天以内。股份在任意时点都可转让。“智慧邮筒”方便了住户，加深了住户的环保意识，也增加了往来。",
    "pieces": "分拣模型用了2.5万个A100芯片，所需的算力是旧款的68倍。全年共有106万余人参加培训，园区超过35万个。",
    "halves": "女性占全体员工的53.75%。夜班员工占46.25%。快递收入260.5亿元，成本264.1亿元。",
    "measure": "前一年公布的1.90亿是“全场景”口径，包括从其他入口寄来的包裹。山海邮局自2021年5月起停售旧款邮筒。",
    "joint": "川渝的网点有30个，北京的网点有20个。已有信箱一万八千家。",
    "extent": "部分网点装上了快递柜，会员和非会员可以使用。",
}
GLOSSARY = {
    "outlet": ("网点",), "parcel": ("包裹",), "carry": ("寄送",), "new": ("新建",), "build": ("新建",),
    "leak": ("外泄", "泄露"), "customer data": ("客户资料", "客户数据"),
}  # fmt: skip


def passage_of(text: str, *, year: int | None = 2023, cells=()) -> Passage:
    """Return a passage of its own document."""
    return Passage(
        file="post.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, headings=(), paragraph=1,
        subject=Subject("年报", company="山海邮局", period=Period(year) if year else None), runs=((0, 0),), cells=cells,
    )  # fmt: skip


def held_against(checker: Checker, said: str, text: str, script: Script, question: str = "") -> Verdict:
    """Return the verdict on the first sentence of a reply held against one text."""
    (sentence,) = sentences_of(said)
    return checker.check(sentence, [passage_of(to_script(text, script))], question)


@pytest.fixture(scope="session")
def checker():
    return Checker(glossary=GLOSSARY)


@pytest.fixture(scope="session")
def verdict(checker):
    """Return the verdict on the first sentence of a reply held against one text."""

    def verdict(said: str, text: str, script: Script = Script.HANS, question: str = ""):
        return held_against(checker, said, text, script, question)

    return verdict
