"""What is to be done in one tab: from what stands there to how it should look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lib.schema.column import Column
from lib.schema.look import ColumnLook, SheetLook, Source, look_of
from lib.schema.place import column_letters
from lib.schema.sheet import Sheet
from lib.store.provision import drawing, protection
from lib.store.provision.protection import Editors
from lib.store.provision.standing import DEFAULT_WIDTH_PX, CellData, Page
from lib.store.provision.step import MAKE, Request, Step, Task, named

ROWS = 1000
"""Of a new tab; the app adds more when these are full."""
# Where the columns of a sheet stand, by its name, with the title of its tab.
Sources = Mapping[str, tuple[str, Mapping[str, int]]]


def new_page(sheet: type[Sheet], sheet_id: int) -> Page:
    """A tab that is not there yet."""
    return Page(sheet_id, sheet.title, ROWS, len(sheet.columns), 1, is_new=True)


def final_places(page: Page, sheet: type[Sheet]) -> dict[str, int]:
    """Where the columns will stand: as now, and what is missing behind the last one."""
    places = page.places(sheet)
    missing = [] if _foreign(page, sheet) else _missing(page, sheet)
    return places | {column.name: page.width + n for n, column in enumerate(missing)}


def sheet_steps(
    page: Page, sheet: type[Sheet], sources: Sources, editors: Editors
) -> Iterator[Step | Task]:
    """All that differs. In a new tab it is one step, in parts. Where somebody closed cells to
    the app nothing can be done before they are opened."""
    if shut_out := [*protection.shut_out(page, editors)]:
        yield from shut_out
        return
    look, places = look_of(sheet), final_places(page, sheet)
    found: list[Step | Task] = [*_header_row(page, sheet)]
    if places:
        found += header_steps(page, look, places)
        found += column_steps(page, look, places, sources)
        found += over_steps(page, look, places)
        protected = [*protection.wanted(page, look, places)]
        found += protection.steps(page, protected, editors)
        found += protection.tasks(page, protected, editors)
    if not page.is_new:
        yield from found
        return
    count = len(sheet.columns)
    what = f"dit blad ontbreekt en wordt gemaakt, met {count} kolommen"
    yield Step(page.title, what, [add_sheet(page)], MAKE)
    yield from (replace(one, what="") for one in found if isinstance(one, Step))


def _missing(page: Page, sheet: type[Sheet]) -> list[Column]:
    there = {*page.places(sheet), *page.renamed(sheet)}
    return [column for column in sheet.columns if column.name not in there]


def _foreign(page: Page, sheet: type[Sheet]) -> list[int]:
    """Headers that nothing is known of, while columns are missing: one of them may be the other
    under a new name, and making it anew would part its old values from the new ones."""
    if not _missing(page, sheet):
        return []
    known = {*page.places(sheet).values(), *page.renamed(sheet).values()}
    return [at for at, title in enumerate(page.headers) if title.strip() and at not in known]


def add_sheet(page: Page) -> Request:
    grid = {"rowCount": page.row_count, "columnCount": page.column_count,
            "frozenRowCount": 1, "frozenColumnCount": 1}  # fmt: skip
    properties = {"sheetId": page.sheet_id, "title": page.title, "gridProperties": grid}
    return {"addSheet": {"properties": properties}}


def _header_row(page: Page, sheet: type[Sheet]) -> Iterator[Step | Task]:
    for name, at in page.renamed(sheet).items():
        header = sheet.column(name).header
        yield Task(
            f"{page.title}: de kop in {column_letters(at)}1 was '{header}' en heet nu "
            f"'{page.headers[at]}'. Typ daar weer {header}. Is de kolom voor iets anders in "
            "gebruik genomen, wis dan ook de notitie bij de kop."
        )
    missing, foreign = _missing(page, sheet), _foreign(page, sheet)
    if foreign:
        yield Task(_maybe_renamed(page, sheet, missing, foreign))
    elif missing:
        yield from _add_columns(page, missing)
    if not page.is_new and page.frozen_rows < 1:
        yield Step(page.title, "rij 1 wordt vastgezet", [_freeze(page)])


def _maybe_renamed(
    page: Page, sheet: type[Sheet], missing: Sequence[Column], foreign: Sequence[int]
) -> str:
    """Without a single header of ours row 1 may hold somebody's row, so nothing is quoted."""
    if not page.places(sheet):
        return (
            f"{page.title}: in rij 1 staan niet de koppen van dit blad. Staan er gegevens, kies "
            "dan Invoegen → 1 rij erboven; maak anders rij 1 leeg. Voer daarna dit commando weer "
            "uit."
        )
    cells = ", ".join(f"{column_letters(at)}1 '{page.headers[at]}'" for at in foreign)
    return (
        f"{page.title}: er ontbreekt {named(missing)}, en er staat iets wat de app niet kent: "
        f"{cells}. Is dat dezelfde kolom, zet dan de oude kop terug. Is het een eigen kolom, typ "
        "dan de ontbrekende kop zelf in de eerste lege cel van rij 1."
    )


