"""The gate: what is said stands in a cited place; else a refusal that names what is nearest."""

from dataclasses import replace

import pytest

from corpus.reading import Box
from corpus.script import fold, to_script
from corpus.subject import DocumentKind, Period, Subject
from corpus.types import Cell, Passage, Script, Span
from index.types import Hit
from rag.compose import Claim, Draft, ShortAnswer
from rag.ground import citation, grounded
from rag.question import read_question
from rag.verify import Sources, problems_of

TEXT = "山海邮局2023年新建网点120个，见附图[3]。\n郵局沒有調整郵費。全年 收入5.8亿元。"


def passage(text=TEXT, year=2023, company=None, raw=None):
    return Passage(
        file="郵局.md", span=Span(0, len(text)), source=Span(10, 10 + len(text)), text=text, subject=Subject("摘要", company=company, period=Period(year) if year else None),
        headings=("網點",), paragraph=2, runs=((0, 10),), page=4, raw=raw,
    )  # fmt: skip


def hit(given=None, rank=1):
    return Hit(given or passage(), 0, rank, 0.7, 1.0, 0.9)


def claim(words, given=None):
    given = given or passage()
    at = given.text.index(words)
    return Claim(given, Span(at, at + len(words)))


def short(words, number=0):
    at = TEXT.index(words)
    return ShortAnswer(number, Span(at, at + len(words)))


def ground(question, draft, hits=None, threshold=0.5):
    found = [hit()] if hits is None else hits
    return grounded(read_question(question), found, draft, threshold=threshold, composer="extractive")


ITEMS = ("郵局", "郵費")
FIRST, SECOND, THIRD = "山海邮局2023年新建网点120个，见附图[3]。", "郵局沒有調整郵費。", "全年 收入5.8亿元。"
SURE = (0.9, 0.9)


@pytest.fixture
def sources(tmp_path):
    (tmp_path / "郵局.md").write_text("#" * 10 + TEXT, encoding="utf-8")
    return Sources.below(tmp_path)


def test_every_claim_is_cited_in_order():
    draft = Draft((claim(FIRST), claim(THIRD)), *SURE, short("120个"))
    answer = ground("新建了多少网点？", draft)
    assert answer.answer.split("\n") == [
        "120个 [1]",
        "“山海邮局2023年新建网点120个，见附图［3］。” [1]",
        "“全年 收入5.8亿元。” [2]",
    ]
    assert [c.number for c in answer.citations] == [1, 2]


def test_a_quote_is_the_slice_of_the_source(sources):
    answer = ground("新建了多少网点？", Draft((claim(FIRST), claim(SECOND)), *SURE, short("120个")))
    for cited in answer.citations:
        assert cited.quote == sources.text("郵局.md")[cited.start : cited.end]
    assert list(problems_of(answer.to_json(), sources)) == []


def test_marks_in_a_source_are_not_ours(sources):
    for sure in (0.9, 0.0):
        answer = ground("附图是哪个？", Draft((claim(FIRST),), sure, sure, short("图[3]")))
        assert "[3]" not in answer.answer
        assert list(problems_of(answer.to_json(), sources)) == []


def test_a_citation_says_where_it_stands():
    cited = citation(7, claim(SECOND))
    at = 10 + TEXT.index(SECOND)
    assert (cited.number, cited.start, cited.end, cited.quote) == (7, at, at + len(SECOND), SECOND)
    assert (cited.file, cited.paragraph, cited.page, cited.year) == ("郵局.md", 2, 4, 2023)
    assert (cited.title, cited.section, cited.id) == ("摘要", ("網點",), passage().id)


@pytest.mark.parametrize(
    ("question", "script", "opening", "short_answer"),
    [
        ("全年收入多少？", Script.HANS, "“", "5.8亿元"),
        ("全年收入多少億？", Script.HANT, "「", "5.8億元"),
        ("How much revenue?", Script.NONE, "“", "5.8亿元"),
    ],
)
def test_the_frame_follows_the_question_and_the_quote_the_source(question, script, opening, short_answer):
    answer = ground(question, Draft((claim(THIRD),), *SURE, short("5.8亿元")))
    assert (answer.script, answer.short_answer) == (script, short_answer)
    assert answer.answer.split("\n")[1].startswith(opening + THIRD)


