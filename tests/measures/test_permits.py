from datetime import date

from lib.measures import permits
from tests.measures.world import TODAY, memo, snapshot_of


def _figure(
    number: int, as_of: str, low: object, high: object, **more: object
) -> dict[str, object]:
    usual = {
        "figure_id": f"KC-{number}",
        "approach": "STAP",
        "figure_name": permits.EXPECTED_NAME,
        "as_of": as_of,
        "value_min": low,
        "value_max": high,
        "source": "Cirkel",
    }
    return usual | more


def test_22_holders_are_out_of_view_and_22_to_24_permits_expected() -> None:
    world = memo()
    assert permits.out_of_view_holders(world) == 22
    expected = permits.expected_permits(world, TODAY).iloc[0]
    assert (expected["Laagst"], expected["Hoogst"]) == (22, 24)
    assert expected["Peildatum"] == "oktober 2021"
    assert expected["Bron"] == "Inventarisatie de Cirkel"


def test_the_latest_inventory_by_the_day_counts() -> None:
    world = snapshot_of(key_figures=[
        _figure(1, "2021-10", 22, 24), _figure(2, "2022-02-02", 20, 21),
        _figure(3, "2022-02-01", "", "", value=23),
        _figure(4, "2022-01", 1, 1, approach="Top 15 & 15"),
    ])  # fmt: skip
    days = [date(2021, 9, 30), date(2021, 10, 1), TODAY, date(2022, 2, 2)]
    found = [permits.expected_permits(world, day)["Laagst"].tolist() for day in days]
    assert found == [[], [22], [23], [20]]
    assert permits.expected_permits(world, TODAY)["Peildatum"].tolist() == ["1 februari 2022"]


def test_steps_stand_in_their_order_beside_the_expected_range() -> None:
    result = permits.STEPS.compute(memo(), TODAY)
    assert result.table["Stap"].tolist()[:2] == ["Geïnformeerd", "Wil aanvragen"]
    assert result.table["In beeld"].tolist() == [14, 4, 0, 6, 0, 0, 0, 0]
    assert result.table["Niet in beeld"].tolist()[0] == 22
    assert result.marks == (("Verwacht: 22–24", 22.0, 24.0, "Verleend"),)


def test_a_permit_decided_later_is_not_granted_yet() -> None:
    world = snapshot_of(permits=[
        {"permit_id": f"VG-{day}", "situation": "Zonder vergunning", "in_view": True,
         "step": "Verleend", "decided_on": day} for day in ("2022-01-15", "2022-02-02", "")
    ])  # fmt: skip
    assert permits.granted_count(world, TODAY) == 2
