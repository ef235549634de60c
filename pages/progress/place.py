"""Loods en huiskamer: what the women wish for the place, and whether they heard back."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Loods en huiskamer"), Permission.SEE_PROGRESS)
wishes = REGISTERS["wishes"]
if opened(page, wishes):
    st.stop()
add(page, wishes)
lines(page, wishes, page.snapshot.table("wishes"))
