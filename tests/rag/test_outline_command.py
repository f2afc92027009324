"""``rag outline``: as lines and as JSON, on files of every script, and on the real reports against their outline."""

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from rag.cli import cli

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
GLUED = "003_6f3f0f6aae2f01ab.txt"
# Where the press archive of the glued file ends and its reports begin.
FIRST_REPORT, NEAR = 294_330, 30


def run(*arguments):
    done = CliRunner().invoke(cli, ["outline", *map(str, arguments)], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "年報.md").write_text("# 網絡\n\n## 基站\n\n新建 46 個。\n", encoding="utf-8")
    (tmp_path / "简报.txt").write_text("# 网络\n\n新建 46 个。\n", encoding="gb18030")
    (tmp_path / "壞.pdf").write_bytes(b"%PDF-1.7\nnothing")
    return tmp_path


def test_every_file_has_its_tree_and_the_unreadable_one_is_named(folder):
    status, out, err = run(folder)
    assert status == 0
    assert "年報.md  (Markdown, UTF-8, hant" in out
    assert "简报.txt  (text, GB18030, hans" in out
    assert "    ## 基站  9  (1 paragraph)" in out
    assert "壞.pdf" in err
    assert "Traceback" not in err


def test_json_is_one_object(folder):
    status, out, _ = run(folder, "--json")
    data = json.loads(out)
    assert status == 0
    assert [file["file"] for file in data["files"]] == sorted(file["file"] for file in data["files"])
    assert [Path(skipped["path"]).name for skipped in data["skipped"]] == ["壞.pdf"]


def test_paragraphs_and_dropped_places_are_listed_on_demand(folder):
    _, out, _ = run(folder / "年報.md", "--paragraphs", "--dropped")
    assert "¶3 text" in out
    assert "    0–1  #" in out


def test_a_missing_path_is_one_message(tmp_path):
    with pytest.raises(Exception, match="no such file"):
        run(tmp_path / "沒有")


@pytest.mark.parametrize(("text", "encoding"), [("网点开门。", "utf-7"), ("據點開門。", "utf-7")])
def test_a_named_encoding_is_taken(tmp_path, text, encoding):
    (tmp_path / "a.txt").write_text(text, encoding=encoding)
    _, out, _ = run(tmp_path, "--encoding", encoding, "--json")
    (file,) = json.loads(out)["files"]
    assert (file["characters"], file["remarks"]) == (len(text), [])


def test_a_glob_that_fits_no_file_is_told(folder):
    (folder / "corpus.toml").write_text('[[document]]\nfile = "無*.txt"\ntitle = "無"\n', encoding="utf-8")
    _, _, err = run(folder)
    assert 'file = "無*.txt" fits no file here' in err


@pytest.fixture(scope="module")
def reports():
    if not (REPORTS / GLUED).exists():
        pytest.skip("the real reports lie beside the project, not in it")
    _, out, _ = run(REPORTS, "--json")
    return {file["file"]: file for file in json.loads(out)["files"]}


def listed():
    """Return the offsets of the documents that the hand-made outline lists, in order."""
    with (REPORTS / "003-outline.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [(int(row["offset"]), row["kind"]) for row in csv.DictReader(lines, delimiter="\t")]
    return [offset for offset, kind in rows if not kind.startswith(("part", "section"))]


def f1(found, wanted):
    """Return F1 of the starts within the range that ``wanted`` lists; what stands beyond is kept apart."""
    near = range(min(wanted) - NEAR, max(wanted) + NEAR)
    found = [start for start in found if start in near]
    hit = sum(any(abs(start - want) <= NEAR for start in found) for want in wanted)
    return 2 * hit / (len(found) + len(wanted))


@pytest.mark.parametrize(("news", "floor"), [(True, 0.80), (False, 0.90)])
def test_documents_within_the_glued_file_are_found(reports, news, floor):
    starts = [part["start"] for part in reports[GLUED]["parts"]]
    assert f1(starts, [offset for offset in listed() if (offset < FIRST_REPORT) == news]) >= floor


def test_white_papers_have_all_their_pages_in_order(reports):
    papers = [part for part in reports[GLUED]["parts"] if part["kind"] == "white paper"]
    assert len(papers) == 10
    for paper in papers:
        assert [page["number"] for page in paper["pages"]] == list(range(1, len(paper["pages"]) + 1))
        assert all(a["start"] < b["start"] for a, b in pairwise(paper["pages"]))
        assert len(paper["pages"]) >= 30


def test_every_report_is_read(reports):
    assert {name[:3] for name in reports} >= {"000", "001", "002", "003", "004"}
    texts = [file for name, file in reports.items() if name.endswith(".txt")]
    assert all(file["sections"] or file["parts"] for file in texts)
