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


def moment(value: float) -> datetime | None:
    """Rounded to the millisecond; None when the calendar does not reach that far."""
    try:
        return _EPOCH + timedelta(milliseconds=round(value * 86_400_000))
    except OverflowError:
        return None
