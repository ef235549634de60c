"""Dates as people type them and as Google stores them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.schema.cells import read_cell
from lib.schema.column import Kind
from lib.schema.dates import FIRST, LAST, MONTHS, from_serial, from_text, to_serial
from lib.schema.workbook import SHEETS
from tests.schema.values import column_of

DAYS = st.dates(FIRST, LAST)


@given(day=DAYS)
def test_every_way_to_write_a_day_is_that_day(day: date) -> None:
    assert from_text(day.isoformat()) == day
    assert from_text(f"{day.day}-{day.month}-{day.year}") == day
    assert from_text(f" {day.day:02}/{day.month:02}/{day.year} ") == day
    assert from_text(f"{day.day}.{day.month}.{day.year}") == day
    month = MONTHS[day.month - 1]
    assert from_text(f"{day.day} {month} {day.year}") == day
    assert from_text(f"{day.day} {month[:3].upper()}. {day.year}") == day


@given(day=DAYS)
def test_a_day_survives_as_serial_number(day: date) -> None:
    serial = to_serial(day)
    assert serial == int(serial)
    assert from_serial(serial) == datetime(day.year, day.month, day.day)


def test_serials_count_from_the_day_google_counts_from() -> None:
    assert to_serial(date(2022, 2, 1)) == 44593
    assert from_serial(44593) == datetime(2022, 2, 1)
    assert from_serial(44593.75) == datetime(2022, 2, 1, 18)


@given(moment=st.datetimes(datetime(1950, 1, 1), datetime(2199, 12, 31)))
def test_a_moment_survives_to_the_millisecond(moment: datetime) -> None:
    read = from_serial(to_serial(moment))
    assert read is not None
    assert abs(read - moment) <= timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("text", "month"),
    [("1 mrt 2022", 3), ("1 sept 2022", 9), ("1 mei 2022", 5), ("1 Februari 2022", 2)],
)
def test_months_in_words_have_their_usual_short_forms(text: str, month: int) -> None:
    assert from_text(text) == date(2022, month, 1)


@pytest.mark.parametrize(
    "text",
    ["1-2-22", "31-2-2022", "30 februari 2022", "2022-13-01", "2022-02", "1 febr 2022 ochtend",
     "morgen", "1-2", "13/13/2022", "1 februarius 2022", "01-02-2022 en later", "1 xyz 2022",
     "0-1-2022", "2200-01-01", "31-12-1899"],
)  # fmt: skip
def test_what_cannot_be_told_or_does_not_exist_is_refused(text: str) -> None:
    assert from_text(text) is None
    fault = read_cell(SHEETS["contacts"].column("held_on"), text).fault
    assert fault == ("not_a_date", "Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.")


@pytest.mark.parametrize(
    "serial", [0, 1, -1, 12.5, 601, 18_263, 110_000, 20220201, 1e300, float("nan"), float("inf")]
)
def test_a_number_far_from_any_date_is_no_date(serial: float) -> None:
    assert from_serial(serial) is None
    assert read_cell(column_of(Kind.DATE), serial).fault.code == "not_a_date"  # type: ignore[union-attr]


def test_the_range_of_dates_includes_its_ends() -> None:
    for day in (FIRST, LAST):
        assert from_text(day.isoformat()) == day
        assert from_serial(to_serial(day)) == datetime(day.year, day.month, day.day)
    assert from_serial(to_serial(LAST + timedelta(days=1))) is None
    assert from_serial(to_serial(FIRST - timedelta(days=1))) is None


def test_a_date_with_a_time_is_read_as_its_day() -> None:
    assert read_cell(column_of(Kind.DATE), 44593.99).value == date(2022, 2, 1)


@pytest.mark.parametrize("cell", [True, False])
def test_a_tick_is_no_date(cell: bool) -> None:
    assert read_cell(column_of(Kind.DATE), cell).fault.code == "not_a_date"  # type: ignore[union-attr]
