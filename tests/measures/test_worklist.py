from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import worklist
from lib.schema.choices import Intensity, Outcome
from lib.snapshot import Snapshot
from tests.measures.world import TODAY, client, contact, snapshot_of, support


def _consent(number: int, code: str, **more: object) -> dict[str, object]:
    return {"consent_id": f"TS-{number}", "client_code": code, "form_version": "1",
            "letter_version": "1", "signed_on": "2021-08-15", "purposes": "Toeleiding",
            "share_with": "GGD", "data_kinds": "Voortgang"} | more  # fmt: skip


def test_unseen_compares_with_what_the_intensity_allows_most_over_first() -> None:
    world = snapshot_of(
        clients=[client("A"), client("B"), client("C"), client("D"),
                 client("E", closed_on="2022-01-01"), client("F", zone_status="Elders actief")],
        support=[support("A", Intensity.INTENSIVE), support("B", Intensity.LIGHT_ADDITIONAL),
                 support("C", Intensity.INTENSIVE)],
        contacts=[contact(1, "A", "2022-01-24"), contact(2, "B", "2022-01-12"),
                  contact(3, "C", "2022-01-25")],
    )  # fmt: skip
    table = worklist.unseen(world, TODAY)
    assert table["client_code"].tolist() == ["D", "A"]
    assert table["days"].tolist() == [(TODAY - date(2021, 8, 10)).days, 8]
    assert table["allowed_days"].tolist() == [42, 7]
    assert table["days_over"].tolist() == [133, 1]
    assert pd.isna(table["intensity"][0])
    assert pd.isna(table["last_seen_on"][0])


def test_an_attempt_or_a_contact_to_come_is_not_seeing() -> None:
    world = snapshot_of(
        clients=[client("A")],
        support=[support("A", Intensity.INTENSIVE)],
        contacts=[contact(1, "A", "2022-01-10"),
                  contact(2, "A", "2022-01-31", outcome="Niet bereikt"),
                  contact(3, "A", "2022-02-03")],
    )  # fmt: skip
    assert worklist.unseen(world, TODAY)["days"].tolist() == [22]


def test_never_seen_without_any_date_stands_on_top_with_unknown_days() -> None:
    world = snapshot_of(clients=[client("A"), client("B", first_contact_on="")])
    table = worklist.unseen(world, TODAY)
    assert table["client_code"].tolist() == ["B", "A"]
    assert pd.isna(table["days_over"][0])


def test_other_limits_can_be_given() -> None:
    world = snapshot_of(
        clients=[client("A")],
        support=[support("A", Intensity.INTENSIVE)],
        contacts=[contact(1, "A", "2022-01-22")],
    )
    assert worklist.unseen(world, TODAY, {Intensity.INTENSIVE: 10}).empty
    assert len(worklist.unseen(world, TODAY, {Intensity.INTENSIVE: 9})) == 1


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 60), st.sampled_from(Outcome)),
                max_size=12))  # fmt: skip
def test_unseen_never_lists_who_was_seen_within_the_limit(
    rows: list[tuple[int, int, Outcome]],
) -> None:
    world = snapshot_of(
        clients=[client(f"C{n}") for n in range(5)],
        support=[support("C0", Intensity.INTENSIVE)],
        contacts=[contact(i, f"C{n}", str(TODAY - timedelta(days=ago)), outcome=outcome)
                  for i, (n, ago, outcome) in enumerate(rows)],
    )  # fmt: skip
    limits = [7, 42, 42, 42, 42]
    seen = {
        f"C{n}" for n, ago, o in rows if ago <= limits[n] and o in ("Gesproken", "Kort contact")
    }
    listed = set(worklist.unseen(world, TODAY)["client_code"])
    assert listed == {f"C{n}" for n in range(5)} - seen


