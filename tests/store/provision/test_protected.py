"""Who may write where after `apply`: every place of every tab, by everybody who comes by."""

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import rowcol_to_a1

from lib.schema.column import Kind
from lib.schema.look import look_of
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of
from tests.conftest import COORDINATOR
from tests.store.conftest import SERVICE
from tests.store.provision.conftest import OWNER, ROWS, VIEWER, Office

OPEN = [sheet for sheet in SHEETS.values() if sheet.workbook != "committee"]
CLOSED = [
    *(("committee", sheet.title) for sheet in sheets_of("committee")),
    *((workbook, title) for workbook in WORKBOOK_TITLES for title in ("Lees mij", "Logboek")),
]
BELOW = (2, ROWS // 2, ROWS)
TEXT = "geschreven"


def row(number: int, width: int) -> list[str]:
    """The cells of a row, each by itself."""
    return [rowcol_to_a1(number, at) for at in range(1, width + 1)]


def whole(office: Office, workbook: str) -> dict[str, Any]:
    """What stands in every tab of a workbook."""
    return {tab.title: tab.get_values() for tab in office.book(workbook).worksheets()}


def refusals(sheet: gspread.Worksheet, cells: list[str]) -> Iterator[tuple[int, bool]]:
    """Of a write to each of these cells: the status, and whether a protection was the reason."""
    for cell in cells:
        with pytest.raises(APIError) as refused:
            sheet.update([[TEXT]], cell)
        yield refused.value.response.status_code, "protected cell" in str(refused.value)


@pytest.mark.parametrize("schema", OPEN, ids=lambda one: one.name)
def test_a_coordinator_writes_below_every_header_and_in_none(
    made: Office, schema: type[Sheet]
) -> None:
    sheet, headers = made.sheet(schema.name, COORDINATOR), [c.header for c in schema.columns]
    cells = row(1, len(headers))
    assert [*refusals(sheet, cells)] == [(400, True)] * len(cells)
    for number in BELOW:
        sheet.update([[TEXT] * len(headers)], f"A{number}")
    held = made.sheet(schema.name).get_values()
    assert held[0] == headers
    written = [n for n, cells in enumerate(held, start=1) if cells == [TEXT] * len(headers)]
    assert tuple(written) == BELOW


@pytest.mark.parametrize("schema", OPEN, ids=lambda one: one.name)
def test_what_the_app_fills_in_itself_warns_and_refuses_nobody(
    made: Office, schema: type[Sheet]
) -> None:
    """A closed column would keep people from sorting and inserting rows."""
    ours = {
        at
        for at, column in enumerate(schema.columns)
        if column == schema.key()
        or column.name in ("changed_on", "changed_by")
        or column.kind is Kind.SECRET
    }
    assert ours == {at for at, one in enumerate(look_of(schema).columns) if one.is_of_the_app}
    held = made.resource(schema.workbook, schema.title)["protectedRanges"]
    warned = [one for one in held if one.get("warningOnly")]
    assert {one["range"].get("startColumnIndex", 0) for one in warned} == ours
    assert len(warned) == len(ours)
    assert all(one["range"]["startRowIndex"] == 1 for one in warned)
    assert all("endRowIndex" not in one["range"] for one in warned)
    assert len(held) == len(warned) + 1  # the headers


@pytest.mark.parametrize(("workbook", "title"), CLOSED)
def test_a_coordinator_writes_nowhere_in_a_closed_tab(
    made: Office, workbook: str, title: str
) -> None:
    before = whole(made, workbook)
    sheet = made.book(workbook, COORDINATOR).worksheet(title)
    cells = [cell for number in (1, *BELOW) for cell in row(number, sheet.col_count)]
    cells.append(rowcol_to_a1(sheet.row_count, sheet.col_count))
    assert [*refusals(sheet, cells)] == [(400, True)] * len(cells)
    for act in (
        lambda: sheet.append_row([TEXT]),
        lambda: sheet.insert_row([TEXT], 2),
        lambda: sheet.delete_rows(2),
        lambda: sheet.batch_clear(["A1:B5"]),
        lambda: made.book(workbook, COORDINATOR).del_worksheet(sheet),
    ):
        with pytest.raises(APIError, match="protected"):
            act()
    assert whole(made, workbook) == before


@pytest.mark.parametrize("workbook", WORKBOOK_TITLES)
def test_a_viewer_writes_nowhere(made: Office, workbook: str) -> None:
    before = whole(made, workbook)
    for sheet in made.book(workbook, VIEWER).worksheets():
        cells = [*row(1, sheet.col_count), *row(2, sheet.col_count)]
        assert [*refusals(sheet, cells)] == [(403, False)] * len(cells)
        with pytest.raises(APIError, match="403"):
            sheet.append_row([TEXT])
        with pytest.raises(APIError, match="403"):
            sheet.add_cols(1)
    with pytest.raises(APIError, match="403"):
        made.book(workbook, VIEWER).add_worksheet("Nieuw", 2, 2)
    assert whole(made, workbook) == before


@pytest.mark.parametrize("user", [OWNER, SERVICE])
@pytest.mark.parametrize("workbook", WORKBOOK_TITLES)
def test_the_owner_and_the_app_write_everywhere(made: Office, workbook: str, user: str) -> None:
    for sheet in made.book(workbook, user).worksheets():
        sheet.update([[TEXT] * sheet.col_count] * 2, "A1")
        held = made.book(workbook).worksheet(sheet.title).get_values()
        assert held[:2] == [[TEXT] * sheet.col_count] * 2
