"""The team and the organisations around it. Source: memo, STAP-team (D1, D2, D3)."""

from lib.demo.chance import Row, table
from lib.demo.days import EXPERT_FROM, START, day
from lib.schema import choices as c

CASE_MANAGERS = ("CM-01", "CM-02", "CM-03")
EXPERT = "ED-01"
LEAD = "PL-01"
COORDINATOR = "CO-01"

_CARE, _NETWORK = c.OrganisationKind.CARE, c.OrganisationKind.NETWORK
_MANAGER = c.TeamFunction.CASE_MANAGER


def team() -> list[Row]:
    return table(
        "worker function organisation started_on stopped_on state",
        ("CM-01", _MANAGER, "IrisZorg", START, None, c.TeamState.ACTIVE),
        ("CM-02", _MANAGER, "GGD", START, None, c.TeamState.ACTIVE),
        ("CM-03", _MANAGER, "GGD", START, None, c.TeamState.ACTIVE),
        ("CM-04", _MANAGER, "GGD", day("2022-03-01"), None, None),
        (EXPERT, c.TeamFunction.EXPERT, "IrisZorg", EXPERT_FROM, None, c.TeamState.ACTIVE),
        (LEAD, c.TeamFunction.PROJECT_LEAD, "Gemeente Nijmegen", START, None, c.TeamState.ACTIVE),
        (COORDINATOR, c.TeamFunction.COORDINATOR, "GGD", START, None, c.TeamState.ACTIVE),
    )


def organisations() -> list[Row]:
    return table(
        "organisation_name aliases kind",
        ("STAP-team", "Stapteam; STAP team; Stap-team", _CARE),
        ("IrisZorg", "Iriszorg; Iris Zorg", _CARE),
        ("F-ACT", "FACT; F-ACT team; FACT-team; F-ACT IrisZorg; F-ACT (IrisZorg)", _CARE),
        ("GGD", "GGD Gelderland-Zuid; GGD Gelderland Zuid", _CARE),
        ("GGD Seksuele Gezondheid", "Seksuele Gezondheid; GGD, Seksuele Gezondheid", _CARE),
        ("De Cirkel", "Cirkel", _CARE),
        ("Doorbraakteams", "Doorbraakteam; doorbraakteams", c.OrganisationKind.MUNICIPALITY),
        ("Gemeente Nijmegen", "Gemeente; gem. Nijmegen", c.OrganisationKind.MUNICIPALITY),
        ("Zorg- & Veiligheidshuis", "Zorg- en Veiligheidshuis; ZVH", _NETWORK),
        ("Top 15 & 15", "Top 15&15; Top 15 en 15", _NETWORK),
        (
            "Veiliger Wijkteam/handhaving",
            "Veiliger Wijkteam; Handhaving; VWT",
            c.OrganisationKind.ENFORCEMENT,
        ),
        (
            "Belangenverenigingen sekswerk",
            "Belangenverenigingen voor sekswerk; Belangenvereniging sekswerk",
            c.OrganisationKind.INTEREST_GROUP,
        ),
        ("KIS-aanpak", "KIS; Kennisnetwerk In Sekswerk", _NETWORK),
        ("Huisarts (fictief)", None, _CARE),
        ("Kliniek (fictief)", None, _CARE),
        ("Behandelaar (fictief)", "Ambulante behandelaar (fictief)", _CARE),
        ("Opvang (fictief)", "Vrouwenopvang (fictief)", _CARE),
    )
