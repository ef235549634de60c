"""Knelpunten: the register of bottlenecks in the care landscape, and reports from practice."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Knelpunten"), Permission.SEE_PROGRESS)
bottlenecks, reports = REGISTERS["bottlenecks"], REGISTERS["bottleneck_reports"]
if opened(page, bottlenecks, reports):
    st.stop()
for register in (bottlenecks, reports):
    st.subheader(register.schema.title, anchor=False)
    add(page, register)
    lines(page, register, page.snapshot.table(register.sheet))
