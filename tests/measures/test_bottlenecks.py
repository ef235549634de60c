import pandas as pd

from lib.measures import bottlenecks
from tests.measures.world import TODAY, memo, snapshot_of


def test_five_bottlenecks_are_open_and_all_were_foreseen() -> None:
    result = bottlenecks.OPEN_PER_CATEGORY.compute(memo(), TODAY)
    assert result.table[bottlenecks.FORESEEN].tolist() == [2, 2, 1, 0, 0]
    assert bottlenecks.FORESEEN_UNKNOWN not in result.table
    register = bottlenecks.REGISTER.compute(memo(), TODAY).table
    assert register["Samenwerking met"][0] == "Doorbraakteams, GGD"


def test_solved_is_closed_from_its_day_and_unsolvable_stays_open() -> None:
    rows = [("Opgelost", "2022-02-01"), ("Opgelost", "2022-02-02"), ("Opgelost", ""),
            ("Niet oplosbaar", "")]  # fmt: skip
    world = snapshot_of(bottlenecks=[
        {"bottleneck_id": f"KP-{n}", "title_text": "x", "category": "Zorg", "state": state,
         "since_on": "2021-08-01", "progress": "Op koers", "solved_on": day}
        for n, (state, day) in enumerate(rows)
    ])  # fmt: skip
    found = bottlenecks.open_bottlenecks(world, TODAY)["bottleneck_id"].tolist()
    assert found == ["KP-1", "KP-3"]
    table = bottlenecks.OPEN_PER_CATEGORY.compute(world, TODAY).table
    assert table[bottlenecks.FORESEEN_UNKNOWN].sum() == 2


def test_reports_per_month_follow_the_category_of_their_bottleneck() -> None:
    result = bottlenecks.REPORTS_PER_MONTH.compute(memo(), TODAY)
    assert result.table["Opvang"].tolist() == [0, 3, 3, 0, 0, 0, 0]
    assert result.table["Financiën"].tolist() == [0, 0, 0, 0, 2, 0, 0]


def test_waits_end_at_the_solution_or_run_until_today() -> None:
    table = bottlenecks.REPORT_WAITS.compute(memo(), TODAY).table.set_index("Categorie")
    assert table.loc["Opvang", "Meldingen"] == 6
    assert table.loc["Opvang", "Nog open"] == 4
    assert table.loc["Opvang", "Langst open (dagen)"] == 153
    assert table.loc["Financiën", "Mediaan (dagen)"] == (110 + 153) / 2


def test_a_report_about_nothing_is_left_out() -> None:
    world = snapshot_of(bottleneck_reports=[
        {"report_id": "KM-1", "bottleneck_id": "KP-9", "reported_on": "2021-09-01"},
        {"report_id": "KM-2", "bottleneck_id": "KP-9", "reported_on": "ooit"},
    ])  # fmt: skip
    assert bottlenecks.REPORTS_PER_MONTH.compute(world, TODAY).left_out == 2
    assert pd.DataFrame(bottlenecks.REPORT_WAITS.compute(world, TODAY).table).empty
