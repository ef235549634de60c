"""Kerncijfers: what has been released to the committee, with source and date."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures.committee import released_figures
from lib.ui.language import _
from lib.ui.lines import figure_line
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Kerncijfers"), Permission.SEE_COMMITTEE_FIGURES)
register = REGISTERS["key_figures"]
is_keeper = page.may(Action.CHANGE, register.sheet)
if is_keeper and opened(page, register):
    st.stop()

st.markdown(_("Vrijgegeven cijfers voor de begeleidingscommissie (gezamenlijk met Top 15 & 15)."))

figures = released_figures(page.snapshot)
for approach, released in figures.items():
    st.subheader(approach, anchor=False)
    for figure in released:
        figure_line(figure.name, figure.value, figure.source)
if not figures:
    st.info(
        _("Er zijn nog geen cijfers vrijgegeven. Zodra de projectleider dat doet, staan ze hier."),
        icon=":material/fact_check:",
    )

if is_keeper:
    st.subheader(_("Bijhouden"), anchor=False)
    add(page, register)
    lines(page, register, page.snapshot.table(register.sheet))
