"""A small world by hand: rows under English names, read as a real sheet would be."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble, empty_table, read_table

Rows = list[dict[str, Any]]
World = Callable[..., Snapshot]


def snapshot_of(**sheets: Rows) -> Snapshot:
    """`snapshot_of(clients=[{"client_code": "A", …}], …)`; what is not named is empty."""
    tables = {name: empty_table(sheet) for name, sheet in SHEETS.items()}
    for name, rows in sheets.items():
        columns = SHEETS[name].columns
        unknown = {key for row in rows for key in row} - {column.name for column in columns}
        assert not unknown, unknown
        body = [[_cell(row, column.name) for column in columns] for row in rows]
        tables[name] = read_table(SHEETS[name], [[c.header for c in columns], *body])
    return assemble(tables, datetime(2022, 2, 1, 9, 0))


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)


@pytest.fixture(scope="session")
def world() -> World:
    return snapshot_of
