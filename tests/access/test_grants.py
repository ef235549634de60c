"""Access beyond the own caseload: what a row of Toegang gives, from when until when, and who may
write which."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.access.caseload import Caseload, caseload
from lib.access.narrow import narrow
from lib.access.person import Person
from lib.access.policy import Action, glass_matrix, may, may_change
from lib.access.roles import Role
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table, row_values
from tests.world import SMALL, cells

READ, ADD, CHANGE = Action.READ, Action.ADD, Action.CHANGE
MINE, OTHER = "ST-00004", "ST-00018"  # of CM-01, of CM-02
NOON = datetime(2022, 2, 1, 12)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
GLASS, STAND_IN, HANDOVER = "Noodinzage", "Vervanging", "Overdracht"
SEALED = "geheim:t:cmVkZW4"
CLIENT_SHEETS = [name for name, sheet in SHEETS.items() if sheet.client_column]

ANNA = Person("anna", "Anna", Role.CASE_MANAGER, "CM-01")
BART = Person("bart", "Bart", Role.CASE_MANAGER, "CM-02")
CARLA = Person("carla", "Carla", Role.CASE_MANAGER, "CM-03")
LEAD = Person("pia", "Pia", Role.PROJECT_LEAD, "PL-01")
OTHERS = (
    Person("esra", "Esra", Role.EXPERT, "CM-02"),
    Person("co", "Co", Role.COORDINATOR, "CM-02"),
    Person("lid", "Lid", Role.COMMITTEE, "CM-02"),
    Person("beheer", "Beheer", Role.ADMINISTRATOR, "CM-02"),
    Person("naamloos", "Naamloos", Role.CASE_MANAGER, None),
)
OWNER, STRANGER = Caseload(own=frozenset({MINE})), Caseload()
OFFERED = Caseload(offered=frozenset({MINE}))


def grant(kind: str = STAND_IN, **values: Any) -> dict[str, Any]:
    """CM-01 gives CM-02 access to her client, or CM-02 takes it."""
    blank = {column.name: None for column in SHEETS["access_grants"].columns}
    row = {**blank, "grant_id": "TG-1", "client_code": MINE, "worker": "CM-02", "kind": kind,
           "from_at": NOON, "given_by": "CM-01"}  # fmt: skip
    if kind == STAND_IN:
        row["until_at"] = NOON + timedelta(days=7)
    if kind == GLASS:
        row |= {"until_at": NOON + 4 * HOUR, "given_by": "CM-02", "reason": SEALED}
    return {**row, **values}


def world(*grants: dict[str, Any], **more: Any) -> Snapshot:
    made = cells({**SMALL, "access_grants": list(grants), **more})
    return assemble({n: read_table(sheet, made[n]) for n, sheet in SHEETS.items()}, NOON)


def seen_codes(snapshot: Snapshot, person: Person, now: datetime) -> set[str]:
    """Clients with any row in what the person holds, Toegang aside."""
    held = narrow(snapshot, person, caseload(snapshot, person, now))
    return {
        code
        for name in CLIENT_SHEETS
        if name != "access_grants"
        for code in held.table(name)["client_code"].dropna()
    }


def of_bart(now: datetime, *grants: dict[str, Any]) -> Caseload:
    return caseload(world(*grants), BART, now)


# ── what a row gives ─────────────────────────────────────────────────────────────────────────


def test_a_stand_in_reads_and_writes_as_with_her_own_clients() -> None:
    found = of_bart(NOON, grant())
    assert found.stood_in == {MINE}
    assert seen_codes(world(grant()), BART, NOON) == {MINE, OTHER}
    row = {"client_code": MINE, "worker": "CM-01", "case_manager": "CM-01"}
    for sheet in CLIENT_SHEETS:
        if sheet != "access_grants":
            assert may(BART, READ, sheet, row, found)
            assert may_change(BART, sheet, row, {**row, "worker": "CM-02"}, found)
            assert sheet == "clients" or may(BART, ADD, sheet, row, found)


def test_a_stand_in_does_not_pass_the_client_on() -> None:
    found = of_bart(NOON, grant())
    for kind in (STAND_IN, HANDOVER):
        onwards = grant(kind, worker="CM-03", given_by="CM-02")
        assert not may(BART, ADD, "access_grants", onwards, found)
    client = {"client_code": MINE, "case_manager": "CM-01"}
    assert not may_change(BART, "clients", client, {**client, "case_manager": "CM-02"}, found)


@pytest.mark.parametrize("sheet", CLIENT_SHEETS)
def test_who_broke_the_glass_reads_and_adds_own_contacts_and_nothing_else(sheet: str) -> None:
    found = of_bart(NOON, grant(GLASS))
    assert found.glass == {MINE}
    mine = {"client_code": MINE, "worker": "CM-02"}
    assert may(BART, READ, sheet, grant(GLASS) if sheet == "access_grants" else mine, found)
    assert may(BART, ADD, sheet, mine, found) == (sheet == "contacts")
    assert not may(BART, ADD, sheet, {**mine, "worker": "CM-01"}, found)
    assert not may_change(BART, sheet, mine, {**mine, "remark": "x"}, found)
    line = next(line for line in glass_matrix() if line.sheet == sheet)
    assert (line.add != "–") == (sheet == "contacts")
    assert line.change == "–"


@pytest.mark.parametrize("kind", [STAND_IN, GLASS])
def test_access_begins_and_ends_at_its_moment(kind: str) -> None:
    end = grant(kind)["until_at"]
    given = world(grant(kind))
    for now, is_open in [
        (NOON - SECOND, False), (NOON, True), (end - SECOND, True), (end, False),
        (end + timedelta(days=365), False),
    ]:  # fmt: skip
        assert (MINE in seen_codes(given, BART, now)) == is_open, now


@pytest.mark.parametrize("until", [None, NOON + 9 * HOUR, NOON + timedelta(days=99)])
def test_a_break_glass_ends_after_four_hours_whatever_stands_in_the_sheet(until: Any) -> None:
    row = grant(GLASS, until_at=until)
    assert of_bart(NOON + 4 * HOUR - SECOND, row).glass == {MINE}
    assert of_bart(NOON + 4 * HOUR, row).glass == set()


def test_a_break_glass_may_end_sooner() -> None:
    row = grant(GLASS, until_at=NOON + HOUR)
    assert of_bart(NOON + HOUR - SECOND, row).glass == {MINE}
    assert of_bart(NOON + HOUR, row).glass == set()


@pytest.mark.parametrize(
    "row",
    [
        grant(GLASS, reason=None),
        grant(GLASS, reason="zonder sleutel getypt"),
        grant(GLASS, from_at=None),
        grant(until_at=None),
        grant(from_at=None),
        grant(given_by=None),
        grant(given_by="CM-02"),
        grant(given_by="CM-03"),
        grant(kind=None),
        grant(worker=None),
        grant(client_code=None),
        grant(HANDOVER),
        grant(HANDOVER, accepted_at=NOON),
    ],
    ids=lambda row: f"{row['kind']} {row['given_by']} {row['from_at']} {row['until_at']}",
)
def test_an_incomplete_or_forged_row_opens_nothing(row: dict[str, Any]) -> None:
    assert seen_codes(world(row), BART, NOON) == {OTHER}


def test_a_stand_in_ends_when_the_client_goes_to_another_case_manager() -> None:
    moved = [{**SMALL["clients"][0], "case_manager": "CM-03"}, SMALL["clients"][1]]
    assert seen_codes(world(grant(), clients=moved), BART, NOON) == {OTHER}


def test_a_code_on_two_rows_has_no_one_case_manager_who_gives() -> None:
    twice = [*SMALL["clients"], {**SMALL["clients"][0], "case_manager": "CM-03"}]
    assert of_bart(NOON, grant()).stood_in == {MINE}
    assert caseload(world(grant(), clients=twice), BART, NOON).kept == {OTHER}


def test_an_offered_client_is_not_seen_and_is_offered_by_her_own_case_manager_only() -> None:
    assert of_bart(NOON, grant(HANDOVER)).offered == {MINE}
    assert seen_codes(world(grant(HANDOVER)), BART, NOON) == {OTHER}
    for row in (
        grant(HANDOVER, given_by="CM-03"), grant(HANDOVER, accepted_at=NOON),
        grant(HANDOVER, until_at=NOON), grant(HANDOVER, worker="CM-03"),
    ):  # fmt: skip
        assert of_bart(NOON, row).offered == set()


@pytest.mark.parametrize("person", OTHERS, ids=lambda person: person.username)
@pytest.mark.parametrize("kind", [STAND_IN, GLASS, HANDOVER])
def test_a_grant_gives_nothing_to_who_is_no_case_manager(kind: str, person: Person) -> None:
    without, given = world(), world(grant(kind))
    assert caseload(given, person, NOON) == caseload(without, person, NOON)
    assert seen_codes(given, person, NOON) == seen_codes(without, person, NOON)


_KINDS = st.sampled_from([STAND_IN, GLASS, HANDOVER])
_WORKERS = st.sampled_from(["CM-01", "CM-02", "CM-03", None])
_MOMENTS = st.integers(-400, 400).map(lambda n: NOON + n * timedelta(minutes=15)) | st.none()
_ROWS = st.lists(
    st.builds(
        dict,
        client_code=st.sampled_from([MINE, OTHER, None]),
        worker=_WORKERS,
        kind=_KINDS,
        reason=st.sampled_from([SEALED, None]),
        from_at=_MOMENTS,
        until_at=_MOMENTS,
        accepted_at=_MOMENTS,
        given_by=_WORKERS,
    ),
    max_size=4,
)


@given(rows=_ROWS, minutes=st.integers(-3000, 3000))
def test_without_a_grant_of_ones_own_nothing_of_another_is_held(
    rows: list[dict[str, Any]], minutes: int
) -> None:
    """And what is held is, row for row, what the policy lets read."""
    now = NOON + timedelta(minutes=minutes)
    numbered = [{**row, "grant_id": f"TG-{n}"} for n, row in enumerate(rows)]
    snapshot = world(*numbered)
    for person, own in ((ANNA, {MINE}), (BART, {OTHER}), (CARLA, set()), (LEAD, set())):
        found = caseload(snapshot, person, now)
        entitled = {
            row["client_code"]
            for row in rows
            if row["worker"] == person.worker and _entitles(row, now)
        }
        assert seen_codes(snapshot, person, now) <= own | entitled
        assert found.own == own
        held = narrow(snapshot, person, found)
        for name in CLIENT_SHEETS:
            allowed = [
                number
                for number, row in snapshot.table(name).iterrows()
                if may(person, READ, name, row_values(SHEETS[name], row), found)
            ]
            assert list(held.table(name).index) == allowed


def _entitles(row: dict[str, Any], now: datetime) -> bool:
    """The rule in other words than the code's."""
    begins, ends = row["from_at"], row["until_at"]
    if begins is None or now < begins or (ends is not None and now >= ends):
        return False
    if row["kind"] == GLASS:
        return row["reason"] is not None and now < begins + 4 * HOUR
    owner = {MINE: "CM-01", OTHER: "CM-02"}.get(row["client_code"])
    return row["kind"] == STAND_IN and ends is not None and row["given_by"] == owner


