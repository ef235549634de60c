"""Gezondheid: what is wrong in the sheets, by sheet and cell; nothing is dropped for it."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.health import findings, show_findings
from lib.ui.inspecting import inspecting
from lib.ui.language import _
from lib.ui.page import open_page

page = open_page(_("Gezondheid van de bladen"), Permission.SEE_SHEET_HEALTH)

faults = findings(page, page.snapshot.problems)
if not faults:
    st.success(_("Alle bladen die je beheert zijn in orde."), icon=":material/check_circle:")
show_findings(page, faults, "fout")

spellings = findings(page, page.snapshot.spellings)
if spellings:
    st.subheader(_("Anders geschreven"), anchor=False)
    st.caption(
        _("Dit telt gewoon mee, maar sorteren en filteren in het blad zelf gaat eraan voorbij.")
    )
    show_findings(page, spellings, "netter")

inspecting(page)
