"""Kerncijfers: what has been released to the committee, with source and date."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.committee import released_figures
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.table import show_table

page = open_page(_("Kerncijfers"), Permission.SEE_COMMITTEE_FIGURES)
st.markdown(_("Vrijgegeven cijfers voor de begeleidingscommissie (gezamenlijk met Top 15 & 15)."))

figures = released_figures(page.snapshot)
for approach, rows in figures.items():
    st.subheader(approach, anchor=False)
    show_table(rows)
if not figures:
    st.info(
        _("Er zijn nog geen cijfers vrijgegeven. Zodra de projectleider dat doet, staan ze hier."),
        icon=":material/fact_check:",
    )
