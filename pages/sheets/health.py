"""Gezondheid: what is wrong in the sheets, by sheet and cell; nothing is dropped for it."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.health import problem_tables
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.table import show_table

page = open_page(_("Gezondheid van de bladen"), Permission.SEE_SHEET_HEALTH)

tables = problem_tables(page.snapshot)
if not tables:
    st.success(_("Alle bladen die je beheert zijn in orde."), icon=":material/check_circle:")
for title, table in tables.items():
    with st.expander(f"{title} ({len(table)})", expanded=len(tables) == 1):
        show_table(table)
