from datetime import date

import pytest

from lib.measures import appointments
from lib.measures.appointments import Wait
from tests.measures.world import TODAY, memo, snapshot_of


def _appointment(number: int, **more: object) -> dict[str, object]:
    return {"appointment_id": f"AF-{number}", "client_code": "A", "kind": "Intake",
            "planned_on": "2021-11-01", "outcome": "Verschenen"} | more  # fmt: skip


def test_company_helps_to_appear() -> None:
    table = appointments.APPEARANCE.compute(memo(), TODAY).table
    assert table["Verschenen"].tolist() == [11, 5]
    assert table["Niet verschenen"].tolist() == [1, 4]


def test_cancelled_moved_and_coming_appointments_are_neither() -> None:
    world = snapshot_of(appointments=[
        _appointment(1, outcome="Afgezegd"), _appointment(2, outcome="Verplaatst"),
        _appointment(3, planned_on="2022-02-02"), _appointment(4, outcome=""),
        _appointment(5, planned_on="gauw"),
    ])  # fmt: skip
    result = appointments.APPEARANCE.compute(world, TODAY)
    assert result.table.iloc[:, 1:].to_numpy().sum() == 0
    assert result.left_out == 2


def test_waiting_runs_from_referral_to_start_or_to_today() -> None:
    world = snapshot_of(appointments=[
        _appointment(1, referred_on="2021-10-01", started_on="2021-10-15"),
        _appointment(2, referred_on="2021-10-01", started_on="2021-11-12"),
        _appointment(3, referred_on="2022-01-11", started_on="2022-02-20"),
        _appointment(4, kind="Opvang", referred_on="2021-12-28"),
        _appointment(5),
    ])  # fmt: skip
    table = appointments.WAITING.compute(world, TODAY).table
    assert table["Soort afspraak"].tolist() == ["Intake", "Opvang"]
    assert table["Gestart"].tolist() == [2, 0]
    assert table["Mediane wachttijd (weken)"][0] == 4
    assert table["Wacht nog"].tolist() == [1, 1]
    assert table["Langst wachtend (weken)"].tolist() == [3, 5]


def test_a_referral_that_goes_on_after_a_move_is_one_wait() -> None:
    moved = _appointment(1, referred_on="2021-12-21", outcome="Verplaatst")
    again = _appointment(2, referred_on="2021-12-21", outcome="", planned_on="2022-02-03")
    world = snapshot_of(appointments=[moved, again])
    assert appointments.WAITING.compute(world, TODAY).table["Wacht nog"].tolist() == [1]
    alone = snapshot_of(appointments=[moved])
    assert appointments.WAITING.compute(alone, TODAY).table["Wacht nog"].tolist() == [1]


@pytest.mark.parametrize(
    ("referred", "intake", "started", "wait"),
    [
        (None, None, None, None),
        (date(2022, 2, 2), None, None, None),
        (date(2021, 12, 28), None, None, Wait(35, None, has_started=False)),
        (date(2021, 12, 28), date(2022, 1, 11), None, Wait(35, 14, has_started=False)),
        (date(2021, 12, 28), date(2022, 1, 11), date(2022, 1, 18), Wait(21, 14, has_started=True)),
        (date(2021, 12, 28), date(2022, 2, 8), date(2022, 3, 1), Wait(35, None, has_started=False)),
    ],
)
def test_the_wait_of_one_appointment(
    referred: date | None, intake: date | None, started: date | None, wait: Wait | None
) -> None:
    assert appointments.wait_of(referred, intake, started, TODAY) == wait


def test_the_waits_of_a_caseload_are_medians_and_the_longest() -> None:
    world = snapshot_of(appointments=[
        _appointment(1, referred_on="2021-10-01", intake_on="2021-10-15", started_on="2021-11-12"),
        _appointment(2, referred_on="2021-10-01", intake_on="2021-11-12", started_on="2021-11-26"),
        _appointment(3, referred_on="2021-12-28"), _appointment(4, referred_on="2022-01-25"),
        _appointment(5),
    ])  # fmt: skip
    assert appointments.waits_of_caseload(world, TODAY) == (2, 4.0, 2, 7.0, 2, 5.0)
    assert appointments.waits_of_caseload(snapshot_of(), TODAY) == (0, None, 0, None, 0, None)
