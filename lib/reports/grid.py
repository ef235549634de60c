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
_LONG = {*_EXPLAINED, "Toelichting", "Afspraken", "Volgende stap"}
_WORD_CHARS, _LINE_CHARS = 24, 92
"""The longest word that is kept whole, and what fits on a line of a page."""
SHORT_CHARS = 14
"""What stays on one line in a cell."""


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
        words, rests = [], []
        for place, name in enumerate(self.columns):
            cells = [name, *(row[place] for row in self.rows)]
            word = max(len(w) for cell in cells for w in _unbroken(cell))
            words.append(min(word, _WORD_CHARS) + 2.5)
            rests.append(max(max(map(len, cells)) - words[-1], 1) ** 0.6)
        left = max(_LINE_CHARS - sum(words), 0)
        needs = [w + left * r / sum(rests) for w, r in zip(words, rests, strict=True)]
        return tuple(need / sum(needs) for need in needs)


def _unbroken(cell: str) -> list[str]:
    """A date or a month is one word to a reader."""
    return [cell] if len(cell) <= SHORT_CHARS else cell.split(" ")


@dataclass(frozen=True)
class Block:
    """One row that is told rather than tabled: short `facts` on one line, then a line each.
    `status` is empty where there is none."""

    name: str
    status: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]


def grid_and_blocks(table: SafeTable) -> tuple[Grid | None, tuple[Block, ...]]:
    """Every cell of the table, once; columns without any cell are left out."""
    cells = dict(zip(table.columns, zip(*table.rows, strict=True), strict=False))
    every = [name for name in table.columns[1:] if any(cells.get(name, ()))]
    kept = _COLUMNS.get(table.measure, tuple(every) if len(every) < _WIDEST else ())
    columns = [name for name in every if name in kept]
    told = [name for name in every if name not in kept]
    grid = None
    if columns:
        grid = Grid(
            tuple(map(line, (table.columns[0], *columns))),
            tuple(
                (line(row[0]), *(_cell(table, row, name, is_kept=True) for name in columns))
                for row in table.rows
            ),
        )
    blocks = [_block(table, row, told, has_status=not columns) for row in table.rows if told]
    return grid, tuple(block for block in blocks if block.facts or block.lines or not columns)


def spoken_facts(block: Block) -> str:
    return " · ".join(f"{name}: {text}" for name, text in block.facts)


def _cell(table: SafeTable, row: tuple[str, ...], name: str, is_kept: bool = False) -> str:
    """With `is_kept` a status stays on one line with its symbol."""
    cell = line(row[table.columns.index(name)])
    if name != _PROGRESS:
        return cell
    return spoken_progress(cell).replace(" ", "\u00a0" if is_kept else " ")


def _block(table: SafeTable, row: tuple[str, ...], told: list[str], has_status: bool) -> Block:
    cells = [(name, _cell(table, row, name)) for name in told if name != _PROGRESS]
    facts = tuple((name, text) for name, text in cells if text and name not in _LONG)
    lines = tuple((name, text) for name, text in cells if text and name in _LONG)
    has_status = has_status or any(name in _EXPLAINED for name, _ in lines)
    status = _cell(table, row, _PROGRESS) if has_status and _PROGRESS in table.columns else ""
    return Block(line(row[0]), status, facts, lines)


def spoken_progress(text: str) -> str:
    """ "! Aandacht": never as colour alone."""
    return f"{PROGRESS_SYMBOLS[Progress(text)]} {text}" if text in set(Progress) else text
