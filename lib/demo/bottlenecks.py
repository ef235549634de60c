"""The five bottlenecks of the memo (K1-K5), all foreseen in the plan; dates are invented."""

from collections.abc import Sequence

from lib.demo.chance import Row
from lib.demo.days import day
from lib.demo.team import LEAD
from lib.schema.choices import BottleneckCategory as Category
from lib.schema.choices import BottleneckState as State
from lib.schema.choices import Progress

_BOTTLENECKS: Sequence[Row] = (
    {
        "title_text": "Geen time-outplekken",
        "category": Category.SHELTER,
        "description": "Er zijn geen time-outplekken beschikbaar voor de doelgroep.",
        "since_on": day("2021-09-14"),
        "severity": 3,
        "state": State.TAKEN_UP,
        "progress": Progress.STUCK,
        "cause": "Geen aanbieder heeft een time-outplek voor deze doelgroep.",
        "effect": "Bij een crisis is er geen plek om tot rust te komen.",
        "adjustment": "Met aanbieders verkennen of een bestaande plek te gebruiken is (fictief).",
        "next_step": "Verkenning met aanbieders (fictief)",
        "next_step_on": day("2022-02-17"),
    },
    {
        "title_text": "Beperkte opvangplekken voor vrouwen",
        "category": Category.SHELTER,
        "description": "Er zijn weinig opvangplekken voor vrouwen.",
        "since_on": day("2021-08-30"),
        "severity": 3,
        "together_with": ("Gemeente Nijmegen", "Opvang (fictief)"),
        "state": State.TAKEN_UP,
        "progress": Progress.ATTENTION,
        "cause": "Het aantal plekken voor vrouwen is beperkt.",
        "effect": "Wachten op een plek, of opvang die niet past.",
        "adjustment": "Als projectleiding systematisch opgepakt; overleg loopt (fictief).",
        "next_step": "Overzicht van plekken en wachtenden delen (fictief)",
        "next_step_on": day("2022-02-10"),
    },
    {
        "title_text": "Lange wachttijd voor klinische opname",
        "category": Category.CARE,
        "description": "De wachttijd voor klinische opname is lang.",
        "since_on": day("2021-09-22"),
        "severity": 3,
        "together_with": ("IrisZorg", "Kliniek (fictief)"),
        "state": State.IN_TALKS,
        "progress": Progress.ATTENTION,
        "cause": "Er is meer vraag dan plek bij de klinieken.",
        "effect": "De motivatie kan weg zijn voordat er plek is.",
        "adjustment": "Gesprekken met zorgaanbieders over de toeleiding.",
        "next_step": "Vervolggesprek met zorgaanbieders (fictief)",
        "next_step_on": day("2022-01-27"),
    },
    {
        "title_text": "Eigen bijdrage bij beschermd wonen",
        "category": Category.FINANCE,
        "description": "De eigen bijdrage voor cliënten bij beschermd wonen is een drempel.",
        "since_on": day("2021-10-05"),
        "severity": 2,
        "together_with": ("Doorbraakteam",),
        "state": State.IN_TALKS,
        "progress": Progress.ATTENTION,
        "cause": "De eigen bijdrage is wettelijk geregeld (fictieve toelichting).",
        "effect": "Cliënten zien af van beschermd wonen.",
        "adjustment": "Met de doorbraakteams wordt naar mogelijkheden gekeken.",
        "next_step": "Mogelijkheden bespreken met de doorbraakteams",
        "next_step_on": day("2022-02-15"),
    },
    {
        "title_text": "Toeleiding naar klinische en ambulante hulp",
        "category": Category.CARE,
        "description": "De toeleiding tot klinische en ambulante hulpverlening kan beter.",
        "since_on": day("2021-09-29"),
        "severity": 2,
        "together_with": ("Iriszorg", "GGD"),
        "state": State.IN_TALKS,
        "progress": Progress.ON_TRACK,
        "next_step": "Werkafspraak over aanmelden vastleggen (fictief)",
        "next_step_on": day("2022-03-01"),
    },
)


def bottlenecks() -> list[Row]:
    return [{**row, "was_foreseen": True, "owner": LEAD} for row in _BOTTLENECKS]