@given(rows=_ROWS, minutes=st.integers(-3000, 3000), later=st.integers(0, 6000))
def test_until_it_says_so_a_caseload_stays_what_it_is(
    rows: list[dict[str, Any]], minutes: int, later: int
) -> None:
    now = NOON + timedelta(minutes=minutes)
    then = now + timedelta(minutes=later)
    numbered = [{**row, "grant_id": f"TG-{n}"} for n, row in enumerate(rows)]
    snapshot = world(*numbered)
    found = caseload(snapshot, BART, now)
    if not found.is_over(then):
        assert caseload(snapshot, BART, then) == found


# ── who writes which row ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [STAND_IN, HANDOVER])
def test_a_case_manager_gives_access_to_her_own_clients_in_her_own_name(kind: str) -> None:
    assert may(ANNA, ADD, "access_grants", grant(kind), OWNER)
    for forged in (
        {"client_code": OTHER}, {"client_code": None}, {"given_by": "CM-02"}, {"given_by": None},
        {"worker": "CM-01"}, {"worker": None}, {"accepted_at": NOON}, {"kind": GLASS},
        {"reviewed_on": NOON.date()}, {"reviewed_by": "PL-01"},
    ):  # fmt: skip
        assert not may(ANNA, ADD, "access_grants", {**grant(kind), **forged}, OWNER), forged


