"""Seal every secret cell again with the current key, after a new key was made."""

from lib.audit import Actor
from lib.change import Change
from lib.cipher import Cipher, Place, is_sealed
from lib.errors import SecretUnreadable
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.store import Store

_ROWS_PER_SAVE = 100


def reseal(store: Store, cipher: Cipher, actor: Actor) -> tuple[int, int]:
    """Rows sealed anew, and cells that no key opens (left as they are)."""
    seen = store.read()
    done = unreadable = 0
    for name in SHEETS:
        changes, failed = _changes(name, seen, cipher)
        unreadable += failed
        for start in range(0, len(changes), _ROWS_PER_SAVE):
            done += len(store.write(changes[start : start + _ROWS_PER_SAVE], actor, seen).written)
    return done, unreadable


def _changes(name: str, seen: Snapshot, cipher: Cipher) -> tuple[list[Change], int]:
    schema, frame = SHEETS[name], seen.tables[name]
    secret = [column.name for column in schema.columns if column.is_secret]
    changes, failed = [], 0
    for key in frame[schema.key().name].dropna() if secret else ():
        row = seen.row(name, key) or {}
        after = {}
        for column in secret:
            cell = row.get(column)
            if not is_sealed(cell) or cipher.is_current(str(cell)):
                continue
            place = Place(schema.workbook, name, key, column)
            try:
                after[column] = cipher.seal(cipher.open(str(cell), place), place)
            except SecretUnreadable:
                failed += 1
        if after:
            changes.append(Change(name, key, row, after, "nieuwe sleutel"))
    return changes, failed
