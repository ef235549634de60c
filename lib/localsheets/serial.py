"""Dates as Sheets counts them: days since 1899-12-30, the time of day as fraction."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_EPOCH = datetime(1899, 12, 30)


def of_date(year: int, month: int, day: int) -> int | None:
    """None when there is no such day."""
    try:
        return date(year, month, day).toordinal() - _EPOCH.toordinal()
    except ValueError:
        return None


def moment(value: float, *, in_ms: bool) -> datetime | None:
    """Rounded to what is shown: milliseconds or seconds, which may be those of the next day.

    None when the calendar does not reach that far.
    """
    step = 1 if in_ms else 1000
    try:
        return _EPOCH + timedelta(milliseconds=step * round(value * 86_400_000 / step))
    except OverflowError:
        return None
