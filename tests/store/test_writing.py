"""Saves that once went wrong, or could: each is named after what happened."""

import json

import pytest

from lib.change import Change, propose
from lib.errors import ChangeRefused
from tests.store.conftest import CIPHER, ME, Bench
from tests.store.test_store import add_contact, change_client


def test_zero_minutes_is_a_value_and_no_sign_that_the_sheet_shifted(bench: Bench) -> None:
    seen = bench.store.read()
    before = seen.row("contacts", "CT-1")
    change = propose("contacts", "CT-1", before, {"duration_min": 0}, seen, CIPHER)
    bench.store.write([change], ME, seen)
    assert bench.records("contacts")[0]["Duur"] == 0


def test_the_text_nobody_could_read_is_kept_in_the_log_when_it_is_written_over(
    bench: Bench,
) -> None:
    bench.sheet("clients").update([["ergens in mei"]], "J2")
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"first_contact_on": "1-5-2021"})], ME, seen)
    (line,) = bench.log()
    assert json.loads(line["Oud"]) == {"Eerste contact": "ergens in mei"}
    assert json.loads(line["Nieuw"]) == {"Eerste contact": "01-05-2021"}


def test_plain_text_in_a_secret_column_is_not_in_the_log_nor_in_the_problems(bench: Bench) -> None:
    bench.sheet("clients").update([["Roos"]], "B2")
    seen = bench.store.read()
    assert [(p.row, p.column, p.code) for p in seen.problems] == [(2, "alias", "not_sealed")]
    bench.store.write([change_client(seen, {"aftercare": "ja"})], ME, seen)
    assert bench.records("clients")[0]["Werknaam"] == "Roos"
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change_client(seen, {"alias": "Roosje"})], ME, bench.store.read())
    assert [(p.column, p.code) for p in caught.value.problems] == [("alias", "not_sealed")]
    assert bench.records("clients")[0]["Werknaam"] == "Roos"
    bench.sheet("clients").update([[""]], "B2")
    bench.store.write([change_client(seen, {"alias": "Roosje"})], ME, bench.store.read())
    assert bench.records("clients")[0]["Werknaam"].startswith("geheim:t:")
    assert "Roos" not in json.dumps([bench.log(), [repr(p) for p in seen.problems]])


def test_a_button_pressed_twice_is_one_row(bench: Bench) -> None:
    seen = bench.store.read()
    change = add_contact(seen)
    receipt = bench.store.write([change], ME, seen)
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change], ME, seen.with_rows(receipt.rows))
    assert [p.sentence for p in caught.value.problems] == ["Deze rij is al opgeslagen."]
    assert [row["Contact"] for row in bench.records("contacts")].count(change.key) == 1
    assert len(bench.log()) == 1


def test_of_a_key_on_two_rows_neither_is_written_but_other_rows_are(bench: Bench) -> None:
    sheet = bench.sheet("clients")
    sheet.append_row(sheet.row_values(2))
    seen = bench.store.read()
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change_client(seen, {"aftercare": "ja"})], ME, seen)
    assert {p.code for p in caught.value.problems} == {"duplicate_key"}
    bench.store.write([change_client(seen, {"aftercare": "ja"}, "ST-00018")], ME, seen)
    assert [row["Nazorg afgesproken"] for row in bench.records("clients")] == ["", "ja", ""]


def test_a_save_is_of_one_workbook(bench: Bench) -> None:
    seen = bench.store.read()
    permit = Change("permits", "VG-1", None, {"situation": "Zonder vergunning"})
    with pytest.raises(ValueError, match="one workbook"):
        bench.store.write([add_contact(seen), permit], ME, seen)
    assert bench.log() == []


def test_a_column_outside_the_schema_keeps_its_cells(bench: Bench) -> None:
    sheet = bench.sheet("clients")
    sheet.insert_cols([["Eigen kolom", "van mij"]], 3)
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    row = bench.records("clients")[0]
    assert (row["Eigen kolom"], row["Contact"]) == ("van mij", "Geen contact")


def test_a_value_can_be_taken_away(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"expert_involved": None})], ME, seen)
    assert bench.records("clients")[0]["Ervaringsdeskundige betrokken"] == ""
    assert (bench.store.read().row("clients", "ST-00004") or {})["expert_involved"] is None
