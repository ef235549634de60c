"""The figures that the memo itself published, their releases, and invented ones of Top 15 & 15."""

from lib.demo.chance import Row, table
from lib.demo.days import AS_OF, day
from lib.demo.team import LEAD
from lib.schema.choices import CommitteeApproach

MEMO = "Notitie update zorgaanpak, februari 2022"
INVENTORY = "Inventarisatie Cirkel, oktober 2021"
_TOP15 = "Opgave Top 15 & 15 (fictief)"
_ABOUT_NOW = "2022-02-01"

# Name, value, and the measure (as in lib/measures) and part it releases.
_PUBLISHED = (
    ("Actief op of rond de tippelzone", 19, "zone", "Actief op of rond de tippelzone"),
    ("Goed contact", 18, "contact_state", "Goed contact"),
    ("Intensief begeleid", 6, "intensity", "Intensief"),
    ("Licht/aanvullend begeleid", 8, "intensity", "Licht (aanvullend)"),
    ("Licht/consultatief begeleid", 4, "intensity", "Licht (consultatief)"),
    ("In beeld, niet meer actief op de zone", 8, "zone", "Niet meer actief op de zone"),
    (
        "Vergunninghouders niet in beeld",
        22,
        "permit_situation",
        "Bestaande vergunning · Niet in beeld",
    ),
)
_DELIVERED = (
    ("Personen in de aanpak (fictief)", 26.0),
    ("Met een vaste regisseur (fictief)", 21.0),
    ("Met een woonplek (fictief)", 17.0),
)


def key_figures() -> list[Row]:
    """A range has no value of its own, only its bounds."""
    stap, top15 = CommitteeApproach
    return [
        *(_figure(stap, name, float(value), "vrouwen", MEMO) for name, value, _, _ in _PUBLISHED),
        {
            **_figure(stap, "Verwachte vergunningen", None, "vergunningen", INVENTORY),
            "as_of": "2021-10",
            "value_min": 22.0,
            "value_max": 24.0,
            "explanation": "Andere bron en ander moment dan de 19 actieve vrouwen.",
        },
        *(
            {**_figure(top15, name, value, "personen", _TOP15), "as_of": "2022-01"}
            for name, value in _DELIVERED
        ),
    ]


def releases() -> list[Row]:
    rows = table("figure_name value measure part", *_PUBLISHED)
    return [
        {
            "measure": row["measure"],
            "part": row["part"],
            "reason": f"Staat in de notitie aan de Raad ({MEMO})",
            "released_by": LEAD,
            "released_on": AS_OF,
            "until_on": day("2023-01-31"),
        }
        for row in rows
    ]


def _figure(
    approach: CommitteeApproach, name: str, value: float | None, unit: str, source: str
) -> Row:
    return {
        "approach": approach,
        "figure_name": name,
        "as_of": _ABOUT_NOW,
        "value": value,
        "unit": unit,
        "source": source,
    }
