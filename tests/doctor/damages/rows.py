"""Damage to whole rows and to keys."""

from tests.doctor.damage import Damage
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
    Damage("sleutel ook op een andere rij", copy_key, rows=1),
    Damage("hele rij nog eens geplakt", paste_row_twice, rows=1),
    Damage("rij toegevoegd, sleutel zelf getypt", type_key, rows=1),
    Damage("cliëntcode zelf getypt", type_client_code, sheet="clients", rows=1, key="ST-00018"),
    Damage("sleutel gewist", delete_key),
    Damage("sleutel met spaties, kleine letters en een onzichtbaar teken", key_with_blanks),
    Damage("totaalrij onderaan", total_row, rows=1),
    Damage("som onder een kolom", total_without_word, rows=1),
)
