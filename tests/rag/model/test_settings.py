"""Which model is asked comes from flags, else from the nearest rag.toml; a mistake is said with its place."""

import os
from dataclasses import fields
from pathlib import Path

import pytest

from rag.model.settings import ModelSettings, SettingsError, find_file, read_settings

LOCAL = "http://127.0.0.1:8000/v1"


@pytest.fixture
def toml(tmp_path):
    """Write a rag.toml; return its folder."""

    def write(text: str | bytes, folder: str = ".") -> Path:
        place = tmp_path / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "rag.toml").write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    return write


def test_without_a_name_there_is_no_model(toml, tmp_path):
    assert read_settings(folder=tmp_path) is None
    assert read_settings({"model": None, "base_url": LOCAL}, folder=tmp_path) is None
    assert read_settings(folder=toml("")) is None
    assert read_settings(folder=toml("[model]\ntimeout_s = 5\n")) is None


def test_every_setting_can_be_written(toml):
    folder = toml(
        f"""# 註解
[model]
model = "openai:Qwen/通義千問-8b"
base_url = "{LOCAL}"
key_env = "GATEWAY_KEY"
temperature = 1
max_tokens = 200
timeout_s = 5.5
silence_s = 2
retries = 0
context_chars = 6000
"""
    )
    read = read_settings(folder=folder)
    assert read == ModelSettings("openai:Qwen/通義千問-8b", LOCAL, "GATEWAY_KEY", 1, 200, 5.5, 2, 0, 6000)
    assert read.provider == "openai"
    written = (folder / "rag.toml").read_text(encoding="utf-8")
    assert all(f"\n{field.name} = " in written for field in fields(ModelSettings))


def test_what_is_not_written_has_its_default(toml):
    read = read_settings(folder=toml('[model]\nmodel = "ollama:qwen3:8b"\n'))
    assert read == ModelSettings("ollama:qwen3:8b")
    assert (read.provider, read.temperature, read.max_tokens, read.timeout_s) == ("ollama", 0.0, 700, 60.0)
    assert (read.retries, read.context_chars, read.base_url, read.key_env) == (2, 12_000, None, None)


def test_the_nearest_file_upwards_counts(toml, tmp_path):
    toml('[model]\nmodel = "ollama:upper"\n')
    toml('[model]\nmodel = "ollama:nearer"\n', "文件/reports")
    (tmp_path / "文件" / "other").mkdir()
    (tmp_path / "文件" / "reports" / "2024").mkdir()
    assert read_settings(folder=tmp_path / "文件" / "reports" / "2024").model == "ollama:nearer"
    assert read_settings(folder=tmp_path / "文件" / "other").model == "ollama:upper"
    assert find_file(tmp_path / "文件" / "other") == tmp_path / "rag.toml"


def test_the_current_folder_is_where_the_search_begins(toml, monkeypatch):
    monkeypatch.chdir(toml('[model]\nmodel = "ollama:here"\n'))
    assert read_settings().model == "ollama:here"


def test_a_flag_goes_before_the_file(toml):
    folder = toml('[model]\nmodel = "ollama:qwen3"\ntimeout_s = 5\nretries = 1\n')
    read = read_settings({"model": "ollama:qwen3:8b", "retries": 0, "timeout_s": None}, folder=folder)
    assert (read.model, read.retries, read.timeout_s) == ("ollama:qwen3:8b", 0, 5)


FILE = f'[model]\nmodel = "openai:a"\nbase_url = "{LOCAL}"\nkey_env = "GATEWAY_KEY"\nmax_tokens = 9\n'


ELSEWHERE = "https://gateway.example/v1"


