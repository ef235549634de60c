from datetime import date

import pandas as pd

from lib.measures import planning
from tests.measures.world import TODAY, memo


def test_the_end_of_the_project_moved_half_a_year() -> None:
    table = planning.MILESTONES.compute(memo(), TODAY).table.set_index("Mijlpaal")
    end = table.loc["Einde van het project"]
    assert end["Oorspronkelijk"].date() == date(2022, 7, 31)
    assert end["Streefdatum"].date() == date(2023, 1, 31)
    assert end["Verschoven (dagen)"] == 184
    assert (end["Oorzaak"], end["Bijsturing"]) == ("Hulp komt op gang", "Verlenging")
    assert table.loc["Vergunningen verstrekt", "Zekerheid"] == "Verwachting"


def test_what_is_reached_later_is_not_reached_yet() -> None:
    early = planning.MILESTONES.compute(memo(), date(2021, 7, 31)).table
    assert early["Behaald op"].isna().all()
    now = planning.MILESTONES.compute(memo(), TODAY).table
    assert now["Behaald op"].dropna().tolist() == [pd.Timestamp(2021, 8, 1)]


def test_decisions_appear_on_their_day() -> None:
    assert planning.DECISIONS.compute(memo(), date(2022, 1, 31)).table.empty
    assert len(planning.DECISIONS.compute(memo(), TODAY).table) == 1
