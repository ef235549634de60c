from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.measures.period import during, month_label, month_starts
from lib.measures.result import Mark


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_month_starts_run_without_a_gap(since: date, length: int) -> None:
    as_of = (pd.Timestamp(since) + pd.Timedelta(days=length)).date()
    starts = month_starts(since, as_of)
    wanted = pd.period_range(since, as_of, freq="M").to_timestamp()
    assert starts == [stamp.date() for stamp in wanted]


def test_a_month_that_is_not_over_says_so() -> None:
    assert month_label(date(2022, 2, 1), date(2022, 2, 27)) == "februari 2022 (t/m 27)"
    assert month_label(date(2022, 2, 1), date(2022, 2, 28)) == "februari 2022"
    assert month_label(date(2022, 1, 1), date(2022, 2, 1)) == "januari 2022"


def test_during_includes_both_days_of_every_period() -> None:
    days = pd.Series(pd.to_datetime(["2021-12-18", "2021-12-19", "2021-12-20", "2022-01-01"]))
    marks = (Mark("", date(2021, 12, 19), date(2021, 12, 20)), Mark("", date(2022, 1, 1),
                                                                    date(2022, 1, 1)))  # fmt: skip
    assert during(days, marks).tolist() == [False, True, True, True]
