"""How things are written on screen: dates, days ago, the banner of the demo world."""

from datetime import date

import pandas as pd
import streamlit as st

from lib.schema.dates import MONTHS
from lib.ui.language import _


def long_day(day: date) -> str:
    """1 februari 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date | pd.Timestamp | None) -> str:
    """01-02-2022; a dash for missing."""
    return "–" if day is None or pd.isna(day) else f"{day:%d-%m-%Y}"


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


def shown_table(table: pd.DataFrame) -> pd.DataFrame:
    """A table as text: 01-02-2022, a decimal comma, a dash for missing, ja and nee."""
    return pd.DataFrame({name: [_shown(value) for value in table[name]] for name in table})


def _shown(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(str(part) for part in value) or "–"
        case bool():
            return _("ja") if value else _("nee")
        case date():
            return short_day(value)
        case float() if not pd.isna(value):
            return f"{value:.1f}".removesuffix(".0").replace(".", ",")
    return "–" if pd.isna(value) else str(value)  # type: ignore[call-overload]
