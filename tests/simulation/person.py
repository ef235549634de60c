"""A coordinator's hands in the sheet, through gspread: looks, then acts at once, and the ledger
hears of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gspread.utils import ValueInputOption, rowcol_to_a1

from tests.simulation.backend import SHEET, TRACE, Backend, Cell, Standing, View
from tests.simulation.ledger import KEY, Ledger
from tests.simulation.schedule import Act

# What people and the app fill in.
EDITED = ("decided_on", "decision", "motivation")
_FEWEST, _MOST = 3, 9
_FIRST_DAY = 40_000


class Tokens:
    """Texts and days that nobody gave before, so that each tells whose it is."""

    def __init__(self) -> None:
        self._given = 0

    def next(self, name: str, by: str) -> Cell:
        self._given += 1
        return _FIRST_DAY + self._given if name == "decided_on" else f"{by}{self._given}"


class Person:
    def __init__(self, backend: Backend, ledger: Ledger, tokens: Tokens) -> None:
        self._backend = backend
        self._sheet = backend.sheet
        self._ledger = ledger
        self._tokens = tokens
        self._acts: Mapping[str, Callable[[View, Act], None]] = {
            "type": self._type, "type badly": self._type_badly, "clear": self._clear,
            "sort": self._sort, "insert": self._insert, "add": self._add, "delete": self._delete,
            "move": self._move, "copy": self._copy, "mend": self._mend,
            "drag column": self._drag_column,
        }  # fmt: skip

    def act(self, act: Act) -> None:
        view = self._backend.view()
        self._mark(view)
        if view.filled:
            self._acts[act.kind](view, act)

    def look_again(self) -> None:
        """Takes the sheet as it is for right, and every row for a new one."""
        view = self._backend.view()
        traces = [str(self._tokens.next(TRACE, "r")) for _ in view.rows]
        corner = rowcol_to_a1(2, view.places[TRACE] + 1)
        self._sheet.update([[trace] for trace in traces], corner)
        for who in list(self._ledger.rows):
            self._ledger.remove(who)
        for trace, row in zip(traces, view.rows, strict=True):
            self._ledger.put(trace, row.cells)
        self._ledger.gone.clear()

    def _mark(self, view: View) -> None:
        """What the app added has no trace yet: from now on its key is its trace."""
        for row in view.filled:
            if row.key and not row.is_marked:
                self._write(view, row, TRACE, row.who)

    def _type(self, view: View, act: Act) -> None:
        name = EDITED[act.other % len(EDITED)]
        self._enter(view, _picked(view.filled, act.row), name, self._tokens.next(name, "h"))

    def _type_badly(self, view: View, act: Act) -> None:
        text = f"omstreeks {self._tokens.next('decision', 'h')}"
        self._enter(view, _picked(view.filled, act.row), "decided_on", text)

    def _clear(self, view: View, act: Act) -> None:
        names = (*EDITED, *EDITED, KEY)
        row, name = _picked(view.filled, act.row), names[act.other % len(names)]
        if row.cells[name] == "":
            return  # nothing that anybody could see
        self._sheet.batch_clear([rowcol_to_a1(row.number, view.places[name] + 1)])
        self._ledger.put(row.who, {name: ""})

    def _sort(self, view: View, act: Act) -> None:
        column = act.other % len(view.places) + 1
        corners = (rowcol_to_a1(2, 1), rowcol_to_a1(view.height, len(view.places)))
        self._sheet.sort((column, ("asc", "des")[act.row % 2]), range=":".join(corners))

    def _insert(self, view: View, act: Act) -> None:
        if len(view.rows) >= _MOST:
            return self._mend(view, act)
        at = act.row % (len(view.rows) + 1) + 2
        self._sheet.insert_row([], at)
        return None

    def _add(self, view: View, act: Act) -> None:
        """A row without a key, somewhere or at the end."""
        if len(view.rows) >= _MOST:
            return self._delete(view, act)
        cells = {name: self._tokens.next(name, "h") for name in EDITED[act.other % 3 :]}
        self._insert_row(view, act.row, cells)
        return None

    def _copy(self, view: View, act: Act) -> None:
        row = _picked(view.filled, act.other)
        who = self._insert_row(view, act.row, row.cells)
        self._ledger.copy(row.who, who)

    def _insert_row(self, view: View, at: int, cells: Mapping[str, Cell]) -> str:
        who = str(self._tokens.next(TRACE, "r"))
        line: list[Any] = [""] * len(view.places)
        for name, cell in {**cells, TRACE: who}.items():
            line[view.places[name]] = cell
        self._sheet.insert_row(line, at % (len(view.rows) + 1) + 2)
        self._ledger.put(who, cells)
        return who

    def _delete(self, view: View, act: Act) -> None:
        if len([row for row in view.rows if row.key]) > _FEWEST:
            self._remove(_picked(view.rows, act.row))

    def _mend(self, view: View, act: Act) -> None:
        """Takes away a row that is double, else a blank one."""
        keys = [row.key for row in view.rows if row.key]
        double = [row for row in view.rows if row.key and keys.count(row.key) > 1]
        spare = double or [row for row in view.rows if row.is_blank]
        if spare:
            self._remove(_picked(spare, act.other))

    def _remove(self, row: Standing) -> None:
        self._sheet.delete_rows(row.number)
        self._ledger.remove(row.who)

    def _move(self, view: View, act: Act) -> None:
        start, to = _picked(view.rows, act.row).number - 1, act.other % (len(view.rows) + 1) + 1
        self._drag("ROWS", start, to)

    def _drag_column(self, view: View, act: Act) -> None:
        self._drag("COLUMNS", act.row % len(view.places), act.other % (len(view.places) + 1))

    def _drag(self, dimension: str, start: int, to: int) -> None:
        if to in (start, start + 1):
            return
        source = {"sheetId": self._sheet.id, "dimension": dimension}
        source |= {"startIndex": start, "endIndex": start + 1}
        move = {"moveDimension": {"source": source, "destinationIndex": to}}
        self._sheet.spreadsheet.batch_update({"requests": [move]})

    def _enter(self, view: View, row: Standing, name: str, cell: Cell) -> None:
        self._write(view, row, name, cell)
        self._ledger.put(row.who, {name: cell})

    def _write(self, view: View, row: Standing, name: str, cell: Cell) -> None:
        place = rowcol_to_a1(row.number, view.places[name] + 1)
        self._sheet.update([[cell]], place, value_input_option=ValueInputOption.user_entered)


def _picked(rows: Sequence[Standing], number: int) -> Standing:
    return rows[number % len(rows)]


assert set(EDITED) <= {column.name for column in SHEET.columns}
