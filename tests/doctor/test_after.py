"""What comes after a damage: secrets, keys, the Logboek, and what is asked of Google."""

from datetime import date

import pytest

from lib.change import propose
from lib.cipher import Place
from lib.edits import edits
from lib.errors import ChangeRefused, ColumnMissing, SecretUnreadable, WorkbookError
from tests.doctor.damages import cells, headers, layers, rows, sheets
from tests.doctor.judge import grid
from tests.store.conftest import CIPHER, ME, Bench

NOTE = Place("casework", "contacts", "CT-1", "note")


def write_note(bench: Bench, key: str) -> None:
    seen = bench.store.read()
    row = seen.row("contacts", key)
    change = propose("contacts", key, row, {"note": "nieuw (fictief)"}, seen, CIPHER)
    bench.store.write([change], ME, seen)


def test_a_secret_of_another_row_is_not_written_over(bench: Bench) -> None:
    layers.move_secret(bench)
    before = grid(bench, "contacts")
    with pytest.raises(ChangeRefused, match="nu niet leesbaar en wordt daarom niet overschreven"):
        write_note(bench, "CT-2")
    assert grid(bench, "contacts") == before


def test_readable_text_over_a_secret_is_not_written_over(bench: Bench) -> None:
    layers.type_over_secret(bench)
    before = grid(bench, "contacts")
    with pytest.raises(ChangeRefused, match="In 'Aantekening' staat in het blad leesbare tekst"):
        write_note(bench, "CT-1")
    assert grid(bench, "contacts") == before


def test_with_its_key_a_row_gets_back_its_secret(bench: Bench) -> None:
    known = bench.store.read()
    bench.store.watch.known.remember(known)
    rows.delete_key(bench)
    seen = bench.store.read()
    with pytest.raises(SecretUnreadable):
        CIPHER.open(seen.table("contacts").loc[2, "note"], Place(*NOTE_OF_NOBODY))
    bench.store.watch.note(edits(known, seen), seen)
    bench.store.watch.give_keys(seen)
    now = bench.store.read()
    row = now.row("contacts", "CT-1")
    assert row is not None
    assert CIPHER.open(row["note"], NOTE) == "fictieve aantekening"
    bench.store.watch.note(edits(seen, now), now)
    assert bench.store.journal.entries() == []  # nobody is asked to put it back any more


NOTE_OF_NOBODY = ("casework", "contacts", "", "note")


def test_two_rows_that_lost_their_keys_and_look_alike_get_new_ones(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    row = sheet.get("A3:L3", value_render_option="UNFORMATTED_VALUE")[0]
    sheet.update([["CT-3", *row[1:]]], "A4")
    known = bench.store.read()
    bench.store.watch.known.remember(known)
    sheet.update([[""], [""]], "A3:A4")
    seen = bench.store.read()
    bench.store.watch.note(edits(known, seen), seen)
    bench.store.watch.give_keys(seen)
    keys = sheet.col_values(1)[1:]
    assert keys[0] == "CT-1"
    assert len(keys) == len(set(keys)) == 3
    assert not {"CT-2", "CT-3"} & set(keys)
    assert len(bench.store.journal.entries()) == 2


def test_a_total_gets_no_key_and_does_not_count(bench: Bench) -> None:
    rows.total_without_word(bench)
    seen = bench.store.read()
    assert seen.table("contacts")["duration_min"].sum() == 25 + 30
    bench.store.watch.give_keys(seen)
    assert bench.sheet("contacts").col_values(1) == ["Contact", "CT-1", "CT-2"]


def test_a_text_as_long_as_a_cell_can_be_fits_into_the_logboek(bench: Bench) -> None:
    known = bench.store.read()
    bench.sheet("clients").update([["x" * 50_000]], "E2")
    seen = bench.store.read()
    bench.store.watch.note(edits(known, seen), seen)
    row = seen.row("clients", "ST-00004")
    change = propose("clients", "ST-00004", row, {"return_expected": "kort"}, seen, CIPHER)
    bench.store.write([change], ME, seen)
    by_hand, saved = bench.log()
    assert by_hand["Nieuw"].endswith('xxx … (ingekort)"}')
    assert saved["Oud"].endswith('xxx … (ingekort)"}')
    assert bench.records("clients")[0]["Verwacht terug"] == "kort"


def test_in_another_locale_a_date_becomes_another_day(bench: Bench) -> None:
    """Which is why Controleer looks at it: no value tells."""
    sheets.wrong_locale(bench)
    cells.typed("C2", "2-1-2022")(bench)
    seen = bench.store.read()
    assert seen.row("contacts", "CT-1")["held_on"] == date(2022, 2, 1)  # type: ignore[index]
    assert seen.problems == ()
    assert [problem.code for problem in bench.store.inspect(seen)] == ["locale"]


def test_a_header_that_went_wrong_after_reading_stops_the_write(bench: Bench) -> None:
    for act, error in (
        (headers.swap_headers, WorkbookError),
        (headers.rename_header, ColumnMissing),
    ):
        seen = bench.store.read()
        change = propose(
            "contacts", "CT-1", seen.row("contacts", "CT-1"), {"daypart": "Avond"}, seen, CIPHER
        )
        act(bench)
        before = grid(bench, "contacts")
        with pytest.raises(error):
            bench.store.write([change], ME, seen)
        assert grid(bench, "contacts") == before
        bench.sheet("contacts").update([["Datum", "Dagdeel", "Wijze van contact", "Soort"]], "C1")
        bench.sheet("contacts").update([["Uitkomst"]], "G1")


def test_what_is_asked_of_google(bench: Bench) -> None:
    """Reading never asks more than values; Controleer asks once per workbook."""
    seen = bench.store.read()
    assert len(bench.requests()) == 4
    bench.store.inspect(seen)
    assert len(bench.requests()) == 8
    sheets.duplicate(bench)
    bench.store.inspect(seen)
    assert len(bench.requests()) == 13  # and once more for the tab that we do not know
    bench.store.read()
    assert len(bench.requests()) == 17
    sheets.delete(bench)
    seen = bench.store.read()
    assert len(bench.requests()) == 24  # the tabs, the other sheets, the tab that we do not know
    assert "'Kopie van Contacten' heeft dezelfde koppen" in seen.problems[0].sentence
