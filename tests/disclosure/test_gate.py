"""The gate over whole tables: small counts, linked tables, releases, time, and what it refuses."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts.picture import picture_of
from lib.charts.published import published_chart
from lib.disclosure.gate import Knowledge, Protected, protected
from lib.disclosure.pattern import Reason
from lib.disclosure.policy import POLICIES, Part
from lib.disclosure.safe_table import Mark, number_of
from lib.errors import NotPublishable
from lib.measures.catalogue import TEAM
from lib.measures.published import MEASURES
from lib.measures.result import Result
from lib.publication.publication import Publication

DAY, LATER = date(2022, 1, 31), date(2022, 2, 28)
WOMEN = "Cliënten"
STATES = ("Goed contact", "Wisselend contact", "Tijdelijk geen contact", "Geen contact")
LEVELS = ("Intensief", "Licht (aanvullend)", "Licht (consultatief)")
ZONES = ("Actief op of rond de tippelzone", "Niet meer actief op de zone", "Elders actief")


def result(name: str, counts: dict[str, int], on: date = DAY) -> Result:
    table = pd.DataFrame({"Rij": list(counts), WOMEN: list(counts.values())})
    return Result(MEASURES[name], table, 0, on)


def zone(*counts: int, on: date = DAY) -> Result:
    return result("zone", dict(zip(ZONES, counts, strict=True)), on)


def contact(*counts: int, on: date = DAY) -> Result:
    return result("contact_state", dict(zip(STATES, counts, strict=True)), on)


def intensity(*counts: int, on: date = DAY) -> Result:
    return result("intensity", dict(zip(LEVELS, counts, strict=True)), on)


def cells(through: Protected, name: str) -> list[str]:
    return [row[1] for row in through.tables[name].rows]


def released(name: str, *rows: str) -> tuple[Part, ...]:
    return tuple(Part(name, row, WOMEN) for row in rows)


def test_6_8_and_4_of_18_show_at_3_hide_two_at_5_and_all_at_10() -> None:
    eighteen = Knowledge(released("contact_state", "Goed contact"))
    counted = [contact(18, 6, 7, 8), intensity(6, 8, 4)]
    three, five, ten = (protected(counted, eighteen, k) for k in (3, 5, 10))
    assert cells(three, "intensity") == ["6", "8", "4"]
    at_five = cells(five, "intensity")
    assert at_five[2] == Mark.HIDDEN
    assert at_five.count(Mark.HIDDEN) == 2
    assert cells(ten, "intensity") == [Mark.HIDDEN] * 3
    assert cells(ten, "contact_state")[0] == "18"


@pytest.mark.parametrize("k", [2, 3, 5, 10])
def test_18_in_good_contact_and_1_not_hides_both_unless_released(k: int) -> None:
    counted = [zone(19, 8, 0), contact(18, 0, 1, 0)]
    nineteen = Knowledge(released("zone", ZONES[0]))
    assert cells(protected(counted, nineteen, k), "contact_state") == [Mark.HIDDEN] * 4
    both = Knowledge((*released("zone", ZONES[0]), *released("contact_state", STATES[0])))
    through = protected(counted, both, k)
    assert cells(through, "contact_state") == ["18", *[Mark.HIDDEN] * 3]
    (given,) = through.given_away
    assert (given.low, given.high) == (1, 1)
    assert {cell[1] for cell in given.cells} == set(STATES[1:])  # type: ignore[index]


def test_a_zero_is_small_and_everybody_elsewhere_too() -> None:
    through = protected([zone(19, 8, 0), contact(19, 0, 0, 0)], Knowledge(), 5)
    assert cells(through, "zone") == ["19", "8", Mark.HIDDEN]
    assert cells(through, "contact_state") == [Mark.HIDDEN] * 4


def test_that_nothing_was_granted_yet_is_said() -> None:
    table = pd.DataFrame({"Stand": ["Verleend"], "Vergunningen": [0]})
    granted = Result(MEASURES["permits_granted_so_far"], table, 0, DAY)
    assert cells(protected([granted], Knowledge(), 5), "permits_granted_so_far") == ["0"]
    few = replace(granted, table=table.assign(Vergunningen=3))
    assert cells(protected([few], Knowledge(), 5), "permits_granted_so_far") == [Mark.HIDDEN]


def test_a_row_that_nothing_was_counted_in_stands_there_as_hidden() -> None:
    columns = ["Categorie", "Meldingen", "Mediaan (dagen)", "P90 (dagen)", "Nog open",
               "Langst open (dagen)"]  # fmt: skip
    table = pd.DataFrame([["Zorg", 8, 63.5, 120.0, 2, 90]], columns=columns)
    through = protected([Result(MEASURES["bottleneck_waits"], table, 0, DAY)], Knowledge(), 5)
    shown = through.tables["bottleneck_waits"]
    assert shown.labels == ("Opvang", "Zorg", "Financiën", "Vergunning", "Overig")
    assert shown.rows[0][1:] == (Mark.HIDDEN,) * 5


def test_no_median_and_no_maximum_of_fewer_than_the_threshold() -> None:
    columns = ["Soort afspraak", "Gestart", "Mediane wachttijd (weken)", "Wacht nog",
               "Langst wachtend (weken)"]  # fmt: skip
    table = pd.DataFrame([["Intake", 8, 8.7, 2, 7.6], ["Opvang", 4, 6.0, 9, 4.0]], columns=columns)
    through = protected([Result(MEASURES["waiting"], table, 0, DAY)], Knowledge(), 5)
    intake, _, _, shelter = through.tables["waiting"].rows
    assert intake == ("Intake", "8", "8,7", Mark.HIDDEN, Mark.HIDDEN)
    assert shelter == ("Opvang", Mark.HIDDEN, Mark.HIDDEN, "9", "4")


def after(first: list[Result], then: list[Result], k: int = 5) -> Protected:
    seen = protected(first, Knowledge(), k)
    return protected(then, Knowledge(earlier=((DAY, seen.tables),)), k)


def test_a_client_who_comes_or_goes_between_two_publications_is_an_arrow() -> None:
    through = after([zone(19, 12, 9)], [zone(20, 11, 9, on=LATER)])
    assert cells(through, "zone") == [Mark.MORE, Mark.FEWER, "9"]
    assert set(through.hidden.values()) == {Reason.CHANGE}


def test_a_change_of_the_threshold_or_more_is_a_number() -> None:
    assert cells(after([zone(19, 12, 9)], [zone(24, 12, 15, on=LATER)]), "zone") == [
        "24", "12", "15",
    ]  # fmt: skip


def test_an_arrow_that_tells_a_small_number_is_not_drawn() -> None:
    # Down from 6 and not small could only be 5.
    assert cells(after([zone(19, 6, 9)], [zone(19, 5, 9, on=LATER)]), "zone")[1] == Mark.HIDDEN


def test_a_corrected_publication_of_the_same_day_shows_what_the_first_one_showed() -> None:
    """Hiding another cell the second time would give the first one's hidden cell away."""
    first = protected([contact(18, 4, 9, 8), zone(39, 8, 9)], Knowledge(), 5)
    again = protected(
        [contact(18, 4, 9, 8), zone(39, 8, 9)], Knowledge(earlier=((DAY, first.tables),)), 5
    )
    assert cells(again, "contact_state") == cells(first, "contact_state")
    assert not again.given_away


