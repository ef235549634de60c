"""Every fact of the memo (domain model §4), from the rows of the demo world through measures."""

from datetime import date

import pandas as pd
import pytest

from lib.demo.world import rows, world
from lib.measures import (
    appointments,
    bottlenecks,
    clients,
    contacts,
    partner_links,
    permits,
    planning,
    project,
    support,
)
from lib.measures.result import Measure
from lib.schema.choices import (
    Approach,
    BottleneckState,
    Certainty,
    ConsultTopic,
    Intensity,
    LinkForm,
    LinkState,
    PreconditionState,
    TeamFunction,
    TeamState,
    WishState,
)
from lib.snapshot import Snapshot
from tests.demo.reading import snapshot_of

NOW = date(2022, 2, 1)


def table(measure: Measure, snapshot: Snapshot, as_of: date = NOW) -> pd.DataFrame:
    """The table by its first column, so that a row is found by its label."""
    computed = measure.compute(snapshot, as_of)
    assert computed.left_out == 0
    return computed.table.set_index(computed.table.columns[0])


def counts(measure: Measure, snapshot: Snapshot) -> dict[str, int]:
    """The rows of a table of one number that are not 0."""
    numbers = table(measure, snapshot).iloc[:, 0]
    return {label: number for label, number in numbers.items() if number}


def only(frame: pd.DataFrame, column: str, word: str) -> pd.Series:
    """The one row with this word in this column."""
    found = frame[frame[column].str.contains(word, regex=False)]
    assert len(found) == 1
    return found.iloc[0]


def test_the_snapshot_has_no_problems(memo_snapshot):
    assert memo_snapshot.problems == ()


def test_d1_approach_and_team_started_1_august_2021(memo_snapshot):
    start = table(planning.MILESTONES, memo_snapshot).loc["Start zorgaanpak en STAP-team"]
    assert start["Behaald op"] == pd.Timestamp(2021, 8, 1)
    assert project.case_manager_count(memo_snapshot, date(2021, 7, 31)) == 0
    assert project.case_manager_count(memo_snapshot, date(2021, 8, 1)) == 3


def test_d2_an_expert_by_experience_of_irizorg_since_1_october_2021(memo_snapshot):
    before = project.team_on(memo_snapshot, date(2021, 9, 30))
    assert TeamFunction.EXPERT not in set(before["function"])
    since = project.team_on(memo_snapshot, date(2021, 10, 1))
    experts = since[since["function"] == TeamFunction.EXPERT]
    assert experts["organisation"].tolist() == ["IrisZorg"]
    assert experts["state"].tolist() == [TeamState.ACTIVE]


def test_d3_three_case_managers_now_and_a_fourth_per_1_march_2022(memo_snapshot):
    days = (NOW, date(2022, 2, 28), date(2022, 3, 1))
    assert [project.case_manager_count(memo_snapshot, day) for day in days] == [3, 3, 4]
    team = project.TEAM_MEMBERS.compute(memo_snapshot, NOW).table
    managers = team[team["Functie"] == TeamFunction.CASE_MANAGER].set_index("Organisatie")
    assert managers["Nu"].to_dict() == {"IrisZorg": 1, "GGD": 2}
    assert managers["Straks"].sum() == 4
    assert managers["Eerstvolgende start"].max() == pd.Timestamp(2022, 3, 1)


def test_d5_permits_finished_per_1_july_2022_is_an_expectation(memo_snapshot):
    milestone = table(planning.MILESTONES, memo_snapshot).loc["Vergunningen verstrekt"]
    assert milestone["Streefdatum"] == pd.Timestamp(2022, 7, 1)
    assert milestone["Zekerheid"] == Certainty.EXPECTED
    assert pd.isna(milestone["Behaald op"])


def test_d7_the_end_moved_from_31_july_2022_to_31_january_2023(memo_snapshot):
    end = table(planning.MILESTONES, memo_snapshot).loc["Einde van het project"]
    assert end["Oorspronkelijk"] == pd.Timestamp(2022, 7, 31)
    assert end["Streefdatum"] == pd.Timestamp(2023, 1, 31)
    assert end["Verschoven (dagen)"] == 184


