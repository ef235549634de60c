"""Rules within a row, across rows, and the steps of a permit."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.schema.choices import PermitStep
from lib.schema.workbook import SHEETS

D = date.fromisoformat
NEXT: dict[str | None, set[str]] = {
    None: {"Geïnformeerd", "Wil aanvragen", "Wil niet"},
    "Geïnformeerd": {"Wil aanvragen", "Wil niet"},
    "Wil aanvragen": {"Aangevraagd", "Wil niet"},
    "Wil niet": {"Wil aanvragen"},
    "Aangevraagd": {"In behandeling", "Ingetrokken"},
    "In behandeling": {"Verleend", "Afgewezen", "Ingetrokken"},
    "Verleend": {"Ingetrokken"},
    "Afgewezen": {"Wil aanvragen"},
    "Ingetrokken": {"Wil aanvragen"},
}
STEPS = [step.value for step in PermitStep]


def broken(sheet: str, row: dict[str, Any]) -> list[str]:
    return [rule.column for rule in SHEETS[sheet].rules if not rule.holds(row)]


@pytest.mark.parametrize("then", STEPS)
@pytest.mark.parametrize("before", NEXT)
def test_a_permit_takes_only_the_next_step(before: str | None, then: str) -> None:
    steps = SHEETS["permits"].steps
    assert steps is not None
    assert steps.may_follow(before, then) == (then == before or then in NEXT[before])
    assert not steps.may_follow(then, None)


@pytest.mark.parametrize("sheet", ["bottlenecks", "milestones"])
@pytest.mark.parametrize("progress", ["Aandacht", "Loopt vast"])
def test_amber_and_red_carry_cause_effect_and_adjustment(sheet: str, progress: str) -> None:
    assert broken(sheet, {"progress": progress}) == ["cause", "effect", "adjustment"]
    partly = {"progress": progress, "cause": "te weinig plekken", "effect": ""}
    assert broken(sheet, partly) == ["effect", "adjustment"]
    full = {"progress": progress, "cause": "a", "effect": "b", "adjustment": "c"}
    assert broken(sheet, full) == []


@pytest.mark.parametrize("progress", ["Op koers", "Niet gestart", None])
def test_green_and_grey_need_no_explanation(progress: str | None) -> None:
    assert broken("bottlenecks", {"progress": progress}) == []


@pytest.mark.parametrize("state", ["Bereikt", "Losgelaten"])
def test_a_goal_that_ended_has_a_day(state: str) -> None:
    assert broken("goals", {"state": state}) == ["finished_on"]
    assert broken("goals", {"state": state, "finished_on": D("2022-01-01")}) == []
    assert broken("goals", {"state": "Mee bezig"}) == []


def test_a_closed_client_has_a_reason() -> None:
    closed = {"closed_on": D("2022-01-01")}
    assert broken("clients", closed) == ["closing_reason"]
    assert broken("clients", {**closed, "closing_reason": "Verhuisd"}) == []
    assert broken("clients", {"closed_on": None}) == []


def test_an_attempt_is_no_conversation() -> None:
    attempt = {"kind": "Contactpoging"}
    for outcome in ("Gesproken", "Kort contact"):
        assert broken("contacts", {**attempt, "outcome": outcome}) == ["outcome"]
        assert broken("contacts", {"kind": "Gepland", "outcome": outcome}) == []
    for outcome in ("Niet bereikt", "Niet verschenen", "Afgezegd"):
        assert broken("contacts", {**attempt, "outcome": outcome}) == []


def test_a_range_of_a_key_figure_goes_upwards() -> None:
    assert broken("key_figures", {"value_min": 24.0, "value_max": 22.0}) == ["value_max"]
    assert broken("key_figures", {"value_min": 22.0, "value_max": 24.0}) == []
    assert broken("key_figures", {"value_min": 22.0, "value_max": None}) == []


@pytest.mark.parametrize(
    ("sheet", "earlier", "later"),
    [("clients", "first_contact_on", "closed_on"), ("support", "from_on", "until_on"),
     ("consents", "signed_on", "withdrawn_on"), ("consents", "withdrawn_on", "processed_on"),
     ("consents", "signed_on", "reconfirm_on"),
     ("contacts", "held_on", "follow_up_on"), ("appointments", "referred_on", "intake_on"),
     ("appointments", "intake_on", "started_on"),
     ("bottleneck_reports", "waiting_since", "solved_on"),
     ("permits", "informed_on", "applied_on"), ("permits", "applied_on", "decided_on"),
     ("bottlenecks", "since_on", "solved_on"), ("partner_meetings", "held_on", "follow_up_on"),
     ("milestones", "starts_on", "target_on"), ("closures", "from_on", "until_on"),
     ("team", "started_on", "stopped_on"), ("releases", "released_on", "until_on")],
)  # fmt: skip
def test_what_comes_later_does_not_lie_before(sheet: str, earlier: str, later: str) -> None:
    row = {earlier: D("2022-02-01"), later: D("2022-01-31")}
    assert later in broken(sheet, row)
    assert later not in broken(sheet, {**row, later: D("2022-02-01")})
    assert later not in broken(sheet, {**row, later: None})
    assert later not in broken(sheet, {**row, earlier: None})


@pytest.mark.parametrize(
    ("periods", "offending"),
    [([("2021-08-01", "2021-09-30"), ("2021-10-01", None)], []),
     ([("2021-08-01", "2021-10-01"), ("2021-10-01", None)], [1]),
     ([("2021-10-01", None), ("2021-08-01", "2021-11-30")], [0]),
     ([("2021-08-01", None), ("2021-10-01", None)], [1]),
     ([("2021-08-01", "2021-12-31"), ("2021-09-01", "2021-09-30"), ("2021-11-01", None)], [1, 2]),
     ([(None, None), ("2021-10-01", None)], []),
     ([("2021-08-01", None)], [])],
)  # fmt: skip
def test_periods_of_one_client_do_not_overlap(
    periods: list[tuple[str | None, str | None]], offending: list[int]
) -> None:
    (rule,) = SHEETS["support"].across
    frame = pd.DataFrame(
        {"client_code": "ST-00004", "from_on": [p[0] for p in periods],
         "until_on": [p[1] for p in periods]}
    ).astype({"from_on": "datetime64[us]", "until_on": "datetime64[us]"})  # fmt: skip
    found = rule.offends_in(frame)
    assert list(found[found].index) == offending


def test_periods_of_two_clients_may_overlap() -> None:
    (rule,) = SHEETS["support"].across
    day = pd.Timestamp("2021-08-01")
    frame = pd.DataFrame(
        {"client_code": ["ST-00004", "ST-00018"], "from_on": [day, day], "until_on": pd.NaT}
    )
    assert not rule.offends_in(frame).any()
