"""Damage to one cell: what is typed or pasted there, as on the screen."""

from collections.abc import Callable
from typing import Any

from tests.doctor.damage import Damage
from tests.store.conftest import CIPHER, Bench
from lib.cipher import Place

Act = Callable[[Bench], object]


def typed(cell: str, text: Any, sheet: str = "contacts") -> Act:
    """As a person types it; an apostrophe keeps it as it is."""
    return lambda bench: bench.sheet(sheet).update([[text]], cell, raw=False)


def pasted(cell: str, text: Any, sheet: str = "contacts") -> Act:
    return lambda bench: bench.sheet(sheet).update([[text]], cell)


def merge_across(bench: Bench) -> None:
    bench.sheet("contacts").merge_cells("E2:E3")


def merge_optional(bench: Bench) -> None:
    bench.sheet("contacts").merge_cells("J2:J3")


def figure(bench: Bench, value: Any) -> None:
    """A row of Kerncijfers with this value."""
    row = ["KC-1", "STAP", "Fictief cijfer", "'2022-02-01", value, "", "", "", "Fictieve bron"]
    bench.sheet("key_figures").update([row], "A2", raw=False)


def move_secret(bench: Bench) -> None:
    sealed = CIPHER.seal("fictief", Place("casework", "contacts", "CT-1", "note"))
    bench.sheet("contacts").update([[sealed]], "M3")


def swap_secrets(bench: Bench) -> None:
    sealed = CIPHER.seal("fictief", Place("casework", "contacts", "CT-9", "note"))
    bench.sheet("contacts").update([[sealed]], "M2")


def paste_over_list(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Sms"}]}}
    area = {"sheetId": sheet.id, "startRowIndex": 1, "endRowIndex": 2,
            "startColumnIndex": 4, "endColumnIndex": 5}  # fmt: skip
    ask = {"setDataValidation": {"range": area, "rule": rule}}
    sheet.spreadsheet.batch_update({"requests": [ask]})


DATES = ("'1-2-2022", "'01/02/2022", "'2022-02-01", "'1 februari 2022", "'1.2.2022", "'1 feb. 2022")

DAMAGES = (
    *(Damage(f"datum als tekst: {text[1:]}", typed("C2", text)) for text in DATES),
    Damage("datum met de dag erbij", typed("C2", "di 1-2-2022")),
    Damage("datum met twee cijfers voor het jaar, als tekst", typed("C2", "'1-2-22")),
    Damage("geen datum", typed("C2", "gisteren")),
    Damage("getal met komma, als tekst", lambda b: figure(b, "'12,5"), sheet="key_figures"),
    Damage("getal met een eenheid", typed("J2", "45 min")),
    Damage("getal als tekst", typed("J2", "'45")),
    Damage("datum in een getalkolom", typed("J2", "6-8-2022")),
    Damage("percentage", lambda b: figure(b, "50%"), sheet="key_figures"),
    Damage("percentage als tekst", lambda b: figure(b, "'50%"), sheet="key_figures"),
    Damage("nullen voor een getal in een tekstkolom (007)", typed("E2", "007", "clients"),
           sheet="clients"),
    Damage("spaties achter een keuze", pasted("E2", "Telefoon  ")),
    Damage("harde spaties", pasted("E2", "\u00a0Telefoon\u00a0")),
    Damage("onzichtbaar teken", pasted("E2", "Telefoon\u200b")),
    Damage("keuze met kleine letters", typed("E2", "telefoon")),
    Damage("onbekende keuze", typed("E2", "Rooksignaal")),
    Damage("twee keuzes waar er een past", typed("E2", "Telefoon; Sms")),
    Damage("verwijzing naar niets", typed("H2", "CM-99")),
    Damage("verwijzing anders geschreven", typed("H2", "cm 01")),
    Damage("schrijfwijze van een organisatie", typed("H2", "cirkel", "clients"),
           sheet="clients"),
    Damage("formule in een cel", typed("J2", "=20+25")),
    Damage("formule met een fout", typed("C2", "=1/0")),
    Damage("foutwaarde #N/B geplakt", pasted("C2", "#N/B")),
    Damage("ja/nee als nee", typed("I2", "nee")),
    Damage("ja/nee als Ja", typed("I2", "Ja")),
    Damage("ja/nee als waar", pasted("I2", "waar")),
    Damage("ja/nee als x", typed("I2", "x")),
    Damage("ja/nee als misschien", typed("I2", "misschien")),
    Damage("emoji in tekst", typed("E2", "na de zomer \U0001f31e", "clients"), sheet="clients"),
    Damage("tekst van 50.000 tekens", pasted("E2", "x" * 50_000, "clients"), sheet="clients"),
    Damage("verplichte cel leeg", pasted("C2", "")),
    Damage("cellen samengevoegd, verplichte kolom", merge_across),
    Damage("cellen samengevoegd, andere kolom", merge_optional),
    Damage("keuzelijst weg door plakken", paste_over_list),
    Damage("versleutelde cel naar een andere rij verplaatst", move_secret),
    Damage("versleutelde cel van een rij die er niet is", swap_secrets),
    Damage("leesbare tekst over een versleutelde cel", typed("M2", "fictieve tekst")),
)  # fmt: skip
