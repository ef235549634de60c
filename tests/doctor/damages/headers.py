"""Damage to row 1 and to whole columns."""

from tests.doctor.damage import Damage
from tests.store.conftest import Bench


def rename_header(bench: Bench) -> None:
    bench.sheet("contacts").update_acell("C1", "Dag")


def empty_header(bench: Bench) -> None:
    bench.sheet("contacts").update_acell("C1", "")


def respell_header(bench: Bench) -> None:
    bench.sheet("contacts").update_acell("C1", "  DATUM ")


def swap_headers(bench: Bench) -> None:
    bench.sheet("contacts").update([["Uitkomst", "Soort"]], "F1:G1")


def swap_headers_of_one_kind(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    sheet.update([["Vervolg op"]], "C1")
    sheet.update([["Datum"]], "L1")


def repeat_header(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    sheet.resize(cols=16)
    sheet.update([["Datum"], ["1-1-2022"]], "P1")


def delete_header_row(bench: Bench) -> None:
    bench.sheet("contacts").delete_rows(1)


def insert_row_above(bench: Bench) -> None:
    bench.sheet("contacts").insert_row([], 1)


def insert_title_above(bench: Bench) -> None:
    bench.sheet("contacts").insert_row(["Contacten van het team, 2022"], 1)


def insert_blank_column(bench: Bench) -> None:
    bench.sheet("contacts").insert_cols([[]], 3)


def insert_own_column(bench: Bench) -> None:
    bench.sheet("contacts").insert_cols([["Eigen kolom", "zelf"]], 3)


def insert_column_without_header(bench: Bench) -> None:
    bench.sheet("contacts").insert_cols([["", "los"]], 3)


def move_column(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    move = {"source": {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3},
            "destinationIndex": 9}  # fmt: skip
    sheet.spreadsheet.batch_update({"requests": [{"moveDimension": move}]})


def remove_column(bench: Bench) -> None:
    bench.sheet("contacts").delete_columns(3)


DAMAGES = (
    Damage("kop hernoemd", rename_header),
    Damage("kop leeggemaakt", empty_header),
    Damage("kop in hoofdletters, met spaties", respell_header),
    Damage("koppen van twee kolommen verwisseld", swap_headers),
    Damage("koppen van twee gelijke soorten kolommen verwisseld", swap_headers_of_one_kind),
    Damage("kop dubbel", repeat_header),
    Damage("rij met koppen verwijderd", delete_header_row, unreadable=True),
    Damage("lege rij boven de koppen ingevoegd", insert_row_above),
    Damage("titel boven de koppen gezet", insert_title_above),
    Damage("lege kolom ingevoegd", insert_blank_column),
    Damage("eigen kolom ingevoegd", insert_own_column),
    Damage("kolom zonder kop ingevoegd, met tekst", insert_column_without_header),
    Damage("kolom verplaatst, met alles erin", move_column),
    Damage("kolom verwijderd", remove_column),
)  # fmt: skip
