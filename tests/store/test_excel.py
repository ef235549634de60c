"""The Excel file of a backup, opened again as a person's program opens it."""

import stat
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lib.cipher import Place, is_sealed
from lib.errors import DashboardError
from lib.schema.dates import from_serial
from lib.schema.look import look_of
from lib.schema.workbook import SHEETS
from lib.store.backup import Backup
from lib.store.excel import save_excel
from lib.store.tab import Tab
from tests.conftest import DemoWorld
from tests.store.backup_worker import CIPHER, MADE
from tests.store.drill import drill


def opened(backup: Backup, path: Path, *, with_secrets: bool = False) -> openpyxl.Workbook:
    save_excel(backup, path, CIPHER if with_secrets else None)
    return openpyxl.load_workbook(path)


def of(rows: list[list[object]], title: str = "Eigen", **more: object) -> Backup:
    tab = Tab(title, rows, more.get("formulas", {}), more.get("dates", []))  # type: ignore[arg-type]
    return Backup(MADE, {"casework": [tab]})


def values(page: Worksheet) -> list[list[object]]:
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_every_sheet_is_a_page_with_its_headers_frozen_and_bold(
    demo: DemoWorld, tmp_path: Path
) -> None:
    book = opened(drill(demo).then, tmp_path / "x.xlsx")
    assert stat.S_IMODE((tmp_path / "x.xlsx").stat().st_mode) == 0o600
    assert [row[1:] for row in values(book["Inhoud"])[1:3]] == [
        ["STAP casuïstiek", "Cliënten", len(demo.records("clients"))],
        ["STAP casuïstiek", "Begeleiding", len(demo.records("support"))],
    ]
    assert values(book["Inhoud"])[-1][0] == "Reservekopie van 01-02-2022 03:15:00"
    assert len(book.sheetnames) == 1 + len(SHEETS) + 4
    assert [name for name in book.sheetnames if name.startswith("Logboek")] == [
        "Logboek", "Logboek 2", "Logboek 3", "Logboek 4"]  # fmt: skip
    page = book["Contacten"]
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in page[1]] == [c.header for c in SHEETS["contacts"].columns]
    assert all(cell.font.bold for cell in page[1])
    looks = look_of(SHEETS["contacts"]).columns
    assert [cell.comment.text for cell in page[1] if cell.comment] == [one.note for one in looks]
    assert page.column_dimensions["A"].width == pytest.approx(looks[0].width_px / 7, abs=0.1)
    assert not page["A2"].font.bold
    shown = demo.records("contacts")
    assert [row[0] for row in values(page)[1:]] == [row["Contact"] for row in shown]
    assert page["C2"].value == from_serial(shown[0]["Datum"])
    assert page["C2"].number_format == "dd-mm-yyyy"


def test_numbers_are_dates_only_where_dates_stand(tmp_path: Path) -> None:
    rows = [["Dag", "Uur", "Getal"], [44593, 44593.5, 44593], ["", 0.75, 0.5], ["geen", 1, ""]]
    page = opened(of(rows, dates=[0, 1]), tmp_path / "x.xlsx")["Eigen"]
    assert values(page)[1:] == [
        [datetime(2022, 2, 1), datetime(2022, 2, 1, 12), 44593],
        [None, time(18), 0.5],
        ["geen", datetime(1900, 1, 1), None],
    ]


def test_dates_of_a_known_sheet_are_known_without_any_format(tmp_path: Path) -> None:
    rows = [["Gewijzigd op", "Datum", "Contact", "Duur"], [44593.25, 44593, "CT-1", 44593]]
    page = opened(of(rows, "CONTACTEN"), tmp_path / "x.xlsx")["CONTACTEN"]
    assert values(page)[1] == [datetime(2022, 2, 1, 6), datetime(2022, 2, 1), "CT-1", 44593]


def test_text_stays_text_whatever_it_looks_like(tmp_path: Path) -> None:
    texts = ["=1+1", "=HYPERLINK(\"x\")", "+31", "-", "@x", "007", "1-2-2022", "WAAR", "#N/A",
             "é🙂", "a\nb", "50%"]  # fmt: skip
    page = opened(of([["Kop"] * len(texts), texts]), tmp_path / "x.xlsx")["Eigen"]
    assert [cell.value for cell in page[2]] == texts
    assert {cell.data_type for cell in page[2]} == {"s"}
    assert values(page)[1] == texts


def test_what_excel_cannot_hold_is_marked(tmp_path: Path) -> None:
    page = opened(of([["Kop"], ["a\x0bb"], ["x" * 40_000]]), tmp_path / "x.xlsx")["Eigen"]
    assert page["A2"].value == "a\ufffdb"
    assert page["A3"].value.endswith("x … (ingekort)")
    assert len(page["A3"].value) == 32_767


def test_a_formula_is_its_value_with_the_formula_beside_it(tmp_path: Path) -> None:
    page = opened(of([["Kop"], [4.5], [1]], formulas={"A2": "=3,5+1"}), tmp_path / "x.xlsx")[
        "Eigen"
    ]
    assert (page["A2"].value, page["A2"].comment.text) == (4.5, "=3,5+1")
    assert page["A3"].comment is None


def test_titles_that_excel_does_not_take_get_one_it_takes(tmp_path: Path) -> None:
    titles = ["Wat? [nu]: a/b", "inhoud", "x" * 40, "x" * 41]
    backup = Backup(MADE, {"permits": [Tab(title, [["Kop"]], {}, []) for title in titles]})
    book = opened(backup, tmp_path / "x.xlsx")
    assert book.sheetnames == ["Inhoud", "Wat- -nu-- a-b", "inhoud 2", "x" * 26, "x" * 26 + " 2"]
    assert [row[2] for row in values(book["Inhoud"])[1:5]] == titles


def sealed_world() -> tuple[Backup, str, str]:
    place = Place("casework", "clients", "ST-00004", "alias")
    cell, stray = CIPHER.seal("=Roos", place), CIPHER.seal("Elders", Place("a", "b", "c", "d"))
    rows = [["Werknaam", "Cliëntcode", "Bijzonderheid", "Zone"], [cell, " st-00004", stray, cell]]
    return of(rows, "Cliënten"), cell, stray  # type: ignore[arg-type]


def test_secrets_stay_sealed(tmp_path: Path) -> None:
    backup, cell, stray = sealed_world()
    assert values(opened(backup, tmp_path / "x.xlsx")["Cliënten"])[1] == [
        cell, " st-00004", stray, cell]  # fmt: skip


def test_secrets_open_where_they_belong_when_that_is_asked(tmp_path: Path) -> None:
    backup, cell, stray = sealed_world()
    page = opened(backup, tmp_path / "x.xlsx", with_secrets=True)["Cliënten"]
    assert values(page)[1] == ["=Roos", " st-00004", stray, cell]
    assert page["A2"].data_type == "s"


def test_every_secret_of_a_world_opens(demo: DemoWorld, tmp_path: Path) -> None:
    drilled = drill(demo)
    save_excel(drilled.then, tmp_path / "x.xlsx", drilled.cipher)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    shown = {cell for page in book for row in page.iter_rows(values_only=True) for cell in row}
    assert not [cell for cell in shown if is_sealed(cell)]
    assert set(drilled.secrets().values()) <= shown


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("sleutels")
    with pytest.raises(DashboardError, match="bestaat al"):
        save_excel(of([["Kop"]]), path)
    assert path.read_text() == "sleutels"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DashboardError, match="kan niet worden geschreven"):
        save_excel(of([["Kop"]]), tmp_path / "weg" / "x.xlsx")