@pytest.mark.parametrize(
    ("question", "says", "nearest"),
    [
        ("火星上有几个网点？", "文档里没有找到答案。", "最接近的段落："),
        ("火星上有幾個網點？", "文件裡沒有找到答案。", "最接近的段落："),
        ("How many offices on Mars?", "The documents do not say.", "Nearest paragraphs:"),
    ],
)
def test_a_refusal_names_what_is_nearest_in_the_questions_script(question, says, nearest):
    answer = ground(question, Draft((claim(THIRD), claim(SECOND)), 0.2, 0.45))
    lines = answer.answer.split("\n")
    assert (lines[0], lines[1]) == (says, nearest)
    assert [line[-3:] for line in lines[2:]] == ["[1]", "[2]"]
    assert (answer.abstained, answer.short_answer, len(answer.citations)) == (True, None, 2)


def test_no_claims_is_a_refusal_with_the_best_hits():
    other = passage("海灣巴士投放電動巴士85輛。")
    answer = ground("邮局和巴士？", Draft((), 0.0, 0.0), [hit(), hit(other, 2), hit(rank=3)])
    assert [c.quote[:4] for c in answer.citations] == ["山海邮局", "海灣巴士"]


def test_nothing_found_at_all_is_said_too(sources):
    answer = ground("火星？", Draft((), 0.0, 0.0), [])
    assert (answer.answer, answer.citations, answer.passages) == ("文档里没有找到答案。", (), ())
    assert list(problems_of(answer.to_json(), sources)) == []


def test_the_threshold_decides():
    draft = Draft((claim(THIRD),), 0.1, 0.6)
    assert not ground("收入？", draft, threshold=0.6).abstained
    assert ground("收入？", draft, threshold=0.61).abstained


def test_a_refusal_says_which_words_and_constraints_are_not_met():
    draft = Draft((claim(THIRD),), 0.1, 0.45, missing=("火星", "mars"))
    assert ground("聯通2019年的火星網點？", draft).answer.split("\n")[0] == (
        "文件裡沒有找到答案。沒有一處提到：火星。最接近的段落說的不是中國聯通、2019年。"
    )
    assert ground("Mars for China Unicom in 2019?", draft).answer.split("\n")[0] == (
        "The documents do not say. Nothing mentions: Mars. The nearest paragraphs are not about China Unicom, 2019."
    )


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("猫为什么怕水？", "文档里没有找到答案，也没有相近的段落。"),
        ("貓為什麼怕水？", "文件裡沒有找到答案，也沒有相近的段落。"),
    ],
)
def test_a_refusal_shows_nothing_where_nothing_is_near(question, says):
    answer = ground(question, Draft((claim(SECOND),), 0.1, 0.1))
    assert (answer.answer, answer.citations) == (says, ())


def beside(text, file="另.md"):
    given = replace(passage(text), file=file, source=Span(0, len(text)), runs=((0, 0),))
    return Claim(given, Span(0, len(text)))


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("2023年收入多少？", "两处说法不同：5.8亿元 [1]；7.1亿元 [2]"),
        ("2023年收入多少錢？請問", "兩處說法不同：5.8億元 [1]；7.1億元 [2]"),
        ("How much revenue in 2023?", "Two places differ: 5.8亿元 [1]; 7.1亿元 [2]"),
    ],
)
def test_places_that_disagree_are_shown_side_by_side(question, line, tmp_path):
    texts = {"甲.md": "2023年收入5.8亿元。", "乙.md": "2023年公司收入达到7.1亿元。"}
    claims = tuple(beside(text, file) for file, text in texts.items())
    answer = ground(question, Draft(claims, *SURE, ShortAnswer(0, Span(7, 12))))
    assert answer.answer.split("\n")[0] == line
    assert fold(answer.short_answer) == "5.8亿元"
    for file, text in texts.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    assert list(problems_of(answer.to_json(), Sources.below(tmp_path))) == []


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("2023年收入为什么下降？", "文中说的是增长：2023年收入增长3% [1]"),
        ("2023年收入為什麼衰退？", "文中說的是增長：2023年收入增長3% [1]"),
        ("Why did revenue decline in 2023?", "The text says otherwise (“增长”): 2023年收入增长3% [1]"),
    ],
)
def test_a_false_premise_is_corrected_even_where_the_draft_would_be_refused(question, line, tmp_path):
    text = "2023年收入增长3%。"
    answer = ground(question, Draft((claim(SECOND), beside(text)), 0.1, 0.1))
    assert answer.answer.split("\n")[0] == line
    assert (answer.abstained, len(answer.citations)) == (False, 1)
    (tmp_path / "另.md").write_text(text, encoding="utf-8")
    assert list(problems_of(answer.to_json(), Sources.below(tmp_path))) == []


