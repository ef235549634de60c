"""files.export as CSV and as an Excel file, read back with openpyxl."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.localsheets.conftest import OWNER, World, grid

PATH = "/drive/v3/files/ID/export"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(world: World) -> str:
    status, body = world.ask(OWNER, "GET", PATH, mimeType="text/csv")
    assert status == 200
    return str(body.decode())


def excel(world: World) -> openpyxl.Workbook:
    status, body = world.ask(OWNER, "GET", PATH, mimeType=EXCEL)
    assert status == 200
    return openpyxl.load_workbook(BytesIO(body))


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([], ""),
        ([["a"]], "a"),
        ([["a", 1], ["b", 2.5]], "a,1\r\nb,2.5"),
        ([["a, b", 'zei "ja"', "een\ntwee", "\r"]], '"a, b","zei ""ja""","een\ntwee","\r"'),
        ([["a"], ["b", "", "c"], ["", "d"]], "a,,\r\nb,,c\r\n,d,"),
        ([[""], ["", ""], ["", "a"]], ",\r\n,\r\n,a"),
        ([["a"], [""], ["b"]], "a\r\n\r\nb"),  # one column: an empty line, not ""
        ([["café €", "🌵", " a "]], "café €,🌵, a "),
        ([[True, "=1/4", "50%", "2024-02-01"]], "TRUE,0.25,50%,2024-02-01"),
        ([["=nope()", "'=1"]], "#ERROR!,=1"),
    ],
)
def test_csv(world: World, cells: list[list[Any]], text: str) -> None:
    world.write(cells, option="USER_ENTERED")
    assert csv(world) == text


def test_csv_shows_what_the_locale_shows(world: World) -> None:
    properties = {"properties": {"locale": "nl_NL"}, "fields": "locale"}
    world.done({"updateSpreadsheetProperties": properties})
    world.write([["1,5", "1-2-2024", "WAAR"]], option="USER_ENTERED")
    assert csv(world) == '"1,5",1-2-2024,WAAR'


def test_csv_is_the_first_sheet(world: World) -> None:
    world.write([["oud"]])
    world.done({"addSheet": {"properties": {"title": "Voor", "index": 0}}})
    world.write([["nieuw"]], "Voor!B2")
    assert csv(world) == ",\r\n,nieuw"


@pytest.mark.parametrize("kind", ["", "application/pdf", "text/tab-separated-values"])
def test_other_kinds_are_refused(world: World, kind: str) -> None:
    assert world.ask(OWNER, "GET", PATH, mimeType=kind)[0] == 501


def test_values_in_excel(world: World) -> None:
    world.write([["a", 1, 2.5, True, "2024-02-01", "10:30", "50%"]], option="USER_ENTERED")
    world.write([["=1+1", "#N/A", "2024-02-01", "007", "x" * 40_000, "a\x00b\x0bc\nd"]], "A2")
    page = excel(world)["Blad"]
    first = [cell.value for cell in page[1]]
    assert first == ["a", 1, 2.5, True, datetime(2024, 2, 1), time(10, 30), 0.5]
    assert [page.cell(1, column).number_format for column in (2, 5, 7)] == [
        "General",
        "yyyy-mm-dd",
        "0%",
    ]
    second = [cell.value for cell in page[2]][:6]
    assert second == ["=1+1", "#N/A", "2024-02-01", "007", "x" * 32_767, "abc\nd"]
    assert {page.cell(2, column).data_type for column in range(1, 7)} == {"s"}


@pytest.mark.parametrize(
    ("locale", "typed", "written"),
    [
        ("en_US", "=1.5*2", "=1.5*2"),
        ("nl_NL", "=1,5*2", "=1.5*2"),
        ("nl_NL", '=ALS(A1;"a;b";1,5)', '=ALS(A1,"a;b",1.5)'),
    ],
)
def test_formulas_in_excel(world: World, locale: str, typed: str, written: str) -> None:
    properties = {"properties": {"locale": locale}, "fields": "locale"}
    world.done({"updateSpreadsheetProperties": properties})
    world.write([[typed]], option="USER_ENTERED")
    cell = excel(world)["Blad"]["A1"]
    assert (cell.value, cell.data_type) == (written, "f")


def test_what_is_around_the_cells_in_excel(world: World) -> None:
    note = {"cell": {"note": "let op\x00"}, "fields": "note"}
    frozen = {"gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 2}}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    world.done(
        {"repeatCell": {"range": grid(1, 1, 2, 2), **note}},
        {"addSheet": {"properties": {"title": "Weg", "hidden": True, "index": 0}}},
        {"updateSheetProperties": {"properties": frozen, "fields": fields}},
    )
    made = excel(world)
    assert [(page.title, page.sheet_state) for page in made] == [
        ("Weg", "hidden"),
        ("Blad", "visible"),
    ]
    assert made["Blad"].freeze_panes == "C2"
    assert made["Weg"].freeze_panes is None
    comment = made["Blad"]["B2"].comment
    assert comment is not None
    assert comment.text == "let op"


def test_titles_in_excel(world: World) -> None:
    """At most 31 characters, none of the forbidden ones, no two alike."""
    long = "Een heel lange titel van een blad, deel"
    titles = [f"{long} 1", f"{long} 2", "a/b:c", "A_B_C", "[x]*?\\", "'s'"]
    world.done(*({"addSheet": {"properties": {"title": title}}} for title in titles))
    assert excel(world).sheetnames == [
        "Blad",
        "Een heel lange titel van een bl",
        "Een heel lange titel van een 2",
        "a_b_c",
        "A_B_C 2",
        "_x____",
        "_s_",
    ]
