"""Narrowing keeps exactly the rows the policy lets the person read, and no word more."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from lib.access.caseload import caseload
from lib.access.narrow import narrow
from lib.access.person import Person
from lib.access.policy import Action, may
from lib.access.roles import Role
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS, sheets_of
from lib.snapshot import Snapshot
from lib.table import empty_table, row_values

MANAGER = Person("anna", "Anna", Role.CASE_MANAGER, "CM-01")
OTHER_MANAGER = Person("bart", "Bart", Role.CASE_MANAGER, "CM-02")
NAMELESS = Person("cas", "Cas", Role.CASE_MANAGER, None)
EXPERT = Person("esra", "Esra", Role.EXPERT, "ED-01")
LEAD = Person("pia", "Pia", Role.PROJECT_LEAD, "PL-01")
KEEPER = Person("co", "Co", Role.COORDINATOR, "CO-01")
MEMBER = Person("lid", "Lid", Role.COMMITTEE)
ADMIN = Person("beheer", "Beheer", Role.ADMINISTRATOR)
EVERYBODY = (MANAGER, OTHER_MANAGER, NAMELESS, EXPERT, LEAD, KEEPER, MEMBER, ADMIN)
CLIENT_SHEETS = [name for name, sheet in SHEETS.items() if sheet.client_column]

NOON = datetime(2022, 2, 1, 12)

CLIENTS: list[tuple[Any, Any, Any]] = [
    ("ST-AAAA1", "CM-01", True),
    ("ST-BBBB2", "CM-01", False),
    ("ST-CCCC3", "CM-02", True),
    ("ST-DDDD4", "CM-02", None),
    ("ST-EEEE5", None, None),
    (None, "CM-01", True),
]
CODES: list[Any] = [code for code, _, _ in CLIENTS] + ["ST-WEES9"]


def filled(name: str) -> pd.DataFrame:
    """Rows 2, 3, …: one per client code, one without client, one of an unknown client."""
    sheet = SHEETS[name]
    values: dict[str, list[Any]]
    if name == "clients":
        codes, managers, involved = zip(*CLIENTS, strict=True)
        values = {
            "client_code": list(codes),
            "case_manager": list(managers),
            "expert_involved": list(involved),
        }
    elif sheet.client_column:
        keys = [f"{sheet.prefix}-{n}" for n in range(len(CODES))]
        values = {sheet.key().name: keys, sheet.client_column: CODES}
    else:
        values = {sheet.key().name: [f"{sheet.prefix}-1"]}
    return framed(name, values)


def framed(name: str, values: dict[str, list[Any]]) -> pd.DataFrame:
    empty = empty_table(SHEETS[name]).frame
    count = len(next(iter(values.values())))
    index = range(2, count + 2)
    return pd.DataFrame(
        {
            column: pd.Series(values.get(str(column), [None] * count), index=index, dtype=dtype)
            for column, dtype in empty.dtypes.items()
        }
    )


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    tables = {name: filled(name) for name in SHEETS}
    problems = tuple(
        Problem(name, row, None, f"tekst van rij {row}", "code", "zin")
        for name in SHEETS
        for row in (None, 1, 2, 3, 4)
    )
    return Snapshot(tables, problems, datetime(2022, 2, 1))


def seen_by(person: Person, snapshot: Snapshot) -> Snapshot:
    return narrow(snapshot, person, caseload(snapshot, person, NOON))


def clients_in(snapshot: Snapshot, sheet: str) -> list[Any]:
    column = SHEETS[sheet].client_column
    assert column is not None
    return [None if pd.isna(code) else code for code in snapshot.table(sheet)[column]]


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        (MANAGER, {"ST-AAAA1", "ST-BBBB2"}),
        (OTHER_MANAGER, {"ST-CCCC3", "ST-DDDD4"}),
        (NAMELESS, set()),
        (EXPERT, {"ST-AAAA1", "ST-CCCC3"}),
        (LEAD, set()),
        (KEEPER, set()),
        (MEMBER, set()),
        (ADMIN, set()),
    ],
)
def test_the_caseload(snapshot: Snapshot, person: Person, codes: set[str]) -> None:
    assert caseload(snapshot, person, NOON).own == codes


@pytest.mark.parametrize("sheet", CLIENT_SHEETS)
def test_a_case_manager_holds_her_own_clients_alone(snapshot: Snapshot, sheet: str) -> None:
    without = [None] if sheet == "bottleneck_reports" else []
    assert clients_in(seen_by(MANAGER, snapshot), sheet) == ["ST-AAAA1", "ST-BBBB2", *without]


@pytest.mark.parametrize("sheet", [s for s in CLIENT_SHEETS if s != "access_grants"])
def test_an_expert_holds_the_clients_she_is_involved_with(snapshot: Snapshot, sheet: str) -> None:
    without = [None] if sheet == "bottleneck_reports" else []
    assert clients_in(seen_by(EXPERT, snapshot), sheet) == ["ST-AAAA1", "ST-CCCC3", *without]


@pytest.mark.parametrize("person", [LEAD, KEEPER, MEMBER, ADMIN])
@pytest.mark.parametrize("sheet", [s for s in CLIENT_SHEETS if s != "access_grants"])
def test_the_others_hold_no_row_of_a_client(snapshot: Snapshot, person: Person, sheet: str) -> None:
    table = seen_by(person, snapshot).table(sheet)
    assert len(table) == 0
    assert table.dtypes.equals(snapshot.table(sheet).dtypes)


@pytest.mark.parametrize(
    ("person", "workbooks"),
    [
        (MANAGER, {"progress", "committee"}),
        (EXPERT, {"progress", "committee"}),
        (LEAD, {"progress", "committee"}),
        (KEEPER, {"progress", "committee"}),
        (ADMIN, set()),
    ],
)
def test_sheets_without_clients_are_whole_or_empty(
    snapshot: Snapshot, person: Person, workbooks: set[str]
) -> None:
    narrowed = seen_by(person, snapshot)
    for workbook in ("progress", "committee"):
        sheets = [sheet.name for sheet in sheets_of(workbook) if sheet.name != "publications"]
        rows = [len(narrowed.table(name)) for name in sheets]
        assert set(rows) == {1 if workbook in workbooks else 0}


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("name", SHEETS)
def test_what_is_kept_is_what_the_policy_lets_read(
    snapshot: Snapshot, person: Person, name: str
) -> None:
    own, whole = caseload(snapshot, person, NOON), snapshot.table(name)
    allowed = [
        number
        for number, row in whole.iterrows()
        if may(person, Action.READ, name, row_values(SHEETS[name], row), own)
    ]
    assert list(seen_by(person, snapshot).table(name).index) == allowed


@pytest.mark.parametrize("person", [p for p in EVERYBODY if p is not KEEPER])
def test_a_problem_of_a_row_goes_where_its_row_goes(snapshot: Snapshot, person: Person) -> None:
    narrowed = seen_by(person, snapshot)
    expected = {
        (name, row)
        for name, table in narrowed.tables.items()
        for row in (2, 3, 4)
        if row in table.index
    }
    found = {(p.sheet, p.row) for p in narrowed.problems if p.row not in (None, 1)}
    assert found == expected


@pytest.mark.parametrize(
    ("person", "workbooks"),
    [
        (MANAGER, {"casework", "permits", "progress", "committee"}),
        (EXPERT, {"casework", "permits", "progress", "committee"}),
        (LEAD, {"casework", "permits", "progress", "committee"}),
        (KEEPER, {"casework", "permits", "progress", "committee"}),
        (ADMIN, set()),
    ],
)
def test_a_problem_of_a_sheet_is_for_its_readers_and_for_who_watches_over_sheets(
    snapshot: Snapshot, person: Person, workbooks: set[str]
) -> None:
    found = {(p.sheet, p.row) for p in seen_by(person, snapshot).problems if p.row in (None, 1)}
    readable = [sheet.name for workbook in workbooks for sheet in sheets_of(workbook)]
    if person is EXPERT:
        readable.remove("access_grants")
    assert found == {(name, row) for name in readable for row in (None, 1)}


@pytest.mark.parametrize(
    ("state", "held"),
    [("Concept", {"publication_figures"}), ("Ingetrokken", {"publication_figures"}),
     ("Gepubliceerd", {"publications", "publication_figures"})],
)  # fmt: skip
def test_a_committee_member_holds_what_is_published_and_no_draft(
    snapshot: Snapshot, state: str, held: set[str]
) -> None:
    rows = snapshot.table("publications").assign(state=state)
    now = snapshot.only({**snapshot.tables, "publications": rows})
    narrowed = seen_by(MEMBER, now)
    assert {name for name, table in narrowed.tables.items() if len(table)} == held
    assert {p.sheet for p in narrowed.problems} <= {"publications", "publication_figures"}


def test_who_mends_the_sheets_sees_every_problem(snapshot: Snapshot) -> None:
    assert seen_by(KEEPER, snapshot).problems == snapshot.problems
    assert len(seen_by(KEEPER, snapshot).table("clients")) == 0


def test_an_administrator_holds_nothing(snapshot: Snapshot) -> None:
    narrowed = seen_by(ADMIN, snapshot)
    assert set(narrowed.tables) == set(SHEETS)
    assert sum(len(table) for table in narrowed.tables.values()) == 0
    assert narrowed.problems == ()


def test_a_missing_client_never_matches_a_missing_client(snapshot: Snapshot) -> None:
    """Row 7 of clients has no code but is marked as hers: rows without client stay hidden."""
    assert 7 in snapshot.table("clients").index[snapshot.table("clients")["client_code"].isna()]
    for person in (MANAGER, EXPERT):
        assert None not in clients_in(seen_by(person, snapshot), "permits")


def test_a_sheet_the_schema_does_not_know_loses_its_rows(snapshot: Snapshot) -> None:
    tables = {**snapshot.tables, "logboek": pd.DataFrame({"client_code": ["ST-AAAA1"]})}
    more = Snapshot(tables, (), snapshot.read_at)
    for person in EVERYBODY:
        assert len(seen_by(person, more).table("logboek")) == 0


def test_the_whole_snapshot_stays_as_it_was(snapshot: Snapshot) -> None:
    narrowed = seen_by(MANAGER, snapshot)
    mine = narrowed.table("clients")
    mine.loc[2, "case_manager"] = "CM-99"
    assert len(snapshot.table("clients")) == len(CLIENTS)
    assert snapshot.table("clients").loc[2, "case_manager"] == "CM-01"
    assert narrowed.read_at == snapshot.read_at


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.username)
def test_what_is_spelled_otherwise_goes_with_its_row(snapshot: Snapshot, person: Person) -> None:
    spelled = tuple(p for p in snapshot.problems if p.row not in (None, 1))
    seen = seen_by(person, replace(snapshot, spellings=spelled))
    there = {(name, row) for name, table in seen.tables.items() for row in table.index}
    assert {(p.sheet, p.row) for p in seen.spellings} == there & {(p.sheet, p.row) for p in spelled}
