"""A SafeTable as a reader sees it: what fits stands in columns, what is long under its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.disclosure.safe_table import MARKS, SafeTable, number_of
from lib.reports.prose import line
from lib.schema.choices import PROGRESS_SYMBOLS, Progress

_PROGRESS = "Voortgang"
_EXPLAINED = ("Oorzaak", "Gevolg", "Bijsturing")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "bottleneck_register": (),
    "initiatives": (),
    "partner_links": (),
    "milestones": ("Soort", "Oorspronkelijk", "Streefdatum", "Zekerheid", "Behaald op", _PROGRESS),
}
"""Of wide tables the columns that stay columns; the others stand in a block per row."""
_WIDEST = 6


@dataclass(frozen=True)
class Grid:
    """Rows below headers; `is_number` says which columns hold figures and marks only."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_number(self) -> tuple[bool, ...]:
        return tuple(
            place > 0 and any(number_of(c) is not None or c in MARKS for c in cells)
            and all(not c or number_of(c) is not None or c in MARKS for c in cells)
            for place, cells in enumerate(zip(*self.rows, strict=True))
        )  # fmt: skip

    @property
    def widths(self) -> tuple[float, ...]:
        """Shares of the whole width, adding up to 1: a word must fit, a sentence may wrap."""
        needs = []
        for place, name in enumerate(self.columns):
            cells = [name, *(row[place] for row in self.rows)]
            word = max(len(w) for cell in cells for w in (cell.split() or [""]))
            needs.append(max(min(word, 24) + 2.0, 3.2 * max(map(len, cells)) ** 0.5))
        return tuple(need / sum(needs) for need in needs)


@dataclass(frozen=True)
class Block:
    """One row that is told rather than tabled; `status` is empty where there is none."""

    name: str
    status: str
    lines: tuple[tuple[str, str], ...]


def grid_and_blocks(table: SafeTable) -> tuple[Grid | None, tuple[Block, ...]]:
    """Every cell of the table, once; columns without any cell are left out."""
    all_columns = [
        name for place, name in enumerate(table.columns) if any(row[place] for row in table.rows)
    ]
    every = all_columns[1:]
    kept = _COLUMNS.get(table.measure, tuple(every) if len(every) < _WIDEST else ())
    columns = [name for name in every if name in kept]
    told = [name for name in every if name not in kept]
    grid = None
    if columns:
        grid = Grid(
            tuple(map(line, (table.columns[0], *columns))),
            tuple(
                (line(row[0]), *(_cell(table, row, name) for name in columns)) for row in table.rows
            ),
        )
    blocks = [_block(table, row, told, has_status=not columns) for row in table.rows if told]
    return grid, tuple(block for block in blocks if block.lines or not columns)


def _cell(table: SafeTable, row: tuple[str, ...], name: str) -> str:
    cell = line(row[table.columns.index(name)])
    return spoken_progress(cell) if name == _PROGRESS else cell


def _block(table: SafeTable, row: tuple[str, ...], told: list[str], has_status: bool) -> Block:
    lines = [(name, _cell(table, row, name)) for name in told if name != _PROGRESS]
    # Words to explain a status follow on from each other.
    lines.sort(key=lambda pair: pair[0] in _EXPLAINED)
    has_status = has_status or any(text for name, text in lines if name in _EXPLAINED)
    status = _cell(table, row, _PROGRESS) if has_status and _PROGRESS in table.columns else ""
    return Block(line(row[0]), status, tuple((n, text) for n, text in lines if text))


def spoken_progress(text: str) -> str:
    """ "! Aandacht": never as colour alone."""
    return f"{PROGRESS_SYMBOLS[Progress(text)]} {text}" if text in set(Progress) else text