def test_a_constraint_that_a_nearest_paragraph_meets_is_not_named():
    given = passage(company="中国联通")
    draft = Draft((claim(THIRD, given),), 0.1, 0.45)
    assert "说的不是" not in ground("联通2023年的火星网点？", draft, [hit(given)]).answer


def test_a_nearest_paragraph_is_shown_without_tags_and_cut():
    text = "脚注说明" * 20
    tagged = passage(text, raw=f"1</sup>{text}"[: len(text)])
    lines = ground("火星？", Draft((Claim(tagged, Span(0, len(text))),), 0.1, 0.45)).answer.split("\n")
    assert lines[-1] == f"“{text[:60]}…” [1]"


@pytest.mark.parametrize(
    ("question", "yes", "words", "expected", "op"),
    [
        ("调整邮费了吗？", False, SECOND, "没有", "denial"),
        ("調整郵費了嗎？", False, SECOND, "沒有", "denial"),
        ("能调整邮费吗？", False, SECOND, "不能", "denial"),
        ("Was the postage changed?", False, SECOND, "No", "denial"),
        ("收入有5.8亿吗？", True, THIRD, "是", "affirmation"),
        ("Is the revenue known?", True, THIRD, "Yes", "affirmation"),
    ],
)
def test_yes_and_no_are_quoted_or_derived(question, yes, words, expected, op, sources):
    answer = ground(question, Draft((claim(words),), *SURE, ShortAnswer(0, yes=yes)))
    assert answer.short_answer == expected
    assert (answer.derivation.op if answer.derivation else None) == op
    assert list(problems_of(answer.to_json(), sources)) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("為什麼山海郵局的營業收入下降了？", "全年營業收入5.8億元，同比增長7.7%"),
        ("为什么山海邮局的营业收入下降了？", "全年营业收入5.8亿元，同比增长7.7%"),
    ],
)
def test_a_short_answer_over_a_footnote_mark_names_its_pieces(question, said, small):
    answer = small.ask(question)
    assert (answer.short_answer, answer.derivation.op) == (said, "joined")
    assert answer.derivation.operands == ("全年营业收入5.8亿元", "，同比增长7.7%")
    assert "<sup>" in answer.citations[0].quote
    assert list(problems_of(answer.to_json(), Sources.of(small.searcher.manifest))) == []


@pytest.mark.parametrize(
    ("source", "text", "runs", "operands"),
    [
        ("全年**收入**5.8亿元。", "全年收入5.8亿元。", ((0, 10), (2, 14), (4, 18)), None),
        ("收入5.8<sup>*</sup>亿元[^2]。", "收入5.8亿元。", ((0, 10), (5, 27), (7, 33)), ("收入5.8亿元", "。")),
        ("收入5.8[^1]亿元。", "收入5.8亿元。", ((0, 10), (5, 19)), ("收入5.8", "亿元。")),
    ],
)  # fmt: skip
def test_only_what_mark_up_does_not_explain_parts_a_short_answer(source, text, runs, operands):
    given = replace(passage(text, raw=source), runs=runs, source=Span(10, 10 + len(source)))
    draft = Draft((claim(text, given),), *SURE, ShortAnswer(0, Span(0, len(text))))
    derivation = ground("2023年收入多少？", draft).derivation
    assert (derivation and derivation.operands) == operands