def test_d7_was_decided_and_the_budget_judged_sufficient_without_an_amount(memo_snapshot):
    (decision,) = planning.DECISIONS.compute(memo_snapshot, NOW).table.to_dict("records")
    assert "31 juli 2022 naar 31 januari 2023" in decision["Besluit"]
    assert "beschikbare budget" in decision["Motivering"]
    assert "€" not in decision["Motivering"]


def test_f1_19_women_are_active_on_or_around_the_zone(memo_snapshot):
    assert clients.active_count(memo_snapshot, NOW) == 19
    assert counts(clients.ZONE, memo_snapshot)["Actief op of rond de tippelzone"] == 19


def test_f2_with_18_is_good_contact(memo_snapshot):
    assert clients.good_contact_count(memo_snapshot, NOW) == 18
    states = counts(clients.CONTACT_STATE, memo_snapshot)
    assert states == {"Goed contact": 18, "Tijdelijk geen contact": 1}


def test_f3_the_19th_is_expected_when_the_zone_opens(memo_snapshot):
    assert clients.expected_back_count(memo_snapshot, NOW) == 1
    expected = memo_snapshot.table("clients")["return_expected"].dropna()
    assert expected.tolist() == ["Zodra de tippelzone weer open is"]


def test_f4_to_f6_six_intensive_eight_additional_four_consult(memo_snapshot):
    assert counts(support.INTENSITY, memo_snapshot) == {
        "Intensief": 6,
        "Licht (aanvullend)": 8,
        "Licht (consultatief)": 4,
    }


def test_f4_to_f6_ways_of_working(memo_snapshot):
    ways = {i: support.approaches_of(memo_snapshot, NOW, i) for i in Intensity}
    assert ways == {
        Intensity.INTENSIVE: {Approach.OUTREACH, Approach.PRESENCE},
        Intensity.LIGHT_ADDITIONAL: {Approach.ADDITIONAL},
        Intensity.LIGHT_CONSULT: {Approach.CONSULT},
    }


def test_f6_consultation_is_on_sex_work_covid_and_ways_out(memo_snapshot):
    topics = set(counts(support.CONSULT_TOPICS, memo_snapshot))
    assert topics == {ConsultTopic.SEX_WORK, ConsultTopic.COVID, ConsultTopic.EXIT}


def test_f7_a_number_of_women_have_spoken_with_the_expert_by_experience(memo_snapshot):
    assert clients.expert_involved_count(memo_snapshot, NOW) >= 5
    held = contacts.reached(memo_snapshot.table("contacts"))
    spoken = set(held.loc[held["with_expert"].eq(True), "client_code"])
    rows_of = memo_snapshot.table("clients")
    assert spoken == set(rows_of.loc[rows_of["expert_involved"].eq(True), "client_code"])


def test_f8_eight_more_are_in_view_with_fact(memo_snapshot):
    assert clients.left_zone_count(memo_snapshot, NOW) == 8
    assert clients.in_view_count(memo_snapshot, NOW) == 27
    assert counts(clients.CARE_OF_LEFT_ZONE, memo_snapshot)["F-ACT"] == 8


def test_f9_22_to_24_permits_are_expected_by_the_inventory_of_october_2021(memo_snapshot):
    (expected,) = permits.expected_permits(memo_snapshot, NOW).to_dict("records")
    assert (expected["Laagst"], expected["Hoogst"]) == (22, 24)
    assert expected["Peildatum"] == "oktober 2021"
    assert "Inventarisatie Cirkel" in expected["Bron"]
    figures = memo_snapshot.table("key_figures")
    assert only(figures, "figure_name", "Verwachte vergunningen")["as_of"] == "2021-10"


def test_f10_22_holders_are_out_of_view(memo_snapshot):
    assert permits.out_of_view_holders(memo_snapshot) == 22
    situation = table(permits.SITUATION, memo_snapshot)
    assert situation.loc["Bestaande vergunning", "Niet in beeld"] == 22


def test_f12_more_permits_than_active_women_is_another_source_and_moment(memo_snapshot):
    figures = memo_snapshot.table("key_figures")
    expected = only(figures, "figure_name", "Verwachte vergunningen")
    active = only(figures, "figure_name", "Actief op of rond de tippelzone")
    assert expected["value_min"] > active["value"] == 19
    assert expected["source"] != active["source"]
    assert expected["as_of"] < active["as_of"]


