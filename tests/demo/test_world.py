"""The rows as rows: repeatable, without problems, and of one time."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from lib.demo.days import AS_OF, CLOSED_FROM, EXPERT_FROM
from lib.demo.world import rows, world
from lib.measures import worklist
from lib.schema.choices import Channel, Outcome
from lib.schema.column import Kind
from lib.schema.workbook import SHEETS
from lib.snapshot import organisation_names
from lib.table import row_values
from tests.demo.reading import snapshot_of


def test_the_same_seed_gives_the_same_world(memo_world):
    assert world() == memo_world


def test_another_seed_gives_other_codes_and_other_contacts(memo_world):
    other = world(seed=7)
    codes, others = (
        {row["client_code"] for row in made["clients"]} for made in (memo_world, other)
    )
    assert not codes & others
    assert [r["held_on"] for r in other["contacts"]] != [
        r["held_on"] for r in memo_world["contacts"]
    ]


def test_every_sheet_is_there_with_its_headers(memo_cells):
    assert list(memo_cells) == list(SHEETS)
    for name, sheet in SHEETS.items():
        assert memo_cells[name][0] == [column.header for column in sheet.columns]


@pytest.mark.parametrize("seed", [2022, 1, 99])
def test_no_cell_has_a_problem(seed, cipher):
    """Kinds, choices, limits, required, references, duplicate keys, overlapping periods."""
    assert snapshot_of(rows(world(seed), cipher)).problems == ()


def test_a_planted_fault_is_a_problem(memo_world, cipher):
    spoilt = {**memo_world, "team": memo_world["team"][1:]}
    problems = snapshot_of(rows(spoilt, cipher)).problems
    assert {problem.code for problem in problems} == {"unknown_reference"}
    assert {problem.text for problem in problems} == {"CM-01"}


@pytest.mark.parametrize("name", list(SHEETS))
def test_every_rule_of_the_schema_holds(name, memo_snapshot):
    sheet = SHEETS[name]
    for _, frame_row in memo_snapshot.table(name).iterrows():
        row = row_values(sheet, frame_row)
        assert [rule.sentence for rule in sheet.rules if not rule.holds(row)] == []


@pytest.mark.parametrize("name", list(SHEETS))
def test_a_row_names_only_columns_of_its_sheet_and_fits_them(name, memo_world):
    sheet = SHEETS[name]
    columns = {column.name: column for column in sheet.columns}
    for row in memo_world[name]:
        assert row.keys() <= columns.keys()
        for key, value in row.items():
            longest = columns[key].max_length
            assert longest is None or value is None or len(str(value)) <= longest


def test_what_is_read_is_what_was_meant(memo_world, memo_snapshot):
    """Except the one name of organisations, and secrets, which stay sealed."""
    apart = (Kind.SECRET, Kind.ORGANISATION, Kind.ORGANISATIONS)
    for name, sheet in SHEETS.items():
        frame = memo_snapshot.table(name)
        assert len(frame) == len(memo_world[name])
        for (_, found), meant in zip(frame.iterrows(), memo_world[name], strict=True):
            values = row_values(sheet, found)
            for column in sheet.columns:
                if column.kind not in apart and not column.name.startswith("changed_"):
                    wanted = meant.get(column.name)
                    assert values[column.name] == (None if wanted == () else wanted), column.name


def test_every_row_is_stamped(memo_snapshot):
    for name, sheet in SHEETS.items():
        if any(column.name == "changed_by" for column in sheet.columns):
            frame = memo_snapshot.table(name)
            assert set(frame["changed_by"]) <= {"demo"}
            assert frame["changed_on"].notna().all()


def test_every_organisation_is_known_by_one_name(memo_snapshot):
    names = set(organisation_names(memo_snapshot.table("organisations")).values())
    found = set(memo_snapshot.table("team")["organisation"])
    for name, sheet in SHEETS.items():
        for column in sheet.columns:
            values = memo_snapshot.table(name)[column.name]
            if column.kind is Kind.ORGANISATION:
                found |= set(values.dropna())
            elif column.kind is Kind.ORGANISATIONS:
                found |= {one for several in values for one in several}
    assert found <= names


def test_spellings_differ_in_the_rows_as_in_real_sheets(memo_world):
    care = {name for row in memo_world["clients"] for name in row["care_from"]}
    assert {"IrisZorg", "Iriszorg", "F-ACT", "FACT", "F-ACT team"} <= care


def test_caseloads_are_even(memo_world):
    loads = Counter(row["case_manager"] for row in memo_world["clients"])
    assert loads == {"CM-01": 9, "CM-02": 9, "CM-03": 9}


def test_contacts_are_of_known_days_and_of_who_worked_then(memo_world):
    first = {row["client_code"]: row["first_contact_on"] for row in memo_world["clients"]}
    started = {row["worker"]: row["started_on"] for row in memo_world["team"]}
    contacts = memo_world["contacts"]
    assert 600 <= len(contacts) <= 900
    assert all(a["held_on"] <= b["held_on"] for a, b in pairwise(contacts))
    for row in contacts:
        assert first[row["client_code"]] <= row["held_on"] < AS_OF
        assert row["held_on"] >= started[row["worker"]]
        assert not (row["with_expert"] and row["held_on"] < EXPERT_FROM)
        closed_room = row["channel"] is Channel.LIVING_ROOM and row["held_on"] >= CLOSED_FROM
        assert not closed_room


def test_the_first_contact_was_a_conversation(memo_world):
    earliest = {}
    for row in memo_world["contacts"]:
        earliest.setdefault(row["client_code"], row)
    for client in memo_world["clients"]:
        contact = earliest[client["client_code"]]
        assert contact["held_on"] == client["first_contact_on"]
        assert contact["outcome"] is Outcome.SPOKEN


def test_company_on_appointments_is_of_who_worked_then(memo_world):
    started = {row["worker"]: row["started_on"] for row in memo_world["team"]}
    for row in memo_world["appointments"]:
        # Of the last days nobody wrote down yet how they went.
        assert (row["outcome"] is None) == (row["planned_on"] > AS_OF - timedelta(days=5))
        if row["accompanied_by"]:
            assert row["planned_on"] >= started[row["accompanied_by"]]


def test_a_smaller_world_is_the_beginning_of_the_larger():
    small = world(clients=5, contacts=40)
    assert [len(small[name]) for name in ("clients", "contacts")] == [5, 40]
    codes = {row["client_code"] for row in world()["clients"]}
    assert {row["client_code"] for row in small["clients"]} <= codes


@pytest.mark.parametrize(("clients", "contacts"), [(0, 0), (1, 0), (3, 1)])
def test_the_smallest_worlds_have_no_problems(clients, contacts, cipher):
    assert snapshot_of(rows(world(clients=clients, contacts=contacts), cipher)).problems == ()


def test_a_large_world_is_made_to_size(cipher):
    made = world(clients=300, contacts=5000)
    assert [len(made[name]) for name in ("clients", "contacts")] == [300, 5000]
    assert snapshot_of(rows(made, cipher)).problems == ()


def test_today_has_something_for_everybody(memo_snapshot):
    """Who was not seen, follow-ups, appointments ahead, consents to reconfirm."""
    assert 2 <= len(worklist.unseen(memo_snapshot, AS_OF)) <= 5
    assert len(worklist.follow_ups_due(memo_snapshot, AS_OF)) >= 3
    assert len(worklist.appointments_ahead(memo_snapshot, AS_OF)) >= 2
    consents = worklist.consents_expiring(memo_snapshot, AS_OF)
    assert len(consents) >= 3
    assert not consents["is_expired"].any()
    assert memo_snapshot.table("consents")["withdrawn_on"].notna().sum() == 1
