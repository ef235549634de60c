"""What is checked once more under the lock: an old look at the sheet never wins."""

from datetime import date

import pytest

from lib.change import Change, new_key, propose
from lib.cipher import Cipher
from lib.errors import ChangeRefused, WriteConflict
from lib.snapshot import Snapshot
from tests.store.conftest import CIPHER, ME, Bench
from tests.store.test_store import add_contact, change_client


def begin(seen: Snapshot, intensity: str) -> Change:
    values = {"client_code": "ST-00004", "intensity": intensity, "case_manager": "CM-01"}
    values |= {"from_on": date(2022, 2, 1)}  # type: ignore[dict-item]
    return propose("support", new_key("support", seen), None, values, seen, CIPHER)


def codes(caught: pytest.ExceptionInfo[ChangeRefused]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_two_open_periods_cannot_come_from_two_old_looks(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([begin(seen, "Intensief")], ME, seen)
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([begin(seen, "Licht (aanvullend)")], ME, seen)
    assert codes(caught) == ["rule"]
    assert [row["Intensiteit"] for row in bench.records("support")] == ["Intensief"]
    assert len(bench.log()) == 1


def test_a_rule_that_only_breaks_after_the_merge_is_kept(bench: Bench) -> None:
    seen = bench.store.read()
    closing = change_client(seen, {"closed_on": "1-1-2022", "closing_reason": "Verhuisd"})
    place = bench.sheet("clients").find("Eerste contact").col  # type: ignore[union-attr]
    bench.sheet("clients").update_cell(2, place, 44600)
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([closing], ME, seen)
    assert [problem.column for problem in caught.value.problems] == ["closed_on"]
    assert bench.records("clients")[0]["Afgesloten op"] == ""


def test_a_row_that_went_to_another_client_is_not_changed_unseen(bench: Bench) -> None:
    seen = bench.store.read()
    before = seen.row("contacts", "CT-1")
    change = propose("contacts", "CT-1", before, {"duration_min": 20}, seen, CIPHER)
    bench.sheet("contacts").update_acell("B2", "ST-00018")
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change], ME, seen)
    assert codes(caught) == ["moved"]
    assert bench.records("contacts")[0]["Duur"] == ""


def test_a_client_that_went_to_another_case_manager_is_not_changed_unseen(bench: Bench) -> None:
    seen = bench.store.read()
    bench.sheet("clients").update_acell("F2", "CM-02")
    with pytest.raises(ChangeRefused) as caught:
        bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert codes(caught) == ["moved"]
    assert bench.records("clients")[0]["Contact"] == "Goed contact"


def test_a_secret_whose_key_is_away_is_never_sealed_over(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"alias": "Klaproos"})], ME, seen)
    sealed = bench.records("clients")[0]["Werknaam"]
    again, other = bench.store.read(), Cipher({"new": b"n" * 32}, "new")
    row = again.row("clients", "ST-00004")
    with pytest.raises(ChangeRefused) as caught:
        propose("clients", "ST-00004", row, {"alias": "(niet leesbaar)"}, again, other)
    assert codes(caught) == ["unreadable"]
    kept = propose("clients", "ST-00004", row, {"contact_state": "Geen contact"}, again, other)
    bench.store.write([kept], ME, again)
    assert bench.records("clients")[0]["Werknaam"] == sealed


@pytest.mark.parametrize("fault", ["timeout_after", "reset_after"])
def test_an_unclear_save_is_recognised_wherever_the_column_regel_stands(
    bench: Bench, fault: str
) -> None:
    log = bench.coordinator.open_by_key(bench.ids["casework"]).worksheet("Logboek")
    log.insert_cols([["Eigen kolom"]], 1)
    seen = bench.store.read()
    bench.faults.next(fault, on="write", times=1)
    change = add_contact(seen)
    bench.store.write([change], ME, seen)
    assert [row["Contact"] for row in bench.records("contacts")].count(change.key) == 1


def test_an_edit_by_hand_is_not_blamed_on_the_last_writer(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"return_expected": "mei"})], ME, seen)
    again = bench.store.read()
    change = change_client(again, {"contact_state": "Geen contact"})
    bench.sheet("clients").update_acell("D2", "Tijdelijk geen contact")
    with pytest.raises(WriteConflict) as caught:
        bench.store.write([change], ME, again)
    assert caught.value.by is None