def test_a_month_that_was_shown_before_stays_as_it_was() -> None:
    columns = ["Maand", "Telefoon", "WhatsApp", "Huiskamer/zone", "Straat", "Overig"]
    month = pd.DataFrame([["januari 2022", 32, 30, 3, 9, 26]], columns=columns)
    first = Result(MEASURES["channels_per_month"], month, 0, DAY)
    grown = pd.concat([month, pd.DataFrame([["februari 2022", 9, 8, 7, 6, 5]], columns=columns)])
    through = after([first], [replace(first, table=grown, as_of=LATER)])
    assert through.tables["channels_per_month"].rows == (
        ("januari 2022", "32", "30", Mark.HIDDEN, "9", "26"),
        ("februari 2022", "9", "8", "7", "6", "5"),
    )


def test_the_month_that_still_runs_is_left_out() -> None:
    columns = ["Maand", "Telefoon", "WhatsApp", "Huiskamer/zone", "Straat", "Overig"]
    months = [["januari 2022", 9, 9, 9, 9, 9], ["februari 2022 (t/m 1)", 1, 2, 3, 4, 5]]
    table = pd.DataFrame(months, columns=columns)
    counted = Result(MEASURES["channels_per_month"], table, 0, date(2022, 2, 1))
    shown = protected([counted], Knowledge(), 5).tables["channels_per_month"]
    assert shown.labels == ("januari 2022",)


def test_a_measure_without_a_policy_does_not_leave() -> None:
    inside = next(measure for measure in TEAM if measure.name == "consult_topics")
    table = pd.DataFrame({"Onderwerp": ["Covid"], WOMEN: [9]})
    with pytest.raises(NotPublishable, match="Onderwerpen van consultatie"):
        protected([Result(inside, table, 0, DAY)], Knowledge(), 5)


def test_a_column_without_a_policy_stays_inside() -> None:
    table = pd.DataFrame({"Stand": ["Verleend"], "Vergunningen": [9], "Wie": ["ST-00004"]})
    through = protected([Result(MEASURES["permits_granted_so_far"], table, 0, DAY)], Knowledge(), 5)
    assert through.tables["permits_granted_so_far"].columns == ("Stand", "Vergunningen")


def test_every_measure_of_a_publication_has_a_policy_with_its_reason() -> None:
    assert set(MEASURES) == set(POLICIES)
    assert all(policy.why for policy in POLICIES.values())


def test_a_plain_frame_handed_to_a_chart_of_the_committee_is_refused() -> None:
    frame = pd.DataFrame({"Contact": ["Goed contact"], WOMEN: [18]})
    publication = Publication("PB-1", DAY, "Titel", {"contact_state": frame})  # type: ignore[dict-item]
    for draw in (published_chart, picture_of):
        with pytest.raises(TypeError, match="only a SafeTable"):
            draw(publication, "contact_state")


_counts = st.integers(0, 30)


@settings(max_examples=60)
@given(
    states=st.tuples(*[_counts] * 4), share=st.tuples(*[st.integers(0, 9)] * 3), k=st.integers(3, 6)
)
def test_no_small_count_of_linked_tables_can_be_worked_out(
    states: tuple[int, ...], share: tuple[int, ...], k: int
) -> None:
    """By brute force: every hidden small count can be at least two things for who sees the rest."""
    good = sum(share)
    counted = [zone(good + sum(states[1:]), 9, 9), contact(good, *states[1:]), intensity(*share)]
    through = protected(counted, Knowledge(), k)
    assert not through.given_away
    for name, exact in (("intensity", share), ("contact_state", (good, *states[1:]))):
        shown = [number_of(text) for text in cells(through, name)]
        for number, true in zip(shown, exact, strict=True):
            assert number in (None, true)
            assert number is None or number >= k
    total, parts = cells(through, "contact_state")[0], cells(through, "intensity")
    if number_of(total) is not None:
        assert parts.count(Mark.HIDDEN) != 1
    whole, others = cells(through, "zone")[0], cells(through, "contact_state")
    if number_of(whole) is not None:
        assert others.count(Mark.HIDDEN) != 1
