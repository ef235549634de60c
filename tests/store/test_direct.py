"""What coordinators do in the sheets is in the Logboek within one reading, and only once."""

import json

import pytest

from lib.change import new_key, propose
from lib.edits import edits, known_after, merged_edits
from lib.errors import SheetsUnreachable
from lib.snapshot import Snapshot
from lib.store.journal import NOBODY
from tests.store.conftest import CIPHER, ME, Bench
from tests.store.test_store import add_contact, change_client

BY_HAND = "Rechtstreeks in het blad."


def noticed(bench: Bench, known: Snapshot) -> Snapshot:
    """One refresh: read, compare, log."""
    now = bench.store.read()
    bench.store.watch.note(edits(known, now), now)
    return known_after(known, now)


def type_over(bench: Bench, name: str, key: str, header: str, text: object) -> None:
    sheet = bench.sheet(name)
    row = sheet.col_values(1).index(key) + 1
    sheet.update_cell(row, sheet.row_values(1).index(header) + 1, text)


def test_a_cell_typed_over_has_its_line_with_old_and_new(bench: Bench) -> None:
    known = bench.store.read()
    type_over(bench, "clients", "ST-00004", "Contact", "Geen contact")
    type_over(bench, "clients", "ST-00004", "Verwacht terug", "mei")
    known = noticed(bench, known)
    (line,) = bench.log()
    assert (line["Wie"], line["Blad"], line["Rij"]) == ("onbekend", "Cliënten", "ST-00004")
    assert (line["Handeling"], line["Reden"]) == ("gewijzigd in het blad", BY_HAND)
    assert json.loads(line["Oud"]) == {"Contact": "Goed contact", "Verwacht terug": ""}
    assert json.loads(line["Nieuw"]) == {"Contact": "Geen contact", "Verwacht terug": "mei"}
    noticed(bench, known)
    assert len(bench.log()) == 1
    assert bench.verdict().is_whole


def test_a_save_of_ours_is_not_taken_for_an_edit(bench: Bench) -> None:
    known = bench.store.read()
    bench.store.write([change_client(known, {"return_expected": "mei"})], ME, known)
    bench.store.write([add_contact(known)], ME, known)
    noticed(bench, known)
    assert [line["Wie"] for line in bench.log()] == [ME.username, ME.username]


def test_what_a_save_met_and_left_alone_is_logged_too(bench: Bench) -> None:
    known = bench.store.read()
    change = change_client(known, {"return_expected": "mei"})
    type_over(bench, "clients", "ST-00004", "Contact", "Geen contact")
    receipt = bench.store.write([change], ME, known)
    met = merged_edits(known, [(w.sheet, w.key, w.row, w.merged) for w in receipt.written])
    bench.store.watch.note(met, known)
    ours, theirs = bench.log()
    assert (ours["Wie"], theirs["Wie"]) == (ME.username, "onbekend")
    assert json.loads(theirs["Nieuw"]) == {"Contact": "Geen contact"}


def test_a_row_deleted_by_hand_is_logged_and_can_be_put_back_as_it_was(bench: Bench) -> None:
    known = bench.store.read()
    before = next(row for row in bench.records("contacts") if row["Contact"] == "CT-1")
    bench.sheet("contacts").delete_rows(2)
    known = noticed(bench, known)
    (line,) = bench.log()
    assert (line["Handeling"], line["Rij"], line["Nieuw"]) == (
        "verwijderd uit het blad",
        "CT-1",
        "",
    )
    assert json.loads(line["Oud"])["Wijze van contact"] == "Telefoon"
    (entry,) = bench.store.journal.entries()
    assert entry.actor == NOBODY
    assert entry.trouble == "Deze rij is rechtstreeks uit het blad verwijderd."
    (gone,) = entry.changes
    back = propose("contacts", gone.key, None, gone.after, known, CIPHER)
    bench.store.write([back], ME, known)
    after = next(row for row in bench.records("contacts") if row["Contact"] == "CT-1")
    stamp = ("Gewijzigd op", "Gewijzigd door")
    # The world of these tests is typed as text; what is put back is a date.
    assert (before.pop("Datum"), after.pop("Datum")) == ("2022-01-30", 44591)
    assert {k: v for k, v in after.items() if k not in stamp} == {
        k: v for k, v in before.items() if k not in stamp
    }
    noticed(bench, known)
    assert bench.store.journal.entries() == []  # it is back, so nobody need decide


def test_a_row_added_by_hand_is_logged(bench: Bench) -> None:
    known = bench.store.read()
    key = new_key("contacts", known)
    bench.sheet("contacts").append_row([key, "ST-00004", 44593], table_range="A1")
    noticed(bench, known)
    (line,) = bench.log()
    assert (line["Handeling"], line["Rij"], line["Oud"]) == ("toegevoegd in het blad", key, "")
    assert json.loads(line["Nieuw"]) == {"Cliënt": "ST-00004", "Datum": "01-02-2022"}


def test_secret_text_typed_by_hand_is_never_in_the_log(bench: Bench) -> None:
    known = bench.store.read()
    type_over(bench, "contacts", "CT-1", "Aantekening", CIPHER.seal("x", _place()))
    noticed(bench, known)
    (line,) = bench.log()
    assert json.loads(line["Nieuw"]) == {"Aantekening": "(geheim)"}


def _place() -> object:
    from lib.cipher import Place

    return Place("casework", "contacts", "CT-1", "note")


def test_sorting_and_a_missing_header_are_no_edits(bench: Bench) -> None:
    known = bench.store.read()
    bench.sheet("contacts").sort((1, "des"))
    known = noticed(bench, known)
    bench.sheet("contacts").update_cell(1, 3, "Dag")
    known = noticed(bench, known)
    assert bench.log() == []
    # What happened meanwhile is found when the header is back.
    type_over(bench, "contacts", "CT-1", "Duur", 20)
    bench.sheet("contacts").update_cell(1, 3, "Datum")
    noticed(bench, known)
    assert [json.loads(line["Nieuw"]) for line in bench.log()] == [{"Duur": "20"}]


def test_while_the_sheets_are_away_nothing_is_forgotten(bench: Bench) -> None:
    known = bench.store.read()
    type_over(bench, "clients", "ST-00004", "Contact", "Geen contact")
    now = bench.store.read()
    found = edits(known, now)
    bench.faults.always("reset_before")
    with pytest.raises(SheetsUnreachable):
        bench.store.watch.note(found, now)
    bench.faults.clear()
    assert bench.store.watch.known.snapshot() is None
    bench.store.watch.note(edits(known, now), now)
    assert len(bench.log()) == 1


def test_what_was_changed_while_the_app_was_off_is_found_after_a_restart(bench: Bench) -> None:
    bench.store.watch.known.remember(bench.store.read())
    type_over(bench, "clients", "ST-00004", "Contact", "Geen contact")
    again = bench.store.watch.known.snapshot()
    assert again is not None
    now = bench.store.read()
    bench.store.watch.note(edits(again, now), now)
    assert [line["Rij"] for line in bench.log()] == ["ST-00004"]
    once_more = bench.store.watch.known.snapshot()
    assert once_more is not None
    assert edits(once_more, now) == []
