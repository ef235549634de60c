"""The parts of Vandaag: per kind of thing to do the lines, with what can be done at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.measures import consents, worklist
from lib.schema.choices import Intensity
from lib.ui import session
from lib.ui.act import act
from lib.ui.appointments import appointment_lines
from lib.ui.consents import consent_lines
from lib.ui.language import _
from lib.ui.lines import client_line, paged
from lib.ui.live import settings
from lib.ui.navigation import CONTACTS
from lib.ui.page import Page
from lib.ui.planning import tick_off
from lib.ui.register import lines
from lib.ui.registers import REGISTERS
from lib.ui.reports import solve
from lib.ui.texts import days_ago, long_day, short_day
from lib.ui.widgets import reference_label

Row = Mapping[str, Any]
# Only what one needs to know to act: the rest is behind the line.
_WITHDRAWN = replace(REGISTERS["consents"], facts=("withdrawn_on",))
_CONSENTS = replace(REGISTERS["consents"], facts=("share_with", "reconfirm_on"))
_APPOINTMENTS = replace(
    REGISTERS["appointments"], facts=("planned_on", "kind", "provider", "accompanied_by")
)
_CONTACTS = replace(REGISTERS["contacts"], badges=(), facts=("follow_up_on", "held_on", "channel"))
_ACTIONS = replace(REGISTERS["actions"], facts=("due_on",))
_SIZE = 5
_WEEK = timedelta(days=7)


class Part(NamedTuple):
    """One kind of thing to do. `nothing` is said instead when there are no `rows`."""

    title: str
    nothing: str
    rows: pd.DataFrame
    draw: Callable[[Page, pd.DataFrame], None]


def show_parts(page: Page) -> None:
    """What there is to do, what is late by nature first; where there is nothing to do is one
    line each, at the end."""
    parts = page.remembered(("today", page.today), lambda: _parts(page))
    for part in parts:
        if len(part.rows):
            st.subheader(f"{part.title} ({len(part.rows)})", anchor=False)
            part.draw(page, part.rows)
    for part in parts:
        if not len(part.rows):
            st.caption(f":material/check: {part.title}: {part.nothing}")


def _parts(page: Page) -> Sequence[Part]:
    seen, today, worker = page.snapshot, page.today, page.person.worker or ""
    return (
        Part(
            _("Intrekking verwerken"),
            _("elke ingetrokken toestemming is verwerkt."),
            consents.withdrawals_to_process(seen, today),
            _withdrawals,
        ),
        Part(
            _("Afspraken af te ronden"),
            _("elke afspraak heeft een uitkomst."),
            worklist.appointments_to_settle(seen, today),
            _to_settle,
        ),
        Part(
            _("Te lang niet gesproken"),
            _("iedereen is op tijd gesproken."),
            worklist.unseen(seen, today, allowed_days()),
            _unseen,
        ),
        Part(
            _("Vervolg afgesproken"),
            _("niets tot en met de komende 7 dagen."),
            worklist.follow_ups_due(seen, today),
            _follow_ups,
        ),
        Part(
            _("Acties"),
            _("niets op jouw naam tot en met de komende 7 dagen."),
            worklist.actions_due(seen, today, worker),
            _actions,
        ),
        Part(
            _("Afspraken komende week"),
            _("niets in de komende 7 dagen."),
            worklist.appointments_ahead(seen, today),
            _ahead,
        ),
        Part(
            _("Toestemming herbevestigen"),
            _("niets binnen 30 dagen."),
            worklist.consents_expiring(seen, today, consents.AHEAD_DAYS),
            _expiring,
        ),
        Part(
            _("Knelpuntmeldingen"),
            _("geen melding staat open."),
            worklist.reports_open(seen, worker),
            _reports,
        ),
        *([_permits_part(page)] if page.may(Action.READ, "permits") else []),
    )


def _permits_part(page: Page) -> Part:
    """Listed when the day they are to be finished is near; before that how many are left."""
    unfinished = worklist.permits_unfinished(page.snapshot)
    target = worklist.permit_target(page.snapshot)
    title = _("Vergunningen bij de streefdatum")
    if target is None or not len(unfinished):
        return Part(title, _("niets af te maken."), unfinished.iloc[:0], _permits)
    days = (target - page.today).days
    if days > worklist.PERMIT_DAYS:
        nothing = _("nog {days} dagen tot {day}; {count} nog niet klaar.").format(
            days=days, day=long_day(target), count=len(unfinished)
        )
        return Part(title, nothing, unfinished.iloc[:0], _permits)
    return Part(_("{title} {day}").format(title=title, day=long_day(target)), "", unfinished,
                _permits)  # fmt: skip


def allowed_days() -> Mapping[str, int]:
    """How long a client may go unseen here: as set for this installation."""
    days = settings().days_per_intensity
    if not days:
        return worklist.ALLOWED_DAYS
    return {**dict(zip(Intensity, days, strict=True)), worklist.NO_SUPPORT: days[-1]}


def _withdrawals(page: Page, rows: pd.DataFrame) -> None:
    consent_lines(page, rows, _WITHDRAWN, place="intrekking", size=_SIZE)


def _to_settle(page: Page, rows: pd.DataFrame) -> None:
    appointment_lines(page, rows, _APPOINTMENTS, place="afronden", size=_SIZE)


def _ahead(page: Page, rows: pd.DataFrame) -> None:
    appointment_lines(page, rows, _APPOINTMENTS, place="week", size=_SIZE)


def _unseen(page: Page, rows: pd.DataFrame) -> None:
    def draw(number: int) -> None:
        row = rows.iloc[number]
        code, intensity = row["client_code"], row["intensity"]
        client_line(
            code,
            reference_label(page, "clients", code),
            _("Laatst gesproken: {when} · afgesproken is om de {days} dagen").format(
                when=days_ago(row["last_seen_on"], page.today), days=row["allowed_days"]
            ),
            [intensity] if isinstance(intensity, str) else [],
            beside=lambda: _spoken(code),
        )

    paged(range(len(rows)), "pagina_gesproken", draw, _SIZE)


def _spoken(code: str) -> None:
    """To the form for a contact with this client: that is what ticks it off."""
    st.page_link(
        CONTACTS.file,
        label=_("Gesproken"),
        icon=":material/add_comment:",
        query_params={session.CLIENT_PARAMETER: code},
    )


def _follow_ups(page: Page, rows: pd.DataFrame) -> None:
    def beside(row: Row) -> None:
        _late(page, row["follow_up_on"])
        if row["client_code"]:
            _spoken(row["client_code"])
        _week_later(page, row)

    lines(page, _CONTACTS, rows, beside, "vervolg", size=_SIZE)


def _actions(page: Page, rows: pd.DataFrame) -> None:
    lines(page, _ACTIONS, rows, lambda row: tick_off(page, row), "vandaag", size=_SIZE)


def _expiring(page: Page, rows: pd.DataFrame) -> None:
    def beside(row: Row) -> None:
        if row["reconfirm_on"] < page.today:
            st.badge(_("Verlopen"), color="red")

    lines(page, _CONSENTS, rows, beside, "vandaag", size=_SIZE)


def _reports(page: Page, rows: pd.DataFrame) -> None:
    register = REGISTERS["bottleneck_reports"]
    lines(page, register, rows, lambda row: solve(page, row), "vandaag", size=_SIZE)


def _permits(page: Page, rows: pd.DataFrame) -> None:
    lines(page, REGISTERS["permits"], rows, place="vandaag", size=_SIZE)


def _late(page: Page, day: date | None) -> None:
    if day is not None and day < page.today:
        st.badge(_("Te laat"), color="orange", icon=":material/schedule:")


def _week_later(page: Page, row: Row) -> None:
    """A week after the day that was agreed, or after today when that is past."""
    if not page.may(Action.CHANGE, "contacts", row):
        return
    then = max(row["follow_up_on"], page.today) + _WEEK
    act(
        page,
        _("Week later"),
        "contacts",
        row,
        {"follow_up_on": then},
        _("Het vervolg is verzet naar {day}.").format(day=short_day(then)),
        icon=":material/event_repeat:",
    )
