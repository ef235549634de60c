"""Afspraken: appointments of one's clients, who comes along, and how they ended."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Afspraken"), Permission.SEE_CASELOAD)
appointments = REGISTERS["appointments"]
if opened(page, appointments):
    st.stop()
add(page, appointments)
rows = page.snapshot.table("appointments")
lines(page, appointments, rows.sort_values("planned_on", ascending=False))
