"""The loods and huiskamer, what women tell, and the Overweeghuis (L1-L4, E1-E3, O)."""

from lib.demo.chance import Row, table
from lib.demo.days import day
from lib.schema.choices import (
    ExperienceTheme,
    InitiativeKind,
    InitiativeState,
    Room,
    WishState,
)


def wishes() -> list[Row]:
    """The memo says that the wishes were asked, not what they are: all are invented."""
    shed, living_room = Room.SHED, Room.LIVING_ROOM
    return table(
        "room wish priority state done_on told_back_on",
        (shed, "Betere verlichting (fictief)", 1, WishState.WORKING, None, day("2022-01-13")),
        (shed, "Deur die goed sluit (fictief)", 1, WishState.DONE, day("2022-01-21"),
         day("2022-01-25")),
        (shed, "Frisse verf op de wanden (fictief)", 2, WishState.WORKING, None, None),
        (shed, "Nieuwe vloer (fictief)", 3, WishState.WANTED, None, None),
        (living_room, "Bank zonder gaten (fictief)", 1, WishState.AGREED, None, None),
        (living_room, "Warmere verwarming (fictief)", 1, WishState.DONE, day("2022-01-18"), None),
        (living_room, "Planten en gordijnen (fictief)", 2, WishState.AGREED, None, None),
        (living_room, "Groter aanrecht (fictief)", 3, WishState.IMPOSSIBLE, None,
         day("2022-01-25")),
    )  # fmt: skip


def experiences() -> list[Row]:
    themes = ExperienceTheme
    return table(
        "period theme summary may_be_shared",
        ("2021-H2", themes.LOW_THRESHOLD,
         "De hulp is laagdrempelig: terugvallen op de vaste casemanager kan altijd, ook na een "
         "periode van afstand.", True),
        ("2021-H2", themes.EXPERT,
         "De ervaringsdeskundige spreekt de taal van de straatsekswerkers, is gelijkwaardig en "
         "biedt hoop.", True),
        ("2021-H2", themes.COMING_ALONG,
         "Het is prettig als de casemanager meegaat naar een spannende afspraak, zoals een "
         "soa-test of een intake; het helpt om te verschijnen.", True),
    )  # fmt: skip


def initiatives() -> list[Row]:
    return table(
        "initiative_name kind region state expected_after_on explanation",
        (
            "Overweeghuis",
            InitiativeKind.CITIZENS,
            "Arnhem/Nijmegen",
            InitiativeState.IN_TALKS,
            day("2023-01-31"),
            "Diverse overleggen geweest. Als het van start mag gaan, dan na de projectfase "
            "vanwege de aanlooptijd.",
        ),
    )
