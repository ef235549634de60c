import pytest

from lib.charts import chart_of
from lib.charts.titles import answer_title
from lib.measures.catalogue import TEAM
from tests.measures.world import TODAY, client, memo, snapshot_of, support

_MEMO = {
    "team": "3 casemanagers in het team, vanaf 1 maart 2022 zijn het er 4",
    "preconditions": "5 van de 5 randvoorwaarden geregeld",
    "experiences": "3 ervaringen van straatsekswerkers",
    "appearance": "Met iemand van het team erbij verschenen 11 van de 12, zonder 5 van de 9",
    "zone": "27 in beeld, van wie 19 actief op of rond de zone",
    "contact_state": "Met 18 van de 19 is goed contact",
    "intensity": "6 van de 18 worden intensief begeleid",
    "intensity_per_month": "18 cliënten worden begeleid, eind augustus 2021 waren het er 0",
    "approach": "Meest gebruikte werkwijze: consultatie (12)",
    "consult_topics": "Meest gevraagd in consultatie: sekswerk (4)",
    "care_of_left_zone": "F-ACT geeft zorg aan 8 van wie de zone heeft verlaten",
    "channels_per_month": "108 contacten sinds augustus 2021, vooral via huiskamer/zone",
    "closure_channels": "Tijdens de sluiting liepen 34 van de 36 contacten via telefoon of "
    "WhatsApp",
    "closure_reach": "Tijdens de sluiting gesproken via telefoon of WhatsApp: 17 van de 19",
    "reach_per_month": "Bij ongeveer 9 van de 10 contacten en pogingen is iemand gesproken",
    "wishes": "1 van de 5 wensen klaar, 2 in uitvoering",
    "permits_expected": "22 tot 24 vergunningen verwacht (oktober 2021)",
    "permit_situation": "22 met een bestaande vergunning niet in beeld",
    "permit_steps": "Geen vergunningen verleend, 22 tot 24 verwacht",
    "bottlenecks_open": "5 knelpunten open, 5 van de 5 voorzien in het plan",
    "bottleneck_register": "5 knelpunten open",
    "bottleneck_reports": "11 meldingen sinds augustus 2021, de meeste over opvang",
    "bottleneck_waits": "Langst open: 153 dagen (opvang)",
    "waiting": "Langst wachtend: 17,6 weken (intake)",
    "initiatives": "Overweeghuis: niet voor 31 januari 2023",
    "partner_links": "4 verbindingen, 1 langer stil dan afgesproken",
    "milestones": "1 van de 3 mijlpalen behaald, 1 verschoven",
    "decisions": "Laatste besluit: 1 februari 2022",
}


def test_every_measure_answers_in_its_title() -> None:
    world = memo()
    assert {m.name: answer_title(m.compute(world, TODAY)) for m in TEAM} == _MEMO


def test_the_title_follows_the_rows_and_its_verb_the_number() -> None:
    by_name = {measure.name: measure for measure in TEAM}
    periods = [support("A", "Intensief"), support("B", "Licht (consultatief)")]
    world = snapshot_of(clients=[client("A"), client("B")], support=periods)
    title = chart_of(by_name["intensity"].compute(world, TODAY)).title
    assert title == "1 van de 2 wordt intensief begeleid"


@pytest.mark.parametrize("company", ["CM-01", ""])
def test_appearance_with_only_one_kind_of_company(company: str) -> None:
    by_name = {measure.name: measure for measure in TEAM}
    world = snapshot_of(appointments=[
        {"appointment_id": "AF-1", "client_code": "A", "kind": "Intake", "outcome": "Verschenen",
         "planned_on": "2021-11-01", "accompanied_by": company},
    ])  # fmt: skip
    title = chart_of(by_name["appearance"].compute(world, TODAY)).title
    word = "met" if company else "zonder"
    assert title == f"1 van de 1 verschenen, {word} iemand van het team erbij"
