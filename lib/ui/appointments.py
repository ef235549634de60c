"""Appointments on screen: how they end, and how long care lets wait."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.measures.appointments import wait_of
from lib.measures.caseload import of_client
from lib.schema.choices import AppointmentOutcome
from lib.ui.act import act
from lib.ui.language import _
from lib.ui.lines import PAGE_SIZE
from lib.ui.page import Page
from lib.ui.register import Register, add, lines
from lib.ui.registers import REGISTERS

Row = Mapping[str, Any]
_APPOINTMENTS = REGISTERS["appointments"]
_OF_CLIENT = replace(
    _APPOINTMENTS, name="planned_on", facts=[f for f in _APPOINTMENTS.facts if f != "planned_on"]
)
_ACTS = (
    (AppointmentOutcome.APPEARED, ":material/check:"),
    (AppointmentOutcome.NO_SHOW, ":material/person_off:"),
    (AppointmentOutcome.MOVED, ":material/event_repeat:"),
)


def appointments_section(page: Page, code: str) -> None:
    """The appointments of one client on her page: `appointments_section(page, code)`. Draw
    `undo_bar(page)` at the top of the page: a press here can be undone there."""
    rows = of_client(page.snapshot, "appointments", code, "planned_on")
    if len(rows):
        appointment_lines(page, rows, _OF_CLIENT, place=code)
    else:
        st.caption(_("Nog geen afspraken."))
    add(page, _APPOINTMENTS, fixed={"client_code": code}, place=code)


def appointment_lines(
    page: Page,
    rows: pd.DataFrame,
    register: Register = _APPOINTMENTS,
    place: str = "",
    size: int = PAGE_SIZE,
) -> None:
    """Appointments as lines: who comes along, how long the wait, and how they ended."""

    def beside(row: Row) -> None:
        if row["outcome"] is not None:
            return
        if row["accompanied_by"] is None:
            st.badge(_("Niemand gaat mee"), color="orange")
        is_past = row["planned_on"] is not None and row["planned_on"] <= page.today
        if page.may(Action.CHANGE, "appointments", row):
            _acts(page, row, is_past=is_past)

    def also(row: Row) -> str:
        return _wait(page, row)

    lines(page, register, rows, beside, place, also, size)


def _acts(page: Page, row: Row, *, is_past: bool) -> None:
    """Nobody can have appeared on a day that is still to come."""
    for outcome, icon in _ACTS if is_past else _ACTS[-1:]:
        act(
            page,
            outcome.value,
            "appointments",
            row,
            {"outcome": outcome.value},
            _("{kind} van {code}: {outcome}.").format(
                kind=row["kind"], code=row["client_code"], outcome=outcome.value.lower()
            ),
            icon,
        )


def _wait(page: Page, row: Row) -> str:
    wait = wait_of(row["referred_on"], row["intake_on"], row["started_on"], page.today)
    if wait is None:
        return ""
    said = _("Gestart na {weeks}") if wait.has_started else _("Wacht {weeks} sinds de aanmelding")
    said = said.format(weeks=weeks(wait.days / 7))
    if wait.intake_days is None:
        return said
    return _("{said}, intake na {weeks}").format(said=said, weeks=weeks(wait.intake_days / 7))


def weeks(count: float) -> str:
    """1 week, 9 weken."""
    whole = round(count)
    return _("1 week") if whole == 1 else _("{count} weken").format(count=whole)
