"""The policy, spelled out: every role × sheet × action, then row by row."""

from typing import Any

import pytest

from lib.access.caseload import Caseload
from lib.access.permissions import Permission
from lib.access.person import Person
from lib.access.policy import Action, Scope, matrix, may, may_change, scope
from lib.access.roles import Role
from lib.schema.workbook import SHEETS, sheets_of

READ, ADD, CHANGE = Action.READ, Action.ADD, Action.CHANGE
MANAGER = Person("anna", "Anna", Role.CASE_MANAGER, "CM-01")
EXPERT = Person("esra", "Esra", Role.EXPERT, "ED-01")
LEAD = Person("pia", "Pia", Role.PROJECT_LEAD, "PL-01")
KEEPER = Person("co", "Co", Role.COORDINATOR, "CO-01")
MEMBER = Person("lid", "Lid", Role.COMMITTEE)
ADMIN = Person("beheer", "Beheer", Role.ADMINISTRATOR)
EVERYBODY = (MANAGER, EXPERT, LEAD, KEEPER, MEMBER, ADMIN)
MINE, OTHER = "ST-7K3MQ", "ST-9WX2T"
OWN = Caseload(own=frozenset({MINE}))
GRANTS = "access_grants"
# What may be done with rows of Toegang is in test_grants.py.
CLIENT_SHEETS = [n for n, sheet in SHEETS.items() if sheet.client_column and n != GRANTS]

