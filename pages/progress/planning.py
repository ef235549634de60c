"""Planning: milestones, preconditions, actions, decisions, initiatives, staffing, closures."""

import streamlit as st

from lib.access.permissions import Permission
from lib.schema.workbook import SHEETS
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Planning"), Permission.SEE_PROGRESS)
shown = ("milestones", "actions", "preconditions", "decisions", "initiatives", "team", "closures")
registers = [REGISTERS[sheet] for sheet in shown]
if opened(page, *registers):
    st.stop()
titles = {SHEETS[register.sheet].title: register for register in registers}
title = st.pills(
    _("Onderwerp"), list(titles), default=next(iter(titles)), required=True, key="onderwerp",
    bind="query-params", wrap=True,
)  # fmt: skip
add(page, titles[title])
lines(page, titles[title], page.snapshot.table(titles[title].sheet))
