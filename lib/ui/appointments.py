"""Appointments on screen: how they end, and how long care lets wait."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.measures.appointments import wait_of, waits_of_caseload
from lib.measures.caseload import of_client
from lib.measures.worklist import appointments_to_settle
from lib.schema.choices import AppointmentOutcome
from lib.ui.act import act
from lib.ui.form import RowForm
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
_GOES_ON = ("client_code", "kind", "provider", "accompanied_by", "referred_on")
_ACTS = (
    (AppointmentOutcome.APPEARED, ":material/check:"),
    (AppointmentOutcome.NO_SHOW, ":material/person_off:"),
    (AppointmentOutcome.MOVED, ":material/event_repeat:"),
)
_ACTS_BEFORE = (
    (AppointmentOutcome.MOVED, ":material/event_repeat:"),
    (AppointmentOutcome.CANCELLED, ":material/event_busy:"),
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

    def unsettled() -> set[str]:
        rows = page.remembered(
            ("unsettled", page.today), lambda: appointments_to_settle(page.snapshot, page.today)
        )
        return set(rows["appointment_id"])

    def beside(row: Row) -> None:
        may_change = page.may(Action.CHANGE, "appointments", row)
        is_open = row["outcome"] is None
        has_come = row["planned_on"] is not None and row["planned_on"] <= page.today
        if is_open and not has_come and row["accompanied_by"] is None:
            st.badge(_("Niemand gaat mee"), color="orange")
        if is_open and may_change:
            _acts(page, row, has_come=has_come)
        elif may_change and row["appointment_id"] in unsettled():
            _new_day(page, row)

    def also(row: Row) -> str:
        return _wait(page, row) if "referred_on" in register.facts else ""

    lines(page, register, rows, beside, place, also, size)


def _acts(page: Page, row: Row, *, has_come: bool) -> None:
    """Nobody can have appeared on a day that is still to come."""
    for outcome, icon in _ACTS if has_come else _ACTS_BEFORE:
        said = _("{kind} van {code}: {outcome}.").format(
            kind=row["kind"], code=row["client_code"], outcome=outcome.value.lower()
        )
        act(page, outcome.value, "appointments", row, {"outcome": outcome.value}, said, icon)


def _new_day(page: Page, row: Row) -> None:
    """What was moved goes on as an appointment of its own, so that the first day is kept."""
    with st.popover(_("Nieuwe datum"), icon=":material/event:"):
        form = RowForm(
            page,
            f"moved:{row['appointment_id']}",
            "appointments",
            fixed={name: row[name] for name in _GOES_ON},
            done=_("De nieuwe afspraak staat erin."),
        )
        form.draw(["planned_on"], submit=_("Nieuwe afspraak opslaan"), border=False)


def _wait(page: Page, row: Row) -> str:
    wait = wait_of(row["referred_on"], row["intake_on"], row["started_on"], page.today)
    if wait is None:
        return ""
    said = _("Gestart na {weeks}") if wait.has_started else _("Wacht {weeks} sinds de aanmelding")
    said = said.format(weeks=weeks(wait.days / 7))
    if wait.intake_days is None:
        return said
    return _("{said}, intake na {weeks}").format(said=said, weeks=weeks(wait.intake_days / 7))


def show_waits(page: Page) -> None:
    """How long one's own clients waited and wait, in a few sentences."""
    waits = page.remembered(
        ("waits", page.today), lambda: waits_of_caseload(page.snapshot, page.today)
    )
    said = []
    if waits.intake_weeks is not None:
        said.append(
            _("Aanmelding tot intake: de helft binnen {weeks} ({count} keer)").format(
                weeks=weeks(waits.intake_weeks), count=waits.intakes
            )
        )
    if waits.start_weeks is not None:
        said.append(
            _("Aanmelding tot start: de helft binnen {weeks} ({count} keer)").format(
                weeks=weeks(waits.start_weeks), count=waits.started
            )
        )
    if waits.longest_weeks is not None:
        said.append(
            _("Wacht nog op de start: {count}, het langst {weeks}").format(
                count=waits.waiting, weeks=weeks(waits.longest_weeks)
            )
        )
    if said:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(_("**Wachttijd van jouw cliënten**"))
            st.text("\n".join(said))


def weeks(count: float) -> str:
    """1 week, 9 weken."""
    whole = round(count)
    return _("1 week") if whole == 1 else _("{count} weken").format(count=whole)
