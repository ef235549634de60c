"""The log line that is written beside a change, in the same request.

It names secret columns but never holds their text, sealed or not.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from lib.change import STAMP, Change
from lib.edits import Edit
from lib.schema.cells import to_text
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS

HIDDEN = "(geheim)"
# A cell holds 50,000 characters: those of a whole row have to fit into one of the Logboek.
_LONGEST, _CUT = 1_000, " … (ingekort)"


class Act(StrEnum):
    """What a line says was done."""

    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    MENDED = "hersteld"
    KEYED = "sleutel gegeven"
    ADDED_BY_HAND = "toegevoegd in het blad"
    CHANGED_BY_HAND = "gewijzigd in het blad"
    REMOVED_BY_HAND = "verwijderd uit het blad"
    ERASING_ASKED = "wissen gevraagd"
    ERASED = "gewist"
    VIEWED = "ingezien"
    EXPORTED = "uitgevoerd"
    SIGN_IN_FAILED = "inloggen mislukt"
    LOCKED_OUT = "op slot na mislukte pogingen"
    ACCOUNT_ADDED = "account toegevoegd"
    ACCOUNT_CHANGED = "account gewijzigd"
    ACCOUNT_DISABLED = "account geblokkeerd"
    ACCOUNT_ENABLED = "account gedeblokkeerd"
    PASSWORD_RESET = "eenmalig wachtwoord gegeven"
    PASSWORD_REPLACED = "eenmalig wachtwoord vervangen"
    PASSWORD_CHANGED = "wachtwoord gewijzigd"


KINDS: Mapping[str, frozenset[Act]] = {
    "Wijziging in de app": frozenset({Act.ADDED, Act.CHANGED, Act.MENDED, Act.KEYED}),
    "Wijziging in het blad": frozenset(
        {Act.ADDED_BY_HAND, Act.CHANGED_BY_HAND, Act.REMOVED_BY_HAND}
    ),
    "Wissen": frozenset({Act.ERASING_ASKED, Act.ERASED}),
    "Inzage": frozenset({Act.VIEWED}),
    "Uitvoer": frozenset({Act.EXPORTED}),
    "Accounts en inloggen": frozenset(
        {Act.SIGN_IN_FAILED, Act.LOCKED_OUT, Act.ACCOUNT_ADDED, Act.ACCOUNT_CHANGED,
         Act.ACCOUNT_DISABLED, Act.ACCOUNT_ENABLED, Act.PASSWORD_RESET, Act.PASSWORD_REPLACED,
         Act.PASSWORD_CHANGED}
    ),
}  # fmt: skip
"""Acts as people look for them."""


@dataclass(frozen=True)
class Actor:
    """Who acts, as it stands in the log: an account's user name and its role."""

    username: str
    role: str


@dataclass(frozen=True)
class Event:
    """Something worth a line that changed no row of a sheet: a look, an export, a sign-in.

    `old` and `new` are headers and texts. `once` names what one line is enough for, however
    often it happens.
    """

    act: Act
    sheet_title: str
    row_key: str
    old: Mapping[str, str] | None = None
    new: Mapping[str, str] | None = None
    reason: str = ""
    once: str = ""


ACCOUNTS, ACCOUNTS_WORKBOOK = "Accounts", "progress"
"""Where accounts stand in a Logboek: no sheet of ours, and of no client."""


def account_event(
    act: Act,
    username: str,
    old: Mapping[str, str] | None = None,
    new: Mapping[str, str] | None = None,
    once: str = "",
) -> Event:
    return Event(act, ACCOUNTS, username, old, new, once=once)


class Cell(NamedTuple):
    """One column of a line; None on the side where there was no row."""

    header: str
    old: str | None
    new: str | None


def told_cells(old: str | None, new: str | None) -> list[Cell]:
    """What `Oud` and `Nieuw` of a line hold, in the order of the columns; nothing for what
    somebody typed over."""
    before, after = _told(old), _told(new)
    return [
        Cell(header, before.get(header), after.get(header))
        for header in dict.fromkeys([*after, *before])
    ]


def _told(text: str | None) -> dict[str, str]:
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return {h: str(cell) for h, cell in told.items()} if isinstance(told, dict) else {}


def event_line(event: Event, actor: Actor, at: datetime, line_id: str) -> dict[str, Any]:
    """The line of what changed no row."""
    old, new = (cells and json.dumps(cells, ensure_ascii=False) for cells in (event.old, event.new))
    return {
        "line_id": line_id,
        "at": at,
        "who": actor.username,
        "role": actor.role or None,
        "act": event.act,
        "sheet_title": event.sheet_title,
        "row_key": event.row_key,
        "old": old,
        "new": new,
        "reason": event.reason or None,
    }


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
        "act": Act.ADDED if change.is_new else Act.CHANGED,
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
        "act": Act.MENDED,
        "sheet_title": schema.title,
        "row_key": key,
        "old": _cells(schema, names, stood),
        "new": _cells(schema, names, restored),
        "reason": "Het blad verschoof terwijl werd opgeslagen.",
    }


def edit_line(edit: Edit, at: datetime, line_id: str) -> dict[str, Any]:
    """The line that says what somebody did in the sheet itself; who it was nobody can tell."""
    schema, names = SHEETS[edit.sheet], list(edit.columns)
    act = Act.CHANGED_BY_HAND
    if edit.before is None:
        act = Act.ADDED_BY_HAND
    elif edit.after is None:
        act = Act.REMOVED_BY_HAND
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
        "act": Act.KEYED,
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
            text = to_text(column, value) or (unread or {}).get(name, "")
            shown[column.header] = text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT
    return json.dumps(shown, ensure_ascii=False)
