"""Rows that move between our look and our write still end up as they should."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import gspread
import pytest

from lib.change import Change, propose
from lib.cipher import Place
from lib.errors import ChangeRefused, StoreError
from lib.schema.dates import to_serial
from lib.snapshot import Snapshot
from lib.store.quota import BURST, Quota
from tests.store.conftest import CIPHER, ME, NOW, Bench, Hands

JustBefore = Callable[..., None]
ROOS = Place("casework", "clients", "ST-00018", "alias")


@pytest.fixture
def just_before(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> JustBefore:
    """Lets a coordinator act on Cliënten right before our next batchUpdates are sent."""

    def arrange(*acts: Hands) -> None:
        http, left = bench.store._http, list(acts)
        send = http.batch_update

        def delayed(spreadsheet_id: str, body: Any) -> Any:
            if left:
                left.pop(0)(bench.sheet("clients"))
            return send(spreadsheet_id, body)

        monkeypatch.setattr(http, "batch_update", delayed)

    return arrange


@pytest.fixture
def seen(bench: Bench) -> Snapshot:
    """What the store knows; the second client has a stamp, a secret and several organisations."""
    sheet = bench.sheet("clients")
    sheet.update([[CIPHER.seal("Roos", ROOS)]], "B3")
    sheet.update([["GGD; IrisZorg", "Ja", 44000]], "H3:J3")
    sheet.update([[44500.5, "casemanager2"]], "O3:P3")
    sheet.insert_rows([["ST-0001C", "", "Elders actief", "Geen contact"]], 4)
    return bench.store.read()


def change(seen: Snapshot, key: str = "ST-00004", **values: Any) -> Change:
    given = values or {"contact_state": "Geen contact", "first_contact_on": "1-9-2021",
                       "alias": "Iris", "care_from": ("De Cirkel",)}  # fmt: skip
    return propose("clients", key, seen.row("clients", key), given, seen, CIPHER)


def by_code(bench: Bench) -> dict[str, dict[str, Any]]:
    return {row["Cliëntcode"]: row for row in bench.records("clients") if any(row.values())}


def drag(sheet: gspread.Worksheet, dimension: str, start: int, to: int) -> object:
    source = {
        "sheetId": sheet.id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": start + 1,
    }
    move = {"moveDimension": {"source": source, "destinationIndex": to}}
    return sheet.spreadsheet.batch_update({"requests": [move]})


MOVES: dict[str, Hands] = {
    "sorted": lambda sheet: sheet.sort((1, "des")),
    "row inserted above": lambda sheet: sheet.insert_row([], 2),
    "row dragged away": lambda sheet: drag(sheet, "ROWS", 1, 4),
}  # fmt: skip


@pytest.mark.parametrize("lost", ["timeout_after", "truncated"])
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_save_that_landed_astray_while_its_answer_was_lost_is_put_right(
    move: Hands, lost: str, bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(move)
    bench.faults.next(lost, on="write")
    receipt = bench.store.write([change(seen)], ME, seen)
    after = by_code(bench)
    mine = after.pop("ST-00004")
    before.pop("ST-00004")
    assert after == before
    assert (mine["Contact"], mine["Gewijzigd door"]) == ("Geen contact", ME.username)
    assert not receipt.is_pending
    assert receipt.written[0].row["contact_state"] == "Geen contact"
    assert bench.store.journal.entries() == []
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 2)


def test_what_waited_and_had_landed_astray_is_put_right_when_it_is_delivered(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(MOVES["sorted"])
    bench.faults.next("timeout_after", on="write")
    bench.faults.next("unavailable", on="read", times=1000, after=1)
    assert bench.store.write([change(seen)], ME, seen).is_pending
    bench.faults.clear()
    assert len(bench.store.deliver(seen)) == 1
    after = by_code(bench)
    assert after.pop("ST-00004")["Contact"] == "Geen contact"
    before.pop("ST-00004")
    assert after == before


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_row_that_moved_gets_our_change_and_the_other_row_its_own_cells_back(
    move: Hands, bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(move)
    receipt = bench.store.write([change(seen)], ME, seen)
    after = by_code(bench)
    mine, old = after.pop("ST-00004"), before.pop("ST-00004")
    assert after == before
    assert (mine["Contact"], mine["Eerste contact"]) == (
        "Geen contact",
        to_serial(date(2021, 9, 1)),
    )
    assert (
        CIPHER.open(mine["Werknaam"], Place("casework", "clients", "ST-00004", "alias")) == "Iris"
    )
    assert (mine["Zorg door"], mine["Gewijzigd door"]) == ("De Cirkel", "casemanager")
    assert (mine["Casemanager"], mine["Zone"]) == (old["Casemanager"], old["Zone"])
    assert receipt.written[0].row["contact_state"] == "Geen contact"


def test_the_repair_is_in_the_log_beside_the_change(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    just_before(MOVES["row dragged away"])
    bench.store.write([change(seen, contact_state="Tijdelijk geen contact")], ME, seen)
    first, second = bench.log()
    assert (first["Handeling"], first["Rij"]) == ("gewijzigd", "ST-00004")
    assert (second["Handeling"], second["Rij"], second["Blad"], second["Wie"]) == (
        "hersteld", "ST-00018", "Cliënten", "casemanager")  # fmt: skip
    assert json.loads(second["Oud"]) == {"Contact": "Tijdelijk geen contact"}
    assert json.loads(second["Nieuw"]) == {"Contact": "Wisselend contact"}
    assert second["Reden"] == "Het blad verschoof terwijl werd opgeslagen."
    assert first["Regel"] != second["Regel"]


def test_two_rows_that_changed_places_in_one_save_are_both_put_right(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    just_before(lambda sheet: sheet.sort((1, "des")))
    changes = [
        change(seen, contact_state="Geen contact"),
        change(seen, "ST-0001C", contact_state="Goed contact", return_expected="mei"),
    ]
    bench.store.write(changes, ME, seen)
    after = by_code(bench)
    assert {code: (row["Contact"], row["Verwacht terug"]) for code, row in after.items()} == {
        "ST-00004": ("Geen contact", ""), "ST-00018": ("Wisselend contact", ""),
        "ST-0001C": ("Goed contact", "mei")}  # fmt: skip
    assert after["ST-00018"]["Gewijzigd op"] == 44500.5
    assert after["ST-00004"]["Gewijzigd op"] == pytest.approx(to_serial(NOW))


def test_a_save_that_lands_well_costs_no_repair(bench: Bench, seen: Snapshot) -> None:
    made = len(bench.requests())
    bench.store.write([change(seen)], ME, seen)
    assert bench.requests()[made:] == ["read 200", "write 200"]


def test_a_row_deleted_just_then_is_told_and_the_other_gets_its_own_cells_back(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(lambda sheet: sheet.delete_rows(2))
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change(seen)], ME, seen)
    assert [p.code for p in caught.value.problems] == ["row_gone"]
    del before["ST-00004"]
    assert by_code(bench) == before


@pytest.mark.parametrize(
    "move",
    [lambda sheet: sheet.insert_cols([["Eigen kolom"]], 2),
     lambda sheet: drag(sheet, "COLUMNS", 3, 6),
     lambda sheet: sheet.update([["Kontakt"]], "D1")],
    ids=["column inserted", "column dragged", "header renamed"],
)  # fmt: skip
def test_columns_that_moved_just_then_are_told(
    move: Hands, bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    just_before(move)
    with pytest.raises(StoreError, match="Cliënten verschoven"):
        bench.store.write([change(seen)], ME, seen)


def test_a_sheet_that_moves_during_the_repair_as_well_is_set_right(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(lambda sheet: sheet.sort((1, "des")), lambda sheet: sheet.sort((1, "asc")))
    bench.store.write([change(seen, contact_state="Geen contact")], ME, seen)
    after = by_code(bench)
    assert after.pop("ST-00004")["Contact"] == "Geen contact"
    del before["ST-00004"]
    assert after == before


def test_a_sheet_that_goes_on_moving_is_told(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    just_before(*[lambda sheet, order=order: sheet.sort((1, order)) for order in
                  ("des", "asc", "des", "asc")])  # fmt: skip
    with pytest.raises(StoreError, match="Cliënten verschoven"):
        bench.store.write([change(seen)], ME, seen)


def test_a_cell_nobody_could_read_comes_back_as_it_was_typed(
    bench: Bench, just_before: JustBefore
) -> None:
    bench.sheet("clients").update([["Soms wel"]], "D3")
    seen = bench.store.read()
    just_before(lambda sheet: sheet.sort((1, "des")))
    bench.store.write([change(seen, contact_state="Geen contact")], ME, seen)
    contacts = {code: row["Contact"] for code, row in by_code(bench).items()}
    assert contacts == {"ST-00018": "Soms wel", "ST-00004": "Geen contact"}


def test_a_repair_whose_answer_is_lost_is_done_again_where_needed(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    for fault in ("html_502", "reset_after"):
        just_before(lambda sheet: sheet.sort((1, "des")), lambda sheet: None)
        bench.sheet("clients").sort((1, "asc"))
        bench.faults.next(fault, on="write", after=1)
        fresh = bench.store.read()
        bench.store.write([change(fresh, return_expected=f"na {fault}")], ME, fresh)
        after = by_code(bench)
        assert after.pop("ST-00004")["Verwacht terug"] == f"na {fault}"
        assert after == {code: row for code, row in before.items() if code != "ST-00004"}


def test_a_repair_that_cannot_be_sent_now_is_done_when_what_waits_is_delivered(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    before = by_code(bench)
    just_before(lambda sheet: sheet.sort((1, "des")))
    bench.faults.next("unavailable", on="read", after=1, times=5)
    assert bench.store.write([change(seen)], ME, seen).is_pending
    # Read while our cells were astray: of no use for what the other row held.
    (receipt,) = bench.store.deliver(bench.store.read())
    assert receipt.written[0].row["contact_state"] == "Geen contact"
    after = by_code(bench)
    assert after.pop("ST-00004")["Contact"] == "Geen contact"
    del before["ST-00004"]
    assert after == before


def test_what_another_row_held_is_told_when_nobody_remembers_it(
    bench: Bench, seen: Snapshot, just_before: JustBefore
) -> None:
    """After a restart the look before the save is forgotten."""
    just_before(lambda sheet: sheet.sort((1, "des")))
    bench.faults.next("unavailable", on="read", after=1, times=5)
    bench.store.write([change(seen, return_expected="mei")], ME, seen)
    bench.store._sent.clear()
    assert bench.store.deliver(bench.store.read()) == []
    (entry,) = bench.store.journal.entries()
    assert "Cliënten verschoven" in str(entry.trouble)
    assert by_code(bench)["ST-00004"]["Verwacht terug"] == "mei"


def test_a_repair_for_which_no_token_is_left_is_done_later(
    bench: Bench, seen: Snapshot, just_before: JustBefore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not told as "busy", which says that nothing was written: another row holds our cells."""
    http: Any = bench.store._http
    http._quota = Quota()
    for _ in range(BURST - 1):
        http._quota.take("write", 0.0)
    monkeypatch.setattr("lib.store.retry.DEADLINE_S", 1.0)
    just_before(MOVES["sorted"])
    assert bench.store.write([change(seen)], ME, seen).is_pending
    assert bench.requests()[-1] == "read 200"
    monkeypatch.setattr("lib.store.retry.DEADLINE_S", 100.0)
    (receipt,) = bench.store.deliver(seen)
    assert not receipt.is_pending
    assert by_code(bench)["ST-00004"]["Contact"] == "Geen contact"