# read, add and change per role: – none · c own clients · x own clients and without client ·
# o own contacts · p published · a own actions · * every row · in Toegang: s seen, g given,
# e ended or accepted, r reviewed
EXPECTED = {
    "clients": "ccc c-- --- --- --- ---",
    "support": "ccc c-- --- --- --- ---",
    "consents": "ccc c-- --- --- --- ---",
    "contacts": "ccc coo --- --- --- ---",
    "appointments": "ccc c-- --- --- --- ---",
    "goals": "ccc c-- --- --- --- ---",
    "bottleneck_reports": "xxx x-- --- --- --- ---",
    GRANTS: "sge --- *-r --- --- ---",
    "permits": "ccc c-- --- --- --- ---",
    **{sheet.name: "*-- *-- *** *** --- ---" for sheet in sheets_of("progress")},
    "actions": "*-a *-a *** *** --- ---",
    **{sheet.name: "*-- *-- *** *-- --- ---" for sheet in sheets_of("committee")},
    "publications": "p-- p-- *** p-- p-- ---",
    "publication_figures": "*-- *-- *** *-- *-- ---",
}
SIGNS = {
    Scope.NONE: "-",
    Scope.OWN_CLIENTS: "c",
    Scope.OWN_OR_NO_CLIENT: "x",
    Scope.OWN_CONTACTS: "o",
    Scope.OWN_ACTIONS: "a",
    Scope.EVERY_ROW: "*",
    Scope.PUBLISHED: "p",
    Scope.GRANTS_SEEN: "s",
    Scope.GRANTS_GIVEN: "g",
    Scope.GRANTS_ENDED: "e",
    Scope.GRANTS_REVIEWED: "r",
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_matrix(sheet: str) -> None:
    lines = [line for line in matrix() if line.sheet == sheet]
    assert [line.role for line in lines] == list(Role)
    found = " ".join("".join(SIGNS[cell] for cell in line[2:]) for line in lines)
    assert found == EXPECTED[sheet]


def test_the_matrix_prints_in_dutch() -> None:
    line = next(line for line in matrix() if line.sheet == "contacts" and line.role is Role.EXPERT)
    assert [str(cell) for cell in line] == [
        "ervaringsdeskundige",
        "contacts",
        "eigen cliënten",
        "eigen contacten met eigen cliënten",
        "eigen contacten met eigen cliënten",
    ]


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", EVERYBODY)
def test_a_sheet_nobody_declared_is_of_nobody(person: Person, action: Action) -> None:
    assert not may(person, action, "logboek")
    assert not may(person, action, "logboek", {"client_code": MINE}, OWN)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("sheet", CLIENT_SHEETS)
def test_a_case_manager_keeps_the_rows_of_her_own_clients(sheet: str, action: Action) -> None:
    own, other = {"case_manager": "CM-01"}, {"case_manager": "CM-02"}
    assert may(MANAGER, action, sheet, {"client_code": MINE, **own}, OWN)
    assert not may(MANAGER, action, sheet, {"client_code": OTHER, **other}, OWN)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", [LEAD, KEEPER, MEMBER, ADMIN])
@pytest.mark.parametrize("sheet", CLIENT_SHEETS)
def test_the_others_touch_no_row_of_a_client(person: Person, sheet: str, action: Action) -> None:
    for row in (None, {"client_code": MINE}, {"client_code": None}):
        assert not may(person, action, sheet, row, OWN)


def test_whose_client_it_is_is_read_from_the_caseload_not_from_the_row() -> None:
    claimed = {"client_code": OTHER, "case_manager": "CM-01"}
    for action in (READ, CHANGE):
        assert not may(MANAGER, action, "clients", claimed, OWN)
    for action in Action:
        assert not may(MANAGER, action, "support", claimed, OWN)


def test_a_new_client_is_added_under_ones_own_code_only() -> None:
    assert may(MANAGER, ADD, "clients", {"client_code": OTHER, "case_manager": "CM-01"})
    assert not may(MANAGER, ADD, "clients", {"client_code": OTHER, "case_manager": "CM-02"}, OWN)
    assert not may(MANAGER, ADD, "clients", {"client_code": OTHER, "case_manager": None}, OWN)


@pytest.mark.parametrize("other", ["CM-02", None])
def test_a_client_is_not_given_to_who_did_not_accept_her(other: str | None) -> None:
    before = {"client_code": MINE, "case_manager": "CM-01", "zone_status": "x"}
    assert may_change(MANAGER, "clients", before, {**before, "zone_status": "y"}, OWN)
    assert not may_change(MANAGER, "clients", before, {**before, "case_manager": other}, OWN)


def test_a_client_is_not_taken_over() -> None:
    before = {"client_code": OTHER, "case_manager": "CM-02"}
    assert not may_change(MANAGER, "clients", before, {**before, "case_manager": "CM-01"}, OWN)
    assert not may(MANAGER, CHANGE, "clients", {**before, "case_manager": "CM-01"}, OWN)


@pytest.mark.parametrize("client", [None, "", float("nan")])
def test_a_row_without_client_is_of_nobody_except_a_report(client: Any) -> None:
    row = {"client_code": client}
    for action in Action:
        assert not may(MANAGER, action, "permits", row, OWN)
        assert not may(MANAGER, action, "contacts", row, OWN)
        assert may(MANAGER, action, "bottleneck_reports", row, OWN)
    assert may(EXPERT, READ, "bottleneck_reports", row, OWN)
    assert not may(EXPERT, ADD, "bottleneck_reports", row, OWN)


def test_without_worker_code_nothing_matches_nothing() -> None:
    nameless = Person("x", "X", Role.CASE_MANAGER, None)
    assert not may(nameless, ADD, "clients", {"client_code": MINE, "case_manager": None})
    no_code = Person("y", "Y", Role.EXPERT, None)
    row = {"client_code": MINE, "worker": None}
    assert not may(no_code, ADD, "contacts", row, OWN)


@pytest.mark.parametrize("action", [ADD, CHANGE])
def test_an_expert_writes_her_own_contacts_with_clients_she_is_involved_with(
    action: Action,
) -> None:
    assert may(EXPERT, action, "contacts", {"client_code": MINE, "worker": "ED-01"}, OWN)
    assert not may(EXPERT, action, "contacts", {"client_code": MINE, "worker": "CM-01"}, OWN)
    assert not may(EXPERT, action, "contacts", {"client_code": OTHER, "worker": "ED-01"}, OWN)
    assert not may(EXPERT, action, "contacts", {"worker": "ED-01"}, OWN)
    assert not may(EXPERT, action, "appointments", {"client_code": MINE, "worker": "ED-01"}, OWN)


def test_an_expert_reads_what_colleagues_wrote_about_those_clients() -> None:
    assert may(EXPERT, READ, "contacts", {"client_code": MINE, "worker": "CM-01"}, OWN)
    assert not may(EXPERT, READ, "contacts", {"client_code": OTHER, "worker": "ED-01"}, OWN)


def test_an_empty_caseload_is_the_default() -> None:
    assert not may(MANAGER, READ, "contacts", {"client_code": MINE})


@pytest.mark.parametrize("role", Role)
def test_permissions_never_promise_what_the_rows_refuse(role: Role) -> None:
    """A page that opens must have rows to show, a form that opens must be able to save."""
    person = Person("x", "X", role, "XX-01")
    needs = {
        Permission.SEE_CASELOAD: (READ, "clients"),
        Permission.LOG_CONTACT: (ADD, "contacts"),
        Permission.EDIT_CLIENT: (CHANGE, "clients"),
        Permission.SEE_PROGRESS: (READ, "bottlenecks"),
        Permission.EDIT_PROGRESS: (CHANGE, "bottlenecks"),
        Permission.SEE_COMMITTEE_FIGURES: (READ, "publications"),
        Permission.PUBLISH: (ADD, "publications"),
    }
    for permission, (action, sheet) in needs.items():
        assert person.has(permission) == (scope(role, action, sheet) is not Scope.NONE), permission


@pytest.mark.parametrize("person", [MANAGER, EXPERT])
def test_somebody_changes_the_actions_on_their_own_name_only(person: Person) -> None:
    assert may(person, CHANGE, "actions", {"who": person.worker})
    for who in ("PL-01", None, ""):
        assert not may(person, CHANGE, "actions", {"who": who})
    assert not may(person, ADD, "actions", {"who": person.worker})


def test_without_a_code_nobody_owns_an_action() -> None:
    nobody = Person("anna", "Anna", Role.CASE_MANAGER)
    assert not may(nobody, CHANGE, "actions", {"who": None})
