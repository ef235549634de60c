"""Rows of one save bear one stamp: what tells them apart when the save went astray."""

from tests.store.conftest import ME, AtRequest, Bench
from tests.store.test_astray import RETURN, SHEET, change, rows, typed


def test_what_somebody_clears_after_the_save_is_no_hit_by_the_other_row(
    bench: Bench, at_request: AtRequest
) -> None:
    seen = bench.store.read()
    at_request(SHEET, {2: typed(f"{RETURN}2", "")})
    bench.faults.next("reset_after", on="write")
    changes = [change(seen, key, return_expected=key) for key in ("ST-00004", "ST-00018")]
    bench.store.write(changes, ME, seen)
    after = {code: row["Verwacht terug"] for code, row in rows(bench).items()}
    assert after == {"ST-00004": "", "ST-00018": "ST-00018"}
    assert [line["Handeling"] for line in bench.log()] == ["gewijzigd", "gewijzigd"]


def test_a_row_copied_just_then_that_was_hit_gets_back_its_stamp_though_ours_seems_to_be_there(
    bench: Bench, at_request: AtRequest
) -> None:
    """Ours empties a cell that is empty already: with the stamp of the hit it looks like ours."""
    sheet = bench.sheet(SHEET)
    sheet.update_acell(f"{RETURN}2", "mei")
    seen = bench.store.read()
    sheet.update_acell(f"{RETURN}2", "")
    copied = sheet.row_values(2)
    at_request(SHEET, {1: lambda one: one.insert_row(copied, 3)})
    changes = [change(seen, "ST-00018"), change(seen, return_expected=None)]
    bench.store.write(changes, ME, seen)
    assert sheet.row_values(3) == copied
    after = bench.records(SHEET)
    assert [row["Gewijzigd door"] for row in after] == ["casemanager", "", "casemanager"]
    assert after[2]["Contact"] == "Tijdelijk geen contact"
