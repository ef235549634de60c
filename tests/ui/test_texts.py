"""How days and values are written on screen."""

from datetime import date

import pandas as pd
import pytest

from lib.ui.texts import days_ago, long_day, short_day, shown_table

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


def test_a_table_on_screen_holds_text_only() -> None:
    table = pd.DataFrame(
        {
            "dag": [TODAY, None],
            "getal": [12.5, 3.0],
            "aantal": pd.array([4, None], dtype="Int64"),
            "ja of nee": [True, False],
            "meer": [("a", "b"), ()],
            "tekst": ["x", None],
        }
    )
    assert shown_table(table).to_dict("list") == {
        "dag": ["01-02-2022", "–"],
        "getal": ["12,5", "3"],
        "aantal": ["4", "–"],
        "ja of nee": ["ja", "nee"],
        "meer": ["a, b", "–"],
        "tekst": ["x", "–"],
    }
