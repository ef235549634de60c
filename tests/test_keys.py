"""Where the keys come from: settings first, else a file that is made once."""

import json
import re
import stat
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib.cipher import Place
from lib.errors import KeysMissing, SettingsError
from lib.keys import add_key, make_keys, read_keys
from lib.settings import Settings

KEY = bytes(range(32))
SPELLED = b64encode(KEY).decode()
HERE = Place("casework", "contacts", "CT-7K3MQ", "note")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_one_key_only_its_owner_can_read(settings: Settings) -> None:
    keys = read_keys(settings)
    assert list(keys.by_id) == [keys.current]
    assert len(keys.by_id[keys.current]) == 32
    assert mode(settings.data / "keys.json") == 0o600
    assert mode(settings.data) == 0o700


def test_the_second_start_reads_the_same_key(settings: Settings) -> None:
    assert read_keys(settings) == read_keys(settings)


def test_those_who_start_at_once_agree_on_one_key(settings: Settings) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: read_keys(settings), range(32)))
    assert all(keys == found[0] for keys in found)
    assert sorted(p.name for p in settings.data.iterdir() if not p.name.endswith(".lock")) == [
        "keys.json"
    ]


STARTER = """
import sys
from pathlib import Path
from lib.keys import read_keys
from lib.settings import Settings
keys = read_keys(Settings(data=Path(sys.argv[1])))
print(keys.current, keys.by_id[keys.current].hex())
"""


def test_processes_that_start_at_once_agree_on_one_key(settings: Settings) -> None:
    command = [sys.executable, "-c", STARTER, str(settings.data)]
    root = Path(__file__).parents[1]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) for _ in range(2)]
    printed = {starter.communicate(timeout=60)[0].decode().strip() for starter in starters}
    keys = read_keys(settings)
    assert printed == {f"{keys.current} {keys.by_id[keys.current].hex()}"}


def test_keys_in_the_settings_come_first(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, keys={"current": "a", "a": SPELLED})
    keys = read_keys(settings)
    assert (dict(keys.by_id), keys.current) == ({"a": KEY}, "a")
    assert not (tmp_path / "keys.json").exists()


def test_rotation_keeps_the_old_key(settings: Settings) -> None:
    old = read_keys(settings)
    cell = old.cipher().seal("wil rust", HERE)
    key_id = add_key(settings)
    new = read_keys(settings)
    assert new.current == key_id != old.current
    assert set(new.by_id) == {old.current, key_id}
    assert new.by_id[key_id] != old.by_id[old.current]
    assert new.cipher().open(cell, HERE) == "wil rust"
    assert not new.cipher().is_current(cell)
    assert mode(settings.data / "keys.json") == 0o600


def test_rotation_before_the_first_start_gives_two_keys(settings: Settings) -> None:
    assert len({add_key(settings), *read_keys(settings).by_id}) == 2


def test_parallel_rotations_lose_no_key(settings: Settings) -> None:
    first = read_keys(settings).current
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: add_key(settings), range(8)))
    keys = read_keys(settings)
    assert set(keys.by_id) == {first, *made}
    assert keys.current in made


def test_rotation_of_keys_in_the_settings_is_done_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        add_key(Settings(data=tmp_path, keys={"current": "a", "a": SPELLED}))
    assert caught.value.name == "keys"
    assert not (tmp_path / "keys.json").exists()


BAD: list[dict[str, Any]] = [
    {"a": SPELLED},
    {"current": "b", "a": SPELLED},
    {"current": "current"},
    {"current": "a", "a": "geenbase64!"},
    {"current": "a", "a": b64encode(KEY[:16]).decode()},
    {"current": "a", "a": SPELLED + "é"},
    {"current": "a", "a": 12},
    {"current": ["a"], "a": SPELLED},
    {"current": "a:b", "a:b": SPELLED},
]


@pytest.mark.parametrize("bad", BAD)
def test_a_malformed_key_is_named_but_never_shown(tmp_path: Path, bad: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as caught:
        read_keys(Settings(data=tmp_path, keys=bad))
    assert caught.value.name.startswith("keys")
    assert SPELLED not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"current": "a"}', '{"a": "AAAA"}'])
def test_a_damaged_file_is_never_replaced(settings: Settings, text: str) -> None:
    settings.data.mkdir()
    path = settings.data / "keys.json"
    path.write_text(text)
    for act in (read_keys, add_key):
        with pytest.raises(SettingsError) as caught:
            act(settings)
        assert caught.value.name.startswith("keys.json")
        assert caught.value.__cause__ is None
    assert path.read_text() == text


def test_bytes_that_are_no_text_are_a_settings_error(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "keys.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError):
        read_keys(settings)


def test_no_key_in_the_repr(settings: Settings) -> None:
    keys = read_keys(settings)
    stored = json.loads((settings.data / "keys.json").read_text())
    assert repr(keys) == f"Keys(current={keys.current!r})"
    assert stored[keys.current] not in repr(keys)


# ── beside real workbooks ────────────────────────────────────────────────────────────────────


@pytest.fixture
def real(settings: Settings) -> Settings:
    return replace(settings, service_account={"client_email": "verzonnen@example.org"})


@pytest.mark.parametrize("act", [read_keys, add_key])
def test_keys_that_are_missing_are_never_made_anew_by_themselves(
    real: Settings, act: Callable[[Settings], Any]
) -> None:
    real.data.mkdir()
    with pytest.raises(KeysMissing, match=re.escape(str(real.data / "keys.json"))):
        act(real)
    assert list(real.data.iterdir()) == []


def test_a_person_makes_the_keys_of_a_new_installation_once(real: Settings) -> None:
    path = make_keys(real)
    made = read_keys(real)
    assert (path, mode(path), len(made.by_id[made.current])) == (
        real.data / "keys.json", 0o600, 32)  # fmt: skip
    with pytest.raises(SettingsError, match=r"keys\.json"):
        make_keys(real)
    assert read_keys(real) == made


@pytest.mark.parametrize("kept", ["store", "backups"])
def test_no_keys_are_made_beside_what_other_keys_encrypted(real: Settings, kept: str) -> None:
    (real.data / kept).mkdir(parents=True)
    with pytest.raises(SettingsError, match=kept):
        make_keys(real)
    assert not (real.data / "keys.json").exists()


def test_keys_in_the_secrets_need_no_file(real: Settings) -> None:
    spelled = replace(real, keys={"current": "a", "a": SPELLED})
    assert read_keys(spelled).current == "a"
    with pytest.raises(SettingsError):
        make_keys(spelled)
