"""Saves that went astray and were once set right wrongly, or not at all: each is named after
what happened. Requests of a save: 0 the look, 1 the write, 2 the look of the repair, 3 its write.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import gspread
import pytest

from lib.change import Change, propose
from lib.errors import StoreError, WriteConflict
from lib.snapshot import Snapshot
from tests.store.conftest import CIPHER, ME, AtRequest, Bench, Hands
from tests.store.test_store import add_contact

SHEET = "clients"
CONTACT, RETURN = "D", "E"


@pytest.fixture(autouse=True)
def clients(bench: Bench) -> gspread.Worksheet:
    """Two clients more, so that there is something to sort: 4, 18, 1C, 1G."""
    sheet = bench.sheet(SHEET)
    sheet.insert_rows([["ST-0001C", "", "Elders actief", "Geen contact"],
                       ["ST-0001G", "", "Elders actief", "Geen contact"]], 4)  # fmt: skip
    return sheet


def change(seen: Snapshot, key: str = "ST-00004", **values: Any) -> Change:
    given = values or {"contact_state": "Tijdelijk geen contact"}
    return propose(SHEET, key, seen.row(SHEET, key), given, seen, CIPHER)


def rows(bench: Bench) -> dict[str, Mapping[str, Any]]:
    """By key; of rows without only what is filled."""
    return {
        row["Cliëntcode"] or f"rij {number}": row
        for number, row in enumerate(bench.records(SHEET), start=2)
        if any(row.values())
    }


def contacts(bench: Bench) -> dict[str, str]:
    return {code: row["Contact"] for code, row in rows(bench).items()}


def turned(sheet: gspread.Worksheet) -> object:
    return sheet.sort((1, "des"))


def blank_above(sheet: gspread.Worksheet) -> object:
    return sheet.insert_row([], 2)


def typed(cell: str, text: str) -> Hands:
    return lambda sheet: sheet.update_acell(cell, text)


def moved(sheet: gspread.Worksheet, start: int, to: int) -> object:
    source = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": start, "endIndex": start + 1}
    move = {"moveDimension": {"source": source, "destinationIndex": to}}
    return sheet.spreadsheet.batch_update({"requests": [move]})


def to_the_end(sheet: gspread.Worksheet) -> object:
    return moved(sheet, 1, 5)


def second_to_the_top(sheet: gspread.Worksheet) -> object:
    return moved(sheet, 2, 1)


OTHERS = {"ST-00018": "Wisselend contact", "ST-0001C": "Geen contact", "ST-0001G": "Geen contact"}
ALL = {"ST-00004": "Tijdelijk geen contact", **OTHERS}


def test_a_save_that_went_astray_and_whose_answer_was_lost_is_set_right(
    bench: Bench, at_request: AtRequest
) -> None:
    seen, before = bench.store.read(), rows(bench)
    at_request(SHEET, {1: turned})
    bench.faults.next("timeout_after", on="write")
    bench.store.write([change(seen)], ME, seen)
    after = rows(bench)
    assert contacts(bench) == ALL
    assert after.pop("ST-00004")["Gewijzigd door"] == "casemanager"
    assert after == {code: row for code, row in before.items() if code != "ST-00004"}


def test_a_new_row_whose_columns_moved_unseen_is_told(bench: Bench, at_request: AtRequest) -> None:
    seen = bench.store.read()
    at_request("contacts", {1: lambda sheet: sheet.insert_cols([["Eigen kolom"]], 2)})
    bench.faults.next("reset_after", on="write")
    with pytest.raises(StoreError, match="Contacten verschoven"):
        bench.store.write([add_contact(seen)], ME, seen)


def test_a_row_that_was_hit_gets_back_what_stood_there_and_not_what_was_read_long_ago(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    bench.sheet(SHEET).update_acell(f"{CONTACT}5", "Goed contact")
    at_request(SHEET, {1: turned})
    bench.store.write([change(seen)], ME, seen)
    assert contacts(bench) == ALL | {"ST-0001G": "Goed contact"}


def test_what_was_read_long_ago_is_told_where_nothing_better_is_known(
    bench: Bench, at_request: AtRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.store.locate._NEAR", 1)
    seen = bench.store.read()
    at_request(SHEET, {1: turned})
    with pytest.raises(StoreError, match="Cliënten verschoven"):
        bench.store.write([change(seen)], ME, seen)
    assert contacts(bench) == ALL


def test_what_is_shown_but_still_waits_is_never_put_back_for_what_stood_there(
    bench: Bench, at_request: AtRequest
) -> None:
    """After a restart the look before the save is forgotten."""
    seen = bench.store.read()
    at_request(SHEET, {1: turned})
    bench.faults.next("unavailable", on="read", after=1, times=5)
    assert bench.store.write([change(seen)], ME, seen).is_pending
    bench.store._sent.clear()
    waits = bench.store.read().row(SHEET, "ST-0001G") or {}
    shown = seen.with_rows([(SHEET, {**waits, "contact_state": "Goed contact"})])
    assert bench.store.deliver(replace(shown, pending=frozenset({(SHEET, "ST-0001G")}))) == []
    (entry,) = bench.store.journal.entries()
    assert "Cliënten verschoven" in str(entry.trouble)
    # Nobody knows what it was, so it is as it was found.
    assert contacts(bench) == ALL | {"ST-0001G": "Tijdelijk geen contact"}


def test_a_spelling_of_an_organisation_comes_back_as_it_was(
    bench: Bench, at_request: AtRequest
) -> None:
    bench.sheet(SHEET).update_acell("H5", "cirkel")
    seen = bench.store.read()
    at_request(SHEET, {1: turned})
    bench.store.write([change(seen, care_from=("GGD",))], ME, seen)
    assert [row["Zorg door"] for row in rows(bench).values()] == ["cirkel", "", "", "GGD"]


def test_a_row_without_a_key_keeps_what_stood_in_the_very_columns_of_the_save(
    bench: Bench, at_request: AtRequest
) -> None:
    sheet = bench.sheet(SHEET)
    sheet.update([["", "", "", "Goed contact"]], "A6")
    seen = bench.store.read()
    at_request(
        SHEET, {1: lambda s: s.delete_rows(6) and s.insert_row(["", "", "", "Goed contact"], 2)}
    )
    bench.store.write([change(seen)], ME, seen)
    assert contacts(bench) == {"rij 2": "Goed contact", **ALL}


def test_a_row_without_a_key_that_came_just_then_is_told_and_ours_is_where_it_belongs(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    at_request(SHEET, {1: lambda sheet: sheet.insert_row(["", "", "Elders actief", "", "mei"], 2)})
    with pytest.raises(StoreError, match="Cliënten verschoven"):
        bench.store.write([change(seen, return_expected="juni")], ME, seen)
    assert rows(bench)["ST-00004"]["Verwacht terug"] == "juni"


def test_a_blank_row_that_was_hit_is_blank_again_wherever_it_went(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    at_request(SHEET, {1: blank_above, 2: lambda sheet: sheet.insert_row(["ST-0001K"], 2)})
    bench.store.write([change(seen)], ME, seen)
    assert contacts(bench) == {**ALL, "ST-0001K": ""}


def test_what_is_put_back_lands_on_no_other_row_when_the_sheet_moves_again(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    # Ours stays where the repair finds it, at the end; only the rows above it shift.
    at_request(SHEET, {1: to_the_end, 3: second_to_the_top})
    bench.store.write([change(seen)], ME, seen)
    assert contacts(bench) == ALL


def test_a_row_that_was_hit_twice_gets_back_what_it_held_first_and_nobody_is_told_of_a_clash(
    bench: Bench, at_request: AtRequest
) -> None:
    seen, before = bench.store.read(), rows(bench)
    # Ours hits 1C; what 1C gets back hits ours; then ours is hit by what a blank row gets back.
    at_request(SHEET, {1: to_the_end, 3: blank_above, 5: lambda sheet: sheet.delete_rows(2)})
    bench.store.write([change(seen, "ST-00018")], ME, seen)
    after = rows(bench)
    assert after.pop("ST-00018")["Contact"] == "Tijdelijk geen contact"
    assert after == {code: row for code, row in before.items() if code != "ST-00018"}
    told = [json.loads(line["Nieuw"]) for line in bench.log() if line["Rij"] == "ST-00018"]
    assert told == [{"Contact": "Tijdelijk geen contact"}]


def test_what_somebody_typed_over_cells_that_went_astray_stays(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    at_request(SHEET, {1: turned, 2: typed(f"{RETURN}2", "mei")})
    bench.store.write(
        [change(seen, contact_state="Tijdelijk geen contact", return_expected="juni")], ME, seen
    )
    after = rows(bench)
    assert contacts(bench) == ALL
    assert (after["ST-0001G"]["Verwacht terug"], after["ST-00004"]["Verwacht terug"]) == (
        "mei",
        "juni",
    )


def test_what_somebody_typed_in_our_cell_before_it_came_there_is_a_clash(
    bench: Bench, at_request: AtRequest
) -> None:
    seen, before = bench.store.read(), rows(bench)
    at_request(SHEET, {1: turned, 2: typed(f"{RETURN}5", "mei")})
    with pytest.raises(WriteConflict) as caught:
        bench.store.write(
            [change(seen, contact_state="Tijdelijk geen contact", return_expected="juni")], ME, seen
        )
    assert (caught.value.mine, caught.value.theirs) == (
        {"return_expected": "juni"}, {"return_expected": "mei"})  # fmt: skip
    assert rows(bench) == before | {"ST-00004": before["ST-00004"] | {"Verwacht terug": "mei"}}
    assert [(line["Rij"], line["Handeling"]) for line in bench.log()] == [
        ("ST-00004", "gewijzigd"), ("ST-0001G", "hersteld"), ("ST-00004", "hersteld")]  # fmt: skip
    assert json.loads(bench.log()[-1]["Nieuw"]) == {
        "Contact": "Goed contact",
        "Verwacht terug": "mei",
    }
    assert bench.store.journal.entries() == []


def test_a_row_that_was_deleted_just_then_takes_nothing_from_the_other_of_the_save(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    at_request(SHEET, {1: lambda sheet: sheet.delete_rows(2)})
    with pytest.raises(StoreError, match="Cliënten verschoven"):
        bench.store.write([change(seen), change(seen, "ST-0001C")], ME, seen)
    assert contacts(bench) == OTHERS | {"ST-0001C": "Tijdelijk geen contact"}


def test_a_new_row_of_the_same_save_is_not_taken_for_one_that_was_hit(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    new = {"zone_status": "Elders actief", "contact_state": "Goed contact"}
    added = propose(SHEET, "ST-0001K", None, new, seen, CIPHER)
    at_request(SHEET, {1: turned})
    bench.store.write([change(seen), added], ME, seen)
    assert contacts(bench) == ALL | {"ST-0001K": "Goed contact"}


def test_a_header_in_other_letters_is_no_sign_that_columns_moved(bench: Bench) -> None:
    bench.sheet(SHEET).update_acell(f"{CONTACT}1", "contact ")
    seen = bench.store.read()
    bench.store.write([change(seen)], ME, seen)
    assert bench.sheet(SHEET).acell(f"{CONTACT}2").value == "Tijdelijk geen contact"


def test_of_a_save_of_many_rows_every_stretch_is_looked_at_once(bench: Bench) -> None:
    seen = bench.store.read()
    made = len(bench.requests())
    bench.store.write([change(seen, key) for key in ALL], ME, seen)
    assert bench.requests()[made:] == ["read 200", "write 200"]
    assert set(contacts(bench).values()) == {"Tijdelijk geen contact"}
