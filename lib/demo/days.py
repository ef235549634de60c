"""The days of the demo world. Source: memo; the memo gives no date for the closure."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

START = date(2021, 8, 1)
EXPERT_FROM = date(2021, 10, 1)
CLOSED_FROM = date(2021, 12, 19)
AS_OF = date(2022, 2, 1)

_NEAREST_WORKDAY = {5: timedelta(days=-1), 6: timedelta(days=1)}


def day(text: str) -> date:
    """A literal date, `2022-02-01`."""
    return date.fromisoformat(text)


def workday(wanted: date) -> date:
    """The day itself, or the nearest one that is not in a weekend."""
    return wanted + _NEAREST_WORKDAY.get(wanted.weekday(), timedelta(0))


def spread(rng: Random, first: date, before: date, amount: int) -> Sequence[date]:
    """Workdays in order, one somewhere in each of `amount` equal parts of the period."""
    part_days = (before - first).days / max(amount, 1)
    return [
        workday(first + timedelta(days=(number + rng.random()) * part_days))
        for number in range(amount)
    ]
