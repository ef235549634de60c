"""Blank spreadsheets become what the schema says, in few requests, and once."""

from typing import Any

import gspread
import pytest

from lib.errors import StoreError
from lib.schema.column import Kind
from lib.schema.logbook import Logbook
from lib.schema.look import look_of
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES
from lib.store.retry import TRIES
from tests.store.conftest import SERVICE
from tests.store.provision.conftest import ROWS, Office, steps, tasks, titles

WORKBOOKS = list(WORKBOOK_TITLES)
ALL: list[tuple[str, type[Sheet]]] = [
    *((sheet.workbook, sheet) for sheet in SHEETS.values()),
    *((workbook, Logbook) for workbook in WORKBOOKS),
]


def test_a_plan_says_what_is_missing_and_changes_nothing(office: Office) -> None:
    before = [office.book(name).fetch_sheet_metadata() for name in WORKBOOKS]
    found = office.look()
    assert [one.title for one in found] == list(WORKBOOK_TITLES.values())
    for workbook, sheet in ALL:
        sentences = found[WORKBOOKS.index(workbook)].plan.sentences
        count = len(sheet.columns)
        assert f"{sheet.title}: dit blad ontbreekt en wordt gemaakt, met {count} kolommen." in (
            sentences
        )
    assert tasks(found) == ""
    assert [office.book(name).fetch_sheet_metadata() for name in WORKBOOKS] == before
    with pytest.raises(gspread.WorksheetNotFound):
        office.sheet("clients")


def test_one_write_for_each_spreadsheet_and_none_the_second_time(office: Office) -> None:
    first = office.apply()
    assert all(one.is_applied and one.plan.is_done for one in first)
    assert office.asked() == ["read", "read", "write"] * 4
    again = office.apply()
    assert not any(one.is_applied or not one.plan.is_done for one in again)
    assert office.asked() == ["read", "read"] * 4
    for workbook in WORKBOOKS:
        tabs = [sheet.title for sheet in office.book(workbook).worksheets()]
        assert tabs == ["Lees mij", *titles(workbook), "Logboek"]


def test_a_check_of_what_was_made_finds_nothing(made: Office) -> None:
    found = made.look()
    assert (steps(found), tasks(found)) == ("", "")
    assert all(one.plan.is_done and not one.plan.remarks for one in found)
    assert made.asked() == ["read", "read", "write"] * 4  # the write asks for the right to write


@pytest.mark.parametrize(("workbook", "sheet"), ALL, ids=lambda one: getattr(one, "__name__", one))
def test_every_tab_looks_as_it_should(made: Office, workbook: str, sheet: type[Sheet]) -> None:
    tab, look = made.resource(workbook, sheet.title), look_of(sheet)
    assert tab["properties"]["gridProperties"] == {
        "rowCount": ROWS, "columnCount": len(sheet.columns),
        "frozenRowCount": 1, "frozenColumnCount": 1}  # fmt: skip
    header, first = (row["values"] for row in tab["data"][0]["rowData"])
    widths = [one["pixelSize"] for one in tab["data"][0]["columnMetadata"]]
    for one, top, cell, width in zip(look.columns, header, first, widths, strict=True):
        assert top["effectiveValue"] == {"stringValue": one.column.header}
        assert top["note"] == one.note
        assert top["userEnteredFormat"]["textFormat"] == {"bold": True}
        assert "effectiveValue" not in cell
        shown = cell["userEnteredFormat"]
        assert shown["wrapStrategy"] == ("CLIP" if one.is_clipped else "WRAP")
        kind = one.column.kind
        assert shown.get("numberFormat", {}).get("type") == {
            Kind.DATE: "DATE", Kind.MOMENT: "DATE_TIME", Kind.WHOLE: "NUMBER", Kind.NUMBER: None,
        }.get(kind, "TEXT")  # fmt: skip
        assert width == one.width_px


def rules(office: Office, name: str) -> dict[str, Any]:
    """By column, the same in the first row and the last."""
    schema = SHEETS[name]
    found = []
    for row in ("2:2", f"{ROWS}:{ROWS}"):
        tab = office.resource(schema.workbook, schema.title, row)
        cells = tab["data"][0]["rowData"][0]["values"]
        found.append({
            column.name: cell["dataValidation"]
            for column, cell in zip(schema.columns, cells, strict=True)
            if "dataValidation" in cell
        })  # fmt: skip
    assert found[0] == found[1]
    return found[0]


def test_choices_and_references_are_dropdowns_and_never_keep_the_app_out(made: Office) -> None:
    found = rules(made, "contacts")
    assert found["channel"] == {
        "condition": {
            "type": "ONE_OF_LIST",
            "values": [
                {"userEnteredValue": choice.value}
                for choice in SHEETS["contacts"].column("channel").choices
            ],
        },
        "showCustomUi": True,
    }
    clients = [{"userEnteredValue": "='Cliënten'!$A$2:$A"}]
    assert found["client_code"]["condition"] == {"type": "ONE_OF_RANGE", "values": clients}
    assert found["held_on"] == {"condition": {"type": "DATE_IS_VALID"}}
    yes_no = [{"userEnteredValue": "ja"}, {"userEnteredValue": "nee"}]
    assert found["with_expert"]["condition"]["values"] == yes_no
    # The team is in another spreadsheet, several choices in one cell are typed, text is free.
    assert not found.keys() & {"worker", "life_areas", "note", "contact_id"}
    assert not any(rule.get("strict") for rule in found.values())
    partners = [{"userEnteredValue": "='Organisaties'!$B$2:$B"}]
    assert rules(made, "partner_links")["partner"]["condition"]["values"] == partners


