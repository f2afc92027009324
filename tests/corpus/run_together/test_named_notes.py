"""Notes that say what they are; golden cases are in test_notes."""

from corpus.run_together.named_notes import find_named


def test_a_group_of_notes_has_its_own_marks():
    text = "自由现金1增长。附注1：自由现金不是准则指标。净利润1下降。附注1：净利润已重述。"
    assert [[text[m.start - 3 : m.start] for m in n.marks] for n in find_named(text, [])] == [
        ["由现金"],
        ["净利润"],
    ]


def test_one_mark_may_stand_in_several_places():
    text = "移动用户1净减，其中新用户1达到二百。附注1：含新用户。"
    assert [len(note.marks) for note in find_named(text, [])] == [2]


def test_many_places_are_no_marks():
    text = "甲1乙。" * 5 + "附注1：说明各项内容。"
    assert [note.marks for note in find_named(text, [])] == [()]


def test_a_border_ends_a_note():
    text = "附注1：没有句号的说明下一节的文字。"
    (note,) = find_named(text, [11])
    assert note.body.of(text) == "没有句号的说明"[:7]


def test_text_without_notes():
    assert find_named("没有附注。", []) == []
