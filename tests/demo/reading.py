"""Cells of a demo world, read back as a Snapshot."""

from collections.abc import Mapping
from datetime import datetime

from lib.schema.cells import Cell
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table


def snapshot_of(cells: Mapping[str, list[list[Cell]]]) -> Snapshot:
    tables = {name: read_table(sheet, cells[name]) for name, sheet in SHEETS.items()}
    return assemble(tables, datetime(2022, 2, 1, 9))
