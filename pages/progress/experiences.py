"""Ervaringen: what the women tell about the help; never linked to a client."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Ervaringen"), Permission.SEE_PROGRESS)
experiences = REGISTERS["experiences"]
if opened(page, experiences):
    st.stop()
add(page, experiences)
lines(page, experiences, page.snapshot.table("experiences"))
