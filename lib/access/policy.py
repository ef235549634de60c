"""The one place that decides who reads, adds or changes which row; docs/rechten.md prints it.

A role has a scope per sheet and action; `may` applies it to one row, narrow.py to whole tables.
A change is asked twice: for the row as it stands and for the row as it would become.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from lib.access.person import Person
from lib.access.roles import Role
from lib.schema.workbook import SHEETS

Row = Mapping[str, Any]
Caseload = frozenset[str]
"""Codes of the clients somebody works with; narrow.caseload reads it from a Snapshot."""


class Action(StrEnum):
    READ = "lezen"
    ADD = "toevoegen"
    CHANGE = "wijzigen"


class Scope(StrEnum):
    """Which rows of a sheet; the value is how the matrix prints it."""

    NONE = "–"
    OWN_CONTACTS = "eigen contacten met eigen cliënten"
    OWN_CLIENTS = "eigen cliënten"
    OWN_OR_NO_CLIENT = "eigen cliënten en zonder cliënt"
    OWN_ACTIONS = "eigen acties"
    EVERY_ROW = "alle"


Grants = Mapping[Action, Scope]


def _grants(read: Scope, write: Scope = Scope.NONE) -> Grants:
    return MappingProxyType({Action.READ: read, Action.ADD: write, Action.CHANGE: write})


_SEE, _KEEP = _grants(Scope.EVERY_ROW), _grants(Scope.EVERY_ROW, Scope.EVERY_ROW)
_NOTHING = _grants(Scope.NONE)
# Ticking off or moving what is on one's own name; who hands out actions keeps the sheet.
_OWN_ACTIONS = MappingProxyType({**_SEE, Action.CHANGE: Scope.OWN_ACTIONS})

# Per role: a sheet by its name, else all sheets of its workbook. What is not named is refused.
_POLICY: Mapping[Role, Mapping[str, Grants]] = {
    Role.CASE_MANAGER: {
        "casework": _grants(Scope.OWN_CLIENTS, Scope.OWN_CLIENTS),
        "permits": _grants(Scope.OWN_CLIENTS, Scope.OWN_CLIENTS),
        "bottleneck_reports": _grants(Scope.OWN_OR_NO_CLIENT, Scope.OWN_OR_NO_CLIENT),
        "progress": _SEE,
        "actions": _OWN_ACTIONS,
        "committee": _SEE,
    },
    Role.EXPERT: {
        "casework": _grants(Scope.OWN_CLIENTS),
        "permits": _grants(Scope.OWN_CLIENTS),
        "contacts": _grants(Scope.OWN_CLIENTS, Scope.OWN_CONTACTS),
        "bottleneck_reports": _grants(Scope.OWN_OR_NO_CLIENT),
        "progress": _SEE,
        "actions": _OWN_ACTIONS,
        "committee": _SEE,
    },
    Role.PROJECT_LEAD: {"progress": _KEEP, "committee": _KEEP},
    Role.COORDINATOR: {"progress": _KEEP, "committee": _SEE},
    # Publications join once they are frozen behind the disclosure gate; drafts never do.
    Role.COMMITTEE: {"key_figures": _SEE},
    Role.ADMINISTRATOR: {},
}


def scope(role: Role, action: Action, sheet: str) -> Scope:
    """Which rows of the sheet the role reaches; none of a sheet the schema does not know."""
    if sheet not in SHEETS:
        return Scope.NONE
    rules = _POLICY[role]
    return rules.get(sheet, rules.get(SHEETS[sheet].workbook, _NOTHING))[action]


def may(
    person: Person,
    action: Action,
    sheet: str,
    row: Row | None = None,
    caseload: Caseload = frozenset(),
) -> bool:
    """Whether the person may do this to the row; without a row: to any row of the sheet at all.

    `caseload` holds the person's own clients as the sheets say now; a row's client counts as
    own only when it is in there. A client to be added is own when she gets the person's code.
    """
    reach = scope(person.role, action, sheet)
    if row is None or reach in (Scope.NONE, Scope.EVERY_ROW):
        return reach is not Scope.NONE
    if sheet == "clients" and action is Action.ADD:
        return _is_self(person, row.get("case_manager"))
    if reach is Scope.OWN_ACTIONS:
        return _is_self(person, row.get("who"))
    client = row.get(SHEETS[sheet].client_column or "")
    if not isinstance(client, str) or not client:  # None, or pandas' NaN
        return reach is Scope.OWN_OR_NO_CLIENT
    if reach is Scope.OWN_CONTACTS and not _is_self(person, row.get("worker")):
        return False
    return client in caseload


def _is_self(person: Person, code: object) -> bool:
    # Without a code of their own, nobody is the worker of a row that names no worker.
    return bool(person.worker) and code == person.worker


class MatrixLine(NamedTuple):
    role: Role
    sheet: str
    read: Scope
    add: Scope
    change: Scope


def matrix() -> list[MatrixLine]:
    """The whole policy, one line per role and sheet, in the order of roles and tabs."""
    return [
        MatrixLine(role, sheet, *(scope(role, action, sheet) for action in Action))
        for role in Role
        for sheet in SHEETS
    ]