@pytest.mark.parametrize("address", [
    ELSEWHERE, "http://127.0.0.1.gateway.example/v1", "http://localhost.example/v1", "http://192.168.0.2/v1", "http://0.0.0.0/v1",
])  # fmt: skip
def test_a_file_does_not_send_a_key_elsewhere_unless_it_is_said(toml, address):
    folder = toml(f'[model]\nmodel = "openai:a"\nbase_url = "{address}"\n\nkey_env = "GITHUB_TOKEN"\n')
    with pytest.raises(SettingsError, match="--key-env GITHUB_TOKEN") as refused:
        read_settings(folder=folder)
    assert str(refused.value).startswith(f"{folder / 'rag.toml'}:5: ")
    assert address.split("/")[2] in str(refused.value)
    assert "\n" not in str(refused.value)
    # The flag says so; another address or provider has no part in it; without a key documents go where it is told.
    assert read_settings({"key_env": "GITHUB_TOKEN"}, folder=folder).key_env == "GITHUB_TOKEN"
    assert read_settings({"base_url": LOCAL}, folder=folder).key_env is None
    assert read_settings({"model": "ollama:b"}, folder=folder).key_env is None
    assert (
        read_settings(folder=toml(f'[model]\nmodel = "openai:a"\nbase_url = "{address}"\n')).base_url
        == address
    )
    with pytest.raises(SettingsError, match="--key-env"):
        read_settings(
            {"base_url": address},
            folder=toml(f'[model]\nmodel = "openai:a"\nbase_url = "{address}"\nkey_env = "K"\n'),
        )


@pytest.mark.parametrize("address", ["http://localhost:9/v1", "http://127.0.0.2/v1", "http://[::1]:8000/v1"])
def test_a_key_for_this_machine_needs_no_more(toml, address):
    folder = toml(f'[model]\nmodel = "openai:a"\nbase_url = "{address}"\nkey_env = "GATEWAY_KEY"\n')
    assert read_settings(folder=folder).key_env == "GATEWAY_KEY"


def test_the_file_in_the_home_folder_is_the_users_own(toml, tmp_path, monkeypatch):
    text = f'[model]\nmodel = "openai:a"\nbase_url = "{ELSEWHERE}"\nkey_env = "GATEWAY_KEY"\n'
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    toml(text)
    below = tmp_path / "文件"
    below.mkdir()
    assert read_settings(folder=below).key_env == "GATEWAY_KEY"
    cloned = toml(text, "cloned")
    with pytest.raises(SettingsError, match="home folder"):
        read_settings(folder=cloned)
    (tmp_path / "rag.toml").unlink()
    (tmp_path / "rag.toml").symlink_to(cloned / "rag.toml")  # Who links it there means it.
    assert read_settings(folder=below).key_env == "GATEWAY_KEY"

    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(SettingsError, match="home folder"):
        read_settings(folder=below)


@pytest.mark.parametrize(
    ("flags", "base_url", "key_env"),
    [
        ({}, LOCAL, "GATEWAY_KEY"),
        ({"model": "openai:b"}, LOCAL, "GATEWAY_KEY"),
        ({"base_url": LOCAL}, LOCAL, "GATEWAY_KEY"),
        ({"base_url": "http://other.example/v1"}, "http://other.example/v1", None),
        ({"base_url": "http://other.example/v1", "key_env": "OTHER"}, "http://other.example/v1", "OTHER"),
        ({"model": "anthropic:b"}, None, None),
        ({"model": "anthropic:b", "key_env": "OTHER"}, None, "OTHER"),
    ],
)
def test_the_files_key_goes_only_where_the_file_says(toml, flags, base_url, key_env):
    read = read_settings(flags, folder=toml(FILE))
    assert (read.base_url, read.key_env, read.max_tokens) == (base_url, key_env, 9)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('model = "qwen3"', 'Write "provider:name"'),
        ('model = "通義:qwen3"', 'Write "provider:name"'),
        ("model = 3", "of the wrong kind"),
        ('base_url = "127.0.0.1:8000"', "Write an address"),
        ('base_url = "ftp://127.0.0.1"', "Write an address"),
        ('base_url = "http://user:pass@127.0.0.1/v1"', "without user, password"),
        ('base_url = "http://127.0.0.1/v1?key=sk-1"', "without user, password"),
        ('base_url = "http://127.0.0.1:99999/v1"', "Write an address"),
        ('base_url = "http://[::1/v1"', "Write an address"),
        ('key_env = "sk-abc123"', "in capitals"),
        ('key_env = ""', "in capitals"),
        ("temperature = 2.1", "from 0 to 2"),
        ("temperature = nan", "from 0 to 2"),
        ('temperature = "0"', "of the wrong kind"),
        ("temperature = true", "of the wrong kind"),
        ("max_tokens = 0", "from 1 to 100000"),
        ("max_tokens = 1.5", "of the wrong kind"),
        ("timeout_s = 0", "up to 3600"),
        ("timeout_s = inf", "up to 3600"),
        ("silence_s = -1", "up to 3600"),
        ("retries = 11", "from 0 to 10"),
        ("context_chars = 10", "from 200"),
        ("time_out = 5", "unknown key time_out. Allowed: model, base_url"),
    ],
)
def test_a_wrong_setting_is_said_with_file_line_and_what_to_write(toml, line, said):
    folder = toml(f"# 設定\n[model]\n\n{line}\n")
    with pytest.raises(SettingsError) as wrong:
        read_settings(folder=folder)
    assert str(wrong.value).startswith(f"{folder / 'rag.toml'}:4: [model] ")
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    "name", ["key", "api_key", "apikey", "openai_api_key", "token", "secret", "password"]
)
def test_a_key_in_the_file_is_refused_and_not_repeated(toml, name):
    with pytest.raises(SettingsError, match="a key does not belong in a file") as wrong:
        read_settings(folder=toml(f'[model]\nmodel = "openai:a"\n{name} = "sk-secret-1"\n'))
    assert ":3: " in str(wrong.value)
    assert "sk-secret" not in str(wrong.value)


