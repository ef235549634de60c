"""One press that saves at once, and the way back from it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lib.change import Change
from lib.errors import ChangeRefused, DashboardError
from lib.schema.workbook import SHEETS
from lib.ui import press, session
from lib.ui.language import _
from lib.ui.messages import PENDING, show_error, show_problems
from lib.ui.page import Page
from lib.ui.texts import escaped

Row = Mapping[str, Any]


def act(
    page: Page,
    label: str,
    sheet: str,
    row: Row,
    values: Row,
    done: str,
    icon: str = ":material/check:",
    ask: str = "",
) -> None:
    """A button that writes `values` into the row; `undo_bar` offers the way back. Draw it only
    for who may change the row: the save asks again. With `ask` it asks that first."""
    key = str(row[SHEETS[sheet].key().name])
    # What it writes is in the name: of a button that moves a day, a second tap of an impatient
    # thumb is of a button that is gone.
    name = f"act:{sheet}:{key}:{label}:{','.join(map(str, values.values()))}"
    undos = session.undos()  # not after the press: see Page.flashes
    if ask:
        with st.popover(label, icon=icon):
            st.markdown(escaped(ask))
            is_pressed = press.button(_("Ja, {what}").format(what=label.lower()), name)
    else:
        is_pressed = press.button(label, name, icon=icon)
    if is_pressed and save_now(page, lambda: [page.propose(sheet, key, row, values)], done):
        before = {name: row.get(name) for name in values}
        undos[:] = [session.Undo(sheet, key, before, dict(values), done)]
        st.rerun()


def save_now(page: Page, proposal: Callable[[], Sequence[Change]], done: str) -> bool:
    """Save without a form. True when it is saved, and said in the next run; what is wrong is
    said here."""
    try:
        receipt = page.save(proposal())
    except ChangeRefused as refused:
        show_problems(refused)
    except DashboardError as error:
        show_error(error)
    else:
        page.flashes.append(
            (PENDING, ":material/cloud_upload:")
            if receipt.is_pending
            else (done, ":material/check_circle:")
        )
        return True
    return False


def undo_bar(page: Page) -> None:
    """The way back from the last press of `act`, as long as nobody changed what it wrote."""
    undos = session.undos()
    last = undos[0] if undos else None
    row = page.snapshot.row(last.sheet, last.key) if last else None
    if last is None or row is None or any(row.get(n) != v for n, v in last.after.items()):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(last.done, width="content")
        is_pressed = press.button(
            _("Ongedaan maken"), "ongedaan", icon=":material/undo:", type="tertiary"
        )
    if is_pressed and save_now(
        page,
        lambda: [page.propose(last.sheet, last.key, row, last.before, is_undo=True)],
        _("Ongedaan gemaakt."),
    ):
        undos.clear()
        st.rerun()
