"""The installation's keys at work: secret cells, bytes for the disk, marks that prove a text.

Cells are sealed with AES-256-GCM, bound to the place they stand in.

A sealed cell reads `geheim:<key id>:<base64url of nonce and ciphertext>`. Workbook, sheet, row
key and column are the associated data, so a cell that is copied elsewhere does not open there.
Sealing anew under a newer key is rotation; older keys stay, to open what they sealed.
"""

import hmac
import os
import re
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lib.errors import SecretUnreadable, SettingsError

KEY_BYTES = 32
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_NONCE_BYTES = 12
_MARK_LENGTH = 32  # hex digits: 128 bits, and still short beside a log line
_SEALED = re.compile(rf"geheim:({KEY_ID.pattern}):([A-Za-z0-9_=-]+)")


@dataclass(frozen=True)
class Place:
    """Where a secret stands: English names of workbook, sheet and column, and the row's key."""

    workbook: str
    sheet: str
    row: str
    column: str

    def binding(self) -> bytes:
        """Each part behind its length, so that no two places give the same bytes."""
        parts = [part.encode() for part in (self.workbook, self.sheet, self.row, self.column)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


class Cipher:
    """Seals with the `current` key, opens with any of `keys` (key id → 32 bytes)."""

    def __init__(self, keys: Mapping[str, bytes], current: str) -> None:
        """SettingsError when a key or id has the wrong form or `current` is not one of them."""
        if current not in keys:
            raise SettingsError("keys.current", "de naam van een van de sleutels")
        for key_id, key in keys.items():
            if not KEY_ID.fullmatch(key_id) or len(key) != KEY_BYTES:
                raise SettingsError("keys", "per naam (letters, cijfers, - en _) 32 bytes")
        self._boxes = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._marking = {key_id: _derived(key, b"mark") for key_id, key in keys.items()}
        self._current = current

    def seal(self, text: str, place: Place) -> str:
        """The cell for this text; an empty text is missing and stays an empty cell."""
        if not text:
            return ""
        # Random nonces are safe for some 2³² cells per key, far beyond this team's writing.
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._boxes[self._current].encrypt(nonce, text.encode(), place.binding())
        return f"geheim:{self._current}:{urlsafe_b64encode(sealed).decode()}"

    def open(self, cell: str, place: Place) -> str:
        """The text of a cell; SecretUnreadable when altered, moved or of an unknown key."""
        if not cell:
            return ""
        key_id, sealed = _parts(cell)
        box = self._boxes.get(key_id)
        if box is None:
            raise SecretUnreadable
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return box.decrypt(nonce, ciphertext, place.binding()).decode()
        except (InvalidTag, ValueError) as error:
            raise SecretUnreadable from error

    def wrap(self, data: bytes, purpose: str) -> bytes:
        """Bytes to keep on the disk of this installation, bound to what they are for."""
        nonce = os.urandom(_NONCE_BYTES)
        head = self._current.encode() + b":"
        return head + nonce + self._boxes[self._current].encrypt(nonce, data, purpose.encode())

    def unwrap(self, data: bytes, purpose: str) -> bytes:
        """What was wrapped; SecretUnreadable when altered, meant for else or of an unknown key."""
        key_id, _, sealed = data.partition(b":")
        box = self._boxes.get(key_id.decode("ascii", "replace"))
        if box is None:
            raise SecretUnreadable
        try:
            return box.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise SecretUnreadable from error

    def mark(self, data: bytes) -> str:
        """`<key id>:<hex>`: whoever has no key can neither make it nor fit it to other data."""
        return f"{self._current}:{self._digest(self._current, data)}"

    def is_mark(self, mark: str, data: bytes) -> bool:
        """Whether this mark was made of these data by one of the keys."""
        key_id, _, digest = mark.partition(":")
        if key_id not in self._marking:
            return False
        return hmac.compare_digest(digest.encode(), self._digest(key_id, data).encode())

    def has_key(self, mark: str) -> bool:
        """Whether this mark can be checked here at all."""
        return mark.partition(":")[0] in self._marking

    def _digest(self, key_id: str, data: bytes) -> str:
        return hmac.digest(self._marking[key_id], data, "sha256").hex()[:_MARK_LENGTH]

    def is_current(self, cell: str) -> bool:
        """False when the cell should be sealed anew: by an older key, or not sealed at all."""
        return not cell or (is_sealed(cell) and _parts(cell)[0] == self._current)


def _derived(key: bytes, purpose: bytes) -> bytes:
    """A key of its own for each use, as keys should not serve two."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def is_sealed(cell: object) -> bool:
    """Whether the cell has the form of a sealed one; says nothing about whether it opens."""
    return isinstance(cell, str) and _SEALED.fullmatch(cell) is not None


def _parts(cell: str) -> tuple[str, bytes]:
    match = _SEALED.fullmatch(cell)
    if match is None:
        raise SecretUnreadable
    key_id, body = match.groups()
    try:
        sealed = b64decode(body, altchars=b"-_", validate=True)
    except NotBase64 as error:
        raise SecretUnreadable from error
    # Base64 has spare bits; only the one spelling that seal() writes counts.
    if urlsafe_b64encode(sealed).decode() != body:
        raise SecretUnreadable
    return key_id, sealed