def _add_columns(page: Page, missing: Sequence[Column]) -> Iterator[Step]:
    requests: list[Request] = []
    more = page.width + len(missing) - page.column_count
    if more > 0:
        size = {"sheetId": page.sheet_id, "dimension": "COLUMNS", "length": more}
        requests.append({"appendDimension": size})
    cells = [{"userEnteredValue": {"stringValue": column.header}} for column in missing]
    requests.append(_cells(page, 0, page.width, cells, "userEnteredValue"))
    yield Step(page.title, f"kolom ontbreekt en komt achteraan: {named(missing)}", requests, MAKE)


def _freeze(page: Page) -> Request:
    properties = {"sheetId": page.sheet_id, "gridProperties": {"frozenRowCount": 1}}
    fields = "gridProperties.frozenRowCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _cells(page: Page, row: int, place: int, cells: Sequence[CellData], fields: str) -> Request:
    start = {"sheetId": page.sheet_id, "rowIndex": row, "columnIndex": place}
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": fields}}


def header_steps(page: Page, look: SheetLook, places: Mapping[str, int]) -> Iterator[Step]:
    wrong = [
        one
        for one in look.columns
        if one.column.name in places
        and not drawing.is_drawn(drawing.header_cell(one), _at(page.header, one, places))
    ]
    requests = [
        _cells(page, 0, run_start, [drawing.header_cell(one) for one in run], drawing.HEADER_FIELDS)
        for run_start, run in _runs(wrong, places)
    ]
    if wrong:
        columns = [one.column for one in wrong]
        yield Step(page.title, f"kop en uitleg van {named(columns)}", requests)
    wide = [
        one
        for one in look.columns
        if (at := places.get(one.column.name)) is not None
        and one.width_px != DEFAULT_WIDTH_PX
        and (at >= len(page.widths_px) or page.widths_px[at] == DEFAULT_WIDTH_PX)
    ]
    if wide:
        what = f"breedte van {named([one.column for one in wide])}"
        yield Step(page.title, what, [_width(page, one, places[one.column.name]) for one in wide])


def _at(cells: Sequence[CellData], look: ColumnLook, places: Mapping[str, int]) -> CellData:
    at = places[look.column.name]
    return cells[at] if at < len(cells) else {}


def _runs(
    looks: Sequence[ColumnLook], places: Mapping[str, int]
) -> Iterator[tuple[int, list[ColumnLook]]]:
    """Columns that stand side by side go in one request: where a run begins, and what is in it."""
    by_place = {places[one.column.name]: one for one in looks}
    while by_place:
        start = end = min(by_place)
        run = []
        while end in by_place:
            run.append(by_place.pop(end))
            end += 1
        yield start, run


def _width(page: Page, look: ColumnLook, at: int) -> Request:
    """Only where nobody has chosen one."""
    area = {"sheetId": page.sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    wide = {"range": area, "properties": {"pixelSize": look.width_px}, "fields": "pixelSize"}
    return {"updateDimensionProperties": wide}


def column_steps(
    page: Page, look: SheetLook, places: Mapping[str, int], sources: Sources
) -> Iterator[Step]:
    wrong, requests = [], []
    for one in look.columns:
        if one.column.name not in places:
            continue
        cell = drawing.column_cell(one, drawing.choices(one, _source(one.source, sources)))
        if page.is_new or not all(
            drawing.is_drawn(cell, _at(row, one, places)) for row in page.samples
        ):
            wrong.append(one.column)
            area = drawing.column_area(page.sheet_id, places[one.column.name])
            fields = drawing.column_fields(cell)
            requests.append({"repeatCell": {"range": area, "cell": cell, "fields": fields}})
    if wrong:
        yield Step(page.title, f"opmaak en keuzelijst van {named(wrong)}", requests)


def _source(source: Source | None, sources: Sources) -> tuple[str, int] | None:
    """None when it stands in another file: a dropdown cannot look there."""
    if source is None or source.sheet not in sources:
        return None
    title, places = sources[source.sheet]
    return (title, places[source.column]) if source.column in places else None


def over_steps(page: Page, look: SheetLook, places: Mapping[str, int]) -> Iterator[Step]:
    """What lies over the cells. Bands of somebody's own stay; marks and views are added."""
    width = max(places.values()) + 1
    if not page.objects.get("bandedRanges"):
        request = {"addBanding": {"bandedRange": drawing.band(page.sheet_id, width)}}
        yield Step(page.title, "om en om gekleurde rijen", [request])
    held: Sequence[Mapping[str, Any]] = page.objects.get("conditionalFormats", ())
    rules = [
        drawing.mark(one, places, page.sheet_id)
        for one in look.marks
        if {one.column, one.until or one.column} <= places.keys()
    ]
    lacking = [rule for rule in rules if not any(drawing.is_drawn(rule, one) for one in held)]
    if lacking:
        requests = [{"addConditionalFormatRule": {"rule": rule, "index": n}}
                    for n, rule in enumerate(lacking)]  # fmt: skip
        yield Step(page.title, "kleur bij voortgang en verlopen datums", requests)
    titles = {one.get("title") for one in page.objects.get("filterViews", ())}
    for title, (column, hidden) in look.views.items():
        if title not in titles and column in places:
            one = drawing.view(title, places[column], hidden, page.sheet_id, width)
            request = {"addFilterView": {"filter": one}}
            yield Step(page.title, f"filterweergave '{title}'", [request])
