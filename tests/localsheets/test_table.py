"""Table finding against a plain, slow reading of the same rule."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.localsheets import table
from lib.localsheets.a1 import Rectangle
from lib.localsheets.grid import Grid, Row
from lib.localsheets.storage import Storage

filled = st.lists(st.lists(st.booleans(), max_size=5), min_size=1, max_size=7)


def slowly(cells: set[tuple[int, int]], start: tuple[int, int]) -> Rectangle:
    """Grows from a cell as long as one of the four sides touches a filled cell."""
    top, left, bottom, right = start[0], start[1], start[0] + 1, start[1] + 1
    while True:
        rows, columns = range(top, bottom), range(left, right)
        if any((top - 1, c) in cells for c in columns):
            top -= 1
        elif any((bottom, c) in cells for c in columns):
            bottom += 1
        elif any((r, left - 1) in cells for r in rows):
            left -= 1
        elif any((r, right) in cells for r in rows):
            right += 1
        else:
            return Rectangle(top, left, bottom, right)


@settings(derandomize=True, max_examples=300)
@given(filled)
def test_the_last_table(pattern: list[list[bool]]) -> None:
    cells = {(r, c) for r, row in enumerate(pattern) for c, is_full in enumerate(row) if is_full}
    storage = Storage(None)
    with storage.transaction(is_write=True) as db:
        grid = Grid(db, 1)
        grid.store(0, [Row(["1" if is_full else '""' for is_full in row]) for row in pattern])
        found = table.last_in(grid, Rectangle(0, 0, 100, 26))
        assert found == (slowly(cells, max(cells)) if cells else None)
        for cell in cells:
            corner = Rectangle(cell[0], cell[1], cell[0] + 1, cell[1] + 1)
            assert table.last_in(grid, corner) == slowly(cells, cell)
