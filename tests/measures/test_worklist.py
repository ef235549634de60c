from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import worklist
from lib.schema.choices import Intensity, Outcome
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


def test_empty_sheets_give_empty_lists() -> None:
    world = snapshot_of()
    for listed in (worklist.unseen, worklist.follow_ups_due, worklist.appointments_ahead,
                   worklist.consents_expiring):  # fmt: skip
        assert listed(world, TODAY).empty
