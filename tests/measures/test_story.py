"""One client's story: only her rows, called late or ahead as the worklist does."""

from datetime import date
from typing import Any

import pandas as pd

from lib.measures.story import STORY, OpenEnds, about, open_ends, standing
from lib.schema.choices import Intensity
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from tests.measures.world import client, contact, snapshot_of, support

TODAY = date(2022, 2, 1)


def appointment(number: int, planned_on: str, **more: Any) -> dict[str, Any]:
    return {"appointment_id": f"AF-{number}", "client_code": "A", "kind": "Intake",
            "planned_on": planned_on} | more  # fmt: skip


def consent(number: int, signed_on: str, **more: Any) -> dict[str, Any]:
    return {"consent_id": f"TS-{number}", "client_code": "A", "signed_on": signed_on} | more


WORLD = snapshot_of(
    clients=[client("A"), client("B")],
    support=[
        support("A", Intensity.LIGHT_CONSULT, from_on="2021-03-01", until_on="2021-10-31"),
        support("A", Intensity.INTENSIVE, from_on="2021-11-01"),
        support("B", Intensity.LIGHT_CONSULT),
    ],
    contacts=[
        contact(1, "A", "2022-01-10", follow_up_on="2022-01-20"),
        contact(2, "A", "2022-01-28", outcome="Niet bereikt", follow_up_on="2022-03-01"),
        contact(3, "A", "2020-12-31"),
        contact(4, "A", "2022-01-02", outcome=""),
        contact(5, "B", "2022-01-31"),
    ],
    appointments=[
        appointment(1, "2022-01-12", outcome="Verschenen"),
        appointment(2, "2022-05-02", kind="Huisarts"),
        appointment(3, "2022-04-02"),
        appointment(4, "2022-01-20"),
    ],
    consents=[consent(1, "2021-09-01"), consent(2, "2022-01-03", reconfirm_on="2022-02-10")],
    goals=[
        {"goal_id": "DL-1", "client_code": "A", "life_area": "Wonen", "state": "Mee bezig"},
        {"goal_id": "DL-2", "client_code": "A", "life_area": "Wonen", "state": "Losgelaten"},
        {"goal_id": "DL-3", "client_code": "B", "life_area": "Wonen", "state": "Gewenst"},
    ],
    permits=[{"permit_id": "VG-1", "client_code": "A", "step": "In behandeling"},
             {"permit_id": "VG-2", "step": "Verleend"}],
    bottleneck_reports=[
        {"report_id": "KM-1", "client_code": "A", "reported_on": "2022-01-01"},
        {"report_id": "KM-2", "reported_on": "2022-01-01"},
    ],
    closures=[{"closure_id": "SL-1", "from_on": "2020-12-01", "until_on": "2021-04-30"}],
)  # fmt: skip
HERS = about(WORLD, "A")


def test_her_snapshot_holds_no_row_of_another_client_and_all_of_no_client() -> None:
    for name, sheet in SHEETS.items():
        if sheet.client_column:
            assert set(HERS.tables[name][sheet.client_column].dropna()) <= {"A"}
    assert list(HERS.table("permits")["permit_id"]) == ["VG-1"]
    assert list(HERS.table("bottleneck_reports")["report_id"]) == ["KM-1"]
    assert len(HERS.table("closures")) == 1


def test_how_it_stands_names_the_last_the_next_and_what_is_late() -> None:
    now = standing(HERS, TODAY)
    assert now.intensity == Intensity.INTENSIVE
    assert now.last_seen_on == date(2022, 1, 10)
    assert now.is_unseen
    assert now.follow_up_on == date(2022, 1, 20)
    assert (now.appointment_on, now.appointment_kind) == (date(2022, 4, 2), "Intake")
    assert (now.permit_step, now.consent) == ("In behandeling", "Herbevestigen")


def test_how_long_may_pass_is_for_the_caller_to_say() -> None:
    allowed = {Intensity.INTENSIVE: 30}
    assert not standing(HERS, TODAY, allowed).is_unseen


def test_what_is_open_counts_what_has_not_ended() -> None:
    assert open_ends(HERS, TODAY) == OpenEnds(
        goals=1, appointments=3, follow_ups=2, consents=1, permits=1, reports=1
    )


def test_without_rows_there_is_nothing_to_say() -> None:
    nobody = about(snapshot_of(), "A")
    assert standing(nobody, TODAY) == (None, None, False, None, None, None, None, None)
    assert open_ends(nobody, TODAY) == (0, 0, 0, 0, 0, 0)
    result = STORY.compute(nobody, TODAY)
    assert (len(result.table), result.marks, result.left_out) == (0, (), 0)


def test_the_story_is_of_a_year_newest_first_and_says_what_it_left_out() -> None:
    result = STORY.compute(HERS, TODAY)
    assert result.table.to_numpy().tolist() == [
        [date(2022, 5, 2), "Afspraak", "Huisarts", "Nog geen uitkomst"],
        [date(2022, 4, 2), "Afspraak", "Intake", "Nog geen uitkomst"],
        [date(2022, 1, 28), "Contact", "Telefoon", "Niet bereikt"],
        [date(2022, 1, 20), "Afspraak", "Intake", "Nog geen uitkomst"],
        [date(2022, 1, 12), "Afspraak", "Intake", "Verschenen"],
        [date(2022, 1, 10), "Contact", "Telefoon", "Gesproken"],
        [date(2021, 11, 1), "Begeleiding", "Intensief", "loopt"],
        [date(2021, 3, 1), "Begeleiding", "Licht (consultatief)", "tot en met 31-10-2021"],
    ]
    assert result.since == date(2021, 2, 1)
    assert result.left_out == 1
    assert result.marks == (
        ("Begeleiding", date(2021, 3, 1), date(2021, 10, 31), "Licht (consultatief)"),
        ("Begeleiding", date(2021, 11, 1), TODAY, "Intensief"),
        ("Zone gesloten", date(2021, 2, 1), date(2021, 4, 30), ""),
    )


def test_the_story_names_nobody() -> None:
    result = STORY.compute(about(_named("ST-00004"), "ST-00004"), TODAY)
    assert len(result.table) == 2
    assert "ST-" not in result.table.to_string() + str(result.marks)
    assert "CM-" not in result.table.to_string()


def _named(code: str) -> Snapshot:
    return snapshot_of(clients=[client(code)], support=[support(code, Intensity.INTENSIVE)],
                       contacts=[contact(1, code, "2022-01-10")])  # fmt: skip


def test_damaged_rows_never_stop_the_story() -> None:
    damaged = snapshot_of(**{name: [{sheet.key().name: "X"}] * 2 for name, sheet in SHEETS.items()})
    hers = about(damaged, "X")
    assert standing(hers, TODAY).intensity is None
    assert open_ends(hers, TODAY).goals == 0
    empty = {name: frame.assign(client_code="X") for name, frame in damaged.tables.items()
             if "client_code" in frame}  # fmt: skip
    hers = about(damaged.only({**damaged.tables, **empty}), "X")
    assert STORY.compute(hers, TODAY).left_out == 6
    assert standing(hers, TODAY).last_seen_on is None
    assert isinstance(STORY.compute(hers, TODAY).table, pd.DataFrame)