def test_a_list_names_its_items_each_from_a_quotation(sources):
    text = passage().text
    items = tuple((0, Span(text.index(w), text.index(w) + len(w))) for w in ITEMS)
    answer = ground("有哪些？", Draft((claim(SECOND),), *SURE, ShortAnswer(0, items=items)))
    assert answer.short_answer == "、".join(to_script(w, Script.HANS) for w in ITEMS)
    assert answer.derivation.to_json() == {"op": "list", "operands": list(ITEMS), "unit": ""}
    assert list(problems_of(answer.to_json(), sources)) == []


def test_up_to_twenty_passages_are_reported_best_first():
    found = [Hit(passage(), i, i + 1, 1 - i / 100, 1.0, 0.5) for i in range(30)]
    scores = [p.score for p in ground("收入？", Draft((claim(THIRD),), *SURE), found).passages]
    assert len(scores) == 20
    assert scores == sorted(scores, reverse=True)


def test_a_citation_carries_what_its_document_is():
    told = replace(
        passage(),
        subject=Subject(
            "摘要", DocumentKind.QUARTERLY_REPORT, "中国联通", Period.parse("2020-Q3"), "2020-10-21"
        ),
        also=(Span(90, 99),),
        boxes=(
            Box(10, 4, 1.0, 700.0, 9.0, 712.0),
            Box(40, 4, 1.0, 680.0, 9.0, 692.0),
            Box(60, 5, 1.0, 700.0, 9.0, 712.0),
        ),
    )
    data = citation(1, claim(SECOND, told)).to_json()
    assert (data["kind"], data["period"], data["published"], data["year"]) == (
        "quarterly report", "2020-Q3", "2020-10-21", 2020,
    )  # fmt: skip
    assert data["also"] == [{"start": 90, "end": 99}]
    assert data["boxes"] == [
        {"page": 4, "left": 1.0, "bottom": 700.0, "right": 9.0, "top": 712.0},
        {"page": 4, "left": 1.0, "bottom": 680.0, "right": 9.0, "top": 692.0},
    ]


def test_a_citation_of_an_unknown_document_says_so():
    data = citation(1, claim(FIRST, passage(year=None))).to_json()
    assert [data[f] for f in ("kind", "period", "published", "also")] == [None, None, None, []]
    assert "boxes" not in data


@pytest.mark.parametrize(
    ("text", "unit", "question", "expected", "op"),
    [
        ("收到来信（封） 1,315 903", "封", "收到多少来信？", "903封", "cell"),
        ("納稅額（億元） 469 438", "億元", "交了多少稅？", "438億元", "cell"),
        ("納稅額（億元） 469 438", "億元", "交了多少税？", "438亿元", "cell"),
        ("營收（新台幣千元） 469 438", "新台幣千元", "營收多少？", "新台幣438千元", "cell"),
        ("资本开支（人民币亿元） 469 438", "人民币亿元", "资本开支多少？", "人民币438亿元", "cell"),
        # The unit stands in the value, or nowhere in the quoted words.
        ("出車次數 12次 15次", "次", "出車多少次？", "15次", None),
        ("利润 469 438", "亿元", "利润多少？", "438", None),
    ],
)
def test_a_table_cell_is_given_with_its_unit_where_the_quote_holds_both(
    text, unit, question, expected, op, tmp_path
):
    value = Span(text.rindex(" ") + 1, len(text))
    row = replace(
        passage(text), cells=(Cell(value, text.split()[0], "2019年", unit),), source=Span(0, len(text))
    )
    row = replace(row, runs=((0, 0),), file="表.txt")
    draft = Draft((Claim(row, Span(0, len(text))),), *SURE, ShortAnswer(0, span=value))
    answer = ground(question, draft)
    assert answer.short_answer == expected
    assert (answer.derivation.op if answer.derivation else None) == op
    (tmp_path / "表.txt").write_text(text, encoding="utf-8")
    assert list(problems_of(answer.to_json(), Sources.below(tmp_path))) == []