def test_colours_come_with_words(made: Office) -> None:
    held = made.resource("progress", "Mijlpalen")["conditionalFormats"]
    conditions = [one["booleanRule"]["condition"] for one in held]
    assert [one["values"][0]["userEnteredValue"] for one in conditions] == [
        "Op koers", "Aandacht", "Loopt vast", "Niet gestart",
        "=AND(ISNUMBER($E2);$E2<TODAY();ISBLANK($H2))"]  # fmt: skip
    assert all(one["booleanRule"]["format"]["textFormat"]["bold"] for one in held)
    assert [one["ranges"][0]["startColumnIndex"] for one in held] == [8, 8, 8, 8, 4]
    views = made.resource("progress", "Mijlpalen")["filterViews"]
    assert {one["title"]: one["filterSpecs"] for one in views} == {
        "Nog open": [
            {"columnIndex": 7, "filterCriteria": {"condition": {"type": "BLANK"}}}],
        "Vraagt aandacht": [
            {"columnIndex": 8, "filterCriteria": {"hiddenValues": ["Op koers", "Niet gestart"]}}],
    }  # fmt: skip


def test_the_spreadsheet_is_dutch_and_says_how_to_work_in_it(made: Office) -> None:
    book = made.book("casework")
    assert (book.locale, book.timezone) == ("nl_NL", "Europe/Amsterdam")
    lines = [row[0] for row in book.worksheet("Lees mij").get_values()]
    assert lines[0] == "Zo werkt dit bestand"
    assert any(line.startswith("Cliënten: Een straatsekswerker") for line in lines)
    assert any("niet te lezen" in line for line in lines)
    assert not any("Kerncijfers" in line for line in lines)


def test_the_app_is_listed_among_the_editors_of_what_it_closed(made: Office) -> None:
    for workbook, sheet in ALL:
        held = made.resource(workbook, sheet.title)["protectedRanges"]
        closed = [one for one in held if not one.get("warningOnly")]
        assert len(closed) == 1
        assert SERVICE in closed[0]["editors"]["users"]
        is_whole = closed[0]["range"].keys() == {"sheetId"}
        assert is_whole == (sheet is Logbook or workbook == "committee")


def test_several_workbooks_in_one_spreadsheet(office: Office) -> None:
    one = office.ids["casework"]
    office.ids = dict.fromkeys(("casework", "permits", "progress"), one)
    (found,) = office.apply()
    assert found.plan.is_done
    assert "Deze werkboeken hebben samen één Logboek." in found.plan.remarks[0]
    tabs = [sheet.title for sheet in office.book("casework").worksheets()]
    of_all = [*titles("casework"), *titles("permits"), *titles("progress")]
    assert tabs == ["Lees mij", *of_all, "Logboek"]
    team = [{"userEnteredValue": "='Team'!$A$2:$A"}]
    assert rules(office, "contacts")["worker"]["condition"]["values"] == team
    office.ids = dict.fromkeys(WORKBOOKS, one)
    (found,) = office.look()
    assert "Deel dit bestand nooit met de commissie" in tasks([found])


def test_a_tab_that_is_in_use_is_left_in_place(office: Office) -> None:
    """Somebody already wrote on the one tab of a new spreadsheet."""
    office.book("permits").sheet1.update([["Mijn aantekeningen"]], "C900")
    (found,) = office.apply("permits")
    assert found.plan.is_done
    tabs = [sheet.title for sheet in office.book("permits").worksheets()]
    assert tabs == ["Lees mij", "Sheet1", "Vergunningen", "Logboek"]
    assert office.book("permits").sheet1.title == "Lees mij"
    assert office.book("permits").worksheet("Sheet1").acell("C900").value == "Mijn aantekeningen"


REQUESTS = 3  # two to look, one to write


@pytest.mark.parametrize("number", range(REQUESTS))
@pytest.mark.parametrize(
    "fault", ["unavailable", "quota", "reset_before", "reset_after", "timeout_after", "truncated"]
)
def test_what_broke_off_is_finished_by_doing_it_again(
    office: Office, fault: str, number: int
) -> None:
    office.faults.next(fault, after=number, times=TRIES)
    with pytest.raises(StoreError):
        office.apply("permits")
    office.faults.clear()
    is_applied = number == 2 and fault.endswith(("after", "truncated"))
    office.asked()
    (found,) = office.apply("permits")
    assert found.plan.is_done
    assert office.asked().count("write") == (0 if is_applied else 1)
    tabs = [sheet.title for sheet in office.book("permits").worksheets()]
    assert tabs == ["Lees mij", "Vergunningen", "Logboek"]


def test_a_break_between_spreadsheets_leaves_whole_ones(office: Office) -> None:
    office.faults.next("timeout_after", on="write", after=1)
    with pytest.raises(StoreError):
        office.apply()
    assert len(office.book("casework").worksheets()) == 10
    assert len(office.book("permits").worksheets()) == 3  # applied, though nobody heard
    assert len(office.book("progress").worksheets()) == 1
    office.asked()
    assert all(one.plan.is_done for one in office.apply())
    assert office.asked().count("write") == 2
