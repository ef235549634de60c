"""A coordinator damages a workbook: reading always answers, and says what is wrong where."""

from collections.abc import Callable

import gspread
import pytest

from lib.errors import ColumnMissing, SheetMissing
from lib.schema.workbook import sheets_of
from tests.store.conftest import ME, Bench
from tests.store.test_store import add_contact

Damage = Callable[[gspread.Worksheet], object]


def told(bench: Bench) -> list[tuple[str, int | None, str | None, str]]:
    return [(p.sheet, p.row, p.column, p.code) for p in bench.store.read().problems]


DAMAGES: dict[str, tuple[Damage, list[tuple[str, int | None, str | None, str]]]] = {
    "renamed": (lambda s: s.update_title("Contacten oud"),
                [("contacts", None, None, "sheet_missing")]),
    "other case": (lambda s: s.update_title("CONTACTEN"), []),
    "deleted": (lambda s: s.spreadsheet.del_worksheet(s),
                [("contacts", None, None, "sheet_missing")]),
    "header deleted": (lambda s: s.delete_rows(1), [("contacts", 1, None, "header_missing")]),
    "cleared": (lambda s: s.clear(), [("contacts", 1, None, "header_missing")]),
    "only a header": (lambda s: s.delete_rows(2, 3), []),
    "rows between": (lambda s: s.insert_rows([[], [], []], 3), []),
    "merged across rows": (lambda s: s.merge_cells("E2:E3"),
                           [("contacts", 3, "channel", "missing")]),
    "a row pushed right": (lambda s: s.update([["", *s.row_values(2)]], "A2"),
                           [("contacts", 2, "contact_id", "missing")]),
    "one column less": (lambda s: s.delete_columns(3),
                        [("contacts", 1, "held_on", "column_missing")]),
    "a formula that fails": (lambda s: s.update_acell("C2", "=1/0"),
                             [("contacts", 2, "held_on", "formula_error")]),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_sheet_is_read_with_its_problems(name: str, bench: Bench) -> None:
    damage, expected = DAMAGES[name]
    damage(bench.sheet("contacts"))
    found = told(bench)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)
    assert {sheet for sheet, *_ in found} <= {"contacts"}
    snapshot = bench.store.read()
    assert list(snapshot.table("clients")["client_code"]) == ["ST-00004", "ST-00018"]


def test_a_workbook_with_only_its_logboek_is_read(bench: Bench) -> None:
    workbook = bench.coordinator.open_by_key(bench.ids["casework"])
    for sheet in workbook.worksheets():
        if sheet.title != "Logboek":
            workbook.del_worksheet(sheet)
    expected = [(sheet.name, None, None, "sheet_missing") for sheet in sheets_of("casework")]
    assert [one for one in told(bench) if one[0] != "committee"][: len(expected)] == expected
    assert len(bench.store.read().table("team")) == 3


def test_without_its_logboek_a_workbook_is_read_but_not_written(bench: Bench) -> None:
    workbook = bench.coordinator.open_by_key(bench.ids["casework"])
    workbook.del_worksheet(workbook.worksheet("Logboek"))
    seen = bench.store.read()
    assert seen.problems == ()
    with pytest.raises(SheetMissing, match="'Logboek' ontbreekt"):
        bench.store.write([add_contact(seen)], ME, seen)
    assert len(bench.records("contacts")) == 2


def test_a_header_that_went_away_after_reading_stops_the_write(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("contacts").delete_rows(1)
    with pytest.raises(ColumnMissing):
        bench.store.write([add_contact(seen)], ME, seen)
    assert len(bench.sheet("contacts").get_all_values()) == 2


def test_a_moved_logboek_column_still_gets_its_own_text(bench: Bench) -> None:
    log = bench.coordinator.open_by_key(bench.ids["casework"]).worksheet("Logboek")
    log.insert_cols([["Nagekeken"]], 1)
    seen = bench.store.read()
    bench.store.write([add_contact(seen)], ME, seen)
    (line,) = bench.log()
    assert (line["Wie"], line["Blad"], line["Nagekeken"]) == ("casemanager", "Contacten", "")
