"""The log line that is written beside a change, in the same request.

It names secret columns but never holds their text, sealed or not.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.change import STAMP, Change
from lib.edits import Edit
from lib.schema.cells import to_text
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS

HIDDEN = "(geheim)"


@dataclass(frozen=True)
class Actor:
    """Who acts, as it stands in the log: an account's user name and its role."""

    username: str
    role: str


def log_line(
    change: Change,
    now: Mapping[str, Any] | None,
    actor: Actor,
    at: datetime,
    line_id: str,
    unread: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The values of a Logboek row. `now` is the row just before writing, None for a new row;
    `unread` the text of its cells that could not be read as a value."""
    names = [name for name in change.after if name not in STAMP]
    return {
        "line_id": line_id,
        "at": at,
        "who": actor.username,
        "role": actor.role,
        "act": "toegevoegd" if change.is_new else "gewijzigd",
        "sheet_title": change.schema.title,
        "row_key": change.key,
        "old": None if now is None else _cells(change.schema, names, now, unread or {}),
        "new": _cells(change.schema, names, change.after),
        "reason": change.reason or None,
    }


def repair_line(
    schema: type[Sheet],
    key: str,
    stood: Mapping[str, Any],
    restored: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    line_id: str,
) -> dict[str, Any]:
    """The line that says a row got back the cells that a shifted save had overwritten."""
    names = [name for name in restored if name not in STAMP]
    return {
        "line_id": line_id,
        "at": at,
        "who": actor.username,
        "role": actor.role,
        "act": "hersteld",
        "sheet_title": schema.title,
        "row_key": key,
        "old": _cells(schema, names, stood),
        "new": _cells(schema, names, restored),
        "reason": "Het blad verschoof terwijl werd opgeslagen.",
    }


def edit_line(edit: Edit, at: datetime, line_id: str) -> dict[str, Any]:
    """The line that says what somebody did in the sheet itself; who it was nobody can tell."""
    schema, names = SHEETS[edit.sheet], list(edit.columns)
    act = "gewijzigd in het blad"
    if edit.before is None:
        act = "toegevoegd in het blad"
    elif edit.after is None:
        act = "verwijderd uit het blad"
    return {
        "line_id": line_id,
        "at": at,
        "who": "onbekend",
        "role": None,
        "act": act,
        "sheet_title": schema.title,
        "row_key": edit.key,
        "old": None if edit.before is None else _cells(schema, names, edit.before),
        "new": None if edit.after is None else _cells(schema, names, edit.after, edit.unread),
        "reason": "Rechtstreeks in het blad.",
    }


def key_line(schema: type[Sheet], key: str, at: datetime, line_id: str) -> dict[str, Any]:
    """The line that says that a row typed without a key was given one."""
    return {
        "line_id": line_id,
        "at": at,
        "who": "dashboard",
        "role": None,
        "act": "sleutel gegeven",
        "sheet_title": schema.title,
        "row_key": key,
        "old": None,
        "new": None,
        "reason": "De rij stond zonder sleutel in het blad.",
    }


def _cells(
    schema: type[Sheet],
    names: list[str],
    values: Mapping[str, Any],
    unread: Mapping[str, str] | None = None,
) -> str:
    shown = {}
    for name in names:
        column, value = schema.column(name), values.get(name)
        if column.is_secret:
            shown[column.header] = HIDDEN if value else ""
        else:
            shown[column.header] = to_text(column, value) or (unread or {}).get(name, "")
    return json.dumps(shown, ensure_ascii=False)
