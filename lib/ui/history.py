"""What the Logboek holds about one row, for who may read that row."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.access.policy import Action
from lib.audit import Act, told_cells
from lib.errors import DashboardError
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from lib.ui import live
from lib.ui.language import _
from lib.ui.lines import paged_rows
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.texts import MISSING, escaped, moment

Line = Mapping[str, Any]
_NO_CHANGE = (Act.VIEWED, Act.EXPORTED)


def history(page: Page, sheet: str, row: Mapping[str, Any]) -> None:
    """The changes of a row, folded away and read only when asked for."""
    if not page.may(Action.READ, sheet, row):
        return
    schema = SHEETS[sheet]
    key = row[schema.key().name]
    with st.expander(_("Geschiedenis"), icon=":material/history:"):
        if not st.toggle(_("Geschiedenis tonen"), key=f"history:{sheet}:{key}"):
            return
        try:
            log = live.live().logbooks.lines(schema.workbook)
        except DashboardError as error:
            show_error(error)
            return
        of_row = log["sheet_title"].eq(schema.title) & log["row_key"].eq(key)
        lines = log[of_row & ~log["act"].isin(_NO_CHANGE)]
        if not len(lines):
            st.caption(_("Nog niets gewijzigd sinds het Logboek er is."))
        paged_rows(Logbook, lines, f"pagina_geschiedenis_{sheet}", _change)


def _change(line: Line) -> None:
    """When, who, and what every touched column was and became."""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{moment(line['at'])}** · {escaped(line['who'] or MISSING)}")
        st.caption(escaped(" · ".join(filter(None, [line["act"], line["reason"]]))))
        if told := told_text(line):
            st.text(told)


def told_text(line: Line) -> str:
    """What every column of a line was and became, one to a row."""
    return "\n".join(_cell(*cell) for cell in told_cells(line["old"], line["new"]))


def _cell(header: str, old: str | None, new: str | None) -> str:
    """Uitkomst: Gesproken → Afgezegd; of a new row only what it holds."""
    if old is None:
        return f"{header}: {new or _('leeg')}"
    return f"{header}: {old or _('leeg')} → {_('weg') if new is None else new or _('leeg')}"
