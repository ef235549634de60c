"""The one place that decides who reads, adds or changes which row; docs/rechten.md prints it.

A role has a scope per sheet and action; `may` applies it to one row, narrow.py to whole tables.
A change is asked of `may_change`: for the row as it stands and for the row as it would become.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from lib.access.caseload import NO_CLIENTS, Caseload, Codes
from lib.access.person import Person
from lib.access.roles import Role
from lib.schema.choices import GrantKind, PublicationState
from lib.schema.workbook import SHEETS

Row = Mapping[str, Any]
_GRANTS = "access_grants"
_MANAGER = "case_manager"


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
    PUBLISHED = "wat gepubliceerd is"
    GLASS_CLIENT = "geopende cliënt"
    GLASS_CONTACTS = "eigen contacten met geopende cliënt"
    GRANTS_SEEN = "van eigen cliënten en aan zichzelf"
    GRANTS_GIVEN = "voor eigen cliënten; noodinzage voor zichzelf"
    GRANTS_ENDED = "eigen beëindigen; aangeboden overdracht aanvaarden of weigeren"
    GRANTS_REVIEWED = "noodinzage beoordelen"


Grants = Mapping[Action, Scope]


def _grants(read: Scope, add: Scope = Scope.NONE, change: Scope | None = None) -> Grants:
    """Who may add rows may change them, too, unless `change` says otherwise."""
    changes = add if change is None else change
    return MappingProxyType({Action.READ: read, Action.ADD: add, Action.CHANGE: changes})


_SEE, _KEEP = _grants(Scope.EVERY_ROW), _grants(Scope.EVERY_ROW, Scope.EVERY_ROW)
_NOTHING = _grants(Scope.NONE)
# Drafts are the project lead's; what was withdrawn is nobody's to read any more. Figures are
# there only of what was public once.
_PUBLISHED = {"publications": _grants(Scope.PUBLISHED), "publication_figures": _SEE}
# Ticking off or moving what is on one's own name; who hands out actions keeps the sheet.
_OWN_ACTIONS = MappingProxyType({**_SEE, Action.CHANGE: Scope.OWN_ACTIONS})

# Per role: a sheet by its name, else all sheets of its workbook. What is not named is refused.
_POLICY: Mapping[Role, Mapping[str, Grants]] = {
    Role.CASE_MANAGER: {
        "casework": _grants(Scope.OWN_CLIENTS, Scope.OWN_CLIENTS),
        "permits": _grants(Scope.OWN_CLIENTS, Scope.OWN_CLIENTS),
        "bottleneck_reports": _grants(Scope.OWN_OR_NO_CLIENT, Scope.OWN_OR_NO_CLIENT),
        _GRANTS: _grants(Scope.GRANTS_SEEN, Scope.GRANTS_GIVEN, Scope.GRANTS_ENDED),
        "progress": _SEE,
        "actions": _OWN_ACTIONS,
        "committee": _SEE,
        **_PUBLISHED,
    },
    Role.EXPERT: {
        "casework": _grants(Scope.OWN_CLIENTS),
        "permits": _grants(Scope.OWN_CLIENTS),
        "contacts": _grants(Scope.OWN_CLIENTS, Scope.OWN_CONTACTS),
        "bottleneck_reports": _grants(Scope.OWN_OR_NO_CLIENT),
        _GRANTS: _NOTHING,
        "progress": _SEE,
        "actions": _OWN_ACTIONS,
        "committee": _SEE,
        **_PUBLISHED,
    },
    Role.PROJECT_LEAD: {
        _GRANTS: _grants(Scope.EVERY_ROW, Scope.NONE, Scope.GRANTS_REVIEWED),
        "progress": _KEEP,
        "committee": _KEEP,
    },
    Role.COORDINATOR: {"progress": _KEEP, "committee": _SEE, **_PUBLISHED},
    Role.COMMITTEE: _PUBLISHED,
    Role.ADMINISTRATOR: {},
}

# What a case manager may with a client opened by break-glass; read and log a contact, no more.
_GLASS: Mapping[str, Grants] = {
    "casework": _grants(Scope.GLASS_CLIENT),
    "permits": _grants(Scope.GLASS_CLIENT),
    "contacts": _grants(Scope.GLASS_CLIENT, Scope.GLASS_CONTACTS, Scope.NONE),
    _GRANTS: _NOTHING,
}


def scope(role: Role, action: Action, sheet: str) -> Scope:
    """Which rows of the sheet the role reaches; none of a sheet the schema does not know."""
    return _scope(_POLICY[role], action, sheet)


def _scope(rules: Mapping[str, Grants], action: Action, sheet: str) -> Scope:
    if sheet not in SHEETS:
        return Scope.NONE
    return rules.get(sheet, rules.get(SHEETS[sheet].workbook, _NOTHING))[action]


def readable(sheet: str, caseload: Caseload) -> Codes:
    """The clients whose rows of this sheet somebody with this caseload reads."""
    is_open = _scope(_GLASS, Action.READ, sheet) is not Scope.NONE
    return caseload.kept | caseload.glass if is_open else caseload.kept


def may(
    person: Person,
    action: Action,
    sheet: str,
    row: Row | None = None,
    caseload: Caseload = NO_CLIENTS,
) -> bool:
    """Whether the person may do this to the row; without a row: to any row of the sheet at all.

    `caseload` holds the person's clients as the sheets say now; a row's client counts as
    own only when it is in there. A client to be added is own when she gets the person's code.
    Of a row in Toegang only a few columns may be changed; `may_change` knows which.
    """
    reach = scope(person.role, action, sheet)
    if row is None or reach in (Scope.NONE, Scope.EVERY_ROW):
        return reach is not Scope.NONE
    if reach is Scope.PUBLISHED:
        return row.get("state") == PublicationState.PUBLISHED
    if sheet == _GRANTS:
        return _may_with_grant(person, action, row, caseload)
    if sheet == "clients" and action is Action.ADD:
        return _is_self(person, row.get(_MANAGER))
    if reach is Scope.OWN_ACTIONS:
        return _is_self(person, row.get("who"))
    client = row.get(SHEETS[sheet].client_column or "")
    if not isinstance(client, str) or not client:  # None, or pandas' NaN
        return reach is Scope.OWN_OR_NO_CLIENT
    if client not in caseload.kept:
        reach = _scope(_GLASS, action, sheet) if client in caseload.glass else Scope.NONE
    if reach in (Scope.OWN_CONTACTS, Scope.GLASS_CONTACTS):
        return _is_self(person, row.get("worker"))
    return reach is not Scope.NONE


def may_change(person: Person, sheet: str, before: Row, after: Row, caseload: Caseload) -> bool:
    """Whether the person may make this row that one."""
    touched = {name for name, value in after.items() if value != before.get(name)}
    if sheet == _GRANTS:
        is_named = all(_is_self(person, after[n]) for n in touched & {"reviewed_by"})
        return is_named and touched <= _changeable(person, before, caseload)
    if _takes_over(person, sheet, touched, after, caseload):
        return True
    if sheet == "clients" and _MANAGER in touched:
        return False  # a client goes to a colleague who accepts her, and no other way
    return all(may(person, Action.CHANGE, sheet, row, caseload) for row in (before, after))


def _takes_over(
    person: Person, sheet: str, touched: set[str], after: Row, caseload: Caseload
) -> bool:
    """Somebody to whom a client was offered becomes her case manager; nothing else changes."""
    return (
        sheet in ("clients", "support")
        and scope(person.role, Action.CHANGE, sheet) is Scope.OWN_CLIENTS
        and touched == {_MANAGER}
        and _is_self(person, after[_MANAGER])
        and after.get("client_code") in caseload.offered
    )


def _may_with_grant(person: Person, action: Action, row: Row, caseload: Caseload) -> bool:
    is_own = row.get("client_code") in caseload.own
    is_mine = _is_self(person, row.get("worker"))
    if action is Action.READ:
        return is_own or is_mine
    if action is Action.CHANGE:
        return bool(_changeable(person, row, caseload))
    later = ("accepted_at", "reviewed_on", "reviewed_by")
    if not _is_self(person, row.get("given_by")) or any(row.get(n) is not None for n in later):
        return False
    if row.get("kind") == GrantKind.BREAK_GLASS:
        return is_mine
    return is_own and bool(row.get("worker")) and not is_mine


def _changeable(person: Person, row: Row, caseload: Caseload) -> set[str]:
    """The columns of a row in Toegang that this person may change."""
    kind, reach = row.get("kind"), scope(person.role, Action.CHANGE, _GRANTS)
    if reach is Scope.GRANTS_REVIEWED:
        return {"reviewed_on", "reviewed_by"} if kind == GrantKind.BREAK_GLASS else set()
    is_offer = kind == GrantKind.HANDOVER and row.get("accepted_at") is None
    client = row.get("client_code")
    if client in caseload.own:
        return {"until_at"} if is_offer or kind == GrantKind.STAND_IN else set()
    is_to_me = _is_self(person, row.get("worker")) and client in caseload.offered
    return {"accepted_at", "until_at"} if is_offer and is_to_me else set()


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


def glass_matrix() -> list[MatrixLine]:
    """What a case manager may with a client opened by break-glass, by sheet about a client."""
    return [
        MatrixLine(Role.CASE_MANAGER, name, *(_scope(_GLASS, action, name) for action in Action))
        for name, sheet in SHEETS.items()
        if sheet.client_column
    ]
