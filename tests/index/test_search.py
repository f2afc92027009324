"""Searching: the right passage, in either script, with scores that mean what they say."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.script import convert
from index.expand import ExpansionWeights
from index.manifest import check_files, generation, read_manifest
from index.search import Query, Searcher, SearchSettings
from index.types import Hit
from tests.fakes import HashEncoder

QUESTIONS = {
    "山区新建了多少个站点？": "網絡.md",
    "运输车换成了什么车？": "網絡.md",
    "仓库加装了什么？": "仓库.md",
    "新员工先培训几周再上岗？": "仓库.md",
    "会员生日寄送什么？": "子/會員.txt",
    "覆盖率96.5%": "網絡.md",
}


@pytest.fixture
def searcher(index, folder):
    index()
    return Searcher.open(folder, encoder=HashEncoder())


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


@pytest.mark.parametrize(("question", "file"), QUESTIONS.items())
def test_the_same_question_in_any_script_finds_the_same(searcher, question, file):
    found = searcher.search(Query(question))
    assert found[0].passage.file == file
    for wording in ("s2t", "s2hk"):
        asked = convert(question, wording)
        assert ids(searcher.search(Query(asked))) == ids(found)
        assert [h.score for h in searcher.search(Query(asked))] == pytest.approx([h.score for h in found])
        own, other = (searcher.expander.lexical.scores(searcher.expander.terms(q)) for q in (question, asked))
        assert own.tolist() == other.tolist()


def test_hits_are_ranked_and_scored(searcher):
    hits = searcher.search(Query("仓库的照明"))
    assert [h.rank for h in hits] == [1, 2, 3, 4, 5]
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(searcher.passages[h.position] == h.passage for h in hits)
    assert all(h.lexical >= 0 and -1 <= h.dense <= 1 and 0 <= h.score <= 1 for h in hits)


@pytest.mark.parametrize(("k", "count"), [(0, 0), (-1, 0), (1, 1), (5, 5), (99, 5)])
def test_k_hits_at_most(searcher, k, count):
    assert len(searcher.search(Query("仓库"), k)) == count


@pytest.mark.parametrize("question", ["", " ", "\u3000\n"])
def test_no_question_no_hits(searcher, question):
    assert searcher.search(Query(question)) == []


@pytest.mark.parametrize("question", ["？", "xyzzy", "😀", "\udce7\udcb6", "\x00", "的" * 2000, "𠮷"])
def test_odd_questions_are_no_error(searcher, question):
    assert len(searcher.search(Query(question))) == 5


def test_year_and_company_of_a_question_add_and_take(searcher):
    plain = {h.passage.id: h.score for h in searcher.search(Query("去年"))}
    dated = {h.passage.id: h.score for h in searcher.search(Query("去年", years=frozenset({2024})))}
    change = {id_: round(dated[id_] - score, 4) for id_, score in plain.items()}
    assert {id_.split(".")[0]: value for id_, value in change.items()} == {
        "網絡": 0.1,
        "仓库": -0.1,
        "子/會員": 0.0,
    }


def test_dense_and_lexical_weights(index, folder):
    index()
    for weight in (0.0, 1.0):
        settings = SearchSettings(dense_weight=weight, expansion=ExpansionWeights())
        found = Searcher.open(folder, encoder=HashEncoder(), settings=settings).search(Query("仓库的照明"))
        key = [h.dense if weight else h.lexical for h in found]
        assert key == sorted(key, reverse=True)


def test_several_threads_get_the_same_answers(searcher):
    expected = {question: ids(searcher.search(Query(question))) for question in QUESTIONS}
    with ThreadPoolExecutor(4) as pool:
        asked = list(QUESTIONS) * 5
        found = list(pool.map(lambda q: ids(searcher.search(Query(q))), asked))
    assert found == [expected[q] for q in asked]


def test_an_index_rebuilt_while_it_is_opened_opens(index, folder, monkeypatch):
    index()

    def rebuild_twice(folder, manifest, place):
        with monkeypatch.context() as patch:
            patch.undo()
            monkeypatch.setattr("index.search.check_files", check_files)
            index(HashEncoder(32))
            index()
        return check_files(folder, manifest, place)

    monkeypatch.setattr("index.search.check_files", rebuild_twice)
    assert len(Searcher.open(folder, encoder=HashEncoder())) == 5


def test_a_generation_resolved_before_a_rebuild_is_still_whole(index, folder):
    index()
    place = generation(folder)
    index(HashEncoder(32))
    manifest = read_manifest(folder, place)
    check_files(folder, manifest, place)
    assert manifest.recipe.dim == 64


def test_opening_says_what_the_encoder_does(index, folder, monkeypatch):
    index()
    said = []

    def opened(_name, *, announce):
        announce("downloading")
        return HashEncoder()

    monkeypatch.setattr("index.search.open_encoder", opened)
    Searcher.open(folder, announce=said.append)
    assert said == ["downloading"]


def test_copies_of_a_passage_do_not_fill_the_list(index, folder, documents):
    text = "# 食堂的規矩\n\n食堂早上七點開門，過了九點就沒有熱粥，晚到的人只能吃冷饅頭。\n"
    for number in range(8):
        (documents / f"抄件{number}.md").write_text(text, encoding="utf-8")
    index()
    searcher = Searcher.open(folder, encoder=HashEncoder())
    files = [hit.passage.file for hit in searcher.search(Query("食堂早上几点开门"), 4)]
    assert sum(file.startswith("抄件") for file in files) == 1
    assert len(searcher.search(Query("食堂早上几点开门"), 20)) == len(searcher)
