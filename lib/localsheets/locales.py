"""What a spreadsheet's locale decides about typed text and shown text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locale:
    decimal: str
    group: str
    is_day_first: bool
    date_separator: str
    currency: str
    booleans: dict[str, bool]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]  # Monday first
    short_days: tuple[str, ...]
    patterns: dict[str, str]  # of a number format that names a type and no pattern


_SHARED = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "SCIENTIFIC": "0.00E+00", "TEXT": "@"}

_ENGLISH_MONTHS = """January February March April May June July August September October November
    December"""
_DUTCH_MONTHS = """januari februari maart april mei juni juli augustus september oktober november
    december"""

LOCALES = {
    "en_US": Locale(
        decimal=".",
        group=",",
        is_day_first=False,
        date_separator="/",
        currency="$",
        booleans={"TRUE": True, "FALSE": False},
        months=tuple(_ENGLISH_MONTHS.split()),
        short_months=tuple(month[:3] for month in _ENGLISH_MONTHS.split()),
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        patterns=_SHARED
        | {
            "CURRENCY": '"$"#,##0.00',
            "DATE": "m/d/yyyy",
            "TIME": "h:mm:ss am/pm",
            "DATE_TIME": "m/d/yyyy h:mm:ss",
        },
    ),
    "nl_NL": Locale(
        decimal=",",
        group=".",
        is_day_first=True,
        date_separator="-",
        currency="€",
        booleans={"TRUE": True, "FALSE": False, "WAAR": True, "ONWAAR": False},
        months=tuple(_DUTCH_MONTHS.split()),
        short_months=tuple(month[:3].replace("maa", "mrt") for month in _DUTCH_MONTHS.split()),
        days=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        short_days=("ma", "di", "wo", "do", "vr", "za", "zo"),
        patterns=_SHARED
        | {
            "CURRENCY": "[$€] #,##0.00",
            "DATE": "d-m-yyyy",
            "TIME": "h:mm:ss",
            "DATE_TIME": "d-m-yyyy h:mm:ss",
        },
    ),
}
