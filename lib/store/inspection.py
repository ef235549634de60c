"""What is wrong in a workbook and does not show in its values: how it is set, what lies over the
cells, and sealed cells on the wrong row.

Nothing of this is asked when the sheets are read: one request more per workbook, and two when
there are tabs that the schema does not know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gspread.http_client import HTTPClient

from lib.cipher import Cipher, Place, is_sealed
from lib.errors import SecretUnreadable
from lib.schema.column import Column
from lib.schema.header import has_headers_of
from lib.schema.logbook import Logbook
from lib.schema.place import column_letters
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.total import NUMBERS
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of
from lib.snapshot import Snapshot
from lib.store.reading import first_rows

_FIELDS = (
    "properties.locale,sheets(properties(title,sheetType),merges,data.rowData.values("
    "userEnteredValue.formulaValue,dataValidation.condition.type,"
    "userEnteredFormat.numberFormat.type))"
)
_LOCALE = "nl_NL"


def inspected(
    http: HTTPClient, workbooks: Mapping[str, str], seen: Snapshot, cipher: Cipher
) -> Iterator[Problem]:
    """By workbook and sheet. `seen` says where rows and columns stand; its own problems are not
    told again."""
    for workbook, spreadsheet_id in workbooks.items():
        answer = http.spreadsheets_get(spreadsheet_id, {"fields": _FIELDS})
        yield from _settings(workbook, answer.get("properties", {}).get("locale", ""))
        grids = [s for s in answer.get("sheets", []) if s["properties"]["sheetType"] == "GRID"]
        by_title = {grid["properties"]["title"].casefold(): grid for grid in grids}
        for sheet in sheets_of(workbook):
            if (grid := by_title.pop(sheet.title.casefold(), None)) is not None:
                yield from _of_sheet(sheet, grid, seen)
        by_title.pop(Logbook.title.casefold(), None)
        others = [grid["properties"]["title"] for grid in by_title.values()]
        yield from _copies(workbook, first_rows(http, spreadsheet_id, others), seen)
    yield from _misplaced_secrets(seen, cipher)


def _settings(workbook: str, locale: str) -> Iterator[Problem]:
    if locale != _LOCALE:
        first = sheets_of(workbook)[0]
        yield Problem(first.name, None, None, locale, "locale",
            f"De landinstelling van '{WORKBOOK_TITLES[workbook]}' is {locale} in plaats van "
            "Nederland, dus een getypte datum of een getal met een komma wordt iets anders. Zet "
            "haar goed bij Bestand → Instellingen.")  # fmt: skip


def _of_sheet(sheet: type[Sheet], grid: Mapping[str, Any], seen: Snapshot) -> Iterator[Problem]:
    yield from _merges(sheet, grid.get("merges", ()))
    columns = {place: name for name, place in seen.positions[sheet.name].items()}
    rows = [row.get("values", []) for part in grid.get("data", []) for row in part["rowData"]] if (
        any("rowData" in part for part in grid.get("data", []))
    ) else []  # fmt: skip
    listed = {at for row in rows for at, cell in enumerate(row) if "dataValidation" in cell}
    for number in map(int, seen.tables[sheet.name].index):
        row = rows[number - 1] if number <= len(rows) else []
        for place, name in sorted(columns.items()):
            cell = row[place] if place < len(row) else {}
            column = sheet.column(name)
            if "formulaValue" in cell.get("userEnteredValue", {}):
                yield _problem(sheet, number, column, "formula",
                    "Hier staat een formule: de uitkomst telt, maar kan later iets anders worden. "
                    "Plak haar als waarde.")  # fmt: skip
            if column.kind in NUMBERS and _format(cell) == "PERCENT":
                yield _problem(
                    sheet,
                    number,
                    column,
                    "percentage",
                    "Hier staat een percentage, en 50% telt als 0,5. Schrijf het getal zonder %.",
                )
            if place in listed and "dataValidation" not in cell:
                yield _problem(sheet, number, column, "no_list",
                    "Hier is de keuzelijst van de kolom weg, meestal door plakken. Kopieer een "
                    "andere cel van de kolom en plak alleen de gegevensvalidatie.")  # fmt: skip


def _format(cell: Mapping[str, Any]) -> str:
    found: str = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "")
    return found


def _merges(sheet: type[Sheet], merges: Iterable[Mapping[str, int]]) -> Iterator[Problem]:
    for one in merges:
        top, left = one.get("startRowIndex", 0), one.get("startColumnIndex", 0)
        first = f"{column_letters(left)}{top + 1}"
        last = f"{column_letters(one['endColumnIndex'] - 1)}{one['endRowIndex']}"
        yield Problem(sheet.name, top + 1, None, "", "merged",
            f"De cellen {first} tot en met {last} zijn samengevoegd; alleen wat in {first} staat "
            "is er nog. Hef de samenvoeging op en vul de andere weer in.", place=left)  # fmt: skip


def _copies(
    workbook: str, headers: Mapping[str, Sequence[Any]], seen: Snapshot
) -> Iterator[Problem]:
    missing = {p.sheet for p in seen.problems if p.code == "sheet_missing"}
    for title, row in headers.items():
        for sheet in sheets_of(workbook):
            if sheet.name not in missing and has_headers_of(sheet, row):
                yield Problem(sheet.name, None, None, title, "copy",
                    f"Het blad '{title}' heeft dezelfde koppen als '{sheet.title}', maar het "
                    f"dashboard gebruikt alleen '{sheet.title}'. Haal het weg als het een kopie "
                    "is.")  # fmt: skip


def _misplaced_secrets(seen: Snapshot, cipher: Cipher) -> Iterator[Problem]:
    for name, sheet in SHEETS.items():
        frame = seen.tables[name]
        keys = [str(key) for key in frame[sheet.key().name].dropna()]
        for column in (column for column in sheet.columns if column.is_secret):
            cells = zip(frame.index, frame[sheet.key().name], frame[column.name], strict=True)
            for number, key, cell in cells:
                if (
                    key not in keys
                    or not is_sealed(cell)
                    or _opens(cipher, cell, sheet, str(key), column)
                ):
                    continue
                homes = [k for k in keys if _opens(cipher, cell, sheet, k, column)]
                home = f"hoort op de rij van {homes[0]}" if homes else "is niet te lezen"
                yield _problem(sheet, int(number), column, "misplaced",
                    f"Deze versleutelde cel {home}: ze is verplaatst of aangepast. Zet haar terug, "
                    "of haal de oude uit de versiegeschiedenis.")  # fmt: skip


def _opens(cipher: Cipher, cell: str, sheet: type[Sheet], key: str, column: Column) -> bool:
    try:
        cipher.open(cell, Place(sheet.workbook, sheet.name, key, column.name))
    except SecretUnreadable:
        return False
    return True


def _problem(sheet: type[Sheet], number: int, column: Column, code: str, said: str) -> Problem:
    return Problem(sheet.name, number, column.name, "", code, said)