def test_r1_to_r5_five_of_five_preconditions_are_arranged(memo_snapshot):
    assert project.arranged_preconditions(memo_snapshot, NOW) == (5, 5)
    arranged = table(project.PRECONDITIONS, memo_snapshot)
    assert set(arranged["Stand"]) == {PreconditionState.ARRANGED}
    listed = arranged.reset_index()
    for word in ("Toestemmingsformulier en informatiebrief", "Flyer", "E-mailadres"):
        only(listed, "Randvoorwaarde", word)
    assert only(listed, "Randvoorwaarde", "registratiesysteem")["Geregeld door"] == "GGD"
    room = only(listed, "Randvoorwaarde", "wekelijks een ruimte")
    assert room["Geregeld door"] == "Zorg- & Veiligheidshuis"


def test_e1_to_e3_three_experiences(memo_snapshot):
    told = table(project.EXPERIENCES, memo_snapshot)["Ervaring"]
    assert len(told) == 3
    assert "vaste casemanager" in told["Laagdrempelig"]
    assert "spreekt de taal" in told["Ervaringsdeskundige"]
    assert "hoop" in told["Ervaringsdeskundige"]
    assert "soa-test of een intake" in told["Meegaan en verschijnen"]


def test_e3_company_helps_to_appear(memo_snapshot):
    with_company, alone = _shares_appeared(memo_snapshot)
    assert with_company > alone + 0.1


def test_l1_to_l4_wishes_for_both_rooms_and_the_work_has_begun(memo_snapshot):
    wishes = table(project.WISHES, memo_snapshot)
    assert (wishes.sum(axis=1) > 0).all()
    assert wishes[[WishState.WORKING, WishState.DONE]].to_numpy().sum() > 0
    assert memo_snapshot.table("wishes")["wish"].str.endswith("(fictief)").all()


@pytest.mark.parametrize(
    ("title", "category", "state"),
    [
        ("time-out", "Opvang", BottleneckState.TAKEN_UP),
        ("opvangplekken voor vrouwen", "Opvang", BottleneckState.TAKEN_UP),
        ("wachttijd voor klinische opname", "Zorg", BottleneckState.IN_TALKS),
        ("Eigen bijdrage bij beschermd wonen", "Financiën", BottleneckState.IN_TALKS),
        ("Toeleiding naar klinische en ambulante hulp", "Zorg", BottleneckState.IN_TALKS),
    ],
)
def test_k1_to_k5_are_open_and_were_foreseen(title, category, state, memo_snapshot):
    register = bottlenecks.REGISTER.compute(memo_snapshot, NOW).table
    assert len(register) == 5
    row = only(register, "Knelpunt", title)
    assert (row["Categorie"], row["Stand"], row["Voorzien"]) == (category, state, "Ja")


def test_k1_to_k5_none_was_unforeseen(memo_snapshot):
    by_category = table(bottlenecks.OPEN_PER_CATEGORY, memo_snapshot)
    assert by_category["Voorzien in het plan"].sum() == 5
    assert by_category["Niet voorzien"].sum() == 0


def test_k3_and_k4_are_taken_up_with_others(memo_snapshot):
    register = bottlenecks.REGISTER.compute(memo_snapshot, NOW).table
    admission = only(register, "Knelpunt", "klinische opname")
    assert "zorgaanbieders" in admission["Bijsturing"]
    assert only(register, "Knelpunt", "Eigen bijdrage")["Samenwerking met"] == "Doorbraakteams"


def test_k3_waiting_for_admission_is_the_longest(memo_snapshot):
    weeks = table(appointments.WAITING, memo_snapshot)["Langst wachtend (weken)"]
    assert weeks.idxmax() == "Klinische opname"


def test_o_the_overweeghuis_may_start_after_the_project(memo_snapshot):
    house = table(project.INITIATIVES, memo_snapshot).loc["Overweeghuis"]
    assert house["Regio"] == "Arnhem/Nijmegen"
    assert house["Verwacht na"] == pd.Timestamp(2023, 1, 31)
    assert "overleggen" in house["Toelichting"]


