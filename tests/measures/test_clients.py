from datetime import date

from lib.measures import clients
from tests.measures.world import TODAY, client, memo, snapshot_of


def test_the_memo_has_27_in_view_of_whom_19_active_and_18_in_good_contact() -> None:
    world = memo()
    assert clients.in_view_count(world, TODAY) == 27
    assert clients.active_count(world, TODAY) == 19
    assert clients.good_contact_count(world, TODAY) == 18
    assert clients.left_zone_count(world, TODAY) == 8
    assert clients.expected_back_count(world, TODAY) == 1


def test_a_client_counts_from_the_first_contact_until_the_day_of_closing() -> None:
    world = snapshot_of(clients=[
        client("A", first_contact_on="2021-09-01", closed_on="2021-12-01"),
        client("B", first_contact_on=""),
    ])  # fmt: skip
    assert clients.in_view_count(world, date(2021, 8, 31)) == 1
    assert clients.in_view_count(world, date(2021, 9, 1)) == 2
    assert clients.in_view_count(world, date(2021, 11, 30)) == 2
    assert clients.in_view_count(world, date(2021, 12, 1)) == 1


def test_a_client_with_an_unreadable_zone_is_left_out_and_said_so() -> None:
    world = snapshot_of(clients=[client("A"), client("B", zone_status="ergens")])
    result = clients.ZONE.compute(world, TODAY)
    assert list(result.table["Cliënten"]) == [1, 0, 0]
    assert result.left_out == 1


def test_who_gives_care_to_those_who_left_counts_each_organisation_once() -> None:
    world = snapshot_of(
        clients=[client("A", zone_status="Niet meer actief op de zone", care_from="FACT; IrisZorg"),
                 client("B", zone_status="Niet meer actief op de zone", care_from="F-ACT"),
                 client("C", care_from="GGD")],
        organisations=[{"organisation_id": "1", "organisation_name": "F-ACT", "aliases": "FACT"}],
    )  # fmt: skip
    table = clients.CARE_OF_LEFT_ZONE.compute(world, TODAY).table
    assert table.to_dict("list") == {"Zorg door": ["F-ACT", "IrisZorg"], "Cliënten": [2, 1]}


def test_experts_are_counted_where_involved() -> None:
    world = snapshot_of(clients=[client("A", expert_involved=True), client("B")])
    assert clients.expert_involved_count(world, TODAY) == 1
