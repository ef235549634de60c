"""What cannot simply be put back is said, and what stands now is never made worse."""

from dataclasses import replace

import gspread

from lib.cipher import Cipher, Place, is_sealed
from lib.keys import add_key, read_keys
from lib.settings import Settings
from lib.store.reseal import reseal
from lib.store.restore import note_lines, put_back
from tests.conftest import DemoWorld
from tests.store.drill import ADMIN, Drill, column_of, drill, fill, rows_of


def test_what_could_not_be_read_comes_back_as_text_where_that_can_be(demo: DemoWorld) -> None:
    key = demo.sheet("contacts").acell("A2").value or ""
    demo.type_over("contacts", key, "Uitkomst", "Prima")
    demo.type_over("contacts", key, "Datum", "gisteren")
    drilled = drill(demo)
    demo.sheet("contacts").delete_rows(2)
    found = drilled.plan()
    assert note_lines(found) == [
        "Contacten: 1 cellen die toen al niet te lezen waren; niet teruggezet."
    ]
    put_back(drilled.store, found, ADMIN)
    row = demo.record("contacts", key)
    assert (row["Uitkomst"], row["Datum"]) == ("Prima", "")


def test_what_could_not_be_read_then_never_replaces_what_stands_now(demo: DemoWorld) -> None:
    key = demo.sheet("contacts").acell("A2").value or ""
    was = demo.record("contacts", key)["Uitkomst"]
    demo.type_over("contacts", key, "Uitkomst", "Prima")
    drilled = drill(demo)
    assert note_lines(drilled.plan()) == []
    demo.type_over("contacts", key, "Uitkomst", was)
    found = drilled.plan()
    assert found.changes == ()
    assert note_lines(found) == [
        "Contacten: 1 cellen die toen al niet te lezen waren; niet teruggezet."
    ]


def test_columns_of_their_own_are_counted(demo: DemoWorld) -> None:
    sheet = demo.sheet("goals")
    place = gspread.utils.rowcol_to_a1(1, len(sheet.row_values(1)) + 1)
    sheet.add_cols(3)
    sheet.update([["Nagekeken"], ["ja"], ["ja"]], place)
    drilled = drill(demo)
    sheet.delete_rows(2)
    assert note_lines(drilled.plan()) == [
        "Doelen: 1 cellen in kolommen die de app niet kent; niet teruggezet."
    ]


def test_a_key_that_stood_twice_or_stands_twice_is_left_alone(demo: DemoWorld) -> None:
    sheet = demo.sheet("goals")
    twice, later = sheet.col_values(1)[1], sheet.col_values(1)[3]
    sheet.update_acell("A3", twice)
    drilled = drill(demo)
    sheet.update_acell("A5", later)
    demo.sheet("contacts").delete_rows(2)
    before = demo.records("goals")
    found = drilled.plan()
    assert {change.sheet for change in found.changes} == {"contacts", "goals"}
    assert not {change.key for change in found.changes} & {twice, later}
    assert "Doelen: 2 rijen met een sleutel die meer dan eens voorkomt" in note_lines(found)[0]
    assert put_back(drilled.store, found, ADMIN).refused == ()
    assert [row for row in demo.records("goals") if row["Doel"] in (twice, later)] == [
        row for row in before if row["Doel"] in (twice, later)
    ]


def test_rows_without_a_key_are_counted(demo: DemoWorld) -> None:
    demo.sheet("goals").update_acell("A2", "")
    drilled = drill(demo)
    assert note_lines(drilled.plan()) == [
        "Doelen: 1 rijen zonder sleutel in de reservekopie; niet vergeleken."
    ]


def test_a_formula_stays_and_a_lost_one_comes_back_as_its_value(demo: DemoWorld) -> None:
    sheet = demo.sheet("contacts")
    kept, lost = sheet.col_values(1)[1:3]
    fill(sheet, "Duur", "=10+5", count=2)
    drilled = drill(demo)
    place = column_of(sheet, "Duur")
    fill(sheet, "Duur", "=10+6", count=1)
    sheet.delete_rows(3)
    found = drilled.plan()
    assert note_lines(found) == ["Contacten: 1 formules; hun waarde van toen is teruggezet."]
    put_back(drilled.store, found, ADMIN)
    shown = {key: sheet.cell(rows_of(sheet, [key])[0], place,
                             value_render_option="FORMULA").value
             for key in (kept, lost)}  # fmt: skip
    assert shown == {kept: "=10+6", lost: 15}


def test_a_column_that_was_not_there_yet_is_not_emptied(demo: DemoWorld) -> None:
    sheet = demo.sheet("clients")
    values = sheet.col_values(5)
    sheet.update_acell("E1", "Iets anders")
    drilled = drill(demo)
    sheet.update_acell("E1", values[0])
    sheet.update_acell("E2", "In mei")
    assert drilled.plan().changes == ()


def test_a_sheet_that_was_not_there_yet_is_said_and_left_alone(demo: DemoWorld) -> None:
    demo.sheet("goals").update_title("Doelen oud")
    drilled = drill(demo)
    demo.workbook("casework").worksheet("Doelen oud").update_title("Doelen")
    found = drilled.plan()
    assert (found.changes, found.newer.get("goals")) == ((), None)
    assert note_lines(found) == [
        "Doelen: 1 blad zonder koppen in de reservekopie, of daar nog niet gemaakt."
    ]


# ── secrets ──────────────────────────────────────────────────────────────────────────────────


def rotated(drilled: Drill) -> Drill:
    """The same world after a new key came, with everything sealed anew."""
    settings = Settings(data=drilled.world.data)
    add_key(settings)
    cipher = read_keys(settings).cipher()
    assert reseal(drilled.store, cipher, ADMIN)[1] == 0
    return replace(drilled, cipher=cipher)


def test_a_new_key_alone_is_no_difference(drilled: Drill) -> None:
    assert rotated(drilled).plan().changes == ()


def test_what_an_older_key_sealed_comes_back_under_the_new_one(drilled: Drill) -> None:
    secrets = drilled.secrets()
    later = rotated(drilled)
    later.world.sheet("clients").delete_rows(2, 10)
    later.world.sheet("contacts").batch_clear(["M2:M400"])
    later.restore()
    assert later.secrets() == secrets
    cells = [cell for row in later.world.records("clients") for cell in row.values()]
    assert {cell.split(":")[1] for cell in cells if is_sealed(cell)} == {
        read_keys(Settings(data=later.world.data)).current}  # fmt: skip


def test_a_secret_that_no_key_opens_never_replaces_one_that_opens(drilled: Drill) -> None:
    later = rotated(drilled)
    key = next(r["Cliëntcode"] for r in later.world.records("clients") if is_sealed(r["Werknaam"]))
    was = later.world.record("clients", key)["Werknaam"]
    keys = read_keys(Settings(data=later.world.data))
    alone = replace(later, cipher=Cipher({keys.current: keys.by_id[keys.current]}, keys.current))
    found = alone.plan(["clients"], key)
    assert found.changes == ()
    assert "gelaten zoals ze nu zijn" in note_lines(found)[0]

    alone.world.sheet("clients").delete_rows(rows_of(alone.world.sheet("clients"), [key])[0])
    found = alone.plan(["clients"], key)
    assert "teruggezet zoals ze waren" in note_lines(found)[0]
    put_back(alone.store, found, ADMIN)
    place = Place("casework", "clients", key, "alias")
    back = alone.world.record("clients", key)["Werknaam"]
    assert back != was
    assert later.cipher.open(back, place) == later.cipher.open(was, place)
