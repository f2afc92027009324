"""A shop by the word of each region: 门店, 門市, 分店; what there is of them and what was opened."""

import pytest


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("雲山書店2021年全台有幾家門市？", "210家"),
        ("云山书店一共有多少家门店？", "210家"),
        ("云山书店有多少家分店？", "210家"),
        ("雲山書店2021年新開了幾家門市？", "15家"),
        ("云山书店2021年新开了多少家门店？", "15家"),
        ("雲山書店2021年開咗幾多間分店？", "15家"),
    ],
)
def test_a_shop_is_a_shop_in_every_region(question, short, small):
    assert small.ask(question).short_answer == short
