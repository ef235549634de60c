"""Damage to whole sheets and to the workbook."""

from tests.doctor.damage import Damage
from tests.store.conftest import Bench


def rename(bench: Bench) -> None:
    bench.sheet("contacts").update_title("Contacten oud")


def rename_case(bench: Bench) -> None:
    bench.sheet("contacts").update_title("CONTACTEN")


def delete(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    sheet.spreadsheet.del_worksheet(sheet)


def duplicate(bench: Bench) -> None:
    bench.sheet("contacts").duplicate(new_sheet_name="Kopie van Contacten")


def add_own(bench: Bench) -> None:
    bench.sheet("contacts").spreadsheet.add_worksheet("Kladblok", 10, 3)


def hide(bench: Bench) -> None:
    bench.sheet("contacts").hide()


def clear(bench: Bench) -> None:
    bench.sheet("contacts").clear()


def wrong_locale(bench: Bench) -> None:
    bench.sheet("contacts").spreadsheet.update_locale("en_US")


DAMAGES = (
    Damage("blad hernoemd", rename, unreadable=True),
    Damage("blad hernoemd, alleen hoofdletters", rename_case),
    Damage("blad verwijderd", delete, unreadable=True),
    Damage("blad gekopieerd", duplicate),
    Damage("eigen blad toegevoegd", add_own),
    Damage("blad verborgen", hide),
    Damage("blad leeggemaakt", clear, unreadable=True),
    Damage("verkeerde landinstelling", wrong_locale),
)
