"""The keys of secret cells: from the settings, or in the data folder. There the demo makes them
at its first start; beside real workbooks a person does, once, by `make_keys`.

Both spell them alike: key id → base64 of 32 bytes, plus `current` = the id to seal with.
Whoever loses these keys loses every secret cell; an unreadable file is never replaced.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lib.cipher import KEY_BYTES, KEY_ID, Cipher
from lib.errors import KeysMissing, SettingsError
from lib.private import Stamp, locked, made_once, read_private, replace_private, stamp
from lib.settings import Settings

_EXPECTED_FILE = "een object met sleutels en 'current'; zet een reservekopie terug"
_EXPECTED_KEY = "per naam (letters, cijfers, - en _) base64 van 32 bytes"


@dataclass(frozen=True)
class Keys:
    """What a Cipher is made of; neither repr nor error ever shows a key."""

    by_id: Mapping[str, bytes] = field(repr=False)
    current: str

    def cipher(self) -> Cipher:
        return Cipher(self.by_id, self.current)


def read_keys(settings: Settings) -> Keys:
    """The keys of this installation; SettingsError when malformed. When there are none the demo
    makes them; beside real workbooks that is KeysMissing, as the old ones must come back."""
    if settings.keys:
        return _keys(settings.keys, "keys")
    path = _path(settings)
    text = made_once(path, _first) if settings.is_demo else read_private(path)
    if text is None:
        raise KeysMissing(str(path))
    return _keys(_stored(text, path), path.name)


def make_keys(settings: Settings) -> Path:
    """Make the keys of a new installation; SettingsError when there are keys, or something is
    kept in the data folder that was encrypted with keys."""
    path = _path(settings)
    if settings.keys:
        raise SettingsError("keys", "geen sleutels in het geheimenbestand; ze staan er al")
    used = [path, settings.data / "store", settings.data / "backups"]
    if kept := [found.name for found in used if found.exists()]:
        raise SettingsError("STAP_DATA", f"een nieuwe datamap; hier staat al {kept[0]}")
    made_once(path, _first)
    return path


def add_key(settings: Settings) -> str:
    """Make a new current key and keep the old ones; returns its id.

    SettingsError when the keys come from the settings: those are changed there, by hand.
    """
    if settings.keys:
        raise SettingsError("keys", "een nieuwe sleutel die u zelf in het secrets-bestand zet")
    path = _path(settings)
    read_keys(settings)
    with locked(path):
        stored = _stored(path.read_text(encoding="utf-8"), path)
        key_id, key = _fresh()
        replace_private(path, json.dumps({**stored, "current": key_id, key_id: key}, indent=2))
    return key_id


def key_stamp(settings: Settings) -> Stamp | None:
    """Equal stamps: the same keys. None: they come from the settings, or read them again."""
    return None if settings.keys else stamp(_path(settings))


def _path(settings: Settings) -> Path:
    return settings.data / "keys.json"


def _fresh() -> tuple[str, str]:
    # A random id, not a number: two installations that share sheets never mean two keys by one.
    return secrets.token_hex(4), b64encode(os.urandom(KEY_BYTES)).decode()


def _first() -> str:
    key_id, key = _fresh()
    return json.dumps({"current": key_id, key_id: key}, indent=2)


def _stored(text: str, path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(text)
    except json.JSONDecodeError:
        # The cause would carry the whole file, keys and all, into a log.
        raise SettingsError(path.name, _EXPECTED_FILE) from None
    if not isinstance(stored, dict):
        raise SettingsError(path.name, _EXPECTED_FILE)
    return stored


def _keys(spelled: Mapping[str, Any], source: str) -> Keys:
    by_id = {i: _key(i, text, source) for i, text in spelled.items() if i != "current"}
    current = spelled.get("current")
    if not isinstance(current, str) or current not in by_id:
        raise SettingsError(f"{source}.current", "de naam van een van de sleutels")
    return Keys(by_id, current)


def _key(key_id: str, text: object, source: str) -> bytes:
    try:
        key = b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or not KEY_ID.fullmatch(key_id):
        raise SettingsError(source, _EXPECTED_KEY)
    return key
