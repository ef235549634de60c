"""What is saved is read again, through the real client, in a Dutch workbook."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import gspread
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import localsheets
from lib.change import Change
from lib.cipher import Place, is_sealed
from lib.schema.column import Column, Kind
from lib.schema.workbook import SHEETS
from lib.store.build import build
from lib.store.store import Store
from tests.schema.values import NASTY, values
from tests.store.conftest import CIPHER, ME, NOW, Bench
from tests.store.test_store import add_contact, change_client
from tests.world import SMALL, cells

WRITTEN = (
    "clients", "contacts", "appointments", "permits", "bottlenecks", "key_figures", "consents"
)  # fmt: skip
D = date.fromisoformat


def row_of(sheet: str) -> st.SearchStrategy[dict[str, Any]]:
    """A whole row without its key and stamp; organisations under names that nobody aliases."""

    def one(column: Column) -> st.SearchStrategy[Any]:
        if column.is_secret:
            return st.none()
        return values(column) if column.is_required else st.none() | values(column)

    columns = [c for c in SHEETS[sheet].columns if not c.is_protected]
    return st.fixed_dictionaries({c.name: one(c) for c in columns})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One in-memory world for all examples; each adds a row of its own."""
    session = localsheets.session()
    client = gspread.Client(auth=None, session=session)
    ids = build(client, cells(SMALL))
    yield Store(
        client, ids, tmp_path_factory.mktemp("store"), clock=lambda: NOW, cipher=lambda: CIPHER
    )
    session.close()


@pytest.mark.parametrize("sheet", WRITTEN)
@settings(max_examples=3)
@given(data=st.data())
def test_saved_rows_are_read_again_as_they_were(
    sheet: str, store: Store, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(row_of(sheet), min_size=3, max_size=4))
    seen = store.read()
    keys = [f"RT-{len(seen.table(sheet)) + number}" for number in range(len(rows))]
    changes = [Change(sheet, key, None, row) for key, row in zip(keys, rows, strict=True)]
    receipt = store.write(changes, ME, seen)
    after = store.read()
    for key, row, written in zip(keys, rows, receipt.written, strict=True):
        read = after.row(sheet, key) or {}
        assert {name: read[name] for name in row} == row
        assert (read["changed_on"], read["changed_by"]) == (NOW, "casemanager")
        assert written.row == read


@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_something_else_stays_text(text: str, bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"return_expected": text})], ME, seen)
    assert bench.records("clients")[0]["Verwacht terug"] == text
    assert (bench.store.read().row("clients", "ST-00004") or {})["return_expected"] == text


@pytest.mark.parametrize(
    ("sheet", "name", "typed", "value"),
    [("clients", "first_contact_on", "1-2-2022", D("2022-02-01")),
     ("clients", "first_contact_on", "01-02-2022", D("2022-02-01")),
     ("clients", "first_contact_on", "2022-02-01", D("2022-02-01")),
     ("clients", "first_contact_on", "1 februari 2022", D("2022-02-01")),
     ("clients", "first_contact_on", "'01-02-2022", D("2022-02-01")),
     ("clients", "expert_involved", "ja", True), ("clients", "expert_involved", "WAAR", True),
     ("clients", "expert_involved", "Nee", False), ("clients", "expert_involved", "ONWAAR", False),
     ("clients", "contact_state", "geen contact", "Geen contact"),
     ("clients", "in_top15", "WAAR", "Ja"),
     ("clients", "return_expected", "3,5", "3,5"), ("clients", "return_expected", "12", "12"),
     ("clients", "return_expected", "'007", "007"), ("clients", "return_expected", "'=x", "=x"),
     ("clients", "return_expected", "-", "-"), ("clients", "case_manager", "cm-02", "CM-02"),
     ("clients", "care_from", "cirkel; ggd", ("De Cirkel", "ggd")),
     ("contacts", "duration_min", "12", 12), ("contacts", "duration_min", "007", 7),
     ("contacts", "life_areas", "wonen;JUSTITIE", ("Wonen", "Justitie"))],
)  # fmt: skip
def test_what_a_coordinator_types_is_read_as_meant(
    sheet: str, name: str, typed: str, value: Any, bench: Bench
) -> None:
    place = [c.name for c in SHEETS[sheet].columns].index(name) + 1
    cell = gspread.utils.rowcol_to_a1(2, place)
    bench.sheet(sheet).update([[typed]], cell, value_input_option="USER_ENTERED")
    snapshot = bench.store.read()
    assert snapshot.problems == ()
    assert snapshot.table(sheet).index[0] == 2
    key = str(snapshot.table(sheet).loc[2, SHEETS[sheet].key().name])
    assert (snapshot.row(sheet, key) or {})[name] == value


@pytest.mark.parametrize(("typed", "value"), [("3,5", 3.5), ("1.234,5", 1234.5), ("'3,5", 3.5)])
def test_a_decimal_comma_is_typed_and_read(typed: str, value: float, bench: Bench) -> None:
    typed_row = ["KC-1", "STAP", "Vergunningen", "'2021-10", typed, "", "", "", "Cirkel"]
    sheet = bench.sheet("key_figures")
    sheet.update([typed_row], "A2", value_input_option="USER_ENTERED")
    row = bench.store.read().row("key_figures", "KC-1") or {}
    assert (row["value"], row["as_of"]) == (value, "2021-10")


def test_a_formula_that_fails_is_a_problem_of_its_cell_alone(bench: Bench) -> None:
    bench.sheet("clients").update([["=x"]], "E2", value_input_option="USER_ENTERED")
    (problem,) = bench.store.read().problems
    assert (problem.row, problem.column, problem.code) == (2, "return_expected", "formula_error")


def test_a_new_row_stands_under_its_headers_and_the_first_row_is_no_data(bench: Bench) -> None:
    seen = bench.store.read()
    change = add_contact(seen)
    bench.store.write([change], ME, seen)
    header, *_, last = bench.sheet("contacts").get_all_values()
    assert dict(zip(header, last, strict=True))["Datum"] == "01-02-2022"
    assert bench.store.read().row_number("contacts", change.key) == 4


def test_kinds_of_every_sort_are_in_the_rows_that_were_tried() -> None:
    tried = {c.kind for name in WRITTEN for c in SHEETS[name].columns}
    assert tried == set(Kind)


def test_a_secret_is_read_again_with_its_key(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"alias": "=Roos 🙂"})], ME, seen)
    cell = bench.records("clients")[0]["Werknaam"]
    assert is_sealed(cell)
    place = Place("casework", "clients", "ST-00004", "alias")
    assert CIPHER.open(cell, place) == "=Roos 🙂"
    assert (bench.store.read().row("clients", "ST-00004") or {})["alias"] == cell
