"""Private files: whole or not at all, and never longer readable than they should be."""

import os
import stat
from pathlib import Path

import pytest

from lib import private
from lib.errors import SettingsError
from lib.private import locked, made_once, read_private, replace_private, stamp


def test_a_file_is_replaced_whole_and_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "geheim.txt"
    path.write_text("oud")
    path.chmod(0o644)
    replace_private(path, "nieuw é")
    assert path.read_text(encoding="utf-8") == "nieuw é"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["geheim.txt"]


def test_bytes_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "geheim.bin"
    replace_private(path, b"\r\n\xff\x00")
    assert path.read_bytes() == b"\r\n\xff\x00"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_replacement_leaves_the_old_text_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "geheim.txt"
    path.write_text("oud")

    def full(descriptor: int) -> None:
        raise OSError("schijf vol")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="schijf vol"):
        replace_private(path, "nieuw")
    assert path.read_text() == "oud"
    assert [p.name for p in tmp_path.iterdir()] == ["geheim.txt"]


def test_what_exists_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "map" / "geheim.txt"
    assert made_once(path, lambda: "eerste") == "eerste"
    assert made_once(path, lambda: "tweede") == "eerste"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_absent_is_none_and_unreadable_is_an_error(tmp_path: Path) -> None:
    assert read_private(tmp_path / "weg.txt") is None
    with pytest.raises(SettingsError) as caught:
        read_private(tmp_path)
    assert caught.value.name == tmp_path.name


def test_a_lock_that_stays_taken_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "_LOCK_TIMEOUT_S", 0)
    path = tmp_path / "geheim.txt"
    with locked(path):
        with pytest.raises(SettingsError) as caught, locked(path):
            pass
        assert caught.value.name == "geheim.txt"
    with locked(path):
        assert read_private(path) is None


def test_a_stamp_is_given_only_to_a_file_that_has_settled(tmp_path: Path) -> None:
    path = tmp_path / "geheim.txt"
    assert stamp(path) is None
    path.write_text("x")
    os.utime(path, ns=(2**62, 2**62))
    assert stamp(path) is None
    os.utime(path, ns=(10**18, 10**18))
    assert stamp(path) == (10**18, 1, path.stat().st_ino)
