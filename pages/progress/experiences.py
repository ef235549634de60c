"""Ervaringen: what the women tell about the help; never linked to a client."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import experiences, filters
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, opened
from lib.ui.registers import REGISTERS

page = open_page(
    _("Ervaringen"),
    Permission.SEE_PROGRESS,
    _("In eigen woorden, nooit verbonden met een cliënt"),
)
register = REGISTERS["experiences"]
if opened(page, register):
    st.stop()
add(page, register)

every = page.snapshot.table("experiences")
with filters.panel("delen", "periode"):
    sharing = filters.choice(_("Delen"), [experiences.SHAREABLE, experiences.INSIDE], "delen")
    wanted = filters.choice(_("Periode"), experiences.periods(every), "periode")

rows = experiences.chosen(every, sharing, wanted)
if not len(every):
    st.info(
        _("Er zijn nog geen ervaringen vastgelegd. De projectleider of coördinator kan dat hier."),
        icon=":material/forum:",
    )
elif not len(rows):
    st.info(_("Geen ervaring gevonden. Maak een filter leeg."), icon=":material/filter_alt_off:")
experiences.themes(page, rows)
