"""Vergunningen: permits by step, against what is expected; rows only of one's own clients."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures import catalogue
from lib.ui import card
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Vergunningen"), Permission.SEE_TEAM_FIGURES)
permits = REGISTERS["permits"]
if opened(page, permits):
    st.stop()
for measure in catalogue.CHAPTERS["Vergunningen"]:
    card.show(page.chart(measure))
add(page, permits)
lines(page, permits, page.snapshot.table("permits"))
