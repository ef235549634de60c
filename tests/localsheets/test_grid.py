"""What must not grow with the number of rows, counted in steps of SQLite's machine."""

from __future__ import annotations

from collections.abc import Callable

import gspread
import pytest

import lib.localsheets
from lib.localsheets.grid import Grid, Row
from lib.localsheets.storage import Storage
from lib.localsheets.transport import HOSTS, Adapter


def steps(rows: int, act: Callable[[gspread.Worksheet], object]) -> int:
    """Steps that `act` takes on a sheet with this many rows of data."""
    with lib.localsheets.session() as session:
        sheet = gspread.Client(auth=None, session=session).create("Groot").sheet1
        sheet.resize(rows + 10, 6)
        sheet.update(
            [["kop", "b", "c", "d"]]
            + [[i, "" if i % 7 else "y", "x", ""] for i in range(rows - 1)],
            "A1",
        )
        adapter = session.get_adapter(HOSTS[0])
        assert isinstance(adapter, Adapter)
        with adapter.endpoint.storage.transaction(is_write=False) as db:
            pass
        count = 0

        def tick() -> int:
            nonlocal count
            count += 1
            return 0

        db.set_progress_handler(tick, 1)
        act(sheet)
        return count


@pytest.mark.parametrize(
    "act",
    [
        lambda sheet: sheet.append_row([1], table_range="A1"),
        lambda sheet: sheet.append_row([1], table_range="A1:D1", insert_data_option="INSERT_ROWS"),
        lambda sheet: sheet.append_row([1]),
        lambda sheet: sheet.update([["x"]], "C50"),
        lambda sheet: sheet.get("A50:D50", value_render_option="UNFORMATTED_VALUE"),
        lambda sheet: sheet.get("A50:D50"),
        lambda sheet: sheet.spreadsheet.batch_update(
            {"requests": [{"appendCells": {"rows": [{"values": [{}]}], "fields": "note"}}]}
        ),
    ],
)
def test_small_requests_do_not_grow_with_the_sheet(
    act: Callable[[gspread.Worksheet], object],
) -> None:
    assert 0 < steps(4000, act) < 1.5 * steps(500, act)


def test_rows_are_dense_and_shift() -> None:
    with Storage(None).transaction(is_write=True) as db:
        grid = Grid(db, 7)
        grid.store(2, [Row(["1", '""', "3", '""'])])
        assert (grid.height(), grid.filled_height(), grid.filled_width()) == (3, 3, 3)
        assert grid.texts(0, 9) == ["", "", '1,"",3']
        grid.insert(1, 2, Row())
        assert grid.texts(0, 9) == ["", "", "", "", '1,"",3']
        grid.delete(0, 3)
        assert grid.texts(0, 9) == ["", '1,"",3']
        assert Grid(db, 8).height() == 0


def test_windows_of_a_row() -> None:
    row = Row(["1", "2", "3"], {1: {"note": "n"}, 2: {"note": "m"}})
    assert row.without(0, 2) == Row(["3"], {0: {"note": "m"}})
    assert row.window(1, 2) == Row(['""', "2"], {1: {"note": "n"}})
    row.overlay(0, 2, Row(["9"], {0: {"note": "o"}}))
    assert row == Row(["9", '""', "3"], {0: {"note": "o"}, 2: {"note": "m"}})
