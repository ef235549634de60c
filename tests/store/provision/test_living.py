"""After `apply`, life goes on: the app saves, and a coordinator types, sorts, inserts, deletes."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import gspread
import pytest

from lib.change import new_key, propose
from lib.schema.column import Column, Kind
from lib.schema.workbook import SHEETS
from lib.store.store import Store
from lib.store.verification import verify
from lib.store.wire import append_row
from lib.table import rows_of
from tests.conftest import COORDINATOR
from tests.store.conftest import CIPHER, ME, NOW, SERVICE
from tests.store.provision.conftest import ROWS, Office, steps, tasks

WORKER = {"function": "Casemanager", "organisation": "GGD", "started_on": "1-8-2021"}
CLIENT = {"zone_status": "Actief op of rond de tippelzone", "contact_state": "Goed contact"}
CONTACT = {"held_on": "1-2-2022", "channel": "WhatsApp", "kind": "Ongepland",
           "outcome": "Gesproken", "note": "=SOM(1)"}  # fmt: skip


@pytest.fixture
def store(made: Office, tmp_path: Path) -> Store:
    folder = tmp_path / "store"
    return Store(made.app, made.ids, folder, clock=lambda: NOW, cipher=lambda: CIPHER)


def save(store: Store, sheet: str, given: dict[str, Any], key: str = "") -> str:
    """Save a row as a form does; its key."""
    seen = store.read()
    before = seen.row(sheet, key) if key else None
    change = propose(sheet, key or new_key(sheet, seen), before, given, seen, CIPHER)
    receipt = store.write([change], ME, seen)
    assert not receipt.is_pending
    return change.key


def world(store: Store) -> tuple[str, list[str]]:
    """A worker, and three clients with a contact each."""
    worker = save(store, "team", WORKER)
    clients = [save(store, "clients", {**CLIENT, "case_manager": worker}) for _ in range(3)]
    for client in clients:
        save(store, "contacts", {**CONTACT, "client_code": client, "worker": worker})
    return worker, clients


def typed(sheet: gspread.Worksheet, row: int, **cells: str) -> None:
    """What somebody types in a row, by column."""
    schema = next(one for one in SHEETS.values() if one.title == sheet.title)
    headers = sheet.row_values(1)
    data = [
        {"range": gspread.utils.rowcol_to_a1(row, headers.index(schema.column(name).header) + 1),
         "values": [[text]]}
        for name, text in cells.items()
    ]  # fmt: skip
    sheet.batch_update(data, raw=False)


def test_the_app_and_a_coordinator_in_the_same_sheets(made: Office, store: Store) -> None:
    worker, clients = world(store)
    sheet = made.sheet("clients", COORDINATOR)
    assert sheet.col_values(1)[1:] == clients

    # A row in the middle, typed; a sort; and a row that is taken out.
    sheet.insert_row([], 3)
    typed(sheet, 3, zone_status="Elders actief", contact_state="Geen contact",
          return_expected="1-2", case_manager=worker)  # fmt: skip
    sheet.sort((3, "des"), (1, "asc"), range=f"A2:P{ROWS}")
    contacts = made.sheet("contacts", COORDINATOR)
    contacts.delete_rows(3)

    store.watch.give_keys(store.read())
    seen = store.read()
    assert not [problem for problem in seen.problems if problem.is_blocking]
    rows = {row["client_code"]: row for row in rows_of(SHEETS["clients"], seen.keyed("clients"))}
    (fresh,) = rows.keys() - set(clients)
    assert rows[fresh]["return_expected"] == "1-2"  # no date was made of it
    assert rows[fresh]["zone_status"] == "Elders actief"
    assert len(seen.table("contacts")) == 2

    # And the app goes on, with each row by its key.
    for code in (*clients, fresh):
        save(store, "clients", {"contact_state": "Wisselend contact"}, code)
    assert set(sheet.col_values(4)[1:]) == {"Wisselend contact"}
    assert len(store.read().table("clients")) == 4
    found = verify(made.app, made.ids, store._folder, CIPHER)
    assert all(report.is_whole for report in found.values())
    assert (steps(made.look()), tasks(made.look())) == ("", "")


def test_a_row_that_the_app_adds_looks_like_the_others(made: Office, store: Store) -> None:
    worker, (client, *_) = world(store)
    schema = SHEETS["contacts"]
    tab = made.resource("casework", "Contacten", "4:5")
    mine, blank = (row["values"] for row in tab["data"][0]["rowData"])
    for column, cell, below in zip(schema.columns, mine, blank, strict=True):
        assert cell["userEnteredFormat"] == below["userEnteredFormat"], column.name
        assert cell.get("dataValidation") == below.get("dataValidation"), column.name
    assert mine[1]["effectiveValue"] == {"stringValue": store.read().keyed("contacts")
                                         .iloc[2]["client_code"]}  # fmt: skip
    assert client != worker


def example(column: Column) -> Any:
    """A value that a sheet, left to itself, would make something else of."""
    match column.kind:
        case Kind.CHOICE:
            return column.choices[-1].value
        case Kind.CHOICES:
            return tuple(choice.value for choice in column.choices)
        case Kind.ORGANISATIONS:
            return ("1-2", "007")
        case Kind.DATE:
            return date(2022, 2, 1)
        case Kind.MOMENT:
            return datetime(2022, 2, 1, 14, 32)
        case Kind.WHOLE:
            return 1
        case Kind.NUMBER:
            return 3.5
        case Kind.YES_NO:
            return True
    return "007"


def test_a_row_of_every_sheet_is_taken_and_read_back(made: Office, store: Store) -> None:
    given = {}
    for name, schema in SHEETS.items():
        row = {column.name: example(column) for column in schema.columns}
        places = {column.name: place for place, column in enumerate(schema.columns)}
        request = append_row(made.sheet(name).id, schema.columns, places, row)
        made.change(schema.workbook, request, user=SERVICE)
        given[name] = row
    seen = store.read()
    for name, row in given.items():
        (held,) = rows_of(SHEETS[name], seen.tables[name])
        shown = [column.name for column in SHEETS[name].shown()]
        assert {one: held[one] for one in shown} == {one: row[one] for one in shown}


TYPED = ("007", "1-2", "+31", "=1+1", "1,50", "1E5", "22-24")


def test_what_is_typed_into_a_column_of_text_stays_what_was_typed(
    made: Office, store: Store
) -> None:
    """Before, these were read as 7, a problem, 31, 2, 1,5, 100000 and a problem."""
    sheet = made.sheet("decisions", COORDINATOR)
    for number, text in enumerate(TYPED, start=2):
        typed(sheet, number, decided_on="1-2-2022", decision=text, touches="Looptijd")
    store.watch.give_keys(store.read())
    seen = store.read()
    rows = rows_of(SHEETS["decisions"], seen.keyed("decisions"))
    assert [row["decision"] for row in rows] == list(TYPED)
    assert {row["decided_on"].isoformat() for row in rows} == {"2022-02-01"}
    assert not [one for one in seen.problems if one.sheet == "decisions"]
    kinds = {SHEETS["decisions"].column(name).kind for name in ("decision", "decided_on")}
    assert kinds == {Kind.TEXT, Kind.DATE}


def test_a_coordinator_cannot_break_what_the_app_stands_on(made: Office, store: Store) -> None:
    _, clients = world(store)
    sheet = made.sheet("clients", COORDINATOR)
    for act in (
        lambda: sheet.update([["Gebied"]], "C1"),
        lambda: sheet.delete_columns(3),
        lambda: sheet.insert_cols([["Nieuw"]], 3),
        lambda: sheet.delete_rows(1),
        lambda: made.book("casework", COORDINATOR).worksheet("Logboek").delete_rows(2),
        lambda: made.book("casework", COORDINATOR).del_worksheet(sheet),
        lambda: made.sheet("key_figures", COORDINATOR).append_row(["KC-1"]),
    ):
        with pytest.raises(gspread.exceptions.APIError, match="protected"):
            act()
    assert [row["client_code"] for row in rows_of(SHEETS["clients"], store.read().keyed("clients"))
            ] == clients  # fmt: skip