def test_a_follow_up_is_due_until_the_client_is_spoken_with_again() -> None:
    world = snapshot_of(
        clients=[client("A"), client("B"), client("C"), client("D", closed_on="2022-01-20")],
        contacts=[contact(1, "A", "2022-01-10", follow_up_on="2022-01-31"),
                  contact(2, "A", "2022-01-15", outcome="Niet verschenen"),
                  contact(3, "B", "2022-01-10", follow_up_on="2022-02-08"),
                  contact(4, "B", "2022-01-11", follow_up_on="2022-02-09"),
                  contact(5, "C", "2022-01-10", follow_up_on="2022-01-31"),
                  contact(6, "C", "2022-01-11"),
                  contact(7, "D", "2022-01-10", follow_up_on="2022-01-31")],
    )  # fmt: skip
    table = worklist.follow_ups_due(world, TODAY)
    assert table["contact_id"].tolist() == ["CT-1"]
    assert table["is_overdue"].tolist() == [True]
    assert worklist.follow_ups_due(world, TODAY, ahead_days=8)["contact_id"].tolist() == [
        "CT-1", "CT-4"
    ]  # fmt: skip


def test_appointments_ahead_have_no_outcome_yet() -> None:
    rows = [("2022-01-31", ""), ("2022-02-01", ""), ("2022-02-08", ""), ("2022-02-09", ""),
            ("2022-02-03", "Afgezegd")]  # fmt: skip
    world = snapshot_of(appointments=[
        {"appointment_id": f"AF-{n}", "client_code": "A", "kind": "Intake", "planned_on": day,
         "outcome": outcome} for n, (day, outcome) in enumerate(rows)
    ])  # fmt: skip
    assert worklist.appointments_ahead(world, TODAY)["appointment_id"].tolist() == ["AF-1", "AF-2"]


def test_consents_expire_unless_withdrawn_or_replaced() -> None:
    world = snapshot_of(
        clients=[client(code) for code in "ABCD"],
        consents=[_consent(1, "A", reconfirm_on="2022-03-03"),
                  _consent(2, "B", reconfirm_on="2022-01-15"),
                  _consent(3, "C", reconfirm_on="2022-02-10", withdrawn_on="2022-01-20"),
                  _consent(4, "D", reconfirm_on="2022-02-10"),
                  _consent(5, "D", signed_on="2022-01-05", reconfirm_on="2023-01-05")],
    )  # fmt: skip
    table = worklist.consents_expiring(world, TODAY)
    assert table["consent_id"].tolist() == ["TS-2", "TS-1"]
    assert table["is_expired"].tolist() == [True, False]
    assert worklist.consents_expiring(world, TODAY, days=29)["consent_id"].tolist() == ["TS-2"]


def _appointments(*rows: tuple[str, str, str, str]) -> Snapshot:
    """Client, kind, day and outcome of each."""
    return snapshot_of(appointments=[
        {"appointment_id": f"AF-{n}", "client_code": code, "kind": kind, "planned_on": day,
         "outcome": outcome} for n, (code, kind, day, outcome) in enumerate(rows)
    ])  # fmt: skip


def _to_settle(*rows: tuple[str, str, str, str]) -> list[str]:
    table = worklist.appointments_to_settle(_appointments(*rows), TODAY)
    return list(table["appointment_id"])


def test_a_past_appointment_waits_for_its_outcome() -> None:
    assert _to_settle(
        ("A", "Intake", "2022-01-31", ""), ("A", "Intake", "2022-02-01", ""),
        ("B", "Intake", "2022-01-20", ""), ("B", "Intake", "2022-01-20", "Verschenen"),
        ("C", "Intake", "ooit", ""),
    ) == ["AF-4", "AF-2", "AF-0"]  # fmt: skip


def test_a_moved_appointment_waits_for_its_new_day() -> None:
    moved = ("A", "Intake", "2022-01-10", "Verplaatst")
    assert _to_settle(moved) == ["AF-0"]
    assert _to_settle(moved, ("A", "Intake", "2022-02-10", "")) == []
    assert _to_settle(moved, ("A", "Intake", "2022-01-17", "Verschenen")) == []
    others = ("A", "Opvang", "2022-02-10", ""), ("B", "Intake", "2022-02-10", "")
    assert _to_settle(moved, *others) == ["AF-0"]
    assert _to_settle(moved, ("A", "Intake", "2022-01-03", "Verschenen")) == ["AF-0"]
    assert _to_settle(moved, ("A", "Intake", "2022-01-17", "Verplaatst")) == ["AF-0", "AF-1"]


