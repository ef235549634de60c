"""USER_ENTERED: what Sheets makes of typed text, by the locale of the spreadsheet."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lib.localsheets import arithmetic, serial
from lib.localsheets.cell import Entry, Format, stored
from lib.localsheets.locales import Locale

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](.+))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?( ?[AaPp][Mm])?")
_LOCAL_DATE = re.compile(r"(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?: (\d{1,2}:.+))?")
_CURRENCY = re.compile(r"(-?) ?([$€]) ?(-?)(.+)")


def typed(text: str, locale: Locale) -> Entry:
    if text.startswith("'"):
        return Entry(stored(text[1:]))
    stripped = text.strip()
    for reading in (_boolean, _amount, _clock, _iso_date, _local_date):
        entry = reading(stripped, locale)
        if entry:
            return entry
    if stripped[:1] in ("=", "+") and len(stripped) > 1:
        return formula(stripped if stripped[0] == "=" else "=" + stripped, locale)
    return Entry(stored(text))


def untyped(text: str) -> Entry:
    """What typing leaves in a cell formatted as text: the text."""
    return Entry(stored(text.removeprefix("'")))


def formula(text: str, locale: Locale) -> Entry:
    """Arithmetic on literals is worked out; any other formula is kept and shows an error."""
    stored(text)
    result = arithmetic.evaluated(text[1:], locale.decimal)
    if isinstance(result, arithmetic.Failure):
        error = {"type": result.kind, "message": result.message}
        return Entry(stored(result.shown), formula=text, error=error)
    return Entry(stored(result), formula=text)


def _format(kind: str, pattern: str) -> Format:
    return {"type": kind, "pattern": pattern}


def _boolean(text: str, locale: Locale) -> Entry | None:
    value = locale.booleans.get(text.upper())
    return None if value is None else Entry(stored(value))


def _amount(text: str, locale: Locale) -> Entry | None:
    """A number: bare, grouped, in scientific notation, a percentage or an amount of money."""
    money = _CURRENCY.fullmatch(text)
    if money and not (money[1] and money[3]):
        value = _number(money[4], locale)
        if value is not None and money[4][0].isdigit():
            signed = -value if money[1] or money[3] else value
            return Entry(stored(signed), format=_money_format(money[2], money[4], locale))
    is_percent = text.endswith("%")
    value = _number(text[:-1].rstrip() if is_percent else text, locale)
    if value is None:
        return None
    if is_percent:
        shown = "0.00%" if locale.decimal in text else "0%"
        return Entry(stored(_hundredth(value)), format=_format("PERCENT", shown))
    return Entry(stored(value), format=_number_format(text, locale))


def _hundredth(value: float) -> float:
    """Division in decimals, so that 7% is 0.07."""
    return float(f"{value!r}e-2") if "e" not in repr(value) else value / 100


def _number(text: str, locale: Locale) -> float | None:
    point, group = re.escape(locale.decimal), re.escape(locale.group)
    whole = rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)"
    shape = rf"[+-]?(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d{{1,3}})?"
    if not re.fullmatch(shape, text, re.ASCII):
        return None
    value = float(text.replace(locale.group, "").replace(locale.decimal, "."))
    if abs(value) == float("inf"):
        return None
    return int(value) if value.is_integer() else value


def _number_format(text: str, locale: Locale) -> Format | None:
    if "e" in text.lower():
        return _format("SCIENTIFIC", "0.00E+00")
    if locale.group in text:
        return _format("NUMBER", "#,##0.00" if locale.decimal in text else "#,##0")
    return None


def _money_format(symbol: str, digits: str, locale: Locale) -> Format:
    before = '"$"' if symbol == locale.currency == "$" else f"[${symbol}]"
    space = " " if locale.currency == "€" else ""
    decimals = ".00" if locale.decimal in digits else ""
    return _format("CURRENCY", f"{before}{space}#,##0{decimals}")


def _clock(text: str, locale: Locale) -> Entry | None:
    time = _time_of_day(text, locale)
    return None if time is None else Entry(stored(time[0]), format=_format("TIME", time[1]))


def _time_of_day(text: str, locale: Locale) -> tuple[float, str] | None:
    """Fraction of the day and the pattern it is shown with."""
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[5] or "").strip().lower()
    if match[4] and locale.decimal != ".":
        return None
    if half and (locale.is_day_first or not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    pattern = ("h:mm:ss" if match[3] else "h:mm") + (" am/pm" if half else "")
    return (hour * 3600 + minute * 60 + second + float(match[4] or 0)) / 86_400, pattern


def _dated(day: int | None, pattern: str, clock: str | None, locale: Locale) -> Entry | None:
    """A day, with a time of day when one was typed behind it."""
    if day is None:
        return None
    if clock is None:
        return Entry(stored(day), format=_format("DATE", pattern))
    time = _time_of_day(clock, locale)
    if time is None:
        return None
    return Entry(stored(day + time[0]), format=_format("DATE_TIME", f"{pattern} {time[1]}"))


def _iso_date(text: str, locale: Locale) -> Entry | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    day = serial.of_date(int(match[1]), int(match[2]), int(match[3]))
    return _dated(day, "yyyy-mm-dd", match[4], locale)


def _local_date(text: str, locale: Locale) -> Entry | None:
    """`1-2-2022` or `1/2`; without a year it is this year."""
    match = _LOCAL_DATE.fullmatch(text)
    if not match:
        return None
    year = int(match[4]) if match[4] else datetime.now(UTC).year
    if match[4] and len(match[4]) == 2:
        year += 2000 if year < 50 else 1900
    first, second = int(match[1]), int(match[3])
    month, day = (second, first) if locale.is_day_first else (first, second)
    parts = ["d", "m"] if locale.is_day_first else ["m", "d"]
    parts += ["y" * len(match[4])] if match[4] else []
    return _dated(serial.of_date(year, month, day), match[2].join(parts), match[5], locale)
