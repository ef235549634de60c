"""The model: what every row must hold, told by what was done and by nothing else.

It hears of a person's acts and of the app's changes as each happens, and is then held against
what stands in the sheet. Time is the count of what happened.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.change import STAMP
from lib.schema.cells import read_cell, to_cell, to_text
from tests.simulation.backend import SHEET, Cell, View

KEY = SHEET.key().name
LOST, DOUBLED, MIXED, MISDIRECTED = "lost", "doubled", "mixed", "misdirected"
UNLOGGED, REFUSED, FALSE_ALARM = "missing log line", "refused yet written", "false alarm"
CAME_BACK = "came back"  # not wrong: see Ledger.gone
WRONGS = (LOST, DOUBLED, MIXED, MISDIRECTED, UNLOGGED, REFUSED, FALSE_ALARM)


@dataclass(frozen=True)
class Wrong:
    """Something that must never be: what it is called, and the cell it is about."""

    kind: str
    who: str
    column: str
    said: str


class Ledger:
    def __init__(self, rows: Mapping[str, Mapping[str, Cell]]) -> None:
        self.now = 0
        # Cells that a person touched between a look and a write of the app: Google has no
        # conditional write, so the app cannot know of it. They may hold what they ever held.
        self.contested: set[tuple[str, str]] = set()
        # What a person took away since the sheet was last looked over. A row without a key that
        # was hit by a save and taken away before it got its cells back stands in an empty row
        # then: to the app the two look the same.
        self.gone: list[Mapping[str, Cell]] = []
        self.rows: dict[str, dict[str, Cell]] = {}
        self._held: defaultdict[tuple[str, str], list[tuple[int, Cell]]] = defaultdict(list)
        for who, cells in rows.items():
            self.put(who, cells)

    def put(self, who: str, cells: Mapping[str, Cell]) -> None:
        """These cells of this row become so; a row nobody knows yet is a new one."""
        self.now += 1
        if who not in self.rows:
            self.rows[who] = {column.name: "" for column in SHEET.columns}
            cells = {**self.rows[who], **cells}
        for name, cell in cells.items():
            self.rows[who][name] = cell
            self._held[who, name].append((self.now, cell))

    def copy(self, who: str, to: str) -> None:
        """A row of which a save is about to be set right was copied as it stood: the copy may get
        the same, or stay as it is."""
        must = self.rows.get(who, {})
        unsettled = {n for n, cell in must.items() if cell != self.rows[to][n]}
        is_open = unsettled or any((who, name) in self.contested for name in must)
        for name in must:
            self._held[to, name] = [*self._held[who, name], *self._held[to, name]]
            if is_open:
                self.contested |= {(who, name), (to, name)}
        self.put(to, {name: must[name] for name in unsettled})

    def take_back(self, who: str, cells: Mapping[str, Cell]) -> None:
        """What a row was told to become did not happen, nor did its stamp."""
        if not all(self.is_known(who, name, cell) for name, cell in cells.items()):
            return  # another row of the same key
        for name in (*cells, *STAMP):
            held = self._held[who, name]
            told = [entry for entry in held if name in STAMP or entry[1] == cells[name]]
            if len(held) > 1 and told:
                held.remove(told[-1])
            self.rows[who][name] = held[-1][1]

    def remove(self, who: str) -> None:
        self.now += 1
        if who in self.rows:
            self.gone.append(self.rows.pop(who))

    def with_key(self, key: str) -> list[str]:
        return [who for who, cells in self.rows.items() if value_of(KEY, cells[KEY]) == key]

    def cell(self, who: str, name: str, at: int) -> Cell:
        """What the cell held at that moment, or had to."""
        return next((cell for then, cell in reversed(self._held[who, name]) if then <= at), "")

    def touched(self, since: int) -> set[tuple[str, str]]:
        """Cells that somebody gave a value after that moment."""
        return {place for place, held in self._held.items() if held[-1][0] > since}

    def is_known(self, who: str, name: str, cell: Cell) -> bool:
        """Whether the cell ever held this, or nothing."""
        return cell == "" or any(then == cell for _, then in self._held[who, name])

    def is_of_another(self, who: str, name: str, cell: Cell) -> bool:
        return cell != "" and name not in STAMP and any(
            other != who and column == name and any(then == cell for _, then in held)
            for (other, column), held in self._held.items()
        )  # fmt: skip

    def wrongs(self, view: View) -> list[Wrong]:
        """Where the sheet is not as it must be."""
        found: list[Wrong] = []
        standing: dict[str, Mapping[str, Cell]] = {}
        for row in view.rows:
            if row.is_blank:
                continue
            if not row.who:
                is_back = not row.key and row.cells in self.gone
                kind = CAME_BACK if is_back else MISDIRECTED
                found.append(Wrong(kind, "", "", f"cells on row {row.number} of nobody"))
            elif row.who in standing or row.who not in self.rows:
                said = "stands twice" if row.who in standing else "stands there though it is gone"
                found.append(Wrong(DOUBLED, row.who, "", said))
            else:
                standing[row.who] = row.cells
        for who, cells in self.rows.items():
            if who not in standing:
                found.append(Wrong(LOST, who, "", "the row is gone"))
                continue
            for name, cell in cells.items():
                if standing[who][name] != cell:
                    found += self._of_cell(who, name, cell, standing[who][name])
        return found

    def _of_cell(self, who: str, name: str, must: Cell, stands: Cell) -> list[Wrong]:
        said = f"must be {must!r}, is {stands!r}"
        if self.is_known(who, name, stands):
            return [Wrong(LOST, who, name, said)]
        kinds = [MISDIRECTED, *[MIXED] * self.is_of_another(who, name, stands)]
        return [Wrong(kind, who, name, said) for kind in kinds]


def value_of(name: str, cell: Cell) -> Any:
    """The cell as the app reads it; None for what it cannot read."""
    return read_cell(SHEET.column(name), cell).value


def cell_of(name: str, value: Any) -> Cell:
    cell = to_cell(SHEET.column(name), value)
    return "" if cell is None else cell


def text_of(name: str, cell: Cell) -> str:
    """As a log line shows it, which keeps text that nobody could read."""
    return to_text(SHEET.column(name), value_of(name, cell)) or str(cell)
