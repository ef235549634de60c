"""Verbindingen: other parties, what was agreed, and when somebody last met."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Verbindingen"), Permission.SEE_PROGRESS)
links, meetings, parties = (
    REGISTERS[sheet] for sheet in ("partner_links", "partner_meetings", "organisations")
)
if opened(page, links, meetings, parties):
    st.stop()
for register in (links, meetings, parties):
    st.subheader(register.schema.title, anchor=False)
    add(page, register)
    lines(page, register, page.snapshot.table(register.sheet))
