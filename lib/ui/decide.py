"""Saves that waited and can no longer be applied as they were: a person decides what is right."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from lib.access.policy import Action
from lib.change import STAMP, Change
from lib.errors import DashboardError, SecretUnreadable
from lib.schema.cells import to_text
from lib.store.journal import NOBODY, Entry
from lib.ui import live, press, session
from lib.ui.form import RowForm
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.texts import escaped, long_day


class _Words(NamedTuple):
    """What a person reads: about a save of their own, and about a row deleted by hand."""

    seen: str
    mine: str
    save: str


_WORDS = {
    False: _Words(_("Opgeslagen op {day}"), _("Mijn waarde: {value}"), _("Mijn waarde opslaan")),
    True: _Words(_("Opgemerkt op {day}"), _("Stond er: {value}"), _("Rij terugzetten")),
}


def decide(page: Page, entry: Entry) -> None:
    """What was saved, what stands there now, and the three ways out."""
    number = entry.number
    with st.container(border=True):
        words = _WORDS[entry.actor == NOBODY]
        day = f"{long_day(entry.at.date())}, {entry.at:%H:%M}"
        st.caption(words.seen.format(day=day))
        st.markdown(escaped(entry.trouble or ""))
        is_mine = all(_may_see(page, change) for change in entry.changes)
        if is_mine:
            for change in entry.changes:
                _show(page, change, words)
        else:
            st.info(_("Deze rij hoort niet meer bij jou."), icon=":material/lock:")
        with st.container(horizontal=True):
            if is_mine and press.button(words.save, f"mine:{number}", type="primary"):
                _save_mine(page, entry)
            if press.button(_("Laten zoals het nu is"), f"theirs:{number}"):
                _let_go(number)
        if is_mine and len(entry.changes) == 1 and entry.actor != NOBODY:
            with st.expander(_("Aanpassen"), icon=":material/edit:"):
                _adjust(page, entry)


def _may_see(page: Page, change: Change) -> bool:
    row = page.snapshot.row(change.sheet, change.key) or change.row()
    return page.may(Action.READ, change.sheet, row)


def _show(page: Page, change: Change, words: _Words) -> None:
    """Both values of every column this save touched."""
    schema, now = change.schema, page.snapshot.row(change.sheet, change.key)
    st.caption(f"{escaped(schema.title)} · {escaped(change.key)}")
    if now is None and not change.is_new:
        st.caption(_("Deze rij staat niet meer in het blad."))
    for name, mine in _touched(change).items():
        column = schema.column(name)
        shown = [_text(page, change, name, value) for value in (mine, (now or {}).get(name))]
        with st.container(gap="xxsmall"):
            st.markdown(f"**{escaped(column.header)}**")
            st.text(words.mine.format(value=shown[0]))
            if now is not None:
                st.text(_("Nu in het blad: {value}").format(value=shown[1]))


def _text(page: Page, change: Change, name: str, value: Any) -> str:
    column = change.schema.column(name)
    if column.is_secret:
        value = page.open_secret(change.sheet, change.key, name, value)
    return to_text(column, value) or _("leeg")


def _touched(change: Change) -> dict[str, Any]:
    """What the person filled in; of a row that is gone all of it, so that it can come back."""
    return {name: value for name, value in change.after.items() if name not in STAMP}


def _save_mine(page: Page, entry: Entry) -> None:
    """Once more, on top of the rows as they are now; a row that is gone comes back."""
    try:
        fresh = page.read_again()
        changes: list[Change] = []
        for change in entry.changes:
            now = fresh.snapshot.row(change.sheet, change.key)
            values = _opened(page, change, _touched(change) if now else _whole(change))
            changes.append(fresh.propose(change.sheet, change.key, now, values, changes))
        written = [change for change in changes if change.after or change.is_new]
        if written:
            fresh.save(written)
    except DashboardError as error:
        show_error(error)
        return
    live.live().settle(entry.number)
    session.flash(_("Jouw waarde is opgeslagen."))
    st.rerun()


def _whole(change: Change) -> dict[str, Any]:
    """Every column a person fills in, as the row would have become."""
    fillable = {column.name for column in change.schema.columns if not column.is_protected}
    return {n: v for n, v in change.row().items() if n in fillable and v is not None}


def _opened(page: Page, change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    """With secret text as a person typed it; SecretUnreadable when it stays shut."""
    secret = {column.name for column in change.schema.columns if column.is_secret}
    return {
        name: page.unsealed(change.sheet, change.key, name, value)
        if name in secret and value
        else value
        for name, value in values.items()
    }


def _adjust(page: Page, entry: Entry) -> None:
    (change,) = entry.changes
    now = page.snapshot.row(change.sheet, change.key)
    if now is None:
        st.caption(_("Zet de rij eerst terug met 'Mijn waarde opslaan'."))
        return
    try:
        mine = _opened(page, change, _touched(change))
    except SecretUnreadable as error:
        show_error(error)
        return
    form = RowForm(
        page,
        f"decide:{entry.number}",
        change.sheet,
        row=now,
        suggested=mine,
        after_save=lambda: live.live().settle(entry.number),
    )
    form.draw(list(mine), border=False)


def _let_go(number: int) -> None:
    live.live().settle(number)
    session.flash(_("Er is niets gewijzigd in het blad."))
    st.rerun()
