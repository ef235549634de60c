"""Dates as people type them in a Dutch sheet, and as Google stores them.

Google stores a date as days since 30 December 1899, a time of day as the fraction.
"""

import re
from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)
# A number outside these days is no date anybody meant: it is an amount or a typing error.
# A year of two digits Google takes for one from 1950 on.
FIRST, LAST = date(1950, 1, 1), date(2199, 12, 31)
_BEGIN, _END = (datetime.combine(day, time()) for day in (FIRST, LAST + timedelta(days=1)))
_MILLISECOND = timedelta(milliseconds=1)

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"mrt": 3}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")


def spoken_day(day: date) -> str:
    """1 februari 2022."""
    return f"{day.day} {spoken_month(day)}"


def spoken_month(day: date) -> str:
    """februari 2022."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """feb; mrt, as maart and mei begin alike."""
    return "mrt" if day.month == 3 else MONTHS[day.month - 1][:3]


def from_serial(serial: float) -> datetime | None:
    """The moment a serial number stands for, to the millisecond; None when it is no date."""
    if not 1 < serial < 110_000:
        return None
    moment = EPOCH + round(serial * 86_400_000) * _MILLISECOND
    return moment if _BEGIN <= moment < _END else None


def to_serial(moment: date | datetime) -> float:
    """Days since the epoch; whole for a date."""
    if isinstance(moment, datetime):
        return (moment - EPOCH) / timedelta(days=1)
    return float((moment - EPOCH.date()).days)


def from_text(text: str) -> date | None:
    """`2022-02-01`, `1-2-2022`, `01/02/2022` (day first), `1 februari 2022`; else None.

    A year of two digits is refused: nobody can tell 1-2-22 from 1922.
    """
    bare = text.strip().lower()
    if found := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(bare):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return read if FIRST <= read <= LAST else None


def _month(word: str) -> int:
    number = _SHORT.get(word[:3], 0)
    is_short = word in _SHORT or word == "sept"
    return number if is_short or (number and word == MONTHS[number - 1]) else 0
