"""A row typed in a sheet without a key gets one, and no other row ever loses its own."""

from collections.abc import Callable
from typing import Any

import gspread
import pytest

from lib.errors import StoreError
from tests.store.conftest import Bench

Hands = Callable[[gspread.Worksheet], object]
TYPED = ["", "ST-00004", 44593, "", "Telefoon", "Gepland", "Gesproken", "CM-01"]


@pytest.fixture
def just_before(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a coordinator act on Contacten right before our next batchUpdates are sent."""

    def arrange(*acts: Hands) -> None:
        http, left = bench.store._http, list(acts)
        send = http.batch_update

        def delayed(spreadsheet_id: str, body: Any) -> Any:
            if left:
                left.pop(0)(bench.sheet("contacts"))
            return send(spreadsheet_id, body)

        monkeypatch.setattr(http, "batch_update", delayed)

    return arrange


def type_rows(bench: Bench, count: int = 1) -> None:
    for number in range(count):
        row = [*TYPED[:-1], f"CM-0{number + 1}"]
        bench.sheet("contacts").append_row(row, table_range="A1:H1")


def contents(bench: Bench) -> list[tuple[str, str, str]]:
    rows = bench.records("contacts")
    return sorted((row["Cliënt"], row["Wijze van contact"], row["Medewerker"]) for row in rows)


def keys_of_old_rows(bench: Bench) -> dict[str, str]:
    return {row["Wijze van contact"] + row["Medewerker"] + str(row["Datum"]): row["Contact"]
            for row in bench.records("contacts") if row["Contact"] in ("CT-1", "CT-2")}  # fmt: skip


def test_every_keyless_row_gets_a_key_and_a_line(bench: Bench) -> None:
    type_rows(bench, 2)
    before = keys_of_old_rows(bench)
    bench.store.watch.give_keys(bench.store.read())
    rows = bench.records("contacts")
    keys = [row["Contact"] for row in rows]
    assert keys[:2] == ["CT-1", "CT-2"]
    assert all(key.startswith("CT-") for key in keys)
    assert len(set(keys)) == 4
    assert keys_of_old_rows(bench) == before
    assert [(line["Handeling"], line["Rij"]) for line in bench.log()] == [
        ("sleutel gegeven", key) for key in keys[2:]
    ]
    assert bench.verdict().is_whole
    assert not [p for p in bench.store.read().problems if p.sheet == "contacts" and p.row in (4, 5)
                and p.column == "contact_id"]  # fmt: skip
    bench.store.watch.give_keys(bench.store.read())
    assert [row["Contact"] for row in bench.records("contacts")] == keys


MOVES: dict[str, Hands] = {
    "sorted up": lambda sheet: sheet.sort((5, "asc")),
    "sorted down": lambda sheet: sheet.sort((5, "des")),
    "row inserted above": lambda sheet: sheet.insert_row([], 2),
    "filled row inserted above": lambda sheet: sheet.insert_row(["CT-9", "ST-00018", 44590], 2),
    "two rows deleted above": lambda sheet: sheet.delete_rows(2, 3),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_sheet_that_moves_just_then_costs_no_row_its_key(
    move: Hands, bench: Bench, just_before: Callable[..., None]
) -> None:
    type_rows(bench, 2)
    before = keys_of_old_rows(bench)
    seen = bench.store.read()
    just_before(move)
    bench.store.watch.give_keys(seen)
    rows = [row for row in bench.records("contacts") if any(row.values())]
    keys = [row["Contact"] for row in rows]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    left = keys_of_old_rows(bench)
    assert left == {text: key for text, key in before.items() if key in keys}
    assert "deleted" in str(move) or left == before or not left


def test_a_sheet_that_goes_on_moving_for_a_while_costs_no_row_its_key(
    bench: Bench, just_before: Callable[..., None]
) -> None:
    type_rows(bench)
    before = keys_of_old_rows(bench)
    seen = bench.store.read()
    just_before(*[MOVES["row inserted above"]] * 5)
    bench.store.watch.give_keys(seen)
    assert keys_of_old_rows(bench) == before
    rows = [row for row in bench.records("contacts") if any(row.values())]
    assert all(row["Contact"] for row in rows)


def test_a_sheet_that_never_stands_still_is_told(
    bench: Bench, just_before: Callable[..., None]
) -> None:
    type_rows(bench)
    seen = bench.store.read()
    just_before(*[MOVES["row inserted above"]] * 99)
    with pytest.raises(StoreError):
        bench.store.watch.give_keys(seen)
