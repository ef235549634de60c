"""Who may do what with a file: its permissions, as Drive keeps them."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from typing import Any

from lib.localsheets.refusal import denied, not_found

READER, WRITER, OWNER = 1, 3, 4
RANKS = {"reader": READER, "commenter": 2, "writer": WRITER, "owner": OWNER}


def permissions(db: sqlite3.Connection, file_id: str) -> Iterator[dict[str, Any]]:
    """Oldest first; the owner's is the first."""
    query = "SELECT id, type, role, address FROM permission WHERE spreadsheet=? ORDER BY rowid"
    for permission_id, kind, role, address in db.execute(query, (file_id,)):
        yield {"id": permission_id, "type": kind, "role": role, "address": address}


def covers(permission: dict[str, Any], user: str) -> bool:
    """A group has no members here."""
    kind, address = permission["type"], permission["address"]
    if kind == "user":
        return bool(address.lower() == user.lower())
    return kind == "anyone" or (kind == "domain" and user.lower().endswith("@" + address.lower()))


def rank(db: sqlite3.Connection, file_id: str, user: str) -> int:
    """The highest of RANKS that anything gives this user; 0: a stranger."""
    held = (RANKS[one["role"]] for one in permissions(db, file_id) if covers(one, user))
    return max(held, default=0)


def owner(db: sqlite3.Connection, file_id: str) -> str:
    return next(str(p["address"]) for p in permissions(db, file_id) if p["role"] == "owner")


def editors(db: sqlite3.Connection, file_id: str) -> list[str]:
    """The users who may edit, by name; whoever may because anyone may is not among them."""
    found = permissions(db, file_id)
    return [p["address"] for p in found if p["type"] == "user" and RANKS[p["role"]] >= WRITER]


def required(db: sqlite3.Connection, file_id: str, user: str, needed: int) -> int:
    """The rank of the user, or Google's 404 or 403."""
    if not db.execute("SELECT 1 FROM spreadsheet WHERE id=?", (file_id,)).fetchone():
        raise not_found()
    held = rank(db, file_id, user)
    if held < needed:
        raise denied()
    return held


def permit(db: sqlite3.Connection, file_id: str, kind: str, role: str, address: str) -> str:
    """Gives a permission and returns its id; one for the same address is replaced.

    The owner's stays as it is.
    """
    for one in list(permissions(db, file_id)):
        if one["type"] == kind and one["address"].lower() == address.lower():
            if one["role"] == "owner":
                return str(one["id"])
            take(db, file_id, one["id"])
    permission_id = "anyoneWithLink" if kind == "anyone" else str(secrets.randbelow(10**20))
    record = (file_id, permission_id, kind, role, address)
    db.execute("INSERT INTO permission VALUES (?,?,?,?,?)", record)
    return permission_id


def take(db: sqlite3.Connection, file_id: str, permission_id: str) -> None:
    """Takes a permission away."""
    db.execute("DELETE FROM permission WHERE spreadsheet=? AND id=?", (file_id, permission_id))
