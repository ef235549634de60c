"""Damage to what lies over the cells, and to sealed ones."""

from lib.cipher import Place
from tests.doctor.damage import Damage
from tests.store.conftest import CIPHER, Bench

OF_CT_1, OF_NOBODY = (
    CIPHER.seal("fictief", Place("casework", "contacts", key, "note")) for key in ("CT-1", "CT-9")
)


def merge_across(bench: Bench) -> None:
    bench.sheet("contacts").merge_cells("E2:E3")


def merge_touched(bench: Bench) -> None:
    bench.sheet("contacts").merge_cells("D2:D3")


def merge_optional(bench: Bench) -> None:
    bench.sheet("contacts").merge_cells("J2:J3")


def move_secret(bench: Bench) -> None:
    bench.sheet("contacts").update([[OF_CT_1]], "M3")


def swap_secrets(bench: Bench) -> None:
    bench.sheet("contacts").update([[OF_NOBODY]], "M2")


def paste_over_list(bench: Bench) -> None:
    sheet = bench.sheet("contacts")
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Sms"}]}}
    area = {"sheetId": sheet.id, "startRowIndex": 1, "endRowIndex": 2,
            "startColumnIndex": 4, "endColumnIndex": 5}  # fmt: skip
    ask = {"setDataValidation": {"range": area, "rule": rule}}
    sheet.spreadsheet.batch_update({"requests": [ask]})


def type_over_secret(bench: Bench) -> None:
    bench.sheet("contacts").update([["fictieve tekst"]], "M2")


DAMAGES = (
    Damage(
        "cellen samengevoegd, verplichte kolom",
        merge_across,
        told=[("E3", "Vul 'Wijze van contact' in.")],
        inspected=[
            (
                "E2",
                "De cellen E2 tot en met E3 zijn samengevoegd; alleen wat in E2 staat is er nog. Hef de samenvoeging op en vul de andere weer in.",
            )
        ],
        link="gid=4&range=E3",
        reads={("CT-2", "channel"): None},
    ),
    Damage(
        "cellen samengevoegd, andere kolom",
        merge_optional,
        inspected=[
            (
                "J2",
                "De cellen J2 tot en met J3 zijn samengevoegd; alleen wat in J2 staat is er nog. Hef de samenvoeging op en vul de andere weer in.",
            )
        ],
        link="gid=4&range=J2",
        reads={("CT-2", "duration_min"): None},
    ),
    Damage(
        "cellen samengevoegd waar de app schrijft",
        merge_touched,
        key="CT-2",
        inspected=[
            (
                "D2",
                "De cellen D2 tot en met D3 zijn samengevoegd; alleen wat in D2 staat is er nog. Hef de samenvoeging op en vul de andere weer in.",
            )
        ],
        link="gid=4&range=D2",
        saved="Nog niet opgeslagen: Cel D3 in Contacten is samengevoegd met D2. Hef de samenvoeging op en sla opnieuw op.",
    ),
    Damage(
        "keuzelijst weg door plakken",
        paste_over_list,
        inspected=[
            (
                "E3",
                "Hier is de keuzelijst van de kolom weg, meestal door plakken. Kopieer een andere cel van de kolom en plak alleen de gegevensvalidatie.",
            )
        ],
        link="gid=4&range=E3",
    ),
    Damage(
        "versleutelde cel naar een andere rij verplaatst",
        move_secret,
        inspected=[
            (
                "M3",
                "Deze versleutelde cel hoort op de rij van CT-1: ze is verplaatst of aangepast. Zet haar terug, of haal de oude uit de versiegeschiedenis.",
            )
        ],
        link="gid=4&range=M3",
        reads={("CT-2", "note"): OF_CT_1},
    ),
    Damage(
        "versleutelde cel van een rij die er niet is",
        swap_secrets,
        inspected=[
            (
                "M2",
                "Deze versleutelde cel is niet te lezen: ze is verplaatst of aangepast. Zet haar terug, of haal de oude uit de versiegeschiedenis.",
            )
        ],
        link="gid=4&range=M2",
        reads={("CT-1", "note"): OF_NOBODY},
    ),
    Damage(
        "leesbare tekst over een versleutelde cel",
        type_over_secret,
        told=[
            (
                "M2",
                "In 'Aantekening' staat leesbare tekst. Haal ze daar weg en vul ze in het dashboard in; dan wordt ze versleuteld.",
            )
        ],
        link="gid=4&range=M2",
        reads={("CT-1", "note"): None},
    ),
)
