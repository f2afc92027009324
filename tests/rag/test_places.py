"""Which index is asked: as given, the nearest .rag upwards, else the sample's."""

from pathlib import Path

from rag.places import INDEX_FOLDER, nearest_index, resolve_index, sample_index, sample_sources


def test_the_nearest_index_upwards_is_taken(tmp_path):
    deep = tmp_path / "甲" / "乙" / "丙"
    deep.mkdir(parents=True)
    (tmp_path / INDEX_FOLDER).mkdir()
    assert nearest_index(deep) == resolve_index(None, start=deep) == tmp_path / INDEX_FOLDER
    (tmp_path / "甲" / INDEX_FOLDER).mkdir()
    assert nearest_index(deep) == tmp_path / "甲" / INDEX_FOLDER
    (deep / INDEX_FOLDER).mkdir()
    assert nearest_index(deep) == deep / INDEX_FOLDER


def test_a_file_of_that_name_is_no_index(tmp_path):
    (tmp_path / INDEX_FOLDER).write_text("")
    assert nearest_index(tmp_path) != tmp_path / INDEX_FOLDER


def test_what_is_given_is_taken_as_it_is(tmp_path):
    (tmp_path / INDEX_FOLDER).mkdir()
    assert resolve_index(Path("別處"), start=tmp_path) == Path("別處")


def test_without_any_the_sample_is_asked(tmp_path):
    if nearest_index(tmp_path) is None:
        assert resolve_index(None, start=tmp_path) == sample_index()


def test_the_sample_is_there_and_its_index_lies_outside():
    assert len(list(sample_sources().iterdir())) >= 10
    assert not sample_index().is_relative_to(sample_sources())
