"""Damage to one cell: what is typed or pasted there, as on the screen."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.doctor.damage import Damage
from tests.store.conftest import Bench

Act = Callable[[Bench], object]


def typed(cell: str, text: Any, sheet: str = "contacts") -> Act:
    """As a person types it; an apostrophe keeps it as it is."""
    return lambda bench: bench.sheet(sheet).update([[text]], cell, raw=False)


def pasted(cell: str, text: Any, sheet: str = "contacts") -> Act:
    return lambda bench: bench.sheet(sheet).update([[text]], cell)


def figure(bench: Bench, value: Any) -> None:
    """A row of Kerncijfers with this value."""
    row = ["KC-1", "STAP", "Fictief cijfer", "'2022-02-01", value, "", "", "", "Fictieve bron"]
    bench.sheet("key_figures").update([row], "A2", raw=False)


FIRST_OF_FEBRUARY = {("CT-1", "held_on"): date(2022, 2, 1)}


def dated(text: str) -> Damage:
    """A date that was typed as text."""
    return Damage(
        f"datum als tekst: {text}",
        typed("C2", f"'{text}"),
        spelled=[("C2", "Dit telt als '01-02-2022', maar is anders geschreven.")],
        link="gid=4&range=C2",
        reads=FIRST_OF_FEBRUARY,
        mends={"C2": 44593},
        mending="maakt er de datum van",
    )


DATES = ("1-2-2022", "01/02/2022", "2022-02-01", "1 februari 2022", "1.2.2022", "1 feb. 2022")

DAMAGES = (
    *map(dated, DATES),
    Damage(
        "datum met de dag erbij",
        typed("C2", "di 1-2-2022"),
        told=[("C2", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.")],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
        mending="maakt er de datum van",
        mends={"C2": 44593},
    ),
    Damage(
        "datum met twee cijfers voor het jaar, als tekst",
        typed("C2", "'1-2-22"),
        told=[("C2", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.")],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
    ),
    Damage(
        "geen datum",
        typed("C2", "gisteren"),
        told=[("C2", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.")],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
    ),
    Damage(
        "getal met komma, als tekst",
        lambda b: figure(b, "'12,5"),
        sheet="key_figures",
        key="KC-1",
        spelled=[("E2", "Dit telt als '12,5', maar is anders geschreven.")],
        link="gid=1&range=E2",
        rows=1,
        mending="maakt er een getal van",
        mends={"E2": 12.5},
    ),
    Damage(
        "getal met een eenheid",
        typed("J2", "45 min"),
        told=[("J2", "Dit is geen getal. Schrijf bijvoorbeeld 12 of 3,5.")],
        link="gid=4&range=J2",
        reads={("CT-1", "duration_min"): None},
    ),
    Damage(
        "getal als tekst",
        typed("J2", "'45"),
        spelled=[("J2", "Dit telt als '45', maar is anders geschreven.")],
        link="gid=4&range=J2",
        reads={("CT-1", "duration_min"): 45},
        mending="maakt er een getal van",
        mends={"J2": 45},
    ),
    Damage(
        "datum in een getalkolom",
        typed("J2", "6-8-2022"),
        told=[
            (
                "J2",
                "Dit kan een datum of een tijd zijn, en die hoort niet in deze kolom. Typ het opnieuw met een ' ervoor, dan blijft het zoals je het typt.",
            )
        ],
        link="gid=4&range=J2",
        reads={("CT-1", "duration_min"): None},
    ),
    Damage(
        "percentage",
        lambda b: figure(b, "50%"),
        sheet="key_figures",
        key="KC-1",
        inspected=[
            ("E2", "Hier staat een percentage, en 50% telt als 0,5. Schrijf het getal zonder %.")
        ],
        link="gid=1&range=E2",
        rows=1,
    ),
    Damage(
        "percentage als tekst",
        lambda b: figure(b, "'50%"),
        sheet="key_figures",
        key="KC-1",
        told=[("E2", "Dit is een percentage. Schrijf het getal zonder %.")],
        link="gid=1&range=E2",
        rows=1,
    ),
    Damage(
        "nullen voor een getal in een tekstkolom (007)",
        typed("E2", "007", "clients"),
        harmless="in het blad zelf staat dan ook 7; typ '007 om de nullen te houden",
        sheet="clients",
        key="ST-00004",
        reads={("ST-00004", "return_expected"): "7"},
    ),
    Damage(
        "spaties achter een keuze",
        pasted("E2", "Telefoon  "),
        spelled=[("E2", "Dit telt als 'Telefoon', maar is anders geschreven.")],
        link="gid=4&range=E2",
        mending="schrijft de keuze zoals ze hoort",
        mends={"E2": "Telefoon"},
    ),
    Damage(
        "harde spaties",
        pasted("E2", "\u00a0Telefoon\u00a0"),
        spelled=[("E2", "Dit telt als 'Telefoon', maar is anders geschreven.")],
        link="gid=4&range=E2",
        mending="schrijft de keuze zoals ze hoort",
        mends={"E2": "Telefoon"},
    ),
    Damage(
        "onzichtbaar teken",
        pasted("E2", "Telefoon\u200b"),
        told=[
            (
                "E2",
                "Deze keuze bestaat niet. Kies uit: Huiskamer/zone, Straat, Huisbezoek, Op locatie partner, Kantoor, Telefoon, WhatsApp, Sms, E-mail, Beeldbellen, Anders.",
            )
        ],
        link="gid=4&range=E2",
        reads={("CT-1", "channel"): None},
        mending="schrijft de keuze zoals ze hoort",
        mends={"E2": "Telefoon"},
    ),
    Damage(
        "keuze met kleine letters",
        typed("E2", "telefoon"),
        spelled=[("E2", "Dit telt als 'Telefoon', maar is anders geschreven.")],
        link="gid=4&range=E2",
        mending="schrijft de keuze zoals ze hoort",
        mends={"E2": "Telefoon"},
    ),
    Damage(
        "onbekende keuze",
        typed("E2", "Rooksignaal"),
        told=[
            (
                "E2",
                "Deze keuze bestaat niet. Kies uit: Huiskamer/zone, Straat, Huisbezoek, Op locatie partner, Kantoor, Telefoon, WhatsApp, Sms, E-mail, Beeldbellen, Anders.",
            )
        ],
        link="gid=4&range=E2",
        reads={("CT-1", "channel"): None},
    ),
    Damage(
        "twee keuzes waar er een past",
        typed("E2", "Telefoon; Sms"),
        told=[
            (
                "E2",
                "Hier staan meer keuzes en er past er een. Kies uit: Huiskamer/zone, Straat, Huisbezoek, Op locatie partner, Kantoor, Telefoon, WhatsApp, Sms, E-mail, Beeldbellen, Anders.",
            )
        ],
        link="gid=4&range=E2",
        reads={("CT-1", "channel"): None},
    ),
    Damage(
        "verwijzing naar niets",
        typed("H2", "CM-99"),
        told=[("H2", "'CM-99' staat niet in het blad Team.")],
        link="gid=4&range=H2",
        reads={("CT-1", "worker"): "CM-99"},
    ),
    Damage(
        "verwijzing anders geschreven",
        typed("H2", "cm 01"),
        told=[("H2", "'CM 01' staat niet in het blad Team.")],
        link="gid=4&range=H2",
        reads={("CT-1", "worker"): "CM 01"},
        mending="schrijft de sleutel zoals ze hoort",
        mends={"H2": "CM-01"},
    ),
    Damage(
        "schrijfwijze van een organisatie",
        typed("H2", "cirkel", "clients"),
        sheet="clients",
        key="ST-00004",
        spelled=[("H2", "Dit telt als 'De Cirkel', maar is anders geschreven.")],
        link="gid=1&range=H2",
        reads={("ST-00004", "care_from"): ("De Cirkel",)},
        mending="schrijft de naam zoals in Organisaties",
        mends={"H2": "De Cirkel"},
    ),
    Damage(
        "formule in een cel",
        typed("J2", "=20+25"),
        inspected=[
            (
                "J2",
                "Hier staat een formule: de uitkomst telt, maar kan later iets anders worden. Plak haar als waarde.",
            )
        ],
        link="gid=4&range=J2",
        reads={("CT-1", "duration_min"): 45},
    ),
    Damage(
        "formule met een fout",
        typed("C2", "=1/0"),
        told=[
            ("C2", "Hier staat een formule die een fout geeft, of die fout. Typ de waarde zelf.")
        ],
        inspected=[
            (
                "C2",
                "Hier staat een formule: de uitkomst telt, maar kan later iets anders worden. Plak haar als waarde.",
            )
        ],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
    ),
    Damage(
        "foutwaarde #N/B geplakt",
        pasted("C2", "#N/B"),
        told=[
            ("C2", "Hier staat een formule die een fout geeft, of die fout. Typ de waarde zelf.")
        ],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
    ),
    Damage("ja/nee als nee", typed("I2", "nee"), reads={("CT-1", "with_expert"): False}),
    Damage(
        "ja/nee als Ja",
        typed("I2", "Ja"),
        spelled=[("I2", "Dit telt als 'ja', maar is anders geschreven.")],
        link="gid=4&range=I2",
        reads={("CT-1", "with_expert"): True},
        mending="schrijft ja",
        mends={"I2": "ja"},
    ),
    Damage(
        "ja/nee als waar",
        pasted("I2", "waar"),
        spelled=[("I2", "Dit telt als 'ja', maar is anders geschreven.")],
        link="gid=4&range=I2",
        reads={("CT-1", "with_expert"): True},
        mending="schrijft ja",
        mends={"I2": "ja"},
    ),
    Damage(
        "ja/nee als x",
        typed("I2", "x"),
        spelled=[("I2", "Dit telt als 'ja', maar is anders geschreven.")],
        link="gid=4&range=I2",
        reads={("CT-1", "with_expert"): True},
        mending="schrijft ja",
        mends={"I2": "ja"},
    ),
    Damage(
        "ja/nee als misschien",
        typed("I2", "misschien"),
        told=[("I2", "Schrijf ja of nee.")],
        link="gid=4&range=I2",
    ),
    Damage(
        "emoji in tekst",
        typed("E2", "na de zomer \U0001f31e", "clients"),
        sheet="clients",
        key="ST-00004",
        reads={("ST-00004", "return_expected"): "na de zomer 🌞"},
    ),
    Damage(
        "tekst van 50.000 tekens",
        pasted("E2", "x" * 50_000, "clients"),
        sheet="clients",
        key="ST-00004",
        told=[("E2", "'Verwacht terug' mag hoogstens 100 tekens zijn.")],
        link="gid=1&range=E2",
    ),
    Damage(
        "verplichte cel leeg",
        pasted("C2", ""),
        told=[("C2", "Vul 'Datum' in.")],
        link="gid=4&range=C2",
        reads={("CT-1", "held_on"): None},
    ),
)