@pytest.mark.parametrize(
    "flags",
    [{"key_env": "sk-secret-1"}, {"base_url": "http://sk-secret-1@example/v1"}],
)
def test_a_key_in_the_wrong_place_is_not_repeated(flags, tmp_path):
    with pytest.raises(SettingsError) as wrong:
        read_settings({"model": "openai:a", **flags}, folder=tmp_path)
    assert "sk-secret" not in str(wrong.value)


def test_a_wrong_flag_is_called_by_its_name(tmp_path):
    with pytest.raises(
        SettingsError, match=r"^--max-tokens: max_tokens = 0 cannot be used\. Write a whole number"
    ):
        read_settings({"max_tokens": 0}, folder=tmp_path)
    with pytest.raises(SettingsError, match="unknown setting colour"):
        read_settings({"colour": "red"}, folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[model\n", "no valid TOML"),
        ("model = 3\n", ":1: model must be a table"),
        ("[[model]]\n", ":1: model must be a table"),
        ("[model]\n[index]\na = 1\n", ":2: unknown table or key index"),
        (b"\xff\xfe[", "no valid UTF-8"),
    ],
)
def test_a_file_that_is_none_is_said(toml, text, said):
    folder = toml(text)
    with pytest.raises(SettingsError) as wrong:
        read_settings(folder=folder)
    assert str(wrong.value).startswith(f"{folder / 'rag.toml'}:")
    assert said in str(wrong.value)


def test_a_mark_of_utf_8_at_the_beginning_is_no_fault(toml):
    assert read_settings(folder=toml(b'\xef\xbb\xbf[model]\nmodel = "ollama:a"\n')).model == "ollama:a"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owners here")
def test_a_file_of_another_user_is_refused(toml, monkeypatch):
    folder = toml(FILE)
    owner = (folder / "rag.toml").stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    if owner == 0:
        assert read_settings(folder=folder) is not None  # The administrator's file counts for all.
        try:
            os.chown(folder / "rag.toml", 12345, -1)
        except PermissionError:
            pytest.skip("files cannot be given away here")
    with pytest.raises(SettingsError, match="belongs to another user"):
        read_settings(folder=folder)


@pytest.mark.parametrize(
    "wrong",
    [
        {"model": "qwen3"},
        {"model": ""},
        {"retries": -1},
        {"timeout_s": "60"},
        {"base_url": "x"},
        {"key_env": "a key"},
    ],
)
def test_settings_made_by_a_program_are_checked_too(wrong):
    with pytest.raises(SettingsError):
        ModelSettings(**{"model": "openai:a", **wrong})
