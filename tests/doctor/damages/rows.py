"""Damage to whole rows and to keys."""

from tests.doctor.damage import BLOCKED, Damage
from tests.store.conftest import Bench


def hide_rows(bench: Bench) -> None:
    bench.sheet("contacts").hide_rows(1, 3)


def filter_rows(bench: Bench) -> None:
    bench.sheet("contacts").set_basic_filter("A1:O3")


def blank_rows_between(bench: Bench) -> None:
    bench.sheet("contacts").insert_rows([[], [], []], 3)


def sort_rows(bench: Bench) -> None:
    bench.sheet("contacts").sort((1, "des"), range="A2:O3")


def shrink_grid(bench: Bench) -> None:
    bench.sheet("contacts").resize(rows=3, cols=15)


def note_only(bench: Bench) -> None:
    bench.sheet("contacts").insert_note("C2", "Nagaan (fictief)")


def copy_key(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    row = sheet.get("A2:O2", value_render_option="UNFORMATTED_VALUE")[0]
    sheet.update([[*row[:4], "Sms", *row[5:]]], "A4")


def paste_row_twice(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    sheet.update(sheet.get("A2:O2", value_render_option="UNFORMATTED_VALUE"), "A4")


def type_key(bench: Bench) -> None:
    bench.sheet("contacts").update(
        [["ct-77", "ST-00004", 44593, "", "Sms", "Gepland", "Gesproken", "CM-01"]], "A4"
    )


def type_client_code(bench: Bench) -> None:
    bench.sheet("clients").update(
        [["Zonnebloem", "", "Actief op of rond de tippelzone", "Goed contact"]], "A4"
    )


def delete_key(bench: Bench) -> None:
    bench.sheet("contacts").update_acell("A2", "")


def key_with_blanks(bench: Bench) -> None:
    bench.sheet("contacts").update_acell("A2", " ct-1\u200b ")


def total_row(bench: Bench) -> None:
    bench.sheet("contacts").update(
        [["Totaal", "", "", "", "", "", "", "", "", "=25+30"]], "A4", raw=False
    )


def total_without_word(bench: Bench) -> None:
    bench.sheet("contacts").update([[55]], "J4")


DAMAGES = (
    Damage("rijen verborgen", hide_rows),
    Damage("rijen gefilterd", filter_rows),
    Damage("lege rijen ertussen", blank_rows_between),
    Damage("rijen gesorteerd", sort_rows),
    Damage("lege rijen onderaan verwijderd", shrink_grid),
    Damage("opmerking bij een cel", note_only),
    Damage(
        "sleutel ook op een andere rij",
        copy_key,
        rows=1,
        told=[
            (
                "A2",
                "De sleutel CT-1 staat op meer dan een rij: 2 en 4; deze rijen kunnen niet worden gewijzigd totdat er een over is.",
            ),
            (
                "A4",
                "De sleutel CT-1 staat op meer dan een rij: 2 en 4; deze rijen kunnen niet worden gewijzigd totdat er een over is.",
            ),
        ],
        link="gid=4&range=A2",
        saved=BLOCKED,
    ),
    Damage(
        "hele rij nog eens geplakt",
        paste_row_twice,
        rows=1,
        told=[
            (
                "A2",
                "Deze rij staat er meer dan een keer, precies gelijk: in rij 2 en 4. Haal er een weg; tot dan kan ze niet worden gewijzigd.",
            ),
            (
                "A4",
                "Deze rij staat er meer dan een keer, precies gelijk: in rij 2 en 4. Haal er een weg; tot dan kan ze niet worden gewijzigd.",
            ),
        ],
        link="gid=4&range=A2",
        saved=BLOCKED,
    ),
    Damage("rij toegevoegd, sleutel zelf getypt", type_key, rows=1),
    Damage(
        "cliëntcode zelf getypt",
        type_client_code,
        sheet="clients",
        key="ST-00004",
        rows=1,
        told=[
            (
                "A4",
                "Deze cliëntcode is niet van de app; er mag niets over een persoon in staan. Voeg de cliënt toe in het dashboard en haal deze rij weg.",
            )
        ],
        link="gid=1&range=A4",
    ),
    Damage(
        "sleutel gewist",
        delete_key,
        wiped="CT-1",
        told=[("A2", "Deze rij heeft geen sleutel. Typ er geen: de app geeft er een.")],
        link="gid=4&range=A2",
        mending="geeft de rij haar eigen sleutel terug",
        mends={"A2": "CT-1"},
        saved="Nog niet opgeslagen: De rij is intussen uit het blad Contacten verwijderd.",
    ),
    Damage("sleutel met spaties, kleine letters en een onzichtbaar teken", key_with_blanks),
    Damage(
        "totaalrij onderaan",
        total_row,
        rows=1,
        told=[
            (
                "rij 4",
                "Deze rij lijkt een totaal. Haal haar weg: het dashboard telt zelf, en dit telt niet mee.",
            )
        ],
        inspected=[
            (
                "J4",
                "Hier staat een formule: de uitkomst telt, maar kan later iets anders worden. Plak haar als waarde.",
            )
        ],
        link="gid=4&range=4:4",
    ),
    Damage(
        "som onder een kolom",
        total_without_word,
        rows=1,
        told=[
            (
                "rij 4",
                "Deze rij lijkt een totaal. Haal haar weg: het dashboard telt zelf, en dit telt niet mee.",
            )
        ],
        link="gid=4&range=4:4",
    ),
)
