"""A figure of all years is none of one year; one that is told of no time is of what the question asks for."""

import pytest

from corpus.types import Script
from rag.claims import Strike

STOCK = "山海邮局在2024年新建网点46个。把历年所建的加在一起，到2024年底，邮局累计建成的网点超过240个。"
SCRIPTS = (Script.HANS, Script.HANT)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("said", ["超过240个。[1]", "超過240個網點。[1]", "共240多個。[1]", "累计240个。[1]"])
def test_a_bare_figure_is_of_what_is_asked_for(said, script, verdict):
    found = verdict(said, STOCK, script, "山海邮局2024年累计建成多少个网点？")
    assert found.strike is None
    assert found.claims


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("2024年新建了240个网点。[1]", "山海邮局2024年累计建成多少个网点？"),
        ("2024年增設240個網點。[1]", "山海邮局2024年累计建成多少个网点？"),
        ("240個。[1]", "山海邮局2024年新建了多少个网点？"),
    ],
)
def test_the_figure_of_all_years_is_none_of_one(said, question, script, verdict):
    assert verdict(said, STOCK, script, question).strike is Strike.FIGURE
