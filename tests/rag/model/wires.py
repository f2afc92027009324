"""What the tests of the wires share: who is asked, what, and how."""

import importlib.util

import pytest

from rag.langchain import open_model
from rag.model.settings import ModelSettings
from rag.model.types import ModelError, Prompt

PROMPT = Prompt(
    "只用編號的段落回答，每句註明出處。", "問題：海灣巴士2022年有多少輛電動巴士？\n[1] 投放電動巴士85輛。"
)
WIRES = [
    pytest.param(
        wire,
        marks=pytest.mark.skipif(
            importlib.util.find_spec(f"langchain_{wire}") is None, reason=f"langchain-{wire} is not installed"
        ),
    )
    for wire in ("openai", "ollama")
]
on_each_wire = pytest.mark.parametrize("wire", WIRES)
on_openai = pytest.mark.parametrize("wire", WIRES[:1])


def model_at(server, wire, **settings):
    given = {"timeout_s": 20, "silence_s": 10, "retries": 0} | settings
    base_url = server.url if wire == "openai" else server.origin
    return open_model(ModelSettings(f"{wire}:qwen3", base_url=base_url, **given))


def failed(model):
    """Return what came before the failure, and the failure."""
    said = []
    with pytest.raises(ModelError) as error:
        said.extend(model.stream(PROMPT))
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(f"{model.name} at {model.where} ")
    return "".join(said), error.value
