"""Months and days: what the measures over time share."""

from datetime import date

import pandas as pd

from lib.measures.result import Mark
from lib.schema.dates import spoken_month
from lib.snapshot import Snapshot

PROJECT_START = date(2021, 8, 1)
"""The first day of the approach and of the STAP-team (memo)."""


def until(days: pd.Series, as_of: date) -> pd.Series:
    """Marks the days that are known and not after `as_of`."""
    return days.le(pd.Timestamp(as_of))


def between(days: pd.Series, first: date, last: date) -> pd.Series:
    """Marks the days from `first` to `last`, both included; a missing day is outside."""
    return days.ge(pd.Timestamp(first)) & days.le(pd.Timestamp(last))


def month_starts(since: date, as_of: date) -> list[date]:
    """The first day of every month that has begun between two days."""
    count = (as_of.year - since.year) * 12 + as_of.month - since.month + 1
    months = (since.month - 1 + step for step in range(count))
    return [date(since.year + n // 12, n % 12 + 1, 1) for n in months]


def month_label(month: date, as_of: date) -> str:
    """ "augustus 2021"; a month that is not over yet says up to which day it counts."""
    label = spoken_month(month)
    is_running = (month.year, month.month) == (as_of.year, as_of.month)
    is_over = is_running and (pd.Timestamp(as_of).days_in_month == as_of.day)
    return f"{label} (t/m {as_of.day})" if is_running and not is_over else label


def per_month(days: pd.Series, groups: pd.Series, since: date, as_of: date) -> pd.DataFrame:
    """Rows per month (index: first day) and group; months without rows are 0."""
    months = days.dt.year * 12 + days.dt.month - 1
    counts = groups.groupby([months, groups]).size().unstack(fill_value=0)
    starts = month_starts(since, as_of)
    table = counts.reindex([m.year * 12 + m.month - 1 for m in starts], fill_value=0)
    return table.set_axis(starts, axis="index")


def with_month_labels(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """A table per month (index: first day), with the month as its first column."""
    labels = [month_label(month, as_of) for month in table.index]
    table = table.astype("int64").rename_axis(columns=None)
    table.insert(0, "Maand", pd.Series(labels, index=table.index, dtype="str"))
    return table


def closures(snapshot: Snapshot, as_of: date) -> tuple[Mark, ...]:
    """Periods in which the zone was closed, up to `as_of`; one without a first day is not
    drawn or counted, one without a last day still goes on."""
    rows = snapshot.table("closures")
    rows = rows[until(rows["from_on"], as_of)].sort_values("from_on")
    today = pd.Timestamp(as_of)
    ends = rows["until_on"].where(until(rows["until_on"], as_of), today)
    spans = zip(rows["from_on"], ends, strict=True)
    return tuple(Mark("Zone gesloten", low.date(), high.date()) for low, high in spans)


def during(days: pd.Series, marks: tuple[Mark, ...]) -> pd.Series:
    """Marks the days that lie in one of the periods."""
    inside = pd.Series(False, index=days.index)
    for mark in marks:
        inside |= days.ge(pd.Timestamp(mark.low)) & days.le(pd.Timestamp(mark.high))
    return inside
