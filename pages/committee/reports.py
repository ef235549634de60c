"""Rapporten: one publication as memo, slides, web page and pdf."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import dashboard, downloads
from lib.ui.language import _
from lib.ui.page import open_page

page = open_page(_("Rapporten"), Permission.SEE_COMMITTEE_FIGURES)
publications = page.publications()
if not publications:
    st.info(
        _("Er is nog niets gepubliceerd. Daarna staan de rapporten hier."),
        icon=":material/campaign:",
    )
    st.stop()
downloads.reports(page, dashboard.chosen_publication(publications))
