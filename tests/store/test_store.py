"""Reading and writing through gspread on the local backend; after a write we look in the sheet."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from lib.change import Change, new_key, propose
from lib.errors import (
    ChangeRefused,
    ColumnMissing,
    SheetMissing,
    SheetsBusy,
    SheetsRefused,
    SheetsUnreachable,
    StoreError,
    WriteConflict,
)
from lib.schema.dates import to_serial
from lib.snapshot import Snapshot
from tests.store.conftest import CIPHER, ME, NOW, Bench

Values = dict[str, Any]
CONTACT: Values = {
    "client_code": "ST-00004", "held_on": "1-2-2022", "channel": "WhatsApp", "kind": "Ongepland",
    "outcome": "Kort contact", "worker": "CM-01", "note": "=SOM(1)",
}  # fmt: skip


def change_client(seen: Snapshot, values: Values, key: str = "ST-00004") -> Change:
    return propose("clients", key, seen.row("clients", key), values, seen, CIPHER)


def add_contact(seen: Snapshot, values: Values = CONTACT) -> Change:
    return propose("contacts", new_key("contacts", seen), None, values, seen, CIPHER)


def test_reading_is_one_request_per_workbook(bench: Bench) -> None:
    seen = bench.store.read()
    assert bench.requests() == ["read 200"] * 4
    assert list(seen.table("clients")["client_code"]) == ["ST-00004", "ST-00018"]
    assert seen.problems == ()
    assert seen.read_at == NOW


def test_a_new_row_and_its_log_line_are_in_the_sheet_after_two_requests(bench: Bench) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    change = add_contact(seen)
    receipt = bench.store.write([change], ME, seen)
    assert bench.requests()[before:] == ["read 200", "write 200"]
    row = bench.records("contacts")[-1]
    assert row["Contact"] == change.key == receipt.written[0].key
    assert (row["Cliënt"], row["Datum"]) == ("ST-00004", 44593)
    assert row["Uitkomst"] == "Kort contact"
    assert row["Gewijzigd door"] == "casemanager"
    assert row["Gewijzigd op"] == pytest.approx(to_serial(NOW))
    assert row["Aantekening"].startswith("geheim:t:")
    (line,) = bench.log()
    assert (line["Wie"], line["Handeling"], line["Blad"]) == (
        "casemanager", "toegevoegd", "Contacten")  # fmt: skip
    assert line["Rij"] == change.key
    new = json.loads(line["Nieuw"])
    assert new["Aantekening"] == "(geheim)"
    assert new["Datum"] == "01-02-2022"
    assert line["Oud"] == ""


def test_a_changed_row_keeps_its_other_cells_and_logs_old_and_new(bench: Bench) -> None:
    seen = bench.store.read()
    before = len(bench.requests())
    bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert bench.requests()[before:] == ["read 200", "write 200"]
    first, second = bench.records("clients")
    assert first["Contact"] == "Geen contact"
    assert first["Casemanager"] == "CM-01"
    assert second["Contact"] == "Wisselend contact"
    (line,) = bench.log()
    assert json.loads(line["Oud"]) == {"Contact": "Goed contact"}
    assert json.loads(line["Nieuw"]) == {"Contact": "Geen contact"}


@pytest.mark.parametrize(
    "rearrange",
    [
        lambda sheet: sheet.sort((1, "des")),
        lambda sheet: sheet.insert_row(["", "", "", "", ""], 2),
        lambda sheet: sheet.insert_cols([["Eigen kolom"]], 2),
        lambda sheet: sheet.delete_rows(3),
    ],
    ids=["sorted", "row inserted", "column inserted", "other row deleted"],
)
def test_a_row_is_found_by_key_after_the_sheet_was_rearranged(
    bench: Bench, rearrange: Callable[[Any], Any]
) -> None:
    seen = bench.store.read()
    rearrange(bench.sheet("clients"))
    bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    states = {r["Cliëntcode"]: r["Contact"] for r in bench.records("clients") if r["Cliëntcode"]}
    assert states.pop("ST-00004") == "Geen contact"
    assert states in ({"ST-00018": "Wisselend contact"}, {})


def test_a_column_somebody_else_changed_is_kept_and_named(bench: Bench) -> None:
    seen = bench.store.read()
    sheet = bench.sheet("clients")
    sheet.update_acell("E2", "In maart")
    receipt = bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert receipt.written[0].merged == ("return_expected",)
    assert receipt.written[0].row["return_expected"] == "In maart"
    assert bench.records("clients")[0]["Verwacht terug"] == "In maart"


def test_the_same_column_changed_by_two_is_a_conflict_that_shows_both(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("clients").update_acell("D2", "Tijdelijk geen contact")
    with pytest.raises(WriteConflict) as caught:
        bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert caught.value.columns == ("contact_state",)
    assert caught.value.mine == {"contact_state": "Geen contact"}
    assert caught.value.theirs == {"contact_state": "Tijdelijk geen contact"}
    assert bench.records("clients")[0]["Contact"] == "Tijdelijk geen contact"
    assert bench.log() == []


def test_a_spelling_of_an_organisation_is_not_a_change_by_others(bench: Bench) -> None:
    bench.sheet("clients").update_acell("H2", "cirkel")
    seen = bench.store.read()
    assert seen.row("clients", "ST-00004")["care_from"] == ("De Cirkel",)  # type: ignore[index]
    receipt = bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert receipt.written[0].merged == ()


def test_two_changes_are_written_together_or_not_at_all(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("clients").update_acell("D2", "Tijdelijk geen contact")
    with pytest.raises(WriteConflict):
        bench.store.write(
            [add_contact(seen), change_client(seen, {"contact_state": "Geen contact"})], ME, seen
        )
    assert len(bench.records("contacts")) == 2
    fresh = bench.store.read()
    bench.store.write(
        [add_contact(fresh), change_client(fresh, {"contact_state": "Geen contact"})], ME, fresh
    )
    assert len(bench.records("contacts")) == 3
    assert [line["Blad"] for line in bench.log()] == ["Contacten", "Cliënten"]


def test_a_row_deleted_meanwhile_is_refused_and_nothing_is_written(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("clients").delete_rows(2)
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert [p.code for p in caught.value.problems] == ["row_gone"]
    assert [r["Contact"] for r in bench.records("clients")] == ["Wisselend contact"]


def test_a_missing_sheet_is_a_problem_when_reading_and_refused_when_writing(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("contacts").update_title("Contacten oud")
    with pytest.raises(SheetMissing):
        bench.store.write([add_contact(seen)], ME, seen)
    again = bench.store.read()
    assert [(p.sheet, p.code, p.is_blocking) for p in again.problems] == [
        ("contacts", "sheet_missing", True)
    ]
    assert len(again.table("clients")) == 2
    assert len(again.table("contacts")) == 0


def test_a_renamed_header_is_refused_when_writing(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("clients").update_acell("D1", "Kontakt")
    with pytest.raises(ColumnMissing):
        bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    again = bench.store.read()
    with pytest.raises(ChangeRefused):
        bench.store.write([change_client(again, {"return_expected": "mei"})], ME, again)
    assert bench.records("clients")[0]["Verwacht terug"] == ""


@pytest.mark.parametrize("fault", ["reset_after", "timeout_after"])
def test_a_write_whose_answer_was_lost_is_not_sent_again(bench: Bench, fault: str) -> None:
    seen = bench.store.read()
    bench.faults.next(fault, on="write", times=1)
    change = add_contact(seen)
    receipt = bench.store.write([change], ME, seen)
    assert receipt.written[0].key == change.key
    assert [r["Contact"] for r in bench.records("contacts")].count(change.key) == 1
    assert len(bench.log()) == 1


@pytest.mark.parametrize(
    ("fault", "waits"),
    [("reset_before", True), ("timeout_before", True), ("unavailable", False),
     ("html_502", False), ("quota", False)],
)  # fmt: skip
def test_a_write_that_did_not_arrive_is_sent_again_later_when_it_may_be_on_its_way(
    bench: Bench, fault: str, waits: bool
) -> None:
    seen = bench.store.read()
    bench.faults.next(fault, on="write", times=1)
    change = add_contact(seen)
    assert bench.store.write([change], ME, seen).is_pending == waits
    assert len(bench.store.deliver(seen)) == int(waits)
    assert [r["Contact"] for r in bench.records("contacts")].count(change.key) == 1
    assert len(bench.log()) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [("quota", SheetsBusy), ("unavailable", SheetsUnreachable), ("html_502", SheetsUnreachable),
     ("reset_before", SheetsUnreachable), ("denied", SheetsRefused), ("expired", SheetsRefused)],
)  # fmt: skip
def test_a_fault_that_stays_becomes_our_error_in_bounded_tries(
    bench: Bench, fault: str, error: type[StoreError]
) -> None:
    bench.faults.next(fault, on="read", times=1000)
    with pytest.raises(error):
        bench.store.read()
    assert len(bench.requests()) <= 4 * 5
    seen_elsewhere = bench.coordinator.open_by_key(bench.ids["casework"])
    assert seen_elsewhere.title == "STAP casuïstiek"


def test_a_writer_whose_turn_does_not_come_leaves_the_save_in_the_journal(
    bench: Bench, tmp_path: Path
) -> None:
    bench.store._turns._timeout_s = 0.01
    seen = bench.store.read()
    with FileLock(tmp_path / "store" / "casework.lock"):
        assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert len(bench.records("contacts")) == 2
    # Later than what waits already, so it waits as well: the order stays.
    assert bench.store.write([add_contact(seen)], ME, seen).is_pending
    assert [one.is_pending for one in bench.store.deliver(seen)] == [False, False]
    assert len(bench.records("contacts")) == 4
