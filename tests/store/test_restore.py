"""Drills: a world is backed up, damaged through gspread, put back, and compared cell by cell."""

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import gspread
import pytest

from lib import localsheets
from lib.change import Change
from lib.cipher import is_sealed
from lib.errors import ChangeRefused, SheetsUnreachable
from lib.schema.dates import to_serial
from lib.schema.workbook import SHEETS
from lib.store.build import build, remember_workbooks
from lib.store.connect import LOCAL_FILE
from lib.store.restore import (
    cell_lines,
    obstacles,
    put_back,
    sheet_lines,
    sheets_with,
)
from tests.conftest import DemoWorld
from tests.store.drill import ADMIN, MADE, NOW, Drill, column_of, fill, rows_of

REASON = "Teruggezet uit de reservekopie van 01-02-2022 03:15"


def reverse_column(sheet: gspread.Worksheet, header: str) -> None:
    """A column sorted by itself: every cell belongs to somebody else's row now."""
    place = column_of(sheet, header)
    cells = sheet.col_values(place, value_render_option="UNFORMATTED_VALUE")[1:]
    cells += [""] * (sheet.row_count - 1 - len(cells))
    turned = list(reversed(cells[: len(sheet.col_values(1)) - 1]))
    sheet.update([[cell] for cell in turned], gspread.utils.rowcol_to_a1(2, place))


def remake(sheet: gspread.Worksheet) -> None:
    """Deleted, and made again by hand with its headers only."""
    book, headers = sheet.spreadsheet, sheet.row_values(1)
    book.del_worksheet(sheet)
    book.add_worksheet(sheet.title, 20, 30).update([headers], "A1")