def test_one_breaks_the_glass_for_oneself() -> None:
    assert may(BART, ADD, "access_grants", grant(GLASS), STRANGER)
    for forged in (
        {"worker": "CM-03"}, {"given_by": "CM-01"}, {"worker": None}, {"accepted_at": NOON},
        {"reviewed_on": NOON.date()}, {"reviewed_by": "PL-01"},
    ):  # fmt: skip
        assert not may(BART, ADD, "access_grants", grant(GLASS, **forged), STRANGER), forged


@pytest.mark.parametrize("person", [LEAD, *OTHERS], ids=lambda person: person.username)
@pytest.mark.parametrize("kind", [STAND_IN, GLASS, HANDOVER])
def test_nobody_else_gives_or_takes_access(kind: str, person: Person) -> None:
    for given_by in ("CM-01", "CM-02", person.worker):
        row = grant(kind, worker=person.worker, given_by=given_by)
        assert not may(person, ADD, "access_grants", row, OWNER)


def changed(person: Person, of: Caseload, row: dict[str, Any], **values: Any) -> bool:
    return may_change(person, "access_grants", row, {**row, **values}, of)


@pytest.mark.parametrize("kind", [STAND_IN, HANDOVER])
def test_the_giver_ends_what_she_gave_and_changes_nothing_else_of_it(kind: str) -> None:
    assert changed(ANNA, OWNER, grant(kind), until_at=NOON)
    for values in ({"worker": "CM-03"}, {"client_code": OTHER}, {"kind": GLASS},
                   {"accepted_at": NOON}, {"given_by": "CM-02"}, {"from_at": NOON + HOUR},
                   {"until_at": NOON, "worker": "CM-03"}):  # fmt: skip
        assert not changed(ANNA, OWNER, grant(kind), **values), values
    assert not changed(CARLA, STRANGER, grant(kind), until_at=NOON)


