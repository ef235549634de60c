from datetime import date

from lib.measures import project
from tests.measures.world import TODAY, memo, snapshot_of


def test_three_case_managers_become_four_on_1_march() -> None:
    world = memo()
    days = [date(2021, 7, 31), TODAY, date(2022, 2, 28), date(2022, 3, 1)]
    assert [project.case_manager_count(world, day) for day in days] == [0, 3, 3, 4]


def test_the_team_per_function_and_employer_now_and_later() -> None:
    table = project.TEAM_MEMBERS.compute(memo(), TODAY).table
    assert table[["Functie", "Organisatie", "Nu", "Straks"]].to_numpy().tolist() == [
        ["Casemanager", "GGD", 2, 3],
        ["Casemanager", "IrisZorg", 1, 1],
        ["Ervaringsdeskundige", "IrisZorg", 1, 1],
    ]
    assert table["Sinds"][2].date() == date(2021, 10, 1)
    assert table["Eerstvolgende start"][0].date() == date(2022, 3, 1)


def test_who_stopped_is_gone_from_that_day() -> None:
    world = snapshot_of(team=[
        {"worker": "CM-01", "function": "Casemanager", "organisation": "GGD",
         "started_on": "2021-08-01", "stopped_on": "2021-12-01"},
    ])  # fmt: skip
    days = [date(2021, 11, 30), date(2021, 12, 1)]
    assert [project.case_manager_count(world, day) for day in days] == [1, 0]


def test_preconditions_count_from_the_day_they_were_arranged() -> None:
    world = memo()
    assert project.arranged_preconditions(world, TODAY) == (5, 5)
    assert project.arranged_preconditions(world, date(2021, 8, 31)) == (0, 5)
    early = project.PRECONDITIONS.compute(world, date(2021, 8, 31)).table
    assert set(early["Stand"]) == {"In voorbereiding"}


def test_only_shareable_experiences_are_shown() -> None:
    table = project.EXPERIENCES.compute(memo(), TODAY).table
    assert table["Ervaring"].tolist() == ["Ervaring 0", "Ervaring 1", "Ervaring 2"]


def test_wishes_per_room_and_state() -> None:
    table = project.WISHES.compute(memo(), TODAY).table
    assert table.iloc[0].tolist() == ["Loods", 0, 1, 1, 0, 0]
    assert table.iloc[1].tolist() == ["Huiskamer", 1, 0, 1, 1, 0]


def test_the_initiative_may_start_after_the_project() -> None:
    row = project.INITIATIVES.compute(memo(), TODAY).table.iloc[0]
    assert row["Initiatief"] == "Overweeghuis"
    assert row["Verwacht na"].date() == date(2023, 1, 31)
