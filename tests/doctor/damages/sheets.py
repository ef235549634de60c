"""Damage to whole sheets and to the workbook."""

from tests.doctor.damage import BLOCKED, Damage
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
    Damage(
        "blad hernoemd",
        rename,
        link="",
        unreadable=True,
        told=[
            (
                "hele blad",
                "Het blad 'Contacten' ontbreekt in 'STAP casuïstiek'. Het blad 'Contacten oud' heeft dezelfde koppen; noem dat weer 'Contacten'.",
            )
        ],
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage("blad hernoemd, alleen hoofdletters", rename_case),
    Damage(
        "blad verwijderd",
        delete,
        link="",
        unreadable=True,
        told=[
            (
                "hele blad",
                "Het blad 'Contacten' ontbreekt in 'STAP casuïstiek'. Zet het terug of geef het zijn oude naam.",
            )
        ],
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "blad gekopieerd",
        duplicate,
        inspected=[
            (
                "hele blad",
                "Het blad 'Kopie van Contacten' heeft dezelfde koppen als 'Contacten', maar het dashboard gebruikt alleen 'Contacten'. Haal het weg als het een kopie is.",
            )
        ],
        link="gid=4",
    ),
    Damage("eigen blad toegevoegd", add_own),
    Damage("blad verborgen", hide),
    Damage(
        "blad leeggemaakt",
        clear,
        unreadable=True,
        told=[("rij 1", "In rij 1 van 'Contacten' staan de koppen niet. Zet ze terug in rij 1.")],
        link="gid=4&range=1:1",
        saved=BLOCKED,
        added=BLOCKED,
    ),
    Damage(
        "verkeerde landinstelling",
        wrong_locale,
        inspected=[
            (
                "Cliënten hele blad",
                "De landinstelling van 'STAP casuïstiek' is en_US in plaats van Nederland, dus een getypte datum of een getal met een komma wordt iets anders. Zet haar goed bij Bestand → Instellingen.",
            )
        ],
        link="gid=1",
    ),
)
