"""Voortgang: what was published for the committee, topic by topic, and nothing else."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import dashboard
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.session import SHOW_PARAMETER

page = open_page(
    _("Voortgang"),
    Permission.SEE_COMMITTEE_FIGURES,
    _("Begeleidingscommissie, gezamenlijk met Top 15 & 15"),
)
publications = page.publications()
if not publications:
    st.info(
        _("Er is nog niets gepubliceerd. Zodra de projectleider dat doet, staat het hier."),
        icon=":material/campaign:",
    )
    st.stop()
if SHOW_PARAMETER in st.query_params:
    dashboard.present(page, publications)
    st.stop()

publication = dashboard.chosen_publication(publications)
dashboard.head(publication)
if st.button(_("Presenteren"), icon=":material/slideshow:"):
    st.query_params[SHOW_PARAMETER] = "1"
    st.rerun()
name = dashboard.topic_of(publication)
st.header(name, anchor=False)
dashboard.topic(page, publication, name, publications)
dashboard.corrected(publication)
dashboard.appendix(publication)