@pytest.mark.parametrize(
    ("partner", "form", "state", "said"),
    [
        ("Top 15 & 15", LinkForm.STRUCTURAL, LinkState.REALISED,
         ("Begeleidingscommissie gecombineerd", "projectgroep", "in de begeleiding")),
        ("Veiliger Wijkteam/handhaving", LinkForm.SOMETIMES, LinkState.BUILDING,
         ("wijkagent en BOA", "niet het geval")),
        ("Belangenverenigingen sekswerk", LinkForm.REGULAR, LinkState.EXPLORING,
         ("ervaringsdeskundige uit het landelijk netwerk", "rechtspositie")),
        ("KIS-aanpak", LinkForm.REGULAR, LinkState.BUILDING, ("GGD Seksuele Gezondheid",)),
    ],
)  # fmt: skip
def test_v1_to_v4_the_four_links(partner, form, state, said, memo_snapshot):
    links = table(partner_links.LINKS, memo_snapshot)
    assert len(links) == 4
    link = links.loc[partner]
    assert (link["Vorm"], link["Stand"]) == (form, state)
    assert link["Overleggen"] >= 2
    written = only(memo_snapshot.table("partner_links"), "partner", partner)["agreements"]
    assert all(words in written for words in said)


def test_v4_the_kis_aanpak_is_prevention_signalling_care_and_exit(memo_snapshot):
    goal = only(memo_snapshot.table("partner_links"), "partner", "KIS-aanpak")["goal"]
    assert all(word in goal for word in ("preventie", "signaleren", "zorg", "uitstappen"))


def test_c_almost_everybody_was_reached_by_phone_or_whatsapp_in_the_closure(memo_snapshot):
    assert counts(contacts.CLOSURE_REACH, memo_snapshot) == {
        "Via telefoon of WhatsApp": 18,
        "Niet bereikt": 1,
    }


def test_c_the_closure_shifts_contact_to_phone_and_whatsapp(memo_snapshot):
    months = table(contacts.CHANNELS_PER_MONTH, memo_snapshot)
    remote = months[["Telefoon", "WhatsApp"]].sum(axis=1) / months.sum(axis=1)
    assert remote["november 2021"] < 0.4
    assert remote["januari 2022"] > 0.6
    assert months.loc["januari 2022", "Huiskamer/zone"] == 0


def test_the_closure_still_runs(memo_snapshot):
    (mark,) = contacts.CHANNELS_PER_MONTH.compute(memo_snapshot, NOW).marks
    assert (mark.low, mark.high) == (date(2021, 12, 19), NOW)
    assert memo_snapshot.table("closures")["until_on"].isna().all()


def test_what_the_memo_published_is_released(memo_snapshot):
    figures = memo_snapshot.table("key_figures")
    ours = figures[figures["source"].str.startswith("Notitie update zorgaanpak")]
    assert ours["value"].tolist() == [19, 18, 6, 8, 4, 8, 22]
    released = memo_snapshot.table("releases")
    assert len(released) == len(ours)
    for measure in (clients.ZONE, clients.CONTACT_STATE, support.INTENSITY, permits.SITUATION):
        parts = released.loc[released["measure"] == measure.name, "part"]
        shown = table(measure, memo_snapshot)
        cells = {*shown.index, *(f"{row} · {name}" for row in shown.index for name in shown)}
        assert len(parts) > 0
        assert set(parts) <= cells


def test_figures_of_top_15_and_15_are_marked_as_invented(memo_snapshot):
    figures = memo_snapshot.table("key_figures")
    theirs = figures[figures["approach"] == "Top 15 & 15"]
    assert len(theirs) == 3
    assert theirs["figure_name"].str.endswith("(fictief)").all()


@pytest.mark.parametrize("seed", range(1, 6))
def test_what_depends_on_chance_holds_for_other_seeds(seed, cipher):
    snapshot = snapshot_of(rows(world(seed), cipher))
    assert counts(contacts.CLOSURE_REACH, snapshot)["Via telefoon of WhatsApp"] == 18
    with_company, alone = _shares_appeared(snapshot)
    assert with_company > alone


def _shares_appeared(snapshot: Snapshot) -> tuple[float, float]:
    appearance = appointments.APPEARANCE.compute(snapshot, NOW).table.set_index("Gezelschap")
    numbers = appearance.loc[[appointments.WITH, appointments.WITHOUT]].astype(float)
    return tuple(numbers["Verschenen"] / numbers.sum(axis=1))
