"""Which consents hold, and what may be shared because of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures.consents import (
    SHARING,
    ConsentState,
    consent_list,
    sharing,
    with_state,
    withdrawals_to_process,
    year_later,
)
from tests.measures.world import TODAY, client, snapshot_of


def consent(number: int, code: str = "A", **more: object) -> dict[str, object]:
    return {"consent_id": f"TS-{number}", "client_code": code, "form_version": "1",
            "letter_version": "1", "signed_on": "2021-08-15", "purposes": "Toeleiding",
            "share_with": "GGD", "data_kinds": "Voortgang"} | more  # fmt: skip


def states(*consents: dict[str, object], **of_client: object) -> list[str]:
    world = snapshot_of(clients=[client("A", **of_client), client("B")], consents=list(consents))
    return with_state(world, TODAY)["state"].tolist()


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, ConsentState.VALID),
        ({"reconfirm_on": "2022-03-04"}, ConsentState.VALID),
        ({"reconfirm_on": "2022-03-03"}, ConsentState.EXPIRING),
        ({"reconfirm_on": "2022-02-01"}, ConsentState.EXPIRING),
        ({"reconfirm_on": "2022-01-31"}, ConsentState.EXPIRED),
        ({"withdrawn_on": "2022-02-01"}, ConsentState.WITHDRAWN),
        ({"withdrawn_on": "2022-02-20"}, ConsentState.WITHDRAWN),
        ({"withdrawn_on": "2022-01-01", "reconfirm_on": "2022-01-15"}, ConsentState.WITHDRAWN),
        ({"signed_on": "2022-02-02"}, ConsentState.UNCLEAR),
        ({"signed_on": ""}, ConsentState.UNCLEAR),
        ({"withdrawn_on": "gisteren"}, ConsentState.UNCLEAR),
        ({"reconfirm_on": "voor de zomer"}, ConsentState.UNCLEAR),
    ],
)
def test_the_state_of_one_consent(more: dict[str, object], state: ConsentState) -> None:
    assert states(consent(1, **more)) == [state]


def test_the_last_signed_counts_also_when_it_is_withdrawn() -> None:
    assert states(consent(1), consent(2, signed_on="2022-01-05"), consent(3, "B")) == [
        ConsentState.REPLACED, ConsentState.VALID, ConsentState.VALID]  # fmt: skip
    gone = consent(2, signed_on="2022-01-05", withdrawn_on="2022-01-20")
    assert states(consent(1), gone) == [ConsentState.REPLACED, ConsentState.WITHDRAWN]


def test_of_a_closed_client_nothing_is_shared() -> None:
    assert states(consent(1), closed_on="2022-01-31") == [ConsentState.CLOSED]
    assert states(consent(1), closed_on="2022-02-02") == [ConsentState.VALID]


def test_who_may_see_what_follows_from_the_consents_that_hold() -> None:
    world = snapshot_of(
        clients=[client(code) for code in "ABCD"],
        consents=[consent(1, "A", share_with="IrisZorg; GGD"), consent(2, "B"),
                  consent(3, "C", withdrawn_on="2022-02-01"),
                  consent(4, "D", reconfirm_on="2022-01-31")],
    )  # fmt: skip
    table = sharing(world, TODAY)
    assert table[["organisation", "client_code"]].to_numpy().tolist() == [
        ["GGD", "A"], ["GGD", "B"], ["IrisZorg", "A"]]  # fmt: skip


day = st.one_of(st.just(""), st.dates(date(2021, 12, 1), date(2022, 4, 1)).map(str))


@given(signed=day, reconfirm=day, withdrawn=day)
def test_nothing_is_shared_that_was_not_signed_is_withdrawn_or_expired(
    signed: str, reconfirm: str, withdrawn: str
) -> None:
    row = consent(1, signed_on=signed, reconfirm_on=reconfirm, withdrawn_on=withdrawn)
    shared = len(sharing(snapshot_of(clients=[client("A")], consents=[row]), TODAY))
    today = str(TODAY)
    is_meant = bool(signed) and signed <= today and not withdrawn
    assert shared == (is_meant and (not reconfirm or reconfirm >= today))


def test_a_withdrawal_is_to_be_processed_until_it_is() -> None:
    world = snapshot_of(consents=[
        consent(1, "B", withdrawn_on="2022-01-20"), consent(2, withdrawn_on="2022-01-10"),
        consent(3, "C", withdrawn_on="2022-01-10", processed_on="2022-01-12"), consent(4, "D"),
    ])  # fmt: skip
    assert withdrawals_to_process(world, TODAY)["consent_id"].tolist() == ["TS-2", "TS-1"]


def test_the_list_begins_with_what_asks_for_attention() -> None:
    rows = [consent(1, "A"), consent(2, "B", reconfirm_on="2022-02-10"),
            consent(3, "C", withdrawn_on="2022-01-10"),
            consent(4, "D", withdrawn_on="2022-01-10", processed_on="2022-01-12"),
            consent(5, "E", reconfirm_on="2022-01-10")]  # fmt: skip
    world = snapshot_of(consents=rows)
    listed = consent_list(world, TODAY)
    assert listed["consent_id"].tolist() == ["TS-3", "TS-5", "TS-2", "TS-1", "TS-4"]
    assert consent_list(world, TODAY, "B")["consent_id"].tolist() == ["TS-2"]
    assert consent_list(world, TODAY, states=SHARING)["consent_id"].tolist() == ["TS-2", "TS-1"]


def test_a_year_later() -> None:
    assert year_later(TODAY) == date(2023, 2, 1)
    assert year_later(date(2024, 2, 29)) == date(2025, 2, 28)


def test_no_consents_at_all() -> None:
    world = snapshot_of()
    for listed in (with_state, consent_list, withdrawals_to_process, sharing):
        assert listed(world, TODAY + timedelta(days=1)).empty
