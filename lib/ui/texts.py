"""How things are written on screen: dates, days ago, the banner of the demo world."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from lib.schema.dates import spoken_day
from lib.ui.language import _

MISSING = "–"
ICON = str(Path(__file__).with_name("icon.svg"))
_LONGEST = 300


def long_day(day: date) -> str:
    """1 februari 2022."""
    return spoken_day(day)


def short_day(day: date | pd.Timestamp | None) -> str:
    """01-02-2022; a dash for missing."""
    return MISSING if day is None or pd.isna(day) else f"{day:%d-%m-%Y}"


def moment(at: datetime | None) -> str:
    """01-02-2022 14:32; a dash for missing."""
    return MISSING if at is None else f"{at:%d-%m-%Y %H:%M}"


def until_text(moment: datetime, today: date) -> str:
    """tot 14:32 when that is today, else tot 12-02-2022."""
    day = f"{moment:%H:%M}" if moment.date() == today else short_day(moment)
    return _("tot {moment}").format(moment=day)


def days_ago(day: date | pd.Timestamp | None, today: date) -> str:
    """vandaag, gisteren, 5 dagen geleden; nog nooit for missing."""
    if day is None or pd.isna(day):
        return _("nog nooit")
    days = (pd.Timestamp(today) - pd.Timestamp(day)).days
    if days <= 0:
        return _("vandaag") if days == 0 else short_day(day)
    return _("gisteren") if days == 1 else _("{days} dagen geleden").format(days=days)


def demo_banner(today: date) -> None:
    st.info(
        _("Demonstratie: alle gegevens zijn verzonnen. Het is hier {day}.").format(
            day=long_day(today)
        ),
        icon=":material/theater_comedy:",
    )


def as_text(value: object) -> str:
    """A value of a table: 01-02-2022, a decimal comma, ja and nee, a dash for missing."""
    match value:
        case tuple():
            return ", ".join(str(part) for part in value) or MISSING
        case bool():
            return _("ja") if value else _("nee")
        case date():
            return short_day(value)
        case float() if not pd.isna(value):
            return f"{value:.1f}".removesuffix(".0").replace(".", ",")
    return MISSING if pd.isna(value) else str(value) or MISSING  # type: ignore[call-overload]


def shortened(text: str) -> str:
    """What stands in a cell, no longer than somebody reads."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def escaped(text: str) -> str:
    """What people typed in a sheet is text, never markup."""
    for mark in r"\`*_{}[]<>()#+-.!|~$:":
        text = text.replace(mark, f"\\{mark}")
    return text
