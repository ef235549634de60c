"""How days and values are written on screen."""

from datetime import date

import pandas as pd
import pytest

from lib.ui.texts import as_text, days_ago, escaped, long_day, short_day

TODAY = date(2022, 2, 1)


def test_a_long_day_is_written_in_words() -> None:
    assert long_day(date(2022, 7, 1)) == "1 juli 2022"


@pytest.mark.parametrize(
    ("day", "text"),
    [(TODAY, "01-02-2022"), (pd.Timestamp(TODAY), "01-02-2022"), (None, "–"), (pd.NaT, "–")],
)
def test_a_short_day_has_two_digits_and_missing_is_a_dash(day: date | None, text: str) -> None:
    assert short_day(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (TODAY, "vandaag"),
        (date(2022, 1, 31), "gisteren"),
        (date(2022, 1, 1), "31 dagen geleden"),
        (pd.Timestamp("2022-01-30"), "2 dagen geleden"),
        (date(2022, 2, 3), "03-02-2022"),
        (None, "nog nooit"),
        (pd.NaT, "nog nooit"),
    ],
)
def test_how_long_ago_reads_as_somebody_says_it(day: date | None, text: str) -> None:
    assert days_ago(day, TODAY) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(TODAY, "01-02-2022"), (12.5, "12,5"), (3.0, "3"), (4, "4"), (pd.NA, "–"), (None, "–"),
     (True, "ja"), (False, "nee"), (("a", "b"), "a, b"), ((), "–"), ("x", "x")],
)  # fmt: skip
def test_a_value_of_a_table_reads_as_dutch(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("typed", ["**vet**", "[x](http://y)", "$a$", ":red[x]", "# Kop", "`c`"])
def test_what_people_typed_is_text_and_never_markup(typed: str) -> None:
    mended = escaped(typed)
    assert mended.replace("\\", "") == typed
    assert all(mended[place - 1] == "\\" for place, c in enumerate(mended) if c in "*[]()$:#`")
