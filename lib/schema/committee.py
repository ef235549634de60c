"""What may be shared with the begeleidingscommissie: aggregates, never a row of a client."""

from datetime import date

from lib.schema import choices as c
from lib.schema.column import Key, Reference, column
from lib.schema.dates import from_text, spoken_day, spoken_month
from lib.schema.nameless import nameless
from lib.schema.sheet import Row, Rule, Sheet, not_before


def spoken_as_of(text: str) -> str:
    """The Peildatum of a key figure, a day or a month, as people write it; what is neither stays
    as it was typed."""
    is_day = len(text) > len("2022-02")
    day = from_text(text if is_day else f"{text}-01")
    if day is None:
        return text
    return spoken_day(day) if is_day else spoken_month(day)


def _range_is_ordered(row: Row) -> bool:
    low, high = row.get("value_min"), row.get("value_max")
    return low is None or high is None or low <= high


class KeyFigures(Sheet, tab="Kerncijfers", workbook="committee", prefix="KC"):
    """Een cijfer met bron en peildatum; een bandbreedte blijft een bandbreedte."""

    figure_id: Key = column("Kerncijfer")
    approach: c.CommitteeApproach = column("Aanpak")
    figure_name: str = column("Naam", max_length=120)
    as_of: str = column("Peildatum", max_length=10, help="Een dag (2022-02-01) of maand (2021-10).")
    value: float | None = column("Waarde")
    value_min: float | None = column("Waarde min")
    value_max: float | None = column("Waarde max")
    unit: str | None = column("Eenheid", max_length=40)
    source: str = column("Bron", max_length=200)
    explanation: str | None = column("Toelichting", max_length=500)

    rules = (
        Rule("value_max", "Waarde max is kleiner dan waarde min.", _range_is_ordered),
        *nameless("figure_name", "source", "explanation"),
    )


class Releases(Sheet, tab="Vrijgaven", workbook="committee", prefix="VR"):
    """Het besluit om een klein cijfer toch te tonen, met reden en einde."""

    release_id: Key = column("Vrijgave")
    measure: str = column("Maat", max_length=80)
    part: str | None = column(
        "Onderdeel",
        max_length=120,
        help="De rij van de tabel, zo nodig met de kolom erachter: rij · kolom. Leeg is alles.",
    )
    reason: str = column("Reden", max_length=500)
    released_by: Reference = column("Vrijgegeven door", to="team")
    released_on: date = column("Vrijgegeven op")
    until_on: date | None = column("Tot")

    rules = (
        not_before("until_on", "released_on", "Tot ligt voor vrijgegeven op."),
        *nameless("reason"),
    )


class Publications(Sheet, tab="Publicaties", workbook="committee", prefix="PB"):
    """Een bevroren voortgangsrapportage aan de commissie."""

    publication_id: Key = column("Publicatie")
    as_of: date = column("Peildatum")
    title_text: str = column("Titel", max_length=120)
    state: c.PublicationState = column("Stand")
    explanation: str | None = column("Toelichting per onderwerp", max_length=20000)
    asked: str | None = column("Gevraagd aan de commissie", max_length=1000)
    published_by: Reference | None = column("Gepubliceerd door", to="team")
    published_on: date | None = column("Gepubliceerd op")
    definitions_version: str | None = column("Versie definities", max_length=20)
    fingerprint: str | None = column(
        "Controlegetal",
        max_length=64,
        help="Van alle cijfers en teksten zoals gepubliceerd; wijkt het af, dan is er iets "
        "in het blad veranderd.",
    )

    rules = nameless("title_text", "explanation", "asked")


class PublicationFigures(Sheet, tab="Publicatiecijfers", workbook="committee", prefix="PC"):
    """Eén cel van een gepubliceerde tabel: een getal, een woord of een merkteken. De eerste
    regel van een tabel heeft geen rij en kolom; daar staan de koppen, met een | ertussen."""

    cell_id: Key = column("Cijfer")
    publication_id: Reference = column("Publicatie", to="publications")
    measure: str = column("Maat", max_length=80)
    row_label: str | None = column("Rij", max_length=120)
    column_label: str | None = column("Kolom", max_length=120)
    value: str | None = column("Waarde of merkteken", max_length=4000)
    position: int = column("Volgnummer", ge=0, help="De plaats in de publicatie.")
