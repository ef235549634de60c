"""The chain of one workbook's Logboek while a save goes on, under the workbook's lock.

What this machine knows of its end is kept beside the lock. It is never trusted without a
look in the sheet, and losing it costs no more than reading one column.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gspread.http_client import HTTPClient

from lib.chain import CHAIN, Link, Note, chained, is_next, lines_of, link_of, start
from lib.cipher import Cipher
from lib.errors import SettingsError
from lib.private import read_private, replace_private
from lib.schema.cells import Cell, is_empty, to_cell
from lib.schema.logbook import Logbook
from lib.store.a1 import column_range, corner_range

_LAST_COLUMNS = len(Logbook.columns) - 2


class Trail:
    """Where the chain ends, and the lines that go on from there. A Logboek without the column
    gets its lines without a chain; nothing that is wrong in it ever stops a save."""

    def __init__(self, folder: Path, workbook: str, spreadsheet_id: str, cipher: Cipher) -> None:
        self._path = note_path(folder, spreadsheet_id)
        self._start = start(workbook)
        self._cipher = cipher
        self._end: Link | None = None
        self._last_row = 1
        self.note = read_note(self._path)

    @property
    def range(self) -> str:
        """What to ask for, to find the end: the rows from the noted one on. Without a note the
        last columns, where the chain stands unless it was moved; without its column they still
        exist."""
        if self.note:
            return corner_range(Logbook.title, self.note.row, 0)
        return corner_range(Logbook.title, 2, _LAST_COLUMNS)

    def look(
        self,
        http: HTTPClient,
        spreadsheet_id: str,
        places: Mapping[str, int],
        rows: Mapping[int, Sequence[Cell]] | None,
    ) -> None:
        """Find the end of the chain as it is now; `rows` are what `range` gave, None when it
        was not in the sheet."""
        place = places.get(CHAIN.name)
        if place is None:
            self._end = None
        elif rows and self.note and self._is_noted(rows.get(self.note.row, ()), place):
            self._follow(self.note, places, rows)
        elif rows is not None and self.note is None and place >= _LAST_COLUMNS:
            self._search(row[place] for row in rows.values() if place < len(row))
            self._last_row = _last_row(rows)
        else:
            answer = http.values_get(spreadsheet_id, column_range(Logbook.title, place))
            column = dict(enumerate(answer.get("values", []), start=1))
            self._search(row[0] for row in column.values() if row)
            self._last_row = max(_last_row(column), _last_row(rows or {}))

    def chained(
        self, lines: Sequence[Mapping[str, Any]]
    ) -> tuple[list[Mapping[str, Any]], Note | None]:
        """New lines with their links, and what is to be noted once they are in the sheet."""
        if self._end is None:
            return list(lines), None
        end = self._end
        linked: list[Mapping[str, Any]] = []
        for line in lines:
            cells = {c.name: to_cell(c, line.get(c.name)) for c in Logbook.columns}
            end = chained(cells, end, self._cipher)
            linked.append({**line, CHAIN.name: end.text})
        row = self._last_row + len(lines)
        return linked, Note(row, lines[-1][Logbook.key().name], end)

    def begin_anew(self, places: Mapping[str, int]) -> None:
        """For a Logboek that is being emptied: from the first line. What is noted of the old one
        goes first, so that nothing is missed in whichever of the two will stand there."""
        self._path.unlink(missing_ok=True)
        self.note, self._last_row = None, 1
        self._end = self._start if CHAIN.name in places else None

    def keep(self, note: Note | None) -> None:
        """These lines are in the sheet. Not being able to note it must not undo a save: the
        next one finds them there."""
        if note is None:
            return
        self._end, self._last_row = note.link, note.row
        kept = {"row": note.row, "line_id": note.line_id, "chain": note.link.text}
        with suppress(OSError):
            replace_private(self._path, json.dumps(kept))

    def _is_noted(self, row: Sequence[Cell], place: int) -> bool:
        return self.note is not None and row[place : place + 1] == [self.note.link.text]

    def _follow(
        self, note: Note, places: Mapping[str, int], rows: Mapping[int, Sequence[Cell]]
    ) -> None:
        """Take over what was written after the note: by a save that ended before it could note
        anything, or from another machine."""
        last = note
        for line in lines_of(rows, places):
            link = line.link
            if link and is_next(link, line.cells, last.link, self._cipher):
                last = Note(line.row, line.line_id, link)
        if last != note:
            self.keep(last)
        self._end, self._last_row = last.link, _last_row(rows)

    def _search(self, column: Iterable[Cell]) -> None:
        """The line with the highest number is the last one, wherever it was sorted to. When the
        note knows of more, numbers go on from there: what was cut off stays to be seen."""
        last = max(filter(None, map(link_of, column)), default=self._start)
        known = self.note.link.number if self.note else 0
        self._end = Link(max(last.number, known), last.text)


def _last_row(rows: Mapping[int, Sequence[Cell]]) -> int:
    """The last one with anything in it; a new row comes after it."""
    return max((n for n, row in rows.items() if not all(map(is_empty, row))), default=1)


def note_path(folder: Path, spreadsheet_id: str) -> Path:
    """By id: when another file takes the place of a workbook, the old note says nothing of it."""
    return folder / f"{spreadsheet_id}.chain.json"


def read_note(path: Path) -> Note | None:
    """None when there is none, or none that can be read."""
    try:
        kept = json.loads(read_private(path) or "{}")
        link = link_of(kept["chain"])
        return Note(int(kept["row"]), str(kept["line_id"]), link) if link else None
    except (SettingsError, ValueError, KeyError, TypeError):
        return None
