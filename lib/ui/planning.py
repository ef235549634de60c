"""The project's planning, subject by subject."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import streamlit as st

from lib.access.policy import Action
from lib.measures.planning import MILESTONES
from lib.measures.project import STAFFING, arranged_preconditions
from lib.schema.choices import ActionState
from lib.schema.workbook import SHEETS
from lib.ui import card
from lib.ui.act import act
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.register import add, lines, link_to
from lib.ui.registers import REGISTERS

Row = Mapping[str, Any]
SUBJECTS = ("milestones", "actions", "preconditions", "decisions", "initiatives", "team",
            "closures")  # fmt: skip
_ENDED = (ActionState.DONE, ActionState.CANCELLED)
_ORDER = {"milestones": "target_on", "decisions": "decided_on", "closures": "from_on",
          "team": "started_on"}  # fmt: skip
_A_WEEK = timedelta(days=7)


def titles() -> dict[str, str]:
    """Title of the tab → sheet."""
    return {SHEETS[sheet].title: sheet for sheet in SUBJECTS}


def subject(page: Page, sheet: str) -> None:
    """What is said about it, the form for a new row, and its rows."""
    above = _ABOVE.get(sheet)
    if above is not None:
        above(page)
    add(page, REGISTERS[sheet], defaults=_defaults(page).get(sheet))
    if sheet == "actions":
        _actions(page)
        return
    rows = page.snapshot.table(sheet)
    if sheet in _ORDER:
        rows = rows.sort_values(_ORDER[sheet], ascending=sheet in ("milestones", "team"))
    if not len(rows):
        st.info(_("Hier staat nog niets."), icon=":material/inbox:")
    lines(page, REGISTERS[sheet], rows)


def _defaults(page: Page) -> dict[str, Row]:
    return {
        "actions": {"state": ActionState.OPEN.value, "due_on": page.today + _A_WEEK,
                    "who": page.person.worker},
        "decisions": {"decided_on": page.today},
    }  # fmt: skip


def _actions(page: Page) -> None:
    """One's own first, by date; what is done folded away."""
    rows = page.snapshot.table("actions").sort_values(["due_on", "action_id"])
    is_ended = rows["state"].isin(_ENDED)
    is_mine = rows["who"].eq(page.person.worker or "").fillna(False).astype(bool)
    for title, part in (
        (_("Van jou"), rows[~is_ended & is_mine]),
        (_("Van anderen"), rows[~is_ended & ~is_mine]),
    ):
        if len(part):
            st.subheader(f"{title} ({len(part)})", anchor=False)
            lines(page, REGISTERS["actions"], part, lambda row: tick_off(page, row), title)
    if is_ended.all():
        st.info(_("Er staat geen actie open."), icon=":material/check_circle:")
    if is_ended.any():
        with st.expander(_("Klaar of vervallen ({count})").format(count=int(is_ended.sum()))):
            lines(page, REGISTERS["actions"], rows[is_ended], place="klaar")


def tick_off(page: Page, row: Row) -> None:
    """Beside an action: whether it is late, and the ways to be done with it or to move it."""
    if row["due_on"] is not None and row["due_on"] < page.today:
        st.badge(_("Te laat"), color="orange", icon=":material/schedule:")
    if page.may(Action.CHANGE, "actions", row):
        done = {"state": ActionState.DONE.value, "done_on": page.today}
        act(page, _("Klaar"), "actions", row, done, _("De actie is klaar."))
        later = {"due_on": max(row["due_on"] or page.today, page.today) + _A_WEEK}
        act(
            page, _("Week later"), "actions", row, later, _("De actie is een week verzet."),
            icon=":material/event_repeat:",
        )  # fmt: skip
    _belongs_to(page, row)


def _belongs_to(page: Page, row: Row) -> None:
    """A link to what the action is about: it is written as the title of a sheet and a key."""
    title, _space, key = (row["belongs_to"] or "").rpartition(" ")
    register = next((r for r in REGISTERS.values() if r.schema.title == title), None)
    other = page.snapshot.row(register.sheet, key) if register else None
    if register is not None and other is not None:
        link_to(register, key, f"{register.thing}: {other[register.name]}")


def _arranged(page: Page) -> None:
    arranged, every = arranged_preconditions(page.snapshot, page.today)
    if every:
        st.markdown(
            _("**{arranged} van {every} geregeld.**").format(arranged=arranged, every=every)
        )


_ABOVE: Mapping[str, Callable[[Page], None]] = {
    "milestones": lambda page: card.show(page.chart(MILESTONES)),
    "preconditions": _arranged,
    "team": lambda page: card.show(page.chart(STAFFING)),
}
