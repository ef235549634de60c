"""The parts of a client's page: each a list of her rows, with what can be done with each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from lib.access.policy import Action
from lib.change import Change
from lib.measures.caseload import contact_list
from lib.measures.story import GOALS_ENDED
from lib.schema.choices import GoalState, LifeArea, PermitStep, ReportResult
from lib.schema.permits import STEP_DATES, Permits
from lib.snapshot import Snapshot
from lib.ui import filters, session
from lib.ui.act import act
from lib.ui.appointments import appointments_section
from lib.ui.consents import consents_section
from lib.ui.contacts import contact_lines
from lib.ui.form import RowForm, Values
from lib.ui.language import _
from lib.ui.navigation import CLIENT
from lib.ui.page import Page
from lib.ui.register import Register, add, lines
from lib.ui.registers import REGISTERS
from lib.ui.reports import solve
from lib.ui.session import FormState

Row = Mapping[str, Any]
# On her own page a line opens there, and does not say whose it is.
_PERMITS, _REPORTS, _GOALS, _SUPPORT = (
    replace(register, entry=CLIENT, facts=[f for f in register.facts if f != "client_code"])
    for register in map(
        REGISTERS.__getitem__, ("permits", "bottleneck_reports", "goals", "support")
    )
)
OPENED_HERE: Sequence[Register] = (_GOALS, _SUPPORT, _PERMITS, _REPORTS)


def parts(page: Page, code: str, her: Snapshot) -> None:
    """One part at a time; which one stands in the URL."""
    drawn: dict[str, tuple[str, Callable[[], None]]] = {
        _("Contacten"): ("contacts", lambda: _contacts(page, code, her)),
        _("Afspraken"): ("appointments", lambda: appointments_section(page, code)),
        _("Doelen"): ("goals", lambda: _goals(page, code, her)),
        _("Begeleiding"): ("support", lambda: _support(page, her)),
        _("Toestemmingen"): ("consents", lambda: consents_section(page, code)),
        _("Vergunning"): ("permits", lambda: _permits(page, code, her)),
        _("Knelpunten"): ("bottleneck_reports", lambda: _reports(page, code, her)),
    }
    drawn = {name: part for name, part in drawn.items() if page.may(Action.READ, part[0])}
    counts = {name: len(her.tables[sheet]) for name, (sheet, _draw) in drawn.items()}
    labels = {name: f"{name} ({count})" if count else name for name, count in counts.items()}
    _sheet, draw = drawn[filters.part(labels)]
    draw()


def _contacts(page: Page, code: str, her: Snapshot) -> None:
    rows = contact_list(her, code)
    contact_lines(page, rows, f"pagina_tijdlijn{code}")
    if not len(rows):
        st.caption(_("Nog geen contact vastgelegd. Leg hierboven het eerste vast."))


def _support(page: Page, her: Snapshot) -> None:
    rows = her.table("support").sort_values("from_on", ascending=False)
    lines(page, _SUPPORT, rows)
    if not len(rows):
        st.caption(_("Nog geen begeleiding. Kies hierboven een intensiteit."))


def _goals(page: Page, code: str, her: Snapshot) -> None:
    """By leefgebied in the order of the list; what is reached or let go stands folded below."""
    rows = her.table("goals")
    order = rows["life_area"].map({area.value: place for place, area in enumerate(LifeArea)})
    rows = rows.assign(order=order).sort_values(["order", "target_on"])
    is_ended = rows["state"].isin(GOALS_ENDED)
    ended = rows[is_ended].sort_values("finished_on", ascending=False)
    if not len(rows):
        st.caption(_("Nog geen doelen. Vraag wat zij wil, en leg haar wens hieronder vast."))
    lines(page, _GOALS, rows[~is_ended], lambda row: _goal_acts(page, row), code)
    if len(ended):
        with st.expander(_("Bereikt of losgelaten ({count})").format(count=len(ended))):
            lines(page, _GOALS, ended, place=f"{code}af")
    add(
        page,
        _GOALS,
        defaults={"state": GoalState.WANTED.value},
        fixed={"client_code": code},
        place=code,
    )


def _goal_acts(page: Page, row: Row) -> None:
    if not page.may(Action.CHANGE, "goals", row):
        return
    icons = {GoalState.REACHED: ":material/flag:", GoalState.LET_GO: ":material/close:"}
    if row["state"] != GoalState.WORKING:
        working = {"state": GoalState.WORKING.value}
        act(page, GoalState.WORKING.value, "goals", row, working, _("Aan dit doel wordt gewerkt."),
            ":material/play_arrow:")  # fmt: skip
    for state, icon in icons.items():
        ended = {"state": state.value, "finished_on": page.today}
        said = _("Het doel is {state}.").format(state=state.value.lower())
        act(page, state.value, "goals", row, ended, said, icon)


def _permits(page: Page, code: str, her: Snapshot) -> None:
    rows = her.table("permits")
    lines(page, _PERMITS, rows, lambda row: _next_steps(page, row), code)
    if len(rows):
        return
    st.caption(_("Nog niets over een vergunning vastgelegd."))
    first = {"step": PermitStep.INFORMED.value, "informed_on": page.today}
    add(page, _PERMITS, defaults=first, fixed={"client_code": code, "in_view": True}, place=code)


def _next_steps(page: Page, row: Row) -> None:
    """The steps that may follow; one with a date of its own asks for it, today unless said."""
    if not page.may(Action.CHANGE, "permits", row) or Permits.steps is None:
        return
    for step in PermitStep:
        if step == row["step"] or not Permits.steps.may_follow(row["step"], step):
            continue
        values: dict[str, Any] = {"step": step.value}
        if step is PermitStep.WANTS:  # a new round: the dates of the last one are in the Logboek
            values |= {"applied_on": None, "decided_on": None}
        if step not in STEP_DATES:
            act(page, step.value, "permits", row, values, _said(step), ":material/arrow_forward:")
            continue
        with st.popover(step.value, icon=":material/arrow_forward:"):
            _dated_step(page, row, step, values)


def _dated_step(page: Page, row: Row, step: PermitStep, values: Values) -> None:
    undos = session.undos()

    def proposal(state: FormState, filled: Values) -> Sequence[Change]:
        change = page.propose("permits", state.key, state.before, filled)
        undos[:] = [session.Undo.of(change, _said(step))]
        return [change]

    form = RowForm(
        page,
        f"step:{row['permit_id']}:{step.value}",
        "permits",
        row=row,
        fixed=values,
        suggested={STEP_DATES[step]: page.today},
        proposal=proposal,
        done=_said(step),
    )
    form.draw([STEP_DATES[step]], submit=_("Stap vastleggen"), border=False)


def _said(step: PermitStep) -> str:
    return _("Vergunning: {step}.").format(step=step.value.lower())


def _reports(page: Page, code: str, her: Snapshot) -> None:
    rows = her.table("bottleneck_reports").sort_values("reported_on", ascending=False)
    lines(page, _REPORTS, rows, lambda row: solve(page, row), code)
    if not len(rows):
        st.caption(_("Nog geen melding: zij liep nog niet tegen een knelpunt aan."))
    add(
        page,
        _REPORTS,
        defaults={"reported_on": page.today, "result": ReportResult.OPEN.value},
        fixed={"client_code": code, "reported_by": page.person.worker},
        label=_("Liep tegen een knelpunt aan"),
        place=code,
    )
