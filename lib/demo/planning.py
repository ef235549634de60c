"""Milestones, preconditions, decision and closure of the memo (D1-D7, R1-R5); actions invented."""

from collections.abc import Sequence

from lib.demo.chance import Row, table
from lib.demo.days import AS_OF, CLOSED_FROM, EXPERT_FROM, START, day
from lib.demo.team import CASE_MANAGERS, COORDINATOR, LEAD
from lib.schema.choices import (
    ActionState,
    Certainty,
    DecisionScope,
    MilestoneKind,
    PreconditionState,
    Progress,
)

_GOOD = Progress.ON_TRACK


def milestones() -> list[Row]:
    columns = "title_text kind starts_on target_on original_target_on certainty reached_on progress"
    fixed, expected = Certainty.FIXED, Certainty.EXPECTED
    rows = table(
        columns,
        ("Start zorgaanpak en STAP-team", MilestoneKind.MILESTONE, None, START, None, fixed,
         START, _GOOD),
        ("Ervaringsdeskundige in het team", MilestoneKind.MILESTONE, None, EXPERT_FROM, None,
         fixed, EXPERT_FROM, _GOOD),
        ("Vierde casemanager in het team", MilestoneKind.MILESTONE, None, day("2022-03-01"), None,
         fixed, None, _GOOD),
        ("Vergunningen verstrekt", MilestoneKind.PERMITS, None, day("2022-07-01"), None,
         expected, None, Progress.ATTENTION),
        ("Einde van het project", MilestoneKind.PHASE, START, day("2023-01-31"),
         day("2022-07-31"), fixed, None, _GOOD),
    )  # fmt: skip
    rows[3] |= {
        "cause": "Het toekennen van vergunningen is nog niet begonnen.",
        "effect": "De situatie is ongelijk: alleen met vergunning mag men de loods gebruiken.",
        "adjustment": "Zo snel mogelijk beginnen; de Cirkel en het STAP-team begeleiden.",
    }
    return [{**row, "owner": LEAD} for row in rows]


def preconditions() -> list[Row]:
    """No days: the memo only says that they are arranged."""
    done = PreconditionState.ARRANGED
    return table(
        "description state arranged_by evidence",
        ("Toestemmingsformulier en informatiebrief", done, None, "Bijlage 1 van de notitie"),
        ("Cliëntregistratiesysteem voor gegevens en voortgang", done, "GGD", None),
        ("Flyer over het STAP-team op de tippelzone", done, None, "Bijlage 2 van de notitie"),
        ("Vaste werkplek: wekelijks een ruimte voor intern overleg", done,
         "Zorg- & Veiligheidshuis", None),
        ("E-mailadres waarop het team bereikbaar is", done, "Gemeente Nijmegen",
         "Het adres zelf staat hier nooit"),
    )  # fmt: skip


def decisions() -> list[Row]:
    return table(
        "decided_on decision motivation touches",
        (
            AS_OF,
            "De looptijd van het project wijzigt van 31 juli 2022 naar 31 januari 2023.",
            "De hulpverlening komt nu op gang. Naar verwachting kan dit binnen het totaal "
            "beschikbare budget; de notitie noemt geen bedrag.",
            DecisionScope.DURATION,
        ),
    )


def closures() -> list[Row]:
    """Still running on 1 February: the 19th returns "zodra de tippelzone open is"."""
    reason = "Sluiting van de zone en de huiskamer (begindatum fictief)"
    return [{"from_on": CLOSED_FROM, "until_on": None, "reason": reason}]


# What, who, due, bottleneck K1-K5 it belongs to, done on.
_ACTIONS: Sequence[tuple[str, str, str, int | None, str | None]] = (
    ("Verkennen welke aanbieder een time-outplek kan bieden", LEAD, "2022-02-17", 1, None),
    ("Overzicht maken van opvangplekken voor vrouwen", LEAD, "2022-02-10", 2, None),
    ("Vervolggesprek met zorgaanbieders plannen", LEAD, "2022-01-27", 3, None),
    ("Voorbeelden van de eigen bijdrage verzamelen", CASE_MANAGERS[0], "2022-02-03", 4, None),
    ("Doorbraakteams uitnodigen voor overleg", LEAD, "2021-12-10", 4, "2021-12-08"),
    ("Werkafspraak over aanmelden opschrijven", CASE_MANAGERS[1], "2022-02-25", 5, None),
    ("Flyer opnieuw neerleggen in de huiskamer", COORDINATOR, "2021-11-01", None, "2021-10-29"),
    ("Inwerkplan maken voor de vierde casemanager", CASE_MANAGERS[2], "2022-02-21", None, None),
    ("Wensen van de vrouwen terugkoppelen", LEAD, "2022-01-31", None, None),
    ("Toestemmingen nalopen die bijna verlopen", COORDINATOR, "2022-02-07", None, None),
)


def actions(bottlenecks: Sequence[Row]) -> list[Row]:
    """`belongs_to` reads as sheet title and key."""
    return [
        {
            "what": f"{what} (fictief)",
            "who": who,
            "due_on": day(due_on),
            "belongs_to": f"Knelpunten {bottlenecks[place - 1]['bottleneck_id']}"
            if place
            else None,
            "state": _state(done_on, place),
            "done_on": day(done_on) if done_on else None,
        }
        for what, who, due_on, place, done_on in _ACTIONS
    ]


def _state(done_on: str | None, place: int | None) -> ActionState:
    if done_on:
        return ActionState.DONE
    return ActionState.WORKING if place else ActionState.OPEN
