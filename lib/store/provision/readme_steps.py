"""The tab *Lees mij* in front of the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lib.schema.read_me import headings, read_me
from lib.schema.sheet import Sheet
from lib.store.provision import protection
from lib.store.provision.drawing import is_drawn
from lib.store.provision.protection import Editors
from lib.store.provision.standing import README, File, Page
from lib.store.provision.step import MAKE, Request, Step, Task
from lib.store.wire import from_cell_data

_MARK = f"{README} · door de app gemaakt"
_WIDTH_PX = 760
_SPARE = 10
_FIELDS = "userEnteredValue,note,userEnteredFormat(textFormat,wrapStrategy,verticalAlignment)"


def readme_steps(
    file: File, sheets: Sequence[type[Sheet]], sheet_id: int, editors: Editors
) -> Iterator[Step | Task]:
    lines = [_cell(line, n) for n, line in enumerate(read_me(sheets))]
    page = file.titled(README)
    if page is None:
        making, page = _made(file, sheet_id, len(lines))
        yield Step(README, "dit blad ontbreekt en wordt gemaakt", [making], MAKE)
        steps = _filled(page, lines, editors)
        yield from (replace(one, what="") for one in steps)
    elif shut_out := [*protection.shut_out(page, editors)]:
        yield from shut_out
    elif _is_ours(page):
        yield from _filled(page, lines, editors)
        yield from protection.tasks(page, [protection.whole_page(page)], editors)
    else:
        yield Task(
            f"Er is een eigen blad '{README}'. Geef het een andere titel (dubbelklik onderaan op "
            "de titel); dan komt de uitleg over dit bestand in een nieuw blad."
        )


def _cell(line: str, number: int) -> dict[str, Any]:
    shown = {
        "textFormat": {"bold": line in headings()},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "TOP",
    }
    note = {"note": _MARK} if number == 0 else {}
    return {"userEnteredValue": {"stringValue": line}, "userEnteredFormat": shown, **note}


def _made(file: File, sheet_id: int, count: int) -> tuple[Request, Page]:
    """The one tab of a new spreadsheet becomes it, so that no empty one is left behind."""
    if file.is_blank:
        (blank,) = file.pages
        properties: dict[str, Any] = {"sheetId": blank.sheet_id, "title": README}
        asked = {"properties": properties, "fields": "title"}
        return {"updateSheetProperties": asked}, replace(blank, title=README)
    page = Page(sheet_id, README, count + _SPARE, 1)
    grid = {"rowCount": page.row_count, "columnCount": 1}
    properties = {"sheetId": sheet_id, "title": README, "index": 0, "gridProperties": grid}
    return {"addSheet": {"properties": properties}}, page


def _is_ours(page: Page) -> bool:
    return page.width == 0 or _MARK in page.notes


def _filled(page: Page, lines: Sequence[Mapping[str, Any]], editors: Editors) -> Iterator[Step]:
    held = [(row or [{}])[0] for row in map(page.rows.get, range(max(page.rows, default=-1) + 1))]
    extra = [cell for cell in held[len(lines) :] if from_cell_data(cell) != ""]
    if extra or not is_drawn(list(lines), held[: len(lines)]):
        yield Step(README, "de tekst wordt bijgewerkt", [*_written(page, lines, len(held))])
    yield from protection.steps(page, [protection.whole_page(page)], editors)


def _written(page: Page, lines: Sequence[Mapping[str, Any]], held: int) -> Iterator[Request]:
    if len(lines) > page.row_count:
        size = {"sheetId": page.sheet_id, "dimension": "ROWS"}
        yield {"appendDimension": {**size, "length": len(lines) - page.row_count}}
    area = {"sheetId": page.sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    yield {"updateDimensionProperties": {
        "range": area, "properties": {"pixelSize": _WIDTH_PX}, "fields": "pixelSize"}}  # fmt: skip
    rows = [{"values": [cell]} for cell in lines]
    rows += [{"values": [{}]}] * (held - len(lines))
    start = {"sheetId": page.sheet_id, "rowIndex": 0, "columnIndex": 0}
    yield {"updateCells": {"start": start, "rows": rows, "fields": _FIELDS}}