def test_an_accepted_handover_is_history() -> None:
    row = grant(HANDOVER, accepted_at=NOON)
    for person, of in ((ANNA, OWNER), (BART, OWNER), (BART, OFFERED)):
        assert not changed(person, of, row, until_at=NOON)
        assert not changed(person, of, row, accepted_at=None)


def test_a_break_glass_is_changed_by_nobody_but_who_reviews_it() -> None:
    row = grant(GLASS)
    for person, of in ((ANNA, OWNER), (BART, Caseload(glass=frozenset({MINE})))):
        for values in ({"until_at": NOON + HOUR}, {"reviewed_on": NOON.date()}, {"reason": "x"}):
            assert not changed(person, of, row, **values)
    assert changed(LEAD, STRANGER, row, reviewed_on=NOON.date(), reviewed_by="PL-01")
    assert not changed(LEAD, STRANGER, row, reviewed_on=NOON.date(), reviewed_by="CM-01")
    assert not changed(LEAD, STRANGER, row, reviewed_by="PL-01", reason="x")
    assert not changed(LEAD, STRANGER, grant(STAND_IN), reviewed_by="PL-01")
    for person in OTHERS:
        assert not changed(person, STRANGER, row, reviewed_on=NOON.date())


def test_the_receiver_accepts_or_refuses_and_changes_nothing_else_of_it() -> None:
    row = grant(HANDOVER)
    assert changed(BART, OFFERED, row, accepted_at=NOON)
    assert changed(BART, OFFERED, row, until_at=NOON)
    for values in ({"worker": "CM-03"}, {"client_code": OTHER}, {"given_by": "CM-02"},
                   {"kind": STAND_IN}, {"accepted_at": NOON, "worker": "CM-03"}):  # fmt: skip
        assert not changed(BART, OFFERED, row, **values), values
    assert not changed(CARLA, OFFERED, row, accepted_at=NOON)
    assert not changed(BART, STRANGER, row, accepted_at=NOON)
    assert not changed(BART, OFFERED, grant(STAND_IN), until_at=NOON)


@pytest.mark.parametrize("sheet", ["clients", "support"])
def test_who_accepts_becomes_the_case_manager_and_nothing_else_changes(sheet: str) -> None:
    before = {"client_code": MINE, "case_manager": "CM-01", "approach": "Presentie"}

    def takes(of: Caseload, person: Person = BART, **values: Any) -> bool:
        return may_change(person, sheet, before, {**before, **values}, of)

    assert takes(OFFERED, case_manager="CM-02")
    assert not takes(OFFERED, case_manager="CM-03")
    assert not takes(OFFERED, case_manager=None)
    assert not takes(OFFERED, case_manager="CM-02", approach="Bemoeizorg")
    assert not takes(OFFERED, approach="Bemoeizorg")
    assert not takes(STRANGER, case_manager="CM-02")
    for person in OTHERS:
        assert not takes(OFFERED, person, case_manager=person.worker)


def test_rows_of_toegang_are_read_by_the_owner_of_the_client_the_holder_and_the_reviewer() -> None:
    for kind in (STAND_IN, GLASS, HANDOVER):
        assert may(ANNA, READ, "access_grants", grant(kind), OWNER)
        assert may(BART, READ, "access_grants", grant(kind), STRANGER)
        assert may(LEAD, READ, "access_grants", grant(kind), STRANGER)
        assert not may(CARLA, READ, "access_grants", grant(kind), STRANGER)
        assert not may(CARLA, READ, "access_grants", grant(kind), OFFERED)
        for person in OTHERS:
            assert not may(person, READ, "access_grants", grant(kind), STRANGER)
