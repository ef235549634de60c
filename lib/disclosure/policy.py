"""What of each measure may leave the team, and how. A measure that is not here does not leave.

Counts are about women: they pass the gate. Facts are about the project: they leave as they are.
A column that is in neither stays inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lib.schema.choices import AppointmentKind, BottleneckCategory, ContactState, Intensity, Zone


@dataclass(frozen=True)
class Policy:
    """`counts` are columns that count women, or what happened to them. `rests_on` names for a
    median or a maximum the column that says of how many. `facts` are columns about the project.

    Zero says something about every woman ("none of them"), so it is small unless `why` says
    otherwise. `rows` are all its labels where a measure leaves out those with nothing, so that
    a row that is absent tells nothing; else empty. Rows of a table `per_month` are the same
    counts in every publication.
    """

    why: str
    counts: tuple[str, ...] = ()
    rests_on: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    zero_is_small: bool = True
    per_month: bool = False


class Part(NamedTuple):
    """One cell of one measure."""

    measure: str
    row: str
    column: str


class Link(NamedTuple):
    """A cell that is the sum of a column of another measure, by the definitions of both."""

    total: Part
    measure: str
    column: str


_WAITED_FOR = (
    AppointmentKind.INTAKE,
    AppointmentKind.CLINICAL_ADMISSION,
    AppointmentKind.OUTPATIENT,
    AppointmentKind.SHELTER,
)
_WOMEN = "Telt vrouwen: elk klein aantal zegt iets over één van hen."
_EVENTS = "Telt wat vrouwen meemaakten: een klein aantal kan van één van hen zijn."
_PROJECT = "Gaat over het project, niet over vrouwen."
_TYPED = "Door de projectleiding geschreven; op codes en namen nagekeken."

POLICIES: Mapping[str, Policy] = {
    "staffing": Policy(_PROJECT, facts=("Casemanagers", "Ervaringsdeskundigen")),
    "preconditions": Policy(_PROJECT, facts=("Stand", "Geregeld door", "Geregeld op")),
    "experiences": Policy(
        "Wat vrouwen vertelden en gedeeld mag worden; nooit verbonden met een cliënt.",
        facts=("Periode", "Ervaring"),
    ),
    "appearance": Policy(_EVENTS, counts=("Verschenen", "Niet verschenen")),
    "zone": Policy(_WOMEN, counts=("Cliënten",)),
    "contact_state": Policy(_WOMEN, counts=("Cliënten",)),
    "intensity": Policy(_WOMEN, counts=("Cliënten",), rows=tuple(Intensity)),
    "channels_per_month": Policy(
        _EVENTS,
        counts=("Telefoon", "WhatsApp", "Huiskamer/zone", "Straat", "Overig"),
        per_month=True,
    ),
    "closures": Policy(_PROJECT, facts=("Tot en met", "Reden")),
    "wishes": Policy(
        "Telt wensen voor een ruimte, niet van wie zij komen.",
        facts=("Gewenst", "Akkoord", "In uitvoering", "Klaar", "Kan niet"),
    ),
    "permits_expected": Policy(
        "Een verwachting met bron en bandbreedte, geen telling.",
        facts=("Laagst", "Hoogst", "Peildatum", "Bron"),
    ),
    "permit_situation": Policy(_WOMEN, counts=("In beeld", "Niet in beeld")),
    "permits_granted_so_far": Policy(
        "Telt vrouwen. Nul is niet klein: dat er nog niets is verleend, is de stand van de "
        "procedure en geldt voor iedereen gelijk.",
        counts=("Vergunningen",),
        zero_is_small=False,
    ),
    "bottleneck_register": Policy(
        _TYPED,
        facts=("Categorie", "Stand", "Voortgang", "Oorzaak", "Gevolg", "Bijsturing",
               "Samenwerking met"),
    ),
    "bottleneck_waits": Policy(
        _EVENTS,
        counts=("Meldingen", "Nog open"),
        rests_on={
            "Mediaan (dagen)": "Meldingen",
            "P90 (dagen)": "Meldingen",
            "Langst open (dagen)": "Nog open",
        },
        rows=tuple(BottleneckCategory),
    ),
    "waiting": Policy(
        _EVENTS,
        counts=("Gestart", "Wacht nog"),
        rests_on={
            "Mediane wachttijd (weken)": "Gestart",
            "Langst wachtend (weken)": "Wacht nog",
        },
        rows=_WAITED_FOR,
    ),
    "initiatives": Policy(
        _TYPED, facts=("Soort", "Regio", "Stand", "Verwacht na", "Toelichting")
    ),
    "partner_links": Policy(
        _TYPED, facts=("Vorm", "Stand", "Overleggen", "Laatste overleg", "Afspraken",
               "Volgende stap")
    ),
    "top15": Policy(
        "Cijfers die de aanpak Top 15 & 15 zelf levert, met eigen bron en peildatum.",
        facts=("Waarde", "Peildatum", "Bron"),
    ),
    "milestones": Policy(
        _TYPED,
        facts=("Soort", "Oorspronkelijk", "Streefdatum", "Zekerheid", "Behaald op", "Voortgang",
               "Oorzaak", "Gevolg", "Bijsturing"),
    ),
    "decisions": Policy(_TYPED, facts=("Besluit", "Motivering", "Raakt")),
    "releases": Policy(
        "Zegt welke kleine aantallen met reden zijn vrijgegeven.", facts=("Reden", "Tot en met")
    ),
}  # fmt: skip

LINKS = (
    Link(Part("zone", Zone.ACTIVE, "Cliënten"), "contact_state", "Cliënten"),
    Link(Part("contact_state", ContactState.GOOD, "Cliënten"), "intensity", "Cliënten"),
)
