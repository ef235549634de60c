"""Lists for one person: who, how long ago, and what happened, newest first."""

from datetime import date

from lib.measures.caseload import caseload_list, contact_list, of_client
from lib.schema.choices import Channel, ContactState, Intensity, Outcome
from tests.measures.world import client, contact, snapshot_of, support

TODAY = date(2022, 2, 1)
WORLD = snapshot_of(
    clients=[
        client("A"),
        client("B", contact_state=ContactState.VARYING),
        client("C", closed_on="2022-01-15", closing_reason="Verhuisd"),
    ],
    support=[support("A", Intensity.INTENSIVE), support("B", Intensity.LIGHT_CONSULT)],
    contacts=[
        contact(1, "A", "2022-01-10", channel=Channel.PHONE),
        contact(2, "A", "2022-01-30", channel=Channel.STREET, outcome=Outcome.NOT_REACHED),
        contact(3, "C", "2022-01-05", channel=Channel.PHONE),
    ],
)


def codes(table: object) -> list[str]:
    return list(table["client_code"])  # type: ignore[index]


def test_who_was_never_seen_stands_first_and_a_miss_is_not_seeing() -> None:
    listed = caseload_list(WORLD, TODAY)
    assert codes(listed) == ["B", "A"]
    assert [str(day)[:10] for day in listed["last_seen_on"]] == ["NaT", "2022-01-10"]
    assert list(listed["intensity"]) == [Intensity.LIGHT_CONSULT, Intensity.INTENSIVE]


def test_a_closed_client_is_listed_only_when_asked_for() -> None:
    assert set(codes(caseload_list(WORLD, TODAY, with_closed=True))) == {"A", "B", "C"}
    assert set(codes(caseload_list(WORLD, date(2022, 1, 14)))) == {"A", "B", "C"}


def test_filters_leave_who_fits_all_of_them() -> None:
    assert codes(caseload_list(WORLD, TODAY, states=[ContactState.VARYING])) == ["B"]
    assert codes(caseload_list(WORLD, TODAY, intensities=[Intensity.INTENSIVE])) == ["A"]
    both = caseload_list(WORLD, TODAY, [ContactState.VARYING], [Intensity.INTENSIVE])
    assert codes(both) == []


def test_contacts_come_newest_first_and_can_be_narrowed() -> None:
    assert codes(contact_list(WORLD)) == ["A", "A", "C"]
    assert list(contact_list(WORLD, "A")["channel"]) == [Channel.STREET, Channel.PHONE]
    assert codes(contact_list(WORLD, channels=[Channel.PHONE])) == ["A", "C"]
    assert codes(contact_list(WORLD, outcomes=[Outcome.NOT_REACHED])) == ["A"]


def test_rows_of_a_client_hold_no_other_client() -> None:
    assert codes(of_client(WORLD, "support", "A", "from_on")) == ["A"]


def test_an_empty_sheet_gives_empty_lists() -> None:
    empty = snapshot_of()
    assert codes(caseload_list(empty, TODAY)) == []
    assert codes(contact_list(empty)) == []
