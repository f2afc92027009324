import pytest

from corpus.run_together.press.article_kinds import kind_of

# Title and body, folded and in one form.
CASES = [
    ("某港新码头启用", "7月3日，新码头启用。", "news"),
    ("在年会上的讲话", "各位同事：大家好！今年很好。", "speech"),
    ("董事长谈未来五年", "今年很好。明年更好。谢谢大家！", "speech"),
    ("董事长发表主旨演讲", "7月3日，董事长在年会上发表演讲，他说，今年很好。", "news"),
    ("专访队长：泥土里的故事", "队长说，泥土里有故事。", "interview"),
    ("泥土里的故事", "记者：挖到什么？队长：碗。记者：还有呢？队长：灶。", "interview"),
    ("对话专家：好种子怎么选", "专家说，弯下腰去选。", "interview"),
    ("某公司发布智能对话系统", "7月3日，某公司发布系统。", "news"),
    ("守灯人——记灯塔管理员老何", "老何守灯三十年。", "profile"),
    ("何大山：守灯三十年", "何大山，灯塔管理员，守灯三十年。", "profile"),
    ("研究院：夜里的灯", "研究院，是某公司的智库。", "news"),
    ("“最美家庭”评选启动", "7月3日，评选启动。", "news"),
]


@pytest.mark.parametrize(("title", "body", "kind"), CASES, ids=[case[0] for case in CASES])
def test_kinds(title, body, kind):
    assert kind_of(title, body, archive=True) == kind


def test_a_lone_text_is_not_called_news():
    assert kind_of("某港新码头启用", "7月3日，新码头启用。", archive=False) is None
