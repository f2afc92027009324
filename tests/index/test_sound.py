"""Sounds: wrong characters find the right word."""

from index.sound import build_sounds, same_sounding, sound


def test_sounds_have_no_tones_and_part_syllables():
    assert (sound("基站"), sound("机站"), sound("西安"), sound("先")) == (
        "ji'zhan",
        "ji'zhan",
        "xi'an",
        "xian",
    )
    assert sound("5G") == ""


def test_the_commonest_bigrams_of_a_sound_are_kept():
    sounds = build_sounds({"基站": 0.2, "机站": 0.1, "急站": 0.1, "记站": 0.05, "网络": 0.3})
    assert sounds == {"ji'zhan": ("基站", "急站", "机站"), "wang'luo": ("网络",)}
    assert build_sounds({"ab": 0.1}) == {}


def test_a_wrong_character_finds_the_word_of_the_index_but_not_itself():
    sounds = build_sounds({"基站": 0.2, "奥运": 0.1})
    assert same_sounding(["机站", "傲运", "基站", "没有"], sounds) == ["基站", "奥运"]
