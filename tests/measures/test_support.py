from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import support
from lib.schema.choices import ContactState, Intensity, Zone
from tests.measures.world import TODAY, client, memo, snapshot_of
from tests.measures.world import support as period

_days = st.dates(date(2021, 8, 1), date(2022, 3, 1))


def test_of_the_18_six_eight_and_four() -> None:
    table = support.INTENSITY.compute(memo(), TODAY).table
    assert list(table["Intensiteit"]) == list(Intensity)
    assert list(table["Cliënten"]) == [6, 8, 4]


def test_the_last_day_of_a_period_still_counts() -> None:
    world = snapshot_of(
        clients=[client("A")],
        support=[period("A", Intensity.INTENSIVE, from_on="2021-09-01", until_on="2021-12-31"),
                 period("A", Intensity.LIGHT_CONSULT, from_on="2022-01-01")],
    )  # fmt: skip

    def intensity_on(day: date) -> str:
        return str(support.open_support(world, day)["intensity"].iloc[0])

    assert intensity_on(date(2021, 12, 31)) == Intensity.INTENSIVE
    assert intensity_on(date(2022, 1, 1)) == Intensity.LIGHT_CONSULT
    assert support.open_support(world, date(2021, 8, 31)).empty


def test_good_contact_without_a_period_is_shown_as_not_recorded() -> None:
    world = snapshot_of(clients=[client("A"), client("B")], support=[period("A", "Intensief")])
    table = support.INTENSITY.compute(world, TODAY).table
    assert table.iloc[-1].tolist() == [support.NOT_RECORDED, 1]


def test_over_time_counts_the_last_day_of_each_month_and_today() -> None:
    world = snapshot_of(
        clients=[
            client("A"),
            client("B", closed_on="2021-12-15"),
            client("C", closed_on="2021-09-30"),
        ],
        support=[
            period("A", "Intensief", from_on="2021-10-31"),
            period("B", "Intensief"),
            period("C", "Intensief", until_on="2022-06-01"),
        ],
    )
    table = support.INTENSITY_PER_MONTH.compute(world, TODAY).table
    assert list(table["Intensief"]) == [0, 1, 2, 2, 1, 1, 1]
    assert table["Maand"].iloc[0] == "augustus 2021"
    assert table["Maand"].iloc[-1] == "februari 2022 (t/m 1)"


def test_approaches_and_topics_belong_to_the_running_period() -> None:
    world = memo()
    assert support.approaches_of(world, TODAY, Intensity.INTENSIVE) == {"Presentie"}
    topics = support.CONSULT_TOPICS.compute(world, TODAY).table
    assert topics.to_dict("list") == {"Onderwerp": ["Sekswerk", "Covid"], "Cliënten": [4, 4]}


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from(Zone), st.sampled_from(ContactState)), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(Intensity), _days,
                       st.one_of(st.none(), st.integers(0, 90))), max_size=12),
    _days,
)  # fmt: skip
def test_intensities_add_up_to_the_clients_in_good_contact(
    states: list[tuple[Zone, ContactState]],
    periods: list[tuple[int, Intensity, date, int | None]],
    day: date,
) -> None:
    world = snapshot_of(
        clients=[client(f"C{n}", zone_status=z, contact_state=s, first_contact_on="")
                 for n, (z, s) in enumerate(states)],
        support=[period(f"C{n}", i, from_on=begin,
                        until_on="" if length is None else begin + timedelta(days=length))
                 for n, i, begin, length in periods],
    )  # fmt: skip
    good = sum(z is Zone.ACTIVE and s is ContactState.GOOD for z, s in states)
    assert support.INTENSITY.compute(world, day).table["Cliënten"].sum() == good
