"""A corpus.toml beside the files says what the rules cannot know, and is told apart from what they read."""

import os

import pytest

from corpus.corpus_toml import find_statement
from corpus.errors import SourceError
from corpus.files import read_files
from corpus.subject import DocumentKind, Evidence, Period

REPORT = "# 山海郵遞2024年報告\n\n新開三間門市。\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "卷"
    (place / "子").mkdir(parents=True)
    (place / "甲.md").write_text(REPORT, encoding="utf-8")
    (place / "子" / "乙.md").write_text(REPORT, encoding="utf-8")
    return place


def say(place, text):
    (place / "corpus.toml").write_text(text, encoding="utf-8")


def subjects(place):
    return {d.file: d.subject for d in read_files([place]).documents}


def test_what_is_said_goes_before_what_is_read(folder):
    assert subjects(folder)["甲.md"].period == Period(2024)
    say(
        folder,
        '[[document]]\nfile = "甲*.md"\ntitle = "山海郵遞季報"\ncompany = "山海郵政"\nkind = "quarterly report"\n'
        'period = "2020-Q3"\npublished = 2020-10-21\n[companies]\n"山海邮递" = ["山海邮政"]\n',
    )
    told, other = subjects(folder)["甲.md"], subjects(folder)["子/乙.md"]
    assert (told.title, told.company, told.kind) == (
        "山海郵遞季報",
        "山海邮递",
        DocumentKind.QUARTERLY_REPORT,
    )
    assert (str(told.period), told.published) == ("2020-Q3", "2020-10-21")
    assert {e.words for e in told.evidence} == {"corpus.toml"}
    assert (other.title, other.period) == ("山海郵遞2024年報告", Period(2024))


def test_companies_of_the_corpus_are_known_to_the_rules(folder):
    assert subjects(folder)["甲.md"].company is None
    say(folder, '[companies]\n"山海邮政" = ["山海邮递", "Shanhai Post"]\n')
    assert subjects(folder)["甲.md"].company == "山海邮政"
    assert Evidence("company", "山海郵遞") in subjects(folder)["甲.md"].evidence


def test_a_nearer_file_and_a_later_entry_go_before(folder):
    say(
        folder,
        '[[document]]\nfile = "*.md"\nperiod = 2019\nkind = "annual report"\n[[document]]\nfile = "甲.md"\nperiod = 2020\n',
    )
    say(folder / "子", '[[document]]\nfile = "乙.md"\nperiod = "2021-H1"\n')
    told = subjects(folder)
    assert [str(told[f].period) for f in ("甲.md", "子/乙.md")] == ["2020", "2021-H1"]
    assert {s.kind for s in told.values()} == {DocumentKind.ANNUAL_REPORT}


def test_a_field_can_be_said_to_be_unknown(folder):
    say(folder, '[[document]]\nfile = "*.md"\nperiod = ""\n')
    assert subjects(folder)["甲.md"].period is None
    assert Evidence("period", "corpus.toml") in subjects(folder)["甲.md"].evidence


def test_a_part_is_named_by_a_piece_of_its_title(tmp_path):
    filling = "各地的门店都在春天完成了改造，客人比去年多了一成。"
    pages = "".join(f"山海邮局2022年年度报告{n}{filling * 60}" for n in range(1, 8))
    (tmp_path / "卷.txt").write_text(filling * 20 + pages, encoding="utf-8")
    say(
        tmp_path,
        '[[document]]\nfile = "卷.txt"\npart = "山海郵局2022年"\ncompany = "山海邮局"\nperiod = "2022-H1"\n',
    )
    read = read_files([tmp_path]).documents[0]
    told = [p.subject for p in read.parts if "2022年" in p.subject.title]
    assert told
    assert {(s.company, str(s.period)) for s in told} == {("山海邮局", "2022-H1")}
    assert (read.company, read.period if hasattr(read, "period") else read.year) == (None, None)


def test_the_encoding_that_is_said_is_used(folder):
    (folder / "丙.txt").write_bytes("山海邮递在山里新开三间门市。".encode("gb18030"))
    say(folder, '[[document]]\nfile = "丙.txt"\nencoding = "gb18030"\n')
    read = read_files([folder])
    assert [(s.file, s.encoding) for s in read.sources if s.encoding] == [("丙.txt", "gb18030")]
    assert "山海邮递在山里新开三间门市。" in [d.text for d in read.documents]


def test_a_file_that_is_read_by_its_name_has_its_statement_too(folder):
    say(folder, '[[document]]\nfile = "甲.md"\nperiod = 2020\n')
    assert subjects(folder / "甲.md")["甲.md"].year == 2020


def test_what_lies_above_the_folder_that_is_read_says_nothing(folder):
    say(folder, '[[document]]\nfile = "**/乙.md"\nperiod = 2020\n')
    assert subjects(folder / "子")["乙.md"].year == 2024


def test_a_pattern_that_fits_nothing_is_told(folder):
    say(folder, '[[document]]\nfile = "丁*.md"\nperiod = 2020\n')
    skipped = [s.reason for s in read_files([folder]).skipped]
    assert len(skipped) == 1
    assert "丁*.md" in skipped[0]
    assert "fits no file" in skipped[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[document]\n", ["TOML"]),
        ('[[document]]\nfile = "a"\nyear = 2020\n', ["year", "Allowed: file, part, title", "[[document]] 1"]),
        ('[[document]]\nfile = "a"\nperiod = "2020-Q5"\n', ["2020-Q5", "2020-H1"]),
        ('[[document]]\nfile = "a"\nperiod = true\n', ["period", "text in quotes"]),
        ('[[document]]\nfile = "a"\nkind = "novel"\n', ["novel", "annual report", "white paper"]),
        ('[[document]]\nfile = "a"\npublished = "2020-13"\n', ["2020-13", "2020-10"]),
        ('[[document]]\nfile = "a"\npublished = "2020-02-30"\n', ["2020-02-30"]),
        ('[[document]]\nfile = "a"\nencoding = "utf-9"\n', ["utf-9", "gb18030"]),
        ('[[document]]\nfile = "a"\npart = "b"\nencoding = "big5"\n', ["encoding", "part"]),
        ('[[document]]\nperiod = "2020"\n', ["file is missing"]),
        ("[[document]]\nfile = 3\n", ["file", "text in quotes"]),
        ("document = 3\n", ["[[document]]"]),
        ("document = [3]\n", ["[[document]]"]),
        ("companies = 3\n", ["[companies]"]),
        ('[companies]\nx = "y"\n', ["[companies]", "x", "list of names"]),
        ('[companies]\n山海 = ["x"]\n', ["TOML", '"山海" =']),
        ("[documents]\n", ["documents", "[[document]] and [companies]"]),
        (b"\xff\xfe", ["TOML"]),
    ],
)
def test_what_cannot_be_understood_is_one_clear_error(folder, text, words):
    place = folder / "corpus.toml"
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceError) as failed:
        read_files([folder])
    message = str(failed.value)
    assert message.startswith(str(place))
    assert [w for w in words if w not in message] == []
    assert "\n" not in message


def test_a_statement_that_changes_is_read_again(folder):
    digests = set()
    for year in (2020, 2021):
        say(folder, f'[[document]]\nfile = "甲.md"\nperiod = {year}\n')
        os.utime(folder / "corpus.toml", ns=(year, year))
        statement = find_statement(folder, folder / "甲.md")
        assert statement is not None
        assert statement.said.period == Period(year)
        digests.add(statement.digest)
    assert len(digests) == 2
    assert find_statement(folder, folder / "子" / "乙.md") is None
