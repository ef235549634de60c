from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import contacts
from lib.schema.choices import Channel, Outcome
from tests.measures.world import TODAY, client, contact, memo, snapshot_of

_CLOSED = [{"closure_id": "1", "from_on": "2021-12-19", "until_on": "2022-01-28"}]


def test_during_the_closure_almost_everybody_was_reached_by_phone_or_whatsapp() -> None:
    result = contacts.CLOSURE_REACH.compute(memo(), TODAY)
    assert list(result.table["Cliënten"]) == [17, 1, 1]
    assert result.marks[0][1:3] == (date(2021, 12, 19), date(2022, 1, 28))


def test_only_who_was_spoken_with_counts_in_the_month_of_the_contact() -> None:
    world = snapshot_of(contacts=[
        contact(1, "A", "2021-08-31"),
        contact(2, "A", "2021-09-01", channel="Sms", outcome="Kort contact"),
        contact(3, "A", "2021-09-02", outcome="Niet bereikt"),
        contact(4, "A", "2021-07-31"),
        contact(5, "A", "2021-09-20"),
    ])  # fmt: skip
    table = contacts.CHANNELS_PER_MONTH.compute(world, date(2021, 9, 10)).table
    assert table["Maand"].tolist() == ["augustus 2021", "september 2021 (t/m 10)"]
    assert table["Telefoon"].tolist() == [1, 0]
    assert table["Overig"].tolist() == [0, 1]
    reach = contacts.REACH_PER_MONTH.compute(world, date(2021, 9, 10)).table
    assert reach["Niet bereikt"].tolist() == [0, 1]


def test_contacts_without_date_channel_or_outcome_are_left_out() -> None:
    world = snapshot_of(contacts=[
        contact(1, "A", "morgen"), contact(2, "A", "2021-09-01", channel="duif"),
        contact(3, "A", "2021-09-01", outcome=""), contact(4, "A", "2021-09-01"),
    ])  # fmt: skip
    assert contacts.CHANNELS_PER_MONTH.compute(world, TODAY).left_out == 2
    assert contacts.REACH_PER_MONTH.compute(world, TODAY).left_out == 2


def test_a_closure_without_end_goes_on_and_one_without_begin_is_not_used() -> None:
    world = snapshot_of(
        contacts=[contact(1, "A", "2022-01-31"), contact(2, "A", "2021-12-18")],
        closures=[{"closure_id": "1", "from_on": "2021-12-19"}, {"closure_id": "2"}],
    )
    result = contacts.CLOSURE_CHANNELS.compute(world, TODAY)
    assert result.table["Contacten"].sum() == 1
    assert [mark.high for mark in result.marks] == [TODAY]


def test_without_a_closure_there_is_nothing_to_say() -> None:
    world = snapshot_of(contacts=[contact(1, "A", "2022-01-31")], clients=[client("A")])
    assert contacts.CLOSURE_CHANNELS.compute(world, TODAY).table.empty
    assert contacts.CLOSURE_REACH.compute(world, TODAY).table.empty


_days = st.dates(date(2021, 8, 1), date(2022, 2, 1))


@settings(max_examples=30)
@given(st.lists(st.tuples(_days, st.sampled_from(Channel), st.sampled_from(Outcome)), max_size=15))
def test_every_contact_is_counted_once(rows: list[tuple[date, Channel, Outcome]]) -> None:
    world = snapshot_of(
        contacts=[
            contact(n, "A", str(day), channel=channel, outcome=outcome)
            for n, (day, channel, outcome) in enumerate(rows)
        ],
        closures=_CLOSED,
    )
    spoken = sum(outcome in contacts.REACHED for _, _, outcome in rows)
    channels = contacts.CHANNELS_PER_MONTH.compute(world, TODAY).table
    assert channels.iloc[:, 1:].to_numpy().sum() == spoken
    reach = contacts.REACH_PER_MONTH.compute(world, TODAY).table
    assert reach[["Gesproken", "Niet bereikt"]].sum().tolist() == [spoken, len(rows) - spoken]
