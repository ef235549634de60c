"""One small workbook on the local backend, in memory: the app's line with weather, a person's
without, and a look at everything for whoever counts."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import gspread
from gspread.http_client import HTTPClient
from requests.models import PreparedRequest, Response

from lib.localsheets.endpoint import Endpoint
from lib.localsheets.faults import Faults
from lib.localsheets.quota import Quota
from lib.localsheets.storage import Storage
from lib.localsheets.transport import Adapter, mounted
from lib.schema.logbook import Logbook
from lib.schema.project import Decisions
from tests.localsheets.clock import HandClock

Cell = str | int | float | bool
SHEET = Decisions
WORKBOOK = SHEET.workbook
# Outside the schema, so the app leaves it alone: what row of the sheet this is, whatever happens.
TRACE = "Spoor"
DELAY_S = 0.37
_ROWS = 40
_LINES = 400
_USER = "iemand@localsheets.example"
_UNFORMATTED = [("valueRenderOption", "UNFORMATTED_VALUE"),
                ("dateTimeRenderOption", "SERIAL_NUMBER")]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """One row as it stands: its number (1-based), who it is, and its cells by column name."""

    number: int
    who: str
    is_marked: bool
    cells: Mapping[str, Cell]

    @property
    def key(self) -> str:
        return str(self.cells[SHEET.key().name])

    @property
    def is_blank(self) -> bool:
        return not self.who and not any(cell != "" for cell in self.cells.values())


@dataclass(frozen=True)
class View:
    """The whole sheet: every row down to the last one, and where each column stands (0-based)."""

    rows: Sequence[Standing]
    places: Mapping[str, int]

    @property
    def filled(self) -> list[Standing]:
        """Rows of somebody: blank ones are nobody's."""
        return [row for row in self.rows if row.who]

    @property
    def height(self) -> int:
        return len(self.rows) + 1


class Watched(Adapter):
    """Lets others act right before a request of the app arrives, and look right after."""

    before: Callable[[PreparedRequest], None] = staticmethod(lambda request: None)
    after: Callable[[PreparedRequest], None] = staticmethod(lambda request: None)

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        self.before(request)
        try:
            return super().send(request)
        finally:
            self.after(request)


class Backend:
    def __init__(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        self.clock = HandClock()
        self.started_s = self.clock.now_s
        storage = Storage(None)
        self._desk = Endpoint(storage, self.clock, None, Faults(), 0.0)
        self.endpoint = Endpoint(storage, self.clock, Quota(), Faults(), DELAY_S)
        self.line = Watched(self.endpoint, _USER)
        person = gspread.Client(auth=None, session=mounted(Adapter(self._desk, _USER)))  # type: ignore[arg-type]
        spreadsheet = person.create("Proef")
        self.id = spreadsheet.id
        _build(spreadsheet, rows)
        self.sheet = spreadsheet.worksheet(SHEET.title)

    def app(self, kind: Callable[..., HTTPClient]) -> gspread.Client:
        """A client on the line with weather."""
        return gspread.Client(auth=None, session=mounted(self.line), http_client=kind)  # type: ignore[arg-type]

    def view(self) -> View:
        header, *rows = self.cells()
        titles = {str(title): place for place, title in enumerate(header)}
        places = {c.name: titles[c.header] for c in SHEET.columns} | {TRACE: titles[TRACE]}
        return View([_standing(n, row, places) for n, row in enumerate(rows, start=2)], places)

    def cells(self) -> list[list[Cell]]:
        """The sheet as an unformatted read gives it."""
        return self._values(SHEET.title)

    def lines(self, after: int) -> list[dict[str, Cell]]:
        """Log lines by column name, without the first `after`."""
        found = self._values(f"{Logbook.title}!A{after + 2}:Z{_LINES}")
        names = [column.name for column in Logbook.columns]
        return [dict(zip(names, [*row, *[""] * len(names)], strict=False)) for row in found]

    def _values(self, cells: str) -> list[list[Cell]]:
        """Past gspread: it is asked after every request."""
        query = urlencode([("ranges", cells), *_UNFORMATTED])
        path = f"/v4/spreadsheets/{self.id}/values:batchGet"
        answer = self._desk.answer(_USER, "GET", path, query, b"")
        found: list[list[Cell]] = json.loads(answer.body)["valueRanges"][0].get("values", [])
        return found

    def close(self) -> None:
        self.line.close()


def _standing(number: int, row: Sequence[Cell], places: Mapping[str, int]) -> Standing:
    cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    trace = str(cells.pop(TRACE))
    return Standing(number, trace or str(cells[SHEET.key().name]), bool(trace), cells)


def _build(spreadsheet: gspread.Spreadsheet, rows: Sequence[Mapping[str, Cell]]) -> None:
    header = [*(column.header for column in SHEET.columns), TRACE]
    body = [[*(row.get(c.name, "") for c in SHEET.columns), row[SHEET.key().name]] for row in rows]
    log = [column.header for column in Logbook.columns]
    sheets = ((1, SHEET.title, _ROWS, len(header)), (2, Logbook.title, _LINES, len(log)))
    requests = [{"addSheet": {"properties": dict(_properties(*one))}} for one in sheets]
    spreadsheet.batch_update({"requests": [*requests, {"deleteSheet": {"sheetId": 0}}]})
    data = [
        {"range": f"{SHEET.title}!A1", "values": [header, *body]},
        {"range": f"{Logbook.title}!A1", "values": [log]},
    ]
    spreadsheet.values_batch_update({"valueInputOption": "RAW", "data": data})


def _properties(sheet_id: int, title: str, rows: int, columns: int) -> Iterator[tuple[str, Any]]:
    grid = {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1}
    yield from {"sheetId": sheet_id, "title": title, "gridProperties": grid}.items()
