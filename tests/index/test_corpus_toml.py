"""A corpus.toml that changes makes indexing read its files again, and its companies are known to the index."""

from corpus.subject import Period
from index.search import Searcher
from tests.fakes import CountingEncoder, HashEncoder


def say(documents, text):
    (documents / "corpus.toml").write_text(text, encoding="utf-8")


def test_a_changed_statement_is_read_again_and_nothing_else_is_encoded(index, documents, folder):
    index()
    fingerprint = Searcher.open(folder, encoder=HashEncoder()).manifest.fingerprint
    say(documents, '[[document]]\nfile = "仓库.md"\nperiod = "2021-Q2"\n')
    encoder = CountingEncoder()
    report = index(encoder)
    assert not report.unchanged
    assert report.skipped == ()
    opened = Searcher.open(folder, encoder=HashEncoder())
    periods = {p.file: p.subject.period for p in opened.passages}
    assert str(periods["仓库.md"]) == "2021-Q2"
    assert periods["網絡.md"] == Period(2024)
    assert opened.manifest.fingerprint != fingerprint
    assert len(encoder.passages) == report.encoded == sum(p.file == "仓库.md" for p in opened.passages)
    assert index().unchanged


def test_companies_of_the_documents_are_kept(index, documents, folder):
    (documents / "網絡.md").write_text("# 海灣郵遞有限公司2024年年報\n\n新站啟用。\n", encoding="utf-8")
    say(documents, '[companies]\n"山海邮递" = ["山海邮局", "Shanhai Post"]\n')
    index()
    names = Searcher.open(folder, encoder=HashEncoder()).names
    assert names.found_in("shanhai post与山海邮局、海湾邮递和中国移动") == [
        "山海邮递",
        "山海邮递",
        "海湾邮递",
        "中国移动",
    ]
    passages = Searcher.open(folder, encoder=HashEncoder()).passages
    assert {p.company for p in passages if p.file == "仓库.md"} == {"山海邮递"}