DAMAGES: dict[str, tuple[str, Callable[[gspread.Worksheet], object]]] = {
    "one row deleted": ("contacts", lambda s: s.delete_rows(7)),
    "150 rows deleted": ("contacts", lambda s: s.delete_rows(20, 169)),
    "all rows deleted": ("goals", lambda s: s.batch_clear(["A2:Z1000"])),
    "rows deleted and the rest sorted": (
        "clients", lambda s: (s.delete_rows(3, 6), s.sort((3, "des")))),
    "columns moved and rows deleted": (
        "clients", lambda s: (s.insert_cols([["Eigen"]], 2), s.delete_rows(4))),
    "dates typed over": ("contacts", lambda s: fill(s, "Datum", "3-3-2020")),
    "dates typed wrong": ("contacts", lambda s: fill(s, "Datum", "gisteren")),
    "a choice that does not exist": ("contacts", lambda s: fill(s, "Uitkomst", "Prima")),
    "cells emptied": ("contacts", lambda s: s.batch_clear(["C2:J9"])),
    "numbers typed over": ("key_figures", lambda s: fill(s, "Waarde", "1.234,5")),
    "an empty cell filled": ("clients", lambda s: fill(s, "Verwacht terug", "Nooit", count=20)),
    "an empty cell filled with what is no date": (
        "clients", lambda s: fill(s, "Afgesloten op", "x", count=20)),
    "yes and no typed over": (
        "clients", lambda s: fill(s, "Ervaringsdeskundige betrokken", "soms", count=20)),
    "organisations typed over": ("clients", lambda s: fill(s, "Zorg door", "Cirkel; Fictief")),
    "several choices typed over": ("contacts", lambda s: fill(s, "Leefgebieden", "Wonen", 2, 40)),
    "references typed over": ("contacts", lambda s: fill(s, "Cliënt", "ST-00000")),
    "formulas typed over": ("contacts", lambda s: fill(s, "Duur", "=1/0")),
    "secrets emptied": ("contacts", lambda s: s.batch_clear(["M2:M400"])),
    "secrets of others": ("clients", lambda s: reverse_column(s, "Werknaam")),
    "a column sorted by itself": ("contacts", lambda s: reverse_column(s, "Cliënt")),
    "periods typed over": ("support", lambda s: fill(s, "Van", "1-1-2021", count=8)),
    "the sheet deleted and made again": ("appointments", remake),
    "names deleted": ("organisations", lambda s: s.delete_rows(2, 4)),
    "team deleted": ("team", lambda s: s.batch_clear(["A2:Z100"])),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_day_is_put_back_as_it_was(name: str, drilled: Drill) -> None:
    before, secrets = drilled.state(), drilled.secrets()
    sheet, damage = DAMAGES[name]
    damage(drilled.world.sheet(sheet))
    assert drilled.state() != before

    outcome = drilled.restore()

    assert (outcome.refused, outcome.stopped) == ((), None)
    after = drilled.state()
    for row in after["clients"].values():
        row.pop("Eigen", None)
    assert after == before
    assert drilled.secrets() == secrets
    assert drilled.plan().changes == ()


def test_a_whole_world_is_put_back_in_new_and_empty_workbooks(
    drilled: Drill, tmp_path: Path
) -> None:
    data = tmp_path / "nieuw"
    data.mkdir()
    with localsheets.session(data / LOCAL_FILE) as session:
        client = gspread.Client(auth=None, session=session)
        ids = build(client, {})
        remember_workbooks(data, ids)
        fresh = Drill(DemoWorld(data, session), client, ids, drilled.cipher, drilled.then)
        outcome = fresh.restore()
        assert (outcome.refused, outcome.stopped) == ((), None)
        assert fresh.state() == drilled.state()
        assert fresh.secrets() == drilled.secrets() != {}
        assert outcome.written == sum(len(rows) for rows in fresh.state().values())
        logged = [line["Rij"] for name in ids for line in fresh.world.log(name)]
        assert sorted(logged) == sorted(key for rows in fresh.state().values() for key in rows)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_damaged_is_put_back(seed: int, drilled: Drill) -> None:
    before, secrets = drilled.state(), drilled.secrets()
    chance = random.Random(seed)
    for name in chance.choices(list(SHEETS), k=30):
        sheet = drilled.world.sheet(name)
        count = len(sheet.col_values(1))
        row = chance.randrange(2, count) if count > 2 else 1
        place = chance.randrange(2, len(sheet.row_values(1)) - 1)
        if row == 1:
            continue
        if chance.random() < 0.4:
            sheet.delete_rows(row, min(count, row + chance.randrange(5)))
        elif not SHEETS[name].columns[place - 1].is_secret:
            typed = chance.choice(["", "x", "12", "1-2-2021", "=1+1"])
            cell = gspread.utils.rowcol_to_a1(row, place)
            sheet.update([[typed]], cell, value_input_option="USER_ENTERED")
        if chance.random() < 0.2:
            sheet.sort((place, "asc"))

    outcome = drilled.restore()

    assert (outcome.refused, outcome.stopped) == ((), None)
    assert drilled.state() == before
    assert drilled.secrets() == secrets


def test_a_row_that_is_gone_comes_back_alone(drilled: Drill) -> None:
    before = drilled.state()
    sheet = drilled.world.sheet("contacts")
    first, second = sheet.col_values(1)[4:6]
    sheet.delete_rows(5, 6)

    outcome = drilled.restore(["contacts"], first)

    assert (outcome.written, outcome.refused) == (1, ())
    after = drilled.state()["contacts"]
    assert after.pop(first) == before["contacts"].pop(first)
    assert before["contacts"].pop(second)
    assert after == before["contacts"]
    (line,) = drilled.world.log()
    assert (line["Wie"], line["Handeling"], line["Rij"]) == ("beheer", "toegevoegd", first)
    assert line["Reden"] == REASON
    row = drilled.world.record("contacts", first)
    assert row["Gewijzigd door"] == "beheer"
    assert row["Gewijzigd op"] == pytest.approx(to_serial(NOW))
    assert sheet.cell(rows_of(sheet, [first])[0], column_of(sheet, "Datum")).value.count("-") == 2


def test_a_row_that_is_there_gets_only_its_cells_of_then(drilled: Drill) -> None:
    before = drilled.state()
    key = next(iter(before["clients"]))
    drilled.world.type_over("clients", key, "Contact", "Geen contact")
    drilled.world.type_over("clients", key, "Verwacht terug", "In mei")

    drilled.restore(["clients"], key)

    assert drilled.state() == before
    (line,) = drilled.world.log()
    assert (line["Handeling"], line["Reden"]) == ("gewijzigd", REASON)
    was = before["clients"][key]
    assert json.loads(line["Oud"]) == {"Contact": "Geen contact", "Verwacht terug": "In mei"}
    assert json.loads(line["Nieuw"]) == {"Contact": was["Contact"], "Verwacht terug": ""}


def test_the_same_value_in_another_spelling_is_no_difference(drilled: Drill) -> None:
    key = next(r["Cliëntcode"] for r in drilled.world.records("clients")
               if r["Ervaringsdeskundige betrokken"] == "ja")  # fmt: skip
    drilled.world.type_over("clients", key, "Ervaringsdeskundige betrokken", True)
    assert drilled.plan().changes == ()


def test_rows_made_since_stay_as_they_are(drilled: Drill) -> None:
    sheet = drilled.world.sheet("contacts")
    sheet.append_row(["CT-NIEUW", *sheet.row_values(2)[1:]], table_range="A1")
    sheet.delete_rows(3)
    found = drilled.plan()
    assert found.newer["contacts"] == 1
    assert sheet_lines(found) == ["Contacten: terugzetten 1, wijzigen 0, nieuwer en blijft staan 1"]
    new = drilled.state()["contacts"]["CT-NIEUW"]
    put_back(drilled.store, found, ADMIN)
    assert drilled.state()["contacts"]["CT-NIEUW"] == new


def test_only_the_sheets_that_are_asked_are_put_back(drilled: Drill) -> None:
    before = drilled.state()
    for name in ("contacts", "clients"):
        drilled.world.sheet(name).delete_rows(2)
    drilled.restore(["clients"])
    after = drilled.state()
    assert after["clients"] == before["clients"]
    assert len(after["contacts"]) == len(before["contacts"]) - 1


def test_the_preview_shows_what_stands_and_what_stood_but_no_secrets(drilled: Drill) -> None:
    key = next(
        row["Cliëntcode"]
        for row in drilled.world.records("clients")
        if is_sealed(row["Werknaam"]) and not row["Verwacht terug"]
    )
    was = drilled.world.record("clients", key)
    for header, text in (("Contact", "Prima"), ("Verwacht terug", "In mei"), ("Werknaam", "")):
        drilled.world.type_over("clients", key, header, text)
    assert sorted(cell_lines(drilled.plan(["clients"], key))) == [
        f"Cliënten · Contact: nu Prima; toen {was['Contact']}",
        "Cliënten · Verwacht terug: nu In mei; toen (leeg)",
        "Cliënten · Werknaam: nu (leeg); toen (geheim)",
    ]


def test_a_key_is_found_in_the_sheet_where_it_stood(drilled: Drill) -> None:
    assert sheets_with(drilled.then, drilled.world.sheet("goals").acell("A2").value) == ["goals"]
    assert sheets_with(drilled.then, "CM-01") == ["team"]
    assert sheets_with(drilled.then, "CT-0") == []


# ── what stands in the way ───────────────────────────────────────────────────────────────────


def test_a_missing_sheet_is_named_with_how_to_make_it_and_nothing_is_written(
    drilled: Drill,
) -> None:
    before = drilled.state()
    sheet = drilled.world.sheet("contacts")
    headers = sheet.row_values(1)
    sheet.spreadsheet.del_worksheet(sheet)
    now = drilled.backup()
    (said,) = obstacles(drilled.plan(), now)
    assert said.startswith("Het blad 'Contacten' of zijn koppen ontbreken in 'STAP casuïstiek'.")
    made = sheet.spreadsheet.add_worksheet("Contacten", 5, 20)
    made.update([said.splitlines()[-1].split("\t")], "A1")
    assert made.row_values(1) == headers
    assert obstacles(drilled.plan(), drilled.backup()) == []
    assert drilled.restore().stopped is None
    assert drilled.state() == before


def test_a_cleared_sheet_and_a_missing_header_and_logboek_are_all_said_at_once(
    drilled: Drill,
) -> None:
    drilled.world.sheet("contacts").clear()
    drilled.world.sheet("clients").delete_rows(2)
    drilled.world.sheet("clients").update_acell("D1", "Kontakt")
    book = drilled.world.workbook("casework")
    book.del_worksheet(book.worksheet("Logboek"))
    said = obstacles(drilled.plan(), drilled.backup())
    assert [one.splitlines()[0][:34] for one in said] == [
        "Cliënten: De kolom 'Contact' ontbr",
        "Het blad 'Contacten' of zijn koppe",
        "Het blad 'Logboek' of zijn koppen ",
    ]
    assert said[-1].splitlines()[-1].startswith("Regel\tTijdstip\tWie\t")


def test_a_sheet_of_which_nothing_is_missed_may_be_gone(drilled: Drill) -> None:
    book, figures = drilled.world.workbook("committee"), drilled.world.sheet("publication_figures")
    figures.batch_clear([f"A2:{gspread.utils.rowcol_to_a1(figures.row_count, figures.col_count)}"])
    drilled.then = drilled.backup(MADE)  # nothing was published yet then
    book.del_worksheet(figures)
    drilled.world.sheet("clients").delete_rows(2)
    assert obstacles(drilled.plan(), drilled.backup()) == []


def test_a_rule_refuses_one_row_and_the_others_are_put_back(drilled: Drill) -> None:
    before = drilled.state()
    sheet = drilled.world.sheet("support")
    gone = sheet.row_values(2, value_render_option="UNFORMATTED_VALUE")
    drilled.world.sheet("contacts").delete_rows(2, 30)
    sheet.update_acell("A2", "BG-ANDERS")  # the same period, under a key of its own

    outcome = drilled.restore()

    ((change, error),) = outcome.refused
    assert (change.sheet, change.key) == ("support", gone[0])
    assert isinstance(error, ChangeRefused)
    assert "overlapt met een andere periode" in error.message
    assert outcome.written == 29
    after = drilled.state()
    assert after["contacts"] == before["contacts"]
    assert gone[0] not in after["support"]


def test_a_refused_row_is_tried_again_when_another_made_room(
    drilled: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drilled.state()
    first = next(key for key, row in before["support"].items() if row["Tot en met"])
    client = before["support"][first]["Cliënt"]
    second = next(key for key, row in before["support"].items()
                  if row["Cliënt"] == client and not row["Tot en met"])  # fmt: skip
    drilled.world.type_over("support", first, "Tot en met", to_serial(date(2021, 9, 1)))
    drilled.world.type_over("support", second, "Van", to_serial(date(2020, 1, 1)))
    monkeypatch.setattr("lib.store.restore._CHANGED_PER_SAVE", 1)
    tries = []
    store = drilled.store
    write = store.write
    monkeypatch.setattr(store, "write", lambda *given: (tries.append(given), write(*given))[1])
    outcome = put_back(store, drilled.plan(), ADMIN)
    assert (outcome.refused, outcome.written, len(tries)) == ((), 2, 3)
    assert drilled.state() == before


def test_new_rows_are_never_in_one_save_with_changed_ones_nor_two_workbooks(
    drilled: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save with changed cells may be refused after it was sent; what it added stands then."""
    for name in ("clients", "contacts", "permits"):
        drilled.world.sheet(name).delete_rows(2)
        drilled.world.type_over(name, drilled.world.sheet(name).acell("A2").value or "",
                                SHEETS[name].columns[4].header, "")  # fmt: skip
    store, saves = drilled.store, list[set[tuple[str, bool]]]()
    write = store.write

    def write_and_tell(changes: list[Change], *more: object) -> object:
        saves.append({(change.schema.workbook, change.is_new) for change in changes})
        return write(changes, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", write_and_tell)
    outcome = put_back(store, drilled.plan(), ADMIN)
    assert outcome.refused == ()
    assert saves == [{("casework", False)}, {("casework", True)},
                     {("permits", False)}, {("permits", True)}]  # fmt: skip


def test_readable_text_in_a_secret_column_is_not_written_over(drilled: Drill) -> None:
    key = next(iter(drilled.state()["clients"]))
    drilled.world.type_over("clients", key, "Werknaam", "Fictief leesbaar")
    outcome = drilled.restore()
    ((change, error),) = outcome.refused
    assert change.key == key
    assert "leesbare tekst" in error.message
    assert drilled.world.record("clients", key)["Werknaam"] == "Fictief leesbaar"


def test_what_somebody_changes_during_the_preview_is_a_clash_and_stays(drilled: Drill) -> None:
    first, second = list(drilled.state()["clients"])[:2]
    for key in (first, second):
        drilled.world.type_over("clients", key, "Verwacht terug", "In mei")
    found = drilled.plan()
    drilled.world.type_over("clients", first, "Verwacht terug", "In juni")
    outcome = put_back(drilled.store, found, ADMIN)
    assert [change.key for change, _ in outcome.refused] == [first]
    assert drilled.world.record("clients", first)["Verwacht terug"] == "In juni"
    assert drilled.world.record("clients", second)["Verwacht terug"] != "In mei"


def test_a_row_that_somebody_brings_back_during_the_preview_does_not_stand_there_twice(
    drilled: Drill,
) -> None:
    before = drilled.state()
    sheet = drilled.world.sheet("contacts")
    row = sheet.row_values(3, value_render_option="UNFORMATTED_VALUE")
    sheet.delete_rows(2, 4)
    found = drilled.plan()
    sheet.append_row(row, table_range="A1")
    outcome = put_back(drilled.store, found, ADMIN)
    assert [change.key for change, _ in outcome.refused] == [row[0]]
    assert outcome.written == 2
    assert drilled.state() == before  # which finds every key once


def test_when_the_sheets_go_away_halfway_doing_it_again_does_the_rest(
    drilled: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drilled.state()
    drilled.world.sheet("contacts").delete_rows(2, 251)
    monkeypatch.setattr("lib.store.restore._NEW_PER_SAVE", 100)
    store, saves = drilled.store, []
    write = store.write

    def write_once(*given: object) -> object:
        if saves:
            raise SheetsUnreachable
        saves.append(given)
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", write_once)
    outcome = put_back(store, drilled.plan(), ADMIN)
    assert (outcome.written, type(outcome.stopped)) == (100, SheetsUnreachable)
    assert len(drilled.state()["contacts"]) == len(before["contacts"]) - 150
    assert drilled.restore().written == 150
    assert drilled.state() == before