def test_actions_due_are_the_unfinished_ones_of_one_worker() -> None:
    rows = [("CM-01", "2022-02-08", "Open"), ("CM-01", "2022-02-09", "Open"),
            ("CM-01", "2022-01-31", "Mee bezig"), ("CM-01", "2022-02-01", "Klaar"),
            ("CM-01", "2022-02-01", "Vervallen"), ("CM-02", "2022-02-01", "Open"),
            ("", "2022-02-01", "Open")]  # fmt: skip
    world = snapshot_of(actions=[
        {"action_id": f"AC-{n}", "what": "Iets", "who": who, "due_on": due_on, "state": state}
        for n, (who, due_on, state) in enumerate(rows)
    ])  # fmt: skip
    table = worklist.actions_due(world, TODAY, "CM-01")
    assert table["action_id"].tolist() == ["AC-2", "AC-0"]
    assert table["is_overdue"].tolist() == [True, False]
    assert worklist.actions_due(world, TODAY, "").empty


def test_reports_stay_open_until_solved_longest_waiting_first() -> None:
    rows = [("A", "2022-01-20", "", "", "Loopt nog", "CM-02"),
            ("B", "2022-01-25", "2021-12-01", "", "", "CM-01"),
            ("A", "2022-01-02", "", "2022-01-20", "Loopt nog", "CM-01"),
            ("A", "2022-01-02", "", "", "Afgewezen", "CM-01"),
            ("", "2022-01-10", "", "", "Loopt nog", "CM-01"),
            ("", "2022-01-10", "", "", "Loopt nog", "CM-02")]  # fmt: skip
    names = ("client_code", "reported_on", "waiting_since", "solved_on", "result", "reported_by")
    world = snapshot_of(bottleneck_reports=[
        {"report_id": f"KM-{n}", "bottleneck_id": "KP-1"} | dict(zip(names, row, strict=True))
        for n, row in enumerate(rows)
    ])  # fmt: skip
    table = worklist.reports_open(world, "CM-01")
    assert table["report_id"].tolist() == ["KM-1", "KM-4", "KM-0"]


def test_permits_under_way_and_the_day_they_are_to_be_finished() -> None:
    steps = ["In behandeling", "Verleend", "Geïnformeerd", "Wil niet", "Wil aanvragen",
             "Afgewezen", "Aangevraagd", "Ingetrokken"]  # fmt: skip
    milestones = [("Vergunningen", "2022-07-01", ""), ("Vergunningen", "2022-03-01", "2022-01-20"),
                  ("Fase", "2022-02-10", "")]  # fmt: skip
    world = snapshot_of(
        permits=[{"permit_id": f"VG-{n}", "client_code": "A", "situation": "Zonder vergunning",
                  "in_view": True, "step": step} for n, step in enumerate(steps)],
        milestones=[{"milestone_id": f"MP-{n}", "title_text": "Iets", "kind": kind,
                     "target_on": target_on, "reached_on": reached_on, "progress": "Op koers"}
                    for n, (kind, target_on, reached_on) in enumerate(milestones)],
    )  # fmt: skip
    table = worklist.permits_unfinished(world)
    assert table["permit_id"].tolist() == ["VG-2", "VG-4", "VG-6", "VG-0"]
    assert worklist.permit_target(world) == date(2022, 7, 1)
    assert worklist.permit_target(snapshot_of()) is None
    assert worklist.permits_unfinished(snapshot_of()).empty


def test_empty_sheets_give_empty_lists() -> None:
    world = snapshot_of()
    for listed in (worklist.unseen, worklist.follow_ups_due, worklist.appointments_ahead,
                   worklist.consents_expiring, worklist.appointments_to_settle):  # fmt: skip
        assert listed(world, TODAY).empty
    assert worklist.actions_due(world, TODAY, "CM-01").empty
    assert worklist.reports_open(world, "CM-01").empty
