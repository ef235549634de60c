"""Damage to row 1 and to whole columns."""

from datetime import date

from tests.doctor.damage import BLOCKED, Damage
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
    Damage(
        "kop hernoemd",
        rename_header,
        told=[("C1", "De kolom 'Datum' ontbreekt. In C1 staat 'Dag'; zet daar 'Datum' terug.")],
        link="gid=4&range=C1",
        reads={("CT-1", "held_on"): None, ("CT-2", "held_on"): None},
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "kop leeggemaakt",
        empty_header,
        told=[("C1", "De kolom 'Datum' ontbreekt. Cel C1 is leeg; zet daar 'Datum' terug.")],
        link="gid=4&range=C1",
        reads={("CT-1", "held_on"): None, ("CT-2", "held_on"): None},
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage("kop in hoofdletters, met spaties", respell_header),
    Damage(
        "koppen van twee kolommen verwisseld",
        swap_headers,
        told=[
            (
                "F1",
                "De koppen 'Soort' en 'Uitkomst' zijn verwisseld: wat eronder staat hoort bij de andere. Wissel ze terug.",
            )
        ],
        link="gid=4&range=F1",
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "koppen van twee gelijke soorten kolommen verwisseld",
        swap_headers_of_one_kind,
        told=[
            (
                "C1",
                "De koppen 'Datum' en 'Vervolg op' staan op elkaars plaats. Zijn alleen de koppen verwisseld, zet ze dan terug; zijn de kolommen verplaatst, dan klopt het.",
            )
        ],
        link="gid=4&range=C1",
        reads={
            ("CT-1", "held_on"): date(2022, 2, 10),
            ("CT-1", "follow_up_on"): date(2022, 1, 30),
            ("CT-2", "held_on"): date(2022, 2, 11),
            ("CT-2", "follow_up_on"): date(2022, 1, 31),
        },
    ),
    Damage(
        "kop dubbel",
        repeat_header,
        told=[("P1", "De kop 'Datum' staat er twee keer; de eerste telt.")],
        link="gid=4&range=P1",
    ),
    Damage(
        "rij met koppen verwijderd",
        delete_header_row,
        unreadable=True,
        told=[
            (
                "rij 1",
                "In rij 1 van 'Contacten' staan de koppen niet. Voeg boven rij 1 een rij in met de koppen.",
            )
        ],
        link="gid=4&range=1:1",
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "lege rij boven de koppen ingevoegd",
        insert_row_above,
        told=[
            (
                "rij 1",
                "De koppen van 'Contacten' staan in rij 2 in plaats van in rij 1. Verwijder de rij erboven.",
            )
        ],
        link="gid=4&range=1:1",
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "titel boven de koppen gezet",
        insert_title_above,
        told=[
            (
                "rij 1",
                "De koppen van 'Contacten' staan in rij 2 in plaats van in rij 1. Verwijder de rij erboven.",
            )
        ],
        link="gid=4&range=1:1",
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage("lege kolom ingevoegd", insert_blank_column),
    Damage(
        "eigen kolom ingevoegd",
        insert_own_column,
        told=[
            (
                "C1",
                "De kolom 'Eigen kolom' hoort niet bij dit blad; ze blijft staan, maar het dashboard gebruikt haar niet.",
            )
        ],
        link="gid=4&range=C1",
    ),
    Damage(
        "kolom zonder kop ingevoegd, met tekst",
        insert_column_without_header,
        told=[("C2", "Deze cel staat in een kolom zonder kop; het dashboard gebruikt haar niet.")],
        link="gid=4&range=C2",
    ),
    Damage("kolom verplaatst, met alles erin", move_column),
    Damage(
        "kolom verwijderd",
        remove_column,
        told=[
            (
                "rij 1",
                "De kolom 'Datum' ontbreekt. Haal haar terug uit de versiegeschiedenis, of voeg een kolom met deze kop toe.",
            )
        ],
        link="gid=4&range=1:1",
        reads={("CT-1", "held_on"): None, ("CT-2", "held_on"): None},
        saved=BLOCKED,
        added=BLOCKED,
    ),
)
