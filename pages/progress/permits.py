"""Vergunningen: permits by step, against what is expected; rows only of one's own clients."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures import permits as figures
from lib.schema.choices import PermitStep
from lib.ui import card, filters
from lib.ui.erasing import erase_section
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Vergunningen"), Permission.SEE_TEAM_FIGURES, workbook="permits")
permits = REGISTERS["permits"]
if opened(page, permits):
    st.stop()

if page.may(Action.READ, permits.sheet):
    rows = page.snapshot.table(permits.sheet)
    st.subheader(_("Van jouw cliënten ({count})").format(count=len(rows)), anchor=False)
    add(page, permits)
    with filters.panel("stap"):
        steps = filters.choice(_("Stap"), [step.value for step in PermitStep], "stap")
    if steps:
        rows = rows[rows["step"].isin(steps)]
    if not len(rows):
        st.caption(_("Geen vergunning gevonden. Maak het filter leeg of voeg er een toe."))
    lines(page, permits, rows.sort_values(["step", "client_code"]))

st.subheader(_("Het hele team"), anchor=False)
for measure in (
    figures.GRANTED,
    figures.STEPS,
    figures.TIME_IN_STEP,
    figures.SITUATION,
    figures.GUIDANCE,
    figures.EXPECTED,
):
    card.show(page.chart(measure))

erase_section(page)
