"""The chain of the Logboek at work: every kind of tampering is found and none stops a save."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gspread
import pytest

from lib.chain import sentences
from lib.cipher import Cipher
from lib.schema.logbook import Logbook
from lib.store.store import Store
from lib.store.trail import note_path, read_note
from tests.store.conftest import CIPHER, ME, NOW, Bench
from tests.store.test_store import add_contact, change_client

Hands = Callable[[gspread.Worksheet], object]
SAVE = ["read 200", "write 200"]


def save(bench: Bench, rows: int = 1, store: Store | None = None) -> list[str]:
    """Adds contacts in one save; returns what was asked of the sheets."""
    store = store or bench.store
    seen = store.read()
    before = len(bench.requests())
    store.write([add_contact(seen) for _ in range(rows)], ME, seen)
    return bench.requests()[before:]


def note(bench: Bench) -> Path:
    return note_path(bench.store._folder, bench.ids["casework"])


@pytest.fixture
def log(bench: Bench) -> gspread.Worksheet:
    """A Logboek of six lines, on rows 2 to 7, written in three saves."""
    for _ in range(3):
        save(bench, 2)
    return bench.log_sheet()


def alter(place: int) -> Hands:
    return lambda log: log.update_cell(4, place + 1, "anders")


def copy(row: int, to: int) -> Hands:
    def act(log: gspread.Worksheet) -> object:
        return log.insert_row(log.get(f"A{row}:K{row}")[0], to)

    return act


def swap(log: gspread.Worksheet) -> object:
    third, fourth = log.get("A3:K4", value_render_option="UNFORMATTED_VALUE")
    return log.update([fourth, third], "A3:K4")


TAMPERED: dict[str, tuple[Hands, int]] = {
    **{f"{c.header} altered": (alter(at), 4) for at, c in enumerate(Logbook.columns)},
    "first line deleted": (lambda log: log.delete_rows(2), 2),
    "middle line deleted": (lambda log: log.delete_rows(4), 4),
    "last line deleted": (lambda log: log.delete_rows(7), 7),
    "last three deleted": (lambda log: log.delete_rows(5, 7), 7),
    "all deleted": (lambda log: log.delete_rows(2, 7), 7),
    "line emptied": (lambda log: log.batch_clear(["A4:K4"]), 5),
    "line copied on": (copy(3, 6), 6),
    "line copied to the end": (copy(3, 8), 8),
    "line typed between": (lambda log: log.insert_row(["LB-0", 44593.5, "iemand"], 4), 4),
    "line typed at the end": (lambda log: log.insert_row(["LB-0", 44593.5, "iemand"], 8), 8),
    "two swapped": (swap, 3),
    "sorted": (lambda log: log.sort((11, "des")), 2),
    "chain emptied": (lambda log: log.batch_clear(["K2:K7"]), 7),
    "one link emptied": (lambda log: log.batch_clear(["K4"]), 4),
    "last link emptied": (lambda log: log.batch_clear(["K7"]), 7),
    "column deleted": (lambda log: log.delete_columns(11), 7),
    "another number": (lambda log: log.update_acell("K7", "999999999999999:t:ab"), 7),
    "grid cut": (lambda log: log.resize(rows=4), 7),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found_and_stays_found_when_the_log_goes_on(
    name: str, bench: Bench, log: gspread.Worksheet
) -> None:
    assert bench.verdict().is_whole
    tamper, row = TAMPERED[name]
    tamper(log)
    found = bench.verdict()
    assert found.first is not None
    assert found.first.row == row
    save(bench)
    again = bench.verdict()
    assert not again.is_whole
    assert again.lines == found.lines + 1
    assert save(bench) == SAVE
    assert len(bench.records("contacts")) == 2 + 8


def test_what_was_cut_off_is_named_for_ever_also_by_another_machine(
    bench: Bench, log: gspread.Worksheet
) -> None:
    log.delete_rows(5, 7)
    save(bench)
    note(bench).unlink()
    save(bench)
    assert sentences(bench.verdict()) == [
        "5 regels.",
        f"Rij 5, regel {log.acell('A5').value}: hiervoor is verwijderd: nummer 4 tot en met 6.",
        "Vanaf rij 6 sluiten de regels op elkaar aan.",
    ]


@pytest.mark.parametrize(
    ("away", "back"),
    [(lambda log: log.sort((11, "des")), lambda log: log.sort((11, "asc"))),
     (copy(3, 8), lambda log: log.delete_rows(8))],
    ids=["sorted", "copied to the end"],
)  # fmt: skip
def test_what_is_set_right_by_hand_is_whole_again_also_when_saved_meanwhile(
    away: Hands, back: Hands, bench: Bench, log: gspread.Worksheet
) -> None:
    away(log)
    save(bench)
    back(log)
    assert bench.verdict().is_whole
    save(bench)
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)


# ── where the chain ends ─────────────────────────────────────────────────────────────────────


def test_a_save_that_ended_before_it_could_note_is_taken_over(
    bench: Bench, log: gspread.Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = note(bench).read_text(encoding="utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lib.store.trail.replace_private", killed)
        with pytest.raises(KeyboardInterrupt):
            save(bench, 2)
    assert note(bench).read_text(encoding="utf-8") == before
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)
    bench.store.deliver(bench.store.read())
    assert save(bench) == SAVE
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 9)


def test_a_full_disk_stops_neither_the_save_nor_the_next(
    bench: Bench, log: gspread.Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("lib.store.trail.replace_private", full)
    assert [save(bench), save(bench)] == [SAVE, SAVE]
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"row": 3, "line_id": "LB-1"}',
                                  '{"row": 3, "line_id": "LB-1", "chain": "Roos"}'])  # fmt: skip
def test_without_a_note_the_chain_goes_on_where_it_ended(
    text: str | None, bench: Bench, log: gspread.Worksheet
) -> None:
    note(bench).unlink() if text is None else note(bench).write_text(text, encoding="utf-8")
    assert save(bench) == SAVE
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 7)


@pytest.mark.parametrize("row", [0, 5, 7000])
def test_a_note_of_another_row_costs_one_save_some_requests(
    row: int, bench: Bench, log: gspread.Worksheet
) -> None:
    kept = note(bench).read_text(encoding="utf-8")
    note(bench).write_text(kept.replace('"row": 7', f'"row": {row}'), encoding="utf-8")
    assert len(save(bench)) > len(SAVE)
    assert save(bench) == SAVE
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)


def test_rows_that_moved_cost_one_save_one_request(bench: Bench, log: gspread.Worksheet) -> None:
    log.insert_row([], 3)
    assert save(bench) == ["read 200", *SAVE]
    assert save(bench) == SAVE
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)


def test_columns_may_be_moved_and_added(bench: Bench, log: gspread.Worksheet) -> None:
    source = {"sheetId": log.id, "dimension": "COLUMNS", "startIndex": 10, "endIndex": 11}
    move = {"moveDimension": {"source": source, "destinationIndex": 0}}
    log.spreadsheet.batch_update({"requests": [move]})
    log.insert_cols([["Nagekeken", "ja", "ja"]], 3)
    assert save(bench) == SAVE
    note(bench).unlink()
    assert save(bench) == ["read 200", *SAVE]
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)


def test_two_machines_that_take_turns_write_one_chain(
    bench: Bench, log: gspread.Worksheet, tmp_path: Path
) -> None:
    client = gspread.Client(auth=None, session=bench.session)
    other = Store(client, bench.ids, tmp_path / "elsewhere", lambda: NOW, cipher=lambda: CIPHER)
    for _ in range(2):
        assert [save(bench, 2, other), save(bench)] == [SAVE, SAVE]
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 12)


def test_the_note_is_of_one_file_and_for_its_owner_only(
    bench: Bench, log: gspread.Worksheet
) -> None:
    assert note(bench).stat().st_mode & 0o777 == 0o600
    kept = read_note(note(bench))
    assert kept is not None
    assert (kept.row, kept.line_id) == (7, log.acell("A7").value)
    assert kept.link.text == log.acell("K7").value
    assert bench.ids["casework"] in note(bench).name


# ── what else writes lines ───────────────────────────────────────────────────────────────────


def test_a_repair_is_in_the_chain(
    bench: Bench, log: gspread.Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    http, acts = bench.store._http, [lambda: bench.sheet("clients").sort((1, "des"))]
    send = http.batch_update

    def delayed(spreadsheet_id: str, body: Any) -> Any:
        if acts:
            acts.pop()()
        return send(spreadsheet_id, body)

    monkeypatch.setattr(http, "batch_update", delayed)
    seen = bench.store.read()
    bench.store.write([change_client(seen, {"contact_state": "Geen contact"})], ME, seen)
    assert [line["Handeling"] for line in bench.log()[-2:]] == ["gewijzigd", "hersteld"]
    assert [line["Keten"][:2] for line in bench.log()[-2:]] == ["7:", "8:"]
    assert bench.verdict().is_whole
    assert save(bench) == SAVE


@pytest.mark.parametrize("fault", ["reset_after", "timeout_after", "reset_before", "unavailable"])
def test_an_unclear_answer_leaves_the_chain_whole(
    fault: str, bench: Bench, log: gspread.Worksheet
) -> None:
    bench.faults.next(fault, on="write", times=1)
    save(bench, 2)
    bench.store.deliver(bench.store.read())
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 8)
    assert save(bench) == SAVE


def test_old_keys_go_on_verifying_after_a_new_one(bench: Bench, tmp_path: Path) -> None:
    keys = {"t": b"k" * 32}
    client = gspread.Client(auth=None, session=bench.session)
    folder = bench.store._folder
    store = Store(client, bench.ids, folder, lambda: NOW, cipher=lambda: Cipher(keys, max(keys)))
    save(bench, 2, store)
    keys["u"] = b"q" * 32
    save(bench, 2, store)
    assert [line["Keten"][:4] for line in bench.log()] == ["1:t:", "2:t:", "3:u:", "4:u:"]
    assert bench.verdict(Cipher(keys, "u")).is_whole
    found = bench.verdict(Cipher({"u": keys["u"]}, "u")).first
    assert found is not None
    assert (found.row, found.what.split(",")[0]) == (2, "gemaakt met een sleutel die hier niet is")


def test_a_logboek_from_before_the_chain_goes_on_and_is_told(bench: Bench) -> None:
    log = bench.log_sheet()
    log.delete_columns(11)
    assert [save(bench), save(bench)] == [SAVE, SAVE]
    assert "Keten" not in bench.log()[0]
    assert [line["Wie"] for line in bench.log()] == ["casemanager"] * 2
    assert sentences(bench.verdict())[:2] == [
        "2 regels.",
        "De kop 'Keten' ontbreekt. Zet die in rij 1.",
    ]
    log.add_cols(1)
    log.update_acell("K1", "Keten")
    # Where the first line will land is not known without a note: the next save looks for it.
    assert [save(bench, 2), save(bench), save(bench)] == [SAVE, ["read 200", *SAVE], SAVE]
    assert bench.verdict().is_whole
    assert (bench.verdict().lines, bench.verdict().bare) == (6, (2, 3))
    log.delete_rows(4)
    assert not bench.verdict().is_whole


def test_without_its_logboek_every_header_is_missing(bench: Bench) -> None:
    log = bench.log_sheet()
    log.spreadsheet.del_worksheet(log)
    found = bench.verdict()
    assert (found.missing, found.is_whole) == (tuple(c.header for c in Logbook.columns), False)


# ── cost ─────────────────────────────────────────────────────────────────────────────────────


def test_what_a_save_reads_does_not_grow_with_the_log(bench: Bench) -> None:
    sizes: list[int] = []
    hook = lambda answer, **_: sizes.append(len(answer.content))  # noqa: E731
    save(bench)
    bench.session.hooks["response"].append(hook)
    seen = bench.store.read()

    def size_of_save() -> int:
        sizes.clear()
        bench.store.write([change_client(seen, {"contact_state": "Goed contact"})], ME, seen)
        assert len(sizes) == len(SAVE)
        return sum(sizes)

    size_of_save()
    short = size_of_save()
    for _ in range(3):
        bench.store.write([add_contact(seen) for _ in range(100)], ME, seen)
    size_of_save()
    assert abs(size_of_save() - short) < 20
    assert len(bench.log()) == 305
