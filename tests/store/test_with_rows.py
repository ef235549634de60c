"""A Snapshot after a save: rows put in by key, and nobody spoils it for another."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table
from tests.world import SMALL, cells

Spoil = Callable[[pd.DataFrame], object]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    rows = cells(SMALL)
    rows["clients"].insert(2, [])  # a blank row between the two clients
    tables = {name: read_table(SHEETS[name], rows[name]) for name in SHEETS}
    return assemble(tables, datetime(2022, 2, 1, 9))


def test_a_changed_row_is_replaced_where_it_stands(snapshot: Snapshot) -> None:
    row = snapshot.row("clients", "ST-00018") or {}
    values: dict[str, Any] = {
        **row, "care_from": ("De Cirkel", "GGD"), "first_contact_on": date(2021, 9, 1),
        "expert_involved": False, "contact_state": "Geen contact"}  # fmt: skip
    after = snapshot.with_rows([("clients", values)])
    assert after.row("clients", "ST-00018") == values
    assert after.row_number("clients", "ST-00018") == 4
    assert after.row("clients", "ST-00004") == snapshot.row("clients", "ST-00004")
    assert snapshot.row("clients", "ST-00018") == row
    assert list(after.table("clients").dtypes) == list(snapshot.table("clients").dtypes)


def test_a_value_can_be_taken_away_again(snapshot: Snapshot) -> None:
    row = snapshot.row("clients", "ST-00004") or {}
    full = snapshot.with_rows([("clients", {**row, "care_from": ("GGD",), "aftercare": True})])
    bare = full.with_rows([("clients", {**row, "care_from": None, "aftercare": None})])
    assert bare.row("clients", "ST-00004") == row
    assert bare.table("clients").loc[2, "care_from"] == ()


def test_a_new_row_is_added_behind_the_last(snapshot: Snapshot) -> None:
    values = {"client_code": "ST-00022", "care_from": ("GGD", "IrisZorg"), "closed_on": None,
              "first_contact_on": date(2022, 2, 1), "aftercare": True}  # fmt: skip
    after = snapshot.with_rows([("clients", values)])
    assert list(after.table("clients").index) == [2, 4, 5]
    found = after.row("clients", "ST-00022") or {}
    assert {name: found[name] for name in values} == values
    assert len(snapshot.table("clients")) == 2


@pytest.mark.parametrize("name", SHEETS)
def test_the_first_row_of_an_empty_sheet_keeps_the_kinds(name: str, snapshot: Snapshot) -> None:
    sheet = SHEETS[name]
    only = snapshot.only({n: table.iloc[:0] for n, table in snapshot.tables.items()})
    after = only.with_rows([(name, {sheet.key().name: "XX-1"})])
    assert list(after.table(name).index) == [2]
    assert list(after.table(name).dtypes) == list(snapshot.table(name).dtypes)


def test_columns_the_schema_does_not_know_survive_a_save(snapshot: Snapshot) -> None:
    rows = cells(SMALL)
    rows["clients"] = [[*row, extra] for row, extra in zip(
        rows["clients"], ("Eigen", "een", "twee"), strict=True)]  # fmt: skip
    table = read_table(SHEETS["clients"], rows["clients"])
    own = snapshot.only({**snapshot.tables, "clients": table.frame})
    row = own.row("clients", "ST-00004") or {}
    after = own.with_rows([("clients", {**row, "aftercare": True}),
                           ("clients", {"client_code": "ST-00022"})])  # fmt: skip
    assert after.table("clients")["Eigen"].to_list()[:2] == ["een", "twee"]
    assert pd.isna(after.table("clients")["Eigen"].to_list()[2])


def spoil_cells(table: pd.DataFrame) -> None:
    for name in table.columns:
        table[name] = None


SPOILING: dict[str, Spoil] = {
    "every column": spoil_cells,
    "a cell by label": lambda t: t.__setitem__("client_code", "X"),
    "a cell by place": lambda t: t.iloc.__setitem__((0, 0), "X"),
    "a tuple": lambda t: t.at.__setitem__((2, "care_from"), ("X",)),
    "a date": lambda t: t.loc.__setitem__((2, "closed_on"), pd.Timestamp("2022-01-01")),
    "a column away": lambda t: t.pop("contact_state"),
    "other names": lambda t: setattr(t, "columns", range(len(t.columns))),
    "a name for the index": lambda t: setattr(t.index, "name", "x"),
}


@pytest.mark.parametrize("spoil", SPOILING.values(), ids=SPOILING)
def test_what_a_page_does_to_its_table_changes_nothing_for_others(
    spoil: Spoil, snapshot: Snapshot
) -> None:
    before = snapshot.tables["clients"].copy(deep=True)
    spoil(snapshot.table("clients"))
    pd.testing.assert_frame_equal(snapshot.table("clients"), before, check_names=True)


def test_the_arrays_behind_a_table_are_read_only(snapshot: Snapshot) -> None:
    for name in ("care_from", "closed_on"):
        with pytest.raises(ValueError, match="read-only"):
            snapshot.table("clients")[name].to_numpy()[0] = None


def test_a_row_by_key_is_plain_values_or_none(snapshot: Snapshot) -> None:
    row = snapshot.row("clients", "ST-00004") or {}
    assert row["expert_involved"] is True
    assert (row["care_from"], row["closed_on"]) == (None, None)
    assert snapshot.row("clients", "ST-99999") is None
    assert snapshot.row_number("clients", "ST-99999") is None
