"""Kerncijfers: figures with source and date, of STAP and of Top 15 & 15."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures.committee import released_figures
from lib.ui.language import _
from lib.ui.lines import figure_line
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Kerncijfers"), Permission.SEE_PROGRESS)
register = REGISTERS["key_figures"]
is_keeper = page.may(Action.CHANGE, register.sheet)
if is_keeper and opened(page, register):
    st.stop()

published = _("die van Top 15 & 15")
if "permits" not in page.snapshot.off:
    published = _("{figures}, en de verwachte vergunningen").format(figures=published)
st.markdown(
    _(
        "Cijfers met bron en peildatum. De commissie ziet ze in de eerstvolgende publicatie: "
        "{figures}."
    ).format(figures=published)
)

figures = released_figures(page.snapshot)
for approach, released in figures.items():
    st.subheader(approach, anchor=False)
    for figure in released:
        figure_line(figure.name, figure.value, figure.source)
if not figures:
    st.info(
        _("Er zijn nog geen kerncijfers. Zodra de projectleider ze vastlegt, staan ze hier."),
        icon=":material/fact_check:",
    )

if is_keeper:
    st.subheader(_("Bijhouden"), anchor=False)
    add(page, register)
    lines(page, register, page.snapshot.table(register.sheet))
